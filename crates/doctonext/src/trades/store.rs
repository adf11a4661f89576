//! The reference tables `professions` and `specialties`, filled from the tables of the program.

use sqlx::PgPool;

use super::{Profession, Specialty};

/// Writes professions and specialties as this program knows them. Idempotent; rows of a newer program stay.
pub async fn load(db: &PgPool) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    for it in Profession::all() {
        sqlx::query(
            "insert into professions (code, key, label, plural, slug, synonyms) values ($1, $2, $3, $4, $5, $6)
             on conflict (code) do update set key = excluded.key, label = excluded.label,
                plural = excluded.plural, slug = excluded.slug, synonyms = excluded.synonyms
             where (professions.label, professions.plural, professions.slug, professions.synonyms)
                is distinct from (excluded.label, excluded.plural, excluded.slug, excluded.synonyms)",
        )
        .bind(it.code)
        .bind(it.key)
        .bind(it.label)
        .bind(it.plural)
        .bind(it.slug)
        .bind(it.synonyms)
        .execute(&mut *tx)
        .await?;
    }
    for it in Specialty::all() {
        sqlx::query(
            "insert into specialties (profession, code, key, label, practitioner_label, slug, synonyms, directory_codes)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (profession, code) do update set key = excluded.key, label = excluded.label,
                practitioner_label = excluded.practitioner_label, slug = excluded.slug,
                synonyms = excluded.synonyms, directory_codes = excluded.directory_codes
             where (specialties.label, specialties.practitioner_label, specialties.slug, specialties.synonyms,
                    specialties.directory_codes)
                is distinct from (excluded.label, excluded.practitioner_label, excluded.slug, excluded.synonyms,
                    excluded.directory_codes)",
        )
        .bind(it.profession)
        .bind(it.code)
        .bind(it.key)
        .bind(it.label)
        .bind(it.practitioner)
        .bind(it.slug)
        .bind(it.synonyms)
        .bind(it.directory_codes)
        .execute(&mut *tx)
        .await?;
    }
    tx.commit().await
}
