//! What the index in memory is fed with: the whole projection once, then what changes.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use futures::Stream;
use search_index::engine::{Facts, Word, words_of_tsvector};
use sqlx::{PgConnection, PgPool};

/// A row of the projection as the index reads it.
#[derive(Debug, sqlx::FromRow)]
pub(in crate::search) struct FedRow {
    pub(in crate::search) lid: i64,
    published_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    listing_type: i16,
    profession: i16,
    specialty: Option<i16>,
    region: i16,
    department: i16,
    practice_type: Option<i16>,
    working_days: i16,
    fee_share: Option<f32>,
    price: Option<i32>,
    turnover: Option<i32>,
    price_least: Option<i32>,
    price_most: Option<i32>,
    turnover_least: Option<i32>,
    turnover_most: Option<i32>,
    completeness: i16,
    author: i16,
    confirm_by: Option<DateTime<Utc>>,
    pay: Option<i32>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    has_housing: bool,
    has_secretary: bool,
    is_urgent: bool,
    zone: Option<i16>,
    author_group: Option<i16>,
    has_pictures: bool,
    software: i64,
    terms: Option<i16>,
    /// First and last days, one after the other.
    periods: Option<Vec<NaiveDate>>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    confidential: bool,
    tsv: Vec<u8>,
    /// As people wrote it: what spelling is learnt from.
    pub(in crate::search) title: Option<String>,
    pub(in crate::search) excerpt: Option<String>,
}

/// What is read of a row, before its conditions.
macro_rules! fed_rows {
    ($rest:literal) => {
        concat!(
            "select s.lid, s.published_at, s.expires_at, s.listing_type, s.profession, s.specialty, s.region,
                    s.department, s.practice_type, s.working_days, s.fee_share, s.price, s.turnover, s.price_least,
                    s.price_most, s.turnover_least, s.turnover_most, s.completeness, s.author, s.confirm_by, s.pay,
                    s.start_date, s.end_date, s.has_housing, s.has_secretary, s.is_urgent,
                    s.zone, s.author_group, s.has_pictures, s.software, s.terms,
                    (select array_agg(day order by day) from unnest(s.periods) it,
                            lateral (values (lower(it)), (upper(it) - 1)) bounds (day)) as periods,
                    st_y(s.geog::geometry) as latitude, st_x(s.geog::geometry) as longitude,
                    coalesce((s.card->>'confidential')::boolean, false) as confidential,
                    tsvectorsend(s.tsv) as tsv, s.card->>'title' as title, s.card->>'excerpt' as excerpt
             from listing_search s ",
            $rest
        )
    };
}

impl FedRow {
    fn ranges(&self) -> Vec<(i32, i32)> {
        let days = self.periods.as_deref().unwrap_or_default();
        days.chunks_exact(2).map(|it| (it[0].to_epoch_days(), it[1].to_epoch_days())).collect()
    }

    /// Its facts and words; none when the words cannot be read.
    pub(in crate::search) fn read(&self) -> Option<(Facts, Vec<Word>)> {
        let facts = Facts {
            number: self.lid,
            published_at: self.published_at.timestamp_micros(),
            expires_at: self.expires_at.map(|at| at.timestamp_micros()),
            kind: self.listing_type,
            profession: self.profession,
            specialty: self.specialty,
            region: self.region,
            department: self.department,
            practice: self.practice_type,
            days: self.working_days,
            fee_share: self.fee_share,
            price: self.price,
            turnover: self.turnover,
            price_range: self.price_least.zip(self.price_most),
            turnover_range: self.turnover_least.zip(self.turnover_most),
            completeness: self.completeness,
            author: self.author,
            confirm_by: self.confirm_by.map(|at| at.timestamp_micros()),
            pay: self.pay,
            start: self.start_date.map(|day| day.to_epoch_days()),
            end: self.end_date.map(|day| day.to_epoch_days()),
            housing: self.has_housing,
            secretary: self.has_secretary,
            urgent: self.is_urgent,
            zone: self.zone,
            author_group: self.author_group.unwrap_or(1),
            pictures: self.has_pictures,
            software: self.software.cast_unsigned(),
            terms: self.terms.and_then(|it| u8::try_from(it).ok()).unwrap_or_default(),
            periods: self.ranges(),
            point: self.latitude.zip(self.longitude),
            confidential: self.confidential,
        };
        words_of_tsvector(&self.tsv).map(|words| (facts, words))
    }
}

