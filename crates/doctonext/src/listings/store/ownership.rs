//! Whose a listing is.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::search::{self, Viewer};

#[derive(sqlx::FromRow)]
pub(in crate::listings) struct OwnershipRow {
    pub(in crate::listings) id: String,
    pub(in crate::listings) user_id: Option<String>,
    pub(in crate::listings) title: String,
    pub(in crate::listings) status: String,
    pub(in crate::listings) published_at: Option<DateTime<Utc>>,
    pub(in crate::listings) expires_at: Option<DateTime<Utc>>,
    pub(in crate::listings) deleted_at: Option<DateTime<Utc>>,
    pub(in crate::listings) forgotten_at: Option<DateTime<Utc>>,
    pub(in crate::listings) photos_are_neutral: bool,
    pub(in crate::listings) is_confidential: bool,
    pub(in crate::listings) has_papers: bool,
    pub(in crate::listings) is_owner_away: bool,
}

macro_rules! select_ownership {
    ($rest:literal) => {
        concat!(
            "select id, user_id, title, status, published_at, expires_at, deleted_at, forgotten_at, photos_are_neutral,
                    exists (select from listing_locations p
                            where p.listing_id = l.id and p.visibility = 'area') as is_confidential,
                    exists (select from listing_media d
                            where d.listing_id = l.id and d.file_type = 'document' and d.state = 'ready') as has_papers,
                    exists (select from users u
                            where u.id = l.user_id and (u.verification_status = 'suspended' or u.closing_at is not null
                                                        or u.barred_at is not null)) as is_owner_away
             from listings l ",
            $rest
        )
    };
}

pub(in crate::listings) async fn ownership(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Option<OwnershipRow>> {
    sqlx::query_as(select_ownership!("where id = $1")).bind(id).fetch_optional(db).await
}

pub(in crate::listings) async fn ownership_among(
    db: impl PgExecutor<'_>,
    ids: &[String],
) -> sqlx::Result<Vec<OwnershipRow>> {
    sqlx::query_as(select_ownership!("where id = any($1)")).bind(ids).fetch_all(db).await
}

/// The same, held until the transaction ends.
pub(in crate::listings) async fn lock_ownership(
    db: &mut PgConnection,
    id: &str,
) -> sqlx::Result<Option<OwnershipRow>> {
    sqlx::query_as(select_ownership!("where id = $1 for no key update of l"))
        .bind(id)
        .fetch_optional(db)
        .await
}

/// Which of these listings are hidden from a viewer.
pub(in crate::listings) async fn hidden_among(
    db: impl PgExecutor<'_>,
    ids: &[String],
    viewer: &Viewer,
) -> sqlx::Result<Vec<String>> {
    let hidden = search::is_hidden_sql("l.id", 2, 3);
    sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "select l.id from listings l where l.id = any($1) and {hidden}"
    )))
    .bind(ids)
    .bind(&viewer.person)
    .bind(&viewer.email_mark)
    .fetch_all(db)
    .await
}

/// The address that a listing shows, and the code of its commune.
pub(in crate::listings) async fn shown_address(
    db: impl PgExecutor<'_>,
    id: &str,
) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query_as(
        "select address, commune_code from listing_locations
         where listing_id = $1 and visibility = 'exact' and address is not null and commune_code is not null",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Keeps the point (degrees north, east) of an address, if the listing still shows it.
pub(in crate::listings) async fn set_point(
    db: &mut PgConnection,
    id: &str,
    (address, commune): (&str, &str),
    (north, east): (f64, f64),
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listing_locations set latitude = $4::float8::numeric, longitude = $5::float8::numeric
         where listing_id = $1 and visibility = 'exact' and address = $2 and commune_code = $3",
    )
    .bind(id)
    .bind(address)
    .bind(commune)
    .bind(north)
    .bind(east)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(in crate::listings) async fn ids_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from listings where user_id = $1 order by created_at, id")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Notes since when a decision keeps it out of search. False when it was so already.
pub(in crate::listings) async fn set_reduced(
    db: &mut PgConnection,
    id: &str,
    at: Option<DateTime<Utc>>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listings set reduced_at = $2 where id = $1 and (reduced_at is null) <> ($2::timestamptz is null)",
    )
    .bind(id)
    .bind(at)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(in crate::listings) async fn texts_since(
    db: &sqlx::PgPool,
    since: DateTime<Utc>,
    after: Option<(DateTime<Utc>, &str)>,
    most: i64,
) -> sqlx::Result<Vec<crate::listings::Read>> {
    sqlx::query_as(
        "select l.id, l.title, coalesce(l.description, '') as body, l.updated_at,
                concat_ws(E'\n', t.reason_for_transfer, t.software_used, r.working_hours, r.software_used, r.practical_terms,
                          c.activity_distribution_details, c.investment_amount, c.remuneration_model,
                          array_to_string(c.specialties_wanted, E'\n'), c.experience_required, c.values_and_goals,
                          (select string_agg(m.caption, E'\n') from listing_media m
                           where m.listing_id = l.id and m.file_type = 'image' and m.state = 'ready')) as others
         from listings l
         left join transfer_details t on t.listing_id = l.id
         left join replacement_details r on r.listing_id = l.id
         left join collaboration_details c on c.listing_id = l.id
         where l.updated_at > $1 and ($2::timestamptz is null or (l.updated_at, l.id) < ($2, $3))
           and l.status <> 'draft' and l.forgotten_at is null
         order by l.updated_at desc, l.id desc limit $4",
    )
    .bind(since)
    .bind(after.map(|it| it.0))
    .bind(after.map(|it| it.1))
    .bind(most)
    .fetch_all(db)
    .await
}
