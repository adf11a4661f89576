//! `/equipe/installation/nouvelle`: a rule, or a new version of one, is written.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::ids::{Ids, SystemIds};
use serde::Deserialize;

use super::{Choice, checked_id};
use crate::{
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    failure::Failure,
    shell::{self, Frame, account_frame},
    trades::{InstallationRule, OfficialZone, Profession},
    zoning::{
        decide, store,
        writing::{Errors, Typed},
    },
};

#[derive(Template)]
#[template(path = "zoning/proposal.html")]
struct ProposalPage {
    frame: Frame,
    typed: Typed,
    errors: Errors,
    professions: Vec<Choice>,
    zones: Vec<Choice>,
    kinds: Vec<Choice>,
    outcomes: Vec<Choice>,
}

impl ProposalPage {
    fn of(app: &App, typed: Typed, errors: Errors) -> Self {
        let title = if typed.de.is_empty() { "Nouvelle règle" } else { "Nouvelle version d’une règle" };
        let none = |label: &str, chosen: &str| Choice::new("", label, chosen.is_empty());
        let zones = OfficialZone::ALL.iter().filter(|it| **it != OfficialZone::Unavailable);
        Self {
            frame: account_frame(app, "/equipe/installation/nouvelle", title),
            professions: std::iter::once(none("Choisissez", &typed.profession))
                .chain(
                    Profession::all()
                        .iter()
                        .map(|it| Choice::new(it.code, it.label, it.code == typed.profession)),
                )
                .collect(),
            zones: std::iter::once(none("Choisissez", &typed.zone))
                .chain(zones.map(|it| Choice::new(it.code(), it.label(), it.code() == typed.zone)))
                .collect(),
            kinds: vec![
                Choice::new("rule", "Une règle\u{202f}: peut-on s’installer", typed.genre != "aid"),
                Choice::new("aid", "Une aide", typed.genre == "aid"),
            ],
            outcomes: std::iter::once(none("Sans objet (aide)", &typed.issue))
                .chain(
                    InstallationRule::ALL
                        .iter()
                        .map(|it| Choice::new(it.code(), it.label(), it.code() == typed.issue)),
                )
                .collect(),
            typed,
            errors,
        }
    }

    fn error(&self, field: &str) -> &str {
        self.errors.get(field).map_or("", String::as_str)
    }
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::zoning) struct From {
    /// The version to begin from.
    #[serde(default)]
    de: String,
}

pub(in crate::zoning) async fn show(
    State(app): State<App>,
    _: Moderator,
    Query(from): Query<From>,
) -> Result<Response, Failure> {
    let typed = match from.de.as_str() {
        "" => Typed::default(),
        id => Typed::of(&store::version(&app.db, checked_id(id)?).await?.ok_or(Failure::NotFound)?.rule),
    };
    Ok(shell::page(&ProposalPage::of(&app, typed, Errors::new()))?)
}

pub(in crate::zoning) async fn propose(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let before = match typed.de.as_str() {
        "" => None,
        id => Some(store::version(&app.db, checked_id(id)?).await?.ok_or(Failure::NotFound)?),
    };
    let read = typed.read(&SystemIds.fresh()).and_then(|rule| {
        let moved = before.as_ref().is_some_and(|it| {
            (&it.rule.profession, it.rule.zone, it.rule.kind) != (&rule.profession, rule.zone, rule.kind)
        });
        let why = "Une nouvelle version garde la profession, la classe et le genre. Écrivez plutôt une nouvelle règle.";
        if moved { Err(Errors::from([("profession", why.to_owned())])) } else { Ok(rule) }
    });
    match read {
        Ok(rule) => {
            let replaces = before.as_ref().map(|it| it.rule.id.as_str());
            decide::propose_rule(&app, (&staff, &origin), &rule, replaces).await?;
            Ok(Redirect::to(&format!("/equipe/installation/{}", rule.id)).into_response())
        }
        Err(errors) => {
            let page = ProposalPage::of(&app, typed, errors);
            Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
        }
    }
}
