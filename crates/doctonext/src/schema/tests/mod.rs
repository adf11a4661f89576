//! The live catalogue beside the design, the migrations on tables that hold rows, and the counts that triggers keep.

mod conformity;
mod constraints;
mod counts;
mod deletion;
mod document;
mod samples;

// The only lines that know where test databases come from: a migrated one, and one without any table.
use crate::testing::{empty_database, migrated_database};

use super::catalog::Catalog;
use sqlx::PgPool;

async fn catalog(pool: &PgPool) -> Catalog {
    Catalog::read(pool).await.unwrap()
}

/// Runs statements that a test spells out.
async fn run(pool: &PgPool, statements: &'static str) -> sqlx::Result<()> {
    sqlx::raw_sql(statements).execute(pool).await.map(drop)
}

/// The place of a file of the repository.
fn in_repository(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}
