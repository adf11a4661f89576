//! A file that arrived becomes a row, with the job that makes what is kept of it: both or neither.

use bytes::Bytes;
use platform::ids::{Ids, SystemIds};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    MAKE_PICTURES,
    file::{Kind, Refusal},
    receive::{Arrived, Content},
    store,
};
use crate::{
    app::App,
    failure::Failure,
    file_removals, jobs, listings,
    sealing::{Place, Scope},
};

/// Files that are made at once by one worker: the other places are for letters and the rest.
const LANES: u8 = 2;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A row of its own.
    Added(String),
    /// The same file is there already, under this row.
    Already(String),
    Refused(Refusal),
}

/// Notes a file of a person's listing. The same file again, however often and from however many tabs, is one row.
pub(super) async fn keep(
    app: &App,
    person: &str,
    listing: &str,
    shown_name: &str,
    arrived: Arrived,
) -> Result<Outcome, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let owned = listings::lock_owned(&mut tx, listing, now).await?;
    if !owned.is_some_and(|it| it.belongs_to(person) && it.is_editable) {
        return Err(Failure::NotFound);
    }
    // What was refused may be tried again: the antivirus of today knows more, and what was lost arrives.
    store::drop_refused(&mut tx, listing, &arrived.hash).await?;
    if let Some(id) = store::same_file(&mut tx, listing, &arrived.hash).await? {
        tx.commit().await?;
        return Ok(Outcome::Already(id));
    }
    let kind = match arrived.content {
        Content::Photograph { .. } => Kind::Photograph,
        Content::Document { .. } => Kind::Document,
    };
    if store::count(&mut tx, listing, kind.code()).await? >= kind.most() {
        return Ok(Outcome::Refused(match kind {
            Kind::Photograph => Refusal::EnoughPhotographs,
            Kind::Document => Refusal::EnoughDocuments,
        }));
    }
    let id = SystemIds.fresh();
    let staged = match &arrived.content {
        Content::Photograph { staged } => staged.clone(),
        Content::Document { bytes, .. } => seal(app, &mut tx, person, &id, bytes).await?,
    };
    let row = store::New {
        id: &id,
        listing_id: listing,
        file_name: shown_name,
        file_type: kind.code(),
        file_size: i32::try_from(arrived.bytes).unwrap_or(i32::MAX),
        staged_key: &staged,
        original_hash: &arrived.hash,
    };
    store::add(&mut tx, &row, now).await?;
    file_removals::spare(&mut tx, &staged).await?;
    ask(&mut tx, &id).await?;
    tx.commit().await?;
    Ok(Outcome::Added(id))
}

/// Asks for the job of one file, in one of a few lanes.
pub(super) async fn ask(db: &mut PgConnection, media: &str) -> sqlx::Result<()> {
    let lane = media.bytes().fold(0_u8, u8::wrapping_add) % LANES;
    jobs::ask_in_lane(db, MAKE_PICTURES, &json!({ "media": media }), &format!("{MAKE_PICTURES}-{lane}")).await
}

/// Keeps a document, sealed with its owner's key from the first moment.
async fn seal(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    media: &str,
    bytes: &[u8],
) -> Result<String, Failure> {
    let key = format!("media/documents/{}", uuid::Uuid::new_v4().simple());
    file_removals::expect(&app.db, &key, app.clock.now()).await?;
    let sealed = app.vault.seal(db, Scope::Person(person), place(media), bytes).await?;
    let sealed = sealed.to_bytes().unwrap_or_default();
    app.files.put(&key, Bytes::from(sealed)).await.map_err(Failure::broken)?;
    Ok(key)
}

/// Where a document is sealed.
pub(super) fn place(media: &str) -> Place<'_> {
    Place { table: "listing_media", column: "file", row: media }
}
