//! Telling a person what is kept of them, and forgetting them.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

/// Everything of accounts about a person, but secrets.
pub(in crate::accounts) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'compte', (select jsonb_build_object(
                'identifiant', id, 'nom', name, 'adresse_email', email, 'adresse_confirmee', email_verified,
                'type_de_compte', account_kind, 'role', role, 'niveau_de_confiance', trust_level,
                'cree_le', created_at, 'modifie_le', updated_at, 'derniere_visite', last_seen_at,
                'conditions_acceptees', terms_version, 'conditions_acceptees_le', terms_accepted_at,
                'certification_professionnelle_le', certified_professional_at, 'image_du_fournisseur', image,
                'client_paiement', stripe_customer_id, 'suppression_prevue_le', closing_at)
                from users where id = $1),
            'moyens_de_connexion', (select coalesce(jsonb_agg(jsonb_build_object(
                'fournisseur', provider_id,
                'identifiant_chez_le_fournisseur', case when provider_id <> 'credential' then account_id end,
                'droits_accordes', scope, 'depuis', created_at, 'modifie_le', updated_at) order by created_at), '[]')
                from accounts where user_id = $1),
            'appareils_connectes', (select coalesce(jsonb_agg(jsonb_build_object(
                'navigateur', user_agent, 'reseau', ip_address, 'connecte_le', created_at,
                'vu_le', last_seen_at, 'expire_le', expires_at) order by created_at), '[]')
                from sessions where user_id = $1 and acting_staff_id is null),
            'navigateurs_connus', (select coalesce(jsonb_agg(jsonb_build_object(
                'vu_pour_la_premiere_fois', first_seen_at, 'vu_pour_la_derniere_fois', last_seen_at)
                order by first_seen_at), '[]')
                from known_devices where user_id = $1),
            'double_authentification', jsonb_build_object(
                'application_depuis', (select coalesce(confirmed_at, created_at) from totp_secrets where user_id = $1),
                'codes_de_recuperation', (select coalesce(jsonb_agg(jsonb_build_object(
                    'cree_le', created_at, 'utilise_le', used_at) order by id), '[]')
                    from recovery_codes where user_id = $1)),
            'cles_d_acces', (select coalesce(jsonb_agg(jsonb_build_object(
                'nom', name, 'creee_le', created_at, 'utilisee_le', last_used_at) order by created_at), '[]')
                from passkeys where user_id = $1))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Deletes sessions, ways of signing in, browsers, proofs and counters of a person.
pub(in crate::accounts) async fn forget_ways_in(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    for statement in [
        "delete from sessions where user_id = $1 or acting_staff_id = $1",
        "delete from accounts where user_id = $1",
        "delete from known_devices where user_id = $1",
        // A proof names a person by identifier or by address, alone or inside JSON.
        "delete from verifications v using users u
         where u.id = $1 and (v.value = u.id or strpos(v.value, to_json(u.id)::text) > 0
                              or strpos(v.value, to_json(u.email)::text) > 0)",
        "delete from attempts where subject in ('confirm/' || $1, 'second-factor/' || $1,
                                                 'second-factor-warned/' || $1, 'letters/person/' || $1)",
    ] {
        sqlx::query(statement).bind(person).execute(&mut *db).await?;
    }
    Ok(())
}

/// Makes the row say nothing of its owner. The address that replaces theirs can never receive a letter (RFC 2606).
pub(in crate::accounts) async fn pseudonymise(
    db: &mut PgConnection,
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update users set name = 'Compte supprimé', email = $2, email_verified = false, image = null, role = 'user',
                          trust_level = 0, terms_version = null, terms_accepted_at = null,
                          certified_professional_at = null, last_seen_at = null, stripe_customer_id = null,
                          closing_at = null, barred_at = null, barred_until = null, kind_set_at = null,
                          erased_at = $3, updated_at = $3
         where id = $1",
    )
    .bind(person)
    .bind(format!("{}@compte-supprime.invalid", SystemIds.fresh()))
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Says when a person's account will be erased, or that it will not.
pub async fn set_closing(
    db: &mut PgConnection,
    person: &str,
    due: Option<DateTime<Utc>>,
) -> sqlx::Result<()> {
    sqlx::query("update users set closing_at = $2 where id = $1").bind(person).bind(due).execute(db).await?;
    Ok(())
}

/// Whether the house would be without an administrator if this person left. Two who leave at once wait in turn.
pub async fn is_last_admin(db: &mut PgConnection, person: &str) -> sqlx::Result<bool> {
    let admins: Vec<(String, bool)> = sqlx::query_as(
        "select id, closing_at is null from users where role = 'admin' and erased_at is null order by id for no key update",
    )
    .fetch_all(db)
    .await?;
    let is_admin = admins.iter().any(|(id, _)| id == person);
    Ok(is_admin && !admins.iter().any(|(id, stays)| *stays && id != person))
}

/// What tells whether somebody still lives here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Sign {
    /// Last visit, or the making of the account.
    pub last_at: DateTime<Utc>,
    /// Whether the person belongs to the team.
    pub is_staff: bool,
    /// Whether the account is erased.
    pub is_erased: bool,
}

/// The last sign of life of a person.
pub async fn sign_of_life(db: impl PgExecutor<'_>, person: &str) -> sqlx::Result<Option<Sign>> {
    sqlx::query_as(
        "select coalesce(last_seen_at, created_at) as last_at, role <> 'user' as is_staff,
                erased_at is not null as is_erased
         from users where id = $1",
    )
    .bind(person)
    .fetch_optional(db)
    .await
}

/// Holds a person's row until the transaction ends: nobody signs in as them meanwhile.
pub async fn lock_person(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("select from users where id = $1 for update").bind(person).execute(db).await?;
    Ok(())
}

/// Those of these people whose account is not erased.
pub async fn not_erased(db: &PgPool, people: &[String]) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from users where id = any($1) and erased_at is null order by id")
        .bind(people)
        .fetch_all(db)
        .await
}

/// Members without a sign of life since that moment, in the order of their identifiers, after one of them. Addresses
/// that no letter can reach (the demonstration) are left alone.
pub async fn quiet_since(
    db: &PgPool,
    moment: DateTime<Utc>,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from users
         where erased_at is null and closing_at is null and role = 'user' and email not like '%.invalid'
           and coalesce(last_seen_at, created_at) <= $1 and id > $2
         order by id limit $3",
    )
    .bind(moment)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}
