//! Letters of intent.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

use crate::{
    rooms::negotiation::{Latest, OfferState, Side},
    sealing::Sealed,
};

/// A letter of intent. No `Debug`.
#[derive(Clone, sqlx::FromRow)]
pub(in crate::rooms) struct Offer {
    pub(in crate::rooms) id: String,
    pub(in crate::rooms) request_id: String,
    pub(in crate::rooms) number: i16,
    author: String,
    pub(in crate::rooms) content: Option<Sealed>,
    state: String,
    pub(in crate::rooms) made_at: DateTime<Utc>,
    pub(in crate::rooms) answered_at: Option<DateTime<Utc>>,
}

impl Offer {
    pub(in crate::rooms) fn latest(&self) -> Latest {
        Latest {
            number: self.number,
            author: Side::from_code(&self.author),
            state: OfferState::from_code(&self.state),
        }
    }
}

/// The letters of a request, the first first. Whoever holds the request's row may change them.
pub(in crate::rooms) async fn offers(db: impl PgExecutor<'_>, request: &str) -> sqlx::Result<Vec<Offer>> {
    sqlx::query_as(
        "select id, request_id, number, author, content, state, made_at, answered_at
         from room_offers where request_id = $1 order by number",
    )
    .bind(request)
    .fetch_all(db)
    .await
}

/// The latest letter of each of these requests.
pub(in crate::rooms) async fn latest_offers(
    db: impl PgExecutor<'_>,
    requests: &[String],
) -> sqlx::Result<Vec<Offer>> {
    sqlx::query_as(
        "select distinct on (request_id) id, request_id, number, author, content, state, made_at, answered_at
         from room_offers where request_id = any($1) order by request_id, number desc",
    )
    .bind(requests)
    .fetch_all(db)
    .await
}

/// A letter to add.
pub(in crate::rooms) struct NewOffer<'a> {
    pub(in crate::rooms) id: &'a str,
    pub(in crate::rooms) request_id: &'a str,
    pub(in crate::rooms) number: i16,
    pub(in crate::rooms) author: Side,
    pub(in crate::rooms) author_id: &'a str,
    pub(in crate::rooms) content: &'a Sealed,
}

pub(in crate::rooms) async fn add_offer(
    db: &mut PgConnection,
    it: &NewOffer<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into room_offers (id, request_id, number, author, author_id, content, state, made_at)
         values ($1, $2, $3, $4, $5, $6, 'open', $7)",
    )
    .bind(it.id)
    .bind(it.request_id)
    .bind(it.number)
    .bind(it.author.code())
    .bind(it.author_id)
    .bind(it.content)
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}

/// Ends the open letter of a request, if there is one.
pub(in crate::rooms) async fn end_open_offer(
    db: &mut PgConnection,
    request: &str,
    to: OfferState,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query(
        "update room_offers set state = $2, answered_at = $3 where request_id = $1 and state = 'open'",
    )
    .bind(request)
    .bind(to.code())
    .bind(now)
    .execute(db)
    .await?;
    Ok(())
}
