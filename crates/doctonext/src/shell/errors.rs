//! The page shown when something is missing, refused or broken.

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{Frame, Link, render};

/// An error in the visitor's words, with ways out.
#[derive(Debug, Template)]
#[template(path = "shell/error.html")]
pub struct ErrorPage {
    /// Frame of the page, always `noindex`.
    pub frame: Frame,
    /// HTTP status, printed small.
    pub status: u16,
    /// « Cette page n'existe pas ».
    pub title: String,
    /// What happened and what to do, one or two sentences.
    pub message: String,
    /// Identifier of the request, to quote to the operator.
    pub reference: Option<String>,
    /// Where to go from here.
    pub suggestions: Vec<Link>,
}

impl ErrorPage {
    /// The usual words for `status` (400, 404, 405, 410, 413, 500, 503; others read as 500).
    #[must_use]
    pub fn of(base_url: &str, status: StatusCode) -> Self {
        let (title, message) = words(status);
        Self {
            frame: Frame::new(base_url, "/", title, message).hidden_from_robots(),
            status: status.as_u16(),
            title: title.to_owned(),
            message: message.to_owned(),
            reference: None,
            suggestions: vec![
                Link::new("Voir toutes les annonces", "/annonces"),
                Link::new("Revenir à l’accueil", "/"),
                Link::new("Nous écrire", "/contact"),
            ],
        }
    }

    /// The same page with a message of its own.
    #[must_use]
    pub fn saying(self, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..self }
    }

    /// The same page with the request's identifier.
    #[must_use]
    pub fn with_reference(self, reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..self }
    }

    /// The answer, with the page's own status.
    #[must_use]
    pub fn into_answer(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        render::page_or_apology(status, &self)
    }
}

fn words(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => (
            "Cette adresse est illisible",
            "Elle contient des caractères que nous ne pouvons pas lire. Repartez de la recherche\u{202f}: vos critères y tiennent en quelques mots.",
        ),
        StatusCode::NOT_FOUND => (
            "Cette page n’existe pas",
            "L’adresse a peut-être changé, ou une lettre s’est perdue en la recopiant. La recherche vous aidera à retrouver ce que vous cherchiez.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "Cette action n’est pas possible ici",
            "La page existe, mais pas pour ce que votre navigateur lui demande. Revenez en arrière et réessayez.",
        ),
        StatusCode::GONE => (
            "Cette annonce n’est plus en ligne",
            "Elle a été pourvue, retirée par son auteur ou elle est arrivée à son terme.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "C’est trop long pour nous",
            "Votre demande dépasse la taille que nous acceptons. Raccourcissez-la et réessayez.",
        ),
        StatusCode::SERVICE_UNAVAILABLE => (
            "Le site est momentanément indisponible",
            "Nous ne pouvons pas répondre pour l’instant. Réessayez dans quelques minutes\u{202f}: rien n’est perdu.",
        ),
        _ => (
            "Quelque chose n’a pas fonctionné",
            "La faute est de notre côté, et elle a été notée. Réessayez dans un instant.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_own_words_and_ways_out() {
        let statuses = [400_u16, 404, 405, 410, 413, 500, 503];
        let pages: Vec<ErrorPage> = statuses
            .iter()
            .map(|&code| ErrorPage::of("https://example.fr", StatusCode::from_u16(code).unwrap()))
            .collect();

        for (page, code) in pages.iter().zip(statuses) {
            let html = page.render().unwrap();
            assert!(html.contains(&format!("Code {code}")), "{code}");
            assert!(html.contains("noindex"), "{code}");
            assert!(html.contains("href=\"/annonces\""), "{code}");
        }
        let titles: std::collections::BTreeSet<&str> = pages.iter().map(|page| page.title.as_str()).collect();
        assert_eq!(titles.len(), statuses.len());
    }

    #[test]
    fn the_reference_of_the_request_can_be_read_out() {
        let page = ErrorPage::of("", StatusCode::INTERNAL_SERVER_ERROR).with_reference("0192-ab<c");

        let html = page.render().unwrap();

        assert!(html.contains("0192-ab&#60;c"), "{html}");
    }

    #[test]
    fn a_page_can_say_more_precisely_what_happened() {
        let page = ErrorPage::of("", StatusCode::BAD_REQUEST).saying("Le numéro de page est illisible.");

        assert!(page.render().unwrap().contains("Le numéro de page est illisible."));
    }
}
