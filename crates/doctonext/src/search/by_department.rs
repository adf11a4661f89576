//! How many listings a search finds in each department: from the index in memory when it is up to date, else from
//! PostgreSQL; the same either way, by the rules of [`super::found`].

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use search_index::engine::Counting;

use super::{
    Criteria, Viewer,
    found::seen_by,
    live::{IndexReading, is_long, page_of, search_of},
    store,
};
use crate::app::App;

/// Listings found.
#[derive(Debug, Clone, Default)]
pub(crate) struct ByDepartment {
    /// By key of the department; 0 where a listing's area is larger.
    by_key: BTreeMap<i16, u64>,
    /// In all.
    pub(crate) total: u64,
    /// Whether the index will soon answer better: nobody should remember this answer.
    pub(crate) is_makeshift: bool,
}

impl ByDepartment {
    fn new(by_key: BTreeMap<i16, u64>) -> Self {
        let total = by_key.values().sum();
        Self { by_key, total, is_makeshift: false }
    }

    /// In a department.
    #[must_use]
    pub(crate) fn of(&self, key: i16) -> u64 {
        self.by_key.get(&key).copied().unwrap_or_default()
    }

    /// In each department where there is one.
    pub(crate) fn of_departments(&self) -> impl Iterator<Item = u64> {
        self.by_key.iter().filter(|(key, _)| **key != 0).map(|(_, n)| *n)
    }

    /// Of areas larger than a department.
    pub(crate) fn of_no_department(&self) -> u64 {
        self.of(0)
    }
}

/// Counts what a viewer may see; the criteria ask for no department.
pub(crate) async fn count_by_department(
    app: &App,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<ByDepartment> {
    let Some(reading) = app.live.soon(&app.epoch).await else {
        return in_database(app, criteria, viewer, app.live.is_there(), now).await;
    };
    let Some(reading) = seen_by(app, reading, viewer).await? else {
        return in_database(app, criteria, viewer, false, now).await;
    };
    match in_memory(app, reading, criteria, now).await {
        Some(counts) => Ok(counts),
        None => in_database(app, criteria, viewer, true, now).await,
    }
}

/// None when the index broke.
async fn in_memory(
    app: &App,
    reading: IndexReading,
    criteria: &Criteria,
    now: DateTime<Utc>,
) -> Option<ByDepartment> {
    let search = search_of(criteria, now);
    // No listing is wanted, in whichever order.
    let page = page_of(&Criteria::default(), None, 0, now);
    let is_long = is_long(&search);
    let act = move || reading.view.search(&search, &page, Counting::All);
    let (_, facets) = if is_long { app.live.aside(act).await? } else { act() };
    Some(ByDepartment::new(facets.departments))
}

async fn in_database(
    app: &App,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    is_makeshift: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<ByDepartment> {
    let rows = store::by_department(&app.db, criteria, viewer, now).await?;
    let by_key = rows.into_iter().map(|(key, n)| (key, u64::try_from(n).unwrap_or_default())).collect();
    Ok(ByDepartment { is_makeshift, ..ByDepartment::new(by_key) })
}
