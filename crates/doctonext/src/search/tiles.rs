//! Listings on tiles of the map, and those that a tile names.

use chrono::{DateTime, Utc};

use super::{Criteria, Viewer, card_of, store, views::Card};
use crate::{app::App, territory::Tile};

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
    let hidden_from = match viewer {
        Some(viewer) if store::is_anything_hidden(&app.db, viewer).await? => Some(viewer),
        _ => None,
    };
    let keeping = match (viewer, hidden_from) {
        (None, _) => Keeping::Anybody,
        (Some(_), None) => Keeping::Browser,
        (Some(_), Some(_)) => Keeping::Nobody,
    };
    Ok((store::tile(&app.db, tile, criteria, hidden_from, now).await?, keeping))
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
