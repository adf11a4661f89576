//! The storage compared with the rows, both ways: files that no row names go, rows whose file is gone are marked and told.

use std::{
    collections::{BTreeSet, HashSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use platform::files::Kept;

use super::{keep, store};
use crate::{app::App, failure::Failure, file_removals, listings, picture_sizes::read_file_name};

const FOLDER: &str = "media";
/// A younger file may belong to a request or a job that has not ended.
const OLD_ENOUGH: TimeDelta = TimeDelta::hours(1);
/// A refusal has been read by then.
const REFUSED_FOR: TimeDelta = TimeDelta::days(30);
/// Files or rows looked at together.
const BATCH: usize = 500;

/// What a comparison found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files in the storage.
    pub files: u64,
    /// Files that no row named: they go.
    pub unnamed: u64,
    /// Rows whose file is gone.
    pub missing: u64,
    /// Rows whose file came back.
    pub found_again: u64,
    /// Files whose job is asked for again.
    pub asked_again: u64,
    /// Old refusals forgotten.
    pub forgotten: u64,
}

/// Compares everything. Memory: eight bytes a file. May run while files come and go, and be interrupted.
pub async fn compare(app: &App) -> Result<Comparison, Failure> {
    let now = app.clock.now();
    let mut found = Comparison::default();
    let mut seen = HashSet::new();
    let mut listed = app.files.list(FOLDER).try_chunks(BATCH);
    while let Some(batch) = listed.try_next().await.map_err(|error| Failure::broken(error.1))? {
        found.files += batch.len() as u64;
        seen.extend(batch.iter().map(|it| short(&it.key)));
        found.unnamed += doom_unnamed(app, &batch, now).await?;
    }
    look_for_missing(app, &seen, now, &mut found).await?;
    for id in store::stuck(&app.db, now - OLD_ENOUGH).await? {
        keep::ask(&mut *app.db.acquire().await?, &id).await?;
        found.asked_again += 1;
    }
    found.forgotten = store::forget_refused(&app.db, now - REFUSED_FOR).await?;
    Ok(found)
}

/// Removes the files of a batch that no row names.
async fn doom_unnamed(app: &App, batch: &[Kept], now: DateTime<Utc>) -> Result<u64, Failure> {
    let old: Vec<String> =
        batch.iter().filter(|it| it.written_at <= now - OLD_ENOUGH).map(|it| it.key.clone()).collect();
    if old.is_empty() {
        return Ok(0);
    }
    let bearing: Vec<String> = old
        .iter()
        .filter_map(|it| read_file_name(it.strip_prefix("media/")?))
        .map(|(name, ..)| name.to_owned())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let named: HashSet<String> =
        store::standing_for(&app.db, &old, &bearing).await?.iter().flat_map(store::Row::keys).collect();
    let unnamed: Vec<String> = old.into_iter().filter(|it| !named.contains(it)).collect();
    if !unnamed.is_empty() {
        tracing::warn!(files = unnamed.len(), "files without a row go");
    }
    file_removals::doom(&mut *app.db.acquire().await?, &unnamed, now).await?;
    Ok(unnamed.len() as u64)
}

/// Marks rows whose file is not in the storage, and says so; a marked one is shown to no visitor.
async fn look_for_missing(
    app: &App,
    seen: &HashSet<u64>,
    now: DateTime<Utc>,
    found: &mut Comparison,
) -> Result<(), Failure> {
    let mut last = String::new();
    loop {
        let rows = store::ready_after(&app.db, &last, i64::try_from(BATCH).unwrap_or(i64::MAX)).await?;
        let Some((end, ..)) = rows.last() else { return Ok(()) };
        last.clone_from(end);
        for (id, key, was_missing, listing) in rows {
            // What came after the listing of its folder is looked for by itself.
            let is_there =
                seen.contains(&short(&key)) || app.files.get(&key).await.map_err(Failure::broken)?.is_some();
            if is_there != was_missing {
                continue;
            }
            if is_there {
                found.found_again += 1;
            } else {
                found.missing += 1;
                tracing::error!(
                    media = id,
                    listing,
                    "the file of a listing is gone: restore it, or its owner must send it again"
                );
            }
            let mut tx = app.db.begin().await?;
            listings::lock_owned(&mut tx, &listing, now).await?;
            store::set_missing(&mut tx, &id, (!is_there).then_some(now)).await?;
            listings::refresh(&mut tx, &app.gazetteer, &listing, now).await?;
            tx.commit().await?;
        }
    }
}

/// A key in eight bytes.
fn short(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
