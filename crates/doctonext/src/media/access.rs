//! Who may read a document, and the addresses that open one for a few minutes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq;

use super::{
    file::Kind,
    store::{self, Row},
};
use crate::{accounts::SignedIn, app::App, failure::Failure, listings, sealing::Vault};

/// How long an address opens a document.
const OPENS_FOR: TimeDelta = TimeDelta::minutes(5);
const PURPOSE: &str = "media/documents";

/// Whether this person may read this document now: its owner. Asked at each use, whatever address they hold. The team that
/// looks as somebody else may not.
pub(super) async fn may_read(app: &App, who: &SignedIn, document: &Row) -> Result<bool, Failure> {
    if who.is_read_only() || document.state != "ready" {
        return Ok(false);
    }
    let listing = listings::owned(&app.db, &document.listing_id, app.clock.now()).await?;
    Ok(listing.is_some_and(|it| it.belongs_to(&who.person.id)))
}

/// The address of a document for one person, for five minutes from now.
pub(super) fn address(app: &App, document: &str, reader: &str) -> String {
    let until = (app.clock.now() + OPENS_FOR).timestamp();
    let mark = mark(&app.vault, document, reader, until);
    format!("/documents/{document}.{until}.{}", URL_SAFE_NO_PAD.encode(mark))
}

/// The document that an address opens for a person at this hour; none when it is not theirs, altered or too old.
pub(super) async fn opened(app: &App, token: &str, who: &SignedIn) -> Result<Option<Row>, Failure> {
    let Some(id) = read(&app.vault, token, &who.person.id, app.clock.now()) else { return Ok(None) };
    let found = store::find(&app.db, id).await?;
    let Some(row) = found.filter(|it| it.file_type.as_deref() == Some(Kind::Document.code())) else {
        return Ok(None);
    };
    Ok(may_read(app, who, &row).await?.then_some(row))
}

fn read<'a>(vault: &Vault, token: &'a str, reader: &str, now: DateTime<Utc>) -> Option<&'a str> {
    let (rest, mark_given) = token.rsplit_once('.')?;
    let (document, until) = rest.rsplit_once('.')?;
    let until: i64 = until.parse().ok()?;
    let given = URL_SAFE_NO_PAD.decode(mark_given).ok()?;
    let is_ours: bool = mark(vault, document, reader, until).ct_eq(&given[..]).into();
    (is_ours && until > now.timestamp() && !document.contains('\0')).then_some(document)
}

/// Lengths stand before the texts: no two demands have the same message.
fn mark(vault: &Vault, document: &str, reader: &str, until: i64) -> [u8; 32] {
    vault.mac(PURPOSE, format!("{}:{document}{}:{reader}{until}", document.len(), reader.len()).as_bytes())
}
