//! `doctonext import …`: official files, as they are published.

use std::{fs::File, path::PathBuf};

use anyhow::Context;
use chrono::NaiveDate;
use clap::Subcommand;
use platform::clock::{Clock, SystemClock};
use sqlx::PgPool;

use super::Store;
use crate::{
    accessibility,
    config::Settings,
    directory, jobs, listings, server,
    territory::{self, Gazetteer, import_positions},
    verification,
    zoning::{self, About, Order, Told},
};

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Exact positions of the communes: La Poste's « base officielle des codes postaux », or any CSV with an INSEE
    /// code, a latitude and a longitude.
    CommunesPositions {
        /// The CSV file.
        file: PathBuf,
    },
    /// The national directory of health professionals: the daily extraction of the Annuaire Santé in free access. A
    /// run that was killed is taken up where it stopped; the directory before serves until the new one is whole.
    Directory {
        /// The archive (.zip), or its file of people and activities (.txt).
        file: PathBuf,
        /// Beside a .txt of a vintage without know-how: the file of know-how (« `SavoirFaire` »).
        #[arg(long)]
        know_how: Option<PathBuf>,
        /// Import although more than a fifth of the people would disappear, or although the file is in force already.
        #[arg(long)]
        force: bool,
    },
    /// The official zoning of one or several professions, as `CartoSanté` gives it. Every file or none; the same file again
    /// changes nothing.
    Zoning {
        /// CSV files, or folders of them. Their headings tell the profession.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Date of the data, shown to visitors: 2026-01-31.
        #[arg(long)]
        date: Option<NaiveDate>,
        /// Who publishes it, when it is not `CartoSanté – ARS, Cnam`.
        #[arg(long)]
        source: Option<String>,
        /// The decree (arrêté) that it rests on.
        #[arg(long)]
        decree: Option<String>,
        /// Write the lines that name no commune into this file instead of listing the first hundred.
        #[arg(long)]
        unmatched: Option<PathBuf>,
        /// Import although more than a fifth of the lines would no longer name a commune.
        #[arg(long)]
        force: bool,
    },
}

pub(super) async fn run(settings: &Settings, what: Import) -> anyhow::Result<()> {
    let store = Store::open(settings).await?;
    let outcome = carry_out(settings, &store, what).await;
    store.close().await;
    println!("{}", outcome?);
    Ok(())
}

/// Colleagues and areas of confidential listings follow the directory, and accessibility by a job of the worker.
async fn follow(settings: &Settings, store: &Store) -> anyhow::Result<u64> {
    jobs::ask_once(&mut *store.db.acquire().await?, accessibility::COMPUTE).await?;
    let app = server::quiet_app(settings.clone(), store).await?;
    verification::mark_colleagues(&app).await?;
    Ok(listings::confidential::follow_directory(&app).await?)
}

async fn carry_out(settings: &Settings, store: &Store, what: Import) -> anyhow::Result<String> {
    let gazetteer = store.prepare().await?;
    match what {
        Import::CommunesPositions { file } => {
            let opened = File::open(&file).with_context(|| format!("{} cannot be opened", file.display()))?;
            let mut connection = store.db.acquire().await?;
            let read = import_positions::import(&mut connection, &gazetteer, opened, SystemClock.now()).await;
            let read = read.with_context(|| format!("{} is not imported", file.display()))?;
            let gazetteer = territory::gazetteer(&mut connection).await?;
            // Listings already online move to the better position of their commune.
            listings::reproject(&store.db, &gazetteer, &SystemClock).await?;
            jobs::ask_once(&mut connection, accessibility::COMPUTE).await?;
            Ok(format!(
                "{} lines read, {} communes placed, {} moved, {} lines of unknown communes, {} without a position",
                read.lines, read.communes, read.changed, read.unknown, read.without_position
            ))
        }
        Import::Directory { file, know_how, force } => {
            let order = directory::Order { file: &file, know_how: know_how.as_deref(), force };
            let report = directory::import(&store.db, &gazetteer, order, SystemClock.now()).await;
            let report = report.with_context(|| format!("{} is not imported", file.display()))?.to_string();
            // Nothing is lost if this fails: it is done each night.
            match follow(settings, store).await {
                Ok(0) => Ok(report),
                Ok(changed) => Ok(format!("{report}\n{changed} confidential listings have another area")),
                Err(error) => Ok(format!("{report}\nConfidential listings follow in the night: {error}")),
            }
        }
        Import::Zoning { paths, date, source, decree, unmatched, force } => {
            let about = About { dated_on: date, source, decree };
            import_zoning(&store.db, &gazetteer, Order { paths, about, force }, unmatched).await
        }
    }
}

async fn import_zoning(
    db: &PgPool,
    gazetteer: &Gazetteer,
    order: Order,
    unmatched: Option<PathBuf>,
) -> anyhow::Result<String> {
    let reports =
        zoning::import(db, gazetteer, order, SystemClock.now()).await.context("Nothing is imported")?;
    let mut listings = 0;
    for report in &reports {
        if let Told::Imported(it) = &report.told {
            // The job that the import asked for would do it too: here it is done before the command ends.
            listings += listings::follow_zoning(db, gazetteer, &SystemClock, &it.edition).await?;
        }
    }
    if let Some(file) = unmatched {
        let lines: String = reports.iter().map(zoning::Report::unmatched_csv).collect();
        let table = format!("file;line;key;name;class;why\n{lines}");
        std::fs::write(&file, table).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    let told: Vec<String> = reports.iter().map(ToString::to_string).collect();
    Ok(format!("{}\n{listings} listings follow", told.join("\n")))
}
