//! Official files put into the house: by the operator, at once in force; by the team, once a second person agrees.
//!
//! A run is one transaction: every file of it, or none. The edition before stays, and what changed is kept beside it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use platform::{
    database::CopyRows,
    ids::{Ids, SystemIds},
};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};
use tokio::time::Instant;

use super::{
    FOLLOW,
    file::{self, FileError, Key, ZoningFile},
    places::{Named, Places},
    report::{Report, Told},
    store::{self, NewEdition},
};
use crate::{audit, jobs, territory::Gazetteer};

/// Who publishes the files, when nobody says otherwise.
pub(super) const USUAL_SOURCE: &str = "CartoSanté – ARS, Cnam";

/// What the operator asks.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// Files, or folders of files.
    pub paths: Vec<PathBuf>,
    /// What is told of all of them.
    pub about: About,
    /// Import although far fewer communes would have a class.
    pub force: bool,
}

/// What a file does not tell of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Date of the data.
    pub dated_on: Option<NaiveDate>,
    /// Who publishes it; the usual source when empty.
    pub source: Option<String>,
    /// The decree that it rests on.
    pub decree: Option<String>,
}

impl About {
    pub(super) fn source(&self) -> &str {
        self.source.as_deref().unwrap_or(USUAL_SOURCE)
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Nothing to read.
    #[error("no file of type .csv or .txt there")]
    NoFile,
    /// A file cannot be opened.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// A file is refused.
    #[error("{0}: {1}")]
    File(String, FileError),
    /// Two files of one run say different things of the same.
    #[error("two files are about the same profession: {0}")]
    Twice(&'static str),
    /// A cut file, probably.
    #[error(
        "{0}: {1} lines name a commune, {2} in the edition in force. Look at it; --force imports it nevertheless"
    )]
    TooFew(String, i32, i32),
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The thread that reads died.
    #[error("the files could not be read to their end: {0}")]
    Reading(#[from] tokio::task::JoinError),
}

/// A file that was read, with its fingerprint.
pub(super) struct Read {
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) file: ZoningFile,
}

impl Read {
    pub(super) fn of(name: String, bytes: &[u8]) -> Result<Self, FileError> {
        Ok(Self { file: file::read(bytes)?, sha256: hex::encode(Sha256::digest(bytes)), name })
    }
}

/// Puts files in force; a report for each. What was in force already changes nothing.
pub async fn import(
    db: &PgPool,
    gazetteer: &Gazetteer,
    order: Order,
    now: DateTime<Utc>,
) -> Result<Vec<Report>, ImportError> {
    let Order { paths, about, force } = order;
    let mut files = tokio::task::spawn_blocking(move || read_all(&paths)).await??;
    // Names in the files with codes help to read those without.
    files.sort_by_key(|it| (it.file.key == Key::PostalCode, it.file.profession.key));
    for pair in files.windows(2) {
        if pair[0].file.profession == pair[1].file.profession {
            return Err(ImportError::Twice(pair[0].file.profession.label));
        }
    }
    let mut tx = db.begin().await?;
    store::take_turn(&mut tx).await?;
    let mut reports = Vec::new();
    for it in files {
        let started = Instant::now();
        let before = store::active(&mut *tx, it.file.profession.code).await?;
        if before.as_ref().is_some_and(|before| is_same(before, &it, &about)) {
            reports.push(Report {
                profession: it.file.profession,
                file_name: it.name,
                told: Told::InForceAlready,
            });
            continue;
        }
        let id = keep(&mut tx, gazetteer, &it, &about, None, now).await?;
        let new = store::edition(&mut *tx, &id).await?.ok_or(sqlx::Error::RowNotFound)?;
        if let Some(before) = before.as_ref().filter(|_| !force)
            && i64::from(new.matched) * 5 < i64::from(before.matched) * 4
        {
            return Err(ImportError::TooFew(it.name, new.matched, before.matched));
        }
        store::put_in_force(&mut tx, &id, None, now).await?;
        let entry = audit::Entry {
            action: "zoning.file_imported",
            subject: ("zoning_edition", &id),
            ..audit::Entry::default()
        };
        audit::record_change(&mut tx, entry, None, now).await?;
        ask_to_follow(&mut tx, &id).await?;
        let took = started.elapsed();
        store::took(&mut tx, &id, i32::try_from(took.as_millis()).unwrap_or(i32::MAX)).await?;
        reports.push(Report::of(&mut tx, &it, &new, before.is_some(), took).await?);
    }
    tx.commit().await?;
    Ok(reports)
}

/// Whether the file, and what is told of it, are in force.
pub(super) fn is_same(before: &store::Edition, it: &Read, about: &About) -> bool {
    before.file_sha256 == it.sha256
        && before.source == about.source()
        && (before.dated_on, &before.decree) == (about.dated_on, &about.decree)
}

/// Asks that listings follow an edition, in the transaction that puts it in force.
pub(super) async fn ask_to_follow(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    jobs::ask(db, FOLLOW, &serde_json::json!({ "edition": id })).await
}

/// Writes an edition with its lines and what it would change; not yet in force. Gives its identifier.
pub(super) async fn keep(
    db: &mut PgConnection,
    gazetteer: &Gazetteer,
    it: &Read,
    about: &About,
    by: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<String> {
    let named = match it.file.key {
        Key::Commune => Vec::new(),
        Key::PostalCode => store::names_in_files(&mut *db).await?,
    };
    let places = Places::of(gazetteer, &named);
    let id = SystemIds.fresh();
    let mut rows = CopyRows::new();
    let (mut matched, mut ambiguous) = (0, 0);
    for line in &it.file.lines {
        let (commune, how) = match places.find(it.file.key, line) {
            Named::Commune(code, how) => (Some(code), how),
            Named::Ambiguous => (None, "ambiguous"),
            Named::Unknown => (None, "unknown"),
        };
        matched += i32::from(commune.is_some());
        ambiguous += i32::from(how == "ambiguous");
        rows.text(&id).plain(line.number).text(&line.key).text(&line.name).text(&line.raw_code);
        rows.maybe_text(commune).text(how).end_row();
    }
    let new = NewEdition {
        id: &id,
        profession: it.file.profession.code,
        source: about.source(),
        dated_on: about.dated_on,
        decree: about.decree.as_deref(),
        file_name: &it.name,
        file_sha256: &it.sha256,
        keyed_by: it.file.key.code(),
        counts: [i32::try_from(it.file.lines.len()).unwrap_or(i32::MAX), matched, ambiguous],
        by,
    };
    store::add(&mut *db, &new, rows, now).await?;
    store::compare(db, &id).await?;
    Ok(id)
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<Read>, ImportError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(inside(path)?);
        } else {
            files.push(path.clone());
        }
    }
    if files.is_empty() {
        return Err(ImportError::NoFile);
    }
    let name = |it: &Path| it.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    files
        .iter()
        .map(|it| {
            let bytes = std::fs::read(it).map_err(|error| ImportError::Unreadable(name(it), error))?;
            Read::of(name(it), &bytes).map_err(|error| ImportError::File(name(it), error))
        })
        .collect()
}

/// The tables of a folder, in the order of their names.
fn inside(folder: &Path) -> Result<Vec<PathBuf>, ImportError> {
    let wrong = |error| ImportError::Unreadable(folder.display().to_string(), error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        let is_table = path
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("csv") || it.eq_ignore_ascii_case("txt"));
        if is_table && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
