//! Listings on tiles of the map, and those of a point or a view: from the index in memory when it is up to date, else from
//! PostgreSQL; the same either way.

use std::time::Duration;

use chrono::{DateTime, Utc};
use search_index::engine::{By, Search, Square};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    Criteria, Viewer, card_of,
    found::{Wanted, find},
    live::{IndexReading, search_of},
    store::{self, Hidden},
    vector_tile,
    views::Card,
    wording,
};
use crate::{app::App, territory::Tile};

/// Tiles that the grid does not know, drawn at the same time: whoever asks for ever new ones leaves connections to the others.
static ASIDE: Semaphore = Semaphore::const_new(3);
/// How long a tile waits for its turn.
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
    // Before the marks are asked for: see `found::find`.
    let reading = app.live.soon(&app.epoch).await;
    // Who may keep the tile hangs on this answer, and how the index answers; PostgreSQL decides itself what is left out.
    let hidden = store::hidden(&app.db, viewer).await?;
    let keeping = match viewer {
        None => Keeping::Anybody,
        Some(_) if hidden == Hidden::Nothing => Keeping::Browser,
        Some(_) => Keeping::Nobody,
    };
    let reading = match &hidden {
        Hidden::Nothing => reading,
        Hidden::Numbers(numbers) => reading.map(|it| it.without(numbers)),
        Hidden::Unsure => None,
    };
    if let Some(reading) = reading
        && let Some(bytes) = in_memory(app, reading, tile, criteria, now).await?
    {
        return Ok((bytes, keeping));
    }
    let bytes = if store::is_of_grid(tile, criteria) {
        let mut connection = app.db.acquire().await?;
        store::tile(&mut connection, tile, criteria, viewer, now).await?
    } else {
        aside(app, tile, criteria, viewer, now).await?
    };
    Ok((bytes, keeping))
}

/// A tile as the index counts it; none when the index broke. Always beside the threads that answer visitors: the country without
/// filters takes a millisecond, of a price up to eight.
async fn in_memory(
    app: &App,
    reading: IndexReading,
    tile: Tile,
    criteria: &Criteria,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<u8>>> {
    let Ok(turn) = timeout(PATIENCE, app.live.turn_of_a_tile()).await else {
        // The grid answers at once; what it does not know would be dearer there than here.
        return if store::is_of_grid(tile, criteria) { Ok(None) } else { Err(sqlx::Error::PoolTimedOut) };
    };
    // Words that only rank narrow nothing.
    let search = search_of(&criteria.unranked(), now);
    // The turn goes along: when the visitor leaves, the work goes on.
    let act = move || {
        let _turn = turn;
        drawn(&reading, &search, tile)
    };
    Ok(app.live.aside(act).await)
}

/// The tile of a search, drawn by the index.
pub(super) fn drawn(reading: &IndexReading, search: &Search, tile: Tile) -> Vec<u8> {
    let part = |it: i32| it.unsigned_abs();
    let square = Square { zoom: part(tile.z), column: part(tile.x), row: part(tile.y) };
    let by = if tile.z > store::LAST_GRID { By::Point } else { By::Cell };
    vector_tile::written(tile, by, &reading.view.clusters(search, square, by))
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

/// What is shown of a part of the map.
pub(crate) struct CardsInView {
    /// The newest, or the best by words.
    pub(crate) cards: Vec<Card>,
    /// « 128 annonces ».
    pub(crate) total: String,
    /// Whether there are more than are shown.
    pub(crate) has_more: bool,
}

/// The listings of a part of the map, so many at most.
pub(crate) async fn cards_in_view(
    app: &App,
    criteria: &Criteria,
    limit: u16,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<CardsInView> {
    let wanted = Wanted { criteria, after: None, limit, viewer, facets: false };
    let found = find(app, wanted, now).await?;
    Ok(CardsInView {
        cards: found.hits.iter().map(|it| card_of(it, &app.gazetteer, now)).collect(),
        total: wording::total(&found.counts, criteria.listing_type),
        has_more: found.next.is_some(),
    })
}
