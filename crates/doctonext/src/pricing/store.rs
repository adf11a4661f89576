//! The rows of the price list.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use super::{Price, Product};

/// A line of the list with what is told of its making.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) product: String,
    pub(super) amount_cents: i32,
    pub(super) vat_rate: i32,
    pub(super) valid_from: NaiveDate,
    pub(super) state: String,
    pub(super) reason: String,
    pub(super) proposed_at: DateTime<Utc>,
    pub(super) proposed_by: Option<String>,
    pub(super) proposed_by_name: Option<String>,
    pub(super) decided_at: Option<DateTime<Utc>>,
    pub(super) decided_by_name: Option<String>,
}

impl Line {
    pub(super) const fn price(&self) -> Price {
        Price { cents: self.amount_cents, vat_rate: self.vat_rate, from: self.valid_from }
    }
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "select l.id, l.product, l.amount_cents, l.vat_rate, l.valid_from, l.state, l.reason, l.proposed_at,
                    l.proposed_by, p.name as proposed_by_name, l.decided_at, d.name as decided_by_name
             from price_list l
             left join users p on p.id = l.proposed_by
             left join users d on d.id = l.decided_by ",
            $rest
        )
    };
}

/// All lines, the latest days first. They are a few a year.
pub(super) async fn all(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as(lines!("order by l.product, l.valid_from desc, l.proposed_at desc limit 200"))
        .fetch_all(db)
        .await
}

pub(super) async fn line(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Line>> {
    sqlx::query_as(lines!("where l.id = $1")).bind(id).fetch_optional(db).await
}

/// The same, held until the transaction ends.
pub(super) async fn hold(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Line>> {
    sqlx::query_as(lines!("where l.id = $1 for update of l")).bind(id).fetch_optional(db).await
}

/// What a product costs on a day; none before its first price.
pub async fn price_on(
    db: impl PgExecutor<'_>,
    product: Product,
    day: NaiveDate,
) -> sqlx::Result<Option<Price>> {
    let found: Option<(i32, i32, NaiveDate)> = sqlx::query_as(
        "select amount_cents, vat_rate, valid_from from price_list
         where product = $1 and state = 'active' and valid_from <= $2 order by valid_from desc limit 1",
    )
    .bind(product.code())
    .bind(day)
    .fetch_optional(db)
    .await?;
    Ok(found.map(|(cents, vat_rate, from)| Price { cents, vat_rate, from }))
}

/// The next price that is in force already and has not begun on that day.
pub(super) async fn next_after(
    db: impl PgExecutor<'_>,
    product: Product,
    day: NaiveDate,
) -> sqlx::Result<Option<Price>> {
    let found: Option<(i32, i32, NaiveDate)> = sqlx::query_as(
        "select amount_cents, vat_rate, valid_from from price_list
         where product = $1 and state = 'active' and valid_from > $2 order by valid_from limit 1",
    )
    .bind(product.code())
    .bind(day)
    .fetch_optional(db)
    .await?;
    Ok(found.map(|(cents, vat_rate, from)| Price { cents, vat_rate, from }))
}

/// A price that waits for a second person.
pub(super) async fn propose(
    db: &mut PgConnection,
    id: &str,
    (product, price): (Product, Price),
    (reason, by): (&str, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into price_list (id, product, amount_cents, vat_rate, valid_from, state, reason, proposed_at, proposed_by)
         values ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8)",
    )
    .bind(id)
    .bind(product.code())
    .bind(price.cents)
    .bind(price.vat_rate)
    .bind(price.from)
    .bind(reason)
    .bind(now)
    .bind(by)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a price in force, or refuses it; false when the product has a price from that day already.
pub(super) async fn decide(
    db: &mut PgConnection,
    id: &str,
    state: &str,
    by: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done =
        sqlx::query("update price_list set state = $2, decided_by = $3, decided_at = $4 where id = $1")
            .bind(id)
            .bind(state)
            .bind(by)
            .bind(now)
            .execute(db)
            .await;
    match done {
        Err(sqlx::Error::Database(it)) if it.is_unique_violation() => Ok(false),
        other => other.map(|_| true),
    }
}

/// What a member of the team is told of the prices that they wrote.
pub(super) async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    sqlx::query_scalar(
        "select coalesce(jsonb_agg(jsonb_build_object('produit', product, 'centimes', amount_cents, 'du', valid_from,
                                                      'motif', reason, 'propose', proposed_at) order by proposed_at), '[]')
         from price_list where proposed_by = $1",
    )
    .bind(person)
    .fetch_one(db)
    .await
}
