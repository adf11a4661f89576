//! `/espace/annonces/{id}/modifier/publier`: what is still missing, the options, the decision.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::clock::today_in_paris;
use sqlx::{Connection, PgConnection};

use super::{
    Mark, address, checked_id,
    fields::{self, Group},
    frame, marks,
};
use crate::{
    accounts::{CheckedForm, Member, Origin, SignedIn},
    app::App,
    failure::Failure,
    publishing::{
        answers::Answers,
        completeness::{self, Completeness},
        drafts::{self, Saved},
        errors::Errors,
        guard::{Finding, Weight},
        own::Own,
        publish::{self, Outcome},
        questions, review, schedule,
        step::Step,
    },
    shell::{self, Frame},
    trades::ListingStatus,
};

#[derive(Template)]
#[template(path = "publishing/publish.html")]
struct PublishPage {
    frame: Frame,
    action: String,
    title: &'static str,
    marks: Vec<Mark>,
    rank: usize,
    steps: usize,
    groups: Vec<Group>,
    version: i32,
    missing: Vec<Missing>,
    findings: Vec<Finding>,
    is_refused: bool,
    score: u8,
    suggestions: Vec<(&'static str, String)>,
    is_new: bool,
    is_read_first: bool,
    /// « date » or nothing.
    is_scheduled: bool,
    day: String,
    first_day: String,
    day_error: &'static str,
    refusal: String,
    conflict: bool,
    changes: Vec<&'static str>,
    back: String,
    preview: String,
}

/// What has to be answered, and where.
struct Missing {
    label: &'static str,
    why: String,
    href: String,
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let own = find(&app, &who, &id).await?;
    let answers = drafts::answers_of(&own);
    Ok(shell::page(&page(&app, &who, &own, &answers, Shown::default()))?)
}

#[derive(Default)]
struct Shown {
    version: Option<i32>,
    refusal: String,
    conflict: bool,
    tried: bool,
    /// « Another day » was chosen, and none was given.
    is_without_day: bool,
    day: String,
}

/// Keeps the options; then publishes, unless only « Enregistrer » was asked.
pub(in crate::publishing) async fn decide(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(sent): CheckedForm<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let own = find(&app, &who, &id).await?;
    let value =
        |field: &str| sent.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str());
    let asked = value("version").parse::<i32>().unwrap_or(0);
    // Saving and publishing are one: the second of two clicks finds both done, or neither.
    let mut tx = app.db.begin().await?;
    let version = match drafts::save_on(&app, &mut tx, &own, Step::Publish, &sent, asked).await? {
        Saved::Kept(version) => version,
        Saved::Gone(_) => {
            tx.rollback().await?;
            return as_it_stands(&app, &who, &id).await;
        }
        Saved::Conflict(version) => {
            // What follows asks for a connection of its own: this one, and what it holds, go first.
            tx.rollback().await?;
            let shown = Shown { version: Some(version), conflict: true, ..Shown::default() };
            return again(&app, &who, &id, StatusCode::CONFLICT, shown).await;
        }
    };
    if value("action") == "quitter" {
        tx.commit().await?;
        return Ok(Redirect::to("/espace/annonces?note=brouillon").into_response());
    }
    let is_without_day = own.is_new() && schedule::read(&sent).is_err();
    let outcome = if is_without_day {
        Outcome::NotReady
    } else {
        attempt(&app, &mut tx, &who, &origin, &own, version).await?
    };
    tx.commit().await?;
    match outcome {
        Outcome::Done(status) => {
            let note = match status {
                ListingStatus::Active if own.is_new() => "publiee",
                ListingStatus::PendingReview => "relecture",
                ListingStatus::Scheduled => "programmee",
                _ => "modifiee",
            };
            Ok(Redirect::to(&format!("/espace/annonces?note={note}&annonce={}", own.id())).into_response())
        }
        Outcome::Waiting => {
            Ok(Redirect::to(&format!("/espace/annonces?note=modification-relue&annonce={}", own.id()))
                .into_response())
        }
        Outcome::Already => as_it_stands(&app, &who, &id).await,
        Outcome::NotReady => {
            let day = value("publier_le").to_owned();
            let shown = Shown { tried: true, is_without_day, day, ..Shown::default() };
            again(&app, &who, &id, StatusCode::UNPROCESSABLE_ENTITY, shown).await
        }
        Outcome::Conflict => {
            let shown = Shown { conflict: true, ..Shown::default() };
            again(&app, &who, &id, StatusCode::CONFLICT, shown).await
        }
        Outcome::Refused(refusal) => {
            let shown = Shown { refusal, ..Shown::default() };
            again(&app, &who, &id, StatusCode::CONFLICT, shown).await
        }
    }
}

