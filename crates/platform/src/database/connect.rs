use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgPool};
use tokio::time::timeout;

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
    /// How long the server works on one statement before it gives up; zero means that it never does.
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

impl PoolSettings {
    fn of(max_connections: u32, application_name: &str) -> Self {
        let default = Self::default();
        Self {
            application_name: application_name.to_owned(),
            min_connections: default.min_connections.min(max_connections),
            max_connections,
            ..default
        }
    }
}

/// Why the program cannot work with a database; each is one sentence for the operator.
///
/// The sentence contains its cause, which is therefore no `source()`: whoever prints the chain says it once.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is not one of PostgreSQL.
    #[error(
        "the address of the database is not understood ({0}); it reads postgres://user:password@host:5432/name"
    )]
    Address(sqlx::Error),
    /// Nobody answers, or the answer is no.
    #[error("the database does not let us in: {0}")]
    Refused(sqlx::Error),
    /// Nobody answers at all: a firewall swallows what we send, or the machine is off.
    #[error("the database does not answer within {seconds} seconds")]
    Silent {
        /// How long we waited.
        seconds: u64,
    },
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
    /// The server offers what the program needs, and our role may not take it.
    #[error(
        "the role of the address may not create what the program needs; as a superuser of that database: {statements}"
    )]
    Rights {
        /// What to type there: one `create extension …;` or several.
        statements: String,
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
    connect_with(url, &PoolSettings::of(max_connections, application_name)).await
}

/// The same for the commands of an operator, such as an import, whose statements may take as long as they need.
pub async fn connect_patiently(
    url: &str,
    max_connections: u32,
    application_name: &str,
) -> Result<PgPool, ConnectError> {
    let settings = PoolSettings {
        statement_timeout: Duration::ZERO,
        ..PoolSettings::of(max_connections, application_name)
    };
    connect_with(url, &settings).await
}

/// Opens a pool on `postgres://…` (a host, or a percent-encoded socket folder), with one connection proven.
pub async fn connect_with(url: &str, settings: &PoolSettings) -> Result<PgPool, ConnectError> {
    // The driver itself takes any scheme, and would then look for a PostgreSQL where MySQL was meant.
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(ConnectError::Address(sqlx::Error::Configuration("another kind of address".into())));
    }
    let milliseconds = settings.statement_timeout.as_millis().to_string();
    let options = PgConnectOptions::from_str(url)
        .map_err(ConnectError::Address)?
        .application_name(&settings.application_name)
        .options([("statement_timeout", milliseconds.as_str()), ("timezone", "UTC")])
        .log_slow_statements(log::LevelFilter::Warn, SLOW);
    // A pool tries again until its patience ends and then says only that; a first connection says why.
    timeout(settings.acquire_timeout, prove(&options))
        .await
        .map_err(|_| ConnectError::Silent { seconds: settings.acquire_timeout.as_secs() })?
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

async fn prove(options: &PgConnectOptions) -> sqlx::Result<()> {
    options.connect().await?.close().await
}

#[cfg(test)]
mod tests {
    use std::error::Error;
    use std::net::TcpListener;
    use std::time::Instant;

    use super::*;
    use crate::testing::TestCluster;

    #[tokio::test]
    async fn an_address_of_something_else_is_refused_with_an_example() {
        let refusal = connect("mysql://here", 2, "tests").await.unwrap_err().to_string();

        assert!(refusal.contains("postgres://user:password@host:5432/name"), "{refusal}");
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_is_said_in_one_sentence() {
        let nobody = "postgres://doctonext@%2Fnowhere%2Fat%2Fall/doctonext";

        let refusal = connect(nobody, 2, "tests").await.unwrap_err().to_string();

        assert!(refusal.starts_with("the database does not let us in"), "{refusal}");
    }

    #[tokio::test]
    async fn a_closed_port_is_said_at_once_and_its_cause_only_once() {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let begin = Instant::now();

        let refusal = connect(&format!("postgres://doctonext@127.0.0.1:{port}/doctonext"), 2, "tests")
            .await
            .unwrap_err();

        assert!(begin.elapsed() < PoolSettings::default().acquire_timeout / 2);
        assert_eq!(refusal.to_string().matches("refused").count(), 1, "{refusal}");
        assert!(refusal.source().is_none(), "its cause is in the sentence");
    }

    #[tokio::test]
    async fn a_port_where_nobody_speaks_is_not_awaited_for_ever() {
        // It takes the connection and never says a word.
        let mute = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("postgres://doctonext@{}/doctonext", mute.local_addr().unwrap());
        let settings = PoolSettings { acquire_timeout: Duration::from_millis(50), ..PoolSettings::default() };

        let refusal = connect_with(&url, &settings).await.unwrap_err();

        assert!(matches!(refusal, ConnectError::Silent { .. }), "{refusal}");
    }

    #[tokio::test]
    async fn only_the_operators_commands_have_all_the_time_they_need() {
        let url = TestCluster::shared().url("postgres");
        let pools =
            [connect(&url, 1, "tests").await.unwrap(), connect_patiently(&url, 1, "tests").await.unwrap()];

        let mut timeouts = Vec::new();
        for pool in pools {
            let timeout: String =
                sqlx::query_scalar("show statement_timeout").fetch_one(&pool).await.unwrap();
            timeouts.push(timeout);
            pool.close().await;
        }
        assert_eq!(timeouts, ["15s", "0"]);
    }

    #[test]
    fn a_missing_extension_names_the_packages_of_that_version() {
        let refusal = ConnectError::Extension { missing: "postgis".to_owned(), major: 16 }.to_string();

        assert!(refusal.contains("postgresql-16-postgis-3"), "{refusal}");
    }
}
