//! The bell: what happened, told on the site; and what people wish to be told, by which way.
//!
//! Owns `notifications` and `notification_preferences`. Whoever has something to tell calls [`tell`] in the transaction of the
//! fact. Letters are the room `letters`’; each of them keeps its own refusal, which the page of choices shows too.

mod notice;
mod pages;
pub mod personal_data;
mod store;
#[cfg(test)]
mod tests;
mod wishes;

pub use notice::{Kind, Notice};

use axum::{
    Router,
    routing::{get, post},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::app::App;

/// Tells somebody something on the site, unless they said that they do not want it.
pub async fn tell(db: &mut PgConnection, notice: &Notice<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    store::add(db, notice, notice.kind.wish(), now).await
}

/// The list and the choices.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace/notifications", get(pages::list::show))
        .route("/espace/notifications/lues", post(pages::list::read_all))
        .route("/espace/notifications/choix", get(pages::choices::form).post(pages::choices::save))
        .route("/espace/notifications/{id}", get(pages::list::open))
}