/// Publishes inside a transaction that keeps what was saved, whatever comes of it.
async fn attempt(
    app: &App,
    tx: &mut PgConnection,
    who: &SignedIn,
    origin: &Origin,
    own: &Own,
    version: i32,
) -> Result<Outcome, Failure> {
    let mut attempt = tx.begin().await?;
    let outcome = publish::publish_on(app, &mut attempt, &who.person, own.id(), Some(version)).await?;
    if outcome.has_published() {
        publish::note(app, &mut attempt, &who.person, origin, own.is_new()).await?;
        attempt.commit().await?;
    } else {
        attempt.rollback().await?;
    }
    Ok(outcome)
}

/// After a second click, or when another tab was faster: where the listing stands now.
async fn as_it_stands(app: &App, who: &SignedIn, id: &str) -> Result<Response, Failure> {
    let own = find(app, who, id).await?;
    let note = match own.written.listing.status {
        ListingStatus::Active => "publiee",
        ListingStatus::PendingReview => "relecture",
        ListingStatus::Scheduled => "programmee",
        _ => "change",
    };
    Ok(Redirect::to(&format!("/espace/annonces?note={note}&annonce={}", own.id())).into_response())
}

async fn again(
    app: &App,
    who: &SignedIn,
    id: &str,
    status: StatusCode,
    shown: Shown,
) -> Result<Response, Failure> {
    let own = find(app, who, id).await?;
    let answers = drafts::answers_of(&own);
    Ok(shell::page_with_status(status, &page(app, who, &own, &answers, shown))?)
}

async fn find(app: &App, who: &SignedIn, id: &str) -> Result<Own, Failure> {
    let own = Own::find(app, &mut *app.db.acquire().await?, who, checked_id(id)?).await?;
    if own.may_change() { Ok(own) } else { Err(Failure::NotFound) }
}

fn page(app: &App, who: &SignedIn, own: &Own, answers: &Answers, shown: Shown) -> PublishPage {
    let (listing_type, step, now) = (own.listing_type(), Step::Publish, app.clock.now());
    let verdict = review::verdict(listing_type, answers, &drafts::context(app, own), &who.person.name);
    let errors = verdict.content.as_ref().err().cloned().unwrap_or_default();
    let own_errors = errors.among(&drafts::fields_of(own.listing_type(), Step::Publish));
    let last_day = drafts::periods_of(answers).iter().map(|it| it.ends_on).max();
    let publish_at = own.draft.as_ref().and_then(|it| it.publish_at);
    let findings: Vec<Finding> = verdict.findings.iter().map(|(_, it)| it.clone()).collect();
    let Completeness { score, missing } =
        completeness::of(listing_type, answers, own.written.listing.pictures.len());
    PublishPage {
        frame: frame(app, own, step),
        action: address(own.id(), step),
        title: step.title(listing_type),
        marks: marks(own, step),
        rank: Step::ALL.len(),
        steps: Step::ALL.len(),
        groups: fields::groups(questions::sections(listing_type, step), answers, &own_errors, false),
        version: shown.version.unwrap_or_else(|| own.version()),
        missing: missing_of(own, &errors),
        is_refused: findings.iter().any(|it| it.cause.weight() == Weight::Refusal),
        findings,
        score,
        suggestions: missing.into_iter().map(|(label, step)| (label, address(own.id(), step))).collect(),
        is_new: own.is_new(),
        is_read_first: own.is_new()
            && (who.person.trust_level < crate::listings::TRUSTED || verdict.is_flagged()),
        is_scheduled: publish_at.is_some() || shown.is_without_day,
        day: publish_at.map_or(shown.day, |at| today_in_paris(at).to_string()),
        first_day: today_in_paris(now).succ_opt().map_or_else(String::new, |it| it.to_string()),
        day_error: match publish_at {
            _ if shown.is_without_day => "Indiquez le jour, ou choisissez «\u{a0}tout de suite\u{a0}».",
            Some(at) if shown.tried => schedule::fault(at, last_day, now),
            _ => "",
        },
        refusal: shown.refusal,
        conflict: shown.conflict,
        changes: changes_of(own, answers),
        back: address(own.id(), Step::Photos),
        preview: format!("/espace/annonces/{}/apercu", own.id()),
    }
}

/// Every answer that is missing or wrong, but those of this page, in the order of the questions.
fn missing_of(own: &Own, errors: &Errors) -> Vec<Missing> {
    questions::all(own.listing_type())
        .filter(|(step, it)| *step != Step::Publish && !errors.of(it.name).is_empty())
        .map(|(step, it)| Missing {
            label: it.label,
            why: errors.of(it.name).to_owned(),
            href: format!("{}#{}", address(own.id(), step), it.name),
        })
        .collect()
}

/// Labels of what differs from the listing as people read it.
fn changes_of(own: &Own, answers: &Answers) -> Vec<&'static str> {
    if own.is_new() {
        return Vec::new();
    }
    let Some(before) = crate::listings::contents_of(&own.written) else { return Vec::new() };
    let changed = answers.changed_from(&crate::publishing::back::answers_of(&before));
    let mut labels: Vec<&'static str> = changed
        .iter()
        .filter_map(|field| questions::with_field(own.listing_type(), field))
        .map(|(_, it)| it.label)
        .collect();
    labels.dedup();
    labels
}
