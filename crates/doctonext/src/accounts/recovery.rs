//! A forgotten password, and a changed one.

use axum::http::HeaderValue;
use chrono::{DateTime, TimeDelta, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{
    Origin, SignedIn,
    entrance::{Asked, letter_toll, rotate_session, too_busy},
    hashing,
    letters::{account_changed, no_account_here, reset_password},
    limits::Toll,
    store, tokens,
};
use crate::{app::App, audit, failure::Failure, letters};

const LASTS: TimeDelta = TimeDelta::hours(1);

/// Sends the letter that allows to choose a new password, or the one that says that nobody has this address.
pub(super) async fn ask(app: &App, origin: &Origin, email: &str, work: &str) -> Result<Toll, Failure> {
    let (toll, may_send) = letter_toll(app, origin, Asked::Reset, email, work).await?;
    if toll != Toll::Free || !may_send {
        return Ok(toll);
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let person = store::person_at(&mut *tx, email).await?;
    // Kept in both cases, so that both take the same time; « nobody » has no row and resets nothing.
    let whose = person.as_ref().map_or("nobody", |it| it.id.as_str());
    let path = way_to_a_password(&mut tx, whose, now, LASTS).await?;
    let letter = match &person {
        Some(_) => reset_password(app, &path),
        None => no_account_here(app),
    };
    let recipient = letters::Recipient { person: None, name: "", address: email };
    letters::send(&mut tx, &app.vault, now, recipient, &letter).await?;
    tx.commit().await?;
    Ok(toll)
}

/// Opens a way to choose a person's password, for whoever holds this path.
pub(super) async fn way_to_a_password(
    db: &mut PgConnection,
    person: &str,
    now: DateTime<Utc>,
    lasts: TimeDelta,
) -> Result<String, Failure> {
    let token = tokens::fresh();
    store::keep_proof(db, &SystemIds.fresh(), &identifier(&token), person, now, now + lasts).await?;
    Ok(format!("/mot-de-passe/{token}"))
}

/// Whose password a letter's token allows to choose, while it lasts.
pub(super) async fn whose(app: &App, token: &str) -> Result<Option<super::Person>, Failure> {
    let found = store::proof(&app.db, &identifier(token), app.clock.now()).await?;
    match found {
        Some(id) => Ok(store::person(&app.db, &id).await?),
        None => Ok(None),
    }
}

/// Sets the new password that the letter allows; every session ends, every letter that was asked before is void. False when the
/// letter was used or expired meanwhile.
pub(super) async fn reset(app: &App, origin: &Origin, token: &str, password: &str) -> Result<bool, Failure> {
    let hash = hashing::hash(password).await.map_err(too_busy)?;
    let now = app.clock.now();
    let Some(person) = store::proof(&app.db, &identifier(token), now).await? else { return Ok(false) };
    let mut tx = app.db.begin().await?;
    // Before the proof: of a reset and a change of address at once, the first withdraws what the other came with.
    store::lock_person(&mut tx, &person).await?;
    if store::use_proof(&mut tx, &identifier(token), now).await?.is_none() {
        return Ok(false);
    }
    // The letter arrived: so the address is confirmed too.
    store::confirm_email(&mut tx, &person, now).await?;
    replace_password(app, &mut tx, origin, &person, &hash, None).await?;
    tx.commit().await?;
    Ok(true)
}

/// Sets a new password for who is signed in; every other session ends. The cookie of this one.
pub(super) async fn change(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    password: &str,
) -> Result<Vec<HeaderValue>, Failure> {
    let hash = hashing::hash(password).await.map_err(too_busy)?;
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, &who.person.id).await?;
    replace_password(app, &mut tx, origin, &who.person.id, &hash, Some(&who.session.id)).await?;
    let cookies = rotate_session(app, &mut tx, &who.session.id, app.clock.now()).await?;
    tx.commit().await?;
    Ok(cookies)
}

async fn replace_password(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    person: &str,
    hash: &str,
    kept_session: Option<&str>,
) -> Result<(), Failure> {
    let now = app.clock.now();
    store::set_password(db, &SystemIds.fresh(), person, hash, now).await?;
    store::end_sessions_but(db, person, kept_session).await?;
    store::withdraw_proofs(db, person).await?;
    if let Some(who) = store::person(&mut *db, person).await? {
        let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
        let letter = account_changed(app, "Le mot de passe de votre compte vient d’être changé.", now);
        letters::send(db, &app.vault, now, recipient, &letter).await?;
    }
    let entry = audit::Entry {
        actor: Some(person),
        action: "account.password_changed",
        subject: ("user", person),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(db, entry, now).await?;
    Ok(())
}

fn identifier(token: &str) -> String {
    format!("reset-password:{}", tokens::mark(token))
}
