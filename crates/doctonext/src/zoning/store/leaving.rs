//! What a member of the team is told of their work here.

use serde_json::Value;
use sqlx::PgConnection;

pub(in crate::zoning) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'fichiers', coalesce((select jsonb_agg(jsonb_build_object('fichier', e.file_name, 'profession', e.profession,
                                                                      'envoye', e.imported_at) order by e.imported_at)
                                  from zoning_editions e where e.imported_by = $1), '[]'),
            'regles', coalesce((select jsonb_agg(jsonb_build_object('regle', r.title, 'profession', r.profession,
                                                                    'proposee', r.proposed_at) order by r.proposed_at)
                                from installation_rules r where r.proposed_by = $1), '[]'))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}
