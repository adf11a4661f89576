//! The states of listings, and what goes with them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgPool};

use crate::trades::ListingStatus;

/// A listing with what its life depends on.
#[derive(sqlx::FromRow)]
pub(in crate::listings) struct Life {
    pub(in crate::listings) id: String,
    pub(in crate::listings) user_id: String,
    status: String,
    pub(in crate::listings) status_since: Option<DateTime<Utc>>,
    pub(in crate::listings) publish_at: Option<DateTime<Utc>>,
    /// The state before this one.
    pub(in crate::listings) before: Option<String>,
    pub(in crate::listings) trust_level: i16,
    pub(in crate::listings) account_kind: String,
    pub(in crate::listings) owner_name: String,
    pub(in crate::listings) owner_email: String,
    /// Suspended, banned, or leaving.
    pub(in crate::listings) is_barred: bool,
}

impl Life {
    /// A state from a newer version reads as the most cautious one.
    pub(in crate::listings) fn status(&self) -> ListingStatus {
        ListingStatus::from_code(&self.status).unwrap_or(ListingStatus::Archived)
    }
}

/// Holds the owner of a listing, then the listing, until the transaction ends: always in this order, which suspensions and
/// departures take too. Two listings of one owner that go online at once wait for each other here.
pub(in crate::listings) async fn lock_life(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Life>> {
    sqlx::query(
        "select from users where id = (select user_id from listings where id = $1) for no key update",
    )
    .bind(id)
    .execute(&mut *db)
    .await?;
    sqlx::query_as(
        "select l.id, l.user_id, l.status, l.status_since, l.publish_at, u.trust_level, u.account_kind,
                u.name as owner_name, u.email as owner_email,
                (u.verification_status = 'suspended' or u.closing_at is not null or u.barred_at is not null) as is_barred,
                (select e.from_status from listing_events e where e.listing_id = l.id and e.to_status = l.status
                 order by e.id desc limit 1) as before
         from listings l join users u on u.id = l.user_id
         where l.id = $1 and l.forgotten_at is null for no key update of l",
    )
    .bind(id)
    .fetch_optional(db)
    .await
}

/// How many other listings of somebody are in these states.
pub(in crate::listings) async fn count_in(
    db: &mut PgConnection,
    owner: &str,
    but: &str,
    states: &[&str],
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from listings where user_id = $1 and id <> $2 and status = any($3) and deleted_at is null",
    )
    .bind(owner)
    .bind(but)
    .bind(states)
    .fetch_one(db)
    .await
}

/// The columns of a state.
pub(in crate::listings) struct NewState {
    pub(in crate::listings) status: &'static str,
    pub(in crate::listings) published_at: Option<DateTime<Utc>>,
    pub(in crate::listings) expires_at: Option<DateTime<Utc>>,
    pub(in crate::listings) publish_at: Option<DateTime<Utc>>,
    pub(in crate::listings) closing_reason: Option<&'static str>,
    /// Whether why it was closed, and at which price, stands: the numbers of the team count it until the listing is forgotten.
    pub(in crate::listings) keeps_closing: bool,
    pub(in crate::listings) deleted_at: Option<DateTime<Utc>>,
    /// Whether this shows that it still holds.
    pub(in crate::listings) is_confirmed: bool,
}

pub(in crate::listings) async fn enter(
    db: &mut PgConnection,
    id: &str,
    it: &NewState,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update listings set status = $2, status_since = $3, published_at = $4, expires_at = $5, publish_at = $6,
                             closing_reason = case when $10 then closing_reason else $7 end,
                             closing_price = case when $10 then closing_price end,
                             closing_price_band = case when $10 then closing_price_band end,
                             deleted_at = coalesce($8, deleted_at),
                             confirmed_at = case when $9 then $3 else confirmed_at end,
                             checkin_asked_at = case when $9 or $2 = 'active' then null else checkin_asked_at end,
                             reminded_at = case when expires_at is distinct from $5 then null else reminded_at end,
                             updated_at = $3, version = version + 1
         where id = $1",
    )
    .bind(id)
    .bind(it.status)
    .bind(now)
    .bind(it.published_at)
    .bind(it.expires_at)
    .bind(it.publish_at)
    .bind(it.closing_reason)
    .bind(it.deleted_at)
    .bind(it.is_confirmed)
    .bind(it.keeps_closing)
    .execute(db)
    .await?;
    Ok(())
}

