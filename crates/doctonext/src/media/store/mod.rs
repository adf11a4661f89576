//! Every SQL statement of `listing_media`.

mod unread;

pub(super) use unread::*;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::picture_sizes::{file_name, widths_of};

/// A photograph or document, without its content.
#[derive(Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) listing_id: String,
    pub(super) file_url: String,
    pub(super) file_name: Option<String>,
    pub(super) file_type: Option<String>,
    pub(super) file_size: Option<i32>,
    pub(super) upload_key: Option<String>,
    pub(super) state: String,
    pub(super) refusal: Option<String>,
    pub(super) caption: Option<String>,
    pub(super) name: Option<String>,
    pub(super) staged_key: Option<String>,
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) missing_at: Option<DateTime<Utc>>,
}

/// Key of a size of a photograph, by its file name.
pub(super) fn picture_key(file: &str) -> String {
    format!("media/{file}")
}

impl Row {
    /// Every key that this row stands for.
    pub(super) fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.staged_key.iter().chain(&self.upload_key).cloned().collect();
        if let (Some(name), Some(width)) = (&self.name, self.width.and_then(|it| u32::try_from(it).ok())) {
            for size in widths_of(width) {
                keys.extend(["webp", "jpg"].map(|it| picture_key(&file_name(name, size, it))));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// The listing's files, in the order of its page.
pub(super) async fn of_listing(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                width, height, missing_at
         from listing_media where listing_id = $1 order by display_order, id",
    )
    .bind(listing)
    .fetch_all(db)
    .await
}

pub(super) async fn find(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(
        "select id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                width, height, missing_at
         from listing_media where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// The same, held until the transaction ends.
pub(super) async fn lock(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(
        "select id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                width, height, missing_at
         from listing_media where id = $1 for update",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// The photograph whose files bear this name.
pub(super) async fn by_name(db: impl PgExecutor<'_>, name: &str) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(
        "select id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                width, height, missing_at
         from listing_media where name = $1",
    )
    .bind(name)
    .fetch_optional(db)
    .await
}

/// A row to add.
pub(super) struct New<'a> {
    pub(super) id: &'a str,
    pub(super) listing_id: &'a str,
    pub(super) file_name: &'a str,
    pub(super) file_type: &'a str,
    pub(super) file_size: i32,
    pub(super) staged_key: &'a str,
    pub(super) original_hash: &'a [u8],
}

/// Adds a file behind the others.
pub(super) async fn add(db: &mut PgConnection, it: &New<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_media (id, listing_id, file_url, file_name, file_type, file_size, staged_key, original_hash, state,
                                    display_order, created_at)
         values ($1, $2, '', $3, $4, $5, $6, $7, 'processing',
                 (select coalesce(max(display_order) + 1, 0) from listing_media where listing_id = $2), $8)",
    )
    .bind(it.id)
    .bind(it.listing_id)
    .bind(it.file_name)
    .bind(it.file_type)
    .bind(it.file_size)
    .bind(it.staged_key)
    .bind(it.original_hash)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets that this file was refused.
pub(super) async fn drop_refused(db: &mut PgConnection, listing: &str, hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query(
        "delete from listing_media where listing_id = $1 and original_hash = $2 and state = 'refused'",
    )
    .bind(listing)
    .bind(hash)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn same_file(
    db: &mut PgConnection,
    listing: &str,
    hash: &[u8],
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select id from listing_media where listing_id = $1 and original_hash = $2")
        .bind(listing)
        .bind(hash)
        .fetch_optional(db)
        .await
}

/// Files of a kind that were not refused.
pub(super) async fn count(db: &mut PgConnection, listing: &str, kind: &str) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from listing_media where listing_id = $1 and file_type = $2 and state <> 'refused'",
    )
    .bind(listing)
    .bind(kind)
    .fetch_one(db)
    .await
}

/// What a file has become.
pub(super) struct Ready<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) file_url: &'a str,
    pub(super) upload_key: &'a str,
    pub(super) size: Option<(u32, u32)>,
    pub(super) placeholder: Option<&'a [u8]>,
}

pub(super) async fn set_ready(db: &mut PgConnection, id: &str, it: &Ready<'_>) -> sqlx::Result<()> {
    let side = |it: u32| i32::try_from(it).unwrap_or(i32::MAX);
    sqlx::query(
        "update listing_media set state = 'ready', name = $2, file_url = $3, upload_key = $4, width = $5, height = $6,
                                  placeholder = $7, staged_key = null
         where id = $1",
    )
    .bind(id)
    .bind(it.name)
    .bind(it.file_url)
    .bind(it.upload_key)
    .bind(it.size.map(|(width, _)| side(width)))
    .bind(it.size.map(|(_, height)| side(height)))
    .bind(it.placeholder)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn refuse(db: &mut PgConnection, id: &str, refusal: &str) -> sqlx::Result<()> {
    sqlx::query("update listing_media set state = 'refused', refusal = $2, staged_key = null where id = $1")
        .bind(id)
        .bind(refusal)
        .execute(db)
        .await?;
    Ok(())
}

/// Puts files in this order.
pub(super) async fn set_order(db: &mut PgConnection, ids: &[String]) -> sqlx::Result<()> {
    sqlx::query(
        "update listing_media m set display_order = (t.rank - 1)::integer
         from unnest($1::text[]) with ordinality as t (id, rank) where m.id = t.id and m.display_order <> t.rank - 1",
    )
    .bind(ids)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn set_caption(db: &mut PgConnection, id: &str, caption: Option<&str>) -> sqlx::Result<()> {
    sqlx::query(
        "update listing_media set caption = $2, read_at = null where id = $1 and caption is distinct from $2",
    )
    .bind(id)
    .bind(caption)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn delete(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from listing_media where id = $1").bind(id).execute(db).await?;
    Ok(())
}

/// Takes every file of these listings out, and gives the rows.
pub(super) async fn delete_of(db: &mut PgConnection, listings: &[String]) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "delete from listing_media where listing_id = any($1)
         returning id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                   width, height, missing_at",
    )
    .bind(listings)
    .fetch_all(db)
    .await
}

/// The files of a person's listings.
pub(super) async fn of_person(db: &mut PgConnection, listings: &[String]) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                width, height, missing_at
         from listing_media where listing_id = any($1) order by listing_id, display_order, id",
    )
    .bind(listings)
    .fetch_all(db)
    .await
}

