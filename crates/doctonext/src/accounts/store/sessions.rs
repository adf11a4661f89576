//! Sessions and the browsers that are known.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use crate::accounts::{Person, Session, SignedIn};

/// A session to open.
pub(in crate::accounts) struct NewSession<'a> {
    pub(in crate::accounts) id: &'a str,
    pub(in crate::accounts) token: &'a str,
    pub(in crate::accounts) person_id: &'a str,
    pub(in crate::accounts) short_address: &'a str,
    pub(in crate::accounts) user_agent: &'a str,
    pub(in crate::accounts) remembered: bool,
    pub(in crate::accounts) second_factor: bool,
    pub(in crate::accounts) expires_at: DateTime<Utc>,
}

/// A session as its owner sees it.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::accounts) struct ListedSession {
    pub(in crate::accounts) id: String,
    pub(in crate::accounts) created_at: DateTime<Utc>,
    pub(in crate::accounts) last_seen_at: Option<DateTime<Utc>>,
    pub(in crate::accounts) ip_address: Option<String>,
    pub(in crate::accounts) user_agent: Option<String>,
}

/// The person and session that a token proves, while it lasts.
pub(in crate::accounts) async fn signed_in(
    db: &PgPool,
    token: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<SignedIn>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        person: Person,
        #[sqlx(flatten)]
        session: Session,
        unread: i32,
    }
    let row: Option<Row> = sqlx::query_as(
        "select u.id, u.name, u.email, u.email_verified, u.role, u.trust_level, u.account_kind, u.avatar_url,
                s.id as session_id, s.expires_at, s.second_factor_at, s.confirmed_at, s.last_seen_at,
                s.acting_staff_id, u.closing_at, unread_notifications(u.id) as unread
         from sessions s join users u on u.id = s.user_id left join users staff on staff.id = s.acting_staff_id
         where s.token = $1 and s.expires_at > $2 and u.erased_at is null
           and (s.acting_staff_id is not null or u.barred_at is null or u.barred_until <= $2)
           and (s.acting_staff_id is null or staff.role = 'admin')",
    )
    .bind(token)
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(row.map(|Row { person, session, unread }| SignedIn { person, session, unread }))
}

/// Notes a sign of life, and lets the session of who asked to stay live on: 7 days from now.
pub(in crate::accounts) async fn note_seen(
    db: &PgPool,
    seen: &SignedIn,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update sessions set last_seen_at = $2, updated_at = $2,
             expires_at = case when remembered and acting_staff_id is null then $2 + interval '7 days' else expires_at end
         where id = $1",
    )
    .bind(&seen.session.id)
    .bind(now)
    .execute(db)
    .await?;
    sqlx::query(
        "update users set last_seen_at = $2
         where id = $1 and $3 and (last_seen_at is null or last_seen_at < $2 - interval '1 hour')",
    )
    .bind(&seen.person.id)
    .bind(now)
    .bind(seen.session.acting_staff_id.is_none())
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn open_session(
    db: &mut PgConnection,
    it: NewSession<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into sessions (id, token, user_id, ip_address, user_agent, remembered, expires_at, created_at,
                               updated_at, last_seen_at, confirmed_at, second_factor_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8, $8, case when $9 then $8 end)",
    )
    .bind(it.id)
    .bind(it.token)
    .bind(it.person_id)
    .bind(it.short_address)
    .bind(it.user_agent)
    .bind(it.remembered)
    .bind(it.expires_at)
    .bind(now)
    .bind(it.second_factor)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the session that a token proves.
pub(in crate::accounts) async fn end_session(db: &mut PgConnection, token: &str) -> sqlx::Result<()> {
    sqlx::query("delete from sessions where token = $1").bind(token).execute(db).await?;
    Ok(())
}

/// Ends one session of a person; false when it is not theirs.
pub(in crate::accounts) async fn end_session_of(db: &PgPool, person: &str, id: &str) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from sessions where id = $1 and user_id = $2 and acting_staff_id is null")
        .bind(id)
        .bind(person)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all sessions of a person, but perhaps one.
pub(in crate::accounts) async fn end_sessions_but(
    db: &mut PgConnection,
    person: &str,
    kept: Option<&str>,
) -> sqlx::Result<u64> {
    // The looks of a member of the team are theirs, whomever they look at.
    let done = sqlx::query(
        "delete from sessions where (user_id = $1 or acting_staff_id = $1) and id is distinct from $2",
    )
    .bind(person)
    .bind(kept)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// A person's own open sessions, the latest first; a look by the team is told by letter, not here.
pub(in crate::accounts) async fn sessions_of(
    db: &PgPool,
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<ListedSession>> {
    sqlx::query_as(
        "select id, created_at, last_seen_at, ip_address, user_agent from sessions
         where user_id = $1 and expires_at > $2 and acting_staff_id is null
         order by coalesce(last_seen_at, created_at) desc, id limit 100",
    )
    .bind(person)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Notes that the person has just proved who they are.
pub(in crate::accounts) async fn note_confirmed(
    db: &mut PgConnection,
    session: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update sessions set confirmed_at = $2 where id = $1")
        .bind(session)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Notes the browser of a sign-in. A row that was inserted, not updated, has no deleting transaction (`xmax`). True when the person has signed in before, but never from this one.
pub(in crate::accounts) async fn meet_device(
    db: &mut PgConnection,
    person: &str,
    device: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let (known_before, fresh): (bool, bool) = sqlx::query_as(
        "with before as (select count(*) as devices from known_devices where user_id = $1),
              met as (
                  insert into known_devices (user_id, device, first_seen_at, last_seen_at) values ($1, $2, $3, $3)
                  on conflict (user_id, device) do update set last_seen_at = excluded.last_seen_at
                  returning xmax = 0 as fresh)
         select before.devices > 0, met.fresh from before, met",
    )
    .bind(person)
    .bind(device)
    .bind(now)
    .fetch_one(db)
    .await?;
    Ok(known_before && fresh)
}

/// A look to open: a session of a person that a member of the team holds.
pub(in crate::accounts) struct Look<'a> {
    pub(in crate::accounts) id: &'a str,
    pub(in crate::accounts) token: &'a str,
    pub(in crate::accounts) person: &'a str,
    pub(in crate::accounts) staff: &'a str,
    pub(in crate::accounts) reason: &'a str,
    pub(in crate::accounts) until: DateTime<Utc>,
}

pub(in crate::accounts) async fn open_look(
    db: &mut PgConnection,
    it: Look<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into sessions (id, token, user_id, remembered, expires_at, created_at, updated_at, last_seen_at,
                               acting_staff_id, acting_reason)
         values ($1, $2, $3, false, $4, $5, $5, $5, $6, $7)",
    )
    .bind(it.id)
    .bind(it.token)
    .bind(it.person)
    .bind(it.until)
    .bind(now)
    .bind(it.staff)
    .bind(it.reason)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::accounts) async fn end_look(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    sqlx::query("delete from sessions where id = $1 and acting_staff_id is not null")
        .bind(id)
        .execute(db)
        .await?;
    Ok(())
}
