//! What a search finds: from the index in memory when it is up to date, else from PostgreSQL; the same either way.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use search_index::engine::{Counting, Facets, Hit, Order, Page, Search};

use super::{
    Counts, Criteria, SearchHit, Viewer,
    cursor::{Cursor, Key},
    live::{IndexReading, cursor_after, is_long, page_of, search_of},
    store::{self, Hidden},
};
use crate::{app::App, trades::ListingType};

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
    /// The index that answered, in the state in which it did: nothing in it is hidden from the viewer. None when
    /// PostgreSQL answered.
    pub reading: Option<IndexReading>,
    /// Whether the index will soon answer better: nobody should remember this answer.
    pub is_makeshift: bool,
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
    let Some(reading) = app.live.soon(&app.epoch).await else {
        return in_database(app, wanted, app.live.is_there(), now).await;
    };
    // Asked each time and of PostgreSQL: the index itself does not know who must not see what.
    let Some(reading) = seen_by(app, reading, wanted.viewer).await? else {
        return in_database(app, wanted, false, now).await;
    };
    match in_memory(app, reading, wanted, now).await? {
        Some(found) => Ok(found),
        None => in_database(app, wanted, true, now).await,
    }
}

/// The index as a viewer may read it; none when only PostgreSQL knows what they must not see.
pub(super) async fn seen_by(
    app: &App,
    reading: IndexReading,
    viewer: Option<&Viewer>,
) -> sqlx::Result<Option<IndexReading>> {
    Ok(match store::hidden(&app.db, viewer).await? {
        Hidden::Nothing => Some(reading),
        Hidden::Numbers(numbers) => Some(reading.without(&numbers)),
        Hidden::Unsure => None,
    })
}

/// None when the index broke.
async fn in_memory(
    app: &App,
    reading: IndexReading,
    wanted: Wanted<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Found>> {
    let limit = usize::from(wanted.limit);
    let judged_at = judged_at(wanted.after, now);
    let search = search_of(wanted.criteria, now);
    let page = page_of(wanted.criteria, wanted.after, limit + 1, judged_at);
    let counting = if wanted.facets { Counting::All } else { Counting::Kinds };
    let is_long = is_long(&search);
    let view = reading.view.clone();
    // What only ranks must not keep other types and trades from being counted.
    let counted = wanted.criteria.ranked_by.is_some().then(|| search_of(&wanted.criteria.unranked(), now));
    let act = move || match counted {
        None => view.search(&search, &page, counting),
        Some(counted) => {
            let (order, _) = view.search(&search, &page, Counting::Nothing);
            let none = Page { order: Order::Newest, after: None, limit: 0 };
            (order, view.search(&counted, &none, counting).1)
        }
    };
    let answer = if is_long { app.live.aside(act).await } else { Some(act()) };
    let Some((mut order, facets)) = answer else { return Ok(None) };

    let more = order.len() > limit;
    order.truncate(limit);
    // From what was ordered, not from the rows: those may have changed since.
    let sort = wanted.criteria.effective_sort();
    let next = order.last().filter(|_| more).and_then(|last| cursor_after(last, sort, judged_at));
    let numbers: Vec<i64> = order.iter().map(|it| it.number).collect();
    let hits = filled(store::hits(&app.db, &numbers, wanted.viewer).await?, &order);
    let counts = counts_of(&facets);
    let facets = wanted.facets.then_some(facets);
    Ok(Some(Found { hits, next, counts, facets, reading: Some(reading), is_makeshift: false }))
}

/// How many listings each of several searches finds in the index; none when it broke.
pub(super) async fn count_each(
    app: &App,
    reading: IndexReading,
    searches: &[Criteria],
    now: DateTime<Utc>,
) -> Option<Vec<i64>> {
    let none = Page { order: Order::Newest, after: None, limit: 0 };
    let asked: Vec<_> = searches.iter().map(|it| (it.listing_type, search_of(&it.unranked(), now))).collect();
    let act = move || {
        let count = |(kind, search): &(Option<ListingType>, Search)| {
            let (_, facets) = reading.view.search(search, &none, Counting::Kinds);
            counts_of(&facets).of_type(*kind)
        };
        asked.iter().map(count).collect()
    };
    app.live.aside(act).await
}

fn counts_of(facets: &Facets) -> Counts {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let of_all = facets.kinds.values().sum::<u64>().saturating_sub(facets.undated);
    let by_type = facets.kinds.iter().map(|(kind, n)| (*kind, number(*n)));
    Counts::exact(by_type.chain(std::iter::once((0, number(of_all)))))
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

async fn in_database(
    app: &App,
    wanted: Wanted<'_>,
    is_makeshift: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<Found> {
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
    Ok(Found { hits, next, counts, facets: None, reading: None, is_makeshift })
}

/// Later pages judge freshness at the hour of the first.
fn judged_at(after: Option<&Cursor>, now: DateTime<Utc>) -> DateTime<Utc> {
    match after.map(|it| &it.key) {
        Some(Key::Score { judged_at, .. }) => *judged_at,
        _ => now,
    }
}
