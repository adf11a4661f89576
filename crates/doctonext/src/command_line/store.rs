//! The database as commands find it: a private cluster under `var`, or the server that `DATABASE_URL` names.

use std::{path::PathBuf, sync::Arc};

use anyhow::Context;
use platform::{
    clock::{Clock, SystemClock},
    database::{self, ClusterError, PrivateCluster},
};
use sqlx::{Connection, PgPool};

use crate::{config::Settings, territory, territory::Gazetteer};

/// Name of the database in the private cluster.
const DATABASE: &str = "doctonext";

/// An open database, and the cluster under it when it is ours.
pub struct Store {
    /// Connections.
    pub db: PgPool,
    /// Address that other PostgreSQL programs understand.
    pub url: String,
    cluster: Option<PrivateCluster>,
}

impl Store {
    /// Opens what the settings name; starts or joins the private cluster when they name nothing.
    pub async fn open(settings: &Settings) -> anyhow::Result<Self> {
        let (url, cluster) = if let Some(url) = &settings.database_url {
            (url.expose().to_owned(), None)
        } else {
            let folder = settings.var.join("postgres");
            let cluster = tokio::task::spawn_blocking(move || PrivateCluster::open(&folder))
                .await
                .context("The private database could not be started")??;
            cluster.create_database_if_missing(DATABASE).await?;
            (cluster.url(DATABASE), Some(cluster))
        };
        let db = database::connect(&url, settings.database_connections, "doctonext").await?;
        Ok(Self { db, url, cluster })
    }

    /// Where one of PostgreSQL's own programs is, of the server's version when the server is ours.
    pub fn program(&self, name: &str) -> Result<PathBuf, ClusterError> {
        self.cluster
            .as_ref()
            .map_or_else(|| database::program(name), |cluster| Ok(cluster.programs().join(name)))
    }

    /// Brings the schema and the reference data up to date; gives the gazetteer made of them.
    pub async fn prepare(&self) -> anyhow::Result<Arc<Gazetteer>> {
        migrate(&self.db).await?;
        crate::jobs::prepare(&self.db).await?;
        let mut connection = self.db.acquire().await?;
        territory::load(&mut connection, SystemClock.now())
            .await
            .context("The reference data could not be loaded")?;
        crate::trades::load(&self.db).await.context("The reference data could not be loaded")?;
        let gazetteer =
            territory::gazetteer(&mut connection).await.context("The communes could not be read")?;
        Ok(Arc::new(gazetteer))
    }

    /// Resolves with one sentence when the private PostgreSQL is gone without having been asked: nothing can be served
    /// then, and whoever started this program should start it again. Never resolves on a server of the operator's own,
    /// which may come back.
    pub fn lost(&self) -> impl Future<Output = String> + Send + 'static {
        let ended = self.cluster.as_ref().map(PrivateCluster::ended);
        async move {
            match ended {
                Some(ended) => ended.await,
                None => std::future::pending().await,
            }
        }
    }

    /// Lets the connections go and stops the cluster if this process started it.
    pub async fn close(self) {
        self.db.close().await;
        if let Some(cluster) = self.cluster {
            let stopped = tokio::task::spawn_blocking(move || cluster.stop()).await;
            if let Ok(Err(error)) = stopped {
                tracing::warn!(%error, "the private database did not stop cleanly");
            }
        }
    }
}

/// The schema's history, embedded.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../../migrations");

/// Applies the migrations that the database lacks.
pub async fn migrate(db: &PgPool) -> anyhow::Result<()> {
    database::require_extensions(db).await?;
    let mut patient = db.acquire().await?.detach();
    // The pool's bound is for visitors; an index on a large table takes its time.
    sqlx::query("set statement_timeout = 0").execute(&mut patient).await?;
    MIGRATOR.run(&mut patient).await.context("The database cannot be brought to this program's schema")?;
    Ok(patient.close().await?)
}
