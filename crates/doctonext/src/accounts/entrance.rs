//! Signing in, staying in, signing out.

use axum::http::HeaderValue;
use chrono::{DateTime, TimeDelta, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;
use tokio::sync::Semaphore;

use super::{
    Origin, bars, cookies,
    hashing::{self, Verdict},
    letters::new_device,
    limits::{self, Toll},
    proof_of_work, second_factor, session_cookie, store, tokens,
};
use crate::{app::App, audit, failure::Failure, letters};

/// A session of who asked to stay signed in, sliding.
const REMEMBERED: TimeDelta = TimeDelta::days(7);
/// A session of who did not.
const BRIEF: TimeDelta = TimeDelta::days(1);
/// How long the second factor may be awaited.
const STEP_LASTS: TimeDelta = TimeDelta::minutes(10);
/// The browser may keep the cookie longer than the session: the session decides.
const COOKIE_SECONDS: i64 = 395 * 86_400;

/// Connections to the database that tries to sign in may hold while they are counted: tries from one address wait for one
/// row, and pages must not wait with them.
static DOOR: Semaphore = Semaphore::const_new(3);

/// What a visitor typed to sign in.
pub(super) struct Attempt<'a> {
    /// Trimmed, in lower case.
    pub(super) email: &'a str,
    pub(super) password: &'a str,
    /// « Rester connecté ».
    pub(super) remembered: bool,
    /// Answer of the proof of work, or nothing.
    pub(super) work: &'a str,
    /// Where to go afterwards: a path of this site.
    pub(super) back: &'a str,
}

/// How it went.
pub(super) enum Outcome {
    /// In: cookies to set.
    In(Vec<HeaderValue>),
    /// The first factor was right; the cookie leads to the second.
    SecondFactor(Vec<HeaderValue>),
    /// Wrong address or password: which, we never tell.
    Wrong,
    /// First some work.
    Work,
    /// Too many tries: the hour of release.
    Wait(DateTime<Utc>),
}

/// How a session is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct How {
    /// Whether to stay signed in.
    pub remembered: bool,
    /// Whether a second factor (or a passkey, which is two in one) was shown.
    pub second_factor: bool,
}

/// The counters that a try to sign in moves.
struct Subjects {
    pair: String,
    address: String,
    account: String,
}

impl Subjects {
    fn of(app: &App, email: &str, origin: &Origin) -> Self {
        let address = network(origin);
        Self {
            pair: format!("sign-in/pair/{}", mark(app, &format!("{email}\n{address}"))),
            address: format!("sign-in/address/{}", mark(app, &address)),
            account: format!("sign-in/account/{}", mark(app, email)),
        }
    }
}

/// IPv6 hands out whole networks: counting by /64 or shorter is counting people.
fn network(origin: &Origin) -> String {
    if origin.address.is_ipv6() { origin.short_address() } else { origin.address.to_string() }
}

fn mark(app: &App, text: &str) -> String {
    hex::encode(&app.vault.mac("attempts", text.as_bytes())[..16])
}

/// Tries to sign in with address and password. The same work is done whether the address is known or not.
pub(super) async fn sign_in(app: &App, origin: &Origin, attempt: &Attempt<'_>) -> Result<Outcome, Failure> {
    let now = app.clock.now();
    let subjects = Subjects::of(app, attempt.email, origin);
    let place = DOOR.acquire().await.map_err(Failure::broken)?;
    let counted = [subjects.pair.as_str(), &subjects.address, &subjects.account];
    let [pair, address, account] = store::count_tries(&app.db, counted, now).await?;
    match limits::of_sign_in(pair, address, account) {
        Toll::Wait(until) => return Ok(Outcome::Wait(until)),
        Toll::Work if !work_was_done(app, attempt.work, now).await? => {
            store::take_back_try(&app.db, &subjects.pair).await?;
            return Ok(Outcome::Work);
        }
        Toll::Work | Toll::Free => {}
    }
    let found = store::credential(&app.db, attempt.email).await?;
    let both = app.old_hashes.are_left(&app.db, now).await?;
    drop(place);
    let stored = found.as_ref().and_then(|(_, hash)| hash.as_deref());
    let verdict = hashing::verify(attempt.password, stored, both).await.map_err(too_busy)?;
    let (Some((person, Some(hash))), true) = (&found, verdict != Verdict::Wrong) else {
        return Ok(Outcome::Wrong);
    };
    let shown = FirstFactor::Password(hash);
    let outcome = first_factor_shown(app, origin, person, shown, attempt.remembered, attempt.back).await?;
    if !matches!(outcome, Outcome::Wrong) {
        store::forget_tries(&app.db, &[&subjects.pair, &subjects.account]).await?;
        store::take_back_try(&app.db, &subjects.address).await?;
        if verdict == Verdict::RightButOld && app.settings.shared_sessions_secret.is_none() {
            let renewed = hashing::hash(attempt.password).await;
            renew(app, person, hash, renewed).await?;
        }
    }
    Ok(outcome)
}

