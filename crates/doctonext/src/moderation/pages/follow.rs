//! `/signalements/{token}`: what became of a notice, for whoever made it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::{frame, private, sentence};
use crate::{
    accounts::CheckedForm,
    app::App,
    failure::Failure,
    moderation::{
        letters, links,
        notice::{State as NoticeState, last_day_to_appeal},
        second::{self, Lodged},
        store::{self, Appeal, Decision, Notice},
        words::{Action, Party, Reason, SubjectKind},
    },
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "moderation/follow.html")]
struct FollowPage {
    frame: Frame,
    note: &'static str,
    facts: Vec<(&'static str, String)>,
    decision: String,
    appeal: Option<AppealTold>,
    /// Until when it may be contested; none when it may not.
    until: Option<String>,
    action: String,
    typed: String,
    error: &'static str,
    elsewhere: &'static str,
}

/// An appeal as whoever made it reads it.
pub(super) struct AppealTold {
    pub(super) made: String,
    pub(super) words: String,
    pub(super) outcome: &'static str,
    pub(super) reason: String,
}

pub(super) fn told(it: Appeal) -> AppealTold {
    AppealTold {
        made: french::moment(it.made_at),
        words: it.words,
        outcome: match it.outcome.as_deref() {
            Some("reversed") => "La première décision est annulée.",
            Some(_) => "La première décision est confirmée.",
            None => "Une autre personne de l’équipe l’examine.",
        },
        reason: it.reason.unwrap_or_default(),
    }
}

/// Why an appeal is not taken.
pub(super) fn refused(it: Lodged) -> &'static str {
    match it {
        Lodged::Done => "",
        Lodged::Already => "Cette décision a déjà été contestée.",
        Lodged::TooLate => "Le délai de six mois pour contester cette décision est passé.",
        Lodged::NotTheirs => "Cette décision ne peut pas être contestée, ou n’est plus en vigueur.",
    }
}

/// What an appeal says, from 20 to 3,000 characters.
pub(super) fn appeal_words(typed: &str) -> Option<String> {
    sentence(typed, 20, 3000)
}

/// Said when it does not.
pub(super) const SAY_WHY: &str = "Dites pourquoi vous contestez (20 à 3\u{202f}000\u{a0}caractères).";

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct Notes {
    #[serde(default)]
    pub(super) note: String,
}

async fn found(app: &App, token: &str) -> Result<(Notice, Option<Decision>), Failure> {
    let id = links::read(app, Party::Notifier, token).ok_or(Failure::NotFound)?;
    let notice = store::notice(&app.db, id).await?.filter(|it| it.anonymised_at.is_none());
    let notice = notice.ok_or(Failure::NotFound)?;
    if !links::lasts(notice.status_since, app.clock.now()) {
        return Err(Failure::NotFound);
    }
    let decision = store::decision_on(&app.db, id).await?.filter(|it| it.state != "proposed");
    Ok((notice, decision))
}

async fn page(app: &App, token: &str) -> Result<FollowPage, Failure> {
    let (notice, decision) = found(app, token).await?;
    let state = NoticeState::from_code(&notice.status).unwrap_or(NoticeState::Received);
    let appeal = match &decision {
        Some(it) => store::appeal_against(&app.db, &it.id).await?.filter(|it| it.party == "notifier"),
        None => None,
    };
    let until = decision.as_ref().filter(|it| appeal.is_none() && second::is_against(it, Party::Notifier));
    let until = until.map(|it| last_day_to_appeal(it.took_effect_at()));
    let until = until.filter(|last| *last >= today_in_paris(app.clock.now()));
    let subject = SubjectKind::from_code(&notice.subject_kind).unwrap_or(SubjectKind::Listing);
    Ok(FollowPage {
        frame: frame(app, "/signaler", "Votre signalement"),
        note: "",
        facts: vec![
            ("Référence", links::reference('S', &notice.id)),
            ("Reçu le", french::moment(notice.received_at)),
            ("Motif", Reason::from_code(&notice.reason).map_or("", |it| it.label()).to_owned()),
            ("Page", notice.address),
            ("Votre explication", notice.explanation),
            ("État", state.label().to_owned()),
        ],
        decision: decision.as_ref().map(|it| in_words(it, subject)).unwrap_or_default(),
        appeal: appeal.map(told),
        until: until.map(french::date),
        action: format!("/signalements/{token}"),
        typed: String::new(),
        error: "",
        elsewhere: letters::ELSEWHERE,
    })
}

fn in_words(it: &Decision, subject: SubjectKind) -> String {
    let action = Action::from_code(&it.action).unwrap_or(Action::RefuseNotice);
    let at = french::moment(it.took_effect_at());
    if action == Action::RefuseNotice {
        return format!("{at}\u{202f}: {} {}", letters::refused(it), it.facts);
    }
    let subject = SubjectKind::from_code(&it.subject_kind).unwrap_or(subject);
    format!(
        "Le {at}, une personne de l’équipe a donné suite. Mesure prise\u{202f}: {}.",
        action.told(subject)
    )
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut page = page(&app, &token).await?;
    page.note = match notes.note.as_str() {
        "recu" => {
            "Merci\u{202f}: votre signalement est reçu. Gardez cette page, elle dira ce qui est décidé\u{202f}; une lettre le dira aussi si vous avez donné une adresse."
        }
        "recours" => "Votre recours est reçu. Une autre personne de l’équipe l’examine.",
        _ => "",
    };
    Ok(private(shell::page(&page)?))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct AppealForm {
    #[serde(default)]
    pub(super) recours: String,
}

pub(in crate::moderation) async fn contest(
    State(app): State<App>,
    Path(token): Path<String>,
    CheckedForm(form): CheckedForm<AppealForm>,
) -> Result<Response, Failure> {
    let (_, decision) = found(&app, &token).await?;
    let decision = decision.ok_or(Failure::NotFound)?;
    let error = match appeal_words(&form.recours) {
        Some(words) => match second::lodge(&app, &decision.id, Party::Notifier, &words).await? {
            Lodged::Done => {
                let to = format!("/signalements/{token}?note=recours");
                return Ok(Redirect::to(&to).into_response());
            }
            other => refused(other),
        },
        None => SAY_WHY,
    };
    let page = FollowPage { error, typed: form.recours, ..page(&app, &token).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}
