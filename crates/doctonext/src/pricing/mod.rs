//! The price list: what is paid for, from which day at which price.
//!
//! Owns `price_list`. A price is written by one administrator and put in force by another, for days to come; none is ever
//! rewritten, so that whoever paid can be shown the price of their day. Offers `/tarifs` and [`price_on`].

mod decide;
mod pages;
pub mod personal_data;
mod price;
mod store;
#[cfg(test)]
mod tests;
mod typed;

pub use price::{Price, Product};
pub use store::price_on;

use axum::{Router, routing::get};

use crate::app::App;

/// The public list, and the pages of the team.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/tarifs", get(pages::public::show))
        .route("/equipe/tarifs", get(pages::staff::show).post(pages::staff::propose))
        .route("/equipe/tarifs/{id}", get(pages::one::show).post(pages::one::decide))
}
