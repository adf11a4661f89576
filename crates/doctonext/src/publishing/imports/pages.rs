//! `/espace/annonces/import`: a file is sent, checked, imported, reported.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::{
    act, cells, check,
    file::{self, FileError},
    report, store,
};
use crate::{
    accounts::{CheckedForm, CheckedMultipart, Member, Origin, Person, SignedIn},
    app::App,
    failure::Failure,
    publishing::{question::Kind, questions},
    shell::{self, Frame, account_frame},
    spreadsheet,
    trades::ListingType,
};

/// Lines shown on the page; the report has all of them.
const MOST_SHOWN: i64 = 200;
const MOST_IMPORTS: i64 = 20;
const LONGEST_NAME: usize = 120;

#[derive(Template)]
#[template(path = "publishing/import.html")]
struct ImportPage {
    frame: Frame,
    may_import: bool,
    types: Vec<Type>,
    error: String,
    imports: Vec<Past>,
}

struct Type {
    value: &'static str,
    label: &'static str,
    selected: bool,
    model: String,
    columns: Vec<Column>,
}

/// A column of a file, explained.
struct Column {
    name: &'static str,
    label: &'static str,
    values: String,
}

struct Past {
    name: String,
    href: String,
    note: String,
}

#[derive(Template)]
#[template(path = "publishing/import_report.html")]
struct ReportPage {
    frame: Frame,
    id: String,
    name: String,
    kind: &'static str,
    state: String,
    all: i64,
    done: i64,
    counts: Vec<(&'static str, String)>,
    ready: i64,
    unknown: Vec<String>,
    lines: Vec<Shown>,
    has_more: bool,
}

struct Shown {
    number: i32,
    reference: String,
    result: &'static str,
    problems: Vec<String>,
    href: Option<String>,
}

pub(in crate::publishing) async fn form(
    State(app): State<App>,
    Member(who): Member,
) -> Result<Response, Failure> {
    Ok(shell::page(&page(&app, &who, "", String::new()).await?)?)
}

async fn page(app: &App, who: &SignedIn, chosen: &str, error: String) -> Result<ImportPage, Failure> {
    let past = store::of_owner(&app.db, &who.person.id, MOST_IMPORTS).await?;
    Ok(ImportPage {
        frame: account_frame(app, "/espace/annonces/import", "Importer des annonces"),
        may_import: who.person.stands_for_many(),
        types: ListingType::ALL.iter().map(|it| type_of(*it, chosen)).collect(),
        error,
        imports: past
            .into_iter()
            .map(|it| Past {
                href: format!("/espace/annonces/import/{}", it.id),
                note: format!("{} · envoyé le {}", state_of(&it.state), french::moment(it.created_at)),
                name: it.file_name,
            })
            .collect(),
    })
}

fn state_of(state: &str) -> &'static str {
    match state {
        "checked" => "à confirmer",
        "running" => "en cours",
        _ => "terminé",
    }
}

fn type_of(it: ListingType, chosen: &str) -> Type {
    let questions = questions::all(it).flat_map(|(_, question)| {
        question.fields().into_iter().map(move |name| Column {
            name,
            label: label_of(name, question.label),
            values: values_of(question.kind),
        })
    });
    let reference = Column {
        name: cells::REFERENCE,
        label: "Votre propre référence, pour reconnaître l’annonce au prochain envoi",
        values: "un texte, différent à chaque ligne".to_owned(),
    };
    Type {
        value: it.code(),
        label: it.label(),
        selected: it.code() == chosen,
        model: format!("/espace/annonces/import/modeles/{}", it.code()),
        columns: [reference].into_iter().chain(questions).collect(),
    }
}

fn label_of(name: &str, label: &'static str) -> &'static str {
    match name {
        "lieu" => "Nom de la commune, ou code postal",
        "commune" => "Code INSEE de la commune, s’il est connu",
        "du" => "Premiers jours des périodes",
        "au" => "Derniers jours des périodes, dans le même ordre",
        _ => label,
    }
}

fn values_of(kind: Kind) -> String {
    let listed = |them: Vec<(&str, &str)>| them.iter().map(|it| it.1).collect::<Vec<_>>().join("\u{a0}; ");
    match kind {
        Kind::One(choices) => listed(choices()),
        Kind::Some(choices) => format!("un ou plusieurs, séparés par |\u{202f}: {}", listed(choices())),
        Kind::Tick => "oui ou non".to_owned(),
        Kind::Whole { unit, .. } => format!("un nombre entier {unit}"),
        Kind::Decimal { unit, .. } => format!("un nombre {unit}"),
        Kind::Day => "une date, comme 31/08/2026".to_owned(),
        Kind::Periods => "une ou plusieurs dates, séparées par |".to_owned(),
        Kind::Trade => "une profession ou une spécialité".to_owned(),
        Kind::Commune | Kind::Line { .. } | Kind::Text { .. } => "un texte".to_owned(),
    }
}

/// Takes a file and judges its lines; nothing is imported yet.
pub(in crate::publishing) async fn send(
    State(app): State<App>,
    Member(who): Member,
    CheckedMultipart(mut form): CheckedMultipart,
) -> Result<Response, Failure> {
    if !who.person.stands_for_many() {
        let page = page(&app, &who, "", String::new()).await?;
        return Ok(shell::page_with_status(StatusCode::FORBIDDEN, &page)?);
    }
    let (mut chosen, mut name, mut bytes) = (String::new(), String::new(), Ok(Vec::new()));
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("type") => chosen = field.text().await.unwrap_or_default(),
            Some("fichier") => {
                name = field.file_name().unwrap_or_default().to_owned();
                bytes = field.bytes().await.map(|it| it.to_vec()).map_err(|_| FileError::Heavy);
            }
            _ => {}
        }
    }
    let again = async |status, error: String| -> Result<Response, Failure> {
        Ok(shell::page_with_status(status, &page(&app, &who, &chosen, error).await?)?)
    };
    let Some(listing_type) = ListingType::from_code(&chosen) else {
        return again(StatusCode::UNPROCESSABLE_ENTITY, "Choisissez le type des annonces.".to_owned()).await;
    };
    let table = match bytes.and_then(|it| file::read(&it)) {
        Ok(table) => table,
        Err(error) => return again(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()).await,
    };
    let known = cells::columns(listing_type);
    if !table.columns.iter().any(|it| it != cells::REFERENCE && known.contains(&it.as_str())) {
        let why = "Aucune colonne n’a un titre que nous connaissons. Partez du modèle, et gardez sa première ligne.";
        return again(StatusCode::UNPROCESSABLE_ENTITY, why.to_owned()).await;
    }
    if let Some(id) = check::keep(&app, &who.person, listing_type, &plain_name(&name), table).await? {
        return Ok(Redirect::to(&format!("/espace/annonces/import/{id}")).into_response());
    }
    let why = "Un import est déjà en cours. Attendez qu’il soit terminé pour envoyer un autre fichier.";
    again(StatusCode::CONFLICT, why.to_owned()).await
}

