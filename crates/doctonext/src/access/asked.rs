//! A request of a program, read once: what it asks for, under which key, for which version.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::{app::App, failure::Failure, refusal::Refusal};

/// Longest key that is taken.
const LONGEST_KEY: usize = 200;

/// What a program sends.
pub struct Asked {
    body: Bytes,
    /// SHA-256 of verb, address and body.
    pub(super) hash: Vec<u8>,
    /// `Idempotency-Key`.
    pub(super) key: Option<String>,
    if_match: Option<String>,
}

impl FromRequest<App> for Asked {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let key = text(request.headers(), "idempotency-key");
        if key.as_ref().is_some_and(|it| it.len() > LONGEST_KEY) {
            let why = "L’en-tête «\u{a0}Idempotency-Key\u{a0}» compte 200\u{a0}caractères au plus.";
            return Err(Refusal::unprocessable(why, Vec::new()).into());
        }
        let if_match = text(request.headers(), header::IF_MATCH.as_str());
        let mut digest = Sha256::new();
        digest.update(request.method().as_str());
        digest.update(request.uri().path());
        let body = Bytes::from_request(request, app).await.map_err(|_| Failure::TooLarge)?;
        digest.update(b"\n");
        digest.update(&body);
        Ok(Self { body, hash: digest.finalize().to_vec(), key, if_match })
    }
}

impl Asked {
    /// The JSON that was sent; an empty body is an empty object.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let bytes: &[u8] = if self.body.is_empty() { b"{}" } else { &self.body };
        serde_json::from_slice(bytes).map_err(|error| {
            Failure::BadRequest(format!("Le corps de la demande ne se lit pas\u{202f}: {error}."))
        })
    }

    /// Refuses when the request names another version than this one (RFC 9110 §13.1.1).
    pub fn check_version(&self, etag: &str) -> Result<(), Failure> {
        let Some(wanted) = &self.if_match else { return Ok(()) };
        let named = |it: &str| it == "*" || it.trim_start_matches("W/") == etag;
        if wanted.split(',').any(|it| named(it.trim())) {
            Ok(())
        } else {
            Err(Refusal::changed_meanwhile().into())
        }
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
