//! Letters: what the house writes to people, and how it leaves.
//!
//! A letter is written in the transaction of the fact that it tells of ([`send()`]), sealed, and taken away by a job
//! ([`deliver`]); once it has left, its address and content are erased. Owns `letters` and `letter_refusals`. Each
//! domain words its own letters with [`Letter`]; the frame around them, its HTML and its plain text are made here.

mod delivery;
mod kind;
mod letter;
mod outbox_pages;
pub mod personal_data;
mod refusal;
mod render;
mod send;
mod store;
#[cfg(test)]
mod tests;

pub use delivery::{DELIVER, Delivered, deliver};
pub use kind::Kind;
pub use letter::Letter;
pub use refusal::{refused, set_refused};
pub use send::{LetterError, Recipient, send};
pub use store::{DeadLetter, dead, empty_dead, replay, sweep, tally};

use axum::{Router, routing::get};

use crate::{app::App, failure::Failure};

impl From<LetterError> for Failure {
    fn from(error: LetterError) -> Self {
        match error {
            LetterError::Database(error) => error.into(),
            LetterError::Sealing(error) => error.into(),
            other @ LetterError::Unwritable(_) => Self::broken(other),
        }
    }
}

/// The page that stops a kind of letter, and the outbox of a development.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/lettres/desinscription/{token}", get(refusal::form).post(refusal::refuse))
        .route("/dev/outbox", get(outbox_pages::list))
        .route("/dev/outbox/{file}", get(outbox_pages::show))
        .route("/dev/outbox/{file}/html", get(outbox_pages::html))
}

/// What waits, as it will be read: for tests of every domain.
#[cfg(test)]
pub(crate) async fn waiting_letters(app: &App) -> Vec<platform::mail::Message> {
    let mut db = app.db.acquire().await.unwrap();
    let mut found = Vec::new();
    for letter in store::waiting(&app.db).await.unwrap() {
        let (addressee, content) = delivery::unseal(&app.vault, &mut db, &letter).await.unwrap();
        found.push(render::message(app, &letter, &addressee, &content).unwrap());
    }
    found
}
