//! Every SQL statement of the legal log.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use crate::sealing::Sealed;

pub(super) struct NewLine<'a> {
    pub(super) id: &'a str,
    pub(super) person: &'a str,
    pub(super) kind: &'static str,
    pub(super) fact: &'a str,
    pub(super) mark: Option<Vec<u8>>,
    pub(super) content: &'a Sealed,
    pub(super) until: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) at: DateTime<Utc>,
    pub(super) person_id: String,
    pub(super) kind: String,
    pub(super) fact: String,
    pub(super) content: Sealed,
    pub(super) kept_until: Option<DateTime<Utc>>,
}

pub(super) async fn add(db: &mut PgConnection, it: NewLine<'_>, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into legal_log (id, at, person_id, kind, fact, email_mark, content, kept_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(it.id)
    .bind(now)
    .bind(it.person)
    .bind(it.kind)
    .bind(it.fact)
    .bind(it.mark)
    .bind(it.content)
    .bind(it.until)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn close(
    db: &mut PgConnection,
    person: &str,
    kind: &str,
    until: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update legal_log set kept_until = $3 where person_id = $1 and kind = $2 and kept_until is null",
    )
    .bind(person)
    .bind(kind)
    .bind(until)
    .execute(db)
    .await?;
    Ok(())
}

/// How many went, how many were due. The clock of the database has its say too: the trigger asks it.
pub(super) async fn purge(
    db: &PgPool,
    kind: &str,
    now: DateTime<Utc>,
    most: i64,
) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "with due as (select id from legal_log where kind = $1 and kept_until <= $2 and kept_until < now()),
              gone as (delete from legal_log where id in (select id from due order by id limit $3) returning 1)
         select (select count(*) from gone), (select count(*) from due)",
    )
    .bind(kind)
    .bind(now)
    .bind(most)
    .fetch_one(db)
    .await
}

/// The lines of whoever has this identifier, or once had this address.
pub(super) async fn of_anyone(db: &mut PgConnection, person: &str, mark: &[u8]) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select id, at, person_id, kind, fact, content, kept_until from legal_log
         where person_id = $1
            or person_id in (select person_id from legal_log where email_mark = $2)
         order by at, id",
    )
    .bind(person)
    .bind(mark)
    .fetch_all(db)
    .await
}

pub(super) async fn of_person(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as(
        "select id, at, person_id, kind, fact, content, kept_until from legal_log where person_id = $1 order by at, id",
    )
    .bind(person)
    .fetch_all(db)
    .await
}
