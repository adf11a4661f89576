//! What a second member of the team decides: a file in force, a rule in force, or neither.

use super::{
    import::{self, About, Read},
    rules::Rule,
    store,
};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
};

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decided {
    Done,
    /// Somebody decided before.
    Already,
    /// Whoever proposed it does not decide.
    SamePerson,
    /// Another rule in force answers the same question on a same day.
    Collides,
}

/// What came of sending a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    /// It waits for a second person under this identifier.
    Waits(String),
    InForceAlready,
}

/// Keeps a file that a member of the team sent; nothing changes for visitors.
pub(super) async fn propose_file(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    read: &Read,
    about: &About,
) -> Result<Sent, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let before = store::active(&mut *tx, read.file.profession.code).await?;
    if before.is_some_and(|it| import::is_same(&it, read, about)) {
        return Ok(Sent::InForceAlready);
    }
    let started = tokio::time::Instant::now();
    let id = import::keep(&mut tx, &app.gazetteer, read, about, Some(&who.person.id), now).await?;
    let took = i32::try_from(started.elapsed().as_millis()).unwrap_or(i32::MAX);
    store::took(&mut tx, &id, took).await?;
    note(app, &mut tx, (who, origin), ("zoning.file_proposed", ("zoning_edition", &id)), None).await?;
    tx.commit().await?;
    Ok(Sent::Waits(id))
}

/// Puts a file in force, or refuses it.
pub(super) async fn decide_file(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    id: &str,
    accepted: bool,
) -> Result<Decided, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let edition = store::edition(&mut *tx, id).await?.ok_or(Failure::NotFound)?;
    if edition.state != "proposed" {
        return Ok(Decided::Already);
    }
    if edition.imported_by.as_deref() == Some(&who.person.id) {
        return Ok(Decided::SamePerson);
    }
    let subject = ("zoning_edition", id);
    let before = audit::state_of(&mut tx, subject).await?;
    if accepted {
        // The edition in force may be another than when the file was sent.
        store::compare(&mut tx, id).await?;
        store::put_in_force(&mut tx, id, Some(&who.person.id), now).await?;
        let address = origin.short_address();
        let by = Some((who.person.id.as_str(), address.as_str()));
        import::settle(&mut tx, id, by, ("zoning.file_activated", before), now).await?;
    } else {
        store::decide(&mut tx, id, "refused", Some(&who.person.id), now).await?;
        note(app, &mut tx, (who, origin), ("zoning.file_refused", subject), before).await?;
    }
    tx.commit().await?;
    Ok(Decided::Done)
}

/// Keeps a rule, or a version of one, that a member of the team wrote.
pub(super) async fn propose_rule(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    rule: &Rule,
    replaces: Option<&str>,
) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    store::propose(&mut tx, rule, replaces, &who.person.id, app.clock.now()).await?;
    note(app, &mut tx, (who, origin), ("zoning.rule_proposed", ("installation_rule", &rule.id)), None)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a rule in force in the place of the version before, or refuses it.
pub(super) async fn decide_rule(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    id: &str,
    accepted: bool,
) -> Result<Decided, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let version = store::version(&mut *tx, id).await?.ok_or(Failure::NotFound)?;
    if version.state != "proposed" {
        return Ok(Decided::Already);
    }
    if version.proposed_by.as_deref() == Some(&who.person.id) {
        return Ok(Decided::SamePerson);
    }
    if accepted {
        if let Some(before) = &version.replaces_id {
            store::give_way(&mut tx, before, &version.rule).await?;
        }
        let neighbours = store::neighbours(&mut *tx, &version.rule).await?;
        if neighbours.iter().any(|it| it.collides_with(&version.rule)) {
            return Ok(Decided::Collides);
        }
    }
    let subject = ("installation_rule", id);
    let before = audit::state_of(&mut tx, subject).await?;
    let (state, action) =
        if accepted { ("active", "zoning.rule_activated") } else { ("refused", "zoning.rule_refused") };
    store::decide_rule(&mut tx, id, state, &who.person.id, now).await?;
    note(app, &mut tx, (who, origin), (action, subject), before).await?;
    tx.commit().await?;
    Ok(Decided::Done)
}

async fn note(
    app: &App,
    db: &mut sqlx::PgConnection,
    (who, origin): (&SignedIn, &Origin),
    (action, subject): (&str, (&str, &str)),
    before: Option<serde_json::Value>,
) -> Result<(), Failure> {
    let address = origin.short_address();
    let entry = audit::Entry {
        actor: Some(&who.person.id),
        action,
        subject,
        address: Some(&address),
        ..audit::Entry::default()
    };
    Ok(audit::record_change(db, entry, before, app.clock.now()).await?)
}
