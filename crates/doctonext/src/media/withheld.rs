//! Photographs that a decision takes off their page, and those that are sent twice.

use sqlx::PgConnection;

use super::store;
use crate::{
    app::App,
    failure::Failure,
    listings::{self, Standing},
};

/// A photograph that visitors see.
pub struct ShownPhoto {
    /// `listing_media.id`.
    pub id: String,
    /// `listings.id`.
    pub listing: String,
    /// Of a size that every browser reads.
    pub address: String,
    /// What its owner says of it.
    pub caption: Option<String>,
}

/// The photograph of this name (`/medias/{name}-960.jpg`), if visitors see it.
pub async fn shown_photo(app: &App, name: &str) -> Result<Option<ShownPhoto>, Failure> {
    let Some(row) = store::by_name(&app.db, name).await?.filter(|it| it.state == "ready") else {
        return Ok(None);
    };
    let listing = listings::owned(&app.db, &row.listing_id, app.clock.now()).await?;
    let is_shown = listing.is_some_and(|it| it.standing == Standing::Online);
    Ok(is_shown.then_some(ShownPhoto {
        id: row.id,
        listing: row.listing_id,
        address: row.file_url,
        caption: row.caption,
    }))
}

/// A photograph by its row, whoever may see it: its listing and its address.
pub async fn photo(db: &mut PgConnection, id: &str) -> sqlx::Result<Option<ShownPhoto>> {
    let row = store::find(db, id).await?;
    Ok(row.map(|it| ShownPhoto {
        id: it.id,
        listing: it.listing_id,
        address: it.file_url,
        caption: it.caption,
    }))
}

/// Takes a photograph off its page and keeps its files, or gives it back; false when it was not there, or already so.
pub async fn set_withheld(
    app: &App,
    db: &mut PgConnection,
    id: &str,
    withheld: bool,
) -> Result<bool, Failure> {
    // In the order in which everybody locks: the listing, then what hangs on it.
    let Some(photo) = photo(&mut *db, id).await? else { return Ok(false) };
    listings::lock_owned(&mut *db, &photo.listing, app.clock.now()).await?;
    let Some(listing) = store::set_withheld(&mut *db, id, withheld).await? else { return Ok(false) };
    listings::refresh(db, &app.gazetteer, &listing, app.clock.now()).await?;
    Ok(true)
}

/// A listing of somebody else, published once, that has a picture of this one.
pub async fn copied_from(db: &mut PgConnection, listing: &str) -> sqlx::Result<Option<String>> {
    store::copied_from(db, listing).await
}

/// Listings that show a picture of this one: identifier and title.
pub async fn same_pictures(db: &mut PgConnection, listing: &str) -> sqlx::Result<Vec<(String, String)>> {
    store::same_pictures(db, listing).await
}
