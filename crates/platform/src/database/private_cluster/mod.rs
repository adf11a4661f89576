//! The program's own PostgreSQL, for those who bring none.
//!
//! One folder holds everything: the cluster, its log, and the socket, which is the only way in. The program
//! that opens the folder first starts the server and answers for it (it holds the lock of `owner.lock`); one
//! that comes later joins it. When the answering program ends, by whatever means, the server ends in good
//! order; whatever was committed is there at the next start.

mod ending;
mod error;
mod layout;
mod postmaster;
mod programs;
mod runner;
mod server;
mod tuning;

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use sqlx::error::DatabaseError;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};

use ending::Ending;
pub use error::ClusterError;
use layout::Layout;
use postmaster::{Postmaster, Status, look};
use programs::Programs;
pub use programs::program;
use runner::Runner;
use server::{Server, end_orphan};
pub(crate) use tuning::Durability;

/// The role that owns the cluster: there is no other.
pub const SUPERUSER: &str = "doctonext";

/// How long one that joins waits for the server of another program to be ready.
const LONGEST_JOIN: Duration = Duration::from_mins(1);

/// A running PostgreSQL in a folder of the program's own.
///
/// Dropping it ends the server when this program started it.
#[derive(Debug)]
pub struct PrivateCluster {
    layout: Layout,
    bin: PathBuf,
    ours: Option<Ours>,
    // Gone with us: then nobody is told any more that the server has ended.
    presence: Arc<()>,
}

/// What the one who answers for the server holds.
#[derive(Debug)]
struct Ours {
    server: Server,
    // Held open for its lock, which the kernel frees when this process ends, however it ends.
    _lock: File,
}

impl PrivateCluster {
    /// Starts the server of this folder, which is made on first use, or joins the one that serves it.
    ///
    /// Blocks: about 3 s when the cluster has to be made, 0.2 s later. Async callers wrap it in
    /// `spawn_blocking`.
    pub fn open(folder: &Path) -> Result<Self, ClusterError> {
        Self::open_with(folder, Durability::Kept)
    }

    pub(crate) fn open_with(folder: &Path, durability: Durability) -> Result<Self, ClusterError> {
        let (layout, runner) = Layout::prepare(folder)?;
        let programs = programs::find(&layout.root, layout.written_by())?;
        let owner_file = layout.owner_file()?;
        let begin = Instant::now();
        let cluster =
            |layout, ours| Self { layout, bin: programs.bin.clone(), ours, presence: Arc::default() };
        loop {
            if locked(&layout, &owner_file)? {
                let server = start(&layout, &runner, &programs, durability)?;
                let ours = Ours { server, _lock: owner_file };
                return Ok(cluster(layout, Some(ours)));
            }
            if let Postmaster::Alive { status: Status::Ready, .. } = look(&layout) {
                return Ok(cluster(layout, None));
            }
            if begin.elapsed() > LONGEST_JOIN {
                let seconds = LONGEST_JOIN.as_secs();
                return Err(ClusterError::TooSlow { folder: layout.root, awaited: "started", seconds });
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether this program started the server, and ends it; otherwise another one answers for it.
    #[must_use]
    pub fn owns_server(&self) -> bool {
        self.ours.is_some()
    }

    /// The folder of PostgreSQL's programs (`psql`, `pg_dump`, `pg_restore`) of the server's version.
    #[must_use]
    pub fn programs(&self) -> &Path {
        &self.bin
    }

    /// Address of one database, understood by this program and by `psql`.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let socket = percent_encoded(self.layout.run.as_os_str().as_encoded_bytes());
        format!("postgres://{SUPERUSER}@{socket}/{database}")
    }

    /// Options to connect to one database.
    #[must_use]
    pub fn options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.layout.run).username(SUPERUSER).database(database)
    }

    /// Creates an empty database of that name, unless it is there. Tells whether it had to.
    pub async fn create_database_if_missing(&self, name: &str) -> Result<bool, ClusterError> {
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        {
            return Err(ClusterError::Name(name.to_owned()));
        }
        let mut connection = self.options("postgres").connect().await?;
        let there: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(name)
            .fetch_one(&mut connection)
            .await?;
        let made = if there {
            false
        } else {
            // The name was checked above; a name cannot be a parameter.
            let statement = AssertSqlSafe(format!("create database \"{name}\""));
            match sqlx::raw_sql(statement).execute(&mut connection).await {
                Ok(_) => true,
                // Another first start has made it since we looked.
                Err(cause) if is_there_already(&cause) => false,
                Err(cause) => return Err(cause.into()),
            }
        };
        connection.close().await?;
        Ok(made)
    }

