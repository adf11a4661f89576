//! What happens to a verification, and all that follows in the same transaction: state, trust, badge, history, letters,
//! listings.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    letters,
    lifecycle::{self, Actor, Event, Refusal},
    names::Verdict,
    notices,
    store::{self, Row},
};
use crate::{
    app::App,
    failure::Failure,
    letters::{Letter, Recipient, send},
    listings,
    trades::{AuthorKind, VerificationStatus as State},
};

/// Who acts, and what they say.
#[derive(Debug, Clone, Copy)]
pub(super) struct By<'a> {
    pub(super) actor: Actor,
    /// `users.id` of a member of the team.
    pub(super) id: Option<&'a str>,
    /// A word, or the reason of a member of the team.
    pub(super) reason: Option<&'a str>,
    /// How long a proof holds; none for good.
    pub(super) until: Option<NaiveDate>,
}

impl<'a> By<'a> {
    pub(super) const OWNER: By<'static> = By { actor: Actor::Owner, id: None, reason: None, until: None };
    pub(super) const HOUSE: By<'static> = By { actor: Actor::House, id: None, reason: None, until: None };

    pub(super) fn moderator(id: &'a str, reason: &'a str) -> Self {
        Self { actor: Actor::Moderator, id: Some(id), reason: Some(reason), until: None }
    }

    pub(super) fn because(self, reason: &'a str) -> Self {
        Self { reason: Some(reason), ..self }
    }
}

/// Why it does not happen.
pub(super) enum ActError {
    /// The state or the hour forbids it.
    Refused(Refusal),
    Failed(Failure),
}

impl From<Failure> for ActError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<sqlx::Error> for ActError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl ActError {
    /// For acts that nothing can forbid unless we are wrong.
    pub(super) fn unexpected(self) -> Failure {
        match self {
            Self::Refused(refusal) => Failure::broken(refusal),
            Self::Failed(failure) => failure,
        }
    }
}

/// The state of a row; an unknown word reads as nothing verified.
pub(super) fn state(row: &Row) -> State {
    State::from_code(&row.verification_status).unwrap_or(State::None)
}

/// Whether a person acts for a structure: its number is a SIREN.
pub(super) fn is_structure(row: &Row) -> bool {
    matches!(
        AuthorKind::from_code(&row.account_kind),
        Some(AuthorKind::Organisation | AuthorKind::PublicBody | AuthorKind::Agency)
    )
}

/// Whether there is a number, of whatever kind their account has.
pub(super) fn has_number(row: &Row) -> bool {
    row.rpps_number.is_some() || row.adeli_number.is_some() || (is_structure(row) && row.siren.is_some())
}

/// Lets an event happen to a locked row that stands at `from`. Gives the state after it.
pub(super) async fn happen(
    app: &App,
    db: &mut PgConnection,
    row: &Row,
    from: State,
    event: &Event,
    by: By<'_>,
) -> Result<State, ActError> {
    let now = app.clock.now();
    let to = lifecycle::next(from, event, by.actor, now).map_err(ActError::Refused)?;
    if is_structure(row) && lifecycle::is_verified(to) {
        // The badge vouches for a person; what is badged cannot become a structure, what is not may have.
        return Err(ActError::Refused(Refusal::NotNow(from)));
    }
    // What a member of the team wrote stays in the history and in the case; beside the state stands a word.
    let word = by.reason.filter(|_| by.id.is_none());
    let standing = store::Standing {
        status: to.code(),
        reason: word,
        trust_level: lifecycle::trust(to, has_number(row)),
        is_verified: lifecycle::is_verified(to),
        verified_until: by.until.filter(|_| to == State::Proved),
    };
    store::set_standing(db, &row.id, &standing, now).await?;
    let change = store::Change {
        event: event.code(),
        from: from.code(),
        to: to.code(),
        actor: by.actor.code(),
        actor_id: by.id,
        reason: by.reason,
    };
    store::add_event(db, &row.id, &change, now).await?;
    if lifecycle::is_verified(to) && !lifecycle::is_verified(from) {
        // The profile may have been changed since the names were declared: the badge stands beside those compared.
        store::show_declared_name(db, &row.id, now).await?;
    }
    if to == State::Suspended {
        let paused = listings::pause_all(app, db, &row.id).await?;
        store::set_paused(db, &row.id, &paused).await?;
    } else if lifecycle::is_verified(to) && !row.verification_paused.is_empty() {
        listings::resume(app, db, &row.verification_paused).await?;
        store::set_paused(db, &row.id, &[]).await?;
    }
    notices::tell(db, &row.id, (from, to), now).await?;
    if let Some(letter) = letter_of(app, event, (from, to), by) {
        write(app, db, row, &letter).await?;
    }
    Ok(to)
}

fn letter_of(app: &App, event: &Event, (from, to): (State, State), by: By<'_>) -> Option<Letter> {
    match (event, to) {
        (Event::Answer(_), State::Matched) => Some(letters::matched(app)),
        (Event::Answer(_), _) => Some(letters::not_confirmed(app)),
        (Event::SeenAgain, _) => Some(letters::back(app)),
        (Event::Identify(Verdict::Matched), State::Proved) => Some(letters::identified(app)),
        (Event::Identify(_), State::Review) if from != to => Some(letters::identity_to_review(app)),
        (_, State::Suspended) => Some(letters::suspended(app, event, by.reason)),
        _ => None,
    }
}

/// Writes a letter to the person of a row.
pub(super) async fn write(
    app: &App,
    db: &mut PgConnection,
    row: &Row,
    letter: &Letter,
) -> Result<(), Failure> {
    let recipient = Recipient { person: Some(&row.id), name: &row.name, address: &row.email };
    Ok(send(db, &app.vault, app.clock.now(), recipient, letter).await?)
}
