//! `/equipe/moderation/bannissement/{id}`: a ban that somebody proposed.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use platform::french;
use serde::Deserialize;

use super::{Before, case::next, checked_id, frame, private, sentence};
use crate::{
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    desk,
    failure::Failure,
    moderation::{case, decide::Outcome, grounds::Ground, queue::Item, second, store, store::Decision},
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "moderation/second.html")]
struct SecondPage {
    frame: Frame,
    heading: String,
    person_href: String,
    facts: Vec<(&'static str, String)>,
    past: Vec<String>,
    /// Whether this member of the team may decide.
    may: bool,
    /// Who else looks at it, and until when.
    held: String,
    action: String,
    typed: String,
    /// What was decided just before, on another item.
    said: &'static str,
    error: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct SecondForm {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    motif: String,
}

async fn found(app: &App, id: &str) -> Result<Decision, Failure> {
    let found = store::decision(&app.db, checked_id(id)?).await?;
    found.filter(|it| it.action == "ban" && it.state == "proposed").ok_or(Failure::NotFound)
}

async fn page(app: &App, staff: &str, it: &Decision) -> Result<SecondPage, Failure> {
    let item = Item::Ban(it.id.clone());
    let person = it.user_id.clone().unwrap_or_default();
    let who = store::someone(&app.db, &person).await?;
    let by = store::someone(&app.db, &it.decided_by).await?;
    let past = store::decisions_about(&app.db, &person, false, 20).await?;
    let notice = match &it.notice_id {
        Some(notice) => store::notice(&app.db, notice).await?,
        None => None,
    };
    let may = second::bars_judge(it, notice.as_ref(), staff).is_none();
    let held = if may {
        desk::hold(app, &mut *app.db.acquire().await?, &item.key(), staff).await?
    } else {
        String::new()
    };
    Ok(SecondPage {
        frame: frame(app, "/equipe/moderation/bannissement", "Bannissement à confirmer"),
        heading: who.map_or_else(String::new, |it| it.name),
        person_href: format!("/equipe/personnes/{person}"),
        facts: vec![
            ("Proposé par", by.map_or_else(String::new, |it| it.name)),
            ("Le", french::moment(it.decided_at)),
            ("Faits", it.facts.clone()),
            ("Fondement", Ground::from_code(&it.ground).map(|it| it.told()).unwrap_or_default()),
        ],
        past: past.iter().filter(|past| past.id != it.id).map(case::line).collect(),
        may,
        held,
        action: item.path(),
        typed: String::new(),
        said: "",
        error: "",
    })
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path(id): Path<String>,
    Query(before): Query<Before>,
) -> Result<Response, Failure> {
    let it = found(&app, &id).await?;
    let page = SecondPage { said: before.said(), ..page(&app, &staff.person.id, &it).await? };
    Ok(private(shell::page(&page)?))
}

pub(in crate::moderation) async fn decide(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<SecondForm>,
) -> Result<Response, Failure> {
    let it = found(&app, &id).await?;
    let confirmed = form.decision == "confirmer";
    let error = match sentence(&form.motif, 10, 500) {
        _ if !confirmed && form.decision != "ecarter" => "Choisissez de confirmer ou d’écarter.",
        None => {
            "Indiquez pourquoi en une phrase (10 à 500\u{a0}caractères)\u{202f}: c’est gardé dans le journal."
        }
        Some(reason) => {
            match second::decide_on_ban(&app, (&staff, &origin), &id, confirmed, &reason).await? {
                Outcome::Done => return next(&app, &staff, Outcome::Done).await,
                other => other.words(),
            }
        }
    };
    let page = SecondPage { error, typed: form.motif, ..page(&app, &staff.person.id, &it).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}
