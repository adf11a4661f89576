//! Rules tried on the listings of thirty days, before they are put in force.

use std::{net::IpAddr, sync::Arc, time::Duration};

use chrono::TimeDelta;
use ipnet::IpNet;
use tokio::time::Instant;

use super::store;
use crate::{
    app::App,
    failure::Failure,
    listings,
    screening::{self, Engine, Hit, Kind, Tried, Version},
};

/// How far back the rules are tried.
pub(super) const DAYS: i64 = 30;
/// Listings read at once, and in all.
const BATCH: i64 = 1000;
const MOST: usize = 50_000;
/// Listings shown of what was found.
const SHOWN: usize = 100;
/// How long a trial reads: a page waits no longer.
const PATIENCE: Duration = Duration::from_secs(10);

/// A listing that would go to a person first.
pub(super) struct Found {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) hits: Vec<Hit>,
    /// Whether the rules in force do not find it.
    pub(super) is_new: bool,
}

/// What a trial found.
pub(super) struct Trial {
    pub(super) read: usize,
    pub(super) found: usize,
    /// Of these, those that the rules in force do not find.
    pub(super) new: usize,
    /// The first of them, the new ones before the others.
    pub(super) shown: Vec<Found>,
    /// Whether there was more to read than time.
    pub(super) is_cut: bool,
    /// Accounts that could not have been made; where a rule is narrower than the addresses that are kept, neighbours too.
    pub(super) accounts: i64,
}

/// Reads the listings of thirty days with the rules of a version, beside those in force, and keeps that it was done.
pub(super) async fn run(app: &App, version: &Version) -> Result<Trial, Failure> {
    let now = app.clock.now();
    let since = now - TimeDelta::days(DAYS);
    let engine = Arc::new(Engine::of(&version.rules.0));
    let active = screening::active(&app.db).await?;
    let before = Arc::new(Engine::of(active.as_ref().map_or(&[][..], |it| &it.rules.0)));
    let mut trial = Trial { read: 0, found: 0, new: 0, shown: Vec::new(), is_cut: false, accounts: 0 };
    let started = Instant::now();
    let mut last = None;
    loop {
        let texts = listings::texts_since(&app.db, since, last.as_ref(), BATCH).await?;
        let Some(end) = texts.last().cloned() else { break };
        if trial.read >= MOST || started.elapsed() > PATIENCE {
            trial.is_cut = true;
            break;
        }
        trial.read += texts.len();
        let (engine, before) = (Arc::clone(&engine), Arc::clone(&before));
        // A thousand texts against three hundred patterns is work for a thread of its own.
        let found = tokio::task::spawn_blocking(move || read(&engine, &before, texts));
        for it in found.await.map_err(Failure::broken)? {
            trial.found += 1;
            trial.new += usize::from(it.is_new);
            if trial.shown.len() < SHOWN || it.is_new {
                trial.shown.push(it);
            }
        }
        last = Some(end);
    }
    trial.shown.sort_by_key(|it| !it.is_new);
    trial.shown.truncate(SHOWN);
    let rules: Vec<_> =
        version.rules.0.iter().filter(|it| matches!(it.kind, Kind::Domain | Kind::Network)).collect();
    if !rules.is_empty() {
        let made = store::accounts_since(&app.db, since).await?;
        let barred = made.iter().filter(|(host, network, _)| {
            let network = network.as_deref().and_then(kept_network);
            rules.iter().any(|rule| rule.bars(host) || network.is_some_and(|it| rule.touches(it)))
        });
        trial.accounts = barred.map(|(_, _, count)| count).sum();
    }
    let counted = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
    let tried = Tried { listings: counted(trial.read), found: counted(trial.found) };
    screening::note_trial(&mut *app.db.acquire().await?, version, tried, now).await?;
    Ok(trial)
}

/// The addresses that one kept without its end may have been.
fn kept_network(short: &str) -> Option<IpNet> {
    let address: IpAddr = short.parse().ok()?;
    IpNet::new(address, if address.is_ipv4() { 24 } else { 48 }).ok()
}

/// Of these texts, those that would go to a person first.
fn read(engine: &Engine, before: &Engine, texts: Vec<listings::Read>) -> Vec<Found> {
    let found = |it: listings::Read| {
        let text = screening::read_together(&it.body, &it.others);
        let hits = engine.read(&it.title, &text);
        let is_new = !hits.is_empty() && before.read(&it.title, &text).is_empty();
        (!hits.is_empty()).then_some(Found { id: it.id, title: it.title, hits, is_new })
    };
    texts.into_iter().filter_map(found).collect()
}
