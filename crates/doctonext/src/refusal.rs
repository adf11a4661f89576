//! A refusal of the API that says more than a sentence: the fields that are wrong, the headers that help to go on.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// Name of the field, as the request gives it.
    #[schema(example = "periodes")]
    pub field: String,
    /// Why, in French.
    #[schema(example = "Indiquez au moins une période.")]
    pub message: String,
}

/// A refusal, ready to be printed as problem+json.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: StatusCode,
    /// Short, the same for every refusal of this kind.
    pub title: &'static str,
    /// Why, in French.
    pub detail: String,
    /// The fields that are wrong.
    pub errors: Vec<FieldProblem>,
    /// `Retry-After`, `WWW-Authenticate`.
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Refusal {
    fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into(), errors: Vec::new(), headers: Vec::new() }
    }

    /// No token, or one that opens nothing (RFC 6750 §3).
    #[must_use]
    pub fn token_first() -> Self {
        let mut it = Self::new(
            StatusCode::UNAUTHORIZED,
            "Jeton d’accès nécessaire",
            "Cette adresse demande un jeton d’accès valable, dans l’en-tête «\u{a0}Authorization: Bearer\u{a0}».",
        );
        it.headers.push((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"doctonext\"")));
        it
    }

    /// The token does not reach so far.
    #[must_use]
    pub fn not_allowed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Droit insuffisant", detail)
    }

    /// Too many requests: how many seconds to wait.
    #[must_use]
    pub fn too_fast(seconds: i64, detail: impl Into<String>) -> Self {
        let mut it = Self::new(StatusCode::TOO_MANY_REQUESTS, "Trop de demandes", detail);
        it.headers.push((header::RETRY_AFTER, HeaderValue::from(seconds.max(1))));
        it
    }

    /// The state of things does not allow it.
    #[must_use]
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "Impossible dans cet état", detail)
    }

    /// Somebody saved since the version that the request names.
    #[must_use]
    pub fn changed_meanwhile() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "Modifiée entre-temps",
            "Cette annonce a été modifiée depuis la version que vous citez. Relisez-la, puis recommencez.",
        )
    }

    /// The request was understood and cannot be followed.
    #[must_use]
    pub fn unprocessable(detail: impl Into<String>, errors: Vec<FieldProblem>) -> Self {
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "Demande à corriger", detail) }
    }
}
