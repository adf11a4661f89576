//! Every SQL statement of imports.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use crate::personal_data::Swept;

/// What a person imported, for them.
pub(in crate::publishing) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select jsonb_build_object(
            'imports', coalesce((select jsonb_agg(jsonb_build_object(
                'fichier', i.file_name, 'type', i.listing_type, 'envoye_le', i.created_at, 'commence_le', i.started_at,
                'fini_le', i.ended_at, 'publie', i.publishes, 'colonnes', i.columns,
                'lignes', (select coalesce(jsonb_agg(jsonb_build_object(
                    'ligne', l.line, 'cellules', l.cells, 'resultat', l.state, 'annonce', l.listing_id) order by l.line), '[]')
                    from listing_import_lines l where l.import_id = i.id)) order by i.created_at, i.id)
                from listing_imports i where i.user_id = $1), '[]'),
            'references', coalesce((select jsonb_agg(jsonb_build_object(
                'reference', mark, 'annonce', listing_id, 'importee_le', created_at) order by mark)
                from listing_import_marks where user_id = $1), '[]'))",
    )
    .bind(person)
    .fetch_one(db)
    .await
}

pub(in crate::publishing) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("delete from listing_imports where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query("delete from listing_import_marks where user_id = $1").bind(person).execute(db).await?;
    Ok(())
}

pub(super) async fn sweep(db: &PgPool, before: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    sqlx::query_as(
        "with due as (select id from listing_imports where coalesce(ended_at, started_at, created_at) <= $1),
              gone as (delete from listing_imports where id in (select id from due order by id limit $2) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(before)
    .bind(most)
    .fetch_one(db)
    .await
    .map(Swept::of)
}
