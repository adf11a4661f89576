//! Documents that their owner shows elsewhere in the house: the room that takes one says to whom, and writes it down.

use platform::clock::today_in_paris;
use sqlx::PgConnection;
use zeroize::Zeroizing;

use super::{keep, kind::Kind, naming::Naming, standing::Standing, store};
use crate::{app::App, documents, failure::Failure};

/// A document as its owner chooses it. No `Debug`: its name is theirs.
#[derive(Clone)]
pub struct Offered {
    /// `pieces.id`.
    pub id: String,
    /// What its owner calls it, and where it stands: « RIB (valable) ».
    pub title: String,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: String,
}

/// The documents of a person, the latest first.
pub async fn offered(db: &mut PgConnection, app: &App, person: &str) -> Result<Vec<Offered>, Failure> {
    let today = today_in_paris(app.clock.now());
    let mut found = Vec::new();
    for it in store::pieces(&mut *db, person).await? {
        let naming = Naming::open(app, db, &it.id, &it.naming).await?;
        let kind = Kind::from_code(&it.kind).unwrap_or(Kind::Other);
        let standing = Standing::on(today, it.expires_on).in_short().to_lowercase();
        found.push(Offered {
            title: format!("{} ({standing})", naming.title(kind)),
            id: it.id,
            media_type: it.media_type,
        });
    }
    Ok(found)
}

/// A document of a person with its content; none when it is not theirs any more.
pub async fn open_offered(
    db: &mut PgConnection,
    app: &App,
    person: &str,
    id: &str,
) -> Result<Option<(Offered, Zeroizing<Vec<u8>>)>, Failure> {
    let Some(it) = store::piece(&mut *db, person, id).await? else { return Ok(None) };
    let naming = Naming::open(app, db, &it.id, &it.naming).await?;
    let bytes = documents::open(app, db, keep::place(&it.id), &it.file).await?;
    let kind = Kind::from_code(&it.kind).unwrap_or(Kind::Other);
    Ok(Some((Offered { title: naming.title(kind), id: it.id, media_type: it.media_type }, bytes)))
}
