//! The only place where an error becomes an HTTP answer: a French page, or problem+json (RFC 9457) for the API.
//!
//! A handler returns `Failure`; the outer layer [`present`] knows the request and prints it. What broke inside is
//! logged once, under a reference that the page shows, and never leaks.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;

use crate::{
    app::App,
    refusal::{FieldProblem, Refusal},
    routes, shell,
};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What went wrong, in the words of the visitor.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// No such page, or not for this visitor.
    #[error("Cette page n’existe pas ou n’existe plus.")]
    NotFound,
    /// The page exists and does not answer to this verb.
    #[error("Cette adresse ne répond pas à ce type de demande.")]
    MethodNotAllowed,
    /// The request makes no sense; the text says why, in French.
    #[error("{0}")]
    BadRequest(String),
    /// The request is larger than anything a form of ours sends.
    #[error("Votre demande est trop volumineuse.")]
    TooLarge,
    /// The listing existed.
    #[error("Cette annonce n’est plus en ligne.")]
    Gone,
    /// Nobody is signed in; then back to where they were.
    #[error("Connectez-vous pour continuer.")]
    SignInFirst {
        /// Path of this site.
        back: String,
    },
    /// The person must prove again who they are; then back to where they were.
    #[error("Confirmez que c’est bien vous pour continuer.")]
    ConfirmFirst {
        /// Path of this site.
        back: String,
    },
    /// The e-mail address of the account never answered.
    #[error("Confirmez d’abord votre adresse e-mail.")]
    ConfirmAddressFirst,
    /// The team signs in with two factors.
    #[error("Les pages de l’équipe demandent un second facteur.")]
    SecondFactorFirst,
    /// The act needs a higher trust level.
    #[error("Cette action demande un numéro professionnel vérifié.")]
    TrustFirst {
        /// The level, 1 to 3.
        level: i16,
    },
    /// A decision closed the account; the text says until when.
    #[error("{0}")]
    Barred(String),
    /// A member of the team looks as somebody else: nothing may change.
    #[error("Vous consultez ce compte en lecture seule\u{202f}: rien ne peut y être changé.")]
    ReadOnly,
    /// The form did not come from a page of ours, or the browser lost its cookie since.
    #[error(
        "Cette page a été ouverte dans un autre navigateur ou il y a longtemps. Rechargez-la et réessayez."
    )]
    StaleForm,
    /// Too many tries; the text says until when.
    #[error("{0}")]
    TooMany(String),
    /// A refusal of the API that names fields or headers.
    #[error("{}", .0.detail)]
    Refused(Arc<Refusal>),
    /// The database does not answer in time.
    #[error("Le service est momentanément indisponible. Réessayez dans un instant.")]
    Unavailable(Arc<Cause>),
    /// A fault of ours.
    #[error("Une erreur est survenue de notre côté.")]
    Broken(Arc<Cause>),
}

impl Failure {
    /// Wraps a cause that is ours.
    pub fn broken(cause: impl Into<Cause>) -> Self {
        Self::Broken(Arc::new(cause.into()))
    }