/// The name of a file without its folders.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|it| !it.is_control()).take(LONGEST_NAME).collect();
    if plain.trim().is_empty() { "fichier.csv".to_owned() } else { plain }
}

async fn find(app: &App, who: &Person, id: &str) -> Result<store::Import, Failure> {
    if id.len() > 64 || id.contains('\0') {
        return Err(Failure::NotFound);
    }
    store::find(&app.db, id).await?.filter(|it| it.user_id == who.id).ok_or(Failure::NotFound)
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let import = find(&app, &who.person, &id).await?;
    let tally = store::tally(&app.db, &id).await?;
    let of = |state: &str| tally.iter().find(|it| it.0 == state).map_or(0, |it| it.1);
    let states = ["ready", "published", "reviewed", "drafted", "updated", "held", "wrong", "known"];
    let counts = states.into_iter().filter(|it| of(it) > 0);
    let listing_type = ListingType::from_code(&import.listing_type).ok_or(Failure::NotFound)?;
    let known = cells::columns(listing_type);
    let unknown = import.columns.0.iter().filter(|it| !it.is_empty() && !known.contains(&it.as_str()));
    // Whoever reads this page has something to mend first.
    let mut lines = store::lines(&app.db, &id, Some(&["wrong", "held"]), MOST_SHOWN + 1).await?;
    if lines.is_empty() {
        lines = store::lines(&app.db, &id, None, MOST_SHOWN + 1).await?;
    }
    let shown = usize::try_from(MOST_SHOWN).unwrap_or_default();
    let has_more = lines.len() > shown;
    lines.truncate(shown);
    let reference = import.columns.0.iter().position(|it| it == cells::REFERENCE);
    let (all, ready) = (tally.iter().map(|it| it.1).sum(), of("ready"));
    let page = ReportPage {
        frame: account_frame(&app, &format!("/espace/annonces/import/{id}"), "Import d’annonces"),
        unknown: unknown.cloned().collect(),
        counts: counts.map(|it| (report::label_of(it), french::number(of(it)))).collect(),
        all,
        done: all - ready,
        ready,
        lines: lines.into_iter().map(|it| shown_of(it, reference)).collect(),
        has_more,
        name: import.file_name,
        kind: listing_type.label(),
        state: import.state,
        id,
    };
    Ok(shell::page(&page)?)
}

fn shown_of(it: store::Line, reference: Option<usize>) -> Shown {
    Shown {
        number: it.number,
        reference: reference.and_then(|at| it.cells.0.get(at).cloned()).unwrap_or_default(),
        result: report::label_of(&it.state),
        problems: it.problems.0.iter().map(report::sentence).collect(),
        href: it.listing_id.map(|id| format!("/espace/annonces/{id}/modifier")),
    }
}

#[derive(Deserialize)]
pub(in crate::publishing) struct Decision {
    /// Whether lines that are ready are published.
    publier: Option<String>,
}

/// Imports what was shown. The second of two clicks changes nothing.
pub(in crate::publishing) async fn start(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(decision): CheckedForm<Decision>,
) -> Result<Response, Failure> {
    let import = find(&app, &who.person, &id).await?;
    if !who.person.stands_for_many() {
        return Err(Failure::NotFound);
    }
    act::start(&app, &who.person, &origin, &import.id, decision.publier.is_some()).await?;
    Ok(Redirect::to(&format!("/espace/annonces/import/{id}")).into_response())
}

/// Every line with what became of it.
pub(in crate::publishing) async fn download(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let import = find(&app, &who.person, &id).await?;
    let lines = store::lines(&app.db, &id, None, i64::MAX).await?;
    Ok(spreadsheet::answer(
        "rapport-import.csv",
        report::report(&import.columns.0, &lines, &app.settings.public_url),
    ))
}

/// An empty file of a type.
pub(in crate::publishing) async fn model(
    Member(_): Member,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    let listing_type = ListingType::from_code(&code).ok_or(Failure::NotFound)?;
    Ok(spreadsheet::answer(&format!("modele-{}.csv", listing_type.slug()), report::model(listing_type)))
}
