//! `/espace/annonces/{id}/modifier/{etape}`: one page of questions.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use platform::french;

use super::{
    Mark, address, checked_id,
    fields::{self, Group},
    frame, marks,
};
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    publishing::{
        answers::Answers,
        drafts::{self, Saved},
        errors::Errors,
        estimates,
        guard::{self, Finding},
        own::Own,
        questions, review,
        step::Step,
        titles,
    },
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "publishing/step.html")]
struct StepPage {
    frame: Frame,
    action: String,
    title: &'static str,
    lead: &'static str,
    marks: Vec<Mark>,
    rank: usize,
    steps: usize,
    groups: Vec<Group>,
    version: i32,
    has_errors: bool,
    conflict: bool,
    saved_at: String,
    estimates: Vec<String>,
    findings: Vec<Finding>,
    /// The address that looks through a text while it is written.
    check: Option<String>,
    back: Option<String>,
    is_new: bool,
    id: String,
}

/// The first page of changes.
pub(in crate::publishing) async fn open(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let own = Own::find(&app, &mut *app.db.acquire().await?, &who, checked_id(&id)?).await?;
    Ok(Redirect::to(&address(own.id(), Step::Place)).into_response())
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path((id, slug)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let (own, step) = find(&app, &who, &id, &slug).await?;
    let answers = drafts::answers_of(&own);
    let version = own.version();
    let page = page(&app, &who, &own, step, answers, &Shown { version, ..Shown::default() });
    Ok(shell::page(&page)?)
}

/// How a page is shown again.
#[derive(Default)]
struct Shown {
    version: i32,
    errors: Errors,
    conflict: bool,
    more_rows: bool,
}

/// Takes the page. « Continuer » goes on when nothing on it is wrong; « Enregistrer » keeps it and leaves; the island that
/// saves while typing sends `enregistrer=auto` and reads the new version.
pub(in crate::publishing) async fn save(
    State(app): State<App>,
    Member(who): Member,
    Path((id, slug)): Path<(String, String)>,
    headers: HeaderMap,
    CheckedForm(sent): CheckedForm<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let (own, step) = find(&app, &who, &id, &slug).await?;
    let value =
        |field: &str| sent.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str());
    let asked = value("version").parse::<i32>().unwrap_or(0);
    let is_silent = headers.get("x-requested-with").is_some();
    let mut answers = drafts::answers_of(&own);
    let version = match drafts::save(&app, &own, step, &sent, asked).await? {
        Saved::Kept(version) if is_silent => return Ok(version.to_string().into_response()),
        Saved::Conflict(_) | Saved::Gone(_) if is_silent => return Ok(StatusCode::CONFLICT.into_response()),
        Saved::Kept(version) => version,
        Saved::Conflict(version) | Saved::Gone(version) => {
            // What was typed here stays, and saving again is a decision.
            answers.replace(&drafts::fields_of(own.listing_type(), step), &sent);
            let shown = Shown { version, conflict: true, ..Shown::default() };
            return Ok(shell::page_with_status(
                StatusCode::CONFLICT,
                &page(&app, &who, &own, step, answers, &shown),
            )?);
        }
    };
    answers.replace(&drafts::fields_of(own.listing_type(), step), &sent);
    if value("action") == "quitter" {
        return Ok(Redirect::to("/espace/annonces?note=brouillon").into_response());
    }
    if value("action") == "periodes" {
        let shown = Shown { version, more_rows: true, ..Shown::default() };
        return Ok(shell::page(&page(&app, &who, &own, step, answers, &shown))?);
    }
    let errors = errors_of(&app, &who, &own, step, &answers);
    if errors.is_empty() {
        let next = step.next().unwrap_or(Step::Publish);
        return Ok(Redirect::to(&address(own.id(), next)).into_response());
    }
    let shown = Shown { version, errors, ..Shown::default() };
    Ok(shell::page_with_status(
        StatusCode::UNPROCESSABLE_ENTITY,
        &page(&app, &who, &own, step, answers, &shown),
    )?)
}

async fn find(
    app: &App,
    who: &crate::accounts::SignedIn,
    id: &str,
    slug: &str,
) -> Result<(Own, Step), Failure> {
    let step = Step::from_slug(slug).filter(|it| !matches!(it, Step::Photos | Step::Publish));
    let step = step.ok_or(Failure::NotFound)?;
    let own = Own::find(app, &mut *app.db.acquire().await?, who, checked_id(id)?).await?;
    if own.may_change() { Ok((own, step)) } else { Err(Failure::NotFound) }
}

/// What is wrong on this page alone: what other pages lack is their matter.
fn errors_of(app: &App, who: &crate::accounts::SignedIn, own: &Own, step: Step, answers: &Answers) -> Errors {
    let verdict = review::verdict(own.listing_type(), answers, &drafts::context(app, own), &who.person.name);
    let names: Vec<&'static str> = questions::sections(own.listing_type(), step)
        .iter()
        .flat_map(|it| it.questions)
        .map(|it| it.name)
        .collect();
    verdict.content.err().map(|it| it.among(&names)).unwrap_or_default()
}

fn page(
    app: &App,
    who: &crate::accounts::SignedIn,
    own: &Own,
    step: Step,
    answers: Answers,
    shown: &Shown,
) -> StepPage {
    let mut answers = answers;
    let listing_type = own.listing_type();
    if step == Step::Text
        && let Some(title) = titles::proposed(listing_type, &answers, &app.gazetteer)
    {
        answers.propose("titre", title);
    }
    let findings = if step == Step::Text {
        let identity = review::identity(&answers, &drafts::context(app, own), &who.person.name);
        ["titre", "texte"].iter().flat_map(|it| guard::read(answers.text(it), identity.as_ref())).collect()
    } else {
        Vec::new()
    };
    StepPage {
        frame: frame(app, own, step),
        action: address(own.id(), step),
        title: step.title(listing_type),
        lead: step.lead(listing_type),
        marks: marks(own, step),
        rank: Step::ALL.iter().position(|it| *it == step).unwrap_or(0) + 1,
        steps: Step::ALL.len(),
        groups: fields::groups(
            questions::sections(listing_type, step),
            &answers,
            &shown.errors,
            shown.more_rows,
        ),
        version: shown.version,
        has_errors: !shown.errors.is_empty(),
        conflict: shown.conflict,
        saved_at: own.draft.as_ref().map_or_else(String::new, |it| french::hour(it.updated_at)),
        estimates: if step == Step::Facts { estimates::of(listing_type, &answers) } else { Vec::new() },
        findings,
        check: (step == Step::Text).then(|| format!("/espace/annonces/{}/relecture", own.id())),
        back: step.previous().map(|it| address(own.id(), it)),
        is_new: own.is_new(),
        id: own.id().to_owned(),
    }
}
