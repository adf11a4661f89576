//! Every SQL statement of events and days.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::{PgConnection, PgPool, types::Json};

use super::{Day, views::View};

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
