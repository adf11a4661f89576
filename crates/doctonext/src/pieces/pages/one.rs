//! `/espace/pieces/{id}`: one document, its words, its next version.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::clock::today_in_paris;
use serde::Deserialize;

use super::{
    Choice, Notes, Nothing, Shown, file,
    form::{self, Errors, Sent, Typed},
    frame, kinds, private, refuse_looking,
};
use crate::{
    accounts::{CheckedForm, CheckedMultipart, Member},
    app::App,
    documents::{self, Document},
    failure::Failure,
    pieces::{
        keep,
        kind::Kind,
        naming::Naming,
        standing::read_day,
        store::{self, Piece},
    },
    shell::{self, Frame},
    verification,
};

#[derive(Template)]
#[template(path = "pieces/one.html")]
struct OnePage {
    frame: Frame,
    note: &'static str,
    conflict: bool,
    piece: Shown,
    kinds: Vec<Choice>,
    typed: Typed,
    errors: Errors,
    /// What stands in the form of the next version.
    next: Typed,
    next_errors: Errors,
    /// Whether the team awaits a document of this kind.
    may_prove: bool,
    proof_error: String,
}

async fn found(app: &App, person: &str, id: &str) -> Result<(Piece, Naming), Failure> {
    let mut db = app.db.acquire().await?;
    let piece = store::piece(&mut *db, person, id).await?.ok_or(Failure::NotFound)?;
    let naming = Naming::open(app, &mut db, &piece.id, &piece.naming).await?;
    Ok((piece, naming))
}

async fn page_of(app: &App, person: &str, id: &str) -> Result<OnePage, Failure> {
    let (piece, naming) = found(app, person, id).await?;
    let shown = Shown::of(&piece, &naming, today_in_paris(app.clock.now()));
    let expire = piece.expires_on.map_or(String::new(), |day| day.to_string());
    let can_prove = Kind::from_code(&piece.kind).is_some_and(Kind::can_prove);
    Ok(OnePage {
        frame: frame(app, &format!("/espace/pieces/{id}"), &shown.title),
        note: "",
        conflict: false,
        kinds: kinds(&piece.kind),
        next: Typed { expire: expire.clone(), ..Typed::default() },
        typed: Typed {
            nature: piece.kind,
            libelle: naming.label,
            expire,
            version: piece.version.to_string(),
        },
        errors: Errors::default(),
        next_errors: Errors::default(),
        may_prove: can_prove && verification::awaits_document(app, person).await?,
        proof_error: String::new(),
        piece: shown,
    })
}

pub(in crate::pieces) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    refuse_looking(&who)?;
    let mut page = page_of(&app, &who.person.id, &id).await?;
    page.note = match notes.note.as_str() {
        "change" => "Vos changements sont enregistrés.",
        "remplacement" => "Le fichier est remplacé. Les liens partagés montrent désormais le nouveau.",
        "verification" => "La pièce est envoyée à l’équipe. La décision vous parviendra par lettre.",
        _ => "",
    };
    Ok(private(shell::page(&page)?))
}

pub(in crate::pieces) async fn save(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let (piece, naming) = found(&app, &who.person.id, &id).await?;
    let (status, page) = match form::read(&typed, &naming.file, None) {
        Ok(words) => {
            if keep::rename(&app, &piece, typed.version.parse().unwrap_or(0), &words).await? {
                return Ok(Redirect::to(&format!("/espace/pieces/{id}?note=change")).into_response());
            }
            // Another tab saved meanwhile: what was typed here stays, and saving again is a decision.
            let page = page_of(&app, &who.person.id, &id).await?;
            let typed = Typed { version: page.typed.version.clone(), ..typed };
            let kinds = kinds(&typed.nature);
            (StatusCode::CONFLICT, OnePage { conflict: true, kinds, typed, ..page })
        }
        Err(errors) => {
            let page = page_of(&app, &who.person.id, &id).await?;
            let kinds = kinds(&typed.nature);
            (StatusCode::UNPROCESSABLE_ENTITY, OnePage { kinds, typed, errors, ..page })
        }
    };
    Ok(private(shell::page_with_status(status, &page)?))
}

pub(in crate::pieces) async fn replace(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedMultipart(form): CheckedMultipart,
) -> Result<Response, Failure> {
    let _place = documents::UPLOADS.acquire().await.map_err(Failure::broken)?;
    let person = who.person.id.as_str();
    found(&app, person, &id).await?;
    let mut sent = Sent::read(form).await;
    let day = read_day(&sent.typed.expire);
    let document = sent.document(&app, person).await?;
    let errors = match (day, document) {
        (Ok(day), Ok(document)) => {
            match keep::replace(&app, person, &id, (sent.file_name.clone(), day), &document).await? {
                Ok(()) => {
                    return Ok(
                        Redirect::to(&format!("/espace/pieces/{id}?note=remplacement")).into_response()
                    );
                }
                Err(declined) => Errors { file: declined.to_string(), ..Errors::default() },
            }
        }
        (day, document) => Errors {
            expires: day.err().unwrap_or_default(),
            file: document.err().unwrap_or_else(|| "Choisissez de nouveau le fichier.".to_owned()),
            ..Errors::default()
        },
    };
    let page = OnePage { next: sent.typed, next_errors: errors, ..page_of(&app, person, &id).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}

/// How a document is looked at.
#[derive(Debug, Default, Deserialize)]
pub(in crate::pieces) struct How {
    pub(super) voir: Option<String>,
    pub(super) telecharger: Option<String>,
}

pub(in crate::pieces) async fn download(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(how): Query<How>,
) -> Result<Response, Failure> {
    refuse_looking(&who)?;
    let (piece, naming) = found(&app, &who.person.id, &id).await?;
    let mut db = app.db.acquire().await?;
    let bytes = documents::open(&app, &mut db, keep::place(&piece.id), &piece.file).await?;
    let how = if how.voir.is_some() { "inline" } else { "attachment" };
    file(&bytes, &piece.media_type, how, &naming.file)
}

/// Sends a copy to the team, as a proof of a right to practise.
pub(in crate::pieces) async fn send_to_team(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let (piece, _) = found(&app, &who.person.id, &id).await?;
    let kind = Kind::from_code(&piece.kind).filter(|it| it.can_prove()).ok_or(Failure::NotFound)?;
    let mut db = app.db.acquire().await?;
    let bytes = documents::open(&app, &mut db, keep::place(&piece.id), &piece.file).await?;
    drop(db);
    let media_type = if piece.media_type == "application/pdf" { "application/pdf" } else { "image/jpeg" };
    let document = Document { media_type, bytes: bytes.to_vec() };
    match verification::send_piece(&app, &who.person.id, kind.as_proof(), &document).await? {
        Ok(()) => Ok(Redirect::to(&format!("/espace/pieces/{id}?note=verification")).into_response()),
        Err(unwanted) => {
            let page = page_of(&app, &who.person.id, &id).await?;
            let page = OnePage { may_prove: true, proof_error: unwanted.in_french(), ..page };
            Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
        }
    }
}
