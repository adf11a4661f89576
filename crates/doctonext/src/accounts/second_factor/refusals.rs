//! Wrong second factors. Whoever shows one has got past the first: the log keeps each, and the owner is told when there
//! are more than fingers that slip.

use chrono::TimeDelta;

use crate::{
    accounts::{Origin, letters::first_factor_known, store as rows},
    app::App,
    audit,
    failure::Failure,
    letters,
};

const REFUSED: &str = "account.second_factor_refused";
/// Wrong ones within a day before the owner is told. The log counts them: a limit of the quarter of an hour would never
/// be reached by who is patient.
const SLIPS: i64 = 5;

/// Keeps a wrong one, and tells the owner at the fifth, once a day.
pub(super) async fn note(app: &App, origin: &Origin, person: &str) -> Result<(), Failure> {
    let now = app.clock.now();
    let filter = audit::Filter { person: Some(person), action: Some(REFUSED), before: None };
    let before = audit::read(&app.db, filter, SLIPS - 1).await?;
    let of_today = before.iter().filter(|it| now - it.at < TimeDelta::days(1)).count();
    let mut tx = app.db.begin().await?;
    // It may be anyone: the log names nobody.
    let entry = audit::Entry {
        action: REFUSED,
        subject: ("user", person),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, now).await?;
    let is_enough = i64::try_from(of_today).is_ok_and(|it| it >= SLIPS - 1);
    // Swept after a day, like every counter.
    if is_enough
        && rows::use_once(&mut *tx, &format!("second-factor-warned/{person}"), now).await?
        && let Some(who) = rows::person(&mut *tx, person).await?
    {
        let recipient = letters::Recipient { person: Some(person), name: &who.name, address: &who.email };
        letters::send(&mut tx, &app.vault, now, recipient, &first_factor_known(app, origin, now)).await?;
    }
    tx.commit().await?;
    Ok(())
}
