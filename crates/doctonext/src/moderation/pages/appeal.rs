//! `/equipe/moderation/recours/{id}`: a decision that is contested, for somebody who did not take it.

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
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    desk,
    failure::Failure,
    media,
    moderation::{
        case,
        decide::Outcome,
        delay::{Delay, delay},
        letters,
        queue::Item,
        second,
        store::{self, Appeal},
        subject,
        words::{Action, Party, SubjectKind},
    },
    people,
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "moderation/appeal.html")]
struct AppealPage {
    frame: Frame,
    heading: String,
    party: &'static str,
    made: String,
    delay: Delay,
    words: String,
    facts: Vec<(&'static str, String)>,
    subject_href: String,
    /// The photograph that was taken away: the team sees it still.
    picture: Option<String>,
    /// The words of a public page, whether visitors may read them or not.
    bio: Option<String>,
    held: String,
    /// Whether this member of the team may decide.
    may: bool,
    past: Vec<String>,
    action: String,
    typed: String,
    /// What was decided just before, on another item.
    said: &'static str,
    error: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct AppealForm {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    motif: String,
}

async fn found(app: &App, id: &str) -> Result<Appeal, Failure> {
    let found = store::appeal(&app.db, checked_id(id)?).await?;
    found.filter(|it| it.outcome.is_none()).ok_or(Failure::NotFound)
}

async fn page(app: &App, staff: &SignedIn, appeal: Appeal) -> Result<AppealPage, Failure> {
    let now = app.clock.now();
    let it = store::decision(&app.db, &appeal.decision_id).await?.ok_or(Failure::NotFound)?;
    let kind = SubjectKind::from_code(&it.subject_kind).unwrap_or(SubjectKind::Listing);
    let action = Action::from_code(&it.action).unwrap_or(Action::Remove);
    let notice = match &it.notice_id {
        Some(notice) => store::notice(&app.db, notice).await?,
        None => None,
    };
    let may = second::bars_judge(&it, notice.as_ref(), &staff.person.id).is_none();
    let item = Item::Appeal(appeal.id.clone());
    let mut db = app.db.acquire().await?;
    let held =
        if may { desk::hold(app, &mut db, &item.key(), &staff.person.id).await? } else { String::new() };
    let subject = subject::known(app, &mut db, kind, &it.subject_id).await?;
    let picture = match kind {
        SubjectKind::Photo => media::photo(&mut db, &it.subject_id).await?.map(|it| it.address),
        _ => None,
    };
    let bio = match kind {
        SubjectKind::Profile => people::page_words(&mut *db, &it.subject_id).await?.map(|it| it.1),
        _ => None,
    };
    // What follows asks for connections of its own.
    drop(db);
    let past = match &it.user_id {
        Some(person) => store::decisions_about(&app.db, person, false, 20).await?,
        None => Vec::new(),
    };
    let mut facts = letters::facts(&it, action, kind);
    facts.push(("Décidé le", french::moment(it.decided_at)));
    let subject_href = match kind {
        SubjectKind::Listing | SubjectKind::Revision => {
            format!("/equipe/moderation/annonce/{}", it.subject_id)
        }
        _ => subject.as_ref().map(|it| it.path.clone()).unwrap_or_default(),
    };
    Ok(AppealPage {
        frame: frame(app, "/equipe/moderation/recours", "Recours"),
        heading: subject.map_or_else(|| "Contenu disparu".to_owned(), |it| it.title),
        party: Party::from_code(&appeal.party).map_or("", |it| it.label()),
        made: french::moment(appeal.made_at),
        delay: delay(appeal.made_at, now),
        words: appeal.words,
        facts,
        subject_href,
        picture,
        bio,
        held,
        may,
        past: past.iter().filter(|past| past.id != it.id).map(case::line).collect(),
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
    let appeal = found(&app, &id).await?;
    let page = AppealPage { said: before.said(), ..page(&app, &staff, appeal).await? };
    Ok(private(shell::page(&page)?))
}

pub(in crate::moderation) async fn decide(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<AppealForm>,
) -> Result<Response, Failure> {
    let appeal = found(&app, &id).await?;
    let reversed = form.decision == "annuler";
    let error = match sentence(&form.motif, 10, 2000) {
        _ if !reversed && form.decision != "confirmer" => {
            "Choisissez de confirmer ou d’annuler la première décision."
        }
        None => {
            "Indiquez pourquoi en une phrase ou deux (10 à 2\u{202f}000\u{a0}caractères)\u{202f}: la personne le lira."
        }
        Some(reason) => {
            match second::decide_on_appeal(&app, (&staff, &origin), &id, reversed, &reason).await? {
                Outcome::Done => return next(&app, &staff, Outcome::Done).await,
                other => other.words(),
            }
        }
    };
    let page = AppealPage { error, typed: form.motif, ..page(&app, &staff, appeal).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}
