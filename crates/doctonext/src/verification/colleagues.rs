//! By what colleagues are known to each other: number, sites and communes of exercise. A listing may be hidden from them.

use sqlx::PgConnection;

use super::{
    held,
    number::Number,
    store::{self, Row},
};
use crate::{
    app::App,
    directory::{self, NationalId},
    failure::Failure,
    listings::confidential::{self, Practice},
};

/// People read at once.
const BATCH: i64 = 200;

/// Notes where the holder of a number practises, as the imported directory tells; a number that is only declared counts too:
/// whoever claims to be a colleague sees no more than the colleague.
pub(super) async fn mark(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    number: &Number,
) -> Result<(), Failure> {
    let id = match number {
        Number::Rpps(text) => NationalId::rpps(text),
        Number::Adeli(text) => NationalId::adeli(text),
        Number::Test(_) => None,
    };
    let known = match id {
        Some(id) => directory::places_of(&mut *db, &id).await?,
        None => None,
    };
    let (communes, sites) = known.unwrap_or_default();
    let practice =
        Practice { number: Some(held::mark(&app.vault, number)), communes: &communes, sites: &sites };
    Ok(confidential::mark_colleague(app, db, person, practice).await?)
}

/// Notes it anew for everybody who has a number, after another edition of the directory. Gives how many.
pub async fn mark_colleagues(app: &App) -> Result<u64, Failure> {
    let (mut after, mut marked) = (String::new(), 0);
    loop {
        let rows: Vec<Row> = store::with_number(&app.db, &after, BATCH).await?;
        let Some(last) = rows.last() else { return Ok(marked) };
        after.clone_from(&last.id);
        for row in &rows {
            let mut tx = app.db.begin().await?;
            if let Some(number) = held::number_of(app, &mut tx, row).await? {
                mark(app, &mut tx, &row.id, &number).await?;
                marked += 1;
            }
            tx.commit().await?;
        }
    }
}