/// Rows that may stand for some of these keys.
pub(super) async fn standing_for(db: &PgPool, keys: &[String], names: &[String]) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select id, listing_id, file_url, file_name, file_type, file_size, upload_key, state, refusal, caption, name, staged_key,
                width, height, missing_at
         from listing_media where name = any($2) or staged_key = any($1) or upload_key = any($1)",
    )
    .bind(keys)
    .bind(names)
    .fetch_all(db)
    .await
}

/// Finished files of this storage after one of them, by their number: id, key, whether the file was missing before.
pub(super) async fn ready_after(
    db: &PgPool,
    last: &str,
    most: i64,
) -> sqlx::Result<Vec<(String, String, bool, String)>> {
    sqlx::query_as(
        "select id, upload_key, missing_at is not null, listing_id from listing_media
         where id > $1 and state = 'ready' and upload_key like 'media/%' order by id limit $2",
    )
    .bind(last)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(super) async fn set_missing(
    db: &mut PgConnection,
    id: &str,
    at: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update listing_media set missing_at = $2 where id = $1")
        .bind(id)
        .bind(at)
        .execute(db)
        .await?;
    Ok(())
}

/// Files whose job should have ended by then.
pub(super) async fn stuck(db: &PgPool, before: DateTime<Utc>) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from listing_media where state = 'processing' and created_at <= $1 order by created_at limit 1000",
    )
    .bind(before)
    .fetch_all(db)
    .await
}

/// Forgets refusals of before; their files went when they were refused.
pub(super) async fn forget_refused(db: &PgPool, before: DateTime<Utc>) -> sqlx::Result<u64> {
    let done = sqlx::query("delete from listing_media where state = 'refused' and created_at <= $1")
        .bind(before)
        .execute(db)
        .await?;
    Ok(done.rows_affected())
}

/// The files of listings, for their owner's copy.
pub(super) async fn export(db: &mut PgConnection, listings: &[String]) -> sqlx::Result<serde_json::Value> {
    sqlx::query_scalar(
        "select jsonb_build_object('fichiers', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'annonce', listing_id, 'nom', file_name, 'type', file_type, 'octets', file_size, 'adresse', nullif(file_url, ''),
            'legende', caption, 'etat', state, 'motif_de_refus', refusal, 'rang', display_order + 1, 'envoye_le', created_at
            )) order by listing_id, display_order, id), '[]'))
         from listing_media where listing_id = any($1)",
    )
    .bind(listings)
    .fetch_one(db)
    .await
}

/// Takes a photograph off its page, or gives it back; its listing, when that changed something.
pub(super) async fn set_withheld(
    db: &mut PgConnection,
    id: &str,
    withheld: bool,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "update listing_media set state = case when $2 then 'withheld' else 'ready' end
         where id = $1 and state = case when $2 then 'ready' else 'withheld' end returning listing_id",
    )
    .bind(id)
    .bind(withheld)
    .fetch_optional(db)
    .await
}

/// Other listings with a file of this one: identifier and title.
pub(super) async fn copied_from(db: &mut PgConnection, listing: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(
        "select other.listing_id from listing_media mine
         join listings l on l.id = mine.listing_id
         join listing_media other on other.original_hash = mine.original_hash and other.listing_id <> mine.listing_id
         join listings o on o.id = other.listing_id
         where mine.listing_id = $1 and mine.file_type = 'image' and mine.original_hash is not null
           and o.user_id <> l.user_id and o.published_at is not null and o.forgotten_at is null
         order by o.published_at limit 1",
    )
    .bind(listing)
    .fetch_optional(db)
    .await
}

pub(super) async fn same_pictures(
    db: &mut PgConnection,
    listing: &str,
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select distinct l.id, l.title from listing_media mine
         join listing_media other on other.original_hash = mine.original_hash and other.listing_id <> mine.listing_id
         join listings l on l.id = other.listing_id
         where mine.listing_id = $1 and mine.original_hash is not null and mine.state <> 'refused'
         order by l.title, l.id limit 10",
    )
    .bind(listing)
    .fetch_all(db)
    .await
}
