//! Whose a number is: for the team, by its blind index. Nothing is opened.

use sqlx::PgConnection;
use zeroize::Zeroizing;

use super::{
    held,
    number::{self, Column},
    store,
};
use crate::{app::App, failure::Failure};

/// The person (`users.id`) with this RPPS (11 digits) or ADELI (9) number, spaces left out; none for any other text.
pub async fn holder_of(app: &App, db: &mut PgConnection, typed: &str) -> Result<Option<String>, Failure> {
    let digits: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    let column = match digits.len() {
        11 => Column::Rpps,
        9 => Column::Adeli,
        _ => return Ok(None),
    };
    if !digits.bytes().all(|it| it.is_ascii_digit()) {
        return Ok(None);
    }
    let number = number::kept(column, Zeroizing::new(digits));
    Ok(store::holder(db, column, &held::mark(&app.vault, &number)).await?)
}
