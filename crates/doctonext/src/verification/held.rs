//! Numbers that people hold: sealed, marked, theirs alone.

use sqlx::{Connection, PgConnection};
use zeroize::Zeroizing;

use super::{
    colleagues,
    number::{self, Column, Number},
    store::{self, Row},
};
use crate::{
    app::App,
    failure::Failure,
    sealing::{Place, Scope, Vault},
};

fn place(column: Column, person: &str) -> Place<'_> {
    let column = match column {
        Column::Rpps => "rpps_number",
        Column::Adeli => "adeli_number",
    };
    Place { table: "users", column, row: person }
}

/// The blind index of a number.
pub(super) fn mark(vault: &Vault, number: &Number) -> Vec<u8> {
    let column = match number.column() {
        Column::Rpps => "users.rpps_number",
        Column::Adeli => "users.adeli_number",
    };
    vault.blind_index(column, number.text())
}

/// The number of a person, opened.
pub(super) async fn number_of(
    app: &App,
    db: &mut PgConnection,
    row: &Row,
) -> Result<Option<Number>, Failure> {
    let (column, sealed) = match (&row.rpps_number, &row.adeli_number) {
        (Some(sealed), _) => (Column::Rpps, sealed),
        (None, Some(sealed)) => (Column::Adeli, sealed),
        (None, None) => return Ok(None),
    };
    let text = Zeroizing::new(app.vault.open_text(db, place(column, &row.id), sealed).await?);
    Ok(Some(number::kept(column, text)))
}

/// Keeps a number. False when another account holds it: then it is kept unmarked, and nothing tells so outside.
pub(super) async fn keep(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    number: &Number,
) -> Result<bool, Failure> {
    let column = number.column();
    let place = place(column, person);
    let sealed = app.vault.seal(db, Scope::Person(person), place, number.text().as_bytes()).await?;
    let mark = mark(&app.vault, number);
    colleagues::mark(app, db, person, number).await?;
    let mut attempt = db.begin().await?;
    match store::set_number(&mut attempt, person, column, Some(&sealed), Some(&mark)).await {
        Ok(()) => {
            attempt.commit().await?;
            Ok(true)
        }
        Err(error) if is_taken(&error) => {
            attempt.rollback().await?;
            store::set_number(db, person, column, Some(&sealed), None).await?;
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// Keeps a number without making it theirs alone.
pub(super) async fn keep_unmarked(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    number: &Number,
) -> Result<(), Failure> {
    let column = number.column();
    colleagues::mark(app, db, person, number).await?;
    let text = number.text().as_bytes();
    let sealed = app.vault.seal(db, Scope::Person(person), place(column, person), text).await?;
    Ok(store::set_number(db, person, column, Some(&sealed), None).await?)
}

/// Marks the number that a person has already; false when another account holds it.
pub(super) async fn claim(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    number: &Number,
) -> Result<bool, Failure> {
    let mut attempt = db.begin().await?;
    match store::set_mark(&mut attempt, person, number.column(), &mark(&app.vault, number)).await {
        Ok(()) => {
            attempt.commit().await?;
            Ok(true)
        }
        Err(error) if is_taken(&error) => {
            attempt.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|it| it.is_unique_violation())
}
