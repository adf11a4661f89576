//! What is told of a person, what is erased, what is kept no longer than it must.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use crate::{personal_data::Swept, sealing::Sealed};

/// Everything of a person that needs no key to be read.
pub(in crate::rooms) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'demandes', (select coalesce(jsonb_agg(jsonb_build_object(
                    'id', r.id, 'annonce', r.listing_id, 'etat', r.state, 'palier', r.tier, 'demande_le', r.asked_at,
                    'ouvert_le', r.granted_at, 'fin_prevue', r.ends_at, 'fin', r.ended_at,
                    'justificatifs', (select jsonb_agg(p.piece_id) from room_request_proofs p where p.request_id = r.id)
                ) order by r.asked_at, r.id), '[]') from room_requests r where r.reader_id = $1),
            'demandes_recues', (select coalesce(jsonb_agg(jsonb_build_object(
                    'id', r.id, 'annonce', r.listing_id, 'lecteur', u.name, 'etat', r.state, 'palier', r.tier,
                    'demande_le', r.asked_at, 'ouvert_le', r.granted_at, 'fin', r.ended_at) order by r.asked_at, r.id), '[]')
                from room_requests r join listings l on l.id = r.listing_id join users u on u.id = r.reader_id
                where l.user_id = $1),
            'histoire', (select coalesce(jsonb_agg(jsonb_build_object(
                    'demande', e.request_id, 'le', e.at, 'evenement', e.event, 'etat', e.to_state) order by e.id), '[]')
                from room_events e where e.actor_id = $1),
            'engagements', (select coalesce(jsonb_agg(jsonb_build_object(
                    'annonce', s.listing_id, 'demande', s.request_id, 'cote', s.side, 'version', s.text_version,
                    'empreinte', encode(s.text_hash, 'hex'), 'le', s.accepted_at, 'reseau', s.network,
                    'navigateur', s.browser) order by s.accepted_at), '[]')
                from room_undertakings s where s.user_id = $1),
            'lectures', (select coalesce(jsonb_agg(jsonb_build_object(
                    'demande', v.request_id, 'le', v.at, 'quoi', v.what, 'empreinte', encode(v.document_hash, 'hex'),
                    'page', v.page, 'reseau', v.network, 'navigateur', v.browser) order by v.id), '[]')
                from (select * from room_views where viewer_id = $1 order by id desc limit 10000) v))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Sealed words of a person: identifiers and projects of their requests.
pub(in crate::rooms) async fn projects_of(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Vec<(String, Sealed)>> {
    sqlx::query_as(
        "select id, project from room_requests where reader_id = $1 and project is not null order by asked_at",
    )
    .bind(person)
    .fetch_all(db)
    .await
}

/// Letters of intent that a person wrote: identifier, request, state, content.
pub(in crate::rooms) async fn offers_by(
    db: &mut PgConnection,
    person: &str,
) -> sqlx::Result<Vec<(String, String, String, Option<Sealed>)>> {
    sqlx::query_as(
        "select id, request_id, state, content from room_offers where author_id = $1 order by made_at, number",
    )
    .bind(person)
    .fetch_all(db)
    .await
}

/// Empties what a person wrote; an accepted letter of intent stays, as the proof of both sides.
pub(in crate::rooms) async fn empty_words(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("update room_requests set project = null where reader_id = $1 and project is not null")
        .bind(person)
        .execute(&mut *db)
        .await?;
    sqlx::query("delete from room_request_proofs p using room_requests r where r.id = p.request_id and r.reader_id = $1")
        .bind(person)
        .execute(&mut *db)
        .await?;
    sqlx::query("update room_offers set content = null where author_id = $1 and state <> 'accepted'")
        .bind(person)
        .execute(&mut *db)
        .await?;
    sqlx::query("delete from room_codes where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}

/// Removes rooms that ended by then with all that hangs on them, so many at most: those where something was shown, or the
/// requests that came to nothing. What owners signed goes with the last of them.
pub(in crate::rooms) async fn sweep(
    db: &PgPool,
    was_shown: bool,
    before: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<Swept> {
    let mut tx = db.begin().await?;
    let counts: (i64, i64) = sqlx::query_as(
        "with due as (select id from room_requests where ended_at <= $1 and (tier > 0) = $3),
              few as (select id from due limit $2),
              done as (delete from room_requests r using few where r.id = few.id returning 1)
         select (select count(*) from done), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .bind(was_shown)
    .fetch_one(&mut *tx)
    .await?;
    if was_shown {
        sqlx::query(
            "delete from room_undertakings s where s.side = 'seller' and s.accepted_at <= $1
                    and not exists (select from room_requests r where r.listing_id = s.listing_id)",
        )
        .bind(before)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(Swept::of(counts))
}
