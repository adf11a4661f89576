use std::sync::mpsc::Sender;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool};
use tokio::sync::OnceCell;

use super::cluster::{TestCluster, drop_database};
use super::spares::Spares;

/// A prepared database that is only ever copied.
#[derive(Debug, Clone)]
pub struct Template {
    database: String,
    spares: Arc<OnceLock<Spares>>,
    reading: Arc<OnceCell<String>>,
}

impl Template {
    fn named(database: String) -> Self {
        Self { database, spares: Arc::default(), reading: Arc::default() }
    }

    /// Its name in the cluster.
    #[must_use]
    pub fn database(&self) -> &str {
        &self.database
    }

    /// A copy made in advance, if one is ready. The first call starts making them.
    pub(super) fn spare(&self, cluster: &'static TestCluster) -> Option<String> {
        self.spares.get_or_init(|| Spares::of(cluster, self.database.clone())).take()
    }

    /// The one copy for all tests that only read.
    pub(super) async fn reading_copy(&self, cluster: &TestCluster) -> String {
        self.reading.get_or_init(|| cluster.copy(&self.database)).await.clone()
    }

    /// Finds the template of that fingerprint, or prepares it and drops those of other fingerprints.
    pub(super) async fn ready<F>(cluster: &TestCluster, name: &str, fingerprint: &str, prepare: F) -> Self
    where
        F: AsyncFnOnce(PgPool),
    {
        let prefix = format!("template_{name}_");
        let database = format!("{prefix}{:016x}", fnv(fingerprint.as_bytes()));
        let mut connection = cluster.administrator().await;
        let there: Vec<(String, bool)> = sqlx::query_as(
            "select datname::text, datistemplate from pg_database where starts_with(datname::text, $1)",
        )
        .bind(&prefix)
        .fetch_all(&mut connection)
        .await
        .expect("the list of databases");
        // It is marked as a template only when it is whole: an earlier run may have been killed before.
        if there.contains(&(database.clone(), true)) {
            return Self::named(database);
        }
        for (old, _) in there {
            run(&mut connection, format!("alter database \"{old}\" is_template false")).await;
            drop_database(&mut connection, &old).await;
        }
        run(&mut connection, format!("create database \"{database}\"")).await;
        let pool = PgPoolOptions::new().max_connections(4).connect_lazy_with(cluster.options(&database));
        pool.execute("create extension if not exists postgis").await.expect("PostGIS");
        prepare(pool.clone()).await;
        // Statistics are copied too, and automatic vacuum is off: without them plans would be of empty tables.
        pool.execute("vacuum analyze").await.expect("statistics");
        pool.close().await;
        run(&mut connection, format!("alter database \"{database}\" is_template true")).await;
        Self::named(database)
    }
}

async fn run(connection: &mut PgConnection, statement: String) {
    connection.execute(AssertSqlSafe(statement)).await.expect("a statement about a template");
}

/// FNV-1a: the same for every build of the tests.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

/// A database of one test's own, dropped when the test has ended; or the one that all tests may read.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    url: String,
    pool: PgPool,
    drops: Option<Sender<String>>,
}

impl TestDatabase {
    pub(super) fn writable(name: String, cluster: &TestCluster) -> Self {
        let pool = pool_of(cluster.options(&name));
        Self { url: cluster.url(&name), pool, drops: Some(cluster.drops()), name }
    }

    pub(super) fn read_only(name: String, cluster: &TestCluster) -> Self {
        let pool = pool_of(cluster.options(&name).options([("default_transaction_read_only", "on")]));
        let url = format!("{}?options=-c%20default_transaction_read_only%3Don", cluster.url(&name));
        Self { url, pool, drops: None, name }
    }

    /// Its name in the cluster.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Connections to it, opened when they are needed, five at most.
    #[must_use]
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Its address, for what opens its own connections (`psql` too).
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(drops) = &self.drops {
            // The sweeper is gone only when the program ends: then the next run sweeps.
            let _ = drops.send(std::mem::take(&mut self.name));
        }
    }
}

fn pool_of(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(5)
        .acquire_timeout(Duration::from_secs(20))
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn template() -> Template {
        TestCluster::shared()
            .template("platform", "1", async |pool| {
                pool.execute("create table people (name text); insert into people values ('Claire')")
                    .await
                    .unwrap();
            })
            .await
    }

    async fn names(pool: &PgPool) -> Vec<String> {
        sqlx::query_scalar("select name from people order by name").fetch_all(pool).await.unwrap()
    }

    #[tokio::test]
    async fn each_test_writes_into_a_database_of_its_own() {
        let template = template().await;
        let one = TestCluster::shared().fresh_database(&template).await;
        let other = TestCluster::shared().fresh_database(&template).await;

        one.pool().execute("insert into people values ('Karim')").await.unwrap();

        assert_eq!(names(one.pool()).await, ["Claire", "Karim"]);
        assert_eq!(names(other.pool()).await, ["Claire"]);
    }

    #[tokio::test]
    async fn the_address_of_a_test_database_leads_to_it_and_has_postgis() {
        let database = TestCluster::shared().fresh_database(&template().await).await;
        let pool = PgPool::connect(database.url()).await.unwrap();

        let metres: f64 = sqlx::query_scalar(
            "select st_distance('point(2.35 48.85)'::geography, 'point(4.83 45.76)'::geography)",
        )
        .fetch_one(&pool)
        .await
        .unwrap();

        assert!((391_000.0..393_000.0).contains(&metres), "{metres}");
    }

    #[tokio::test]
    async fn a_dropped_database_disappears_from_the_cluster() {
        let cluster = TestCluster::shared();
        let database = cluster.fresh_database(&template().await).await;
        let name = database.name.clone();
        assert_eq!(names(database.pool()).await, ["Claire"]);

        drop(database);

        let mut connection = cluster.administrator().await;
        loop {
            let there: bool =
                sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
                    .bind(&name)
                    .fetch_one(&mut connection)
                    .await
                    .unwrap();
            if !there {
                break;
            }
        }
    }

    #[tokio::test]
    async fn tests_that_only_read_share_a_database_that_refuses_to_be_written() {
        let cluster = TestCluster::shared();
        let template = template().await;
        let (one, other) =
            (cluster.reading_database(&template).await, cluster.reading_database(&template).await);

        let refusal = one.pool().execute("insert into people values ('Karim')").await.unwrap_err();

        assert!(refusal.to_string().contains("read-only"), "{refusal}");
        assert_eq!(one.name(), other.name());
        drop(one);
        let pool = PgPool::connect(other.url()).await.unwrap();
        assert_eq!(names(&pool).await, ["Claire"]);
        assert!(pool.execute("delete from people").await.is_err());
    }

    #[tokio::test]
    async fn databases_made_in_advance_are_as_fresh_as_the_others() {
        let cluster = TestCluster::shared();
        let template = template().await;

        for _ in 0..8 {
            let database = cluster.fresh_database(&template).await;
            assert_eq!(names(database.pool()).await, ["Claire"]);
            database.pool().execute("insert into people values ('Karim')").await.unwrap();
        }
    }
}
