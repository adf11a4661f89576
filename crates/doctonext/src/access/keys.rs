//! Tokens: made, shown once, revoked.

use chrono::TimeDelta;
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{Scope, store};
use crate::{
    accounts::{self, Origin, Person},
    app::App,
    audit,
    failure::Failure,
    letters,
};

/// How a token of ours begins, so that scanners of secrets recognise it.
const PREFIX: &str = "dnx_";
/// Letters after the prefix: 256 bits in base 64.
const LETTERS: usize = 43;
/// Tokens of one person: more are a mistake.
const MOST: i64 = 20;
/// Days that a token may live.
pub(super) const DAYS: [u32; 3] = [30, 90, 365];

/// What its owner decides of a token.
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) scopes: Vec<Scope>,
    pub(super) days: u32,
}

/// What is kept of a token; none of what has not the form of one.
pub(super) fn mark_of(given: &str) -> Option<Vec<u8>> {
    let rest = given.strip_prefix(PREFIX)?;
    let is_plain = rest.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
    (rest.len() == LETTERS && is_plain).then(|| accounts::mark_of_secret(given))
}

/// Makes a token and tells it, this once; none when there are too many.
pub(super) async fn make(
    app: &App,
    person: &Person,
    origin: &Origin,
    wanted: &Wanted,
) -> Result<Option<String>, Failure> {
    let now = app.clock.now();
    let secret = format!("{PREFIX}{}", accounts::fresh_secret());
    let row = store::NewToken {
        id: &SystemIds.fresh(),
        owner: &person.id,
        name: &wanted.name,
        scopes: wanted.scopes.iter().map(|it| it.code()).collect(),
        mark: accounts::mark_of_secret(&secret),
        expires_at: now + TimeDelta::days(i64::from(wanted.days)),
    };
    let mut tx = app.db.begin().await?;
    store::lock_owner(&mut tx, &person.id).await?;
    if store::count(&mut tx, &person.id).await? >= MOST {
        return Ok(None);
    }
    store::add(&mut tx, &row, now).await?;
    let what =
        format!("Un jeton d’accès par programme vient d’être créé\u{202f}: «\u{a0}{}\u{a0}».", wanted.name);
    tell(app, &mut tx, person, origin, "access.token_made", &what).await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Ends a token of one's own at once; false when there is none.
pub(super) async fn revoke(app: &App, person: &Person, origin: &Origin, id: &str) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let Some(name) = store::remove(&mut tx, &person.id, id).await? else { return Ok(false) };
    let what = format!("Un jeton d’accès par programme vient d’être retiré\u{202f}: «\u{a0}{name}\u{a0}».");
    tell(app, &mut tx, person, origin, "access.token_revoked", &what).await?;
    tx.commit().await?;
    Ok(true)
}

/// The log of acts, and letter 4.
async fn tell(
    app: &App,
    db: &mut PgConnection,
    person: &Person,
    origin: &Origin,
    action: &str,
    what: &str,
) -> Result<(), Failure> {
    let (now, address) = (app.clock.now(), origin.short_address());
    let entry = audit::Entry {
        actor: Some(&person.id),
        action,
        subject: ("user", &person.id),
        address: Some(&address),
        ..audit::Entry::default()
    };
    audit::record(db, entry, now).await?;
    let to = letters::Recipient { person: Some(&person.id), name: &person.name, address: &person.email };
    letters::send(db, &app.vault, now, to, &accounts::account_changed(app, what, now)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_token_is_looked_for() {
        let token = format!("{PREFIX}{}", accounts::fresh_secret());
        assert_eq!(mark_of(&token).map(|it| it.len()), Some(32));
        for other in
            ["", "dnx_", "dnx_short", &token[4..], &format!("{token}x"), &token.replace("dnx_", "ghp_")]
        {
            assert!(mark_of(other).is_none(), "{other}");
        }
    }
}
