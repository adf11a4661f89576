//! Filling an empty projection by the hundred thousand: without its indexes, which are made once at the end.

use platform::database::CopyRows;
use sqlx::{AssertSqlSafe, PgConnection};

use super::write::multirange;
use crate::search::SearchDocument;

/// Rows of the projection on their way, in PostgreSQL's COPY format.
#[derive(Debug, Default)]
pub struct BulkLoad {
    rows: CopyRows,
}

impl BulkLoad {
    /// Adds one listing.
    pub fn add(&mut self, it: &SearchDocument) -> Result<(), serde_json::Error> {
        let card = serde_json::to_string(&it.card)?;
        let point =
            it.public_point.map(|(latitude, longitude)| format!("SRID=4326;POINT({longitude} {latitude})"));
        self.rows
            .text(&it.listing_id)
            .plain(it.published_at.to_rfc3339())
            .maybe(it.expires_at.map(|at| at.to_rfc3339()))
            .plain(it.listing_type.key())
            .plain(it.profession)
            .maybe(it.specialty)
            .plain(it.region)
            .plain(it.department)
            .maybe(it.practice_type)
            .plain(it.working_days)
            .maybe(it.fee_share)
            .maybe(it.price)
            .maybe(it.turnover)
            .maybe(it.price_range.map(|it| it.0))
            .maybe(it.price_range.map(|it| it.1))
            .maybe(it.turnover_range.map(|it| it.0))
            .maybe(it.turnover_range.map(|it| it.1))
            .maybe(it.pay)
            .maybe(it.start_date)
            .maybe(it.end_date)
            .plain(it.has_housing)
            .plain(it.has_secretary)
            .plain(it.is_premium)
            .plain(it.is_urgent)
            .maybe(point)
            .text(&card)
            .text(&it.tsv)
            .plain(it.completeness)
            .plain(it.author)
            .maybe(it.confirm_by.map(|at| at.to_rfc3339()))
            .maybe(it.zone)
            .plain(it.author_group)
            .plain(it.has_pictures)
            .plain(it.software)
            .maybe(multirange(&it.periods))
            .plain(it.terms)
            .end_row();
        Ok(())
    }

    /// Sends the rows.
    pub async fn send(self, connection: &mut PgConnection) -> sqlx::Result<u64> {
        self.rows
            .send(
                connection,
                "copy listing_search (listing_id, published_at, expires_at, listing_type, profession, specialty, region, \
                 department, practice_type, working_days, fee_share, price, turnover, price_least, price_most, turnover_least, \
                 turnover_most, pay, start_date, end_date, \
                 has_housing, has_secretary, is_premium, is_urgent, geog, card, tsv, \
                 completeness, author, confirm_by, zone, author_group, has_pictures, software, periods, terms) from stdin",
            )
            .await
    }

    /// Drops the secondary indexes of the projection inside a transaction that will make them again.
    pub async fn without_indexes(tx: &mut PgConnection) -> sqlx::Result<DroppedIndexes> {
        let definitions: Vec<(String, String)> = sqlx::query_as(
            "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
             from pg_index i
             where i.indrelid = 'listing_search'::regclass
               and not exists (select from pg_constraint c where c.conindid = i.indexrelid)",
        )
        .fetch_all(&mut *tx)
        .await?;
        for (name, _) in &definitions {
            // Names come from the catalogue, quoted by PostgreSQL itself.
            sqlx::query(AssertSqlSafe(format!("drop index {name}"))).execute(&mut *tx).await?;
        }
        Ok(DroppedIndexes(definitions))
    }
}

/// Indexes that are away while a bulk load runs.
#[derive(Debug)]
#[must_use = "a projection without its indexes is slow: call `restore`"]
pub struct DroppedIndexes(Vec<(String, String)>);

impl DroppedIndexes {
    /// Makes them again.
    pub async fn restore(self, tx: &mut PgConnection) -> sqlx::Result<()> {
        sqlx::query("set local maintenance_work_mem = '512MB'").execute(&mut *tx).await?;
        for (_, definition) in &self.0 {
            sqlx::query(AssertSqlSafe(definition.clone())).execute(&mut *tx).await?;
        }
        Ok(())
    }
}
