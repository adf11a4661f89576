//! Showing a passkey: alone on `/connexion`, or after the password.

use axum::http::HeaderValue;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use sqlx::PgConnection;
use webauthn_rs::{
    Webauthn,
    prelude::{DiscoverableAuthentication, PublicKeyCredential, WebauthnError},
};

use super::{
    Answered, Asked,
    ceremony::{self, Bond, options_of},
    handle_of,
    relying_party::relying_party,
};
use crate::{
    accounts::{
        How, Origin,
        entrance::came_alone,
        open_session,
        second_factor::{
            refusals,
            session::write_to,
            step::{self, Step, Tried},
            store,
        },
        store as rows,
    },
    app::App,
    audit,
    failure::Failure,
};

/// How it went.
pub(in crate::accounts::second_factor) enum Entered {
    /// In: cookies to set.
    In(Vec<HeaderValue>),
    /// Not in.
    Refused(Refusal),
    /// The step after the password ended meanwhile.
    StepOver,
}

/// Why a passkey opened nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accounts::second_factor) enum Refusal {
    /// The ceremony took too long, was ended before, or began in another browser.
    Expired,
    /// No such key, not this person's, or not what was asked for: which, we never tell.
    Unknown,
    /// Its counter went backwards.
    Copied,
    /// Too many tries: the hour of release.
    Wait(DateTime<Utc>),
}

/// The page of sign-in may stand open for a while with the keys in its first field.
fn alone(origin: &Origin) -> Bond<'_> {
    Bond { act: "passkey-sign-in", browser: &origin.device, whom: "", lasts: TimeDelta::minutes(20) }
}

fn after_password<'a>(origin: &'a Origin, step: &'a Step) -> Bond<'a> {
    Bond {
        act: "passkey-step",
        browser: &origin.device,
        whom: &step.identifier,
        lasts: TimeDelta::minutes(6),
    }
}

/// Begins a sign-in by passkey alone: the device knows whose key it is, we need not.
pub(in crate::accounts::second_factor) async fn ask_to_sign_in(
    app: &App,
    origin: &Origin,
) -> Result<Asked, Failure> {
    ask(app, origin, &alone(origin), &[]).await
}

/// Asks for one of the keys of the person who gave their password.
pub(in crate::accounts::second_factor) async fn ask_at_step(
    app: &App,
    origin: &Origin,
    step: &Step,
) -> Result<Asked, Failure> {
    let known = store::credential_ids(&app.db, &step.person).await?;
    ask(app, origin, &after_password(origin, step), &known).await
}

async fn ask(app: &App, origin: &Origin, bond: &Bond<'_>, known: &[Vec<u8>]) -> Result<Asked, Failure> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let site = relying_party(&app.settings.public_url).ok_or(Failure::NotFound)?;
    let (made, state) = site.start_discoverable_authentication().map_err(Failure::broken)?;
    let mut public_key = options_of(&made)?;
    // Named, keys that no device can discover serve too.
    public_key["allowCredentials"] =
        known.iter().map(|id| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) })).collect();
    Ok(Asked { demande: ceremony::keep(app, origin, bond, &state).await?, public_key })
}

/// Ends a sign-in by passkey alone. The device verified its user: that is two factors.
pub(in crate::accounts::second_factor) async fn sign_in(
    app: &App,
    origin: &Origin,
    remembered: bool,
    answered: &Answered,
) -> Result<Entered, Failure> {
    let Some(state) = ceremony::take(app, &alone(origin), &answered.demande).await? else {
        return Ok(Entered::Refused(Refusal::Expired));
    };
    let mut tx = app.db.begin().await?;
    let entered = match look(app, &mut tx, origin, state, answered, None).await? {
        Ok(person) => {
            let how = How { remembered, second_factor: true };
            Entered::In(came_alone(app, open_session(app, &mut tx, origin, &person, how).await?))
        }
        Err(refusal) => Entered::Refused(refusal),
    };
    tx.commit().await?;
    Ok(entered)
}

