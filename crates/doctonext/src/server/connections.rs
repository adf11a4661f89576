//! Connections of visitors: taken until told to stop, then finished within a bound.

use std::{io, net::SocketAddr, time::Duration};

use axum::{Router, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tower::ServiceExt;

/// A client that has not sent the head of its request by then is not one of ours, or has lost its network.
const HEAD_WITHIN: Duration = Duration::from_secs(15);
/// Open requests get this long to finish once the server has been told to stop.
const FINISH_WITHIN: Duration = Duration::from_secs(8);
/// When the machine has no room for another connection, asking again at once would only burn it.
const BREATHE: Duration = Duration::from_millis(100);

/// Answers on a listener until `stop` resolves; then takes no new connection and lets the open requests finish.
pub(super) async fn answer(listener: TcpListener, site: Router, stop: impl Future<Output = ()>) {
    let open = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => converse(stream, peer, &site, &open),
                Err(error) => pause(&error).await,
            },
            () = &mut stop => break,
        }
    }
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = sleep(FINISH_WITHIN) => tracing::warn!("some requests did not finish in time and were cut"),
    }
}

fn converse(stream: TcpStream, peer: SocketAddr, site: &Router, open: &GracefulShutdown) {
    // Small answers must not wait for the next segment.
    let _ = stream.set_nodelay(true);
    // Laid around the whole site: a layer of the router would copy every route for every connection (0.3 MB each).
    let site = site.clone().map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(site));
    let conversation = open.watch(conversation);
    tokio::spawn(async move {
        if let Err(error) = conversation.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

async fn pause(error: &io::Error) {
    tracing::warn!(%error, "a connection could not be taken");
    sleep(BREATHE).await;
}
