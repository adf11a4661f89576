//! Answers on their way into the database and back: those of a confidential listing lie sealed, in drafts as in revisions.

use sqlx::{PgConnection, types::Json};

use super::{
    answers::Answers,
    store::{self, Draft, NewRevision},
};
use crate::{
    app::App,
    failure::Failure,
    sealing::{Place, Scope, Sealed, SealingError},
    trades::Visibility,
};

/// The one field of sealed answers.
const SEALED: &str = "scelle";
const DRAFT: &str = "listing_drafts";
const REVISION: &str = "listing_revisions";

fn lies<'a>(table: &'static str, row: &'a str) -> Place<'a> {
    Place { table, column: "answers", row }
}

/// The answers as they are to lie in a row.
async fn closed(
    app: &App,
    db: &mut PgConnection,
    place: Place<'_>,
    owner: &str,
    answers: &Answers,
) -> Result<Answers, Failure> {
    if answers.text("visibilite") != Visibility::Area.code() {
        return Ok(answers.clone());
    }
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(answers).map_err(Failure::broken)?);
    let sealed = app.vault.seal(db, Scope::Person(owner), place, &plain).await?;
    let text = sealed.to_bytes().map(|it| hex::encode(&*it)).unwrap_or_default();
    let mut kept = Answers::default();
    kept.set_whole(SEALED, text);
    Ok(kept)
}

/// The answers that lie in a row; none of somebody who was erased.
async fn opened(
    app: &App,
    db: &mut PgConnection,
    place: Place<'_>,
    kept: Answers,
) -> Result<Answers, Failure> {
    let text = kept.text(SEALED);
    if text.is_empty() {
        return Ok(kept);
    }
    let sealed = hex::decode(text).map_err(Failure::broken)?;
    match app.vault.open(db, place, &Sealed::from_bytes(&sealed)).await {
        Ok(plain) => serde_json::from_slice(&plain).map_err(Failure::broken),
        Err(SealingError::Destroyed) => Ok(Answers::default()),
        Err(other) => Err(other.into()),
    }
}

async fn opened_draft(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
    found: Option<Draft>,
) -> Result<Option<Draft>, Failure> {
    let Some(found) = found else { return Ok(None) };
    let answers = opened(app, db, lies(DRAFT, listing), found.answers.0).await?;
    Ok(Some(Draft { answers: Json(answers), ..found }))
}

/// Opens a listing for writing with these answers, unless it is open already.
pub(super) async fn begin(
    app: &App,
    db: &mut PgConnection,
    (listing, owner): (&str, &str),
    answers: &Answers,
) -> Result<(), Failure> {
    let closed = closed(app, db, lies(DRAFT, listing), owner, answers).await?;
    Ok(store::begin(db, listing, &closed, app.clock.now()).await?)
}

/// What is being written of a listing.
pub(super) async fn draft(app: &App, db: &mut PgConnection, listing: &str) -> Result<Option<Draft>, Failure> {
    let found = store::draft(&mut *db, listing).await?;
    opened_draft(app, db, listing, found).await
}

/// The same, held until the transaction ends.
pub(super) async fn lock_draft(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
) -> Result<Option<Draft>, Failure> {
    let found = store::lock_draft(&mut *db, listing).await?;
    opened_draft(app, db, listing, found).await
}

/// Keeps answers unless somebody saved since; the new version.
pub(super) async fn save(
    app: &App,
    db: &mut PgConnection,
    (listing, owner): (&str, &str),
    draft: &Draft,
) -> Result<Option<i32>, Failure> {
    let closed = closed(app, db, lies(DRAFT, listing), owner, &draft.answers.0).await?;
    let draft = Draft { answers: Json(closed), ..draft.clone() };
    Ok(store::save(db, listing, &draft, app.clock.now()).await?)
}

/// The changes of a listing that wait.
pub(super) async fn waiting(
    app: &App,
    db: &mut PgConnection,
    listing: &str,
) -> Result<Option<Answers>, Failure> {
    let Some((id, found)) = store::waiting_answers(&mut *db, listing).await? else { return Ok(None) };
    opened(app, db, lies(REVISION, &id), found).await.map(Some)
}

/// Adds a version; the listing's row is held, so the numbers follow each other.
pub(super) async fn add_revision(
    app: &App,
    db: &mut PgConnection,
    owner: &str,
    it: &NewRevision<'_>,
) -> Result<(), Failure> {
    let closed = closed(app, db, lies(REVISION, it.id), owner, it.answers).await?;
    let it = NewRevision { answers: &closed, ..*it };
    Ok(store::add_revision(db, &it, app.clock.now()).await?)
}

/// Drafts and revisions of confidential listings that still lie in clear: sealed, so many at a time. Gives how many.
pub async fn seal_clear(app: &App) -> Result<u64, Failure> {
    let mut sealed = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let rows = store::lock_clear(&mut tx, 100).await?;
        if rows.is_empty() {
            return Ok(sealed);
        }
        for row in &rows {
            let table = if row.is_draft { DRAFT } else { REVISION };
            let place = lies(table, &row.id);
            let closed = closed(app, &mut tx, place, &row.owner, &row.answers).await?;
            if opened(app, &mut tx, place, closed.clone()).await? != row.answers.0 {
                return Err(Failure::broken(Unlike));
            }
            store::set_closed(&mut tx, row, &closed).await?;
        }
        tx.commit().await?;
        sealed += rows.len() as u64;
    }
}

#[derive(Debug, thiserror::Error)]
#[error("sealed answers do not open as what was sealed")]
struct Unlike;

/// Drafts and versions of a person, opened, for their copy: by listing.
pub(super) async fn told(
    app: &App,
    db: &mut PgConnection,
    person: &str,
) -> Result<serde_json::Value, Failure> {
    let mut told = Vec::new();
    for row in store::closed_of(&mut *db, person).await? {
        let table = if row.is_draft { DRAFT } else { REVISION };
        let answers = opened(app, db, lies(table, &row.id), row.answers.0).await?;
        told.push(serde_json::json!({ "annonce": row.listing, "numero": row.number, "reponses": answers }));
    }
    Ok(told.into())
}
