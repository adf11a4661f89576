//! A member of the team looks: documents come in, a decision goes out.

use chrono::{DateTime, Utc};
use platform::{
    clock::today_in_paris,
    french,
    ids::{Ids, SystemIds},
};
use sqlx::PgConnection;

use super::{
    act::{self, ActError, By},
    held, key_of, letters,
    lifecycle::{self, Event, Refusal},
    store::{self, Case, Row},
};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    audit, desk,
    documents::Document,
    failure::Failure,
    file_removals,
    sealing::Place,
    trades::{AuthorKind, DocumentKind, VerificationStatus as State},
};

/// Documents of a case.
const MOST_PIECES: usize = 5;

/// What may be sent.
pub const KINDS: [DocumentKind; 5] = [
    DocumentKind::CouncilRegistration,
    DocumentKind::ReplacementLicence,
    DocumentKind::Diploma,
    DocumentKind::Id,
    DocumentKind::Other,
];

/// Why a document is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unwanted {
    /// The checking stands where no document is awaited.
    NotNow,
    /// Five are there.
    Enough,
    /// Two reviews within a month: none before then.
    Wait(DateTime<Utc>),
}

impl Unwanted {
    /// Why, as its sender reads it.
    #[must_use]
    pub fn in_french(self) -> String {
        match self {
            Self::NotNow => "Aucune pièce n’est attendue pour le moment.".to_owned(),
            Self::Enough => "Cinq pièces suffisent\u{202f}: une personne de l’équipe les regarde.".to_owned(),
            Self::Wait(until) => format!(
                "Deux demandes par mois au plus. Vous pourrez en faire une nouvelle le {}.",
                french::date(today_in_paris(until))
            ),
        }
    }
}

/// Whether the team awaits documents of a person.
pub(super) fn is_awaited(row: &Row) -> bool {
    let state = act::state(row);
    !act::is_structure(row)
        && (matches!(
            state,
            State::Mismatch | State::NotFound | State::Review | State::Refused | State::Suspended
        ) || (state == State::None && is_student(row)))
}

/// Whether the team awaits documents of a person, by `users.id`.
pub async fn awaits_document(app: &App, person: &str) -> Result<bool, Failure> {
    Ok(store::row(&app.db, person).await?.is_some_and(|row| is_awaited(&row)))
}

/// Takes a document of a person (`users.id`): into the open case, or into a new one.
pub async fn send_piece(
    app: &App,
    person: &str,
    kind: DocumentKind,
    document: &Document,
) -> Result<Result<(), Unwanted>, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let row = store::lock(&mut tx, person).await?.ok_or(Failure::NotFound)?;
    let from = act::state(&row);
    if from == State::None && !is_student(&row) {
        return Ok(Err(Unwanted::NotNow));
    }
    if from != State::Review {
        let before = store::requests(&mut tx, person).await?;
        match act::happen(app, &mut tx, &row, from, &Event::AskReview { before }, By::OWNER).await {
            Ok(_) => {}
            Err(ActError::Refused(Refusal::TooOften(until))) => return Ok(Err(Unwanted::Wait(until))),
            Err(ActError::Refused(_)) => return Ok(Err(Unwanted::NotNow)),
            Err(ActError::Failed(failure)) => return Err(failure),
        }
    }
    let case = store::open_case(&mut tx, &SystemIds.fresh(), person, cause(from), now).await?;
    if store::pieces_of(&mut *tx, &case).await?.len() >= MOST_PIECES {
        return Ok(Err(Unwanted::Enough));
    }
    let id = SystemIds.fresh();
    let file = format!("pieces/{}", uuid::Uuid::new_v4().simple());
    let piece = store::NewPiece {
        id: &id,
        user_id: person,
        review_id: &case,
        kind: kind.code(),
        media_type: document.media_type,
        bytes: i32::try_from(document.bytes.len()).unwrap_or(i32::MAX),
        sha256: &document.sha256(),
        file: &file,
    };
    store::add_piece(&mut tx, &piece, now).await?;
    file_removals::expect(&app.db, &file, now).await?;
    document.keep(app, &mut tx, person, place(&id), &file).await?;
    file_removals::spare(&mut tx, &file).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Where the file of a document is sealed.
pub(super) fn place(piece: &str) -> Place<'_> {
    Place { table: "verification_pieces", column: "file", row: piece }
}

fn cause(from: State) -> &'static str {
    match from {
        State::None | State::Mismatch | State::NotFound | State::Refused | State::Suspended => from.code(),
        // A case is open already, with its own cause.
        _ => "mismatch",
    }
}

pub(super) fn is_student(row: &Row) -> bool {
    AuthorKind::from_code(&row.account_kind) == Some(AuthorKind::Student)
}

/// Whether a case is of a member of the team, or about the number that they hold.
pub(super) async fn concerns(app: &App, row: &Row, staff: &str) -> Result<bool, Failure> {
    let mut db = app.db.acquire().await?;
    let Some(number) = held::number_of(app, &mut db, row).await? else { return Ok(row.id == staff) };
    let holder = store::holder(&mut db, number.column(), &held::mark(&app.vault, &number)).await?;
    Ok(row.id == staff || holder.as_deref() == Some(staff))
}

