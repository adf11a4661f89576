//! `/espace/acces`: one's own tokens.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::{
    Scope,
    holder::may_have_tokens,
    keys::{self, Wanted},
    store,
};
use crate::{
    accounts::{CheckedForm, Member, Origin, Recent},
    app::App,
    failure::Failure,
    shell::{self, Frame, account_frame},
};

const LONGEST_NAME: usize = 60;

#[derive(Template)]
#[template(path = "access/list.html")]
struct ListPage {
    frame: Frame,
    note: &'static str,
    may_have: bool,
    tokens: Vec<Line>,
}

/// A token, ready to print.
struct Line {
    id: String,
    name: String,
    rights: String,
    since: String,
    used: String,
    until: String,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "access/new.html")]
struct NewPage {
    frame: Frame,
    typed_name: String,
    name_error: &'static str,
    scopes: Vec<Choice>,
    scopes_error: &'static str,
    days: Vec<Choice>,
    refusal: &'static str,
}

struct Choice {
    value: String,
    label: String,
    selected: bool,
}

#[derive(Template)]
#[template(path = "access/made.html")]
struct MadePage {
    frame: Frame,
    name: String,
    secret: String,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Notes {
    #[serde(default)]
    note: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let day = |at| french::date(today_in_paris(at));
    let line = |it: store::Token| Line {
        rights: it
            .scopes
            .iter()
            .filter_map(|code| Scope::from_code(code))
            .map(Scope::label)
            .collect::<Vec<_>>()
            .join(", "),
        since: day(it.created_at),
        used: it
            .last_used_at
            .map_or_else(|| "jamais utilisé".to_owned(), |at| format!("utilisé le {}", french::moment(at))),
        until: day(it.expires_at),
        is_over: it.expires_at <= now,
        id: it.id,
        name: it.name,
    };
    let page = ListPage {
        frame: account_frame(&app, "/espace/acces", "Accès par programme"),
        note: if notes.note == "retire" { "Le jeton est retiré. Il n’ouvre plus rien." } else { "" },
        may_have: may_have_tokens(&who.person),
        tokens: store::of_owner(&app.db, &who.person.id).await?.into_iter().map(line).collect(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    nom: String,
    #[serde(default)]
    droits: Vec<String>,
    #[serde(default)]
    duree: String,
}

pub(super) async fn form(State(app): State<App>, Recent(who): Recent) -> Result<Response, Failure> {
    if !may_have_tokens(&who.person) {
        return Ok(Redirect::to("/espace/acces").into_response());
    }
    let typed = Typed {
        droits: vec![Scope::ReadListings.code().to_owned(), Scope::WriteListings.code().to_owned()],
        ..Typed::default()
    };
    Ok(shell::page(&new_page(&app, &typed))?)
}

fn new_page(app: &App, typed: &Typed) -> NewPage {
    let scope = |it: Scope| Choice {
        value: it.code().to_owned(),
        label: format!("{} ({})", it.label(), it.code()),
        selected: typed.droits.iter().any(|code| code == it.code()),
    };
    let chosen = if typed.duree.is_empty() { "90" } else { &typed.duree };
    let duration = |days: u32| Choice {
        value: days.to_string(),
        label: french::counted(days.into(), "jour", "jours"),
        selected: days.to_string() == chosen,
    };
    NewPage {
        frame: account_frame(app, "/espace/acces/nouveau", "Nouveau jeton d’accès"),
        typed_name: typed.nom.clone(),
        name_error: "",
        scopes: Scope::ALL.map(scope).into(),
        scopes_error: "",
        days: keys::DAYS.map(duration).into(),
        refusal: "",
    }
}

/// Makes a token. The answer shows it: nothing else ever will, so it is not a redirection.
pub(super) async fn make(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    if !may_have_tokens(&who.person) {
        return Ok(Redirect::to("/espace/acces").into_response());
    }
    let name = typed.nom.split_whitespace().collect::<Vec<_>>().join(" ");
    let scopes: Vec<Scope> =
        Scope::ALL.into_iter().filter(|it| typed.droits.iter().any(|code| code == it.code())).collect();
    let days = typed.duree.parse().ok().filter(|it| keys::DAYS.contains(it));
    let mut page = new_page(&app, &typed);
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        page.name_error =
            "Donnez-lui un nom de 60\u{a0}caractères au plus\u{202f}: celui du logiciel qui s’en servira.";
    }
    if scopes.is_empty() {
        page.scopes_error = "Cochez au moins un droit.";
    }
    let Some(days) = days.filter(|_| page.name_error.is_empty() && page.scopes_error.is_empty()) else {
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    };
    let wanted = Wanted { name, scopes, days };
    let Some(secret) = keys::make(&app, &who.person, &origin, &wanted).await? else {
        page.refusal = "Vous avez déjà 20\u{a0}jetons. Retirez-en un avant d’en créer un autre.";
        return Ok(shell::page_with_status(StatusCode::CONFLICT, &page)?);
    };
    let page = MadePage {
        frame: account_frame(&app, "/espace/acces/nouveau", "Votre jeton d’accès"),
        name: wanted.name,
        secret,
    };
    Ok(shell::page_with_status(StatusCode::CREATED, &page)?)
}

#[derive(Deserialize)]
pub(super) struct Nothing {}

/// Revokes a token. Asks for no fresh proof: whoever fears for a token must be able to end it at once.
pub(super) async fn revoke(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(Nothing {}): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    // Ended a moment ago, in another tab or by the first of two clicks: the same to who reads the list.
    if id.len() <= 64 && !id.contains('\0') {
        keys::revoke(&app, &who.person, &origin, &id).await?;
    }
    Ok(Redirect::to("/espace/acces?note=retire").into_response())
}
