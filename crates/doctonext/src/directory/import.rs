//! `doctonext import directory FILE`: read, merged, put in force.
//!
//! Lines are taken in by chunks, each with the number of lines that are here: a run that is killed is taken up after its
//! last chunk. Nobody sees anything of it before the swap, which is one transaction.

use std::{collections::HashMap, io, path::Path};

use chrono::{DateTime, Utc};
use futures::TryStreamExt;
use platform::database::CopyRows;
use sqlx::{Connection, PgConnection, PgPool};
use tokio::{sync::mpsc, task::JoinHandle, time::Instant};

use super::{
    extraction::{Extraction, ExtractionError, Line, Totals},
    merge::Merger,
    report::{Imported, Report},
    store::{self, Swap},
};
use crate::territory::Gazetteer;

/// Lines, or people, on their way at once: some megabytes.
const CHUNK: u64 = 50_000;

/// Why the edition before stays in force.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is refused.
    #[error(transparent)]
    Extraction(#[from] ExtractionError),
    /// Two at once would swap twice.
    #[error("another import of the directory runs: wait for its end")]
    Another,
    /// A cut file, probably.
    #[error(
        "{gone} of {known} people would disappear: the file may be cut. Look at it; --force imports it nevertheless"
    )]
    TooManyGone {
        /// Who is not in the new file.
        gone: u64,
        /// Who is in force.
        known: u64,
    },
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The thread that reads died.
    #[error("the file could not be read to its end: {0}")]
    Reading(#[from] tokio::task::JoinError),
}

impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> Self {
        Self::Extraction(error.into())
    }
}

/// What the operator asks.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// An archive, or the file of activities.
    pub file: &'a Path,
    /// The file of know-how, when it is not in the archive.
    pub know_how: Option<&'a Path>,
    /// Import although many would disappear, or although the file is in force already.
    pub force: bool,
}

/// Reads an extraction and puts it in force. Progress goes to the log.
pub async fn import(
    db: &PgPool,
    gazetteer: &Gazetteer,
    order: Order<'_>,
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    import_by(CHUNK, db, gazetteer, order, now).await
}

/// The same by chunks of so many lines.
pub(super) async fn import_by(
    chunk: u64,
    db: &PgPool,
    gazetteer: &Gazetteer,
    order: Order<'_>,
    now: DateTime<Utc>,
) -> Result<Report, ImportError> {
    let started = Instant::now();
    let extraction = Extraction::at(order.file, order.know_how);
    let mut connection = store::open(db).await?.ok_or(ImportError::Another)?;
    let fingerprint = {
        let extraction = extraction.clone();
        tokio::task::spawn_blocking(move || extraction.fingerprint()).await??
    };
    if !order.force && store::file_in_force(&mut connection).await?.as_deref() == Some(&fingerprint) {
        return Ok(Report::InForceAlready);
    }
    let resumed_after = store::start_or_resume(&mut connection, &fingerprint, now).await?;
    let read = take_in(&mut connection, &extraction, Communes::of(gazetteer), resumed_after, chunk).await;
    if let Err(ImportError::Extraction(_)) = &read {
        // A wrong file will not get better: nothing of it stays.
        store::sweep(&mut connection).await?;
    }
    let read = read?;
    let merger = merge(&mut connection, db, chunk).await?;
    tracing::info!("comparing with the edition in force");
    let swap = Swap {
        file_name: &extraction.name(),
        file_sha256: &fingerprint,
        extracted_on: extraction.day(),
        lines: read.totals.lines,
        density: &merger.density,
        force: order.force,
    };
    let changes = store::swap(&mut connection, &swap, now).await?;
    store::refresh_planner_figures(&mut connection).await?;
    connection.close().await?;
    Ok(Report::Imported(Box::new(Imported {
        lines: read.totals.lines,
        resumed_after,
        changes,
        without_commune: read.without_commune,
        without_key: read.without_key,
        know_how: read.totals.know_how,
        without_activity: merger.without_activity,
        unknown_professions: merger.unknown_professions,
        unknown_know_how: merger.unknown_know_how,
        took: started.elapsed(),
    })))
}

