//! What a second member of the team decides: a file in force, a rule in force, or neither.

use super::{
    import::{self, About, Read},
    rules::Rule,
    store,
};
use crate::{
    app::App,
    audit,
    failure::Failure,
    second_person::{self, Acting, Undecided},
};

/// Another rule in force answers the same question on a same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Collision;

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
    by: Acting<'_>,
    read: &Read,
    about: &About,
) -> Result<Sent, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let before = store::active(&mut *tx, read.file.profession.code).await?;
    if before.is_some_and(|it| import::is_same(&it, read, about)) {
        return Ok(Sent::InForceAlready);
    }
    let started = tokio::time::Instant::now();
    let id = import::keep(&mut tx, &app.gazetteer, read, about, Some(staff), now).await?;
    let took = i32::try_from(started.elapsed().as_millis()).unwrap_or(i32::MAX);
    store::took(&mut tx, &id, took).await?;
    let act = ("zoning.file_proposed", ("zoning_edition", id.as_str()), None);
    second_person::note(&mut tx, by, act, None, now).await?;
    tx.commit().await?;
    Ok(Sent::Waits(id))
}

/// Puts a file in force, or refuses it.
pub(super) async fn decide_file(
    app: &App,
    by: Acting<'_>,
    id: &str,
    accepted: bool,
) -> Result<Result<(), Undecided>, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let edition = store::edition(&mut *tx, id).await?.ok_or(Failure::NotFound)?;
    let is_open = edition.state == "proposed";
    if let Err(why) = second_person::check(staff, edition.imported_by.as_deref(), is_open) {
        return Ok(Err(why));
    }
    let subject = ("zoning_edition", id);
    let before = audit::state_of(&mut tx, subject).await?;
    let action = if accepted {
        // The edition in force may be another than when the file was sent.
        store::compare(&mut tx, id).await?;
        store::put_in_force(&mut tx, id, Some(staff), now).await?;
        import::ask_to_follow(&mut tx, id).await?;
        "zoning.file_activated"
    } else {
        store::decide(&mut tx, id, "refused", Some(staff), now).await?;
        "zoning.file_refused"
    };
    second_person::note(&mut tx, by, (action, subject, None), before, now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Keeps a rule, or a version of one, that a member of the team wrote.
pub(super) async fn propose_rule(
    app: &App,
    by: Acting<'_>,
    rule: &Rule,
    replaces: Option<&str>,
) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::propose(&mut tx, rule, replaces, &by.0.person.id, now).await?;
    let act = ("zoning.rule_proposed", ("installation_rule", rule.id.as_str()), None);
    second_person::note(&mut tx, by, act, None, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a rule in force in the place of the version before, or refuses it.
pub(super) async fn decide_rule(
    app: &App,
    by: Acting<'_>,
    id: &str,
    accepted: bool,
) -> Result<Result<(), Undecided<Collision>>, Failure> {
    let (now, staff) = (app.clock.now(), by.0.person.id.as_str());
    let mut tx = app.db.begin().await?;
    store::take_turn(&mut tx).await?;
    let version = store::version(&mut *tx, id).await?.ok_or(Failure::NotFound)?;
    let is_open = version.state == "proposed";
    if let Err(why) = second_person::check(staff, version.proposed_by.as_deref(), is_open) {
        return Ok(Err(why));
    }
    if accepted {
        if let Some(before) = &version.replaces_id {
            store::give_way(&mut tx, before, &version.rule).await?;
        }
        let neighbours = store::neighbours(&mut *tx, &version.rule).await?;
        if neighbours.iter().any(|it| it.collides_with(&version.rule)) {
            return Ok(Err(Undecided::Against(Collision)));
        }
    }
    let subject = ("installation_rule", id);
    let before = audit::state_of(&mut tx, subject).await?;
    let (state, action) =
        if accepted { ("active", "zoning.rule_activated") } else { ("refused", "zoning.rule_refused") };
    store::decide_rule(&mut tx, id, state, staff, now).await?;
    second_person::note(&mut tx, by, (action, subject, None), before, now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
