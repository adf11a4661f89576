//! Setting up the application's codes, making recovery codes anew, taking the application away.

use axum::http::HeaderValue;
use chrono::TimeDelta;
use sqlx::PgConnection;
use totp_rs::Totp;

use super::{
    recovery_codes,
    session::{factor_added, factor_removed, tell},
    store, totp,
};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    failure::Failure,
    sealing::{Place, Scope, Sealed},
};

/// A secret that was shown and never confirmed is replaced after this: it may have been seen over a shoulder.
const SHOWN_FOR: TimeDelta = TimeDelta::hours(1);

/// How a confirmation went.
pub(super) enum Confirmation {
    /// In force. The recovery codes to show, none when the person has some already; cookies to set.
    Done(Vec<String>, Vec<HeaderValue>),
    /// The code is not of this secret and this minute.
    WrongCode,
    /// It was in force before.
    Already,
}

/// The generator to show to a person who has none in force: the same for an hour, so that two tabs show one.
pub(super) async fn begin(app: &App, who: &SignedIn) -> Result<Option<Totp>, Failure> {
    let now = app.clock.now();
    let (person, stale) = (who.person.id.as_str(), now - SHOWN_FOR);
    let mut tx = app.db.begin().await?;
    let mut kept = store::application(&mut *tx, person).await?;
    if kept.as_ref().is_none_or(|it| it.confirmed_at.is_none() && it.created_at < stale) {
        let secret = totp::fresh_secret();
        let sealed = app.vault.seal(&mut tx, Scope::Person(person), place(person), &secret).await?;
        store::keep_shown(&mut tx, person, &sealed, stale, now).await?;
        kept = store::application(&mut *tx, person).await?;
    }
    let generator = match kept.filter(|it| it.confirmed_at.is_none()) {
        Some(shown) => Some(opened(app, &mut tx, person, &who.person.email, &shown.secret).await?),
        None => None,
    };
    tx.commit().await?;
    Ok(generator)
}

/// Puts the application in force when the typed code proves that it knows the secret.
pub(super) async fn confirm(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    typed: &str,
) -> Result<Confirmation, Failure> {
    let (now, person) = (app.clock.now(), who.person.id.as_str());
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, person).await?;
    let Some(shown) = store::application(&mut *tx, person).await? else { return Ok(Confirmation::WrongCode) };
    if shown.confirmed_at.is_some() {
        return Ok(Confirmation::Already);
    }
    let generator = opened(app, &mut tx, person, &who.person.email, &shown.secret).await?;
    let Some(step) = totp::step_of(&generator, typed, now) else { return Ok(Confirmation::WrongCode) };
    let before = store::factors(&mut *tx, person).await?;
    if !store::put_in_force(&mut tx, person, step, now).await? {
        return Ok(Confirmation::Already);
    }
    let codes = if before.codes_left == 0 { fresh_codes(app, &mut tx, person).await? } else { Vec::new() };
    let cookies = factor_added(app, &mut tx, who, before, now).await?;
    let what = "La double authentification par application vient d’être activée sur votre compte.";
    tell(app, &mut tx, origin, person, ("account.totp_added", what)).await?;
    tx.commit().await?;
    Ok(Confirmation::Done(codes, cookies))
}

/// New recovery codes, to be shown once; the old ones are void. None for who has no second factor.
pub(super) async fn renew_codes(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
) -> Result<Option<Vec<String>>, Failure> {
    let person = who.person.id.as_str();
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, person).await?;
    if !store::factors(&mut *tx, person).await?.any() {
        return Ok(None);
    }
    let codes = fresh_codes(app, &mut tx, person).await?;
    let what = "De nouveaux codes de récupération viennent d’être créés pour votre compte. Les précédents ne servent plus.";
    tell(app, &mut tx, origin, person, ("account.recovery_codes_renewed", what)).await?;
    tx.commit().await?;
    Ok(Some(codes))
}

/// Takes the application away; false when there was none.
pub(super) async fn remove(app: &App, origin: &Origin, who: &SignedIn) -> Result<bool, Failure> {
    let person = who.person.id.as_str();
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, person).await?;
    if !store::forget_application(&mut tx, person).await? {
        return Ok(false);
    }
    factor_removed(&mut tx, person).await?;
    let what = "La double authentification par application vient d’être retirée de votre compte.";
    tell(app, &mut tx, origin, person, ("account.totp_removed", what)).await?;
    tx.commit().await?;
    Ok(true)
}

/// The generator of a sealed secret.
pub(super) async fn opened(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    email: &str,
    secret: &Sealed,
) -> Result<Totp, Failure> {
    let secret = app.vault.open(db, place(person), secret).await?;
    totp::generator(&secret, email).map_err(Failure::broken)
}

/// Ten new recovery codes in place of the old ones.
pub(super) async fn fresh_codes(
    app: &App,
    db: &mut PgConnection,
    person: &str,
) -> Result<Vec<String>, Failure> {
    let codes = recovery_codes::fresh();
    let marks: Vec<String> = codes.iter().map(|it| recovery_codes::mark(it)).collect();
    store::replace_codes(db, person, &marks, app.clock.now()).await?;
    Ok(codes)
}

fn place(person: &str) -> Place<'_> {
    Place { table: "totp_secrets", column: "secret", row: person }
}
