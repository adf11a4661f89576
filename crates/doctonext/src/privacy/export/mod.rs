//! A copy of everything about a person: asked by them, made by a job, sealed, theirs for seven days.

mod archive;
mod parts;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use self::archive::Archive;
pub(super) use self::parts::Part;
use super::{closing::act, letters::export_ready, store};
pub(super) use store::Export;

use crate::{
    accounts::{Origin, SignedIn, leaving},
    app::App,
    audit,
    failure::Failure,
    file_removals, jobs, letters,
    personal_data::Swept,
    sealing::{Place, Scope, Sealed},
};

/// The job that makes a copy; its payload names the copy alone.
pub const BUILD: &str = "build_export";
/// Days that a copy may be fetched.
pub(super) const DAYS: u32 = 7;
/// A copy that is not ready after this will not be: another may be asked for.
const PATIENCE: TimeDelta = TimeDelta::days(1);

/// Asks for a copy; the one before goes. While one is being made, asking again changes nothing.
pub(super) async fn ask(app: &App, origin: &Origin, who: &SignedIn) -> Result<(), Failure> {
    let (now, person, id) = (app.clock.now(), who.person.id.as_str(), SystemIds.fresh());
    let mut tx = app.db.begin().await?;
    let before = store::drop_exports(&mut tx, person, now - PATIENCE).await?;
    file_removals::doom(&mut tx, &before, now).await?;
    if store::add_export(&mut tx, &id, person, Part::count(), now).await? {
        jobs::ask(&mut tx, BUILD, &serde_json::json!({ "export": id })).await?;
        audit::record(&mut tx, act(who, "privacy.export_asked", &origin.short_address()), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The latest copy of a person, unless its time is over.
pub(super) async fn latest(app: &App, person: &str) -> Result<Option<Export>, Failure> {
    let now = app.clock.now();
    Ok(store::latest_export(&app.db, person)
        .await?
        .filter(|it| it.expires_at.is_none_or(|until| until > now))
        .map(|it| it.judged(now)))
}

impl Export {
    /// The same, failed when nobody makes it any more.
    fn judged(mut self, now: DateTime<Utc>) -> Self {
        if self.state == "asked" && self.asked_at <= now - PATIENCE {
            "failed".clone_into(&mut self.state);
        }
        self
    }
}

/// Makes a copy. May be interrupted at any point and run again: the same file is written anew, the letter leaves once.
pub async fn build(app: &App, id: &str) -> Result<(), Failure> {
    let Some(asked) = store::export(&app.db, id).await?.filter(|it| it.state == "asked") else {
        return Ok(());
    };
    let archive = gather(app, &asked).await?;
    let size = i64::try_from(archive.len()).unwrap_or(i64::MAX);
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    // Held to the end: an account that is erased meanwhile waits, then takes this file with it.
    let Some(asked) = store::lock_export(&mut tx, id).await?.filter(|it| it.state == "asked") else {
        return Ok(());
    };
    let file = format!("exports/{id}");
    let scope = Scope::Person(&asked.user_id);
    let sealed = app.vault.seal(&mut tx, scope, place(id), &archive).await?;
    let sealed = sealed.to_bytes().ok_or_else(|| Failure::broken("a sealed archive is not one"))?;
    app.files.put(&file, Bytes::from(sealed)).await.map_err(Failure::broken)?;
    let until = now + TimeDelta::days(i64::from(DAYS));
    store::note_ready(&mut tx, id, (&file, size), now, until).await?;
    tell(app, &mut tx, &asked.user_id, until).await?;
    tx.commit().await?;
    Ok(())
}

async fn tell(app: &App, db: &mut PgConnection, person: &str, until: DateTime<Utc>) -> Result<(), Failure> {
    if let Some(who) = leaving::person(&mut *db, person).await? {
        let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
        letters::send(db, &app.vault, app.clock.now(), recipient, &export_ready(app, until)).await?;
    }
    Ok(())
}

/// The archive, part by part; each is told to the page that waits.
async fn gather(app: &App, asked: &Export) -> Result<Vec<u8>, Failure> {
    let mut archive = Archive::new(app.clock.now());
    let mut done = 0;
    for part in Part::ALL {
        part.add_to(&mut archive, app, &asked.user_id).await?;
        done += 1;
        store::note_step(&app.db, &asked.id, done).await?;
    }
    archive.finish().await
}

/// The archive of a copy for its owner, and the day when it was made; none for anyone else, before it is ready, or when
/// its time is over.
pub(super) async fn open(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    id: &str,
) -> Result<Option<(Vec<u8>, DateTime<Utc>)>, Failure> {
    let now = app.clock.now();
    let found = store::export(&app.db, id)
        .await?
        .filter(|it| it.user_id == who.person.id && it.expires_at.is_some_and(|until| until > now));
    let Some((file, ready)) = found.and_then(|it| it.file.zip(it.ready_at)) else { return Ok(None) };
    let Some(sealed) = app.files.get(&file).await.map_err(Failure::broken)? else { return Ok(None) };
    let mut tx = app.db.begin().await?;
    let archive = app.vault.open(&mut tx, place(id), &Sealed::from_bytes(&sealed)).await?;
    audit::record(&mut tx, act(who, "privacy.export_fetched", &origin.short_address()), now).await?;
    tx.commit().await?;
    Ok(Some((archive.to_vec(), ready)))
}

/// Forgets copies whose time is over, so many at most.
pub(super) async fn expire(app: &App, now: DateTime<Utc>, most: i64) -> Result<Swept, Failure> {
    let mut tx = app.db.begin().await?;
    let (keys, due) = store::drop_expired(&mut tx, now, most).await?;
    file_removals::doom(&mut tx, &keys, now).await?;
    tx.commit().await?;
    Ok(Swept::of((i64::try_from(keys.len()).unwrap_or(i64::MAX), due)))
}

fn place(id: &str) -> Place<'_> {
    Place { table: "data_exports", column: "file", row: id }
}
