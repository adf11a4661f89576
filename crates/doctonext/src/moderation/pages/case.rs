//! `/equipe/moderation/annonce|praticien|signalement/{id}`: one item, everything that helps to decide, the decision.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::french;

use super::{
    Before, checked_id,
    form::{self, Choices, Verdict},
    frame, private,
};
use crate::{
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    failure::Failure,
    moderation::{
        case::{self, Loaded, NoticeShown, Twin},
        decide::{self, Outcome, Target},
        delay::{Delay, delay},
        queue::Item,
        words::Action,
    },
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "moderation/case.html")]
struct CasePage {
    frame: Frame,
    heading: String,
    what: &'static str,
    since: String,
    delay: Option<Delay>,
    /// Who else looks at it, and until when.
    held: String,
    /// What was decided just before, on another item.
    said: &'static str,
    error: &'static str,
    facts: Vec<(&'static str, String)>,
    owner_href: String,
    title: String,
    paragraphs: Vec<String>,
    picture: Option<String>,
    /// Address and caption of every photograph of a listing, and their mark.
    photographs: Vec<(String, String)>,
    photos: String,
    changes: Vec<&'static str>,
    findings: Vec<(String, String)>,
    preview: Option<String>,
    public: Option<String>,
    twins: Vec<Twin>,
    notice: Option<NoticeShown>,
    other_notices: Vec<(String, String)>,
    past: Vec<String>,
    cannot_be_accepted: bool,
    choices: Choices,
    version: i32,
    action: String,
    /// Where a danger for somebody is told to the authorities.
    authorities: String,
}

/// What may be decided on it.
fn possible(it: &Loaded) -> Vec<Action> {
    let target = &it.target;
    let waits = (target.waits.is_some(), target.waits.is_some_and(|(_, is_change)| !is_change));
    let noticed = target.notice.is_some();
    let mut all = Action::possible(target.subject.kind, waits, noticed, target.subject.owner.is_some());
    if target.is_gone {
        all.retain(|it| *it == Action::RefuseNotice || it.is_of_account());
    }
    if it.waiting.as_ref().is_some_and(|it| !it.can_be_shown) {
        all.retain(|it| *it != Action::Approve);
    }
    all
}

/// What it is, and since when it waits.
fn waits(it: &Loaded) -> (&'static str, Option<DateTime<Utc>>) {
    match (&it.notice, &it.waiting) {
        (Some(notice), _) => ("Signalement", Some(notice.received_at)),
        (None, Some(waiting)) if waiting.is_change => {
            ("Modifications d’une annonce en ligne", Some(waiting.since))
        }
        (None, Some(waiting)) => ("Nouvelle annonce", Some(waiting.since)),
        (None, None) => ("Décision à l’initiative de l’équipe", None),
    }
}

/// Address and caption.
fn photographs(it: &Loaded) -> Vec<(String, String)> {
    let shown = it.photographs.iter();
    shown.map(|it| (it.address.clone(), it.caption.clone().unwrap_or_default())).collect()
}

/// Where a danger is told to the authorities; nowhere of what is gone.
fn authorities(target: &Target) -> String {
    if target.is_gone {
        return String::new();
    }
    format!("/equipe/moderation/autorites/{}/{}", target.subject.kind.slug(), target.subject.id)
}

async fn page(
    app: &App,
    staff: &SignedIn,
    it: &Loaded,
    typed: &Verdict,
    error: &'static str,
) -> Result<CasePage, Failure> {
    let now = app.clock.now();
    let target = &it.target;
    let mut context = case::context(app, it).await?;
    let held = case::hold(app, staff, it).await?;
    // Sealed words are opened for whoever decides, while there is something to decide.
    if let Some(shown) = context.notice.as_mut().filter(|_| held.is_empty())
        && let Some(letter) = case::letter(app, staff, it.notice.as_ref().filter(|it| it.is_open())).await?
    {
        shown.facts.push(("Lettre signalée", letter));
    }
    let (what, since) = waits(it);
    let waiting = it.waiting.as_ref();
    let id = &target.subject.id;
    Ok(CasePage {
        frame: frame(app, &target.item.path(), "Modération"),
        heading: context.heading,
        what,
        since: since.map(french::moment).unwrap_or_default(),
        delay: since.map(|at| delay(at, now)),
        held,
        said: "",
        error,
        facts: context.facts,
        owner_href: target
            .subject
            .owner
            .as_ref()
            .map(|it| format!("/equipe/personnes/{it}"))
            .unwrap_or_default(),
        title: context.title,
        paragraphs: context
            .text
            .split('\n')
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect(),
        picture: context.picture,
        photographs: photographs(it),
        photos: target.photos.clone(),
        changes: waiting.map(|it| it.changes.clone()).unwrap_or_default(),
        findings: context.findings,
        preview: waiting.filter(|it| it.can_be_shown).map(|_| format!("/equipe/annonces/{id}/apercu")),
        public: context.public,
        twins: context.twins,
        notice: context.notice,
        other_notices: context.other_notices,
        past: context.past,
        cannot_be_accepted: waiting.is_some_and(|it| !it.can_be_shown),
        choices: Choices::of(&possible(it), typed),
        version: target.waits.map(|it| it.0).or(target.read).unwrap_or_default(),
        action: target.item.path(),
        authorities: authorities(target),
    })
}

async fn show(app: App, staff: SignedIn, item: Item, before: &Before) -> Result<Response, Failure> {
    let it = case::load(&app, item).await?;
    let page = page(&app, &staff, &it, &Verdict::default(), "").await?;
    let page = CasePage { said: before.said(), ..page };
    Ok(private(shell::page(&page)?))
}

async fn decide(
    app: App,
    (staff, origin): (SignedIn, Origin),
    item: Item,
    form: Verdict,
) -> Result<Response, Failure> {
    let mut it = case::load(&app, item).await?;
    let possible = possible(&it);
    let error = match form::read(&form, &possible) {
        Ok(ruling) => {
            // What was read is what is decided on.
            if let Some((number, _)) = &mut it.target.waits {
                *number = form.version;
            }
            if let Some(read) = &mut it.target.read {
                *read = form.version;
            }
            it.target.photos.clone_from(&form.photos);
            let outcome = decide::decide(&app, (&staff, &origin), &it.target, &ruling).await?;
            match outcome {
                Outcome::Done | Outcome::Proposed => return next(&app, &staff, outcome).await,
                other => {
                    it = case::load(&app, it.target.item.clone()).await?;
                    other.words()
                }
            }
        }
        Err(error) => error,
    };
    let page = page(&app, &staff, &it, &form, error).await?;
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}

/// `/equipe/moderation/suivant`: the same, for pages of other rooms.
pub(in crate::moderation) async fn go_on(
    State(app): State<App>,
    Moderator(staff): Moderator,
) -> Result<Response, Failure> {
    let to = case::next(&app, &staff).await?;
    Ok(Redirect::to(&to.map_or_else(|| "/equipe/moderation".to_owned(), |it| it.path())).into_response())
}

/// On to the oldest item that nobody else looks at.
pub(super) async fn next(app: &App, staff: &SignedIn, outcome: Outcome) -> Result<Response, Failure> {
    let to = case::next(app, staff).await?;
    let note = match (outcome, &to) {
        (Outcome::Proposed, _) => "propose",
        (_, Some(_)) => "fait",
        (_, None) => "fini",
    };
    let to = to.map_or_else(|| "/equipe/moderation".to_owned(), |it| it.path());
    Ok(Redirect::to(&format!("{to}?note={note}")).into_response())
}

macro_rules! pages_of {
    ($show:ident, $decide:ident, $item:ident) => {
        pub(in crate::moderation) async fn $show(
            State(app): State<App>,
            Moderator(staff): Moderator,
            Path(id): Path<String>,
            Query(before): Query<Before>,
        ) -> Result<Response, Failure> {
            show(app, staff, Item::$item(checked_id(&id)?.to_owned()), &before).await
        }

        pub(in crate::moderation) async fn $decide(
            State(app): State<App>,
            Moderator(staff): Moderator,
            origin: Origin,
            Path(id): Path<String>,
            CheckedForm(form): CheckedForm<Verdict>,
        ) -> Result<Response, Failure> {
            decide(app, (staff, origin), Item::$item(checked_id(&id)?.to_owned()), form).await
        }
    };
}

pages_of!(listing, decide_listing, Listing);
pages_of!(person, decide_person, Person);
pages_of!(notice, decide_notice, Notice);
