//! Listings on tiles of the map, and those that a tile names.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    Criteria, Viewer, card_of,
    found::{Wanted, find},
    store,
    views::Card,
    wording,
};
use crate::{app::App, territory::Tile};

/// Tiles that the grid does not know, drawn at the same time: whoever asks for ever new ones leaves connections to the others.
static ASIDE: Semaphore = Semaphore::const_new(3);
/// How long such a tile waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who may keep a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// Everybody sees the same.
    Anybody,
    /// The browser that asked: somebody is signed in.
    Browser,
    /// Nobody: something is hidden from who asked.
    Nobody,
}

/// A tile as a viewer may see it.
pub(crate) async fn listing_tile(
    app: &App,
    tile: Tile,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<(Vec<u8>, Keeping)> {
    // Only who may keep the tile hangs on this answer: what is left out of it is decided where it is read.
    let keeping = match viewer {
        None => Keeping::Anybody,
        Some(viewer) if store::is_anything_hidden(&app.db, viewer).await? => Keeping::Nobody,
        Some(_) => Keeping::Browser,
    };
    let bytes = if store::is_of_grid(tile, criteria) {
        let mut connection = app.db.acquire().await?;
        store::tile(&mut connection, tile, criteria, viewer, now).await?
    } else {
        aside(app, tile, criteria, viewer, now).await?
    };
    Ok((bytes, keeping))
}

/// A tile of listings that are visited one by one.
async fn aside(
    app: &App,
    tile: Tile,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<u8>> {
    let turn = timeout(PATIENCE, ASIDE.acquire()).await.map_err(|_| sqlx::Error::PoolTimedOut)?;
    let turn = turn.map_err(|_| sqlx::Error::PoolClosed)?;
    let (db, criteria, viewer) = (app.db.clone(), criteria.clone(), viewer.cloned());
    // On its own: the database goes on when the visitor leaves, and the turn ends with its work.
    let drawing = tokio::spawn(async move {
        let _turn = turn;
        let mut tx = db.begin().await?;
        store::hurry(&mut tx).await?;
        let bytes = store::tile(&mut tx, tile, &criteria, viewer.as_ref(), now).await?;
        tx.commit().await?;
        Ok::<_, sqlx::Error>(bytes)
    });
    let drawn = drawing.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a tile broke");
        Err(sqlx::Error::WorkerCrashed)
    });
    drawn.map_err(|error| if store::took_too_long(&error) { sqlx::Error::PoolTimedOut } else { error })
}

/// The cards of listings by their identifiers, those that the viewer may see.
pub(crate) async fn cards_named(
    app: &App,
    ids: &[String],
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Card>> {
    let hits = store::named(&app.db, ids, viewer, now).await?;
    Ok(hits.iter().map(|it| card_of(it, &app.gazetteer, now)).collect())
}

/// Listings that are shown beside the map.
const SHOWN: u16 = 20;

/// What is shown of a part of the map.
pub(crate) struct CardsInView {
    /// The newest, or the best by words.
    pub(crate) cards: Vec<Card>,
    /// « 128 annonces ».
    pub(crate) total: String,
    /// Whether there are more than are shown.
    pub(crate) has_more: bool,
}

/// The listings of a part of the map.
pub(crate) async fn cards_in_view(
    app: &App,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<CardsInView> {
    let wanted = Wanted { criteria, after: None, limit: SHOWN, viewer, facets: false };
    let found = find(app, wanted, now).await?;
    Ok(CardsInView {
        cards: found.hits.iter().map(|it| card_of(it, &app.gazetteer, now)).collect(),
        total: wording::total(&found.counts, criteria.listing_type),
        has_more: found.next.is_some(),
    })
}
