//! `/equipe/installation`: the rules in force and those that wait; one version and the decision.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;

use super::{checked_id, edition::Verdict, plural_of};
use crate::{
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    failure::Failure,
    second_person::{self, Undecided},
    shell::{self, Frame, account_frame},
    trades::{Profession, Specialty},
    zoning::{
        decide::{self, Collision},
        rules::{Kind, Rule},
        store::{self, Version},
        views,
    },
};

#[derive(Template)]
#[template(path = "zoning/rules.html")]
struct RulesPage {
    frame: Frame,
    waiting: Vec<Listed>,
    /// By profession.
    active: Vec<(String, Vec<Listed>)>,
    past: Vec<Listed>,
}

struct Listed {
    href: String,
    title: String,
    badge: &'static str,
    note: String,
}

pub(in crate::zoning) async fn list(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let waiting = store::versions(&app.db, &["proposed"]).await?;
    let active = store::versions(&app.db, &["active"]).await?;
    let past = store::versions(&app.db, &["replaced", "refused"]).await?;
    let mut by_profession: Vec<(String, Vec<Listed>)> = Vec::new();
    for it in &active {
        let plural = plural_of(&it.rule.profession);
        match by_profession.last_mut().filter(|(name, _)| *name == plural) {
            Some((_, them)) => them.push(listed(it, false)),
            None => by_profession.push((plural, vec![listed(it, false)])),
        }
    }
    let page = RulesPage {
        frame: account_frame(&app, "/equipe/installation", "Règles d’installation"),
        waiting: waiting.iter().map(|it| listed(it, true)).collect(),
        active: by_profession,
        past: past.iter().map(|it| listed(it, true)).collect(),
    };
    Ok(shell::page(&page)?)
}

fn listed(it: &Version, names_profession: bool) -> Listed {
    let rule = &it.rule.0;
    let zone = rule.zone.label();
    Listed {
        href: format!("/equipe/installation/{}", rule.id),
        title: if names_profession {
            format!("{}, {zone}", plural_of(&rule.profession))
        } else {
            zone.to_owned()
        },
        badge: badge(rule),
        note: format!("{} · {}", rule.title, views::source(rule)),
    }
}

fn badge(rule: &Rule) -> &'static str {
    match (rule.kind, rule.outcome) {
        (Kind::Aid, _) => "Aide",
        (Kind::Rule, Some(outcome)) => outcome.label(),
        (Kind::Rule, None) => "Règle",
    }
}

#[derive(Template)]
#[template(path = "zoning/rule.html")]
struct RulePage {
    frame: Frame,
    id: String,
    state: &'static str,
    note: String,
    /// What, in this version, in the one before.
    compared: Vec<(&'static str, String, String)>,
    follows: bool,
    is_waiting: bool,
    is_active: bool,
    may_decide: bool,
    error: &'static str,
}

pub(in crate::zoning) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(shell::page(&page(&app, &staff, &id, "").await?)?)
}

async fn page(app: &App, staff: &SignedIn, id: &str, error: &'static str) -> Result<RulePage, Failure> {
    let it = store::version(&app.db, checked_id(id)?).await?.ok_or(Failure::NotFound)?;
    let before = match &it.replaces_id {
        Some(before) => store::version(&app.db, before).await?,
        None => None,
    };
    let now = told(&it.rule);
    let old = before.as_ref().map_or_else(
        || vec![String::new(); now.len()],
        |it| told(&it.rule).into_iter().map(|it| it.1).collect(),
    );
    let title = format!("{}, {}", plural_of(&it.rule.profession), it.rule.zone.label());
    Ok(RulePage {
        frame: account_frame(app, &format!("/equipe/installation/{id}"), &title),
        id: it.rule.id.clone(),
        state: match it.state.as_str() {
            "proposed" => "Cette version attend une décision",
            "active" => "Cette version est en vigueur à ses dates",
            "replaced" => "Cette version a été remplacée avant d’entrer en vigueur",
            _ => "Cette version a été refusée",
        },
        note: note(&it),
        compared: now.into_iter().zip(old).map(|((what, now), old)| (what, now, old)).collect(),
        follows: before.is_some(),
        is_waiting: it.state == "proposed",
        is_active: it.state == "active",
        may_decide: second_person::may_decide(&staff.person.id, it.proposed_by.as_deref()),
        error,
    })
}

fn note(it: &Version) -> String {
    let by = it.proposed_by_name.as_deref().unwrap_or("le programme");
    let proposed = format!("écrite le {} par {by}", french::moment(it.proposed_at));
    match (it.decided_at, &it.decided_by_name) {
        (Some(at), Some(by)) => format!("{proposed}, décidée le {} par {by}", french::moment(at)),
        _ => proposed,
    }
}

fn told(rule: &Rule) -> Vec<(&'static str, String)> {
    let some = |it: &Option<String>| it.clone().unwrap_or_else(|| "—".to_owned());
    let excepted: Vec<&str> = rule
        .excepted_specialties
        .iter()
        .filter_map(|code| Specialty::from_code(Profession::from_code(&rule.profession)?.code, code))
        .map(|it| it.label)
        .collect();
    let dash = |text: String| if text.is_empty() { "—".to_owned() } else { text };
    vec![
        ("Ce qu’elle dit", badge(rule).to_owned()),
        ("Titre", rule.title.clone()),
        ("Texte", rule.body.clone()),
        ("Conditions", some(&rule.conditions)),
        ("Montant", rule.amount_euros.map_or("—".to_owned(), |it| french::euros(i64::from(it)))),
        ("Délai du successeur", rule.successor_months.map_or("—".to_owned(), |it| format!("{it}\u{a0}mois"))),
        ("Spécialités non concernées", dash(excepted.join(", "))),
        ("Source", rule.source.clone()),
        ("Lien", some(&rule.source_url)),
        ("Premier jour", french::date(rule.valid_from)),
        ("Dernier jour", rule.valid_to.map_or("—".to_owned(), french::date)),
    ]
}

pub(in crate::zoning) async fn decide(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Verdict>,
) -> Result<Response, Failure> {
    let error = match form.decision.as_str() {
        decision @ ("activer" | "refuser") => {
            match decide::decide_rule(&app, (&staff, &origin), checked_id(&id)?, decision == "activer")
                .await?
            {
                Err(Undecided::SamePerson) => {
                    "Une autre personne de l’équipe décide d’une règle que vous avez écrite."
                }
                Err(Undecided::Against(Collision)) => {
                    "Une autre règle est en vigueur pour cette profession et cette classe à l’une de ces dates. \
                     Proposez une nouvelle version de celle-là, ou changez les dates."
                }
                Ok(()) | Err(Undecided::Already) => {
                    return Ok(Redirect::to(&format!("/equipe/installation/{id}")).into_response());
                }
            }
        }
        _ => "Choisissez de mettre en vigueur ou de refuser.",
    };
    let page = page(&app, &staff, &id, error).await?;
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}
