//! Pausing, telling and emptying listings.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

/// Closes every listing of a person for good, and says which.
pub(in crate::listings) async fn archive_of(
    db: &mut PgConnection,
    person: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<String>> {
    sqlx::query(
        "insert into listing_events (listing_id, at, event, from_status, to_status, actor)
         select id, $2, 'delete', status, 'archived', 'house' from listings
         where user_id = $1 and status not in ('sold', 'expired', 'removed', 'archived') order by id",
    )
    .bind(person)
    .bind(now)
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar(
        "update listings set status = case when status in ('sold', 'expired', 'removed') then status else 'archived' end,
                             deleted_at = coalesce(deleted_at, $2), updated_at = $2, version = version + 1
         where user_id = $1 returning id",
    )
    .bind(person)
    .bind(now)
    .fetch_all(db)
    .await
}

/// Listings closed by then, held until the transaction ends.
pub(in crate::listings) async fn lock_forgettable(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from listings
         where forgotten_at is null and coalesce(deleted_at, updated_at) <= $1
           and (deleted_at is not null or status in ('sold', 'expired', 'rejected', 'removed', 'archived'))
         order by coalesce(deleted_at, updated_at) limit $2 for update skip locked",
    )
    .bind(before)
    .bind(most)
    .fetch_all(db)
    .await
}

pub(in crate::listings) async fn count_forgettable(
    db: &mut PgConnection,
    before: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from listings
         where forgotten_at is null and coalesce(deleted_at, updated_at) <= $1
           and (deleted_at is not null or status in ('sold', 'expired', 'rejected', 'removed', 'archived'))",
    )
    .bind(before)
    .fetch_one(db)
    .await
}

/// Erases what the owners wrote: texts, drafts, versions, details, what they sold for, everything finer than the department. Type,
/// trade, dates and counts stay.
pub(in crate::listings) async fn forget(
    db: &mut PgConnection,
    ids: &[String],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for statement in [
        "delete from transfer_details where listing_id = any($1)",
        "delete from replacement_details where listing_id = any($1)",
        "delete from collaboration_details where listing_id = any($1)",
        "delete from replacement_periods where listing_id = any($1)",
        "delete from listing_drafts where listing_id = any($1)",
        "delete from listing_revisions where listing_id = any($1)",
        "delete from listing_exact where listing_id = any($1)",
        "update listing_locations set address = null, postal_code = null, city = '', commune_code = null,
                                      latitude = null, longitude = null, area_level = null, area_code = null,
                                      area_practitioners = null
         where listing_id = any($1)",
    ] {
        sqlx::query(statement).bind(ids).execute(&mut *db).await?;
    }
    sqlx::query(
        "update listings set title = 'Annonce effacée', description = null, closing_price = null, closing_price_band = null,
                             forgotten_at = $2 where id = any($1)",
    )
    .bind(ids)
    .bind(now)
    .execute(&mut *db)
    .await?;
    Ok(())
}

/// The listings of a person with their place and details, for them.
pub(in crate::listings) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object('annonces', coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'identifiant', l.id, 'titre', l.title, 'texte', l.description, 'type', l.listing_type,
            'profession', l.profession, 'specialite', l.specialty, 'etat', l.status, 'urgente', l.is_urgent,
            'mise_en_avant', l.is_premium, 'vues', l.views_count, 'contacts', l.contacts_count,
            'creee_le', l.created_at, 'modifiee_le', l.updated_at, 'publiee_le', l.published_at,
            'fin_le', l.expires_at, 'supprimee_le', l.deleted_at, 'motif_de_fin', l.closing_reason,
            'prix_conclu', l.closing_price, 'prix_conclu_tranche', l.closing_price_band,
            'lieu', (select to_jsonb(p) - 'id' - 'listing_id' - 'position' from listing_locations p where p.listing_id = l.id),
            'cession', (select to_jsonb(t) - 'id' - 'listing_id' from transfer_details t where t.listing_id = l.id),
            'remplacement', (select to_jsonb(r) - 'id' - 'listing_id' from replacement_details r where r.listing_id = l.id),
            'collaboration', (select to_jsonb(c) - 'id' - 'listing_id' from collaboration_details c where c.listing_id = l.id),
            'periodes', (select jsonb_agg(jsonb_build_object('du', d.starts_on, 'au', d.ends_on) order by d.starts_on)
                         from replacement_periods d where d.listing_id = l.id),
            'en_cours', (select d.answers from listing_drafts d where d.listing_id = l.id),
            'versions', (select jsonb_agg(jsonb_build_object('numero', r.number, 'etat', r.status, 'le', r.made_at,
                                                             'reponses', r.answers, 'motif', r.reason) order by r.number)
                         from listing_revisions r where r.listing_id = l.id),
            'histoire', (select jsonb_agg(jsonb_build_object('le', e.at, 'evenement', e.event, 'etat', e.to_status,
                                                             'motif', e.reason) order by e.id)
                         from listing_events e where e.listing_id = l.id)
            )) order by l.created_at, l.id), '[]'),
            'lectures', (select coalesce(jsonb_agg(jsonb_build_object('annonce', r.listing_id, 'le', r.at, 'quoi', r.what,
                                                                       'motif', r.reason) order by r.id), '[]')
                         from listing_exact_readings r where r.reader_id = $1),
            'signalees_pourvues', (select coalesce(jsonb_agg(jsonb_build_object(
                'annonce', r.listing_id, 'le', r.reported_at) order by r.reported_at), '[]')
                from listing_taken_reports r where r.user_id = $1))
         from listings l where l.user_id = $1",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

pub(in crate::listings) async fn forget_taken_reports(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<()> {
    sqlx::query("delete from listing_taken_reports where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}
