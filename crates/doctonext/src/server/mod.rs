//! The long-lived commands: `serve` and `worker`.

mod connections;

use std::{io::ErrorKind, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use platform::{
    clock::{Clock, SystemClock},
    files::Files,
    shutdown, telemetry,
};
use tokio::net::TcpListener;

use crate::{
    accessibility,
    app::App,
    command_line::Store,
    config::Settings,
    demonstration, jobs, listings, publishing, routes,
    sealing::{KeySource, Vault},
    territory::Gazetteer,
};

/// Serves until SIGINT or SIGTERM, then finishes what it has begun. A second signal ends it at once.
pub async fn serve(settings: Settings) -> anyhow::Result<()> {
    // The port first: a second start must say so before it touches the database.
    let listener = listen(settings.listen).await?;
    let mut stop = Stop::heard()?;
    // Without keys nothing may start: better now than after the database.
    KeySource::chosen(&settings)?;
    let Some(store) = stop.or(Store::open(&settings)).await.transpose()? else {
        return Ok(());
    };
    let lost = store.lost();
    let served = tokio::select! {
        served = run(settings, &store, listener, &mut stop) => served,
        sentence = lost => Err(anyhow::anyhow!(sentence)),
    };
    store.close().await;
    served
}

async fn run(
    settings: Settings,
    store: &Store,
    listener: TcpListener,
    stop: &mut Stop,
) -> anyhow::Result<()> {
    let Some(app) = stop.or(prepare(settings, store)).await.transpose()? else {
        return Ok(());
    };
    tokio::spawn(app.epoch.clone().follow(app.db.clone()));
    if app.settings.search_in_memory {
        tokio::spawn(app.live.clone().follow(app.db.clone(), app.epoch.clone(), app.clock.clone()));
    }
    tokio::spawn(app.views.clone().follow(app.db.clone()));
    tokio::spawn(app.searches.clone().follow(app.db.clone(), app.clock.clone()));
    let worker = if app.settings.worker { Some(jobs::start(&app).await?) } else { None };
    if accessibility::is_due(&app.db).await? {
        jobs::ask_once(&mut *app.db.acquire().await?, accessibility::COMPUTE).await?;
    }

    println!("Doctonext answers on http://{}", listener.local_addr()?);
    let answering = connections::answer(listener, routes::router(app), stop.clone().asked());
    tokio::select! {
        () = answering => {}
        () = stop.asked_twice() => bail!("Stopped at once, as asked twice: open requests were cut"),
    }
    if let Some(worker) = worker {
        worker.stop().await;
    }
    Ok(())
}

/// Runs the jobs until SIGINT or SIGTERM.
pub async fn work(settings: Settings) -> anyhow::Result<()> {
    let mut stop = Stop::heard()?;
    let Some(store) = stop.or(Store::open(&settings)).await.transpose()? else {
        return Ok(());
    };
    let lost = store.lost();
    let working = async {
        let Some(app) = stop.or(quiet_app(settings, &store)).await.transpose()? else {
            return Ok(());
        };
        seal_listings(&app).await?;
        let worker = jobs::start(&app).await?;
        println!("The worker runs");
        stop.clone().asked().await;
        worker.stop().await;
        anyhow::Ok(())
    };
    let worked = tokio::select! {
        worked = working => worked,
        sentence = lost => Err(anyhow::anyhow!(sentence)),
    };
    store.close().await;
    worked
}

async fn prepare(settings: Settings, store: &Store) -> anyhow::Result<App> {
    let figures = telemetry::start_figures().context("The figures for /metrics cannot be kept")?;
    let gazetteer = store.prepare().await?;
    let clock = Arc::new(SystemClock);
    let demo = settings.demo_listings;
    if let Some(made) = demonstration::make_on_first_start(&store.db, &gazetteer, &*clock, demo).await? {
        println!("Demonstration: {made}");
    }
    let mut app = assemble(settings, store, gazetteer).await?;
    seal_listings(&app).await?;
    app.figures = Some(Arc::new(figures));
    Ok(app)
}

/// How long a start waits for what lies in clear to be sealed.
const SEALED_FIRST: Duration = Duration::from_secs(10);

/// Seals what lies in clear of confidential listings. What is not sealed is shown to nobody meanwhile, and tried again each hour:
/// neither a fault in it nor its length keeps anybody from the rest of the site.
async fn seal_listings(app: &App) -> anyhow::Result<()> {
    let sealing = async {
        let listings = listings::confidential::seal_clear(app).await;
        let answers = publishing::seal_clear_answers(app).await;
        listings.and(answers)
    };
    // Each is sealed in a transaction of its own: what is cut off here is begun again by the job.
    match tokio::time::timeout(SEALED_FIRST, sealing).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::error!(%error, "confidential listings could not be sealed"),
        Err(_) => {
            tracing::info!("more confidential listings are sealed while the site answers");
            jobs::ask_once(&mut *app.db.acquire().await?, jobs::SEAL_CLEAR_COLUMNS).await?;
        }
    }
    Ok(())
}

/// The program without visitors, for the worker and for commands that act.
pub(crate) async fn quiet_app(settings: Settings, store: &Store) -> anyhow::Result<App> {
    let gazetteer = store.prepare().await?;
    assemble(settings, store, gazetteer).await
}

async fn assemble(settings: Settings, store: &Store, gazetteer: Arc<Gazetteer>) -> anyhow::Result<App> {
    let clock = Arc::new(SystemClock);
    let vault = open_vault(&settings, store, clock.clone()).await?;
    let files = open_files(&settings)?;
    Ok(App::new(settings, store.db.clone(), clock, gazetteer, vault, files))
}

/// The storage that the settings name. A bucket is not asked anything yet: `doctonext doctor` does.
pub(crate) fn open_files(settings: &Settings) -> anyhow::Result<Files> {
    if let Some(s3) = &settings.s3 {
        return Files::in_bucket(&s3.bucket()).context("The bucket for files cannot be used");
    }
    let folder = settings.var.join("files");
    Files::in_folder(&folder)
        .with_context(|| format!("The folder {} cannot be used for files", folder.display()))
}

async fn open_vault(settings: &Settings, store: &Store, clock: Arc<dyn Clock>) -> anyhow::Result<Vault> {
    let source = KeySource::chosen(settings)?;
    Vault::open_house(source, &store.db, clock).await.context("The keys of sealed columns cannot be used")
}

/// How often the operator has asked to stop.
#[derive(Clone)]
struct Stop(tokio::sync::watch::Receiver<u8>);

impl Stop {
    /// Listens from now on, so that no signal is lost, however long the start takes.
    fn heard() -> anyhow::Result<Self> {
        let first = shutdown::requested().context("The signals of the system cannot be heard")?;
        let (asked, hearing) = tokio::sync::watch::channel(0);
        tokio::spawn(async move {
            let how = first.await;
            tracing::info!(?how, "stopping: no new request is taken, the open ones are finished");
            asked.send_replace(1);
            if let Ok(again) = shutdown::requested() {
                again.await;
                asked.send_replace(2);
            }
        });
        Ok(Self(hearing))
    }

    /// Resolves when the operator has asked.
    async fn asked(mut self) {
        let _ = self.0.wait_for(|times| *times >= 1).await;
    }

    /// Resolves when the operator has asked again.
    async fn asked_twice(&self) {
        let _ = self.0.clone().wait_for(|times| *times >= 2).await;
    }

    /// The outcome of some work, or none when the operator asked to stop before its end.
    async fn or<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.clone().asked() => None,
            outcome = work => Some(outcome),
        }
    }
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
