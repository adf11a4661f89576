//! `/equipe/moderation/regles`: automatic rules, written as lines, tried on thirty days, then put in force.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::{follow::Notes, frame, private, sentence};
use crate::{
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
    moderation::trial::{self, Found},
    screening::{self, ActivationError, Fault, MOST_RULES, Version},
    shell::{self, Frame},
};

const HISTORY: i64 = 20;

#[derive(Template)]
#[template(path = "moderation/rules.html")]
struct RulesPage {
    frame: Frame,
    message: &'static str,
    typed: String,
    note: String,
    faults: Vec<Fault>,
    error: &'static str,
    /// Number of the version that is being written.
    draft: Option<i32>,
    /// When it was tried as it is, and what was found.
    tried: Option<String>,
    versions: Vec<Past>,
    most: usize,
}

struct Past {
    title: String,
    note: String,
    rules: String,
}

#[derive(Template)]
#[template(path = "moderation/trial.html")]
struct TrialPage {
    frame: Frame,
    number: i32,
    days: i64,
    read: String,
    found: String,
    new: String,
    is_cut: bool,
    accounts: String,
    shown: Vec<Shown>,
}

struct Shown {
    href: String,
    title: String,
    is_new: bool,
    hits: Vec<(String, String)>,
}

async fn page(app: &App) -> Result<RulesPage, Failure> {
    let draft = screening::draft(&app.db).await?;
    let history = screening::history(&app.db, HISTORY).await?;
    let start = draft.as_ref().or_else(|| history.iter().find(|it| it.state == "active"));
    Ok(RulesPage {
        frame: frame(app, "/equipe/moderation/regles", "Règles automatiques"),
        message: "",
        typed: start.map(|it| screening::written_lines(&it.rules.0)).unwrap_or_default(),
        note: draft.as_ref().map(|it| it.note.clone()).unwrap_or_default(),
        faults: Vec::new(),
        error: "",
        tried: draft.as_ref().filter(|it| it.is_tried()).map(tried),
        draft: draft.map(|it| it.number),
        versions: history.into_iter().map(past).collect(),
        most: MOST_RULES,
    })
}

fn tried(it: &Version) -> String {
    let count = |it: Option<i32>| u64::from(it.unwrap_or_default().unsigned_abs());
    format!(
        "Essayée le {}\u{202f}: {} sur {}.",
        it.tried_at.map(french::moment).unwrap_or_default(),
        french::counted(count(it.tried_found), "annonce trouvée", "annonces trouvées"),
        french::counted(count(it.tried_listings), "lue", "lues"),
    )
}

fn past(it: Version) -> Past {
    let since = it.activated_at.map(french::moment).unwrap_or_default();
    let title = match it.retired_at {
        Some(end) => format!("Version {}, du {since} au {}", it.number, french::moment(end)),
        None => format!("Version {}, en vigueur depuis le {since}", it.number),
    };
    Past { title, rules: screening::written_lines(&it.rules.0), note: it.note }
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    _: Moderator,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let message = match notes.note.as_str() {
        "ecrite" => {
            "C’est enregistré. Essayez-la sur les annonces des trente derniers jours avant de l’activer."
        }
        "activee" => "La version est en vigueur.",
        "rien" => "Il n’y a rien à essayer ni à activer.",
        "essai" => "Essayez la version telle qu’elle est maintenant avant de l’activer.",
        _ => "",
    };
    Ok(private(shell::page(&RulesPage { message, ..page(&app).await? })?))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct RulesForm {
    #[serde(default)]
    regles: String,
    #[serde(default)]
    note: String,
}

pub(in crate::moderation) async fn write(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    CheckedForm(form): CheckedForm<RulesForm>,
) -> Result<Response, Failure> {
    let note = sentence(&form.note, 5, 300);
    let (faults, error) = match (screening::read_lines(&form.regles), note) {
        (Ok(rules), Some(note)) => {
            let now = app.clock.now();
            let mut tx = app.db.begin().await?;
            let before = audit::state_of(&mut tx, RULES).await?;
            screening::keep_draft(&mut tx, &staff.person.id, &rules, &note, now).await?;
            record(&app, &mut tx, (&staff, &origin), ("moderation.rules_written", &note), before).await?;
            tx.commit().await?;
            return Ok(Redirect::to("/equipe/moderation/regles?note=ecrite").into_response());
        }
        (Err(faults), note) => (faults, if note.is_none() { SAY_WHAT } else { "" }),
        (Ok(_), None) => (Vec::new(), SAY_WHAT),
    };
    let page = RulesPage { faults, error, typed: form.regles, note: form.note, ..page(&app).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}

const SAY_WHAT: &str = "Dites ce qui change, en une phrase (5 à 300\u{a0}caractères).";

#[derive(Deserialize)]
pub(in crate::moderation) struct Nothing {}

/// The trial changes nothing but the note that it was done.
pub(in crate::moderation) async fn try_out(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let Some(draft) = screening::draft(&app.db).await? else {
        return Ok(Redirect::to("/equipe/moderation/regles?note=rien").into_response());
    };
    let trial = trial::run(&app, &draft).await?;
    let mut tx = app.db.begin().await?;
    let before = audit::state_of(&mut tx, RULES).await?;
    record(&app, &mut tx, (&staff, &origin), ("moderation.rules_tried", &draft.note), before).await?;
    tx.commit().await?;
    let count = |it: usize, one: &str, many: &str| french::counted(it as u64, one, many);
    let page = TrialPage {
        frame: frame(&app, "/equipe/moderation/regles/essai", "Essai des règles"),
        number: draft.number,
        days: trial::DAYS,
        read: count(trial.read, "annonce lue", "annonces lues"),
        found: count(trial.found, "aurait été relue", "auraient été relues"),
        new: count(
            trial.new,
            "que la version en vigueur ne trouve pas",
            "que la version en vigueur ne trouve pas",
        ),
        is_cut: trial.is_cut,
        accounts: french::counted(
            trial.accounts.unsigned_abs(),
            "compte n’aurait pas pu être créé",
            "comptes n’auraient pas pu être créés",
        ),
        shown: trial.shown.into_iter().map(shown).collect(),
    };
    Ok(private(shell::page(&page)?))
}

fn shown(it: Found) -> Shown {
    Shown {
        href: format!("/equipe/moderation/annonce/{}", it.id),
        title: it.title,
        is_new: it.is_new,
        hits: it.hits.into_iter().map(|it| (it.words, it.rule)).collect(),
    }
}

pub(in crate::moderation) async fn activate(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    let before = audit::state_of(&mut tx, RULES).await?;
    let note = match screening::activate(&mut tx, &staff.person.id, app.clock.now()).await? {
        Ok(number) => {
            let words = format!("version {number}");
            record(&app, &mut tx, (&staff, &origin), ("moderation.rules_activated", &words), before).await?;
            tx.commit().await?;
            "activee"
        }
        Err(ActivationError::NoDraft) => "rien",
        Err(ActivationError::NotTried) => "essai",
    };
    Ok(Redirect::to(&format!("/equipe/moderation/regles?note={note}")).into_response())
}

/// What the log names.
const RULES: (&str, &str) = ("rules", "screening");

async fn record(
    app: &App,
    db: &mut sqlx::PgConnection,
    (staff, origin): (&SignedIn, &Origin),
    (act, reason): (&str, &str),
    before: Option<serde_json::Value>,
) -> Result<(), Failure> {
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: act,
        subject: RULES,
        address: Some(&origin.short_address()),
        reason: Some(reason),
        ..audit::Entry::default()
    };
    Ok(audit::record_change(db, entry, before, app.clock.now()).await?)
}
