//! Requests, their events, the proofs that go with them.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::{
    rooms::entry::{Access, State, Tier},
    sealing::Sealed,
};

/// A request. No `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::rooms) struct Request {
    pub(in crate::rooms) id: String,
    pub(in crate::rooms) listing_id: String,
    pub(in crate::rooms) reader_id: String,
    state: String,
    tier: i16,
    pub(in crate::rooms) project: Option<Sealed>,
    pub(in crate::rooms) asked_at: DateTime<Utc>,
    pub(in crate::rooms) granted_at: Option<DateTime<Utc>>,
    pub(in crate::rooms) ends_at: DateTime<Utc>,
    pub(in crate::rooms) ended_at: Option<DateTime<Utc>>,
}

impl Request {
    /// As far as the rules look at it.
    pub(in crate::rooms) fn access(&self) -> Access {
        Access {
            state: State::from_code(&self.state),
            tier: Tier::from_key(self.tier),
            ends_at: self.ends_at,
        }
    }
}

macro_rules! select_request {
    ($rest:literal) => {
        concat!(
            "select r.id, r.listing_id, r.reader_id, r.state, r.tier, r.project, r.asked_at, r.granted_at, r.ends_at, r.ended_at
             from room_requests r ",
            $rest
        )
    };
}

pub(in crate::rooms) async fn request(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Request>> {
    sqlx::query_as(select_request!("where r.id = $1")).bind(id).fetch_optional(db).await
}

/// Keeps people from being erased until the transaction ends. Taken first: suspensions and departures hold the person, then
/// what hangs on them.
pub(in crate::rooms) async fn hold_people(
    db: &mut PgConnection,
    people: &[Option<&str>],
) -> sqlx::Result<()> {
    sqlx::query("select from users where id = any($1) order by id for key share")
        .bind(people)
        .execute(db)
        .await?;
    Ok(())
}

/// The same, held until the transaction ends.
pub(in crate::rooms) async fn lock_request(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<Request>> {
    sqlx::query_as(select_request!("where r.id = $1 for update")).bind(id).fetch_optional(db).await
}

/// The latest request of somebody for a room of somebody else: the listing's identifier and its own.
pub async fn latest_between(
    db: impl PgExecutor<'_>,
    reader: &str,
    seller: &str,
) -> sqlx::Result<Option<(String, String)>> {
    sqlx::query_as(
        "select r.listing_id, r.id from room_requests r join listings l on l.id = r.listing_id
         where r.reader_id = $1 and l.user_id = $2 order by r.asked_at desc, r.id desc limit 1",
    )
    .bind(reader)
    .bind(seller)
    .fetch_optional(db)
    .await
}

/// A reader's latest request for a listing.
pub(in crate::rooms) async fn latest_request(
    db: impl PgExecutor<'_>,
    listing: &str,
    reader: &str,
) -> sqlx::Result<Option<Request>> {
    sqlx::query_as(select_request!(
        "where r.listing_id = $1 and r.reader_id = $2 order by r.asked_at desc, r.id desc limit 1"
    ))
    .bind(listing)
    .bind(reader)
    .fetch_optional(db)
    .await
}

/// Requests for a listing, the live ones first, the latest first.
pub(in crate::rooms) async fn requests_for(
    db: impl PgExecutor<'_>,
    listing: &str,
    most: i64,
) -> sqlx::Result<Vec<Request>> {
    sqlx::query_as(select_request!(
        "where r.listing_id = $1 order by r.state in ('requested', 'granted') desc, r.asked_at desc, r.id desc limit $2"
    ))
    .bind(listing)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Requests of a reader, the live ones first, the latest first.
pub(in crate::rooms) async fn requests_of(
    db: impl PgExecutor<'_>,
    reader: &str,
    most: i64,
) -> sqlx::Result<Vec<Request>> {
    sqlx::query_as(select_request!(
        "where r.reader_id = $1 order by r.state in ('requested', 'granted') desc, r.asked_at desc, r.id desc limit $2"
    ))
    .bind(reader)
    .bind(most)
    .fetch_all(db)
    .await
}

/// A request to make.
pub(in crate::rooms) struct NewRequest<'a> {
    pub(in crate::rooms) id: &'a str,
    pub(in crate::rooms) listing_id: &'a str,
    pub(in crate::rooms) reader_id: &'a str,
    pub(in crate::rooms) access: Access,
    pub(in crate::rooms) project: &'a Sealed,
}

/// Makes a request; false when the reader has a live one for this listing.
pub(in crate::rooms) async fn add_request(
    db: &mut PgConnection,
    it: &NewRequest<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into room_requests (id, listing_id, reader_id, state, tier, project, asked_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (listing_id, reader_id) where state in ('requested', 'granted') do nothing",
    )
    .bind(it.id)
    .bind(it.listing_id)
    .bind(it.reader_id)
    .bind(it.access.state.code())
    .bind(it.access.tier.key())
    .bind(it.project)
    .bind(now)
    .bind(it.access.ends_at)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ties documents of the reader's vault to their request; those of others are left out.
pub(in crate::rooms) async fn add_proofs(
    db: &mut PgConnection,
    request: &str,
    pieces: &[String],
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_request_proofs (request_id, piece_id) select $1, t.id from unnest($2::text[]) as t (id)
         on conflict do nothing",
    )
    .bind(request)
    .bind(pieces)
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::rooms) async fn proofs_of(
    db: impl PgExecutor<'_>,
    requests: &[String],
) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select request_id, piece_id from room_request_proofs where request_id = any($1) order by piece_id",
    )
    .bind(requests)
    .fetch_all(db)
    .await
}

