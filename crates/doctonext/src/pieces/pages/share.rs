//! `/espace/pieces/partage`: a link for a reader; and taking one back.

use std::borrow::Cow;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::{Nothing, Shown, frame, hidden, list, private};
use crate::{
    accounts::{CheckedForm, Member, count_try_of},
    app::App,
    failure::Failure,
    pieces::{
        naming::{LONGEST_LABEL, tidy},
        share::{self, DAYS, USUAL_DAYS, Wish},
        store,
    },
    shell::{self, Frame},
};

/// Links that a person may make within a quarter of an hour.
const MOST_TRIES: i32 = 20;

#[derive(Template)]
#[template(path = "pieces/share.html")]
struct SharePage {
    frame: Frame,
    pieces: Vec<(Shown, bool)>,
    days: Vec<(i64, String, bool)>,
    form: String,
    reader: String,
    may_download: bool,
    pieces_error: &'static str,
    reader_error: Cow<'static, str>,
    days_error: &'static str,
}

#[derive(Template)]
#[template(path = "pieces/shared.html")]
struct SharedPage {
    frame: Frame,
    reader: String,
    link: String,
    until: String,
    count: String,
    is_open: bool,
}

#[derive(Default, Deserialize)]
pub(in crate::pieces) struct Typed {
    #[serde(default)]
    piece: Vec<String>,
    #[serde(default)]
    lecteur: String,
    #[serde(default)]
    duree: String,
    telechargement: Option<String>,
    #[serde(default)]
    demande: String,
}

async fn page_of(app: &App, person: &str, typed: &Typed) -> Result<SharePage, Failure> {
    let mut db = app.db.acquire().await?;
    let rows = store::pieces(&mut *db, person).await?;
    let pieces = list::shown(app, &mut db, &rows).await?;
    let chosen = typed.duree.parse().unwrap_or(USUAL_DAYS);
    Ok(SharePage {
        frame: frame(app, "/espace/pieces/partage", "Partager des pièces"),
        pieces: pieces
            .into_iter()
            .map(|it| {
                let is_chosen = typed.piece.contains(&it.id);
                (it, is_chosen)
            })
            .collect(),
        days: DAYS
            .iter()
            .map(|it| (*it, french::counted(it.unsigned_abs(), "jour", "jours"), *it == chosen))
            .collect(),
        form: uuid::Uuid::new_v4().simple().to_string(),
        reader: typed.lecteur.clone(),
        may_download: typed.telechargement.is_some(),
        pieces_error: "",
        reader_error: Cow::Borrowed(""),
        days_error: "",
    })
}

pub(in crate::pieces) async fn form(
    State(app): State<App>,
    Member(who): Member,
) -> Result<Response, Failure> {
    if let Some(page) = hidden(&app, &who)? {
        return Ok(page);
    }
    let typed = Typed { telechargement: Some("1".to_owned()), ..Typed::default() };
    Ok(private(shell::page(&page_of(&app, &who.person.id, &typed).await?)?))
}

pub(in crate::pieces) async fn make(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let person = who.person.id.as_str();
    let mut page = page_of(&app, person, &typed).await?;
    let pieces: Vec<String> =
        page.pieces.iter().filter(|(_, is_chosen)| *is_chosen).map(|(it, _)| it.id.clone()).collect();
    let reader = tidy(&typed.lecteur);
    let days = typed.duree.parse().ok().filter(|it| DAYS.contains(it));
    if pieces.is_empty() {
        page.pieces_error = "Cochez au moins une pièce.";
    }
    if reader.is_empty() {
        page.reader_error =
            Cow::Borrowed("Indiquez pour qui est ce lien\u{202f}: vous le reconnaîtrez dans la liste.");
    } else if reader.chars().count() > LONGEST_LABEL {
        page.reader_error = Cow::Borrowed("Raccourcissez à 80\u{a0}caractères au plus.");
    }
    if days.is_none() {
        page.days_error = "Choisissez une durée.";
    }
    let is_right = page.pieces_error.is_empty() && page.reader_error.is_empty();
    let Some(days) = days.filter(|_| is_right) else {
        return Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?));
    };
    if let Some(until) = count_try_of(&app, "piece-share", person, MOST_TRIES).await? {
        page.reader_error = Cow::Owned(format!(
            "Trop de liens en peu de temps. Réessayez après le {}.",
            french::moment(until)
        ));
        return Ok(private(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?));
    }
    let wish = Wish {
        form: &typed.demande,
        reader: &reader,
        days,
        may_download: typed.telechargement.is_some(),
        pieces,
    };
    let (token, share) = share::make(&app, person, &wish).await?;
    let page = SharedPage {
        frame: frame(&app, "/espace/pieces/partage", "Votre lien est prêt"),
        reader,
        link: format!("{}/pieces/partage/{token}", app.settings.public_url),
        until: french::moment(share.expires_at),
        count: french::counted(share.pieces.unsigned_abs(), "pièce", "pièces"),
        // The same form sent again after its link was taken back.
        is_open: share.revoked_at.is_none() && share.expires_at > app.clock.now(),
    };
    Ok(private(shell::page(&page)?))
}

/// Takes a link back: at once, and as often as asked.
pub(in crate::pieces) async fn revoke(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    store::revoke(&app.db, &who.person.id, &id, app.clock.now()).await?;
    Ok(Redirect::to("/espace/pieces?note=retrait").into_response())
}