    /// The HTTP status that this failure answers with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Gone => StatusCode::GONE,
            Self::SignInFirst { .. } => StatusCode::UNAUTHORIZED,
            Self::ConfirmFirst { .. }
            | Self::ConfirmAddressFirst
            | Self::SecondFactorFirst
            | Self::TrustFirst { .. }
            | Self::Barred(_)
            | Self::ReadOnly
            | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(it) => it.status,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page that mends this failure, when there is one: people are led there instead of being refused.
    fn remedy(&self) -> Option<String> {
        let with_back = |page: &str, back: &str| {
            let back = percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
            format!("{page}?retour={back}")
        };
        match self {
            Self::SignInFirst { back } => Some(with_back("/connexion", back)),
            Self::ConfirmFirst { back } => Some(with_back("/connexion/confirmation", back)),
            Self::ConfirmAddressFirst => Some("/confirmer-adresse".to_owned()),
            Self::SecondFactorFirst => Some("/espace/securite?second-facteur=1".to_owned()),
            _ => None,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::NotFound => "Page introuvable",
            Self::MethodNotAllowed => "Demande non acceptée",
            Self::BadRequest(_) => "Demande incompréhensible",
            Self::TooLarge => "Demande trop volumineuse",
            Self::Gone => "Annonce close",
            Self::SignInFirst { .. } => "Connexion nécessaire",
            Self::ConfirmFirst { .. } => "Confirmation nécessaire",
            Self::ConfirmAddressFirst => "Adresse à confirmer",
            Self::SecondFactorFirst => "Second facteur nécessaire",
            Self::TrustFirst { .. } => "Vérification nécessaire",
            Self::Barred(_) => "Compte fermé",
            Self::ReadOnly => "Lecture seule",
            Self::StaleForm => "Formulaire périmé",
            Self::TooMany(_) => "Trop d’essais",
            Self::Refused(it) => it.title,
            Self::Unavailable(_) => "Service momentanément indisponible",
            Self::Broken(_) => "Erreur inattendue",
        }
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => {
                Self::Unavailable(Arc::new(error.into()))
            }
            other => Self::broken(other),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Arc::new(refusal))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::broken(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// RFC 9457.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says it all.
    #[schema(example = "about:blank")]
    pub r#type: &'static str,
    /// Short, in French, the same for every failure of this kind.
    #[schema(example = "Page introuvable")]
    pub title: &'static str,
    /// The HTTP status.
    #[schema(example = 404)]
    pub status: u16,
    /// What happened this time, in French.
    pub detail: String,
    /// The reference of this request in our logs.
    pub instance: String,
    /// What is wrong, field by field; absent when it is not about fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

/// Prints the failures that handlers returned, as the visitor's kind of client reads them.
pub async fn present(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let route = routes::pattern(&request).to_owned();
    let reference = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .map_or_else(String::new, str::to_owned);

    let response = next.run(request).await;

    let failure = match response.extensions().get::<Failure>() {
        Some(failure) => failure.clone(),
        None => match unpresented(&response) {
            Some(failure) => failure,
            None => return response,
        },
    };
    if let Failure::Broken(cause) | Failure::Unavailable(cause) = &failure {
        tracing::error!(error = %cause, route, reference, "request failed");
    }
    if let Some(page) = failure.remedy().filter(|_| !is_api) {
        return Redirect::to(&page).into_response();
    }
    if is_api { problem(&failure, &reference) } else { page(&app, &failure, reference) }
}

/// Refusals made by the web framework itself carry no `Failure`: an unknown address, a wrong verb, a huge body.
fn unpresented(response: &Response) -> Option<Failure> {
    let printed = response.headers().contains_key(header::CONTENT_TYPE);
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(Failure::MethodNotAllowed),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Failure::TooLarge),
        // Only the layer that compares Origin and Host answers so by itself.
        StatusCode::FORBIDDEN if !printed => Some(Failure::StaleForm),
        StatusCode::REQUEST_TIMEOUT => {
            Some(Failure::Unavailable(Arc::new("the request took longer than allowed".into())))
        }
        StatusCode::BAD_REQUEST => {
            let why = "Cette adresse contient des caractères que nous ne pouvons pas lire.";
            Some(Failure::BadRequest(why.to_owned()))
        }
        StatusCode::NOT_FOUND if !printed => Some(Failure::NotFound),
        _ => None,
    }
}

fn problem(failure: &Failure, reference: &str) -> Response {
    let status = failure.status();
    let refusal = if let Failure::Refused(it) = failure { Some(it) } else { None };
    let body = Problem {
        r#type: "about:blank",
        title: failure.title(),
        status: status.as_u16(),
        detail: failure.to_string(),
        instance: format!("urn:doctonext:request:{reference}"),
        errors: refusal.map(|it| it.errors.clone()).unwrap_or_default(),
    };
    let mut response = (status, axum::Json(body)).into_response();
    response.headers_mut().extend(refusal.map(|it| it.headers.clone()).unwrap_or_default());
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json; charset=utf-8"));
    response
}

fn page(app: &App, failure: &Failure, reference: String) -> Response {
    let ours = matches!(failure, Failure::Broken(_) | Failure::Unavailable(_));
    let page = shell::ErrorPage::of(&app.settings.public_url, failure.status());
    let page = match failure {
        Failure::BadRequest(_)
        | Failure::TrustFirst { .. }
        | Failure::ReadOnly
        | Failure::StaleForm
        | Failure::Refused(_)
        | Failure::TooMany(_) => page.saying(failure.to_string()),
        Failure::Barred(_) => {
            shell::ErrorPage { title: failure.title().to_owned(), ..page.saying(failure.to_string()) }
        }
        _ => page,
    };
    let page = if ours { page.with_reference(reference) } else { page };
    page.into_answer()
}
