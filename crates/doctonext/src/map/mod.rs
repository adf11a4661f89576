//! `/carte`: the departments of France, drawn and in a table, with what a search finds in each, or one of the layers that help
//! to choose where to settle: official zoning, accessibility, tension.
//!
//! Nothing here needs a script: the drawing is made of links, and the table says the same in words. With a script, `MapLibre` draws
//! vector tiles of our own in the drawing's place. Owns no table.

mod classes;
mod layer;
mod layers;
mod live;
mod method;
mod page;
#[cfg(test)]
pub(crate) mod tests;
mod tiles;
mod views;

use axum::{Router, routing::get};

use crate::app::App;

/// The map and how its figures are made.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/carte", get(page::show))
        .route("/carte/methode", get(method::show))
        .route("/carte/fiches", get(tiles::found))
        .route("/carte/vue", get(tiles::in_view))
        .route("/carte/tuiles/{z}/{x}/{file}", get(tiles::listings))
        .route("/carte/communes/{layer}/{z}/{x}/{file}", get(tiles::communes))
}
