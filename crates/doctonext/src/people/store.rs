//! Every SQL statement of people.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

use super::profile::Profile;
use crate::sealing::Sealed;

/// A person's row, as their own pages need it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) account_kind: String,
    pub(super) profession: Option<String>,
    pub(super) specialty: Option<String>,
    pub(super) department: Option<String>,
    pub(super) siren: Option<String>,
    pub(super) bio: Option<String>,
    pub(super) avatar: Option<String>,
    pub(super) avatar_url: Option<String>,
    pub(super) public_profile: bool,
    /// Whether there is a page: not while the account is on its way out.
    pub(super) is_public: bool,
    pub(super) is_verified_professional: bool,
    pub(super) trust_level: i16,
    pub(super) verified_at: Option<DateTime<Utc>>,
    pub(super) phone_shown_to: String,
    pub(super) phone_consent_at: Option<DateTime<Utc>>,
    pub(super) created_at: DateTime<Utc>,
    /// Microseconds: says whether another tab changed the row.
    pub(super) version: i64,
}

pub(super) async fn row(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Row>> {
    sqlx::query_as(
        "select id, name, account_kind, profession, specialty, department, siren, bio, avatar, avatar_url,
                public_profile and closing_at is null and erased_at is null and profile_hidden_at is null and barred_at is null as is_public, public_profile,
                is_verified_professional, trust_level, verified_at, phone_shown_to, phone_consent_at, created_at,
                (extract(epoch from updated_at) * 1000000)::bigint as version
         from users where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// Keeps a profile, unless the row changed since its page was shown; false then.
pub(super) async fn save(
    db: &mut PgConnection,
    id: &str,
    it: &Profile,
    version: i64,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update users set name = $2, account_kind = case when kind_set_at is null then $3 else account_kind end,
                          profession = $4, specialty = $5, department = $6, siren = $7,
                          bio = $8, public_profile = $9, updated_at = greatest($10, updated_at + interval '1 microsecond')
         where id = $1 and (extract(epoch from updated_at) * 1000000)::bigint = $11",
    )
    .bind(id)
    .bind(&it.name)
    .bind(it.account_kind)
    .bind(it.profession)
    .bind(it.specialty)
    .bind(&it.department)
    .bind(&it.siren)
    .bind(&it.bio)
    .bind(it.has_public_page)
    .bind(now)
    .bind(version)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Sets or removes a person's picture; gives the name of the one before, and nothing when the person is gone.
pub(super) async fn set_avatar(
    db: &mut PgConnection,
    id: &str,
    file: Option<&str>,
) -> sqlx::Result<Option<Option<String>>> {
    sqlx::query_scalar(
        "with before as (select avatar from users where id = $1 and erased_at is null for update)
         update users set avatar = $2, avatar_url = '/avatars/' || $2 from before where users.id = $1
         returning before.avatar",
    )
    .bind(id)
    .bind(file)
    .fetch_optional(db)
    .await
}

/// The longest of these that is somebody's identifier.
pub(super) async fn longest_id(db: &PgPool, ids: &[&str]) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select id from users where id = any($1) order by length(id) desc limit 1")
        .bind(ids)
        .fetch_optional(db)
        .await
}

/// A kept telephone.
#[derive(sqlx::FromRow)]
pub(super) struct Phone {
    pub(super) phone: Option<Sealed>,
    pub(super) phone_shown_to: String,
}

pub(super) async fn phone(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Phone>> {
    // One that the first Doctonext wrote in clear is not there until it is sealed (accounts::seal_clear_columns).
    sqlx::query_as(
        "select case when starts_with(phone, 'v1.') then phone end as phone, phone_shown_to from users where id = $1",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

pub(super) async fn set_phone(
    db: &mut PgConnection,
    id: &str,
    phone: Option<&Sealed>,
    shown_to: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set phone = $2, phone_shown_to = $3, phone_consent_at = case when $3 <> 'nobody' then $4 end
         where id = $1",
    )
    .bind(id)
    .bind(phone)
    .bind(shown_to)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn add_consent(
    db: &mut PgConnection,
    id: &str,
    version: &str,
    scope: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into consents (id, user_id, purpose, text_version, scope, given_at) values ($1, $2, 'phone', $3, $4, $5)",
    )
    .bind(SystemIds.fresh())
    .bind(id)
    .bind(version)
    .bind(scope)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn close_consents(db: &mut PgConnection, id: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query("update consents set withdrawn_at = $2 where user_id = $1 and withdrawn_at is null")
        .bind(id)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether two people share a conversation.
pub(super) async fn are_in_conversation(db: &mut PgConnection, one: &str, other: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select 1 from conversations
                        where (participant_1_id = $1 and participant_2_id = $2)
                           or (participant_1_id = $2 and participant_2_id = $1))",
    )
    .bind(one)
    .bind(other)
    .fetch_one(db)
    .await
}

/// The listings of a person, by status, for the overview.
pub(super) async fn listing_counts(db: &PgPool, id: &str) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select status, count(*) from listings where user_id = $1 and deleted_at is null group by status",
    )
    .bind(id)
    .fetch_all(db)
    .await
}

/// The profile, consents and choices of a person, for them.
pub(super) async fn export(db: &mut PgConnection, id: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'profil', (select jsonb_build_object(
                'profession', profession, 'specialite', specialty, 'departement', department, 'siren', siren,
                'presentation', bio, 'photo', avatar, 'page_publique', public_profile,
                'inscription_verifiee', is_verified_professional,
                'telephone_visible_par', phone_shown_to, 'telephone_accord_le', phone_consent_at)
                from users where id = $1),
            'consentements', (select coalesce(jsonb_agg(jsonb_build_object(
                'objet', purpose, 'version_du_texte', text_version, 'etendue', scope,
                'donne_le', given_at, 'retire_le', withdrawn_at) order by given_at), '[]')
                from consents where user_id = $1))",
    )
    .bind(id)
    .fetch_one(db)
    .await
}

