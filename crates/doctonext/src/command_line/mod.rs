//! `doctonext <command>`: every act of the operator, each explained by `--help`.

mod compute;
mod database;
mod demo;
mod import;
mod keys;
mod legal_log;
mod people;
mod store;

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use platform::clock::SystemClock;

use crate::{
    config::{LogFormat, Settings},
    doctor, drawing, listings, server,
};
pub use store::{MIGRATOR, Store, migrate};

/// The marketplace of French healthcare professionals: one program, one PostgreSQL.
///
/// Without `DATABASE_URL`, every command starts (or joins) a private PostgreSQL under `DOCTONEXT_VAR`.
/// `doctonext config` lists all settings.
#[derive(Debug, Parser)]
#[command(name = "doctonext", version, arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site: migrates, loads the reference data, makes the demonstration on first start, answers.
    Serve,
    /// Run the jobs alone, for an installation with several servers.
    Worker,
    /// Bring the database to the schema of this program and load the reference data, then stop.
    Migrate,
    /// Make a demonstration data set: deterministic, plausible, replaces nothing.
    #[command(args_conflicts_with_subcommands = true)]
    Demo(demo::Demo),
    /// Read official files into the database.
    #[command(subcommand)]
    Import(import::Import),
    /// Work out figures of our own from what was imported.
    #[command(subcommand)]
    Compute(compute::Compute),
    /// Make anew what search knows of every listing, after new positions or a program that reads texts better.
    Reindex,
    /// Reach the database: its address, a prompt, a copy.
    #[command(subcommand)]
    Database(database::Database),
    /// Look at the keys of sealed columns, or change them.
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Make the first administrator, give roles, help who lost a second factor.
    #[command(subcommand)]
    People(people::People),
    /// Print what the law had us keep about a person, for an authority that asks. Written in the log.
    LegalLog {
        /// Identifier of the account, or any e-mail address that it had.
        #[arg(long)]
        person: String,
        /// Why: the reference of the demand and who made it.
        #[arg(long)]
        reason: String,
    },
    /// Check everything this installation needs, and say how to mend what is wrong.
    Doctor,
    /// Draw one page of a document that comes on standard input: what the server starts for each page that it shows.
    #[command(hide = true)]
    DrawPage,
    /// Print every setting with its value and meaning; secrets are masked.
    Config,
}

/// Runs what the command line asks. Prints one sentence and answers 1 when it cannot.
#[must_use]
pub fn run() -> ExitCode {
    let asked = CommandLine::parse();
    if matches!(asked.command, Command::DrawPage) {
        // No thread, no setting, no log: a hostile document must find nothing here.
        return drawing::draw_as_child();
    }
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(worker_threads())
        .build()
        .context("The program cannot start its threads")
        .and_then(|runtime| runtime.block_on(carry_out(asked.command)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("doctonext: {}", sentence(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error and its causes, each said once: many errors already print their cause.
fn sentence(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |said, cause| match said.as_str() {
        "" => cause,
        _ if said.contains(&cause) => said,
        _ => format!("{said}: {cause}"),
    })
}

/// As many as processors: each answers a request at a time.
fn worker_threads() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get).max(2)
}

async fn carry_out(command: Command) -> anyhow::Result<ExitCode> {
    let settings = Settings::read()?;
    let format = match settings.log_format {
        LogFormat::Human => platform::telemetry::LogFormat::Human,
        LogFormat::Json => platform::telemetry::LogFormat::Json,
    };
    platform::telemetry::start_logs(format, &settings.log)?;
    match command {
        Command::Serve => Box::pin(server::serve(settings)).await?,
        Command::Worker => Box::pin(server::work(settings)).await?,
        Command::Migrate => {
            let store = Store::open(&settings).await?;
            store.prepare().await?;
            store.close().await;
        }
        Command::Demo(what) => demo::run(&settings, what).await?,
        Command::Import(what) => import::run(&settings, what).await?,
        Command::Compute(what) => compute::run(&settings, what).await?,
        Command::Reindex => reindex(&settings).await?,
        Command::Database(what) => return database::run(&settings, what).await,
        Command::Keys(what) => keys::run(&settings, what).await?,
        Command::People(what) => people::run(settings, what).await?,
        Command::LegalLog { person, reason } => legal_log::run(&settings, &person, &reason).await?,
        Command::DrawPage => return Ok(drawing::draw_as_child()),
        Command::Doctor => return Ok(doctor::run(&settings).await),
        Command::Config => {
            for (name, value, meaning) in settings.explained() {
                println!("{name:<44} {value:<32} {meaning}");
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn reindex(settings: &Settings) -> anyhow::Result<()> {
    let store = Store::open(settings).await?;
    let outcome = async {
        let gazetteer = store.prepare().await?;
        listings::place_all(&store.db, &gazetteer, &SystemClock).await?;
        Ok(listings::reproject(&store.db, &gazetteer, &SystemClock).await?)
    }
    .await;
    store.close().await;
    let online = outcome.map_err(|error: anyhow::Error| error.context("Search could not be made anew"))?;
    println!("{online} listings online");
    Ok(())
}