/// A number below which every transaction has ended: what commits later is found from here on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) struct Settled(pub(in crate::search) i64);

/// What changed since a point.
#[derive(Debug)]
pub(in crate::search) struct Changes {
    pub(in crate::search) settled: Settled,
    /// Number of the note and of the row; no row when there were too many to name.
    pub(in crate::search) notes: Vec<(i64, Option<i64>)>,
}

/// Where feeding begins.
#[derive(Debug)]
pub(in crate::search) struct Beginning {
    pub(in crate::search) settled: Settled,
    /// Notes of changes that the view holds already, though they are to be read again.
    pub(in crate::search) known: HashSet<i64>,
    /// Rows of the projection, about.
    pub(in crate::search) about: i64,
}

/// Opens one unchanging view of the projection: from where on its changes are to be read. The transaction must be kept
/// while [`all`] is read.
pub(in crate::search) async fn view(connection: &mut PgConnection) -> sqlx::Result<Beginning> {
    // The whole projection takes longer than a page may.
    sqlx::query("set local statement_timeout = 0").execute(&mut *connection).await?;
    let (settled, about, known): (i64, i64, Vec<i64>) = sqlx::query_as(
        "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
                (select coalesce(sum(n), 0)::bigint from listing_counts),
                array(select seq from listing_search_changes
                      where changed_in >= pg_snapshot_xmin(pg_current_snapshot()))",
    )
    .fetch_one(connection)
    .await?;
    Ok(Beginning { settled: Settled(settled), known: known.into_iter().collect(), about })
}

/// Every row of the projection.
pub(in crate::search) fn all(
    connection: &mut PgConnection,
) -> impl Stream<Item = sqlx::Result<FedRow>> + Unpin {
    sqlx::query_as(fed_rows!("")).fetch(connection)
}

/// What committed since a point, perhaps with some of what was known already.
pub(in crate::search) async fn changes(db: &PgPool, since: Settled) -> sqlx::Result<Changes> {
    let rows: Vec<(i64, Option<i64>, Option<i64>)> = sqlx::query_as(
        "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, c.seq, c.lid
         from (select) as one
         left join listing_search_changes c on c.changed_in >= $1::text::xid8
         order by c.seq",
    )
    .bind(since.0.to_string())
    .fetch_all(db)
    .await?;
    let settled = rows.first().map_or(since, |(settled, ..)| Settled(*settled));
    Ok(Changes { settled, notes: rows.into_iter().filter_map(|(_, seq, lid)| Some((seq?, lid))).collect() })
}

/// The rows of these numbers that are there.
pub(in crate::search) async fn rows(db: &PgPool, lids: &[i64]) -> sqlx::Result<Vec<FedRow>> {
    sqlx::query_as(fed_rows!("where s.lid = any($1)")).bind(lids).fetch_all(db).await
}

/// Forgets notes of an earlier day, at most `most` of them: every reader has read them, or was away too long to need
/// them. How many.
pub(in crate::search) async fn sweep_changes(db: &PgPool, most: i64) -> sqlx::Result<u64> {
    let swept = sqlx::query(
        "delete from listing_search_changes where seq in (
             select seq from listing_search_changes where changed_at < now() - interval '1 day'
             order by changed_at limit $1)",
    )
    .bind(most)
    .execute(db)
    .await?;
    Ok(swept.rows_affected())
}
