//! Links: made for a reader and a time, taken back at once, each opening written down.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::store::{self, NewOpening, NewShare, Share};
use crate::{
    accounts::Origin,
    app::App,
    failure::Failure,
    sealing::{Place, Scope, Sealed, SealingError},
};

/// Days that a link may last, the usual one in the middle.
pub(super) const DAYS: [i64; 3] = [1, 7, 30];
pub(super) const USUAL_DAYS: i64 = 7;

/// A link as its owner asks for it.
pub(super) struct Wish<'a> {
    /// Printed in the form: the same form sent twice makes one link.
    pub(super) form: &'a str,
    pub(super) reader: &'a str,
    pub(super) days: i64,
    pub(super) may_download: bool,
    /// Identifiers of the owner's documents.
    pub(super) pieces: Vec<String>,
}

/// The secret of a link, 256 bits in 43 characters. It is made from what was asked and a key of the house, so that it need
/// not be kept to be shown again to whoever pressed the button twice.
fn token(app: &App, person: &str, wish: &Wish<'_>) -> String {
    let mut pieces = wish.pieces.clone();
    pieces.sort();
    let asked = serde_json::json!([person, wish.form, wish.reader, wish.days, wish.may_download, pieces]);
    URL_SAFE_NO_PAD.encode(app.vault.mac("piece-share", asked.to_string().as_bytes()))
}

/// What is kept of it.
fn mark(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn reader_of(share: &str) -> Place<'_> {
    Place { table: "piece_shares", column: "reader", row: share }
}

/// Makes a link and gives its secret, which is shown once.
pub(super) async fn make(app: &App, person: &str, wish: &Wish<'_>) -> Result<(String, Share), Failure> {
    let (now, id) = (app.clock.now(), SystemIds.fresh());
    let token = token(app, person, wish);
    let mut tx = app.db.begin().await?;
    if !store::lock_owner(&mut tx, person).await? {
        return Err(Failure::NotFound);
    }
    let scope = Scope::Person(person);
    let reader = app.vault.seal(&mut tx, scope, reader_of(&id), wish.reader.as_bytes()).await?;
    let share = NewShare {
        id: &id,
        user_id: person,
        reader: &reader,
        mark: &mark(&token),
        may_download: wish.may_download,
        expires_at: now + TimeDelta::days(wish.days),
    };
    store::add_share(&mut tx, &share, &wish.pieces, now).await?;
    let share = store::share_of(&mut *tx, person, &mark(&token)).await?.ok_or(Failure::NotFound)?;
    if share.pieces == 0 {
        return Err(Failure::NotFound);
    }
    tx.commit().await?;
    Ok((token, share))
}

/// For whom a link was made.
pub(super) async fn reader(
    app: &App,
    db: &mut PgConnection,
    share: &str,
    sealed: &Sealed,
) -> Result<String, SealingError> {
    app.vault.open_text(db, reader_of(share), sealed).await
}

/// The link of a secret while it is open.
pub(super) async fn find(app: &App, db: &mut PgConnection, token: &str) -> Result<Option<Share>, Failure> {
    if token.len() != 43 {
        return Ok(None);
    }
    Ok(store::live_share(db, &mark(token), app.clock.now()).await?.filter(|it| it.pieces > 0))
}

/// Writes an opening down.
pub(super) async fn note(
    app: &App,
    db: &mut PgConnection,
    share: &Share,
    (piece, act): (Option<&str>, &str),
    origin: &Origin,
) -> sqlx::Result<()> {
    let opening = NewOpening {
        user_id: &share.user_id,
        share_id: &share.id,
        piece_id: piece,
        act,
        network: &origin.short_address(),
        browser: &origin.device_name(),
    };
    store::add_opening(db, &opening, app.clock.now()).await
}
