//! `doctonext database …`: reach the database without knowing where it lives.

use std::{
    path::{Path, PathBuf},
    process::{ExitCode, Stdio},
};

use anyhow::Context;
use clap::Subcommand;
use tokio::{
    process::Command,
    signal::unix::{SignalKind, signal},
};

use super::Store;
use crate::config::Settings;

#[derive(Debug, Subcommand)]
pub(super) enum Database {
    /// Print the address that PostgreSQL's own programs understand (valid while a server or worker runs).
    Url,
    /// Open PostgreSQL's prompt, or run what is given after `--`.
    Psql {
        /// Arguments for psql, such as `-c 'select 1'`.
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Write a copy of everything to a file (`pg_dump`, custom format), while the site runs, and the wrapped keys of
    /// sealed columns to a second one, FILE.keys: keep only the latest of those. Whose key was destroyed since stays
    /// unreadable in every older copy.
    Dump {
        /// The file to write; an existing one is not overwritten.
        file: PathBuf,
    },
    /// Fill an empty database from such a file and the latest file of keys. People who were erased since are erased again.
    Restore {
        /// The file to read.
        file: PathBuf,
        /// The latest file of keys; FILE.keys unless stated.
        #[arg(long)]
        keys: Option<PathBuf>,
    },
}

pub(super) async fn run(settings: &Settings, what: Database) -> anyhow::Result<ExitCode> {
    let store = Store::open(settings).await?;
    let outcome = carry_out(&store, what).await;
    store.close().await;
    outcome
}

async fn carry_out(store: &Store, what: Database) -> anyhow::Result<ExitCode> {
    match what {
        Database::Url => {
            println!("{}", store.url);
            Ok(ExitCode::SUCCESS)
        }
        Database::Psql { arguments } => run_program(store, "psql", &arguments).await,
        Database::Dump { file } => {
            anyhow::ensure!(!file.exists(), "{} exists already: choose another name", file.display());
            let keys = beside(&file);
            let whole = dump_arguments(&file, KEY_TABLES.map(|it| format!("--exclude-table-data={it}")));
            let copied = run_program(store, "pg_dump", &whole).await?;
            if copied != ExitCode::SUCCESS {
                return Ok(copied);
            }
            // Keys last: every value of the copy above finds its key, or was erased meanwhile.
            if keys.exists() {
                tokio::fs::remove_file(&keys).await.context("The former file of keys cannot be removed")?;
            }
            let tables = KEY_TABLES.map(|it| format!("--table={it}"));
            let mut only_keys = dump_arguments(&keys, tables);
            only_keys.push("--data-only".to_owned());
            run_program(store, "pg_dump", &only_keys).await
        }
        Database::Restore { file, keys } => {
            let keys = keys.unwrap_or_else(|| beside(&file));
            for needed in [&file, &keys] {
                anyhow::ensure!(needed.is_file(), "{} is not a file", needed.display());
            }
            let used: bool = sqlx::query_scalar("select to_regclass('public.listings') is not null")
                .fetch_one(&store.db)
                .await?;
            anyhow::ensure!(
                !used,
                "This database is not empty: restore into a fresh DOCTONEXT_VAR or database"
            );
            let from = ["--no-owner", "--exit-on-error", "--single-transaction"].map(str::to_owned);
            let restored =
                run_program(store, "pg_restore", &[&from[..], &[file.display().to_string()]].concat())
                    .await?;
            if restored != ExitCode::SUCCESS {
                return Ok(restored);
            }
            run_program(store, "pg_restore", &[&from[..], &[keys.display().to_string()]].concat()).await
        }
    }
}

/// What destroying a person's key must reach: apart from the copies that are kept for long.
const KEY_TABLES: [&str; 2] = ["public.key_encryption_keys", "public.data_keys"];

/// The file of keys that belongs to a copy.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".keys");
    PathBuf::from(name)
}

fn dump_arguments(file: &Path, more: impl IntoIterator<Item = String>) -> Vec<String> {
    let common =
        ["--format=custom".to_owned(), "--no-owner".to_owned(), format!("--file={}", file.display())];
    common.into_iter().chain(more).collect()
}

/// Runs one of PostgreSQL's programs of the same version as the server.
async fn run_program(store: &Store, name: &str, arguments: &[String]) -> anyhow::Result<ExitCode> {
    // Ctrl-C inside psql is for psql: it cancels a statement. Hearing it here keeps it from ending this program.
    let _heard = signal(SignalKind::interrupt()).context("The signals of the system cannot be heard")?;
    let (url, password) = without_password(&store.url)?;
    let mut command = Command::new(store.program(name)?);
    // Arguments can be read by every user of the machine; the environment cannot.
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let status = command
        .arg(format!("--dbname={url}"))
        .args(arguments)
        .stdin(Stdio::inherit())
        .status()
        .await
        .with_context(|| format!("{name} could not be started"))?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The address without its password, and the password.
fn without_password(url: &str) -> anyhow::Result<(String, Option<String>)> {
    let mut parsed = url::Url::parse(url).context("The address of the database cannot be read")?;
    let Some(password) = parsed.password() else {
        return Ok((url.to_owned(), None));
    };
    let plain = percent_encoding::percent_decode_str(password).decode_utf8()?.into_owned();
    anyhow::ensure!(parsed.set_password(None).is_ok(), "The address of the database has no host");
    Ok((parsed.into(), Some(plain)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stays_out_of_the_arguments() {
        let (url, password) =
            without_password("postgres://claire:s%40cret@db.example/doctonext?sslmode=disable").unwrap();

        assert_eq!(url, "postgres://claire@db.example/doctonext?sslmode=disable");
        assert_eq!(password.as_deref(), Some("s@cret"));
    }

    #[test]
    fn a_socket_needs_no_password() {
        let socket = "postgres://doctonext@%2Ftmp%2Frun/doctonext";
        assert_eq!(without_password(socket).unwrap(), (socket.to_owned(), None));
    }
}
