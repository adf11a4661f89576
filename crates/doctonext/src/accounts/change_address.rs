//! Another e-mail address: the new one proves itself, the old one is told, before and after.

use axum::http::HeaderValue;
use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use serde::{Deserialize, Serialize};

use super::{
    Origin, SignedIn,
    entrance::{member_letter_toll, rotate_session},
    letters::{account_changed, account_exists, address_left, confirm_new_address, domain_barred},
    limits::Toll,
    store, tokens,
};
use crate::{app::App, audit, failure::Failure, legal_log, letters, screening};

const LASTS: TimeDelta = TimeDelta::hours(1);

#[derive(Serialize, Deserialize)]
struct Change {
    person: String,
    from: String,
    to: String,
}

/// Writes to the new address, and tells the old one. An address that another account has gets a letter that says so;
/// the page says the same in both cases.
pub(super) async fn ask(app: &App, origin: &Origin, who: &SignedIn, new: &str) -> Result<Toll, Failure> {
    let (toll, may_send) = member_letter_toll(app, origin, &who.person.id, new).await?;
    if toll != Toll::Free || !may_send {
        return Ok(toll);
    }
    let (now, token) = (app.clock.now(), tokens::fresh());
    let change = Change { person: who.person.id.clone(), from: who.person.email.clone(), to: new.to_owned() };
    let mut tx = app.db.begin().await?;
    let is_barred = screening::bars_address(&mut tx, new).await?;
    let is_taken = store::person_at(&mut *tx, new).await?.is_some_and(|it| it.id != who.person.id);
    let value = serde_json::json!(change).to_string();
    store::keep_proof(&mut tx, &SystemIds.fresh(), &identifier(&token), &value, now, now + LASTS).await?;
    let path = format!("/confirmer-adresse/{token}");
    // Said by letter alone: the page is the same.
    let to_new = match (is_taken, is_barred) {
        (true, _) => account_exists(app),
        (false, true) => domain_barred(app),
        (false, false) => confirm_new_address(app, &path),
    };
    let new_box = letters::Recipient { person: None, name: "", address: new };
    letters::send(&mut tx, &app.vault, now, new_box, &to_new).await?;
    if who.person.email != new {
        let what = "Une nouvelle adresse e-mail a été demandée pour votre compte. Elle ne remplacera celle-ci qu’une fois confirmée.";
        let old_box = letters::Recipient {
            person: Some(&who.person.id),
            name: &who.person.name,
            address: &who.person.email,
        };
        letters::send(&mut tx, &app.vault, now, old_box, &account_changed(app, what, now)).await?;
    }
    tx.commit().await?;
    Ok(toll)
}

/// Takes the confirmed address; the old one is told, every session but this browser's ends, every letter that was asked
/// before is void. The cookies of this browser's session; none at all when the letter was used, expired or overtaken, or
/// another account took the address meanwhile.
pub(super) async fn confirm(
    app: &App,
    origin: &Origin,
    token: &str,
    visitor: Option<&SignedIn>,
) -> Result<Option<Vec<HeaderValue>>, Failure> {
    let now = app.clock.now();
    let Some(value) = store::proof(&app.db, &identifier(token), now).await? else { return Ok(None) };
    let Ok(change) = serde_json::from_str::<Change>(&value) else { return Ok(None) };
    let mut tx = app.db.begin().await?;
    // Before the proof: of a reset and a change of address at once, the first withdraws what the other came with.
    store::lock_person(&mut tx, &change.person).await?;
    if store::use_proof(&mut tx, &identifier(token), now).await?.is_none() {
        return Ok(None);
    }
    let Some(person) = store::person(&mut *tx, &change.person).await?.filter(|it| it.email == change.from)
    else {
        return Ok(None);
    };
    let kept = visitor.filter(|it| it.person.id == person.id).map(|it| it.session.id.as_str());
    if let Err(error) = store::set_email(&mut tx, &person.id, &change.to, now).await {
        let is_taken = error.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation);
        return if is_taken { Ok(None) } else { Err(error.into()) };
    }
    store::withdraw_proofs(&mut tx, &person.id).await?;
    if change.from != change.to {
        let identity =
            legal_log::Identity { name: &person.name, email: &change.to, phone: None, siren: None };
        let of = (person.id.as_str(), "address_changed");
        legal_log::note_identity(&mut tx, &app.vault, of, identity, now).await?;
        legal_log::note_connection(&mut tx, &app.vault, of, origin.address, now).await?;
        store::end_sessions_but(&mut tx, &person.id, kept).await?;
        for (address, letter) in [
            (&change.from, address_left(app, now)),
            (
                &change.to,
                account_changed(
                    app,
                    "L’adresse e-mail de votre compte vient d’être changée\u{202f}: vous vous connectez maintenant avec celle-ci.",
                    now,
                ),
            ),
        ] {
            let recipient = letters::Recipient { person: Some(&person.id), name: &person.name, address };
            letters::send(&mut tx, &app.vault, now, recipient, &letter).await?;
        }
    }
    // Keyed: a plain checksum of an address can be guessed from lists, and the log keeps it for three years.
    let mark = |email: &str| serde_json::json!(app.vault.blind_index("audit-log.email", email));
    let (before, after) = (mark(&change.from), mark(&change.to));
    let entry = audit::Entry {
        actor: Some(&person.id),
        action: "account.address_changed",
        subject: ("user", &person.id),
        address: Some(&origin.short_address()),
        before: Some(&before),
        after: Some(&after),
        reason: None,
    };
    audit::record(&mut tx, entry, now).await?;
    let cookies = match kept {
        Some(session) => rotate_session(app, &mut tx, session, now).await?,
        None => Vec::new(),
    };
    tx.commit().await?;
    Ok(Some(cookies))
}

fn identifier(token: &str) -> String {
    format!("change-address:{}", tokens::mark(token))
}
