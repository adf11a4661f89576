//! Every SQL statement of events and days.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use chrono::{DateTime, NaiveDate, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::{PgConnection, PgPool, types::Json};

use super::{Day, views::View};
use crate::search::Demand;

/// Writes views together. One that the visitor had that day already, or of a listing that is gone, is left out.
pub(super) async fn add_views(db: &PgPool, views: &[View]) -> sqlx::Result<()> {
    let ids: Vec<String> = views.iter().map(|_| SystemIds.fresh()).collect();
    let listings: Vec<&str> = views.iter().map(|it| it.listing.as_str()).collect();
    let visitors: Vec<&[u8]> = views.iter().map(|it| it.visitor.as_slice()).collect();
    let moments: Vec<DateTime<Utc>> = views.iter().map(|it| it.at).collect();
    sqlx::query(
        "insert into listing_analytics (id, listing_id, event_type, visitor, created_at)
         select seen.id, l.id, 'view', seen.visitor, seen.at
         from unnest($1::text[], $2::text[], $3::bytea[], $4::timestamptz[]) as seen (id, listing_id, visitor, at)
         join listings l on l.id = seen.listing_id
         order by l.id, seen.visitor
         on conflict (listing_id, visitor) where visitor is not null do nothing",
    )
    .bind(ids)
    .bind(listings)
    .bind(visitors)
    .bind(moments)
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn add(
    db: &mut PgConnection,
    listing: &str,
    event: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_analytics (id, listing_id, event_type, created_at) values ($1, $2, $3, $4)",
    )
    .bind(SystemIds.fresh())
    .bind(listing)
    .bind(event)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// A listing that was read often enough to tell its owner.
#[derive(serde::Deserialize)]
pub(super) struct Crossing {
    pub(super) listing: String,
    pub(super) owner: String,
    pub(super) title: String,
    pub(super) before: i32,
    pub(super) after: i32,
}

/// Counts events that were not counted yet, so many at most; how many there were, and which listings were read more than
/// before. Listings are changed in the order of
/// their ids, once each, so that two folds never wait for each other crosswise.
pub(super) async fn fold(db: &mut PgConnection, most: i64) -> sqlx::Result<(u64, Vec<Crossing>)> {
    let (counted, read): (i64, Json<Vec<Crossing>>) = sqlx::query_as(
        "with fresh as (
             update listing_analytics set folded = true
             where id in (select id from listing_analytics where not folded order by id limit $1
                          for update skip locked)
             returning listing_id, event_type, (created_at at time zone 'Europe/Paris')::date as day
         ), by_day as (
             insert into listing_days as d (listing_id, day, views, contacts, favorites)
             select listing_id, day, count(*) filter (where event_type = 'view'),
                    count(*) filter (where event_type = 'contact'), count(*) filter (where event_type = 'favorite')
             from fresh group by listing_id, day order by listing_id, day
             on conflict (listing_id, day) do update set views = d.views + excluded.views,
                 contacts = d.contacts + excluded.contacts, favorites = d.favorites + excluded.favorites
         ), sums as (
             select listing_id, count(*) filter (where event_type = 'view') as views,
                    count(*) filter (where event_type = 'contact') as contacts
             from fresh group by listing_id
         ), held as (
             select l.id, s.views, s.contacts from listings l join sums s on s.listing_id = l.id
             order by l.id for no key update of l
         ), counted as (
             update listings l set views_count = l.views_count + h.views, contacts_count = l.contacts_count + h.contacts
             from held h where l.id = h.id
             returning l.id, l.user_id, l.title, h.views, l.views_count
         )
         select (select count(*) from fresh),
                (select coalesce(jsonb_agg(jsonb_build_object(
                     'listing', id, 'owner', user_id, 'title', title, 'before', views_count - views, 'after', views_count)), '[]')
                 from counted where views > 0 and user_id is not null)",
    )
    .bind(most)
    .fetch_one(db)
    .await?;
    Ok((counted.unsigned_abs(), read.0))
}

pub(super) async fn days(db: &mut PgConnection, listing: &str, since: NaiveDate) -> sqlx::Result<Vec<Day>> {
    sqlx::query_as(
        "select day, views, contacts, favorites from listing_days where listing_id = $1 and day >= $2 order by day",
    )
    .bind(listing)
    .bind(since)
    .fetch_all(db)
    .await
}

pub(super) async fn totals(
    db: &mut PgConnection,
    listings: &[String],
    days: Range<NaiveDate>,
) -> sqlx::Result<Vec<(String, i64, i64)>> {
    sqlx::query_as(
        "select listing_id, sum(views), sum(contacts) from listing_days
         where listing_id = any($1) and day >= $2 and day < $3 group by listing_id",
    )
    .bind(listings)
    .bind(days.start)
    .bind(days.end)
    .fetch_all(db)
    .await
}

/// Adds sums of searches, in the order of their key: two servers never wait for each other crosswise.
pub(super) async fn add_searches(db: &PgPool, sums: &HashMap<(NaiveDate, Demand), i32>) -> sqlx::Result<()> {
    let sums: BTreeMap<_, _> = sums.iter().collect();
    let column = |of: fn(&Demand) -> i16| sums.keys().map(|(_, it)| of(it)).collect::<Vec<i16>>();
    sqlx::query(
        "insert into search_days as d (day, profession, listing_type, department, searches)
         select * from unnest($1::date[], $2::smallint[], $3::smallint[], $4::smallint[], $5::integer[])
         on conflict (profession, day, listing_type, department) do update set searches = d.searches + excluded.searches",
    )
    .bind(sums.keys().map(|(day, _)| *day).collect::<Vec<_>>())
    .bind(column(|it| it.profession))
    .bind(column(|it| it.listing_type))
    .bind(column(|it| it.department))
    .bind(sums.values().map(|n| **n).collect::<Vec<_>>())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn forget_searches(db: &PgPool, before: NaiveDate) -> sqlx::Result<()> {
    sqlx::query("delete from search_days where day < $1").bind(before).execute(db).await?;
    Ok(())
}

/// One range of the primary key: thirty days of one profession are fifteen thousand rows at the very most.
pub(super) async fn searches_by_department(
    db: &PgPool,
    profession: i16,
    listing_type: Option<i16>,
    since: NaiveDate,
) -> sqlx::Result<HashMap<i16, u64>> {
    let rows: Vec<(i16, i64)> = sqlx::query_as(
        "select department, sum(searches) from search_days
         where profession = $1 and day >= $3 and ($2::smallint is null or listing_type = $2) group by department",
    )
    .bind(profession)
    .bind(listing_type)
    .bind(since)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(department, n)| (department, n.unsigned_abs())).collect())
}
