//! People and their ways of signing in.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::accounts::Person;

/// A person to be.
pub(in crate::accounts) struct NewPerson<'a> {
    pub(in crate::accounts) id: &'a str,
    pub(in crate::accounts) name: &'a str,
    pub(in crate::accounts) email: &'a str,
    pub(in crate::accounts) profession: Option<&'a str>,
    pub(in crate::accounts) account_kind: &'a str,
    pub(in crate::accounts) terms_version: &'a str,
}

/// The person of an address, with the hash of their password if they have one.
pub(in crate::accounts) async fn credential(
    db: &PgPool,
    email: &str,
) -> sqlx::Result<Option<(String, Option<String>)>> {
    sqlx::query_as(
        "select u.id, a.password from users u
         left join accounts a on a.user_id = u.id and a.provider_id = 'credential'
         where u.email = $1",
    )
    .bind(email)
    .fetch_optional(db)
    .await
}

/// Whether a password is left that the first Doctonext hashed.
pub(in crate::accounts) async fn has_old_hashes(db: &PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from accounts where provider_id = 'credential' and not starts_with(password, '$argon2'))",
    )
    .fetch_one(db)
    .await
}

/// The hash of a person's password.
pub(in crate::accounts) async fn password_of(
    db: impl PgExecutor<'_>,
    person: &str,
) -> sqlx::Result<Option<String>> {
    let found: Option<Option<String>> =
        sqlx::query_scalar("select password from accounts where user_id = $1 and provider_id = 'credential'")
            .bind(person)
            .fetch_optional(db)
            .await?;
    Ok(found.flatten())
}

/// Whether a person has an account still; if so, it is not erased before the transaction ends.
pub(in crate::accounts) async fn hold_person(db: &mut PgConnection, person: &str) -> sqlx::Result<bool> {
    let found: Option<bool> =
        sqlx::query_scalar("select true from users where id = $1 and erased_at is null for share")
            .bind(person)
            .fetch_optional(db)
            .await?;
    Ok(found.is_some())
}

/// Whether this is the hash of a person's password still; if so, it stays until the transaction ends.
pub(in crate::accounts) async fn hold_password(
    db: &mut PgConnection,
    person: &str,
    hash: &str,
) -> sqlx::Result<bool> {
    let found: Option<bool> = sqlx::query_scalar(
        "select true from accounts
         where user_id = $1 and provider_id = 'credential' and password = $2 for share",
    )
    .bind(person)
    .bind(hash)
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// A person by identifier.
pub(in crate::accounts) async fn person(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Person>> {
    sqlx::query_as(
        "select id, name, email, email_verified, role, trust_level, account_kind, avatar_url, closing_at
         from users where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// A person by address.
pub(in crate::accounts) async fn person_at(
    db: impl PgExecutor<'_>,
    email: &str,
) -> sqlx::Result<Option<Person>> {
    sqlx::query_as(
        "select id, name, email, email_verified, role, trust_level, account_kind, avatar_url, closing_at
         from users where email = $1",
    )
    .bind(email)
    .fetch_optional(db)
    .await
}

/// Makes a person; false when the address was taken meanwhile.
pub(in crate::accounts) async fn make_person(
    db: &mut PgConnection,
    it: &NewPerson<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into users (id, name, email, email_verified, profession, account_kind, terms_version,
                            terms_accepted_at, certified_professional_at, last_seen_at, created_at, updated_at)
         values ($1, $2, $3, true, $4, $5, $6, $7, $7, $7, $7, $7)
         on conflict (email) do nothing",
    )
    .bind(it.id)
    .bind(it.name)
    .bind(it.email)
    .bind(it.profession)
    .bind(it.account_kind)
    .bind(it.terms_version)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes a member of the team, who is no practitioner and accepts no terms of ours.
pub(in crate::accounts) async fn make_staff(
    db: &mut PgConnection,
    id: &str,
    name: &str,
    email: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into users (id, name, email, email_verified, account_kind, last_seen_at, created_at, updated_at)
         values ($1, $2, $3, true, 'organisation', $4, $4, $4)",
    )
    .bind(id)
    .bind(name)
    .bind(email)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Sets a person's password, whether they had one or not.
pub(in crate::accounts) async fn set_password(
    db: &mut PgConnection,
    account_id: &str,
    person: &str,
    hash: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
         values ($1, $2, 'credential', $2, $3, $4, $4)
         on conflict (provider_id, account_id) do update
         set password = excluded.password, updated_at = excluded.updated_at",
    )
    .bind(account_id)
    .bind(person)
    .bind(hash)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a hash anew in today's form, unless the password was changed meanwhile.
pub(in crate::accounts) async fn renew_hash(
    db: &PgPool,
    person: &str,
    old: &str,
    new: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update accounts set password = $3, updated_at = $4
         where user_id = $1 and provider_id = 'credential' and password = $2",
    )
    .bind(person)
    .bind(old)
    .bind(new)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a person another, confirmed address. Fails on a unique violation when another has it.
pub(in crate::accounts) async fn set_email(
    db: &mut PgConnection,
    person: &str,
    email: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update users set email = $2, email_verified = true, updated_at = $3 where id = $1")
        .bind(person)
        .bind(email)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Makes an address confirmed.
pub(in crate::accounts) async fn confirm_email(
    db: &mut PgConnection,
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update users set email_verified = true, updated_at = $2 where id = $1")
        .bind(person)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// A person's role, held until the transaction ends.
pub(in crate::accounts) async fn lock_role(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select role from users where id = $1 for update")
        .bind(person)
        .fetch_optional(db)
        .await
}

/// Two who would both be the first wait in turn, until the transaction ends.
pub(in crate::accounts) async fn lock_first_admin(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_advisory_xact_lock(hashtext('doctonext.first_admin'))").execute(db).await?;
    Ok(())
}

/// How many administrators there are, held until the transaction ends: two who demote each other wait in turn.
pub(in crate::accounts) async fn lock_admins(db: &mut PgConnection) -> sqlx::Result<usize> {
    let admins: Vec<String> =
        sqlx::query_scalar("select id from users where role = 'admin' order by id for update")
            .fetch_all(db)
            .await?;
    Ok(admins.len())
}

pub(in crate::accounts) async fn set_role(
    db: &mut PgConnection,
    person: &str,
    role: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update users set role = $2, updated_at = $3 where id = $1")
        .bind(person)
        .bind(role)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Closes or opens an account.
pub(in crate::accounts) async fn set_bar(
    db: &mut PgConnection,
    person: &str,
    at: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update users set barred_at = $2, barred_until = $3 where id = $1")
        .bind(person)
        .bind(at)
        .bind(until)
        .execute(db)
        .await?;
    Ok(())
}

/// The end of what closes an account at this hour, or none when nothing does; the row is held.
pub(in crate::accounts) async fn hold_bar(
    db: &mut PgConnection,
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Option<DateTime<Utc>>>> {
    let found: Option<(bool, Option<DateTime<Utc>>)> = sqlx::query_as(
        "select barred_at is not null and (barred_until is null or barred_until > $2), barred_until
         from users where id = $1 for share",
    )
    .bind(person)
    .bind(now)
    .fetch_optional(db)
    .await?;
    Ok(found.filter(|(is_barred, _)| *is_barred).map(|(_, until)| until))
}

pub(in crate::accounts) async fn set_kind(
    db: &mut PgConnection,
    person: &str,
    kind: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set account_kind = $2, kind_set_at = $3, updated_at = greatest($3, updated_at + interval '1 microsecond') where id = $1",
    )
    .bind(person)
    .bind(kind)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
