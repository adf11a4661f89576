//! People as verification sees them.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::{sealing::Sealed, verification::number::Column};

/// A person's row. No `Debug`.
#[derive(sqlx::FromRow)]
pub(in crate::verification) struct Row {
    pub(in crate::verification) id: String,
    pub(in crate::verification) name: String,
    pub(in crate::verification) email: String,
    pub(in crate::verification) account_kind: String,
    pub(in crate::verification) profession: Option<String>,
    pub(in crate::verification) siren: Option<String>,
    pub(in crate::verification) exercise_family_name: Option<String>,
    pub(in crate::verification) exercise_given_name: Option<String>,
    pub(in crate::verification) rpps_number: Option<Sealed>,
    pub(in crate::verification) adeli_number: Option<Sealed>,
    /// Whether the number is theirs alone: false while another account holds it.
    pub(in crate::verification) is_marked: bool,
    pub(in crate::verification) verification_status: String,
    pub(in crate::verification) verification_reason: Option<String>,
    pub(in crate::verification) verified_at: Option<DateTime<Utc>>,
    pub(in crate::verification) verified_until: Option<NaiveDate>,
    pub(in crate::verification) verification_checked_at: Option<DateTime<Utc>>,
    pub(in crate::verification) verification_nights: i16,
    /// Listings that a suspension took offline.
    pub(in crate::verification) verification_paused: Vec<String>,
}

// A number that the first Doctonext wrote in clear is not there until it is sealed (accounts::seal_clear_columns).
macro_rules! select_row {
    ($rest:literal) => {
        concat!(
            "select id, name, email, account_kind, profession, siren, exercise_family_name, exercise_given_name,
                    case when starts_with(rpps_number, 'v1.') then rpps_number end as rpps_number,
                    case when starts_with(adeli_number, 'v1.') then adeli_number end as adeli_number,
                    case when rpps_number is not null then rpps_mark is not null else adeli_mark is not null end
                        as is_marked,
                    verification_status, verification_reason, verified_at, verified_until, verification_checked_at,
                    verification_nights, verification_paused
             from users ",
            $rest
        )
    };
}
pub(super) use select_row;

/// A person, to read.
pub(in crate::verification) async fn row(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(select_row!("where id = $1")).bind(id).fetch_optional(db).await
}

/// A person, held until the transaction ends.
pub(in crate::verification) async fn lock(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(select_row!("where id = $1 for update")).bind(id).fetch_optional(db).await
}

/// The next one whose number waits to be looked up, held until the transaction ends; others who work pass by.
pub(in crate::verification) async fn lock_declared(
    db: &mut PgConnection,
    after: &str,
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(select_row!(
        "where id > $1 and verification_status = 'declared' and account_kind in ('practitioner', 'student')
         order by id limit 1 for update skip locked"
    ))
    .bind(after)
    .fetch_optional(db)
    .await
}

/// What a person declares, in one write.
pub(in crate::verification) struct Declared<'a> {
    pub(in crate::verification) name: &'a str,
    pub(in crate::verification) family_name: &'a str,
    pub(in crate::verification) given_name: &'a str,
    pub(in crate::verification) profession: &'a str,
}

/// Keeps names and profession. A specialty of another profession goes.
pub(in crate::verification) async fn set_declared(
    db: &mut PgConnection,
    id: &str,
    it: &Declared<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set name = $2, exercise_family_name = $3, exercise_given_name = $4, profession = $5,
                          specialty = case when profession = $5 then specialty end,
                          updated_at = greatest($6, updated_at + interval '1 microsecond')
         where id = $1",
    )
    .bind(id)
    .bind(it.name)
    .bind(it.family_name)
    .bind(it.given_name)
    .bind(it.profession)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Shows the person under the names that they declared.
