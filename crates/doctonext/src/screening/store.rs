//! Every SQL statement of screening.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, types::Json};

use super::{Fingerprint, NEAR, Rule, Tried};

macro_rules! columns {
    () => {
        "id, number, state, rules, note, changed_by, changed_at, tried_at, tried_mark, tried_listings, tried_found, \
         activated_at, retired_at"
    };
}

/// A version of the rules.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Version {
    /// Identifier.
    pub id: String,
    /// From 1.
    pub number: i32,
    /// `draft`, `active` or `retired`.
    pub state: String,
    /// The rules.
    pub rules: Json<Vec<Rule>>,
    /// What changed.
    pub note: String,
    /// Who wrote it last.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: DateTime<Utc>,
    /// When it was tried.
    pub tried_at: Option<DateTime<Utc>>,
    /// On which rules.
    pub tried_mark: Option<Vec<u8>>,
    /// Listings that were read.
    pub tried_listings: Option<i32>,
    /// Listings that would have gone to a person first.
    pub tried_found: Option<i32>,
    /// When it was put in force.
    pub activated_at: Option<DateTime<Utc>>,
    /// When another took its place.
    pub retired_at: Option<DateTime<Utc>>,
}

impl Version {
    /// Whether the rules were tried as they are now.
    #[must_use]
    pub fn is_tried(&self) -> bool {
        self.tried_mark.as_deref() == Some(&super::versions::mark(&self.rules.0))
    }
}

/// Why a listing was flagged.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Flag {
    /// The rule, or [`super::COPY`].
    pub rule: String,
    /// What was found.
    pub words: String,
}

/// A listing that reads nearly the same.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Alike {
    /// `listings.id`.
    pub listing: String,
    /// Its title.
    pub title: String,
    /// `users.id`.
    pub owner: String,
    /// Its state.
    pub status: String,
    /// Whether visitors ever read it.
    pub was_published: bool,
    /// Bits that differ, 0 to 3.
    pub distance: i32,
}

/// The rules in force.
pub async fn active(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Version>> {
    sqlx::query_as(concat!("select ", columns!(), " from screening_versions where state = 'active'"))
        .fetch_optional(db)
        .await
}

/// The rules that are being written.
pub async fn draft(db: impl PgExecutor<'_>) -> sqlx::Result<Option<Version>> {
    sqlx::query_as(concat!("select ", columns!(), " from screening_versions where state = 'draft'"))
        .fetch_optional(db)
        .await
}

/// Versions that were in force, the latest first.
pub async fn history(db: impl PgExecutor<'_>, most: i64) -> sqlx::Result<Vec<Version>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from screening_versions where state <> 'draft' order by number desc limit $1"
    ))
    .bind(most)
    .fetch_all(db)
    .await
}

pub(super) async fn lock_draft(db: &mut PgConnection) -> sqlx::Result<Option<Version>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from screening_versions where state = 'draft' for update"
    ))
    .fetch_optional(db)
    .await
}

pub(super) async fn keep_draft(
    db: &mut PgConnection,
    id: &str,
    staff: &str,
    rules: &[Rule],
    note: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into screening_versions (id, number, state, rules, note, changed_by, changed_at)
         select $1, coalesce(max(number), 0) + 1, 'draft', $3, $4, $2, $5 from screening_versions
         on conflict (state) where state = 'draft'
         do update set rules = excluded.rules, note = excluded.note, changed_by = excluded.changed_by,
                       changed_at = excluded.changed_at",
    )
    .bind(id)
    .bind(staff)
    .bind(Json(rules))
    .bind(note)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn note_trial(
    db: &mut PgConnection,
    id: &str,
    mark: &[u8],
    tried: Tried,
    changed_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update screening_versions set tried_mark = $2, tried_listings = $3, tried_found = $4, tried_at = $6
         where id = $1 and state = 'draft' and changed_at = $5",
    )
    .bind(id)
    .bind(mark)
    .bind(tried.listings)
    .bind(tried.found)
    .bind(changed_at)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn retire_active(db: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update screening_versions set state = 'retired', retired_at = $1 where state = 'active'")
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn activate(
    db: &mut PgConnection,
    id: &str,
    staff: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update screening_versions set state = 'active', activated_by = $2, activated_at = $3 where id = $1",
    )
    .bind(id)
    .bind(staff)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Why a listing was flagged when its text was submitted.
pub async fn flags(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<Vec<Flag>> {
    sqlx::query_as("select rule, words from screening_flags where listing_id = $1 order by rule, words")
        .bind(listing)
        .fetch_all(db)
        .await
}

/// Writes the flags of a listing anew: rule, words, version.
pub(super) async fn set_flags(
    db: &mut PgConnection,
    listing: &str,
    found: &[(String, String, Option<i32>)],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("delete from screening_flags where listing_id = $1").bind(listing).execute(&mut *db).await?;
    for (rule, words, version) in found {
        sqlx::query(
            "insert into screening_flags (listing_id, rule, words, version, at) values ($1, $2, $3, $4, $5)
             on conflict do nothing",
        )
        .bind(listing)
        .bind(rule)
        .bind(words)
        .bind(version)
        .bind(now)
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}

/// Deletes flags and fingerprints of listings.
pub(super) async fn forget(db: &mut PgConnection, listings: &[String]) -> sqlx::Result<()> {
    for statement in [
        "delete from screening_flags where listing_id = any($1)",
        "delete from listing_fingerprints where listing_id = any($1)",
    ] {
        sqlx::query(statement).bind(listings).execute(&mut *db).await?;
    }
    Ok(())
}

/// Keeps the fingerprint of a listing's text.
pub async fn remember(
    db: impl PgExecutor<'_>,
    listing: &str,
    print: Fingerprint,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_fingerprints (listing_id, simhash, made_at) values ($1, $2, $3)
         on conflict (listing_id) do update set simhash = excluded.simhash, made_at = excluded.made_at",
    )
    .bind(listing)
    .bind(print.to_column())
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Listings that read nearly the same as this text, the nearest first; each of the four bands is an index.
pub async fn alike(db: impl PgExecutor<'_>, listing: &str, print: Fingerprint) -> sqlx::Result<Vec<Alike>> {
    sqlx::query_as(
        "select l.id as listing, l.title, l.user_id as owner, l.status, l.published_at is not null as was_published,
                bit_count((f.simhash # $2)::bit(64))::integer as distance
         from listing_fingerprints f join listings l on l.id = f.listing_id
         where ((f.simhash & 65535) = ($2 & 65535) or ((f.simhash >> 16) & 65535) = (($2 >> 16) & 65535)
                or ((f.simhash >> 32) & 65535) = (($2 >> 32) & 65535)
                or ((f.simhash >> 48) & 65535) = (($2 >> 48) & 65535))
           and f.listing_id <> $1 and bit_count((f.simhash # $2)::bit(64)) <= $3
           and l.forgotten_at is null and l.user_id is not null
         order by 6, l.published_at desc nulls last, l.id limit 10",
    )
    .bind(listing)
    .bind(print.to_column())
    .bind(i64::from(NEAR))
    .fetch_all(db)
    .await
}

/// Listings that visitors read, or read before, and whose text has no fingerprint: identifier, title, text.
pub async fn unread(
    db: impl PgExecutor<'_>,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<(String, String, String)>> {
    sqlx::query_as(
        "select l.id, l.title, coalesce(l.description, '') from listings l
         where l.id > $1 and l.published_at is not null and l.forgotten_at is null
           and not exists (select from listing_fingerprints f where f.listing_id = l.id)
         order by l.id limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}