    /// Resolves with one sentence once the server is gone though this program has not asked it to end: it was
    /// killed, or the program that answers for it has stopped. Never resolves after [`stop`](Self::stop) or drop.
    pub fn ended(&self) -> impl Future<Output = String> + Send + 'static + use<> {
        let ending = match &self.ours {
            Some(ours) => Ending::OfOurs { told: ours.server.ended_unasked(), log: self.layout.log() },
            None => {
                Ending::OfAnothers { layout: self.layout.clone(), presence: Arc::downgrade(&self.presence) }
            }
        };
        ending.sentence()
    }

    /// Ends the server in good order when this program started it; otherwise leaves it to its owner.
    pub fn stop(mut self) -> Result<(), ClusterError> {
        self.ours.take().map_or(Ok(()), |ours| ours.server.stop(&self.layout))
    }
}

impl Drop for PrivateCluster {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.ours.take().map(|ours| ours.server.stop(&self.layout)) {
            tracing::error!(%error, "the private PostgreSQL did not end");
        }
    }
}

/// `create database` of a name that is taken: `duplicate_database`, or `unique_violation` when both ran at once.
fn is_there_already(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    matches!(code.as_deref(), Some("42P04" | "23505"))
}

fn locked(layout: &Layout, owner_file: &File) -> Result<bool, ClusterError> {
    match owner_file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(cause)) => Err(ClusterError::Folder { path: layout.root.clone(), cause }),
    }
}

/// Starts the server, once nobody else answers for it.
fn start(
    layout: &Layout,
    runner: &Runner,
    programs: &Programs,
    durability: Durability,
) -> Result<Server, ClusterError> {
    end_orphan(layout)?;
    if layout.written_by().is_none() {
        create(layout, runner, programs, durability)?;
    }
    if look(layout) == Postmaster::Gone {
        // The number in a stale file may by now be that of another server, before which ours would step back.
        remove_file(&layout.pid_file())?;
    }
    write(&layout.cluster().join("doctonext.conf"), &tuning::settings(&layout.run, durability), runner)?;
    Server::start(layout, runner, programs)
}

/// Makes the cluster beside its place and then moves it there, so that a kill leaves none half made.
fn create(
    layout: &Layout,
    runner: &Runner,
    programs: &Programs,
    durability: Durability,
) -> Result<(), ClusterError> {
    let unfinished = layout.unfinished();
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)
            .map_err(|cause| ClusterError::Folder { path: unfinished.clone(), cause })?;
    }
    let mut initdb = runner.command(&[], &programs.bin.join("initdb"));
    initdb.arg("-D").arg(&unfinished).args(["-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8"]);
    initdb.args(["--auth-local=trust", "--auth-host=reject", "--no-instructions"]);
    if durability == Durability::Disposable {
        initdb.arg("--no-sync");
    }
    let output = initdb.output().map_err(runner::no_setpriv)?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(ClusterError::NotCreated { folder: layout.root.clone(), said });
    }
    let main = unfinished.join("postgresql.conf");
    let refused = |cause| ClusterError::Folder { path: main.clone(), cause };
    let mut file = File::options().append(true).open(&main).map_err(refused)?;
    file.write_all(b"\ninclude_if_exists = 'doctonext.conf'\n").map_err(refused)?;
    fs::rename(&unfinished, layout.cluster()).map_err(refused)
}

fn write(path: &Path, text: &str, runner: &Runner) -> Result<(), ClusterError> {
    let mut file = runner.own_file(path, File::options().write(true).truncate(true))?;
    file.write_all(text.as_bytes()).map_err(|cause| ClusterError::Folder { path: path.to_owned(), cause })
}

fn remove_file(path: &Path) -> Result<(), ClusterError> {
    fs::remove_file(path).map_err(|cause| ClusterError::Folder { path: path.to_owned(), cause })
}

/// Everything but letters, digits and `-._~` as `%XX` (RFC 3986): a path becomes the host of an address.
fn percent_encoded(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            text.push('%');
            text.extend(
                [byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])),
            );
        }
    }
    text
}

#[cfg(test)]
mod tests;
