//! `doctonext legal-log`: what the law had us keep about somebody, for an authority that asks.

use std::sync::Arc;

use anyhow::Context;
use platform::clock::{Clock, SystemClock};

use super::Store;
use crate::{
    audit,
    config::Settings,
    legal_log,
    sealing::{KeySource, Vault},
};

/// Shortest reason that explains anything.
const SHORTEST_REASON: usize = 10;

/// Prints the lines of a person; that they were read is written in the log of sensitive acts, found or not.
pub(super) async fn run(settings: &Settings, person: &str, reason: &str) -> anyhow::Result<()> {
    let reason = reason.trim();
    anyhow::ensure!(
        reason.chars().count() >= SHORTEST_REASON,
        "Say why in a sentence: the reference of the demand, who made it"
    );
    let store = Store::open(settings).await?;
    let outcome = read(settings, &store, person, reason).await;
    store.close().await;
    for line in outcome? {
        let until = line
            .kept_until
            .map_or_else(|| "while the account lives".to_owned(), |it| format!("until {}", it.to_rfc3339()));
        println!(
            "{}  {:<10}  {:<16}  {}  kept {until}  {}",
            line.at.to_rfc3339(),
            line.kind,
            line.fact,
            line.person,
            line.content
        );
    }
    Ok(())
}

async fn read(
    settings: &Settings,
    store: &Store,
    person: &str,
    reason: &str,
) -> anyhow::Result<Vec<legal_log::Line>> {
    store.prepare().await?;
    let source = KeySource::chosen(settings)?;
    let vault = Vault::open_house(source, &store.db, Arc::new(SystemClock)).await?;
    let mut tx = store.db.begin().await?;
    let lines = legal_log::read(&mut tx, &vault, person).await?;
    // Addresses stay out of the log: a person whom no line names is « unknown ».
    let whom = lines.first().map_or("unknown", |it| it.person.as_str());
    let entry = audit::Entry {
        action: "legal.log_read",
        subject: ("user", whom),
        reason: Some(reason),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, SystemClock.now()).await?;
    tx.commit().await.context("That the log was read could not be written down")?;
    Ok(lines)
}
