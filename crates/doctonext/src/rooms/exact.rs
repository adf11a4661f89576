//! Exact place and figures of a listing: the one place where rooms read them, and each reading is written down.

use sqlx::PgConnection;

use super::{
    door::{Entered, Reader},
    entry::Tier,
    store::{self, NewView},
};
use crate::{
    app::App,
    failure::Failure,
    listings::{
        self,
        confidential::{self, What},
        views::FactTable,
    },
};

/// What only chosen readers see.
pub(super) struct Exact {
    /// « Guéret (23000), Creuse (23) ».
    pub(super) place: String,
    pub(super) tables: Vec<FactTable>,
}

/// Reads what the first tier shows, for who has entered.
pub(super) async fn read(
    app: &App,
    db: &mut PgConnection,
    entered: &Entered,
    reader: &Reader<'_>,
) -> Result<Exact, Failure> {
    if entered.tier < Tier::Figures {
        return Err(Failure::NotFound);
    }
    let id = entered.listing.id.as_str();
    let mut listing = listings::find(app, &mut *db, id).await?.ok_or(Failure::NotFound)?.listing;
    // What identifies a confidential listing lies sealed, and who opens it is written down there too.
    if let Some(exact) = confidential::open(app, db, id, reader.id, What::All, "dossier").await? {
        listing.place = exact.place;
        listing.details = exact.details;
        listing.periods = exact.periods;
    }
    let view = NewView {
        request_id: &entered.request.id,
        viewer_id: reader.id,
        what: "figures",
        media_id: None,
        document_hash: None,
        page: None,
        network: &reader.network,
        browser: &reader.browser,
    };
    store::add_view(&mut *db, &view, app.clock.now()).await?;
    let place = &listing.place;
    let department = place
        .department
        .as_deref()
        .and_then(|code| app.gazetteer.department_by_code(code))
        .map(|it| it.label());
    let town = match &place.postal_code {
        Some(code) => format!("{} ({code})", place.city),
        None => place.city.clone(),
    };
    Ok(Exact {
        place: std::iter::once(town).chain(department).collect::<Vec<_>>().join(", "),
        tables: listings::facts_in_full(&listing),
    })
}