/// The same of a case by its identifier; a case that is not there concerns everybody.
pub async fn case_concerns(app: &App, case: &str, staff: &str) -> Result<bool, Failure> {
    let Some(case) = store::case(&app.db, case).await? else { return Ok(true) };
    match store::row(&app.db, &case.user_id).await? {
        Some(row) => concerns(app, &row, staff).await,
        None => Ok(true),
    }
}

/// Decides a case. Accepting gives the badge; with a document, the proof. Who held a contested number loses it and is told.
/// False when somebody decided meanwhile, or nothing can be decided.
pub(super) async fn decide(
    app: &App,
    staff: &SignedIn,
    origin: &Origin,
    case: &Case,
    accepted: bool,
    reason: &str,
) -> Result<bool, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let row = store::lock(&mut tx, &case.user_id).await?.ok_or(Failure::NotFound)?;
    if store::open_case_of(&mut *tx, &row.id).await?.is_none_or(|it| it.id != case.id) {
        return Ok(false);
    }
    let before = audit::state_of(&mut tx, ("user", &row.id)).await?;
    let by = By::moderator(&staff.person.id, reason);
    match settle(app, &mut tx, &row, case, accepted, by).await {
        Ok(()) => {}
        Err(ActError::Refused(_)) => return Ok(false),
        Err(ActError::Failed(failure)) => return Err(failure),
    }
    let ending = store::Ending {
        decision: if accepted { "accepted" } else { "refused" },
        by: Some(&staff.person.id),
        reason: Some(reason),
    };
    store::close_case(&mut tx, &row.id, &ending, now).await?;
    act::write(app, &mut tx, &row, &letters::decided(app, accepted, reason)).await?;
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: if accepted { "verification.accepted" } else { "verification.refused" },
        subject: ("user", &row.id),
        address: Some(&origin.short_address()),
        reason: Some(reason),
        ..audit::Entry::default()
    };
    audit::record_change(&mut tx, entry, before, now).await?;
    desk::release(&mut tx, &key_of(&case.id), &staff.person.id).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes the badge away after a sanction that is reported. False when there is none to take away.
pub(super) async fn suspend(
    app: &App,
    staff: &SignedIn,
    origin: &Origin,
    person: &str,
    reason: &str,
) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    let row = store::lock(&mut tx, person).await?.ok_or(Failure::NotFound)?;
    let before = audit::state_of(&mut tx, ("user", &row.id)).await?;
    let by = By::moderator(&staff.person.id, reason);
    match act::happen(app, &mut tx, &row, act::state(&row), &Event::Suspend, by).await {
        Ok(_) => {}
        Err(ActError::Refused(_)) => return Ok(false),
        Err(ActError::Failed(failure)) => return Err(failure),
    }
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: "verification.suspended",
        subject: ("user", &row.id),
        address: Some(&origin.short_address()),
        reason: Some(reason),
        ..audit::Entry::default()
    };
    audit::record_change(&mut tx, entry, before, app.clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn settle(
    app: &App,
    db: &mut PgConnection,
    row: &Row,
    case: &Case,
    accepted: bool,
    by: By<'_>,
) -> Result<(), ActError> {
    let now = app.clock.now();
    let from = act::state(row);
    if from != State::Review {
        // A contested number may be decided before its owner sends anything.
        act::happen(app, db, row, from, &Event::AskReview { before: Vec::new() }, by).await?;
    }
    let until = (accepted && is_student(row)).then(|| lifecycle::licence_ends(today_in_paris(now)));
    let status = if accepted { "accepted" } else { "refused" };
    let pieces = store::decide_pieces(db, &case.id, status, until, now).await?;
    if !accepted {
        act::happen(app, db, row, State::Review, &Event::Refuse, by).await?;
        return Ok(());
    }
    take_number(app, db, row, by).await?;
    act::happen(app, db, row, State::Review, &Event::Accept, by).await?;
    if pieces > 0 {
        act::happen(app, db, row, State::Matched, &Event::Prove, By { until, ..by }).await?;
    }
    Ok(())
}

/// Gives the number to who proved it, and takes it from who held it.
async fn take_number(app: &App, db: &mut PgConnection, row: &Row, by: By<'_>) -> Result<(), ActError> {
    let Some(number) = held::number_of(app, db, row).await? else { return Ok(()) };
    let mark = held::mark(&app.vault, &number);
    if let Some(holder) = store::holder(db, number.column(), &mark).await?.filter(|it| *it != row.id) {
        store::set_number(db, &holder, number.column(), None, None).await?;
        let Some(other) = store::lock(db, &holder).await? else { return Ok(()) };
        let lost = By { reason: Some(letters::NUMBER_LOST), ..by };
        match act::happen(app, db, &other, act::state(&other), &Event::Suspend, lost).await {
            Ok(_) => {}
            // They had no badge to lose: they learn that the number is gone all the same.
            Err(ActError::Refused(_)) => {
                let state = act::state(&other);
                let without = store::Standing {
                    status: state.code(),
                    reason: other.verification_reason.as_deref(),
                    trust_level: lifecycle::trust(state, act::has_number(&other)),
                    is_verified: false,
                    verified_until: None,
                };
                store::set_standing(db, &holder, &without, app.clock.now()).await?;
                let letter = letters::suspended(app, &Event::Suspend, Some(letters::NUMBER_LOST));
                act::write(app, db, &other, &letter).await?;
            }
            Err(failed) => return Err(failed),
        }
    }
    held::claim(app, db, &row.id, &number).await?;
    Ok(())
}
