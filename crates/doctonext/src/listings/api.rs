//! `/api/v1/listings/{id}`: one listing as JSON, public facts only.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Standing, facts, public_document, store};
use crate::{
    app::App,
    failure::{Failure, Problem},
    search::{ListingItem, Seen},
};

/// A whole listing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListingSheet {
    /// What lists show of it.
    #[serde(flatten)]
    pub(crate) item: ListingItem,
    /// The whole description.
    pub(crate) description: Option<String>,
    /// The facts of its type, in French, as its page prints them.
    pub(crate) facts: Vec<FactGroup>,
    /// Latitude and longitude at the level that its author made public: the centre of the commune by default; for
    /// confidential listings a fixed point somewhere in their area, which says nothing of their place.
    pub(crate) position: Option<Position>,
    /// Addresses of its pictures.
    pub(crate) pictures: Vec<String>,
    /// RFC 3339.
    pub(crate) updated_at: DateTime<Utc>,
    /// RFC 3339; the listing leaves the site then.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

/// A table of facts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FactGroup {
    /// « Rémunération ».
    pub(crate) caption: String,
    /// In the order of the page.
    pub(crate) rows: Vec<LabelledFact>,
}

/// One fact.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LabelledFact {
    /// « Part reversée au remplaçant ».
    pub(crate) label: String,
    /// « 75 % ».
    pub(crate) value: String,
}

/// WGS 84, degrees.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Position {
    /// Degrees north.
    pub(crate) latitude: f64,
    /// Degrees east.
    pub(crate) longitude: f64,
}

/// One visible listing.
#[utoipa::path(
    get, path = "/api/v1/listings/{id}", tag = "listings",
    params(("id" = String, Path, description = "Id as given by the list.")),
    responses(
        (status = 200, description = "The listing.", body = ListingSheet),
        (status = 404, description = "No such listing, or not visible now.", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "It was online and is closed.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn read(
    State(app): State<App>,
    Seen(viewer): Seen,
    Path(id): Path<String>,
) -> Result<Json<ListingSheet>, Failure> {
    if id.len() > 64 || id.contains('\0') {
        return Err(Failure::NotFound);
    }
    let (listing, _) = store::find_for(&app.db, &id, viewer.as_ref()).await?.ok_or(Failure::NotFound)?;
    let now = app.clock.now();
    match listing.standing(now) {
        Standing::Online => {}
        Standing::Closed => return Err(Failure::Gone),
        Standing::Paused | Standing::Hidden => return Err(Failure::NotFound),
    }
    let document = public_document(&listing, &app.gazetteer, now).ok_or(Failure::NotFound)?;
    let facts = facts::tables(&listing)
        .into_iter()
        .map(|table| FactGroup {
            caption: table.caption.to_owned(),
            rows: table
                .rows
                .into_iter()
                .map(|row| LabelledFact { label: row.label.to_owned(), value: row.value })
                .collect(),
        })
        .collect();
    Ok(Json(ListingSheet {
        position: document.public_point.map(|(latitude, longitude)| Position { latitude, longitude }),
        item: ListingItem::of_document(&document, &app.gazetteer, &app.settings.public_url),
        facts,
        pictures: listing.pictures.iter().map(|it| it.address.clone()).collect(),
        updated_at: listing.updated_at,
        expires_at: listing.expires_at,
        description: listing.description,
    }))
}
