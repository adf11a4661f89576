//! The person: what they say of themselves, to whom they show it, what they want to be told, and their own space.
//!
//! Owns the profile columns of `users`, and `consents`. The telephone lies sealed; the only
//! way to read one is [`phone_for`], which knows who may.

mod avatar;
mod introduction;
mod pages;
pub mod personal_data;
mod phone;
mod picture;
mod profile;
mod shown;
mod siren;
mod store;
#[cfg(test)]
mod tests;

pub use introduction::{Introduction, introduce};
pub use phone::phone_for;
pub use shown::{ShownPage, page_words, set_page_hidden, shown_page};
pub use siren::read as read_siren;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

use crate::app::App;

/// The person's own space and their public page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/espace", get(pages::overview::show))
        .route("/espace/profil", get(pages::profile::form).post(pages::profile::save))
        .route(
            "/espace/profil/photo",
            post(pages::profile::save_picture).layer(DefaultBodyLimit::max(avatar::LARGEST_UPLOAD)),
        )
        .route("/espace/profil/photo/retrait", post(pages::profile::remove_picture))
        .route("/espace/profil/telephone", post(pages::telephone::save))
        .route("/espace/profil/telephone/retrait", post(pages::telephone::withdraw))
        .route("/praticiens/{address}", get(pages::public::show))
        .route("/avatars/{file}", get(pages::public::picture))
}