/// What the reading thread found.
struct Read {
    totals: Totals,
    without_commune: u64,
    without_key: u64,
}

/// Lines on their way, and how many of the file are in once these are.
type Piece = (CopyRows, u64);

/// Reads on a thread of its own and writes what it sends, two chunks ahead at most.
async fn take_in(
    connection: &mut PgConnection,
    extraction: &Extraction,
    communes: Communes,
    known: u64,
    chunk: u64,
) -> Result<Read, ImportError> {
    let (sender, mut pieces) = mpsc::channel::<Piece>(2);
    let extraction = extraction.clone();
    let reading: JoinHandle<Result<Read, ExtractionError>> =
        tokio::task::spawn_blocking(move || read(&extraction, &communes, known, chunk, &sender));
    if known > 0 {
        tracing::info!(lines = known, "taken up where it was interrupted");
    }
    while let Some((rows, taken)) = pieces.recv().await {
        store::send_lines(connection, rows, taken).await?;
        if taken % (chunk * 4) == 0 {
            tracing::info!(lines = taken, "reading the directory");
        }
    }
    Ok(reading.await??)
}

fn read(
    extraction: &Extraction,
    communes: &Communes,
    known: u64,
    chunk: u64,
    sender: &mpsc::Sender<Piece>,
) -> Result<Read, ExtractionError> {
    let (mut rows, mut taken) = (CopyRows::new(), 0);
    let (mut without_commune, mut without_key) = (0, 0);
    let send =
        |rows: CopyRows, taken| sender.blocking_send((rows, taken)).map_err(|_| ExtractionError::GivenUp);
    let totals = extraction.read(&mut |line| {
        taken += 1;
        let commune = communes.code(line);
        without_commune += u64::from(commune.is_empty() && !line.family.is_empty());
        without_key += u64::from(!line.id.passes_key());
        if taken <= known {
            return Ok(());
        }
        add(&mut rows, line, commune);
        if rows.len() == chunk { send(std::mem::take(&mut rows), taken) } else { Ok(()) }
    })?;
    if !rows.is_empty() {
        send(rows, taken)?;
    }
    Ok(Read { totals, without_commune, without_key })
}

fn add(rows: &mut CopyRows, line: &Line<'_>, commune: &str) {
    rows.text(line.id.as_str());
    for field in [line.family, line.given, line.profession, line.category, line.know_how, line.mode] {
        rows.text(field);
    }
    rows.text(commune).text(line.sector).text(&line.sites(commune)).end_row();
}

/// Communes by postal code, for lines that name no commune.
struct Communes(HashMap<String, Option<String>>);

impl Communes {
    fn of(gazetteer: &Gazetteer) -> Self {
        let mut known = HashMap::new();
        for commune in gazetteer.communes() {
            for code in &commune.postal_codes {
                // A code that several share names none.
                known
                    .entry(code.clone())
                    .and_modify(|it| *it = None)
                    .or_insert_with(|| Some(commune.code.clone()));
            }
        }
        Self(known)
    }

    fn code<'a>(&'a self, line: &Line<'a>) -> &'a str {
        let of_postal_code = || self.0.get(line.postal_code).and_then(|it| it.as_deref()).unwrap_or("");
        if line.commune.len() == 5 { line.commune } else { of_postal_code() }
    }
}

/// Lines of each person together become people, through two connections.
async fn merge(connection: &mut PgConnection, db: &PgPool, chunk: u64) -> Result<Merger, ImportError> {
    store::clear_next(connection).await?;
    let mut writer = db.acquire().await?.detach();
    let mut merger = Merger::default();
    let mut people = CopyRows::new();
    let mut lines = store::lines_in_order(connection);
    while let Some(line) = lines.try_next().await? {
        if let Some(person) = merger.add(line) {
            person.copy_to(&mut people);
        }
        if people.len() == chunk {
            store::send_next(&mut writer, std::mem::take(&mut people)).await?;
        }
    }
    if let Some(person) = merger.finish() {
        person.copy_to(&mut people);
    }
    store::send_next(&mut writer, people).await?;
    writer.close().await?;
    Ok(merger)
}
