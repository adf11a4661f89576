use std::collections::HashMap;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection};
use tokio::runtime;
use tokio::sync::OnceCell;

use super::database::{Template, TestDatabase};
use crate::database::{ClusterError, Durability, PrivateCluster};

/// Test programs that may run at once, each on a cluster of its own.
const SLOTS: u32 = 32;

/// The PostgreSQL of this test program: started by the first test that asks, ended with the program.
///
/// It skips the disk (`fsync = off`) and lies in a numbered folder under `target/tmp/postgres`, of which
/// each running test program locks one; templates stay there for the next run.
pub struct TestCluster {
    cluster: PrivateCluster,
    drops: Sender<String>,
    templates: Mutex<HashMap<String, Arc<OnceCell<Template>>>>,
    given: AtomicU64,
    // Held for its lock, which parts two test programs that run at once.
    _slot: File,
}

impl TestCluster {
    /// The one of this process.
    ///
    /// # Panics
    /// When PostgreSQL cannot be started; the message says why.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<TestCluster> = OnceLock::new();
        SHARED.get_or_init(|| {
            // On a thread of its own: the first asker is a test that runs inside an async runtime.
            let started = thread::spawn(|| Self::start(&folders())).join().expect("the cluster's start");
            started.unwrap_or_else(|error| panic!("no PostgreSQL for the tests: {error}"))
        })
    }

    /// A database prepared once and copied for each test.
    ///
    /// `fingerprint` stands for everything that `prepare` does (the migrations' text): while it stays the
    /// same, the template of an earlier run is used. PostGIS is there before `prepare` begins.
    ///
    /// # Panics
    /// When the database cannot be made.
    pub async fn template<F>(&self, name: &str, fingerprint: &str, prepare: F) -> Template
    where
        F: AsyncFnOnce(sqlx::PgPool),
    {
        let cell = {
            let mut templates = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(templates.entry(name.to_owned()).or_default())
        };
        cell.get_or_init(async || Template::ready(self, name, fingerprint, prepare).await).await.clone()
    }

    /// A database of the test's own, equal to the template; dropped after the test.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn fresh_database(&'static self, template: &Template) -> TestDatabase {
        let name = match template.spare(self) {
            Some(name) => name,
            None => self.copy(template.database()).await,
        };
        TestDatabase::writable(name, self)
    }

    /// One database for all the tests that only read: there at once, and it refuses to be written.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn reading_database(&'static self, template: &Template) -> TestDatabase {
        TestDatabase::read_only(template.reading_copy(self).await, self)
    }

    /// Copies a template under a new name, and gives the name.
    ///
    /// Copying files takes half the time of `wal_log`, the default, when nothing waits for the disk.
    pub(super) async fn copy(&self, template: &str) -> String {
        let rank = self.given.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{rank}", std::process::id());
        let statement = format!("create database \"{name}\" template \"{template}\" strategy file_copy");
        let mut connection = self.administrator().await;
        connection.execute(AssertSqlSafe(statement)).await.expect("a copy of the template");
        // Closed in order: a connection that is only dropped is a line in the server's log.
        let _ = connection.close().await;
        name
    }

    pub(crate) fn options(&self, database: &str) -> PgConnectOptions {
        self.cluster.options(database)
    }

    pub(crate) fn url(&self, database: &str) -> String {
        self.cluster.url(database)
    }

    pub(super) fn drops(&self) -> Sender<String> {
        self.drops.clone()
    }

    pub(crate) async fn administrator(&self) -> PgConnection {
        self.options("postgres").connect().await.expect("a connection to the tests' cluster")
    }

    /// In the first of these folders that the server's user can reach.
    fn start(folders: &[PathBuf]) -> Result<Self, ClusterError> {
        let mut refusal = None;
        for folder in folders {
            match Self::start_in(folder) {
                Err(error @ (ClusterError::OutOfReach { .. } | ClusterError::Folder { .. })) => {
                    refusal = Some(error);
                }
                other => return other,
            }
        }
        Err(refusal.expect("at least one folder was tried"))
    }

    fn start_in(folder: &Path) -> Result<Self, ClusterError> {
        let refused = |cause| ClusterError::Folder { path: folder.to_owned(), cause };
        fs::create_dir_all(folder).map_err(refused)?;
        for rank in 0..SLOTS {
            let slot = File::create(folder.join(format!("{rank}.lock"))).map_err(refused)?;
            if slot.try_lock().is_err() {
                continue;
            }
            let place = folder.join(rank.to_string());
            let cluster = open(&place)?;
            let (drops, names) = channel();
            sweep(cluster.options("postgres"), names);
            return Ok(Self {
                cluster,
                drops,
                templates: Mutex::default(),
                given: AtomicU64::new(0),
                _slot: slot,
            });
        }
        Err(refused(std::io::Error::other("too many test programs run at once")))
    }
}

/// What a machine that lost power leaves of a cluster without `fsync` may not start: it is made again.
fn open(place: &Path) -> Result<PrivateCluster, ClusterError> {
    PrivateCluster::open_with(place, Durability::Disposable).or_else(|error| {
        if !matches!(error, ClusterError::NotStarted { .. } | ClusterError::OtherVersion { .. }) {
            return Err(error);
        }
        fs::remove_dir_all(place).map_err(|cause| ClusterError::Folder { path: place.to_owned(), cause })?;
        PrivateCluster::open_with(place, Durability::Disposable)
    })
}

/// `target/tmp/postgres`, found from the test program in `target/debug/deps`; else the temporary folder.
fn folders() -> Vec<PathBuf> {
    let program = env::current_exe().unwrap_or_default();
    let deps = program.ancestors().find(|folder| folder.ends_with("deps"));
    let target = deps.and_then(Path::parent).and_then(Path::parent);
    let beside = target.map(|target| target.join("tmp/postgres"));
    beside.into_iter().chain([env::temp_dir().join("doctonext-test-postgres")]).collect()
}

/// Test databases of other programs than the one whose prefix is given.
const LEFT_BEHIND: &str = "select datname::text from pg_database \
     where starts_with(datname::text, 'test_') and not starts_with(datname::text, $1)";

/// Drops, on a thread of its own, what an earlier run left and then each database whose test has ended.
fn sweep(options: PgConnectOptions, names: Receiver<String>) {
    let sweeping = async move {
        let mut connection = options.connect().await.expect("a connection to the tests' cluster");
        let mine = format!("test_{}_", std::process::id());
        let left: Vec<String> = sqlx::query_scalar(LEFT_BEHIND)
            .bind(mine)
            .fetch_all(&mut connection)
            .await
            .expect("the list of databases");
        for name in left.into_iter().chain(names) {
            drop_database(&mut connection, &name).await;
        }
    };
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    thread::Builder::new()
        .name("test-database-sweeper".to_owned())
        .spawn(move || runtime.block_on(sweeping))
        .expect("a thread");
}

pub(super) async fn drop_database(connection: &mut PgConnection, name: &str) {
    let statement = format!("drop database if exists \"{name}\" with (force)");
    // The cluster may be ending with its program: what is left then is swept by the next run.
    if let Err(error) = connection.execute(AssertSqlSafe(statement)).await {
        tracing::debug!(%error, name, "a test database stays until the next run");
    }
}
