//! `/espace/pieces/ajout`.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};

use super::{
    Choice,
    form::{self, Errors, Sent, Typed},
    frame, hidden, kinds,
};
use crate::{
    accounts::{CheckedMultipart, Member, SignedIn},
    app::App,
    documents,
    failure::Failure,
    pieces::{
        keep::{self, Added},
        kind::Kind,
    },
    shell::{self, Frame},
    trades::AuthorKind,
    verification::licence_ends,
};

#[derive(Template)]
#[template(path = "pieces/add.html")]
struct AddPage {
    frame: Frame,
    kinds: Vec<Choice>,
    typed: Typed,
    errors: Errors,
    hint: String,
}

fn page_of(app: &App, typed: Typed, errors: Errors) -> AddPage {
    AddPage {
        frame: frame(app, "/espace/pieces/ajout", "Ajouter une pièce"),
        kinds: kinds(&typed.nature),
        typed,
        errors,
        hint: format!(
            "Nous vous écrirons 30 et 7\u{a0}jours avant. Pour une licence de remplacement, sans date de votre part\u{202f}: le {}.",
            french::date(licence_ends(today_in_paris(app.clock.now())))
        ),
    }
}

/// What a person most likely brings: students their licence.
fn likely(who: &SignedIn) -> &'static str {
    match AuthorKind::from_code(&who.person.account_kind) {
        Some(AuthorKind::Student) => Kind::Licence.code(),
        _ => "",
    }
}

pub(in crate::pieces) async fn form(
    State(app): State<App>,
    Member(who): Member,
) -> Result<Response, Failure> {
    if let Some(page) = hidden(&app, &who)? {
        return Ok(page);
    }
    let typed = Typed { nature: likely(&who).to_owned(), ..Typed::default() };
    Ok(shell::page(&page_of(&app, typed, Errors::default()))?)
}

pub(in crate::pieces) async fn add(
    State(app): State<App>,
    Member(who): Member,
    CheckedMultipart(form): CheckedMultipart,
) -> Result<Response, Failure> {
    let _place = documents::UPLOADS.acquire().await.map_err(Failure::broken)?;
    let mut sent = Sent::read(form).await;
    let usual_end = licence_ends(today_in_paris(app.clock.now()));
    let words = form::read(&sent.typed, &sent.file_name, Some(usual_end));
    let document = sent.document(&app, &who.person.id).await?;
    let errors = match (words, document) {
        (Ok(words), Ok(document)) => match keep::add(&app, &who.person.id, &words, &document).await? {
            Ok(Added::New) => return Ok(Redirect::to("/espace/pieces?note=ajout").into_response()),
            Ok(Added::Already) => return Ok(Redirect::to("/espace/pieces?note=deja").into_response()),
            Err(declined) => Errors { file: declined.to_string(), ..Errors::default() },
        },
        (words, document) => Errors {
            // A browser never gives a file back: it must be chosen again, and that is said at its field.
            file: document.err().unwrap_or_else(|| "Choisissez de nouveau le fichier.".to_owned()),
            ..words.err().unwrap_or_default()
        },
    };
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page_of(&app, sent.typed, errors))?)
}
