//! Adding a passkey, renaming it, taking it away.

use axum::http::HeaderValue;
use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use serde_json::json;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::{
    Answered, Asked,
    ceremony::{self, Bond, options_of},
    handle_of,
    relying_party::relying_party,
};
use crate::{
    accounts::{
        Origin, SignedIn,
        federation::{Removal, can_come_in},
        second_factor::{
            session::{factor_added, factor_removed, tell},
            set_up, store,
        },
    },
    app::App,
    failure::Failure,
};

/// More devices than anyone has; a list without end would fill pages and tables.
pub(in crate::accounts::second_factor) const MOST: usize = 20;
/// `passkeys.name`.
const LONGEST_NAME: usize = 60;

/// How an addition went.
pub(in crate::accounts::second_factor) enum Registered {
    /// In force. The recovery codes to show, none when the person has some already; cookies to set.
    Done(Vec<String>, Vec<HeaderValue>),
    /// The ceremony took too long, was ended before, or began in another browser.
    Expired,
    /// The answer is not what was asked for.
    Refused,
    /// The key is known already.
    Already,
    /// There are [`MOST`] of them.
    Full,
}

fn bond<'a>(origin: &'a Origin, who: &'a SignedIn) -> Bond<'a> {
    Bond { act: "passkey-add", browser: &origin.device, whom: &who.session.id, lasts: TimeDelta::minutes(6) }
}

/// Begins an addition. The device is asked to make the key discoverable, so that it can open the account by itself; a
/// security key without room for that still makes a second factor.
pub(in crate::accounts::second_factor) async fn ask_to_add(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
) -> Result<Asked, Failure> {
    let site = relying_party(&app.settings.public_url).ok_or(Failure::NotFound)?;
    let person = &who.person;
    let known = store::credential_ids(&app.db, &person.id).await?;
    let shown_name = if person.name.is_empty() { &person.email } else { &person.name };
    let (made, state) = site
        .start_passkey_registration(handle_of(&person.id), &person.email, shown_name, Some(known))
        .map_err(Failure::broken)?;
    let mut public_key = options_of(&made)?;
    if let Some(wanted) = public_key.get_mut("authenticatorSelection") {
        wanted["residentKey"] = json!("preferred");
    }
    let demande = ceremony::keep(app, origin, &bond(origin, who), &state).await?;
    Ok(Asked { demande, public_key })
}

/// Ends an addition.
pub(in crate::accounts::second_factor) async fn add(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    typed_name: &str,
    answered: &Answered,
) -> Result<Registered, Failure> {
    let site = relying_party(&app.settings.public_url).ok_or(Failure::NotFound)?;
    let state: Option<PasskeyRegistration> =
        ceremony::take(app, &bond(origin, who), &answered.demande).await?;
    let Some(state) = state else { return Ok(Registered::Expired) };
    let Some(answer) = answered.read::<RegisterPublicKeyCredential>() else { return Ok(Registered::Refused) };
    let key = match site.finish_passkey_registration(&answer, &state) {
        Ok(key) => key,
        Err(error) => {
            tracing::info!(%error, "a new passkey was refused");
            return Ok(Registered::Refused);
        }
    };
    let (now, person) = (app.clock.now(), who.person.id.as_str());
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, person).await?;
    let before = store::factors(&mut *tx, person).await?;
    if usize::try_from(before.passkeys).is_ok_and(|it| it >= MOST) {
        return Ok(Registered::Full);
    }
    let name = read_name(typed_name).unwrap_or_else(|| origin.device_name());
    if !store::add_passkey(&mut tx, &SystemIds.fresh(), person, &name, key, now).await? {
        return Ok(Registered::Already);
    }
    let codes =
        if before.codes_left == 0 { set_up::fresh_codes(app, &mut tx, person).await? } else { Vec::new() };
    let cookies = factor_added(app, &mut tx, who, before, now).await?;
    let what = format!("La clé d’accès «\u{a0}{name}\u{a0}» vient d’être ajoutée à votre compte.");
    tell(app, &mut tx, origin, person, ("account.passkey_added", &what)).await?;
    tx.commit().await?;
    Ok(Registered::Done(codes, cookies))
}

/// Gives a passkey another name; false when there is no such key, or no name.
pub(in crate::accounts::second_factor) async fn rename(
    app: &App,
    who: &SignedIn,
    id: &str,
    typed_name: &str,
) -> Result<bool, Failure> {
    let Some(name) = read_name(typed_name) else { return Ok(false) };
    Ok(store::rename_passkey(&app.db, &who.person.id, id, &name).await?)
}

/// Takes a passkey away, unless it is the last way in; the person is told by letter.
pub(in crate::accounts::second_factor) async fn remove(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    id: &str,
) -> Result<Removal, Failure> {
    let person = who.person.id.as_str();
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, person).await?;
    let Some(name) = store::forget_passkey(&mut tx, person, id).await? else {
        return Ok(Removal::Missing);
    };
    if !can_come_in(app, &mut tx, person).await? {
        return Ok(Removal::Last);
    }
    factor_removed(&mut tx, person).await?;
    let what = format!("La clé d’accès «\u{a0}{name}\u{a0}» vient d’être retirée de votre compte.");
    tell(app, &mut tx, origin, person, ("account.passkey_removed", &what)).await?;
    tx.commit().await?;
    Ok(Removal::Done)
}

/// What a person typed, on one line and no longer than the column; none when nothing is left.
fn read_name(typed: &str) -> Option<String> {
    let words = typed.split(|it: char| it.is_whitespace() || it.is_control()).filter(|it| !it.is_empty());
    let name: String = words.collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect();
    Some(name.trim_end().to_owned()).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_fits() {
        assert_eq!(read_name("  Mon \n téléphone\u{7} ").as_deref(), Some("Mon téléphone"));
        assert_eq!(read_name(&"é".repeat(100)).map(|it| it.chars().count()), Some(60));
        assert_eq!(read_name(" \n\t"), None);
    }
}
