//! Erasing accounts whose time to change their mind is over.
//!
//! One transaction a person: either nothing has happened or everything has. Files cannot be part of it; their keys are
//! noted in it, and a job removes them afterwards.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    elsewhere, inactivity,
    letters::deletion_done,
    store::{self, Cause, DueClosure, Outcome},
};
use crate::{
    access,
    accounts::{self, Person, leaving},
    app::App,
    audit,
    failure::Failure,
    file_removals, legal_log, letters, listings, media, moderation, notifications, people,
    personal_data::Swept,
    pieces, publishing, rooms, screening,
    sealing::Scope,
    verification,
};

/// Erases what is due, so many accounts at most. One that cannot be erased does not hold the others up.
pub(super) async fn erase_due(app: &App, most: i64) -> Result<Swept, Failure> {
    let now = app.clock.now();
    let (mut removed, mut trouble) = (erase_again(app, now).await?, None);
    for due in store::due_closures(&app.db, now, most).await? {
        match erase(app, &due, now).await {
            Ok(erased) => removed += u64::from(erased),
            Err(failure) => {
                tracing::error!(closure = due.id, "an account could not be erased");
                trouble = Some(failure);
            }
        }
    }
    match trouble {
        Some(failure) => Err(failure),
        None => Ok(Swept { removed, left: store::count_due(&app.db, now).await?.unsigned_abs() }),
    }
}

/// Erases anew whom an older copy of the database brought back: their key was destroyed, and keys are restored from the
/// latest copy (see `doctonext database restore`).
async fn erase_again(app: &App, now: DateTime<Utc>) -> Result<u64, Failure> {
    let gone = app.vault.people_without_key(&app.db).await?;
    let mut erased = 0;
    for person in leaving::not_erased(&app.db, &gone).await? {
        let mut tx = app.db.begin().await?;
        leaving::lock_person(&mut tx, &person).await?;
        let Some(who) = leaving::person(&mut *tx, &person).await? else { continue };
        note_in_legal_log(app, &mut tx, &who, now).await?;
        forget(app, &mut tx, &who, now).await?;
        let entry = audit::Entry {
            action: "privacy.account_erased",
            subject: ("user", &person),
            reason: Some("restored from a copy"),
            ..audit::Entry::default()
        };
        audit::record(&mut tx, entry, now).await?;
        tx.commit().await?;
        erased += 1;
    }
    Ok(erased)
}

/// Erases one account; false when its owner came back, or may not go.
async fn erase(app: &App, due: &DueClosure, now: DateTime<Utc>) -> Result<bool, Failure> {
    let person = due.user_id.as_str();
    let mut tx = app.db.begin().await?;
    leaving::lock_person(&mut tx, person).await?;
    let still_due =
        store::open_closure(&mut tx, person).await?.filter(|it| it.id == due.id && it.due_at <= now);
    let Some(closure) = still_due else { return Ok(false) };
    if closure.cause() == Cause::Inactive && inactivity::is_over(&mut tx, &closure).await? {
        store::end_closure(&mut tx, &closure.id, Outcome::Undone, now).await?;
        tx.commit().await?;
        return Ok(false);
    }
    if leaving::is_last_admin(&mut tx, person).await? {
        tracing::warn!("the last administrator asked to leave: name another first");
        return Ok(false);
    }
    let Some(who) = leaving::person(&mut *tx, person).await? else { return Ok(false) };
    note_in_legal_log(app, &mut tx, &who, now).await?;
    forget(app, &mut tx, &who, now).await?;
    // Sealed under the key of the house: that of the person is gone.
    let recipient = letters::Recipient { person: None, name: "", address: &who.email };
    letters::send(&mut tx, &app.vault, now, recipient, &deletion_done()).await?;
    let entry = audit::Entry {
        action: "privacy.account_erased",
        subject: ("user", person),
        reason: Some(closure.cause.as_str()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    store::end_closure(&mut tx, &closure.id, Outcome::Done, now).await?;
    tx.commit().await?;
    Ok(true)
}

/// What the law has us keep of who leaves, and until when.
async fn note_in_legal_log(
    app: &App,
    db: &mut PgConnection,
    who: &Person,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let phone = people::personal_data::phone_of(db, &app.vault, &who.id).await?;
    let siren = people::personal_data::siren_of(db, &who.id).await?;
    let identity = legal_log::Identity {
        name: &who.name,
        email: &who.email,
        phone: phone.as_deref(),
        siren: siren.as_deref(),
    };
    legal_log::note_identity(db, &app.vault, (&who.id, "closed"), identity, now).await?;
    Ok(legal_log::close(db, &who.id, now).await?)
}

/// Asks every room to forget the person, then destroys their key.
async fn forget(app: &App, db: &mut PgConnection, who: &Person, now: DateTime<Utc>) -> Result<(), Failure> {
    let person = who.id.as_str();
    rooms::personal_data::erase(app, db, person).await?;
    let listings = listings::personal_data::erase(db, person, now).await?;
    media::forget(db, &listings, now).await?;
    screening::forget(db, &listings).await?;
    let mut doomed: Vec<String> = people::personal_data::picture_of(db, person).await?.into_iter().collect();
    doomed.extend(elsewhere::erase(db, person).await?);
    doomed.extend(verification::personal_data::erase(db, person).await?);
    doomed.extend(pieces::personal_data::erase(db, person).await?);
    people::personal_data::erase(db, person).await?;
    notifications::personal_data::erase(db, person).await?;
    letters::personal_data::erase(db, person).await?;
    publishing::personal_data::erase(db, person).await?;
    access::personal_data::erase(db, person).await?;
    moderation::personal_data::erase(db, person).await?;
    accounts::personal_data::erase(db, person, now).await?;
    app.vault.destroy(db, Scope::Person(person)).await?;
    file_removals::doom(db, &doomed, now).await?;
    Ok(())
}
