//! « C’est bien vous ? » : the password again, before an act that a borrowed computer must not do.

use super::{
    Origin, SignedIn,
    entrance::too_busy,
    hashing::{self, Verdict},
    limits, store,
};
use crate::{app::App, failure::Failure};

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// The session counts as recent.
    Yes,
    /// Wrong password.
    No,
    /// Too many tries: the hour of release.
    Wait(chrono::DateTime<chrono::Utc>),
}

/// Checks the password of who is signed in and marks the session.
pub async fn confirm(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    password: &str,
) -> Result<Confirmed, Failure> {
    let now = app.clock.now();
    let subject = format!("confirm/{}", who.person.id);
    let count = store::count_try(&app.db, &subject, now).await?;
    let none = limits::Count { tries: 0, until: now };
    if let limits::Toll::Wait(until) = limits::of_sign_in(count, none, none) {
        return Ok(Confirmed::Wait(until));
    }
    let hash = store::password_of(&app.db, &who.person.id).await?;
    // Who is signed in learns nothing from the time taken.
    let verdict = hashing::verify(password, hash.as_deref(), false).await.map_err(too_busy)?;
    if verdict == Verdict::Wrong {
        tracing::info!(from = origin.short_address(), "a confirmation failed");
        return Ok(Confirmed::No);
    }
    store::forget_tries(&app.db, &[&subject]).await?;
    let mut db = app.db.acquire().await?;
    store::note_confirmed(&mut db, &who.session.id, now).await?;
    Ok(Confirmed::Yes)
}