/// The sealed columns of a person.
#[derive(sqlx::FromRow)]
pub(super) struct SealedColumns {
    pub(super) phone: Option<Sealed>,
    pub(super) rpps_number: Option<Sealed>,
    pub(super) adeli_number: Option<Sealed>,
}

pub(super) async fn sealed(db: &mut PgConnection, id: &str) -> sqlx::Result<SealedColumns> {
    sqlx::query_as("select phone, rpps_number, adeli_number from users where id = $1")
        .bind(id)
        .fetch_one(db)
        .await
}

pub(super) async fn siren(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select siren from users where id = $1").bind(id).fetch_one(db).await
}

pub(super) async fn avatar(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select avatar from users where id = $1").bind(id).fetch_one(db).await
}

pub(super) async fn erase(db: &mut PgConnection, id: &str) -> sqlx::Result<()> {
    for statement in [
        "delete from consents where user_id = $1",
        "update users set avatar = null, avatar_url = null, profession = null, specialty = null, department = null,
                          siren = null, rpps_number = null, adeli_number = null, phone = null,
                          phone_shown_to = 'nobody', phone_consent_at = null, bio = null, public_profile = false, profile_hidden_at = null,
                          is_verified_professional = false
         where id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *db).await?;
    }
    Ok(())
}

/// Takes a public page away by a decision, or gives it back. False when it was so already.
pub(super) async fn set_hidden(
    db: &mut PgConnection,
    id: &str,
    at: Option<DateTime<Utc>>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update users set profile_hidden_at = $2
         where id = $1 and (profile_hidden_at is null) <> ($2::timestamptz is null)",
    )
    .bind(id)
    .bind(at)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// What an introduction says. No `Debug`.
#[derive(sqlx::FromRow)]
pub(super) struct IntroductionRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) account_kind: String,
    pub(super) profession: Option<String>,
    pub(super) specialty: Option<String>,
    pub(super) department: Option<String>,
    pub(super) trust_level: i16,
    pub(super) is_verified_professional: bool,
    pub(super) verified_at: Option<DateTime<Utc>>,
    pub(super) is_leaving: bool,
}

pub(super) async fn introductions(
    db: impl PgExecutor<'_>,
    people: &[String],
) -> sqlx::Result<Vec<IntroductionRow>> {
    sqlx::query_as(
        "select id, name, email, account_kind, profession, specialty, department, trust_level,
                is_verified_professional, verified_at, closing_at is not null as is_leaving
         from users where id = any($1) and erased_at is null",
    )
    .bind(people)
    .fetch_all(db)
    .await
}
