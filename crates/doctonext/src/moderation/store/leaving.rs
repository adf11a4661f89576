//! What a person is told of notices and decisions, and what goes with them.

use serde_json::Value;
use sqlx::PgConnection;

// Who of the team decided is not told, nor who reported what.
pub(in crate::moderation) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'signalements_faits', coalesce((select jsonb_agg(jsonb_build_object(
                    'recu_le', n.received_at, 'adresse', n.address, 'motif', n.reason, 'explication', n.explanation,
                    'etat', n.status, 'depuis', n.status_since,
                    'decision', (select jsonb_build_object('mesure', d.action, 'prise_le', d.decided_at)
                                 from moderation_decisions d where (d.notice_id = n.id or d.id = n.answered_by) and d.state not in ('proposed', 'declined')
                                 order by d.decided_at desc limit 1),
                    'recours', (select jsonb_build_object('texte', a.words, 'fait_le', a.made_at, 'issue', a.outcome,
                                                          'motif', a.reason)
                                from moderation_appeals a join moderation_decisions d on d.id = a.decision_id
                                where d.notice_id = n.id and a.party = 'notifier' limit 1))
                    order by n.received_at) from moderation_notices n where n.notifier_id = $1), '[]'),
            'signalements_recus', coalesce((select jsonb_agg(jsonb_build_object(
                    'recu_le', n.received_at, 'sur', n.subject_kind, 'motif', n.reason, 'etat', n.status)
                    order by n.received_at) from moderation_notices n where n.subject_owner = $1 and n.source in ('visitor', 'appeal')), '[]'),
            'decisions', coalesce((select jsonb_agg(jsonb_build_object(
                    'mesure', d.action, 'sur', d.subject_kind, 'titre', d.subject_title, 'motif', d.ground,
                    'faits', d.facts, 'origine', d.found_by, 'prise_le', d.decided_at, 'fin_le', d.ends_at,
                    'etat', d.state,
                    'recours', (select jsonb_build_object('texte', a.words, 'fait_le', a.made_at, 'issue', a.outcome,
                                                          'motif', a.reason)
                                from moderation_appeals a where a.decision_id = d.id and a.party = 'author'))
                    order by d.decided_at)
                    from moderation_decisions d
                    where d.user_id = $1 and d.state not in ('proposed', 'declined')), '[]'))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

/// Their name and address go from the notices they made; what they reported, and what was decided about them, stays as long as
/// it may be contested or counted.
pub(in crate::moderation) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    for statement in [
        "update moderation_notices set notifier = null, notifier_id = null where notifier_id = $1",
        "update moderation_decisions set subject_title = '' where user_id = $1",
        // What the house says of their captions is in their own words.
        "update moderation_notices set explanation = '' where subject_owner = $1 and source in ('rule', 'review')",
        "delete from moderation_locks where held_by = $1",
    ] {
        sqlx::query(statement).bind(person).execute(&mut *db).await?;
    }
    Ok(())
}
