//! A person's own documents: told to them, and erased.

use serde_json::{Value, json};
use sqlx::PgConnection;
use zeroize::Zeroizing;

use super::{keep, naming::Naming, share, store};
use crate::{
    app::App,
    documents,
    failure::Failure,
    personal_data::{Holding, Told},
    sealing::SealingError,
};

/// The file of the export that tells of it.
pub const FILE: &str = "coffre.json";

/// Openings told: a link that somebody opened without end must not fill the copy.
const MOST_OPENINGS: i64 = 10_000;

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("pieces.user_id", Told::At(FILE, "/pieces")),
    Holding::gone("piece_shares.user_id", Told::At(FILE, "/partages")),
    Holding::gone("piece_openings.user_id", Told::At(FILE, "/ouvertures")),
];

/// What was sealed; nothing when it cannot be opened: one damaged line must not keep the copy back.
fn or_nothing<T: Default>(opened: Result<T, SealingError>) -> Result<T, SealingError> {
    match opened {
        Err(SealingError::Altered | SealingError::Destroyed) => Ok(T::default()),
        other => other,
    }
}

/// Documents without their content, links without their secret, openings.
pub async fn export(db: &mut PgConnection, app: &App, person: &str) -> Result<Value, Failure> {
    let (mut pieces, mut shares, mut openings) = (Vec::new(), Vec::new(), Vec::new());
    for it in store::pieces(&mut *db, person).await? {
        let naming = or_nothing(Naming::open(app, db, &it.id, &it.naming).await)?;
        pieces.push(json!({
            "id": it.id, "nature": it.kind, "fichier": naming.file, "nom": naming.label, "octets": it.bytes,
            "ajoutee": it.added_at, "expire": it.expires_on, "rappels": store::reminders_of(db, &it.id).await?,
        }));
    }
    for it in store::shares(&mut *db, person, i64::MAX).await? {
        let shown: Vec<String> =
            store::shared_pieces(&mut *db, &it.id).await?.into_iter().map(|it| it.id).collect();
        shares.push(json!({
            "id": it.id, "pour": or_nothing(share::reader(app, db, &it.id, &it.reader).await)?, "pieces": shown,
            "telechargement": it.may_download, "cree": it.created_at, "expire": it.expires_at,
            "retire": it.revoked_at,
        }));
    }
    for it in store::openings(&mut *db, person, None, MOST_OPENINGS).await? {
        openings.push(json!({
            "quand": it.at, "acte": it.act, "partage": it.share_id, "piece": it.piece_id, "reseau": it.network,
            "navigateur": it.browser,
        }));
    }
    Ok(json!({ "pieces": pieces, "partages": shares, "ouvertures": openings }))
}

/// The documents of a person: identifier and name of each.
pub async fn documents_of(
    db: &mut PgConnection,
    app: &App,
    person: &str,
) -> Result<Vec<(String, String)>, Failure> {
    let mut found = Vec::new();
    for it in store::pieces(&mut *db, person).await? {
        let naming = or_nothing(Naming::open(app, db, &it.id, &it.naming).await)?;
        let ending = if it.media_type == "application/pdf" { "pdf" } else { "jpg" };
        let stem = naming.file.rsplit_once('.').map_or(naming.file.as_str(), |(stem, _)| stem);
        found.push((it.id, format!("{stem}.{ending}")));
    }
    Ok(found)
}

/// The content of a document of a person; none when its file is lost or cannot be opened.
pub async fn content_of(
    db: &mut PgConnection,
    app: &App,
    person: &str,
    id: &str,
) -> Result<Option<Zeroizing<Vec<u8>>>, Failure> {
    let Some(it) = store::piece(&mut *db, person, id).await? else { return Ok(None) };
    match documents::open(app, db, keep::place(&it.id), &it.file).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(failure @ Failure::Unavailable(_)) => Err(failure),
        Err(_) => {
            tracing::warn!("a document could not be opened for a copy");
            Ok(None)
        }
    }
}

/// Erases it all; gives the keys of the files, for the caller to remove.
pub async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    store::erase(db, person).await
}
