//! What a second factor does to sessions, and how people are told about changes of it.

use axum::http::HeaderValue;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::store;
use crate::{
    accounts::{Origin, SignedIn, entrance::rotate_session, letters::account_changed, store as rows},
    app::App,
    audit,
    failure::Failure,
    letters,
};

/// Marks the session of who has just proved a second factor. Its rights change, so its token does too.
pub(super) async fn raise(
    app: &App,
    db: &mut PgConnection,
    session: &str,
    now: DateTime<Utc>,
) -> Result<Vec<HeaderValue>, Failure> {
    store::raise_session(db, session, now).await?;
    rotate_session(app, db, session, now).await
}

/// What follows when a factor was added to those that were there before: the session has shown it; when it is the
/// first, sessions that were opened without any end, or they could take it away.
pub(super) async fn factor_added(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    before: store::Factors,
    now: DateTime<Utc>,
) -> Result<Vec<HeaderValue>, Failure> {
    if !before.any() {
        rows::end_sessions_but(db, &who.person.id, Some(&who.session.id)).await?;
    }
    raise(app, db, &who.session.id, now).await
}

/// What follows when a factor was taken away: with the last one, recovery codes and the rights of sessions go too.
pub(super) async fn factor_removed(db: &mut PgConnection, person: &str) -> Result<(), Failure> {
    if !store::factors(&mut *db, person).await?.any() {
        store::forget_codes(db, person).await?;
        store::lower_sessions(db, person).await?;
    }
    Ok(())
}

/// A line in the log and a letter to the person.
pub(in crate::accounts) async fn tell(
    app: &App,
    db: &mut PgConnection,
    origin: &Origin,
    person: &str,
    (action, what): (&'static str, &str),
) -> Result<(), Failure> {
    let now = app.clock.now();
    let address = origin.short_address();
    let entry = audit::Entry {
        actor: Some(person),
        action,
        subject: ("user", person),
        address: Some(&address),
        ..audit::Entry::default()
    };
    audit::record(db, entry, now).await?;
    write_to(app, db, person, what).await
}

/// Letter 4 to a person.
pub(super) async fn write_to(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    what: &str,
) -> Result<(), Failure> {
    let now = app.clock.now();
    if let Some(who) = rows::person(&mut *db, person).await? {
        let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
        letters::send(db, &app.vault, now, recipient, &account_changed(app, what, now)).await?;
    }
    Ok(())
}
