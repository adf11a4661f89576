//! `/annonces/{id}/pourvue`: a reader says that a listing is no longer to be had.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use platform::french;

use super::checked_id;
use crate::{
    accounts::{CheckedForm, Trusted, count_try_of},
    app::App,
    failure::Failure,
    listings::{self, Standing},
    publishing::pages::state::Nothing,
    search::{self, Seen, Viewer},
    shell::{self, Frame, account_frame},
};

/// Listings that one person may say this of within an hour.
const MOST_TRIES: i32 = 20;

#[derive(Template)]
#[template(path = "publishing/taken.html")]
struct TakenPage {
    frame: Frame,
    title: String,
    listing: String,
    here: String,
    is_noted: bool,
    is_own: bool,
}

pub(in crate::publishing) async fn form(
    State(app): State<App>,
    Trusted(who): Trusted<1>,
    Seen(viewer): Seen,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    refuse_hidden(&app, viewer.as_ref(), &id).await?;
    page(&app, &who.person.id, &id, false).await
}

pub(in crate::publishing) async fn note(
    State(app): State<App>,
    Trusted(who): Trusted<1>,
    Seen(viewer): Seen,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    refuse_hidden(&app, viewer.as_ref(), &id).await?;
    if let Some(until) = count_try_of(&app, "taken", &who.person.id, MOST_TRIES).await? {
        return Err(Failure::TooMany(format!(
            "Trop de signalements en peu de temps. Réessayez après le {}.",
            french::moment(until)
        )));
    }
    let mut tx = app.db.begin().await?;
    listings::report_taken(&app, &mut tx, checked_id(&id)?, &who.person.id).await?;
    tx.commit().await?;
    page(&app, &who.person.id, &id, true).await
}

/// What a colleague hid from somebody does not exist for them.
async fn refuse_hidden(app: &App, viewer: Option<&Viewer>, id: &str) -> Result<(), Failure> {
    let is_hidden = search::is_hidden(&app.db, viewer, checked_id(id)?).await?;
    if is_hidden { Err(Failure::NotFound) } else { Ok(()) }
}

async fn page(app: &App, person: &str, id: &str, is_noted: bool) -> Result<Response, Failure> {
    let it = listings::owned(&app.db, checked_id(id)?, app.clock.now()).await?.ok_or(Failure::NotFound)?;
    if it.standing != Standing::Online {
        return Err(Failure::NotFound);
    }
    let here = format!("/annonces/{id}/pourvue");
    Ok(shell::page(&TakenPage {
        frame: account_frame(app, &here, "Cette annonce est-elle déjà pourvue\u{202f}?"),
        is_own: it.belongs_to(person),
        listing: search::href_of(&it.title, &it.id),
        title: it.title,
        here,
        is_noted,
    })?)
}
