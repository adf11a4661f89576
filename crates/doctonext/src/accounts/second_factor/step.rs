//! The step between the right first factor and the session: which person waits there, and what lets them in.

use axum::http::{HeaderMap, HeaderValue};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{recovery_codes, refusals, session::tell, set_up, store, totp};
use crate::{
    accounts::{
        How, Origin, cookies,
        entrance::step_identifier,
        limits::{self, Count, Toll},
        open_session, own_path, store as rows,
    },
    app::App,
    failure::Failure,
};

/// Who waits for the second factor in this browser.
#[derive(Debug)]
pub(super) struct Step {
    /// `users.id`.
    pub(super) person: String,
    remembered: bool,
    back: String,
    /// Names the proof of the first factor.
    pub(super) identifier: String,
}

impl Step {
    /// What the tries of this person are counted under.
    pub(super) fn subject(&self) -> String {
        format!("second-factor/{}", self.person)
    }

    /// Where to go afterwards: a path of this site.
    pub(super) fn back(&self) -> String {
        own_path(&self.back)
    }
}

/// What was kept when the first factor was right.
#[derive(Deserialize)]
struct Kept {
    person: String,
    remembered: bool,
    back: String,
}

/// What a person shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    /// A code of the application.
    Application,
    /// A recovery code.
    Recovery,
}

/// How it went.
pub(super) enum Tried {
    /// In: cookies to set, and where to go.
    In(Vec<HeaderValue>, String),
    /// Not the right code.
    Wrong,
    /// The right code, that served before.
    Served,
    /// Too many tries: the hour of release.
    Wait(DateTime<Utc>),
    /// The step ended meanwhile.
    Over,
}

/// The step of this browser, while it lasts.
pub(super) async fn current(app: &App, headers: &HeaderMap) -> Result<Option<Step>, Failure> {
    let Some(token) = cookies::read(&app.settings, headers, cookies::STEP) else { return Ok(None) };
    let identifier = step_identifier(&token);
    let Some(value) = rows::proof(&app.db, &identifier, app.clock.now()).await? else { return Ok(None) };
    let kept: Option<Kept> = serde_json::from_str(&value).ok();
    Ok(kept.map(|Kept { person, remembered, back }| Step { person, remembered, back, identifier }))
}

/// Counts a try of this person, whatever the means. Past the limit: the hour of release.
pub(super) async fn count_try(
    app: &App,
    step: &Step,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, Failure> {
    let count = rows::count_try(&app.db, &step.subject(), now).await?;
    let none = Count { tries: 0, until: now };
    Ok(match limits::of_sign_in(count, none, none) {
        Toll::Wait(until) => Some(until),
        Toll::Free | Toll::Work => None,
    })
}

/// Looks at a code. The try is counted first, so that many at once are no more than many one after the other.
pub(super) async fn show_code(
    app: &App,
    origin: &Origin,
    step: &Step,
    means: Means,
    typed: &str,
) -> Result<Tried, Failure> {
    let now = app.clock.now();
    if let Some(until) = count_try(app, step, now).await? {
        return Ok(Tried::Wait(until));
    }
    let mut tx = app.db.begin().await?;
    let refused = match means {
        Means::Application => look_at_code(app, &mut tx, &step.person, typed, now).await?,
        Means::Recovery => look_at_recovery_code(app, &mut tx, origin, &step.person, typed, now).await?,
    };
    if let Some(refused) = refused {
        tx.rollback().await?;
        refusals::note(app, origin, &step.person).await?;
        return Ok(refused);
    }
    let entered = enter(app, &mut tx, origin, step, now).await?;
    if matches!(entered, Tried::In(..)) {
        tx.commit().await?;
        rows::forget_tries(&app.db, &[&step.subject()]).await?;
    }
    Ok(entered)
}

/// Uses the step up and opens the session.
pub(super) async fn enter(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    step: &Step,
    now: DateTime<Utc>,
) -> Result<Tried, Failure> {
    if rows::use_proof(db, &step.identifier, now).await?.is_none() {
        return Ok(Tried::Over);
    }
    let how = How { remembered: step.remembered, second_factor: true };
    let cookies = open_session(app, db, origin, &step.person, how).await?;
    Ok(Tried::In(cookies, step.back()))
}

async fn look_at_code(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Option<Tried>, Failure> {
    let in_force = store::application(&mut *db, person).await?.filter(|it| it.confirmed_at.is_some());
    let Some(application) = in_force else { return Ok(Some(Tried::Wrong)) };
    let generator = set_up::opened(app, db, person, "", &application.secret).await?;
    let Some(step) = totp::step_of(&generator, typed, now) else { return Ok(Some(Tried::Wrong)) };
    let is_fresh = store::use_step(db, person, step).await?;
    Ok((!is_fresh).then_some(Tried::Served))
}

async fn look_at_recovery_code(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    person: &str,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<Option<Tried>, Failure> {
    if !store::use_code(db, person, &recovery_codes::mark(typed), now).await? {
        return Ok(Some(Tried::Wrong));
    }
    let left = store::factors(&mut *db, person).await?.codes_left;
    let what = match left {
        0 => "Un code de récupération vient de servir à ouvrir votre compte. C’était le dernier\u{202f}: créez-en de nouveaux.".to_owned(),
        1 => "Un code de récupération vient de servir à ouvrir votre compte. Il vous en reste un.".to_owned(),
        _ => format!("Un code de récupération vient de servir à ouvrir votre compte. Il vous en reste {left}."),
    };
    tell(app, db, origin, person, ("account.recovery_code_used", &what)).await?;
    Ok(None)
}
