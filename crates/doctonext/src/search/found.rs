//! What a search finds: from the index in memory when it is up to date, else from PostgreSQL; the same either way.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use search_index::engine::{Counting, Engine, Facets, Hit};

use super::{
    Counts, Criteria, SearchHit, Viewer,
    cursor::{Cursor, Key},
    live::{page_of, search_of},
    store,
};
use crate::app::App;

/// A page of results.
pub(super) struct Found {
    /// In the order asked.
    pub hits: Vec<SearchHit>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
    /// How many, by type.
    pub counts: Counts,
    /// How many with each fact; only the index knows.
    pub facets: Option<Facets>,
    /// Numbers of what the index left out for this viewer.
    pub hidden: Vec<i64>,
}

/// Which page of which search is wanted, by whom.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub criteria: &'a Criteria,
    pub after: Option<&'a Cursor>,
    pub limit: u16,
    /// From whom listings may be hidden, found and counted.
    pub viewer: Option<&'a Viewer>,
    /// Whether facets are shown.
    pub facets: bool,
}

/// Finds a page.
pub(super) async fn find(app: &App, wanted: Wanted<'_>, now: DateTime<Utc>) -> sqlx::Result<Found> {
    match app.live.at(&app.epoch) {
        Some(index) => in_memory(app, &index.engine, wanted, now).await,
        None => in_database(app, wanted, now).await,
    }
}

async fn in_memory(
    app: &App,
    engine: &Engine,
    wanted: Wanted<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Found> {
    let limit = usize::from(wanted.limit);
    let judged_at = judged_at(wanted.after, now);
    // Asked each time: who must not see what is nobody's to remember.
    let hidden = match wanted.viewer {
        Some(viewer) => store::hidden_numbers(&app.db, viewer).await?,
        None => Vec::new(),
    };
    let search = search_of(wanted.criteria, &hidden, now);
    let page = page_of(wanted.criteria, wanted.after, limit + 1, judged_at);
    let counting = if wanted.facets { Counting::All } else { Counting::Kinds };
    let (mut numbers, facets) = engine.search(&search, &page, counting);
    let more = numbers.len() > limit;
    numbers.truncate(limit);
    let hits = filled(
        store::hits(&app.db, &numbers.iter().map(|it| it.number).collect::<Vec<_>>()).await?,
        &numbers,
    );
    let next =
        hits.last().filter(|_| more).map(|last| last.cursor(wanted.criteria.effective_sort(), judged_at));
    let counts =
        Counts::exact(facets.kinds.iter().map(|(kind, n)| (*kind, i64::try_from(*n).unwrap_or(i64::MAX))));
    Ok(Found { hits, next, counts, facets: wanted.facets.then_some(facets), hidden })
}

/// The rows in the order of the index, with what it computed. A row that has just gone is left out.
fn filled(rows: Vec<SearchHit>, order: &[Hit]) -> Vec<SearchHit> {
    let mut rows: HashMap<i64, SearchHit> = rows.into_iter().map(|row| (row.lid, row)).collect();
    let known = order.iter().filter_map(|hit| {
        let row = rows.remove(&hit.number)?;
        Some(SearchHit {
            distance: hit.distance,
            score: hit.score,
            parts: hit.parts.map(|parts| parts.to_vec()),
            ..row
        })
    });
    known.collect()
}

async fn in_database(app: &App, wanted: Wanted<'_>, now: DateTime<Utc>) -> sqlx::Result<Found> {
    let limit = usize::from(wanted.limit);
    let criteria = wanted.criteria;
    let mut hits =
        store::page(&app.db, criteria, wanted.after, (wanted.viewer, i64::from(wanted.limit) + 1), now)
            .await?;
    let counts = app.counts.of(&app.db, criteria, wanted.viewer, now).await?;
    let more = hits.len() > limit;
    hits.truncate(limit);
    let judged_at = judged_at(wanted.after, now);
    let next = hits.last().filter(|_| more).map(|last| last.cursor(criteria.effective_sort(), judged_at));
    Ok(Found { hits, next, counts, facets: None, hidden: Vec::new() })
}

/// Later pages judge freshness at the hour of the first.
fn judged_at(after: Option<&Cursor>, now: DateTime<Utc>) -> DateTime<Utc> {
    match after.map(|it| &it.key) {
        Some(Key::Score { judged_at, .. }) => *judged_at,
        _ => now,
    }
}
