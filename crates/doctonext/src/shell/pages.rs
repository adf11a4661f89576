//! The pages that tell who we are and what the rules are.

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};

use crate::{app::App, config::Settings};

use super::{Frame, render::page_or_apology};

/// `/a-propos`.
#[derive(Template)]
#[template(path = "shell/about.html")]
struct AboutPage {
    frame: Frame,
}

/// `/mentions-legales`.
#[derive(Template)]
#[template(path = "shell/legal_notice.html")]
struct LegalNoticePage {
    frame: Frame,
    settings: Arc<Settings>,
}

/// `/confidentialite`.
#[derive(Template)]
#[template(path = "shell/privacy.html")]
struct PrivacyPage {
    frame: Frame,
    settings: Arc<Settings>,
}

/// `/conditions`.
#[derive(Template)]
#[template(path = "shell/terms.html")]
struct TermsPage {
    frame: Frame,
    settings: Arc<Settings>,
}

/// `/accessibilite`.
#[derive(Template)]
#[template(path = "shell/accessibility.html")]
struct AccessibilityPage {
    frame: Frame,
    settings: Arc<Settings>,
}

/// `/credits`.
#[derive(Template)]
#[template(path = "shell/credits.html")]
struct CreditsPage {
    frame: Frame,
}

/// `/contact`.
#[derive(Template)]
#[template(path = "shell/contact.html")]
struct ContactPage {
    frame: Frame,
    settings: Arc<Settings>,
}

pub(super) async fn about(State(app): State<App>) -> Response {
    let frame = frame(
        &app,
        "/a-propos",
        "À propos",
        "Doctonext met en relation les professionnels de santé qui cèdent un cabinet, cherchent un remplaçant ou un associé.",
    );
    page_or_apology(StatusCode::OK, &AboutPage { frame })
}

pub(super) async fn legal_notice(State(app): State<App>) -> Response {
    let frame = frame(&app, "/mentions-legales", "Mentions légales", "Qui publie et qui héberge Doctonext.");
    page_or_apology(StatusCode::OK, &LegalNoticePage { frame, settings: app.settings })
}

pub(super) async fn privacy(State(app): State<App>) -> Response {
    let frame = frame(
        &app,
        "/confidentialite",
        "Confidentialité",
        "Ce que Doctonext enregistre, pourquoi, qui le reçoit, et vos droits.",
    );
    page_or_apology(StatusCode::OK, &PrivacyPage { frame, settings: app.settings })
}

pub(super) async fn terms(State(app): State<App>) -> Response {
    let frame = frame(&app, "/conditions", "Conditions d’utilisation", "Les règles d’usage de Doctonext.");
    page_or_apology(StatusCode::OK, &TermsPage { frame, settings: app.settings })
}

pub(super) async fn accessibility(State(app): State<App>) -> Response {
    let frame = frame(
        &app,
        "/accessibilite",
        "Accessibilité",
        "Ce que nous faisons pour que chacun puisse se servir de Doctonext, et ce qui reste à faire.",
    );
    page_or_apology(StatusCode::OK, &AccessibilityPage { frame, settings: app.settings })
}

pub(super) async fn credits(State(app): State<App>) -> Response {
    let frame = frame(
        &app,
        "/credits",
        "Crédits",
        "Les données ouvertes, les caractères et les dessins dont Doctonext se sert.",
    );
    page_or_apology(StatusCode::OK, &CreditsPage { frame })
}

pub(super) async fn contact(State(app): State<App>) -> Response {
    let frame = frame(&app, "/contact", "Nous écrire", "Comment joindre l’équipe de Doctonext.");
    page_or_apology(StatusCode::OK, &ContactPage { frame, settings: app.settings })
}

fn frame(app: &App, path: &str, title: &str, description: &str) -> Frame {
    Frame::new(&app.settings.public_url, path, title, description)
}
