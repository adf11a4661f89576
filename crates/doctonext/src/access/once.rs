//! A request that is sent again is done once. The key, what was asked and the answer are written in one transaction: after
//! a crash either all of it happened or nothing.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::PgConnection;

use super::{Asked, store};
use crate::{failure::Failure, refusal::Refusal};

/// Says that an answer is the one of an earlier request.
const REPLAYED: &str = "idempotency-replayed";

/// An answer of the API.
pub struct Reply {
    status: StatusCode,
    location: Option<String>,
    etag: Option<String>,
    body: Value,
}

impl Reply {
    /// An answer with a body.
    pub fn new(status: StatusCode, body: &impl Serialize) -> Result<Self, Failure> {
        let body = serde_json::to_value(body).map_err(Failure::broken)?;
        Ok(Self { status, location: None, etag: None, body })
    }

    /// Where the thing is that the answer is about.
    #[must_use]
    pub fn at(self, location: String) -> Self {
        Self { location: Some(location), ..self }
    }

    /// The version of it.
    #[must_use]
    pub fn versioned(self, etag: String) -> Self {
        Self { etag: Some(etag), ..self }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        let headers = response.headers_mut();
        for (name, value) in [(header::LOCATION, self.location), (header::ETAG, self.etag)] {
            if let Some(value) = value.and_then(|it| HeaderValue::from_str(&it).ok()) {
                headers.insert(name, value);
            }
        }
        // Nobody between us and the program may keep it.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
        response
    }
}

/// A request that is being done.
pub struct Once {
    of: String,
    key: Option<String>,
}

/// Whether a request is to be done.
pub enum Begun {
    /// It is: do it, then [`Once::end`] in the same transaction.
    New(Once),
    /// It was done; this was the answer.
    Before(Box<Response>),
}

impl Once {
    /// Begins a request of a token. One without a key is always new.
    pub async fn begin(
        db: &mut PgConnection,
        token: &str,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Begun, Failure> {
        let once = Self { of: token.to_owned(), key: asked.key.clone() };
        let Some(key) = &asked.key else { return Ok(Begun::New(once)) };
        match store::take_key(db, (token, key), &asked.hash, now).await {
            Ok(true) => return Ok(Begun::New(once)),
            Ok(false) => {}
            Err(error) if is_lock_timeout(&error) => return Err(busy().into()),
            Err(error) => return Err(error.into()),
        }
        let kept = store::kept(db, (token, key)).await?.ok_or_else(busy)?;
        if kept.request_hash != asked.hash {
            let why = "Cette clé d’idempotence a déjà servi pour une autre demande. Prenez-en une nouvelle.";
            return Err(Refusal::unprocessable(why, Vec::new()).into());
        }
        let reply = reply_of(kept).ok_or_else(busy)?;
        let mut response = reply.into_response();
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
        Ok(Begun::Before(Box::new(response)))
    }

    /// Keeps the answer under the key.
    pub async fn end(self, db: &mut PgConnection, reply: &Reply) -> Result<(), Failure> {
        let Some(key) = &self.key else { return Ok(()) };
        let headers = json!({ "location": reply.location, "etag": reply.etag });
        let status = i16::try_from(reply.status.as_u16()).unwrap_or_default();
        Ok(store::keep(db, (&self.of, key), status, &headers, &reply.body.to_string()).await?)
    }
}

fn busy() -> Refusal {
    let mut it = Refusal::conflict("La même demande est déjà en cours. Réessayez dans un instant.");
    it.headers.push((header::RETRY_AFTER, HeaderValue::from_static("1")));
    it
}

/// `lock_not_available`.
fn is_lock_timeout(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|it| it.code()).is_some_and(|code| code == "55P03")
}

fn reply_of(kept: store::Kept) -> Option<Reply> {
    let status = StatusCode::from_u16(u16::try_from(kept.status?).ok()?).ok()?;
    let text = |name: &str| kept.headers.as_ref()?.0.get(name)?.as_str().map(str::to_owned);
    let body = serde_json::from_str(&kept.body?).ok()?;
    Some(Reply { status, location: text("location"), etag: text("etag"), body })
}
