//! Taking a document in, putting another in its place, changing its words, letting it go.

use chrono::NaiveDate;
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{
    kind::Kind,
    naming::Naming,
    store::{self, NewFile, Piece},
};
use crate::{app::App, documents::Document, failure::Failure, file_removals, sealing::Place};

/// Documents of a person, and bytes that they may take together.
pub(super) const MOST_PIECES: i64 = 30;
const MOST_BYTES: i64 = 100_000_000;

/// What a person says of a document.
pub(super) struct Words {
    pub(super) kind: Kind,
    pub(super) naming: Naming,
    pub(super) expires_on: Option<NaiveDate>,
}

/// Why a document is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Declined {
    #[error(
        "Votre coffre contient déjà 30\u{a0}pièces, le maximum. Supprimez-en une pour en ajouter une autre."
    )]
    Many,
    #[error(
        "Votre coffre est plein\u{202f}: 100\u{a0}Mo au plus. Supprimez une pièce, ou choisissez un fichier plus léger."
    )]
    Full,
    #[error("Ce fichier est déjà dans votre coffre, dans une autre pièce.")]
    Elsewhere,
}

/// What became of a document that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Added {
    New,
    /// These very bytes were there: nothing was added. A button pressed twice ends here.
    Already,
}

/// Where the file of a document is sealed.
pub(super) fn place(piece: &str) -> Place<'_> {
    Place { table: "pieces", column: "file", row: piece }
}

/// A keyed checksum: whoever reads the table cannot try documents that they hold.
fn mark(app: &App, document: &Document) -> [u8; 32] {
    app.vault.mac("piece-content", &document.bytes)
}

/// Adds a document to a person's vault.
pub(super) async fn add(
    app: &App,
    person: &str,
    words: &Words,
    document: &Document,
) -> Result<Result<Added, Declined>, Failure> {
    let mut tx = app.db.begin().await?;
    if !store::lock_owner(&mut tx, person).await? {
        return Err(Failure::NotFound);
    }
    if store::same_content(&mut tx, person, &mark(app, document)).await?.is_some() {
        return Ok(Ok(Added::Already));
    }
    if let Err(declined) = has_room(&mut tx, person, None, document).await? {
        return Ok(Err(declined));
    }
    let id = SystemIds.fresh();
    let file = write(app, &mut tx, (&id, person), document).await?;
    let naming = words.naming.seal(app, &mut tx, person, &id).await?;
    let mark = mark(app, document);
    let new = NewFile {
        naming: &naming,
        media_type: document.media_type,
        bytes: size(document),
        mark: &mark,
        file: &file,
    };
    let now = app.clock.now();
    store::add_piece(&mut tx, (&id, person), words.kind.code(), &new, words.expires_on, now).await?;
    file_removals::spare(&mut tx, &file).await?;
    tx.commit().await?;
    Ok(Ok(Added::New))
}

/// Puts another file in the place of a document: its links show the new one from now on.
pub(super) async fn replace(
    app: &App,
    person: &str,
    id: &str,
    (file_name, expires_on): (String, Option<NaiveDate>),
    document: &Document,
) -> Result<Result<(), Declined>, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !store::lock_owner(&mut tx, person).await? {
        return Err(Failure::NotFound);
    }
    let before = store::piece(&mut *tx, person, id).await?.ok_or(Failure::NotFound)?;
    let mark = mark(app, document);
    if store::same_content(&mut tx, person, &mark).await?.is_some_and(|other| other != id) {
        return Ok(Err(Declined::Elsewhere));
    }
    if let Err(declined) = has_room(&mut tx, person, Some(id), document).await? {
        return Ok(Err(declined));
    }
    let file = write(app, &mut tx, (id, person), document).await?;
    let naming = Naming { file: file_name, ..Naming::open(app, &mut tx, id, &before.naming).await? };
    let naming = naming.seal(app, &mut tx, person, id).await?;
    let new = NewFile {
        naming: &naming,
        media_type: document.media_type,
        bytes: size(document),
        mark: &mark,
        file: &file,
    };
    store::set_file(&mut tx, id, &new, expires_on, now).await?;
    file_removals::spare(&mut tx, &file).await?;
    file_removals::doom(&mut tx, &[before.file], now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Changes what a document is called and when it ends; false when another tab did so meanwhile.
pub(super) async fn rename(app: &App, piece: &Piece, version: i64, words: &Words) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    if !store::lock_owner(&mut tx, &piece.user_id).await? {
        return Err(Failure::NotFound);
    }
    let naming = words.naming.seal(app, &mut tx, &piece.user_id, &piece.id).await?;
    let now = app.clock.now();
    let done =
        store::set_words(&mut tx, (&piece.id, version), words.kind.code(), &naming, words.expires_on, now)
            .await?;
    tx.commit().await?;
    Ok(done)
}

/// Lets a document go, at once from every link; links that showed nothing else are taken back.
pub(super) async fn remove(app: &App, person: &str, id: &str) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if !store::lock_owner(&mut tx, person).await? {
        return Err(Failure::NotFound);
    }
    if let Some(file) = store::remove_piece(&mut tx, person, id).await? {
        store::revoke_empty(&mut tx, person, now).await?;
        file_removals::doom(&mut tx, &[file], now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn has_room(
    db: &mut PgConnection,
    person: &str,
    but: Option<&str>,
    document: &Document,
) -> sqlx::Result<Result<(), Declined>> {
    let (count, bytes) = store::weight(db, person, but).await?;
    Ok(if count >= MOST_PIECES {
        Err(Declined::Many)
    } else if bytes + i64::from(size(document)) > MOST_BYTES {
        Err(Declined::Full)
    } else {
        Ok(())
    })
}

fn size(document: &Document) -> i32 {
    i32::try_from(document.bytes.len()).unwrap_or(i32::MAX)
}

/// Writes the sealed file under a name that nobody can guess; it goes by itself unless the transaction spares it.
async fn write(
    app: &App,
    db: &mut PgConnection,
    (id, person): (&str, &str),
    document: &Document,
) -> Result<String, Failure> {
    let file = format!("vault/{}", uuid::Uuid::new_v4().simple());
    file_removals::expect(&app.db, &file, app.clock.now()).await?;
    document.keep(app, db, person, place(id), &file).await?;
    Ok(file)
}
