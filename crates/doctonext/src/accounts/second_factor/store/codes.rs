//! The application's secret, and the recovery codes.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::{PgConnection, PgExecutor};

use crate::sealing::Sealed;

/// The secret shared with a person's application.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::accounts::second_factor) struct Application {
    pub(in crate::accounts::second_factor) secret: Sealed,
    pub(in crate::accounts::second_factor) created_at: DateTime<Utc>,
    pub(in crate::accounts::second_factor) confirmed_at: Option<DateTime<Utc>>,
}

/// The secret of a person, in force or only shown.
pub(in crate::accounts::second_factor) async fn application(
    db: impl PgExecutor<'_>,
    person: &str,
) -> sqlx::Result<Option<Application>> {
    sqlx::query_as("select secret, created_at, confirmed_at from totp_secrets where user_id = $1")
        .bind(person)
        .fetch_optional(db)
        .await
}

/// Keeps a secret that is being shown, unless another is there that is in force or was shown after `stale`.
pub(in crate::accounts::second_factor) async fn keep_shown(
    db: &mut PgConnection,
    person: &str,
    secret: &Sealed,
    stale: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into totp_secrets as t (user_id, secret, created_at) values ($1, $2, $4)
         on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at
         where t.confirmed_at is null and t.created_at < $3",
    )
    .bind(person)
    .bind(secret)
    .bind(stale)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts the shown secret in force; false when it is already.
pub(in crate::accounts::second_factor) async fn put_in_force(
    db: &mut PgConnection,
    person: &str,
    step: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update totp_secrets set confirmed_at = $3, last_step = $2 where user_id = $1 and confirmed_at is null",
    )
    .bind(person)
    .bind(step)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Uses a step up; false when it, or a later one, served before. Of two at once, one gets it.
pub(in crate::accounts::second_factor) async fn use_step(
    db: &mut PgConnection,
    person: &str,
    step: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update totp_secrets set last_step = $2
         where user_id = $1 and confirmed_at is not null and (last_step is null or last_step < $2)",
    )
    .bind(person)
    .bind(step)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the application away; false when there was none in force.
pub(in crate::accounts::second_factor) async fn forget_application(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<bool> {
    let was_in_force: Option<bool> =
        sqlx::query_scalar("delete from totp_secrets where user_id = $1 returning confirmed_at is not null")
            .bind(person)
            .fetch_optional(db)
            .await?;
    Ok(was_in_force.unwrap_or_default())
}

/// Replaces the recovery codes of a person by those of these marks.
pub(in crate::accounts::second_factor) async fn replace_codes(
    db: &mut PgConnection,
    person: &str,
    marks: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    forget_codes(db, person).await?;
    let ids: Vec<String> = marks.iter().map(|_| SystemIds.fresh()).collect();
    sqlx::query(
        "insert into recovery_codes (id, user_id, mark, created_at)
         select id, $2, mark, $4 from unnest($1::text[], $3::text[]) as fresh (id, mark)",
    )
    .bind(&ids)
    .bind(person)
    .bind(marks)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Uses a recovery code up; false when there is no such code or it served before.
pub(in crate::accounts::second_factor) async fn use_code(
    db: &mut PgConnection,
    person: &str,
    mark: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update recovery_codes set used_at = $3 where user_id = $1 and mark = $2 and used_at is null",
    )
    .bind(person)
    .bind(mark)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in crate::accounts::second_factor) async fn forget_codes(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<()> {
    sqlx::query("delete from recovery_codes where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}