pub(in crate::verification) async fn show_declared_name(
    db: &mut PgConnection,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set name = btrim(exercise_given_name || ' ' || exercise_family_name),
                          updated_at = greatest($2, updated_at + interval '1 microsecond')
         where id = $1 and name <> btrim(exercise_given_name || ' ' || exercise_family_name)",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps the number of a structure.
pub(in crate::verification) async fn set_siren(
    db: &mut PgConnection,
    id: &str,
    siren: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set siren = $2, updated_at = greatest($3, updated_at + interval '1 microsecond') where id = $1",
    )
    .bind(id)
    .bind(siren)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps a number, in place of any other; the mark is what makes it theirs alone.
pub(in crate::verification) async fn set_number(
    db: &mut PgConnection,
    id: &str,
    column: Column,
    sealed: Option<&Sealed>,
    mark: Option<&[u8]>,
) -> sqlx::Result<()> {
    let statement = match column {
        Column::Rpps => {
            "update users set rpps_number = $2, rpps_mark = $3, adeli_number = null, adeli_mark = null where id = $1"
        }
        Column::Adeli => {
            "update users set adeli_number = $2, adeli_mark = $3, rpps_number = null, rpps_mark = null where id = $1"
        }
    };
    sqlx::query(statement).bind(id).bind(sealed).bind(mark).execute(db).await?;
    Ok(())
}

/// Marks a number that is there already.
pub(in crate::verification) async fn set_mark(
    db: &mut PgConnection,
    id: &str,
    column: Column,
    mark: &[u8],
) -> sqlx::Result<()> {
    let statement = match column {
        Column::Rpps => "update users set rpps_mark = $2 where id = $1",
        Column::Adeli => "update users set adeli_mark = $2 where id = $1",
    };
    sqlx::query(statement).bind(id).bind(mark).execute(db).await?;
    Ok(())
}

/// Who holds a number.
pub(in crate::verification) async fn holder(
    db: &mut PgConnection,
    column: Column,
    mark: &[u8],
) -> sqlx::Result<Option<String>> {
    let statement = match column {
        Column::Rpps => "select id from users where rpps_mark = $1",
        Column::Adeli => "select id from users where adeli_mark = $1",
    };
    sqlx::query_scalar(statement).bind(mark).fetch_optional(db).await
}

/// Where the checking stands, with all that follows from it.
pub(in crate::verification) struct Standing<'a> {
    pub(in crate::verification) status: &'a str,
    pub(in crate::verification) reason: Option<&'a str>,
    pub(in crate::verification) trust_level: i16,
    pub(in crate::verification) is_verified: bool,
    /// Kept while the badge stays; none takes the badge away.
    pub(in crate::verification) verified_until: Option<NaiveDate>,
}

/// The only writer of the state, the trust level and the badge.
pub(in crate::verification) async fn set_standing(
    db: &mut PgConnection,
    id: &str,
    it: &Standing<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set verification_status = $2, verification_reason = $3, trust_level = $4,
                          is_verified_professional = $5, verified_until = $6, verification_nights = 0,
                          verified_at = case when not $5 then null when is_verified_professional then verified_at
                                             else $7 end
         where id = $1",
    )
    .bind(id)
    .bind(it.status)
    .bind(it.reason)
    .bind(it.trust_level)
    .bind(it.is_verified)
    .bind(it.verified_until)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Notes which listings a suspension took offline.
pub(in crate::verification) async fn set_paused(
    db: &mut PgConnection,
    id: &str,
    listings: &[String],
) -> sqlx::Result<()> {
    sqlx::query("update users set verification_paused = $2 where id = $1")
        .bind(id)
        .bind(listings)
        .execute(db)
        .await?;
    Ok(())
}

/// A change to remember.
pub(in crate::verification) struct Change<'a> {
    pub(in crate::verification) event: &'a str,
    pub(in crate::verification) from: &'a str,
    pub(in crate::verification) to: &'a str,
    pub(in crate::verification) actor: &'a str,
    pub(in crate::verification) actor_id: Option<&'a str>,
    pub(in crate::verification) reason: Option<&'a str>,
}

pub(in crate::verification) async fn add_event(
    db: &mut PgConnection,
    id: &str,
    it: &Change<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into verification_events (user_id, at, event, from_status, to_status, actor, actor_id, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(now)
    .bind(it.event)
    .bind(it.from)
    .bind(it.to)
    .bind(it.actor)
    .bind(it.actor_id)
    .bind(it.reason)
    .execute(db)
    .await?;
    Ok(())
}

/// A change as the team reads it.
#[derive(sqlx::FromRow)]
pub(in crate::verification) struct Past {
    pub(in crate::verification) at: DateTime<Utc>,
    pub(in crate::verification) to_status: String,
    pub(in crate::verification) actor: String,
    pub(in crate::verification) reason: Option<String>,
}

/// The latest changes of a person.
pub(in crate::verification) async fn history(
    db: impl PgExecutor<'_>,
    id: &str,
    most: i64,
) -> sqlx::Result<Vec<Past>> {
    sqlx::query_as(
        "select at, to_status, actor, reason from verification_events where user_id = $1 order by id desc limit $2",
    )
    .bind(id)
    .bind(most)
    .fetch_all(db)
    .await
}
