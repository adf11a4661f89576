//! Making an account: first the address proves itself, then its owner says who they are.
//!
//! Nothing is kept of an address that never answers, nobody can prepare an account for somebody else's address, and
//! the answer to « this address, please » is the same whether it has an account or not.

use axum::http::HeaderValue;
use chrono::{DateTime, TimeDelta, Utc};
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    How, Origin,
    entrance::{Asked, came_alone, letter_toll, open_session, too_busy},
    federation, hashing,
    letters::{account_exists, confirm_address, domain_barred, network_barred, welcome},
    limits::Toll,
    store, tokens,
};
use crate::{app::App, audit, failure::Failure, legal_log, letters, screening};

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
    /// How they will sign in.
    pub(super) way_in: WayIn<'a>,
}

/// What a new account is opened with.
pub(super) enum WayIn<'a> {
    /// A password.
    Password(&'a str),
    /// An identity of another provider.
    Identity(&'a federation::Held),
}

/// Sends the letter that opens the way, or the one that says that the way was opened long ago: to the page of the given
/// path, which then leads back.
pub(super) async fn invite(
    app: &App,
    origin: &Origin,
    email: &str,
    (page, back): (&str, &str),
    work: &str,
) -> Result<Toll, Failure> {
    let (toll, may_send) = letter_toll(app, origin, Asked::SignUp, email, work).await?;
    if toll != Toll::Free || !may_send {
        return Ok(toll);
    }
    let mut tx = app.db.begin().await?;
    let known = store::person_at(&mut *tx, email).await?.is_some();
    // Asked of every address, so that the work tells nobody which is known; said by letter alone: the page is the same.
    let is_barred = screening::bars_address(&mut tx, email).await?;
    let from_barred = screening::bars_network(&mut tx, origin.address).await?;
    if !known && (is_barred || from_barred) {
        let recipient = letters::Recipient { person: None, name: "", address: email };
        let letter = if is_barred { domain_barred(app) } else { network_barred(app) };
        letters::send(&mut tx, &app.vault, app.clock.now(), recipient, &letter).await?;
        tx.commit().await?;
        return Ok(toll);
    }
    // Kept in both cases, so that both take the same time; the proof of a known address is sent to nobody.
    let token = keep_invitation(app, &mut tx, email, back).await?;
    let letter = if known { account_exists(app) } else { confirm_address(app, &format!("{page}/{token}")) };
    let now = app.clock.now();
    let recipient = letters::Recipient { person: None, name: "", address: email };
    letters::send(&mut tx, &app.vault, now, recipient, &letter).await?;
    tx.commit().await?;
    Ok(toll)
}

/// Invites an address that answered to somebody whom the operator believes: the token that the letter would carry.
pub(super) async fn vouch(app: &App, email: &str, back: &str) -> Result<String, Failure> {
    let mut db = app.db.acquire().await?;
    keep_invitation(app, &mut db, email, back).await
}

async fn keep_invitation(
    app: &App,
    db: &mut PgConnection,
    email: &str,
    back: &str,
) -> Result<String, Failure> {
    let (now, token) = (app.clock.now(), tokens::fresh());
    let invitation =
        serde_json::json!(Invitation { email: email.to_owned(), back: back.to_owned() }).to_string();
    store::keep_proof(db, &SystemIds.fresh(), &identifier(&token), &invitation, now, now + LASTS).await?;
    Ok(token)
}

/// What a letter's token stands for, while it lasts.
pub(super) async fn invitation(app: &App, token: &str) -> Result<Option<Invitation>, Failure> {
    let found = store::proof(&app.db, &identifier(token), app.clock.now()).await?;
    Ok(found.and_then(|it| serde_json::from_str(&it).ok()))
}

/// Whether accounts are made from this network; asked before the link is used up, so that it serves from another one.
pub(super) async fn is_barred_from(app: &App, origin: &Origin) -> Result<bool, Failure> {
    Ok(screening::bars_network(&mut *app.db.acquire().await?, origin.address).await?)
}

/// Makes the account and signs in. None when the letter was used or expired meanwhile, or the address or the identity was
/// taken.
pub(super) async fn join(
    app: &App,
    origin: &Origin,
    token: &str,
    who: &Introduction<'_>,
) -> Result<Option<(Vec<HeaderValue>, Invitation)>, Failure> {
    let hash = match who.way_in {
        WayIn::Password(password) => Some(hashing::hash(password).await.map_err(too_busy)?),
        WayIn::Identity(_) => None,
    };
    let (now, id) = (app.clock.now(), SystemIds.fresh());
    let mut tx = app.db.begin().await?;
    let Some(invitation) = store::use_proof(&mut tx, &identifier(token), now).await? else { return Ok(None) };
    let Ok(invitation) = serde_json::from_str::<Invitation>(&invitation) else { return Ok(None) };
    if screening::bars_address(&mut tx, &invitation.email).await?
        || screening::bars_network(&mut tx, origin.address).await?
    {
        return Ok(None);
    }
    let person = store::NewPerson {
        id: &id,
        name: who.name,
        email: &invitation.email,
        profession: who.profession,
        account_kind: who.account_kind,
        terms_version: TERMS,
    };
    if !store::make_person(&mut tx, &person, now).await? {
        return Ok(None);
    }
    let Some(second_factor) = keep_way_in(app, &mut tx, who, hash.as_deref(), &id).await? else {
        return Ok(None);
    };
    note_new_person(app, &mut tx, origin, &person, now).await?;
    let how = How { remembered: false, second_factor };
    let cookies = came_alone(app, open_session(app, &mut tx, origin, &id, how).await?);
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

/// Keeps what a new person will sign in with, and tells whether it showed two factors already. None when another account
/// has the identity.
async fn keep_way_in(
    app: &App,
    db: &mut PgConnection,
    who: &Introduction<'_>,
    hash: Option<&str>,
    person: &str,
) -> Result<Option<bool>, Failure> {
    if let Some(hash) = hash {
        store::set_password(db, &SystemIds.fresh(), person, hash, app.clock.now()).await?;
    }
    match who.way_in {
        WayIn::Password(_) => Ok(Some(false)),
        WayIn::Identity(held) => {
            Ok(federation::add(app, db, held, person).await?.then_some(held.two_factors))
        }
    }
}

/// Writes into the legal log who made an account, with what, from where: whatever the way in.
pub(super) async fn note_new_person(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    who: &store::NewPerson<'_>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let of = (who.id, "signed_up");
    let identity = legal_log::Identity { name: who.name, email: who.email, phone: None, siren: None };
    legal_log::note_identity(db, &app.vault, of, identity, now).await?;
    let account = legal_log::Account {
        kind: who.account_kind,
        profession: who.profession,
        terms: Some(who.terms_version),
    };
    legal_log::note_account(db, &app.vault, of, account, now).await?;
    Ok(legal_log::note_connection(db, &app.vault, of, origin.address, now).await?)
}

fn identifier(token: &str) -> String {
    format!("sign-up:{}", tokens::mark(token))
}