/// Ends the step after the password with a passkey. The try is counted with those of codes.
pub(in crate::accounts::second_factor) async fn show_at_step(
    app: &App,
    origin: &Origin,
    step: &Step,
    answered: &Answered,
) -> Result<Entered, Failure> {
    let now = app.clock.now();
    if let Some(until) = step::count_try(app, step, now).await? {
        return Ok(Entered::Refused(Refusal::Wait(until)));
    }
    let Some(state) = ceremony::take(app, &after_password(origin, step), &answered.demande).await? else {
        return Ok(Entered::Refused(Refusal::Expired));
    };
    let mut tx = app.db.begin().await?;
    if let Err(refusal) = look(app, &mut tx, origin, state, answered, Some(&step.person)).await? {
        tx.commit().await?;
        // A copied key was noted where it was seen.
        if refusal == Refusal::Unknown {
            refusals::note(app, origin, &step.person).await?;
        }
        return Ok(Entered::Refused(refusal));
    }
    let Tried::In(cookies, _) = step::enter(app, &mut tx, origin, step, now).await? else {
        return Ok(Entered::StepOver);
    };
    tx.commit().await?;
    rows::forget_tries(&app.db, &[&step.subject()]).await?;
    Ok(Entered::In(cookies))
}

/// Looks at what a device signed. Gives the person whose key it is.
async fn look(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    state: DiscoverableAuthentication,
    answered: &Answered,
    expected: Option<&str>,
) -> Result<Result<String, Refusal>, Failure> {
    let site: Webauthn = relying_party(&app.settings.public_url).ok_or(Failure::NotFound)?;
    let Some(answer) = answered.read::<PublicKeyCredential>() else { return Ok(Err(Refusal::Unknown)) };
    let Some(mut kept) = store::passkey_to_use(db, answer.get_credential_id()).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    // The device says whose key it is; it may leave that out when we named the keys.
    let is_theirs = match (answer.get_user_unique_id(), expected) {
        (Some(handle), None) => handle == handle_of(&kept.person).as_bytes(),
        (Some(handle), Some(person)) => kept.person == person && handle == handle_of(&kept.person).as_bytes(),
        (None, Some(person)) => kept.person == person,
        (None, None) => false,
    };
    if !is_theirs {
        return Ok(Err(Refusal::Unknown));
    }
    match site.finish_discoverable_authentication_v2(&answer, state, &kept.key.0) {
        Ok(shown) => {
            kept.key.0.update_credential(&shown);
            store::note_passkey_used(db, &kept, app.clock.now()).await?;
            Ok(Ok(kept.person))
        }
        Err(WebauthnError::CredentialPossibleCompromise) => {
            refuse_copy(app, db, origin, &kept).await?;
            Ok(Err(Refusal::Copied))
        }
        Err(error) => {
            tracing::info!(%error, "a passkey was refused");
            Ok(Err(Refusal::Unknown))
        }
    }
}

/// A line in the log at each try, a letter to the owner once a day: who holds a copy must not fill their mailbox.
async fn refuse_copy(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    kept: &store::KeptPasskey,
) -> Result<(), Failure> {
    let now = app.clock.now();
    // Whoever showed it may be anyone: the log names nobody.
    let entry = audit::Entry {
        action: "account.passkey_refused",
        subject: ("user", &kept.person),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(db, entry, now).await?;
    // Swept after a day, like every counter.
    if rows::use_once(&mut *db, &format!("passkey-refused/{}", kept.id), now).await? {
        let what = format!(
            "La clé d’accès «\u{a0}{}\u{a0}» a été refusée à la connexion\u{202f}: son compteur est revenu en arrière, ce qui arrive quand une clé a été copiée. Retirez-la de votre compte\u{202f}; vous pourrez ensuite l’ajouter de nouveau.",
            kept.name
        );
        write_to(app, db, &kept.person, &what).await?;
    }
    Ok(())
}
