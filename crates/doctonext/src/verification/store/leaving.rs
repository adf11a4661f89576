//! What a person is told of their verification, and what goes with them.

use serde_json::Value;
use sqlx::PgConnection;

// The cause of a case may say that somebody else holds the number: it is not told.
pub(in crate::verification) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'etat', jsonb_build_object(
                'statut', u.verification_status, 'depuis', u.verified_at, 'jusqu_au', u.verified_until,
                'annuaire_interroge', u.verification_checked_at, 'nom_d_exercice', u.exercise_family_name,
                'prenom_d_exercice', u.exercise_given_name),
            'histoire', coalesce((select jsonb_agg(jsonb_build_object('quand', e.at, 'de', e.from_status, 'a', e.to_status)
                                                   order by e.id)
                                  from verification_events e where e.user_id = u.id), '[]'),
            'dossiers', coalesce((select jsonb_agg(jsonb_build_object('ouvert', r.opened_at, 'clos', r.closed_at,
                                                                      'decision', r.decision, 'motif', r.reason)
                                                   order by r.opened_at)
                                  from verification_reviews r where r.user_id = u.id), '[]'),
            'pieces', coalesce((select jsonb_agg(jsonb_build_object('nature', p.kind, 'recue', p.uploaded_at,
                                                                    'statut', p.status, 'jusqu_au', p.accepted_until,
                                                                    'sha256', encode(p.sha256, 'hex'))
                                                 order by p.uploaded_at)
                                from verification_pieces p where p.user_id = u.id), '[]'))
         from users u where u.id = $1",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

pub(in crate::verification) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    let files: Vec<Option<String>> =
        sqlx::query_scalar("delete from verification_pieces where user_id = $1 returning file")
            .bind(person)
            .fetch_all(&mut *db)
            .await?;
    sqlx::query("delete from verification_reviews where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query("delete from verification_events where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query(
        "update users set rpps_number = null, rpps_mark = null, adeli_number = null, adeli_mark = null,
                          exercise_family_name = null, exercise_given_name = null, verification_status = 'none',
                          verification_reason = null, is_verified_professional = false, trust_level = 0,
                          verified_at = null, verified_until = null, verification_checked_at = null,
                          verification_nights = 0, verification_paused = '{}'
         where id = $1",
    )
    .bind(person)
    .execute(db)
    .await?;
    Ok(files.into_iter().flatten().collect())
}
