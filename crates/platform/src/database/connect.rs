use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};

/// Statements slower than this are worth a line in the log.
const SLOW: Duration = Duration::from_secs(5);

/// How a pool of connections behaves.
#[derive(Debug, Clone)]
pub struct PoolSettings {
    /// Shown by `pg_stat_activity`, so that an operator sees who holds a connection.
    pub application_name: String,
    /// Connections kept open even when nobody asks.
    pub min_connections: u32,
    /// Connections open at most; further askers wait.
    pub max_connections: u32,
    /// How long an asker waits for a connection before its request fails.
    pub acquire_timeout: Duration,
    /// How long the server works on one statement before it gives up.
    pub statement_timeout: Duration,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self {
            application_name: "doctonext".to_owned(),
            min_connections: 2,
            max_connections: 16,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(15),
        }
    }
}

/// Why the program cannot work with a database; each is one sentence for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is not one of PostgreSQL.
    #[error(
        "the address of the database is not understood ({0}); it reads postgres://user:password@host:5432/name"
    )]
    Address(#[source] sqlx::Error),
    /// Nobody answers, or the answer is no.
    #[error("the database does not let us in: {0}")]
    Refused(#[source] sqlx::Error),
    /// The server cannot offer what the program needs.
    #[error(
        "the server of the database has no extension {missing}; install it there (on Debian: \
         apt-get install postgresql-{major}-postgis-3 postgresql-{major}-postgis-3-scripts postgresql-contrib)"
    )]
    Extension {
        /// Names of the extensions, parted by commas.
        missing: String,
        /// Major version of that server.
        major: i32,
    },
    /// The server is older than what the statements are written for.
    #[error("the server of the database is PostgreSQL {major}; version 15 or a later one is needed")]
    TooOld {
        /// Major version of that server.
        major: i32,
    },
}

/// Opens a pool of at most that many connections, everything else as [`PoolSettings`] has it by default.
///
/// `application_name` is what an operator sees in `pg_stat_activity`.
pub async fn connect(
    url: &str,
    max_connections: u32,
    application_name: &str,
) -> Result<PgPool, ConnectError> {
    let default = PoolSettings::default();
    let min_connections = default.min_connections.min(max_connections);
    let application_name = application_name.to_owned();
    connect_with(
        url,
        &PoolSettings {
            application_name,
            min_connections,
            max_connections,
            ..default
        },
    )
    .await
}

/// Opens a pool on `postgres://…` (a host, or a percent-encoded socket folder), with one connection proven.
pub async fn connect_with(url: &str, settings: &PoolSettings) -> Result<PgPool, ConnectError> {
    // The driver itself takes any scheme, and would then look for a PostgreSQL where MySQL was meant.
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(ConnectError::Address(sqlx::Error::Configuration(
            "another kind of address".into(),
        )));
    }
    let milliseconds = settings.statement_timeout.as_millis().to_string();
    let options = PgConnectOptions::from_str(url)
        .map_err(ConnectError::Address)?
        .application_name(&settings.application_name)
        .options([("statement_timeout", milliseconds.as_str()), ("timezone", "UTC")])
        .log_slow_statements(log::LevelFilter::Warn, SLOW);
    // A pool tries again until its patience ends and then says only that; a first connection says why.
    options
        .clone()
        .connect()
        .await
        .map_err(ConnectError::Refused)?
        .close()
        .await
        .map_err(ConnectError::Refused)?;
    PgPoolOptions::new()
        .min_connections(settings.min_connections)
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.acquire_timeout)
        // A ping before each use costs a round trip on every request; a broken connection fails one request.
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(ConnectError::Refused)
}

/// Extensions without which the schema cannot be made.
const EXTENSIONS: [&str; 2] = ["postgis", "btree_gist"];

/// Checks that the server is recent enough and that it offers, or already has, every extension needed.
pub async fn require_extensions(pool: &PgPool) -> Result<(), ConnectError> {
    let number: i32 = sqlx::query_scalar("select current_setting('server_version_num')::int")
        .fetch_one(pool)
        .await
        .map_err(ConnectError::Refused)?;
    let major = number / 10_000;
    if major < 15 {
        return Err(ConnectError::TooOld { major });
    }
    let offered: Vec<String> =
        sqlx::query_scalar("select name::text from pg_available_extensions where name = any($1)")
            .bind(EXTENSIONS.map(str::to_owned).to_vec())
            .fetch_all(pool)
            .await
            .map_err(ConnectError::Refused)?;
    let missing: Vec<&str> = EXTENSIONS
        .into_iter()
        .filter(|name| !offered.iter().any(|has| has == name))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(ConnectError::Extension {
            missing: missing.join(", "),
            major,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_of_something_else_is_refused_with_an_example() {
        let refusal = connect("mysql://here", 2, "tests").await.unwrap_err().to_string();

        assert!(
            refusal.contains("postgres://user:password@host:5432/name"),
            "{refusal}"
        );
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_said_in_one_sentence() {
        let nobody = "postgres://doctonext@%2Fnowhere%2Fat%2Fall/doctonext";

        let refusal = connect(nobody, 2, "tests").await.unwrap_err().to_string();

        assert!(
            refusal.starts_with("the database does not let us in"),
            "{refusal}"
        );
    }

    #[test]
    fn a_missing_extension_names_the_packages_of_that_version() {
        let refusal = ConnectError::Extension {
            missing: "postgis".to_owned(),
            major: 16,
        }
        .to_string();

        assert!(refusal.contains("postgresql-16-postgis-3"), "{refusal}");
    }
}
