//! What practices are asked for: the price as a share of the yearly turnover, from the listings of 36 months.
//!
//! Owns `price_comparables`. Nothing here is advice: quartiles with their number of owners, published references where there
//! are too few, and what a buyer pays beside the price.

mod duties;
mod page;
mod references;
mod share;
mod store;
#[cfg(test)]
mod tests;

pub use store::compute;

use axum::{Router, routing::get};

use crate::app::App;

/// The page.
pub fn routes() -> Router<App> {
    Router::new().route("/prix-de-cession", get(page::show))
}
