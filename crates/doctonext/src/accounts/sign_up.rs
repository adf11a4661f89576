//! Making an account: first the address proves itself, then its owner says who they are.
//!
//! Nothing is kept of an address that never answers, nobody can prepare an account for somebody else's address, and
//! the answer to « this address, please » is the same whether it has an account or not.

use axum::http::HeaderValue;
use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};

use super::{
    How, Origin,
    entrance::{letter_toll, open_session, too_busy},
    hashing,
    letters::{account_exists, confirm_address, welcome},
    limits::Toll,
    store, tokens,
};
use crate::{app::App, audit, failure::Failure, letters};

/// How long the letter may wait in its box.
const LASTS: TimeDelta = TimeDelta::hours(24);
/// Version of the terms that people accept now.
pub(super) const TERMS: &str = "2026-11";

/// What the letter proves.
#[derive(Serialize, Deserialize)]
pub(super) struct Invitation {
    /// The address that answered.
    pub(super) email: String,
    /// Where the person was going.
    pub(super) back: String,
}

/// Who the person says they are; every field checked.
pub(super) struct Introduction<'a> {
    pub(super) name: &'a str,
    pub(super) account_kind: &'a str,
    pub(super) profession: Option<&'a str>,
    pub(super) password: &'a str,
}

/// Sends the letter that opens the way, or the one that says that the way was opened long ago.
pub(super) async fn invite(
    app: &App,
    origin: &Origin,
    email: &str,
    back: &str,
    work: &str,
) -> Result<Toll, Failure> {
    let (toll, may_send) = letter_toll(app, origin, email, work).await?;
    if toll != Toll::Free || !may_send {
        return Ok(toll);
    }
    let (now, token) = (app.clock.now(), tokens::fresh());
    let mut tx = app.db.begin().await?;
    let known = store::person_at(&mut *tx, email).await?.is_some();
    let invitation =
        serde_json::json!(Invitation { email: email.to_owned(), back: back.to_owned() }).to_string();
    // Kept in both cases, so that both take the same time; the proof of a known address is sent to nobody.
    store::keep_proof(&mut tx, &SystemIds.fresh(), &identifier(&token), &invitation, now, now + LASTS)
        .await?;
    let letter =
        if known { account_exists(app) } else { confirm_address(app, &format!("/inscription/{token}")) };
    let recipient = letters::Recipient { person: None, name: "", address: email };
    letters::send(&mut tx, &app.vault, now, recipient, &letter).await?;
    tx.commit().await?;
    Ok(toll)
}

/// What a letter's token stands for, while it lasts.
pub(super) async fn invitation(app: &App, token: &str) -> Result<Option<Invitation>, Failure> {
    let found = store::proof(&app.db, &identifier(token), app.clock.now()).await?;
    Ok(found.and_then(|it| serde_json::from_str(&it).ok()))
}

/// Makes the account and signs in. None when the letter was used or expired meanwhile, or the address was taken.
pub(super) async fn join(
    app: &App,
    origin: &Origin,
    token: &str,
    who: &Introduction<'_>,
) -> Result<Option<(Vec<HeaderValue>, Invitation)>, Failure> {
    let hash = hashing::hash(who.password).await.map_err(too_busy)?;
    let (now, id) = (app.clock.now(), SystemIds.fresh());
    let mut tx = app.db.begin().await?;
    let Some(invitation) = store::use_proof(&mut tx, &identifier(token), now).await? else { return Ok(None) };
    let Ok(invitation) = serde_json::from_str::<Invitation>(&invitation) else { return Ok(None) };
    let person = store::NewPerson {
        id: &id,
        name: who.name,
        email: &invitation.email,
        profession: who.profession,
        account_kind: who.account_kind,
        terms_version: TERMS,
    };
    if !store::make_person(&mut tx, person, now).await? {
        return Ok(None);
    }
    store::set_password(&mut tx, &SystemIds.fresh(), &id, &hash, now).await?;
    let cookies =
        open_session(app, &mut tx, origin, &id, How { remembered: false, second_factor: false }).await?;
    let recipient = letters::Recipient { person: Some(&id), name: who.name, address: &invitation.email };
    letters::send(&mut tx, &app.vault, now, recipient, &welcome(app)).await?;
    let entry = audit::Entry {
        actor: Some(&id),
        action: "account.made",
        subject: ("user", &id),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    tx.commit().await?;
    Ok(Some((cookies, invitation)))
}

fn identifier(token: &str) -> String {
    format!("sign-up:{}", tokens::mark(token))
}
