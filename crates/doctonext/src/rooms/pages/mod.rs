//! The pages of rooms.

pub(super) mod ask;
pub(super) mod log;
pub(super) mod mine;
pub(super) mod offers;
pub(super) mod room;
pub(super) mod seller;
pub(super) mod sign;
pub(super) mod viewer;

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use serde::Deserialize;

/// What follows an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Notes {
    #[serde(default)]
    note: String,
}

/// A form that carries its token alone.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// What no browser keeps, no search engine lists, and no other site hears of.
fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow, noarchive"));
    response
}

/// What people wrote, cut at its line breaks.
fn paragraphs(text: &str) -> Vec<String> {
    text.split('\n').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}
