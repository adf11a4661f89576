//! Views of listings, noted without making anybody wait.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use chrono::{DateTime, Utc};
use platform::clock::today_in_paris;
use sqlx::PgPool;

use super::store;
use crate::{
    accounts::{Origin, Visitor},
    app::App,
    listings::{self, ReadByOwner},
};

/// How often what was noted is written.
const EVERY: Duration = Duration::from_secs(1);
/// Views kept in memory at most: past that, the database has been away for long, and the newest are not noted.
const MOST: usize = 50_000;

/// A view that waits to be written.
#[derive(Debug, Clone)]
pub(super) struct View {
    pub(super) listing: String,
    pub(super) visitor: Vec<u8>,
    pub(super) at: DateTime<Utc>,
}

/// The views noted and not yet written. A process that dies loses the last second of them.
#[derive(Clone, Default)]
pub struct Views(Arc<Mutex<Vec<View>>>);

impl Views {
    fn note(&self, view: View) {
        if let Ok(mut waiting) = self.0.lock()
            && waiting.len() < MOST
        {
            waiting.push(view);
        }
    }

    fn take(&self) -> Vec<View> {
        self.0.lock().map(|mut waiting| std::mem::take(&mut *waiting)).unwrap_or_default()
    }

    /// Writes what was noted; what cannot be written waits for the next time.
    pub async fn write(&self, db: &PgPool) -> sqlx::Result<()> {
        let views = self.take();
        if views.is_empty() {
            return Ok(());
        }
        let written = store::add_views(db, &views).await;
        if written.is_err() {
            for view in views {
                self.note(view);
            }
        }
        written
    }

    /// Writes each second, for as long as the server runs.
    pub async fn follow(self, db: PgPool) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.write(&db).await {
                tracing::warn!(%error, "views wait to be written");
            }
        }
    }
}

/// Put in an answer that is no view: the owner looks, or the team.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotCounted;

/// The layer: notes each opening of a listing's page, also when the page comes from memory.
pub async fn count_views(State(app): State<App>, request: Request, next: Next) -> Response {
    let address = request.uri().path().strip_prefix("/annonces/").filter(|it| !it.contains('/'));
    let Some(listing) = address.map(|it| listings::id_of(it).to_owned()) else {
        return next.run(request).await;
    };
    let is_read = request.method() == Method::GET;
    let (mut parts, body) = request.into_parts();
    let Ok(origin) = Origin::from_request_parts(&mut parts, &app).await;
    let is_fetched_ahead = parts.headers.get("sec-purpose").is_some();
    let response = next.run(Request::from_parts(parts, body)).await;
    let is_page = response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED;
    let is_html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|it| it.to_str().is_ok_and(|it| it.starts_with("text/html")));
    let counts = is_read
        && is_page
        && is_html
        && !is_fetched_ahead
        && !is_robot(&origin.user_agent)
        && response.extensions().get::<NotCounted>().is_none();
    if counts {
        let at = app.clock.now();
        app.views.note(View { listing, visitor: visitor(&app, &origin, at), at });
    }
    response
}

/// The inner layer, where people are known: what the owner or the team opens is no view.
pub async fn know_owners(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let who = Visitor::from_request_parts(&mut parts, &app).await.ok().and_then(|it| it.0);
    let is_staff = who.is_some_and(|it| matches!(it.person.role.as_str(), "moderator" | "admin"));
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if is_staff || response.extensions().get::<ReadByOwner>().is_some() {
        response.extensions_mut().insert(NotCounted);
    }
    response
}

/// The same browser at the same address on the same day, and nothing more.
fn visitor(app: &App, origin: &Origin, at: DateTime<Utc>) -> Vec<u8> {
    let what = format!("{}|{}|{}", today_in_paris(at), origin.address, origin.user_agent);
    app.vault.mac("listing-view", what.as_bytes())[..16].to_vec()
}

/// Programs that say that they are programs.
pub(super) fn is_robot(user_agent: &str) -> bool {
    const WORDS: [&str; 12] = [
        "bot",
        "crawl",
        "spider",
        "slurp",
        "preview",
        "facebookexternalhit",
        "monitor",
        "curl",
        "wget",
        "python",
        "java/",
        "go-http",
    ];
    let agent = user_agent.to_lowercase();
    agent.is_empty() || WORDS.iter().any(|word| agent.contains(word))
}
