//! `/equipe/travaux`: what is done later, and what could not be done.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::frame;
use crate::{
    accessibility,
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    audit,
    failure::Failure,
    jobs, letters,
    shell::{self, Frame},
};

const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "staff/jobs.html")]
struct JobsPage {
    frame: Frame,
    replayed: bool,
    waiting: Vec<Line>,
    dead: Vec<Line>,
    letters: Vec<Line>,
    accessibility: Vec<String>,
}

/// A job or a letter.
struct Line {
    id: String,
    what: String,
    when: String,
    tries: String,
    error: String,
}

/// The jobs of the house in French.
const JOBS: [(&str, &str); 28] = [
    ("apply_retention", "Règles de conservation"),
    ("build_export", "Copie de données"),
    ("check_numbers", "Vérification des numéros déclarés"),
    ("compare_media", "Comparaison des fichiers et de leurs fiches"),
    ("compare_prices", "Prix comparés"),
    ("complete_projection", "Mise à jour des fiches de recherche"),
    ("compute_accessibility", "Calcul de l’accès aux soins"),
    ("deliver_letters", "Envoi des lettres"),
    ("expire_listings", "Fin des annonces"),
    ("fold_views", "Compte des visites"),
    ("follow_listings", "Vie des annonces"),
    ("follow_moderation", "Fin des mesures de modération"),
    ("follow_zoning", "Nouveau zonage"),
    ("import_listings", "Import d’annonces"),
    ("locate_listing", "Adresse d’une annonce"),
    ("make_pictures", "Préparation des photos"),
    ("measure_answers", "Délais de réponse"),
    ("print_texts", "Empreintes des textes d’annonces"),
    ("prove_by_psc", "Preuve par Pro Santé Connect"),
    ("recheck_numbers", "Nouvelle vérification des inscriptions"),
    ("remind_of_pieces", "Rappels de pièces"),
    ("remind_owners", "Rappels aux auteurs"),
    ("remove_files", "Retrait de fichiers"),
    ("seal_clear_columns", "Chiffrement des anciennes données"),
    ("sweep_search_notes", "Ménage de la recherche"),
    ("tell_of_the_week", "Lettre de la semaine"),
    ("tend_rooms", "Échéances des dossiers"),
    ("tidy_verification", "Rangement des vérifications"),
];

/// What a job does; its own name when nobody said.
fn in_french(task: &str) -> &str {
    JOBS.iter().find(|(name, _)| *name == task).map_or(task, |(_, words)| words)
}

/// « 3 mars 2026 à 10 h 12 : 16 professions et spécialités en 41 s, … ».
fn told(run: &accessibility::Run) -> String {
    let when = french::moment(run.started_at);
    let directory = if run.is_demonstration() {
        "annuaire de démonstration".to_owned()
    } else {
        format!("annuaire du {}", french::date(run.directory_day))
    };
    let near = french::percent(f64::from(run.approximate_places) / f64::from(run.places.max(1)) * 100.0);
    let done = match run.finished_at {
        Some(end) => format!("terminé en {} s", (end - run.started_at).num_seconds()),
        None => "en cours ou interrompu".to_owned(),
    };
    let (trades, all) = (run.trades_done, run.trades);
    format!(
        "{when}\u{202f}: {done}, {trades} professions et spécialités sur {all}, {directory}, positions approchées pour {near} des communes"
    )
}

fn tries(n: u64) -> String {
    french::counted(n, "essai", "essais")
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct Notes {
    #[serde(default)]
    note: String,
}

pub(in crate::staff) async fn show(
    State(app): State<App>,
    _: Moderator,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let line = |job: jobs::Job| Line {
        id: job.id.to_string(),
        what: in_french(&job.task).to_owned(),
        when: french::moment(job.run_at),
        tries: tries(job.attempts.unsigned_abs().into()),
        error: job.last_error.unwrap_or_default(),
    };
    let letters = letters::dead(&app.db, MOST).await?.into_iter().map(|it| Line {
        id: it.id,
        what: letters::Kind::from_code(&it.kind).map_or(it.kind.as_str(), |kind| kind.label()).to_owned(),
        when: french::moment(it.created_at),
        tries: tries(it.attempts.unsigned_abs().into()),
        error: it.last_error.unwrap_or_default(),
    });
    let page = JobsPage {
        frame: frame(&app, "/equipe/travaux", "Travaux et lettres"),
        replayed: notes.note == "relance",
        waiting: jobs::list(&app.db, false, MOST).await?.into_iter().map(line).collect(),
        dead: jobs::list(&app.db, true, MOST).await?.into_iter().map(line).collect(),
        letters: letters.collect(),
        accessibility: accessibility::latest_runs(&app.db).await?.iter().map(told).collect(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct ReplayForm {
    /// `travail` or `lettre`.
    #[serde(default)]
    quoi: String,
    /// One, or all when empty.
    #[serde(default)]
    id: String,
}

pub(in crate::staff) async fn replay(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    CheckedForm(form): CheckedForm<ReplayForm>,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    if form.quoi == "lettre" {
        letters::replay(&mut tx, Some(form.id.as_str()).filter(|it| !it.is_empty()), now).await?;
    } else {
        jobs::replay(&mut tx, form.id.parse().ok(), now).await?;
    }
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: "jobs.replayed",
        subject: (
            if form.quoi == "lettre" { "letter" } else { "job" },
            if form.id.is_empty() { "all" } else { &form.id },
        ),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    tx.commit().await?;
    Ok(Redirect::to("/equipe/travaux?note=relance").into_response())
}
