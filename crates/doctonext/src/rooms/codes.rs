//! Six digits by letter: whoever signs holds the address of their account, now.

use chrono::{DateTime, TimeDelta, Utc};
use platform::ids::{Ids, SystemIds};
use rand::{TryRngCore, rngs::OsRng};
use subtle::ConstantTimeEq;

use super::{
    letters,
    store::{self, NewCode},
};
use crate::{
    accounts::{SignedIn, count_try_of},
    app::App,
    failure::Failure,
    letters::Recipient,
};

/// A code serves so long.
const SERVES: TimeDelta = TimeDelta::minutes(10);
/// Tries of one code.
const MOST_TRIES: i16 = 5;
/// Codes that a person may ask for within a quarter of an hour.
const MOST_CODES: i32 = 5;
const PURPOSE: &str = "rooms/codes";

/// How a try went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tried {
    /// Right: the row, to be used up in the transaction of the act.
    Right(String),
    /// Wrong, and tries that are left.
    Wrong(i16),
    /// No code serves: none was sent, it is too old, or it was tried too often.
    Over,
}

/// Sends a code for a subject in the place of the one before; the hour of release when there were too many.
pub(super) async fn send(
    app: &App,
    who: &SignedIn,
    subject: &str,
    title: &str,
) -> Result<Option<DateTime<Utc>>, Failure> {
    if let Some(until) = count_try_of(app, "room-code", &who.person.id, MOST_CODES).await? {
        return Ok(Some(until));
    }
    let (now, id) = (app.clock.now(), SystemIds.fresh());
    let code = six_digits().map_err(Failure::broken)?;
    let mark = mark(app, &id, &code);
    let mut tx = app.db.begin().await?;
    store::hold_people(&mut tx, &[Some(who.person.id.as_str())]).await?;
    let new = NewCode { id: &id, user_id: &who.person.id, subject, mark: &mark, expires_at: now + SERVES };
    store::set_code(&mut tx, &new, now).await?;
    let recipient =
        Recipient { person: Some(&who.person.id), name: &who.person.name, address: &who.person.email };
    crate::letters::send(&mut tx, &app.vault, now, recipient, &letters::code(&code, title)).await?;
    tx.commit().await?;
    Ok(None)
}

/// Tries a code. The try counts before the code is looked at, so that many at once are no more than many in a row.
pub(super) async fn attempt(app: &App, person: &str, subject: &str, typed: &str) -> Result<Tried, Failure> {
    let digits: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    let counted = store::count_try(&app.db, (person, subject), MOST_TRIES, app.clock.now()).await?;
    let Some((id, kept, tries)) = counted else { return Ok(Tried::Over) };
    let is_right: bool = mark(app, &id, &digits).ct_eq(&kept[..]).into();
    Ok(if is_right { Tried::Right(id) } else { Tried::Wrong(MOST_TRIES - tries) })
}

/// When the code that serves was sent, if one does.
pub(super) async fn sent_at(app: &App, person: &str, subject: &str) -> sqlx::Result<Option<DateTime<Utc>>> {
    store::code_sent(&app.db, (person, subject), MOST_TRIES, app.clock.now()).await
}

fn mark(app: &App, id: &str, code: &str) -> [u8; 32] {
    app.vault.mac(PURPOSE, format!("{id}:{code}").as_bytes())
}

/// Each of the million codes is as likely as the others.
fn six_digits() -> Result<String, rand::rand_core::OsError> {
    const CODES: u32 = 1_000_000;
    loop {
        let drawn = OsRng.try_next_u32()?;
        if drawn < u32::MAX - u32::MAX % CODES {
            return Ok(format!("{:06}", drawn % CODES));
        }
    }
}
