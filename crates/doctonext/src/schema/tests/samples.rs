//! Each migration is tried on tables that already hold rows.

use sqlx::AssertSqlSafe;

use super::{catalog, empty_database, in_repository};

#[tokio::test]
async fn every_migration_runs_on_tables_that_hold_the_samples_of_those_before() {
    let database = empty_database().await;
    let pool = database.pool();

    for migration in sqlx::migrate!("../../migrations").iter() {
        let number = format!("{:04}", migration.version);
        sqlx::raw_sql(migration.sql.clone())
            .execute(pool)
            .await
            .unwrap_or_else(|error| panic!("migration {number}: {error}"));
        let path = in_repository(&format!("migrations/samples/{number}.sql"));
        let rows = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("samples {number}: {error}"));
        sqlx::raw_sql(AssertSqlSafe(rows))
            .execute(pool)
            .await
            .unwrap_or_else(|error| panic!("samples {number}: {error}"));
    }

    for table in catalog(pool).await.tables {
        let filled: bool =
            sqlx::query_scalar(AssertSqlSafe(format!("select exists (select from {})", table.name)))
                .fetch_one(pool)
                .await
                .unwrap();
        assert!(filled, "no sample fills {}", table.name);
    }
}