/// A line of the history.
pub(in crate::listings) struct NewEvent<'a> {
    pub(in crate::listings) event: &'static str,
    pub(in crate::listings) from: &'static str,
    pub(in crate::listings) to: &'static str,
    pub(in crate::listings) actor: &'static str,
    pub(in crate::listings) by: Option<&'a str>,
    pub(in crate::listings) reason: Option<&'a str>,
}

pub(in crate::listings) async fn add_event(
    db: &mut PgConnection,
    id: &str,
    it: &NewEvent<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_events (listing_id, at, event, from_status, to_status, actor, actor_id, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(id)
    .bind(now)
    .bind(it.event)
    .bind(it.from)
    .bind(it.to)
    .bind(it.actor)
    .bind(it.by)
    .bind(it.reason)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::listings) async fn set_end(
    db: &mut PgConnection,
    id: &str,
    end: DateTime<Utc>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update listings set reminded_at = case when expires_at is distinct from $2 then null else reminded_at end,
                             expires_at = $2, updated_at = $3
         where id = $1 and expires_at is distinct from $2")
        .bind(id)
        .bind(end)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

/// The owner showed that it still holds.
pub(in crate::listings) async fn confirm(
    db: &mut PgConnection,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query("update listings set confirmed_at = $2, checkin_asked_at = null where id = $1")
        .bind(id)
        .bind(now)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::listings) async fn set_closing(
    db: &mut PgConnection,
    id: &str,
    reason: &str,
    (price, band): (Option<i32>, Option<i32>),
) -> sqlx::Result<()> {
    sqlx::query(
        "update listings l
         set closing_reason = $2, closing_price = case when p.visibility = 'area' then null else $3 end,
             closing_price_band = case when p.visibility = 'area' then $4 end
         from listing_locations p where l.id = $1 and p.listing_id = l.id and l.status = 'sold'",
    )
    .bind(id)
    .bind(reason)
    .bind(price)
    .bind(band)
    .execute(db)
    .await?;
    Ok(())
}

/// The price at which a listing was concluded that lies in clear.
pub(in crate::listings) async fn closing_price(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar("select closing_price from listings where id = $1").bind(id).fetch_one(db).await
}

/// Puts a band in the place of the price at which a listing was concluded.
pub(in crate::listings) async fn blur_closing(
    db: &mut PgConnection,
    id: &str,
    band: i32,
) -> sqlx::Result<()> {
    sqlx::query("update listings set closing_price = null, closing_price_band = $2 where id = $1")
        .bind(id)
        .bind(band)
        .execute(db)
        .await?;
    Ok(())
}

/// What is online of a person.
pub(in crate::listings) async fn online_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from listings where user_id = $1 and status = 'active' order by id")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Listings that the clock has something for, the longest due first, but some that were tried already. Nothing is held: the
/// act on each looks again.
pub(in crate::listings) async fn due(
    db: &PgPool,
    what: Due,
    now: DateTime<Utc>,
    tried: &[String],
    most: i64,
) -> sqlx::Result<Vec<String>> {
    let statement = match what {
        Due::End => {
            "select id from listings where status in ('active', 'inactive') and expires_at <= $1 and id <> all($2)
             order by expires_at limit $3"
        }
        Due::Start => {
            "select id from listings where status = 'scheduled' and publish_at <= $1 and id <> all($2)
             order by publish_at limit $3"
        }
        Due::Unread => {
            "select l.id from listings l join users u on u.id = l.user_id
             where l.status = 'pending_review' and l.status_since <= $1 and u.trust_level >= 2 and l.id <> all($2)
             order by l.status_since limit $3"
        }
        Due::Silent => {
            "select id from listings where status = 'active' and checkin_asked_at <= $1 and id <> all($2)
             order by checkin_asked_at limit $3"
        }
        Due::Archive => {
            "select id from listings
             where status in ('sold', 'expired', 'rejected', 'removed') and forgotten_at is null
               and status_since <= $1 and deleted_at is null and id <> all($2)
             order by status_since limit $3"
        }
    };
    sqlx::query_scalar(statement).bind(now).bind(tried).bind(most).fetch_all(db).await
}

/// What the clock brings.
#[derive(Debug, Clone, Copy)]
pub(in crate::listings) enum Due {
    /// Its time is over.
    End,
    /// Its moment has come.
    Start,
    /// Nobody read it in time.
    Unread,
    /// Nobody answered the question whether it still holds.
    Silent,
    /// It was over long ago.
    Archive,
}

/// Listings online that nobody confirmed for the rhythm of their type, and whose owner was not asked yet. The people of the
/// demonstration (addresses that cannot exist, RFC 2606) would never answer.
pub(in crate::listings) async fn unconfirmed(
    db: &PgPool,
    now: DateTime<Utc>,
    tried: &[String],
    most: i64,
) -> sqlx::Result<Vec<String>> {
    let (types, days): (Vec<&str>, Vec<i32>) = super::super::lifecycle::rhythms().into_iter().unzip();
    sqlx::query_scalar(
        "select l.id from listings l
         join users u on u.id = l.user_id and u.email not like '%.invalid'
         join unnest($1::text[], $2::int[]) as rhythm (listing_type, days) using (listing_type)
         where l.status = 'active' and l.checkin_asked_at is null
           and l.confirmed_at <= $3 - make_interval(days => rhythm.days)
           and l.confirmed_at <= $3 - interval '7 days' and (l.expires_at is null or l.expires_at > $3)
           and l.id <> all($5)
         order by l.confirmed_at limit $4",
    )
    .bind(types)
    .bind(days)
    .bind(now)
    .bind(most)
    .bind(tried)
    .fetch_all(db)
    .await
}

/// Notes that the owner is asked. False when somebody asked, or the listing went, meanwhile.
pub(in crate::listings) async fn mark_asked(
    db: &mut PgConnection,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listings set checkin_asked_at = $2 where id = $1 and status = 'active' and checkin_asked_at is null",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Listings whose owner is to be told that the end is near: seven days before, unless they are shorter than that, and one.
pub(in crate::listings) async fn ending(
    db: &PgPool,
    now: DateTime<Utc>,
    tried: &[String],
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from (
             select id, expires_at, published_at,
                    ((expires_at - interval '1 second') at time zone 'Europe/Paris')::date as last_day,
                    (reminded_at at time zone 'Europe/Paris')::date as reminded_on
             from listings where status = 'active' and expires_at > $1 and expires_at <= $1 + interval '9 days'
               and id <> all($4)
         ) it
         where last_day - $2 <= 7 and reminded_on is null and expires_at - published_at > interval '8 days'
            or last_day - $2 <= 1 and coalesce(reminded_on < last_day - 1, true)
               and expires_at - published_at > interval '2 days'
         order by expires_at limit $3",
    )
    .bind(now)
    .bind(platform::clock::today_in_paris(now))
    .bind(most)
    .bind(tried)
    .fetch_all(db)
    .await
}

/// Notes that the owner is told. False when somebody told them today, or the listing went, meanwhile.
pub(in crate::listings) async fn mark_reminded(
    db: &mut PgConnection,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update listings set reminded_at = $2
         where id = $1 and status = 'active' and (reminded_at is null or reminded_at < $2 - interval '12 hours')",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Notes that a reader says it is taken; how many said so since the owner last confirmed.
pub(in crate::listings) async fn add_taken_report(
    db: &mut PgConnection,
    id: &str,
    reader: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query(
        "insert into listing_taken_reports (listing_id, user_id, reported_at) values ($1, $2, $3)
         on conflict (listing_id, user_id) do update set reported_at = excluded.reported_at",
    )
    .bind(id)
    .bind(reader)
    .bind(now)
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar(
        "select count(*) from listing_taken_reports r join listings l on l.id = r.listing_id
         where r.listing_id = $1 and r.reported_at >= coalesce(l.confirmed_at, '-infinity')
           and (l.confirmed_at is null or l.confirmed_at <= l.published_at + interval '1 minute'
                or l.confirmed_at <= $2 - interval '7 days')",
    )
    .bind(id)
    .bind(now)
    .fetch_one(db)
    .await
}