/// Keeps the hash of today's form, if there was time to make one: the next sign-in renews it as well, and a right
/// password must not be refused for it.
async fn renew(
    app: &App,
    person: &str,
    old: &str,
    renewed: Result<String, hashing::HashingError>,
) -> Result<(), Failure> {
    match renewed {
        Ok(renewed) => store::renew_hash(&app.db, person, old, &renewed, app.clock.now()).await?,
        Err(error) => tracing::info!(%error, "a hash of the first Doctonext is renewed another time"),
    }
    Ok(())
}

/// What was right.
#[derive(Clone, Copy)]
pub(super) enum FirstFactor<'a> {
    /// The password of this hash.
    Password(&'a str),
    /// An identity of another provider.
    Identity,
}

/// Goes on from a right first factor: in, or to the second one. Wrong when the password was changed while it was looked
/// at, or the account erased: what opens now would outlive it.
pub(super) async fn first_factor_shown(
    app: &App,
    origin: &Origin,
    person: &str,
    shown: FirstFactor<'_>,
    remembered: bool,
    back: &str,
) -> Result<Outcome, Failure> {
    let mut tx = app.db.begin().await?;
    let holds = store::hold_person(&mut tx, person).await?
        && match shown {
            FirstFactor::Password(hash) => store::hold_password(&mut tx, person, hash).await?,
            FirstFactor::Identity => true,
        };
    if !holds {
        return Ok(Outcome::Wrong);
    }
    let outcome = if second_factor::is_set_up(&mut tx, person).await? {
        let (now, token) = (app.clock.now(), tokens::fresh());
        let step =
            serde_json::json!({ "person": person, "remembered": remembered, "back": back }).to_string();
        let identifier = step_identifier(&token);
        store::keep_proof(&mut tx, &SystemIds.fresh(), &identifier, &step, now, now + STEP_LASTS).await?;
        let cookie = cookies::set(&app.settings, cookies::STEP, &token, Some(STEP_LASTS.num_seconds()));
        Outcome::SecondFactor(cookie.into_iter().collect())
    } else {
        let how = How { remembered, second_factor: false };
        Outcome::In(open_session(app, &mut tx, origin, person, how).await?)
    };
    tx.commit().await?;
    Ok(match (outcome, shown) {
        (Outcome::In(cookies), FirstFactor::Password(_)) => Outcome::In(came_alone(app, cookies)),
        (Outcome::SecondFactor(cookies), FirstFactor::Password(_)) => {
            Outcome::SecondFactor(came_alone(app, cookies))
        }
        (outcome, _) => outcome,
    })
}

/// The cookies of somebody who comes in without any provider: what the browser came in with before is over.
pub(super) fn came_alone(app: &App, mut cookies: Vec<HeaderValue>) -> Vec<HeaderValue> {
    cookies.extend(cookies::forget(&app.settings, cookies::CAME_WITH));
    cookies
}

/// Names the proof that a first factor was right.
pub(super) fn step_identifier(token: &str) -> String {
    format!("sign-in-step:{}", tokens::mark(token))
}

/// Opens a session in this browser: a new token (never one that was there before), a letter when the browser is new,
/// a line in the log.
pub async fn open_session(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    person: &str,
    how: How,
) -> Result<Vec<HeaderValue>, Failure> {
    let now = app.clock.now();
    bars::let_in(db, person, now).await?;
    let (token, cookie) = session_cookie::fresh(&app.settings, how.remembered.then_some(COOKIE_SECONDS));
    let session = store::NewSession {
        id: &SystemIds.fresh(),
        token: &token,
        person_id: person,
        short_address: &origin.short_address(),
        user_agent: &origin.user_agent,
        remembered: how.remembered,
        second_factor: how.second_factor,
        expires_at: now + if how.remembered { REMEMBERED } else { BRIEF },
    };
    store::open_session(db, session, now).await?;
    let is_new_device = store::meet_device(db, person, &tokens::mark_bytes(&origin.device), now).await?;
    if is_new_device && let Some(who) = store::person(&mut *db, person).await? {
        let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
        letters::send(db, &app.vault, now, recipient, &new_device(app, origin, now)).await?;
    }
    let entry = audit::Entry {
        actor: Some(person),
        action: "account.signed_in",
        subject: ("user", person),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(db, entry, now).await?;
    Ok([
        cookie,
        cookies::device(&app.settings, &origin.device),
        cookies::forget(&app.settings, cookies::STEP),
    ]
    .into_iter()
    .flatten()
    .collect())
}

/// Gives a session that stays another token, where its rights or its account changed: whoever copied the one of before
/// is out. None when the session has ended.
pub(super) async fn rotate_session(
    app: &App,
    db: &mut PgConnection,
    session: &str,
    now: DateTime<Utc>,
) -> Result<Vec<HeaderValue>, Failure> {
    let Some(remembered) = store::is_remembered(db, session).await? else { return Ok(Vec::new()) };
    let (token, cookie) = session_cookie::fresh(&app.settings, remembered.then_some(COOKIE_SECONDS));
    store::set_token(db, session, &token, now).await?;
    Ok(cookie.into_iter().collect())
}

/// Whether the answer to a challenge of ours is right and was not used before.
pub(super) async fn work_was_done(app: &App, answer: &str, now: DateTime<Utc>) -> Result<bool, Failure> {
    match proof_of_work::solved(&app.vault, answer, now) {
        Some(challenge) => Ok(store::use_once(&app.db, &format!("work/{challenge}"), now).await?),
        None => Ok(false),
    }
}

/// Letters that somebody can have sent to a mailbox by naming it. Each kind has its share of the mailbox, or signing up
/// in somebody's name would keep the letter of a forgotten password from them. Who asks for that very letter in their
/// name cannot: its owner then has three, each valid for longer than the share is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// To make an account.
    SignUp,
    /// To choose a password.
    Reset,
    /// To confirm an address.
    Address,
    /// To somebody who reports something and says that the mailbox is theirs.
    Notice,
}