/// Writes where a request stands.
pub(in crate::rooms) async fn set_access(
    db: &mut PgConnection,
    id: &str,
    to: Access,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update room_requests set state = $2, tier = $3, ends_at = $4,
                granted_at = case when $2 = 'granted' then coalesce(granted_at, $5) else granted_at end,
                ended_at = case when $6 then null else $5 end
         where id = $1",
    )
    .bind(id)
    .bind(to.state.code())
    .bind(to.tier.key())
    .bind(to.ends_at)
    .bind(now)
    .bind(to.state.is_live())
    .execute(db)
    .await?;
    Ok(())
}

/// Something that happened to a request.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::rooms) struct Happened {
    pub(in crate::rooms) at: DateTime<Utc>,
    pub(in crate::rooms) event: String,
    pub(in crate::rooms) from_state: String,
}

pub(in crate::rooms) struct NewEvent<'a> {
    pub(in crate::rooms) event: &'a str,
    pub(in crate::rooms) from: State,
    pub(in crate::rooms) to: Access,
    pub(in crate::rooms) actor: &'a str,
    pub(in crate::rooms) actor_id: Option<&'a str>,
}

pub(in crate::rooms) async fn add_event(
    db: &mut PgConnection,
    request: &str,
    it: &NewEvent<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_events (request_id, at, event, from_state, to_state, tier, actor, actor_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(request)
    .bind(now)
    .bind(it.event)
    .bind(it.from.code())
    .bind(it.to.state.code())
    .bind(it.to.tier.key())
    .bind(it.actor)
    .bind(it.actor_id)
    .execute(db)
    .await?;
    Ok(())
}

/// The history of a request, in order.
pub(in crate::rooms) async fn events_of(
    db: impl PgExecutor<'_>,
    request: &str,
) -> sqlx::Result<Vec<Happened>> {
    sqlx::query_as("select at, event, from_state from room_events where request_id = $1 order by id")
        .bind(request)
        .fetch_all(db)
        .await
}

/// Live requests whose time is over, by their identifiers, after one of them.
pub(in crate::rooms) async fn due(
    db: &PgPool,
    now: DateTime<Utc>,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from room_requests where state in ('requested', 'granted') and ends_at <= $1 and id > $2
         order by id limit $3",
    )
    .bind(now)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Listings with live requests, in their order, after one of them.
pub(in crate::rooms) async fn listings_with_live(
    db: &PgPool,
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select distinct listing_id from room_requests
         where state in ('requested', 'granted') and listing_id > $1 order by listing_id limit $2",
    )
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Live requests for a listing.
pub(in crate::rooms) async fn live_for(db: impl PgExecutor<'_>, listing: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from room_requests where listing_id = $1 and state in ('requested', 'granted') order by id",
    )
    .bind(listing)
    .fetch_all(db)
    .await
}

/// Live requests of a reader.
pub(in crate::rooms) async fn live_of(db: impl PgExecutor<'_>, reader: &str) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from room_requests where reader_id = $1 and state in ('requested', 'granted') order by id",
    )
    .bind(reader)
    .fetch_all(db)
    .await
}

/// Accesses that end between two moments and whose reader was not told, by their identifiers, after one of them.
pub(in crate::rooms) async fn ending(
    db: &PgPool,
    (now, by): (DateTime<Utc>, DateTime<Utc>),
    after: &str,
    most: i64,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select id from room_requests
         where state = 'granted' and ends_at > $1 and ends_at <= $2 and reminded_at is null and id > $3
         order by id limit $4",
    )
    .bind(now)
    .bind(by)
    .bind(after)
    .bind(most)
    .fetch_all(db)
    .await
}

/// Notes that the reader is told; false when they were before.
pub(in crate::rooms) async fn note_reminder(
    db: &mut PgConnection,
    id: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update room_requests set reminded_at = $2 where id = $1 and state = 'granted' and reminded_at is null",
    )
    .bind(id)
    .bind(now)
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
