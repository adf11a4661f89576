//! The only way in for a form: it must come from a page of ours, shown to the same browser.
//!
//! The outer layer already turned away what another site sent (`Sec-Fetch-Site`, `Origin`); the token is the second
//! lock, for browsers that send neither.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::Field},
    http::StatusCode,
};
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq;

use super::{recognise::Browser, recognise::form_token};
use crate::{app::App, failure::Failure, shell::FORM_TOKEN_FIELD};

/// A form whose token is right. Repeated names become lists.
#[derive(Debug)]
pub struct CheckedForm<T>(pub T);

/// A form with files; its token is its first field and was right.
pub struct CheckedMultipart(pub Multipart);

impl<T: DeserializeOwned> FromRequest<App> for CheckedForm<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let expected = expected_token(&request, app);
        let body = Bytes::from_request(request, app).await.map_err(|_| Failure::TooLarge)?;
        let given = form_urlencoded::parse(&body).find(|(name, _)| name == FORM_TOKEN_FIELD);
        check(&expected, given.as_ref().map_or("", |(_, value)| value))?;
        serde_html_form::from_bytes(&body).map(Self).map_err(|error| {
            tracing::debug!(%error, "a form could not be read");
            Failure::BadRequest("Ce formulaire est incomplet. Revenez en arrière et réessayez.".to_owned())
        })
    }
}

impl FromRequest<App> for CheckedMultipart {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let expected = expected_token(&request, app);
        let unreadable = || Failure::BadRequest("Cet envoi est incomplet. Réessayez.".to_owned());
        let mut multipart = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
        let first = multipart.next_field().await.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
            _ => unreadable(),
        })?;
        let given = match first {
            Some(field) if field.name() == Some(FORM_TOKEN_FIELD) => text_of(field).await.unwrap_or_default(),
            _ => String::new(),
        };
        check(&expected, &given)?;
        Ok(Self(multipart))
    }
}

async fn text_of(field: Field<'_>) -> Option<String> {
    field.text().await.ok()
}

fn expected_token(request: &Request, app: &App) -> String {
    let device = request.extensions().get::<Browser>().map(|it| it.device.clone()).unwrap_or_default();
    form_token(app, &device)
}

fn check(expected: &str, given: &str) -> Result<(), Failure> {
    if expected.as_bytes().ct_eq(given.as_bytes()).into() { Ok(()) } else { Err(Failure::StaleForm) }
}
