//! The end of a number: enough to say whose copy a page is, and not the number.

use sqlx::PgConnection;

use super::{held, store};
use crate::{app::App, failure::Failure};

/// Digits that are told.
const SHOWN: usize = 3;

/// « RPPS •••140 » of a person; none without a number that can be read.
pub async fn number_hint(app: &App, db: &mut PgConnection, person: &str) -> Result<Option<String>, Failure> {
    let Some(row) = store::row(&mut *db, person).await? else { return Ok(None) };
    let Some(number) = held::number_of(app, db, &row).await? else { return Ok(None) };
    let length = number.text().chars().count();
    let end: String = number.text().chars().skip(length.saturating_sub(SHOWN)).collect();
    Ok(Some(format!("{} •••{end}", number.register())))
}
