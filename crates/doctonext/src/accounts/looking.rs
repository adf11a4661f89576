//! A member of the team looks at the site as a person: without any right to change a thing, for half an hour, with a
//! reason that the person is told.

use axum::http::{HeaderMap, HeaderValue};
use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};

use super::{Origin, SignedIn, cookies, letters, session_cookie, store};
use crate::{app::App, audit, failure::Failure, letters::Recipient};

const LASTS: TimeDelta = TimeDelta::minutes(30);
/// Keeps the member's own session aside meanwhile.
const OWN: &str = "doctonext_own_session";

/// Starts to look. None when there is no such person, or they belong to the team.
pub async fn start_looking(
    app: &App,
    staff: &SignedIn,
    origin: &Origin,
    headers: &HeaderMap,
    person: &str,
    reason: &str,
) -> Result<Option<Vec<HeaderValue>>, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(who) = store::person(&mut *tx, person).await?.filter(|it| it.role == "user") else {
        return Ok(None);
    };
    let (token, cookie) = session_cookie::fresh(&app.settings, None);
    let look = store::Look {
        id: &SystemIds.fresh(),
        token: &token,
        person: &who.id,
        staff: &staff.person.id,
        reason,
        until: now + LASTS,
    };
    store::open_look(&mut tx, look, now).await?;
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: "account.looked_at",
        subject: ("user", &who.id),
        address: Some(&origin.short_address()),
        reason: Some(reason),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    let recipient = Recipient { person: Some(&who.id), name: &who.name, address: &who.email };
    crate::letters::send(&mut tx, &app.vault, now, recipient, &letters::looked_at(reason, now)).await?;
    tx.commit().await?;
    let own = session_cookie::raw(&app.settings, headers).unwrap_or_default();
    let aside = cookies::set(&app.settings, OWN, &own, Some(LASTS.num_seconds()));
    Ok(Some([cookie, aside].into_iter().flatten().collect()))
}

/// Ends the look and gives the member of the team their own session back, if it still lasts.
pub async fn stop_looking(
    app: &App,
    looking: &SignedIn,
    origin: &Origin,
    headers: &HeaderMap,
) -> Result<Vec<HeaderValue>, Failure> {
    let Some(staff) = &looking.session.acting_staff_id else { return Ok(Vec::new()) };
    let mut tx = app.db.begin().await?;
    store::end_look(&mut tx, &looking.session.id).await?;
    let entry = audit::Entry {
        actor: Some(staff),
        action: "account.look_ended",
        subject: ("user", &looking.person.id),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, app.clock.now()).await?;
    tx.commit().await?;
    let own = cookies::read(&app.settings, headers, OWN).filter(|it| !it.is_empty());
    let session = match own {
        Some(own) => session_cookie::restore(&app.settings, &own),
        None => session_cookie::forget(&app.settings),
    };
    Ok([session, cookies::forget(&app.settings, OWN)].into_iter().flatten().collect())
}
