//! The pages of documents.

pub(super) mod add;
pub(super) mod door;
pub(super) mod form;
pub(super) mod journal;
pub(super) mod list;
pub(super) mod one;
pub(super) mod removal;
pub(super) mod share;

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use platform::french;
use serde::Deserialize;

use super::{
    kind::Kind,
    naming::{self, Naming},
    standing::Standing,
    store::Piece,
};
use crate::{
    accounts::SignedIn,
    app::App,
    failure::Failure,
    shell::{self, Frame, account_frame as frame},
};

/// A choice of a list.
pub(super) struct Choice {
    value: &'static str,
    label: &'static str,
    selected: bool,
}

/// The kinds, one of them chosen.
fn kinds(chosen: &str) -> Vec<Choice> {
    let none = Choice { value: "", label: "Choisissez", selected: Kind::from_code(chosen).is_none() };
    let all =
        Kind::all().map(|it| Choice { value: it.code(), label: it.label(), selected: it.code() == chosen });
    std::iter::once(none).chain(all).collect()
}

/// What follows an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Notes {
    #[serde(default)]
    note: String,
}

/// A form that carries its token alone.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// A document as its owner reads it.
struct Shown {
    id: String,
    title: String,
    /// The kind, when the title is not it.
    kind: &'static str,
    file: String,
    size: String,
    added: String,
    state: String,
    day: String,
    tone: &'static str,
}

impl Shown {
    fn of(piece: &Piece, naming: &Naming, today: chrono::NaiveDate) -> Self {
        let kind = Kind::from_code(&piece.kind).unwrap_or(Kind::Other);
        let standing = Standing::on(today, piece.expires_on);
        Self {
            id: piece.id.clone(),
            title: naming.title(kind),
            kind: if naming.label.is_empty() || kind == Kind::Other { "" } else { kind.label() },
            file: naming.file.clone(),
            size: weight(piece.bytes),
            added: french::date(platform::clock::today_in_paris(piece.added_at)),
            state: standing.in_short(),
            day: standing.day(),
            tone: standing.tone(),
        }
    }
}

/// « 12 Ko », « 3,4 Mo ».
fn weight(bytes: i32) -> String {
    let kilobytes = i64::from(bytes).max(1).div_euclid(1000) + 1;
    if kilobytes < 1000 {
        format!("{kilobytes}\u{a0}Ko")
    } else {
        format!("{}\u{a0}Mo", french::decimal(f64::from(bytes) / 1_000_000.0, 1))
    }
}

#[derive(Template)]
#[template(path = "pieces/hidden.html")]
struct HiddenPage {
    frame: Frame,
}

/// What a member of the team who looks as somebody sees of their documents: nothing.
fn hidden(app: &App, who: &SignedIn) -> Result<Option<Response>, Failure> {
    if !who.is_read_only() {
        return Ok(None);
    }
    let page = HiddenPage { frame: frame(app, "/espace/pieces", "Mes pièces") };
    Ok(Some(shell::page(&page)?))
}

/// The same, for what is not a page.
fn refuse_looking(who: &SignedIn) -> Result<(), Failure> {
    if who.is_read_only() { Err(Failure::ReadOnly) } else { Ok(()) }
}

/// What no browser keeps, no search engine lists, and no other site hears of.
fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("x-robots-tag", HeaderValue::from_static("noindex, nofollow, noarchive"));
    response
}

/// A document by itself. Readers of PDF in browsers need to be let load it; nothing else may run.
fn file(bytes: &[u8], media_type: &str, how: &str, name: &str) -> Result<Response, Failure> {
    let is_paper = media_type == "application/pdf";
    let policy = if is_paper {
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; sandbox"
    };
    let disposition = naming::disposition(how, name, media_type);
    let headers: [(HeaderName, HeaderValue); 3] = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(if is_paper { "application/pdf" } else { "image/jpeg" }),
        ),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(Failure::broken)?),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy)),
    ];
    Ok(private((headers, bytes.to_vec()).into_response()))
}
