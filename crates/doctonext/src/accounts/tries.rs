//! A limit for other domains: how often a person, or an address of the network, may try something.

use chrono::{DateTime, Utc};

use super::{Origin, store};
use crate::{app::App, failure::Failure};

/// Counts one more try of a person at something, within a quarter of an hour. Past `most`, the hour of release.
pub async fn count_try_of(
    app: &App,
    what: &'static str,
    person: &str,
    most: i32,
) -> Result<Option<DateTime<Utc>>, Failure> {
    let mark = hex::encode(&app.vault.mac("attempts", person.as_bytes())[..16]);
    let count = store::count_try(&app.db, &format!("{what}/person/{mark}"), app.clock.now()).await?;
    Ok((count.tries > most).then_some(count.until))
}

/// The same for whoever comes from an address of the network, with or without an account.
pub async fn count_try_from(
    app: &App,
    what: &'static str,
    origin: &Origin,
    most: i32,
) -> Result<Option<DateTime<Utc>>, Failure> {
    let mark = hex::encode(&app.vault.mac("attempts", origin.address.to_string().as_bytes())[..16]);
    let count = store::count_try(&app.db, &format!("{what}/address/{mark}"), app.clock.now()).await?;
    Ok((count.tries > most).then_some(count.until))
}
