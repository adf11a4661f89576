//! Taking letters away, one after the other, until none is due.

use chrono::{DateTime, TimeDelta, Utc};
use platform::mail::{Carrier, MailError};
use rand::Rng;

use super::{
    render,
    send::{Addressee, LetterError, content_of, recipient_of},
    store::{self, DueLetter},
};
use crate::{
    app::App,
    sealing::{SealingError, Vault},
};

/// The job that delivers.
pub const DELIVER: &str = "deliver_letters";
/// A letter that could not leave for so long is dead: the team sees it and may send it again.
const PATIENCE: TimeDelta = TimeDelta::days(3);
/// The longest pause between two tries.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(4);

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Letters that left.
    pub sent: u64,
    /// Letters to try again later.
    pub delayed: u64,
    /// Letters given up.
    pub dead: u64,
}

/// Delivers every due letter. Each is held in a transaction while it leaves: only a death between the server's last
/// word (250) and our commit can send it a second time, with the same `Message-ID`.
pub async fn deliver(app: &App, carrier: &Carrier) -> Result<Delivered, LetterError> {
    let mut done = Delivered::default();
    loop {
        let now = app.clock.now();
        let mut tx = app.db.begin().await?;
        let Some(letter) = store::lock_due(&mut tx, now).await? else { return Ok(done) };
        match take_away(app, carrier, &mut tx, &letter).await? {
            Fate::Sent => {
                store::note_sent(&mut tx, &letter.id, now).await?;
                done.sent += 1;
            }
            Fate::Unreadable => store::withdraw(&mut tx, &letter.id, "its key was destroyed").await?,
            Fate::Refused(why) => {
                tracing::warn!(letter = letter.id, kind = letter.kind, why, "a letter was refused for good");
                store::note_failed(&mut tx, &letter.id, &why, None).await?;
                done.dead += 1;
            }
            Fate::Delayed(why) => {
                let next = next_try(&letter, now, rand::rng().random());
                tracing::warn!(letter = letter.id, kind = letter.kind, why, "a letter could not leave");
                store::note_failed(&mut tx, &letter.id, &why, next).await?;
                if next.is_some() { done.delayed += 1 } else { done.dead += 1 }
            }
        }
        tx.commit().await?;
    }
}

enum Fate {
    Sent,
    Unreadable,
    Refused(String),
    Delayed(String),
}

async fn take_away(
    app: &App,
    carrier: &Carrier,
    db: &mut sqlx::PgConnection,
    letter: &DueLetter,
) -> Result<Fate, LetterError> {
    let (addressee, content) = match unseal(&app.vault, db, letter).await {
        Ok(opened) => opened,
        Err(LetterError::Sealing(SealingError::Destroyed)) => return Ok(Fate::Unreadable),
        // One damaged letter must not hold up all the others.
        Err(error @ (LetterError::Sealing(SealingError::Altered) | LetterError::Unwritable(_))) => {
            return Ok(Fate::Refused(format!("the letter cannot be read: {error}")));
        }
        Err(other) => return Err(other),
    };
    let message = match render::message(app, letter, &addressee, &content) {
        Ok(message) => message,
        Err(error) => return Ok(Fate::Refused(format!("the letter cannot be rendered: {error}"))),
    };
    Ok(match carrier.send(&message).await {
        Ok(()) => Fate::Sent,
        Err(MailError::Permanent(why)) => Fate::Refused(why),
        Err(MailError::Temporary(why)) => Fate::Delayed(why),
    })
}

pub(super) async fn unseal(
    vault: &Vault,
    db: &mut sqlx::PgConnection,
    letter: &DueLetter,
) -> Result<(Addressee, super::letter::Content), LetterError> {
    let addressee = vault.open(db, recipient_of(&letter.id), &letter.recipient).await?;
    let content = vault.open(db, content_of(&letter.id), &letter.content).await?;
    Ok((serde_json::from_slice(&addressee)?, serde_json::from_slice(&content)?))
}

/// The hour of the next try: 1, 2, 4 … minutes, up to four hours, each a little scattered so that a server that comes
/// back is not met by all at once; none after three days.
fn next_try(letter: &DueLetter, now: DateTime<Utc>, chance: u8) -> Option<DateTime<Utc>> {
    if now - letter.created_at >= PATIENCE {
        return None;
    }
    let minutes = 1_i64 << letter.attempts.clamp(0, 20);
    let pause = TimeDelta::minutes(minutes).min(LONGEST_PAUSE);
    // Between three and five quarters of the pause.
    Some(now + pause * (384 + i32::from(chance)) / 512)
}
