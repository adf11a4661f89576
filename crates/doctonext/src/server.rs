//! The long-lived commands: `serve` and `worker`.

use std::{io::ErrorKind, net::SocketAddr, sync::Arc};

use anyhow::Context;
use platform::{clock::SystemClock, shutdown, telemetry};
use tokio::net::TcpListener;

use crate::{
    app::App, command_line::Store, config::Settings, demonstration, jobs, keys, routes, territory::Gazetteer,
};

/// Serves until SIGINT or SIGTERM, then finishes what it has begun.
pub async fn serve(settings: Settings) -> anyhow::Result<()> {
    // The port first: a second start must say so before it touches the database.
    let listener = listen(settings.listen).await?;
    let stop = shutdown::requested().context("The signals of the system cannot be heard")?;
    keys::prepare(&settings.var)?;
    let store = Store::open(&settings).await?;
    let served = run(settings, &store, listener, stop).await;
    store.close().await;
    served
}

async fn run(
    settings: Settings,
    store: &Store,
    listener: TcpListener,
    stop: impl Future<Output = shutdown::Request> + Send + 'static,
) -> anyhow::Result<()> {
    let app = prepare(settings, store).await?;
    tokio::spawn(app.epoch.clone().follow(app.db.clone()));
    let worker = if app.settings.worker {
        Some(jobs::start(&app).await?)
    } else {
        None
    };

    println!("Doctonext answers on http://{}", listener.local_addr()?);
    let service = routes::router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(async {
            let asked = stop.await;
            tracing::info!(
                ?asked,
                "stopping: no new request is taken, the open ones are finished"
            );
        })
        .await?;
    if let Some(worker) = worker {
        worker.stop().await;
    }
    Ok(())
}

/// Runs the jobs until SIGINT or SIGTERM.
pub async fn work(settings: Settings) -> anyhow::Result<()> {
    let stop = shutdown::requested().context("The signals of the system cannot be heard")?;
    let store = Store::open(&settings).await?;
    let worked = async {
        let gazetteer = store.prepare().await?;
        let app = App::new(settings, store.db.clone(), Arc::new(SystemClock), gazetteer);
        let worker = jobs::start(&app).await?;
        println!("The worker runs");
        stop.await;
        worker.stop().await;
        anyhow::Ok(())
    }
    .await;
    store.close().await;
    worked
}

async fn prepare(settings: Settings, store: &Store) -> anyhow::Result<App> {
    let figures = telemetry::start_figures().context("The figures for /metrics cannot be kept")?;
    let gazetteer: Arc<Gazetteer> = store.prepare().await?;
    let clock = Arc::new(SystemClock);
    let demo = settings.demo_listings;
    if let Some(made) = demonstration::make_on_first_start(&store.db, &gazetteer, &*clock, demo).await? {
        println!("Demonstration: {made}");
    }
    let mut app = App::new(settings, store.db.clone(), clock, gazetteer);
    app.figures = Some(Arc::new(figures));
    Ok(app)
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow::anyhow!(
            "{address} is taken: Doctonext or another program answers there. Stop it, or choose another address with DOCTONEXT_LISTEN"
        ),
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("{address} may not be used by this user: choose a port above 1023 with DOCTONEXT_LISTEN")
        }
        _ => anyhow::anyhow!("{address} cannot be used ({error}): choose another address with DOCTONEXT_LISTEN"),
    })
}