/// Letters of one kind for one mailbox within a window.
const SHARE_OF_A_MAILBOX: i32 = 3;

/// Counts one letter asked from this address of the network and for this mailbox. Says what is due first, and whether
/// the mailbox had its share already: then nothing is sent, and nobody is told.
pub(super) async fn letter_toll(
    app: &App,
    origin: &Origin,
    asked: Asked,
    email: &str,
    work: &str,
) -> Result<(Toll, bool), Failure> {
    let now = app.clock.now();
    // Whoever reports a lot keeps nobody behind the same address from signing up.
    let what = if asked == Asked::Notice { "notices" } else { "letters" };
    let network = format!("{what}/address/{}", mark(app, &network(origin)));
    let _place = DOOR.acquire().await.map_err(Failure::broken)?;
    let address = store::count_try(&app.db, &network, now).await?;
    let toll = match limits::of_letters(address) {
        Toll::Work if work_was_done(app, work, now).await? => Toll::Free,
        Toll::Work => {
            store::take_back_try(&app.db, &network).await?;
            Toll::Work
        }
        other => other,
    };
    if toll != Toll::Free {
        return Ok((toll, false));
    }
    Ok((toll, has_share(app, asked, email, now).await?))
}

/// The same for a member, who is counted by name and told, and whose browser need not work.
pub(super) async fn member_letter_toll(
    app: &App,
    origin: &Origin,
    person: &str,
    email: &str,
) -> Result<(Toll, bool), Failure> {
    let now = app.clock.now();
    let _place = DOOR.acquire().await.map_err(Failure::broken)?;
    let theirs = store::count_try(&app.db, &format!("letters/person/{person}"), now).await?;
    if let Toll::Wait(until) = limits::of_members_letters(theirs) {
        return Ok((Toll::Wait(until), false));
    }
    let network = format!("letters/address/{}", mark(app, &network(origin)));
    let address = store::count_try(&app.db, &network, now).await?;
    if let Toll::Wait(until) = limits::of_letters(address) {
        return Ok((Toll::Wait(until), false));
    }
    Ok((Toll::Free, has_share(app, Asked::Address, email, now).await?))
}

async fn has_share(app: &App, asked: Asked, email: &str, now: DateTime<Utc>) -> Result<bool, Failure> {
    let kind = match asked {
        Asked::SignUp => "sign-up",
        Asked::Reset => "reset",
        Asked::Address => "address",
        Asked::Notice => "notice",
    };
    let subject = format!("letters/mailbox/{kind}/{}", mark(app, email));
    Ok(store::count_try(&app.db, &subject, now).await?.tries <= SHARE_OF_A_MAILBOX)
}

/// Counts one ceremony of passkeys begun from this address of the network: each leaves a row behind for a while.
pub(super) async fn ceremony_toll(app: &App, origin: &Origin) -> Result<Toll, Failure> {
    let subject = format!("passkeys/address/{}", mark(app, &network(origin)));
    Ok(limits::of_ceremonies(store::count_try(&app.db, &subject, app.clock.now()).await?))
}

pub(super) fn too_busy(error: hashing::HashingError) -> Failure {
    match error {
        hashing::HashingError::Busy => Failure::Unavailable(std::sync::Arc::new(error.into())),
        hashing::HashingError::Broken => Failure::broken(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn a_hash_that_there_is_no_time_to_renew_keeps_nobody_out() {
        let world = World::new().await;
        renew(&world.app, "claire", "old", Err(hashing::HashingError::Busy)).await.unwrap();
    }
}
