//! `/equipe/zonage/{id}`: one file, what it says, what it changes; the decision.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::{checked_id, plural_of};
use crate::{
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    failure::Failure,
    second_person::{self, Undecided},
    shell::{self, Frame, account_frame},
    spreadsheet,
    zoning::{
        class::Class,
        decide,
        store::{self, Edition},
    },
};

/// Lines of a list on the page; the rest is counted.
const MOST_SHOWN: i64 = 300;

#[derive(Template)]
#[template(path = "zoning/edition.html")]
struct EditionPage {
    frame: Frame,
    id: String,
    state: &'static str,
    facts: Vec<(&'static str, String)>,
    tally: Vec<Tallied>,
    changed: String,
    is_first: bool,
    movements: Vec<(String, String, String)>,
    changes: Vec<(String, String, String)>,
    has_more_changes: bool,
    mixed: Vec<(String, String)>,
    unmatched: Vec<Unmatched>,
    unmatched_count: String,
    has_more_unmatched: bool,
    may_decide: bool,
    is_waiting: bool,
    error: &'static str,
}

struct Tallied {
    raw_code: String,
    meaning: &'static str,
    count: String,
}

struct Unmatched {
    line: i32,
    key: String,
    name: String,
    raw_code: String,
    why: &'static str,
}

pub(in crate::zoning) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(shell::page(&page(&app, &staff, &id, "").await?)?)
}

async fn page(app: &App, staff: &SignedIn, id: &str, error: &'static str) -> Result<EditionPage, Failure> {
    let it = store::edition(&app.db, checked_id(id)?).await?.ok_or(Failure::NotFound)?;
    let name = |code: &str| {
        app.gazetteer.by_code(code).map_or_else(|| code.to_owned(), crate::territory::Commune::label)
    };
    let said = |raw: Option<String>| raw.unwrap_or_else(|| "aucune".to_owned());
    let changes = store::changes(&app.db, id, MOST_SHOWN).await?;
    let unmatched = store::unmatched(&app.db, id, MOST_SHOWN).await?;
    let movements = store::movements(&app.db, id).await?;
    let missing = i64::from(it.lines - it.matched);
    Ok(EditionPage {
        frame: account_frame(
            app,
            &format!("/equipe/zonage/{id}"),
            &format!("Zonage\u{202f}: {}", plural_of(&it.profession)),
        ),
        id: it.id.clone(),
        state: state(&it.state),
        facts: facts(&it),
        tally: store::tally(&app.db, id).await?.into_iter().map(tallied).collect(),
        changed: french::counted_or_none(
            u64::from(it.changed.unsigned_abs()),
            "Aucune commune ne change de classe",
            "commune change de classe",
            "communes changent de classe",
        ),
        is_first: it.changed > 0 && movements.is_empty(),
        movements: movements
            .into_iter()
            .map(|(before, after, n)| (said(before), said(after), french::number(n)))
            .collect(),
        has_more_changes: i64::from(it.changed) > MOST_SHOWN,
        changes: changes
            .into_iter()
            .map(|(code, before, after)| (name(&code), said(before), said(after)))
            .collect(),
        mixed: store::mixed(&app.db, id).await?.into_iter().map(|(code, raw)| (name(&code), raw)).collect(),
        has_more_unmatched: missing > MOST_SHOWN,
        unmatched: unmatched.into_iter().map(shown).collect(),
        unmatched_count: french::number(missing),
        may_decide: second_person::may_decide(&staff.person.id, it.imported_by.as_deref()),
        is_waiting: it.state == "proposed",
        error,
    })
}

/// Every commune whose class an edition changes.
pub(in crate::zoning) async fn changes_csv(
    State(app): State<App>,
    _: Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let it = store::edition(&app.db, checked_id(&id)?).await?.ok_or(Failure::NotFound)?;
    let changes = store::changes(&app.db, &it.id, i64::MAX).await?;
    let row = |(code, before, after): store::Change| {
        let name = app.gazetteer.by_code(&code).map_or_else(String::new, crate::territory::Commune::label);
        [code, name, before.unwrap_or_default(), after.unwrap_or_default()]
    };
    let head = ["commune", "nom", "avant", "apres"].map(str::to_owned);
    let text = spreadsheet::written(std::iter::once(head).chain(changes.into_iter().map(row)));
    Ok(spreadsheet::answer(&format!("zonage-{}.csv", it.profession), text))
}

fn state(state: &str) -> &'static str {
    match state {
        "proposed" => "attend une décision",
        "active" => "en vigueur",
        "replaced" => "remplacé par un fichier plus récent",
        _ => "refusé",
    }
}

fn facts(it: &Edition) -> Vec<(&'static str, String)> {
    let n = |count: i32| french::number(i64::from(count));
    let mut facts = vec![
        ("Fichier", it.file_name.clone()),
        ("Source", it.source.clone()),
        ("Date des données", it.dated_on.map_or("non précisée".to_owned(), french::date)),
        ("Arrêté", it.decree.clone().unwrap_or_else(|| "non précisé".to_owned())),
        ("Lignes", n(it.lines)),
        ("Lignes reconnues", n(it.matched)),
        ("Lignes ambiguës", n(it.ambiguous)),
        ("Lignes sans commune", n(it.lines - it.matched - it.ambiguous)),
        ("Lecture", format!("{}\u{a0}s", french::decimal(f64::from(it.took_ms) / 1000.0, 2))),
        (
            "Envoyé",
            format!(
                "le {} par {}",
                french::moment(it.imported_at),
                it.imported_by_name.as_deref().unwrap_or("la ligne de commande")
            ),
        ),
    ];
    if let (Some(at), Some(by)) = (it.decided_at, &it.decided_by_name) {
        facts.push(("Décidé", format!("le {} par {by}", french::moment(at))));
    }
    facts
}

fn tallied((raw_code, count): (String, i64)) -> Tallied {
    Tallied {
        meaning: Class::of(&raw_code).map_or("Classe inconnue de ce programme", |it| it.zone.label()),
        raw_code,
        count: french::number(count),
    }
}

fn shown(it: store::Unmatched) -> Unmatched {
    Unmatched {
        why: if it.matched_by == "ambiguous" { "plusieurs communes possibles" } else { "commune inconnue" },
        line: it.line,
        key: it.key,
        name: it.name,
        raw_code: it.raw_code,
    }
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::zoning) struct Verdict {
    #[serde(default)]
    pub(in crate::zoning) decision: String,
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
            match decide::decide_file(&app, (&staff, &origin), checked_id(&id)?, decision == "activer")
                .await?
            {
                Err(Undecided::SamePerson) => {
                    "Une autre personne de l’équipe décide d’un fichier que vous avez envoyé."
                }
                Ok(()) | Err(Undecided::Already) => {
                    return Ok(Redirect::to(&format!("/equipe/zonage/{id}")).into_response());
                }
            }
        }
        _ => "Choisissez de mettre en vigueur ou de refuser.",
    };
    let page = page(&app, &staff, &id, error).await?;
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}
