//! `/equipe/personnes/{id}/mention`: which kind of author somebody is, as every listing of theirs says.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{Choice, checked_id, frame, private, sentence};
use crate::{
    accounts::{self, CheckedForm, Moderator, Origin},
    app::App,
    audit,
    failure::Failure,
    listings,
    moderation::{
        letters,
        store::{self, Someone},
    },
    shell::{self, Frame},
    trades::AuthorKind,
};

#[derive(Template)]
#[template(path = "moderation/kind.html")]
struct KindPage {
    frame: Frame,
    name: String,
    now: &'static str,
    kinds: Vec<Choice>,
    person_href: String,
    measures_href: String,
    action: String,
    typed: String,
    error: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct KindForm {
    #[serde(default)]
    mention: String,
    #[serde(default)]
    motif: String,
}

fn page(app: &App, who: &Someone) -> KindPage {
    let kind = AuthorKind::from_code(&who.account_kind).unwrap_or(AuthorKind::Practitioner);
    let path = format!("/equipe/personnes/{}/mention", who.id);
    let choice = |it: &AuthorKind| Choice {
        value: it.code().to_owned(),
        label: it.shown(false).to_owned(),
        selected: *it == kind,
    };
    KindPage {
        frame: frame(app, &path, "Mention affichée"),
        name: who.name.clone(),
        now: kind.shown(who.trust_level >= listings::TRUSTED),
        kinds: AuthorKind::ALL.iter().map(choice).collect(),
        person_href: format!("/equipe/personnes/{}", who.id),
        measures_href: format!("/equipe/moderation/praticien/{}", who.id),
        action: path,
        typed: String::new(),
        error: "",
    }
}

async fn found(app: &App, id: &str) -> Result<Someone, Failure> {
    let found = store::someone(&app.db, checked_id(id)?).await?;
    found.filter(|it| !it.is_erased).ok_or(Failure::NotFound)
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    _: Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(private(shell::page(&page(&app, &found(&app, &id).await?))?))
}

pub(in crate::moderation) async fn set(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<KindForm>,
) -> Result<Response, Failure> {
    let who = found(&app, &id).await?;
    let error = match (AuthorKind::from_code(&form.mention), sentence(&form.motif, 10, 500)) {
        _ if who.id == staff.person.id => "Personne ne décide de ce qui le concerne.",
        (None, _) => "Choisissez une mention.",
        (_, None) => {
            "Indiquez le motif en une phrase (10 à 500\u{a0}caractères)\u{202f}: la personne le lira."
        }
        (Some(kind), Some(reason)) => {
            let now = app.clock.now();
            let mut tx = app.db.begin().await?;
            accounts::set_kind(&mut tx, &who.id, kind, now).await?;
            for listing in store::online_of(&mut *tx, &who.id).await? {
                listings::refresh(&mut tx, &app.gazetteer, &listing, now).await?;
            }
            let letter = letters::kind_set(&app, kind.shown(who.trust_level >= listings::TRUSTED), &reason);
            letters::write(&app, &mut tx, &who, &letter).await?;
            let (before, after) = (json!({ "kind": who.account_kind }), json!({ "kind": kind.code() }));
            let entry = audit::Entry {
                actor: Some(&staff.person.id),
                action: "moderation.kind_set",
                subject: ("user", &who.id),
                address: Some(&origin.short_address()),
                before: Some(&before),
                after: Some(&after),
                reason: Some(&reason),
            };
            audit::record(&mut tx, entry, now).await?;
            tx.commit().await?;
            return Ok(Redirect::to(&format!("/equipe/personnes/{id}?note=mention")).into_response());
        }
    };
    let page = KindPage { error, typed: form.motif, ..page(&app, &who) };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}
