//! The frame of every page: layout, navigation, assets, static and error pages.
//!
//! Owns no table and calls no other domain; every domain that shows a page
//! fills a [`Frame`] and extends the template `shell/layout.html`.
mod assets;
mod errors;
mod frame;
mod json_ld;
mod onlooker;
mod pages;
mod render;
mod specimen;

pub use assets::asset;
pub use errors::ErrorPage;
pub use frame::{FeedLink, Frame, Link, Section, account_frame};
pub use json_ld::JsonLd;
pub use onlooker::{FORM_TOKEN_FIELD, Face, ONLOOKER, Onlooker, initials};
pub use render::{page, page_with_status};

use axum::{Router, routing::get};

use crate::app::App;

/// What a page of ours may load and do: its own files, nothing inline, nothing foreign.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The static pages, the specimen of every component and the embedded files.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/a-propos", get(pages::about))
        .route("/mentions-legales", get(pages::legal_notice))
        .route("/confidentialite", get(pages::privacy))
        .route("/conditions", get(pages::terms))
        .route("/accessibilite", get(pages::accessibility))
        .route("/credits", get(pages::credits))
        .route("/contact", get(pages::contact))
        .route("/style", get(specimen::specimen))
        .route("/favicon.ico", get(assets::favicon_ico))
        .route("/favicon.svg", get(assets::favicon_svg))
        .route("/assets/{*path}", get(assets::bundled))
        .route("/illustrations/{name}", get(assets::illustration))
}
