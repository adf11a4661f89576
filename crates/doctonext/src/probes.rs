//! What machines ask: alive? ready? how much?

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::net::SocketAddr;

use crate::{app::App, jobs, letters};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(figures))
}

/// The process answers.
async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too: a load balancer may send visitors.
async fn ready(State(app): State<App>) -> Response {
    match sqlx::query_scalar::<_, i32>("select 1").fetch_one(&app.db).await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Prometheus text. Open to this machine; to others with the bearer token.
async fn figures(State(app): State<App>, request: Request) -> Response {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|ConnectInfo(peer)| peer.ip().is_loopback());
    let proxied =
        ["forwarded", "x-forwarded-for", "x-real-ip"].iter().any(|it| request.headers().contains_key(*it));
    let from_here = direct && !proxied;
    if !from_here && !bears_token(&app, request.headers()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(figures) = &app.figures else {
        return StatusCode::NOT_FOUND.into_response();
    };
    metrics::gauge!("doctonext_database_connections").set(f64::from(app.db.size()));
    if let Err(error) = count_later_work(&app).await {
        tracing::warn!(%error, "jobs and letters cannot be counted");
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], figures.render()).into_response()
}

/// Jobs and letters by state: what an operator wants to be woken for.
async fn count_later_work(app: &App) -> sqlx::Result<()> {
    let (waiting, running, dead) = jobs::tally(&app.db).await?;
    for (state, jobs) in [("waiting", waiting), ("running", running), ("dead", dead)] {
        metrics::gauge!("doctonext_jobs", "state" => state).set(count(jobs));
    }
    let letters = letters::tally(&app.db).await?;
    for state in ["waiting", "dead"] {
        let found = letters.iter().find(|(it, _)| it == state).map_or(0, |(_, n)| *n);
        metrics::gauge!("doctonext_letters", "state" => state).set(count(found));
    }
    Ok(())
}

fn count(n: i64) -> f64 {
    f64::from(i32::try_from(n).unwrap_or(i32::MAX))
}

fn bears_token(app: &App, headers: &HeaderMap) -> bool {
    let shown = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    match (&app.settings.metrics_token, shown.and_then(|it| it.strip_prefix("Bearer "))) {
        // Compared as digests, so that the time taken tells nothing of the token.
        (Some(token), Some(shown)) => digest(token.expose()) == digest(shown),
        _ => false,
    }
}

fn digest(text: &str) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).into()
}
