//! Searches by profession and department, counted without anybody's name: how much is wanted where.
//!
//! In the memory of the process, and only until the day ends, a checksum under a key that nobody knows tells whether a
//! browser has asked the same today; the database learns sums alone.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode},
    middleware::Next,
    response::Response,
};
use chrono::{NaiveDate, TimeDelta};
use platform::clock::{Clock, today_in_paris};
use sqlx::PgPool;

use super::{
    store,
    views::{NotCounted, is_robot},
};
use crate::{
    accounts::Origin,
    app::App,
    search::{self, Demand},
};

/// How often sums are written.
const EVERY: Duration = Duration::from_secs(10);
/// Checksums kept of a day at most: past that, the same search may count twice.
const MOST: usize = 200_000;
/// Sums are kept so long, days: thirteen months, to compare a month with that of the year before.
const KEPT: i64 = 400;

/// Sums that wait to be written. A process that dies loses the last seconds of them.
#[derive(Clone, Default)]
pub struct Searches(Arc<Mutex<Noted>>);

#[derive(Default)]
struct Noted {
    day: NaiveDate,
    seen: HashSet<u64>,
    key: RandomState,
    waiting: HashMap<(NaiveDate, Demand), i32>,
}

impl Searches {
    /// Notes a search; the same browser that asks the same on the same day counts once.
    pub(super) fn note(&self, day: NaiveDate, demand: Demand, who: &str) {
        let Ok(mut noted) = self.0.lock() else { return };
        if noted.day != day {
            // A new key too: yesterday's checksums mean nothing any more.
            (noted.day, noted.seen, noted.key) = (day, HashSet::new(), RandomState::new());
        }
        let checksum = noted.key.hash_one((who, demand));
        let is_new = noted.seen.len() >= MOST || noted.seen.insert(checksum);
        if is_new {
            *noted.waiting.entry((day, demand)).or_default() += 1;
        }
    }

    /// Writes the sums; what cannot be written waits for the next time.
    pub async fn write(&self, db: &PgPool) -> sqlx::Result<()> {
        let taken = self.0.lock().map(|mut it| std::mem::take(&mut it.waiting)).unwrap_or_default();
        if taken.is_empty() {
            return Ok(());
        }
        let written = store::add_searches(db, &taken).await;
        if written.is_err()
            && let Ok(mut noted) = self.0.lock()
        {
            for (cell, n) in taken {
                *noted.waiting.entry(cell).or_default() += n;
            }
        }
        written
    }

    /// Writes every few seconds, for as long as the server runs, and forgets what is old once a day.
    pub async fn follow(self, db: PgPool, clock: Arc<dyn Clock>) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut swept = NaiveDate::default();
        loop {
            ticks.tick().await;
            let today = today_in_paris(clock.now());
            let mut done = self.write(&db).await;
            if done.is_ok() && swept != today {
                done = store::forget_searches(&db, today - TimeDelta::days(KEPT)).await;
                swept = today;
            }
            if let Err(error) = done {
                tracing::warn!(%error, "sums of searches wait to be written");
            }
        }
    }
}

/// The layer: notes the searches of the list, also when the page comes from memory.
pub async fn count_searches(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.uri().path() != "/annonces" || request.method() != Method::GET {
        return next.run(request).await;
    }
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (mut parts, body) = request.into_parts();
    let Ok(origin) = Origin::from_request_parts(&mut parts, &app).await;
    let is_fetched_ahead = parts.headers.get("sec-purpose").is_some();
    let response = next.run(Request::from_parts(parts, body)).await;
    let is_shown = response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED;
    if is_shown
        && !is_fetched_ahead
        && !is_robot(&origin.user_agent)
        && response.extensions().get::<NotCounted>().is_none()
    {
        let now = app.clock.now();
        if let Some(demand) = search::demand(&query, &app.gazetteer, now) {
            let who = format!("{}|{}", origin.address, origin.user_agent);
            app.searches.note(today_in_paris(now), demand, &who);
        }
    }
    response
}

/// Searches for a profession since a day, by key of the department (0 for anywhere); those for one type of listing, or all.
pub async fn searches_by_department(
    db: &PgPool,
    profession: i16,
    listing_type: Option<i16>,
    since: NaiveDate,
) -> sqlx::Result<HashMap<i16, u64>> {
    store::searches_by_department(db, profession, listing_type, since).await
}
