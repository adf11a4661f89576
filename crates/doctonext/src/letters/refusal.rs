//! Switching a kind of letter off: by the link of the letter, without signing in (RFC 8058 for the mail programs).

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};
use subtle::ConstantTimeEq;

use super::{Kind, store};
use crate::{
    app::App,
    failure::Failure,
    shell::{self, Frame},
};

/// Bytes of the signature in a link.
const SIGNATURE: usize = 16;

/// The address that switches a kind off for a person. It never expires: an old letter must still be stoppable.
pub(super) fn address(app: &App, person: &str, kind: Kind) -> String {
    let what = format!("{kind}.{person}");
    let mut token = signature(app, &what);
    token.extend_from_slice(what.as_bytes());
    format!("{}/lettres/desinscription/{}", app.settings.public_url, URL_SAFE_NO_PAD.encode(token))
}

fn signature(app: &App, what: &str) -> Vec<u8> {
    app.vault.mac("letter-refusal", what.as_bytes())[..SIGNATURE].to_vec()
}

/// The kind and the person of a link of ours.
fn read(app: &App, token: &str) -> Option<(Kind, String)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (given, what) = bytes.split_at_checked(SIGNATURE)?;
    let what = std::str::from_utf8(what).ok()?;
    let genuine: bool = signature(app, what).ct_eq(given).into();
    let (kind, person) = what.split_once('.').filter(|_| genuine)?;
    Some((Kind::from_code(kind)?, person.to_owned()))
}

/// The kinds that a person switched off.
pub async fn refused(db: &PgPool, person: &str) -> sqlx::Result<Vec<Kind>> {
    Ok(store::refused(db, person).await?.iter().filter_map(|it| Kind::from_code(it)).collect())
}

/// Switches a kind off for a person, or on again. Letters that people must get stay on.
pub async fn set_refused(
    db: &mut PgConnection,
    person: &str,
    kind: Kind,
    refused: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if refused && kind.can_be_refused().is_some() {
        store::refuse(db, person, kind.code(), now).await
    } else {
        store::accept(db, person, kind.code()).await
    }
}

#[derive(Template)]
#[template(path = "letters/refusal.html")]
struct RefusalPage {
    frame: Frame,
    what: &'static str,
    done: bool,
}

pub(super) async fn form(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Failure> {
    let (kind, _) = read(&app, &token).ok_or(Failure::NotFound)?;
    page(&app, kind, false)
}

/// Called by the button of the page and, with one click, by mail programs: neither signs in, both hold the link.
pub(super) async fn refuse(State(app): State<App>, Path(token): Path<String>) -> Result<Response, Failure> {
    let (kind, person) = read(&app, &token).ok_or(Failure::NotFound)?;
    store::refuse(&app.db, &person, kind.code(), app.clock.now()).await?;
    page(&app, kind, true)
}

fn page(app: &App, kind: Kind, done: bool) -> Result<Response, Failure> {
    let what = kind.can_be_refused().ok_or(Failure::NotFound)?;
    let frame = Frame::new(&app.settings.public_url, "/lettres/desinscription", "Vos lettres", "");
    Ok(shell::page_with_status(
        StatusCode::OK,
        &RefusalPage { frame: frame.hidden_from_robots(), what, done },
    )?)
}
