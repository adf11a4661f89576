//! Values in clear in columns that are sealed.

use sqlx::{AssertSqlSafe, PgConnection};

use crate::sealing::Sealed;

/// A column whose values are sealed.
pub(in crate::accounts) struct Column {
    pub(in crate::accounts) table: &'static str,
    pub(in crate::accounts) name: &'static str,
    /// Where the table says whose row it is.
    person: &'static str,
}

pub(in crate::accounts) const COLUMNS: &[Column] = &[
    Column { table: "users", name: "phone", person: "id" },
    Column { table: "users", name: "rpps_number", person: "id" },
    Column { table: "users", name: "adeli_number", person: "id" },
    Column { table: "accounts", name: "access_token", person: "user_id" },
    Column { table: "accounts", name: "refresh_token", person: "user_id" },
    Column { table: "accounts", name: "id_token", person: "user_id" },
];

/// A sealed value: its version byte is 1, and it is never short. Tokens of other sites may begin with `v1.` too.
const SEALED: &str = "^v1[.]A[Q-Za-f][A-Za-z0-9_-]{80,}$";

/// A value in clear. No `Debug`.
#[derive(sqlx::FromRow)]
pub(in crate::accounts) struct Clear {
    pub(in crate::accounts) id: String,
    pub(in crate::accounts) person: String,
    pub(in crate::accounts) value: String,
}

/// Some values in clear, held until the transaction ends.
pub(in crate::accounts) async fn lock_clear(
    db: &mut PgConnection,
    Column { table, name, person }: &Column,
    most: i64,
) -> sqlx::Result<Vec<Clear>> {
    let statement = format!(
        "select id, {person} as person, {name} as value from {table}
         where {name} is not null and {name} !~ '{SEALED}' order by id limit $1 for update"
    );
    sqlx::query_as(AssertSqlSafe(statement)).bind(most).fetch_all(db).await
}

pub(in crate::accounts) async fn set_sealed(
    db: &mut PgConnection,
    Column { table, name, .. }: &Column,
    id: &str,
    value: &Sealed,
) -> sqlx::Result<()> {
    let statement = format!("update {table} set {name} = $2 where id = $1");
    sqlx::query(AssertSqlSafe(statement)).bind(id).bind(value).execute(db).await?;
    Ok(())
}
