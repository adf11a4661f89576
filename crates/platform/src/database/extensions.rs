//! What the schema needs of the server: its version, and extensions that are there or can be created.

use sqlx::{AssertSqlSafe, PgPool};

use super::connect::ConnectError;

/// Extensions without which the schema cannot be made.
const EXTENSIONS: [&str; 2] = ["postgis", "btree_gist"];
/// The oldest version that knows every statement we write.
const OLDEST: i32 = 15;

/// What the server offers of the wanted extensions: name, whether it is created in this database, whether our
/// role may create it. Whoever may create in a database may create a `trusted` extension there.
const OFFERED: &str = "select offered.name::text, offered.installed_version is not null, \
            (select rolsuper from pg_roles where rolname = current_user) \
                or not version.superuser \
                or (version.trusted and has_database_privilege(current_database(), 'create')) \
     from pg_available_extensions offered \
     join pg_available_extension_versions version \
       on version.name = offered.name and version.version = offered.default_version \
     where offered.name = any($1) \
     order by offered.name";

/// Name, whether it is created, whether our role may create it.
type Offered = (String, bool, bool);

/// Checks that the server is recent enough, and that every extension needed is there or can be created by our
/// role.
pub async fn require_extensions(pool: &PgPool) -> Result<(), ConnectError> {
    let number: i32 = sqlx::query_scalar("select current_setting('server_version_num')::int")
        .fetch_one(pool)
        .await
        .map_err(ConnectError::Refused)?;
    let major = number / 10_000;
    if major < OLDEST {
        return Err(ConnectError::TooOld { major });
    }
    let offered: Vec<Offered> = sqlx::query_as(OFFERED)
        .bind(EXTENSIONS.map(str::to_owned).to_vec())
        .fetch_all(pool)
        .await
        .map_err(ConnectError::Refused)?;
    let missing: Vec<&str> =
        EXTENSIONS.into_iter().filter(|name| !offered.iter().any(|(has, ..)| has == name)).collect();
    if !missing.is_empty() {
        return Err(ConnectError::Extension { missing: missing.join(", "), major });
    }
    require_rights(pool, offered).await
}

async fn require_rights(pool: &PgPool, offered: Vec<Offered>) -> Result<(), ConnectError> {
    let mut statements = Vec::new();
    for (name, created, allowed) in offered {
        if !created && !allowed && !can_create(pool, &name).await? {
            statements.push(format!("create extension {name};"));
        }
    }
    if statements.is_empty() {
        return Ok(());
    }
    Err(ConnectError::Rights { statements: statements.join(" ") })
}

/// Tries, and takes it back: hosts of databases let some roles create what the catalogue denies them.
async fn can_create(pool: &PgPool, name: &str) -> Result<bool, ConnectError> {
    let mut attempt = pool.begin().await.map_err(ConnectError::Refused)?;
    // The name is one of the constant above.
    let created =
        sqlx::raw_sql(AssertSqlSafe(format!("create extension {name}"))).execute(&mut *attempt).await;
    attempt.rollback().await.map_err(ConnectError::Refused)?;
    match created {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(_)) => Ok(false),
        Err(cause) => Err(ConnectError::Refused(cause)),
    }
}

#[cfg(test)]
mod tests {
    use sqlx::{ConnectOptions, Connection, PgConnection};

    use super::*;
    use crate::database::connect;
    use crate::testing::TestCluster;

    /// A database whose owner is a role without rights; the tests drop both.
    struct Guest {
        administrator: PgConnection,
        name: String,
        url: String,
    }

    impl Guest {
        async fn arrive(rank: u32) -> Self {
            let cluster = TestCluster::shared();
            let mut administrator = cluster.administrator().await;
            // The prefix by which the harness knows what an interrupted run has left.
            let name = format!("test_{}_guest_{rank}", std::process::id());
            for statement in ["create role {} login", "create database {} owner {}"] {
                say(&mut administrator, &statement.replace("{}", &name)).await;
            }
            let url = cluster.url(&name).replace("doctonext@", &format!("{name}@"));
            Self { administrator, name, url }
        }

        async fn ask(&self) -> Result<(), ConnectError> {
            let pool = connect(&self.url, 1, "tests").await.unwrap();
            let answer = require_extensions(&pool).await;
            pool.close().await;
            answer
        }

        async fn leave(mut self) {
            for statement in ["drop database {} with (force)", "drop role {}"] {
                say(&mut self.administrator, &statement.replace("{}", &self.name)).await;
            }
            self.administrator.close().await.unwrap();
        }
    }

    async fn say(connection: &mut PgConnection, statement: &str) {
        let statement = AssertSqlSafe(statement.to_owned());
        sqlx::raw_sql(statement).execute(connection).await.unwrap();
    }

    #[tokio::test]
    async fn an_owner_without_rights_reads_what_a_superuser_has_to_type() {
        let guest = Guest::arrive(1).await;

        let refusal = guest.ask().await.unwrap_err().to_string();

        // PostgreSQL trusts the owner of a database with btree_gist.
        assert!(refusal.ends_with("as a superuser of that database: create extension postgis;"), "{refusal}");
        guest.leave().await;
    }

    #[tokio::test]
    async fn a_role_that_may_not_create_anything_reads_about_each_extension() {
        let mut guest = Guest::arrive(2).await;
        let taken = format!("alter database {} owner to doctonext", guest.name);
        say(&mut guest.administrator, &taken).await;

        let refusal = guest.ask().await.unwrap_err().to_string();

        assert!(refusal.ends_with("create extension btree_gist; create extension postgis;"), "{refusal}");
        guest.leave().await;
    }

    #[tokio::test]
    async fn a_role_without_rights_is_content_with_what_a_superuser_has_created() {
        let guest = Guest::arrive(3).await;
        let options = TestCluster::shared().options(&guest.name);
        let mut superuser = options.connect().await.unwrap();
        say(&mut superuser, "create extension postgis").await;
        superuser.close().await.unwrap();

        guest.ask().await.unwrap();
        guest.leave().await;
    }
}
