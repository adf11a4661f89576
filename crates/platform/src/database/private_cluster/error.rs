use std::io;
use std::path::PathBuf;

/// Why the private cluster cannot serve; each is one sentence that says what to do.
///
/// The sentence contains its cause, which is therefore no `source()`: whoever prints the chain says it once.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No server program of a version that we know.
    #[error("PostgreSQL 15 or later is not installed; type: {0}")]
    NoPostgres(String),
    /// The server is there, its geographic extension is not.
    #[error("PostgreSQL {major} has no PostGIS; type: {install}")]
    NoPostgis {
        /// Major version of the server.
        major: u32,
        /// The line to type.
        install: String,
    },
    /// The folder was made by a version that is no longer installed.
    #[error("{folder} was written by PostgreSQL {major}, which is no longer installed; type: {install}")]
    OtherVersion {
        /// The cluster's folder.
        folder: PathBuf,
        /// Major version that wrote it.
        major: u32,
        /// The line to type.
        install: String,
    },
    /// A folder cannot be made, read or written.
    #[error("the folder {path} cannot be used: {cause}; choose another one with DOCTONEXT_VAR")]
    Folder {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Started by root, and the user that must run the server cannot reach the folder.
    #[error(
        "the user {user}, who runs PostgreSQL when root starts the program, cannot reach {path}; \
         choose a folder under /var/lib or /srv with DOCTONEXT_VAR"
    )]
    OutOfReach {
        /// The unprivileged user.
        user: String,
        /// The cluster's folder.
        path: PathBuf,
    },
    /// PostgreSQL refuses to run as root, and there is nobody else.
    #[error(
        "PostgreSQL never runs as root and neither the user postgres nor nobody exists; type: adduser --system postgres"
    )]
    NobodyToRunIt,
    /// A program that we start is not there or does not start.
    #[error("the program {program} cannot be started: {cause}")]
    Program {
        /// Its name.
        program: String,
        /// What the system says.
        cause: io::Error,
    },
    /// `initdb` failed.
    #[error("the database could not be created in {folder}: {said}")]
    NotCreated {
        /// The cluster's folder.
        folder: PathBuf,
        /// Its last words.
        said: String,
    },
    /// The server ended while it started.
    #[error("PostgreSQL did not start: {said} (the whole story is in {log})")]
    NotStarted {
        /// Its last words.
        said: String,
        /// Where it writes its log.
        log: PathBuf,
    },
    /// It takes too long to start or to stop.
    #[error("PostgreSQL in {folder} has not {awaited} after {seconds} seconds")]
    TooSlow {
        /// The cluster's folder.
        folder: PathBuf,
        /// `started` or `ended`.
        awaited: &'static str,
        /// How long we waited.
        seconds: u64,
    },
    /// A name that would have to be quoted everywhere.
    #[error("`{0}` is no name for a database: small letters, digits and _ only")]
    Name(String),
    /// The server answers, but not as hoped.
    #[error("the private database refuses: {0}")]
    Sql(sqlx::Error),
}

// Written out, since `#[from]` would make the cause a source too.
impl From<sqlx::Error> for ClusterError {
    fn from(cause: sqlx::Error) -> Self {
        Self::Sql(cause)
    }
}

/// The one line that brings a server of that version with PostGIS on Debian and Ubuntu.
pub(super) fn install_line(major: u32) -> String {
    format!(
        "apt-get install -y --no-install-recommends postgresql-{major} postgresql-{major}-postgis-3 \
         postgresql-{major}-postgis-3-scripts"
    )
}
