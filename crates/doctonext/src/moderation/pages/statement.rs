//! `/decisions/{token}` and `/espace/decisions`: the statement of reasons, and the appeal against it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};

use super::{
    checked_id,
    follow::{AppealForm, AppealTold, Notes, SAY_WHY, appeal_words, refused, told},
    frame, private,
};
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    moderation::{
        letters, links,
        notice::last_day_to_appeal,
        second::{self, Lodged},
        store::{self, Decision},
        words::{Action, Party, SubjectKind},
    },
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "moderation/statement.html")]
struct StatementPage {
    frame: Frame,
    note: &'static str,
    heading: String,
    facts: Vec<(&'static str, String)>,
    state: String,
    appeal: Option<AppealTold>,
    until: Option<String>,
    action: String,
    typed: String,
    error: &'static str,
    elsewhere: &'static str,
}

/// A decision that its author was told of; none of the others.
fn is_told(it: &Decision) -> bool {
    let restricts = Action::from_code(&it.action).is_some_and(|it| it.restricts());
    restricts && it.anonymised_at.is_none() && !matches!(it.state.as_str(), "proposed" | "declined")
}

async fn by_link(app: &App, token: &str) -> Result<Decision, Failure> {
    let id = links::read(app, Party::Author, token).ok_or(Failure::NotFound)?;
    let found = store::decision(&app.db, id).await?.filter(is_told).ok_or(Failure::NotFound)?;
    let last = found.closed_at.unwrap_or_else(|| found.took_effect_at());
    if links::lasts(last, app.clock.now()) { Ok(found) } else { Err(Failure::NotFound) }
}

async fn own(app: &App, person: &str, id: &str) -> Result<Decision, Failure> {
    let found = store::decision(&app.db, checked_id(id)?).await?.filter(is_told);
    found.filter(|it| it.user_id.as_deref() == Some(person)).ok_or(Failure::NotFound)
}

async fn page(app: &App, it: Decision, path: String) -> Result<StatementPage, Failure> {
    let action = Action::from_code(&it.action).unwrap_or(Action::Remove);
    let subject = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let appeal = store::appeal_against(&app.db, &it.id).await?;
    let until = (appeal.is_none() && second::is_against(&it, Party::Author))
        .then(|| last_day_to_appeal(it.took_effect_at()))
        .filter(|last| *last >= today_in_paris(app.clock.now()));
    Ok(StatementPage {
        frame: frame(app, "/espace/decisions", "Décision de l’équipe"),
        note: "",
        heading: heading(&it, subject),
        facts: letters::facts(&it, action, subject),
        state: state(&it),
        appeal: appeal.map(told),
        until: until.map(french::date),
        action: path,
        typed: String::new(),
        error: "",
        elsewhere: letters::ELSEWHERE,
    })
}

fn heading(it: &Decision, subject: SubjectKind) -> String {
    match subject {
        SubjectKind::Account => "Mesure concernant votre compte".to_owned(),
        SubjectKind::Profile => "Décision concernant votre page publique".to_owned(),
        _ => format!("Décision concernant «\u{a0}{}\u{a0}»", it.subject_title),
    }
}

fn state(it: &Decision) -> String {
    let at = it.closed_at.map(french::moment).unwrap_or_default();
    match it.state.as_str() {
        "reversed" => format!("Annulée le {at}, après recours"),
        "ended" => format!("Terminée le {at}"),
        _ => "En vigueur".to_owned(),
    }
}

fn note_of(notes: &Notes) -> &'static str {
    if notes.note == "recours" {
        "Votre recours est reçu. Une autre personne de l’équipe l’examine."
    } else {
        ""
    }
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let found = by_link(&app, &token).await?;
    let page = page(&app, found, format!("/decisions/{token}")).await?;
    Ok(private(shell::page(&StatementPage { note: note_of(&notes), ..page })?))
}

pub(in crate::moderation) async fn contest(
    State(app): State<App>,
    Path(token): Path<String>,
    CheckedForm(form): CheckedForm<AppealForm>,
) -> Result<Response, Failure> {
    let found = by_link(&app, &token).await?;
    take(&app, found, format!("/decisions/{token}"), form).await
}

pub(in crate::moderation) async fn show_own(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let found = own(&app, &who.person.id, &id).await?;
    let page = page(&app, found, format!("/espace/decisions/{id}")).await?;
    Ok(private(shell::page(&StatementPage { note: note_of(&notes), ..page })?))
}

pub(in crate::moderation) async fn contest_own(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<AppealForm>,
) -> Result<Response, Failure> {
    let found = own(&app, &who.person.id, &id).await?;
    take(&app, found, format!("/espace/decisions/{id}"), form).await
}

async fn take(app: &App, found: Decision, path: String, form: AppealForm) -> Result<Response, Failure> {
    let error = match appeal_words(&form.recours) {
        Some(words) => match second::lodge(app, &found.id, Party::Author, &words).await? {
            Lodged::Done => return Ok(Redirect::to(&format!("{path}?note=recours")).into_response()),
            other => refused(other),
        },
        None => SAY_WHY,
    };
    let page = StatementPage { error, typed: form.recours, ..page(app, found, path).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}

#[derive(Template)]
#[template(path = "moderation/own_decisions.html")]
struct OwnPage {
    frame: Frame,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    note: String,
}

/// Decisions of a page: few people meet more.
const MOST: i64 = 100;

pub(in crate::moderation) async fn list_own(
    State(app): State<App>,
    Member(who): Member,
) -> Result<Response, Failure> {
    let found = store::decisions_about(&app.db, &who.person.id, true, MOST).await?;
    let line = |it: Decision| {
        let subject = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
        let action = Action::from_code(&it.action).map_or("", |it| it.told(subject));
        Line {
            href: format!("/espace/decisions/{}", it.id),
            note: format!("{action} · {} · {}", french::moment(it.took_effect_at()), state(&it)),
            title: heading(&it, subject),
        }
    };
    let page = OwnPage {
        frame: frame(&app, "/espace/decisions", "Décisions de l’équipe"),
        lines: found.into_iter().map(line).collect(),
    };
    Ok(private(shell::page(&page)?))
}
