//! `/espace/notifications/choix`.

use std::collections::HashSet;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    notifications::wishes::{self, Channel, SUBJECTS, Wishes},
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "notifications/choices.html")]
struct NotificationsPage {
    frame: Frame,
    saved: bool,
    channels: Vec<&'static str>,
    subjects: Vec<Line>,
}

struct Line {
    label: &'static str,
    boxes: Vec<Tick>,
}

struct Tick {
    value: String,
    channel: &'static str,
    checked: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::notifications) struct Notes {
    #[serde(default)]
    note: String,
}

pub(in crate::notifications) async fn form(
    State(app): State<App>,
    Member(who): Member,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let wishes = Wishes::of(&app.db, &who.person.id).await?;
    let subjects = SUBJECTS
        .iter()
        .map(|subject| Line {
            label: subject.label,
            boxes: Channel::ALL
                .iter()
                .map(|channel| Tick {
                    value: format!("{}.{}", subject.kind, channel.code()),
                    channel: channel.label(),
                    checked: wishes.has(subject, *channel),
                })
                .collect(),
        })
        .collect();
    let page = NotificationsPage {
        frame: account_frame(&app, "/espace/notifications/choix", "Ce que vous voulez recevoir"),
        saved: notes.note == "enregistre",
        channels: Channel::ALL.iter().map(|it| it.label()).collect(),
        subjects,
    };
    Ok(shell::page(&page)?)
}

#[derive(Deserialize)]
pub(in crate::notifications) struct Wanted {
    #[serde(default)]
    veut: Vec<String>,
    /// « Tout couper par e-mail ».
    couper: Option<String>,
}

pub(in crate::notifications) async fn save(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(form): CheckedForm<Wanted>,
) -> Result<Response, Failure> {
    let wanted: HashSet<&str> = form.veut.iter().map(String::as_str).collect();
    wishes::keep(&app, &who.person.id, |subject, channel| {
        let ticked = wanted.contains(format!("{}.{}", subject.kind, channel.code()).as_str());
        let cut = form.couper.is_some() && channel == Channel::Email;
        ticked && !cut
    })
    .await?;
    Ok(Redirect::to("/espace/notifications/choix?note=enregistre").into_response())
}
