//! `…/journal`: what was shown, for the owner of the listing and, of their own reading, for a reader.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;

use super::private;
use crate::{
    accounts::Member,
    app::App,
    failure::Failure,
    rooms::{
        door::{self, Visit},
        journal::{self, Line},
        store::{self, View},
    },
    shell::{self, Frame, account_frame},
};

/// Lines of a page.
const LINES: usize = 50;

#[derive(Template)]
#[template(path = "rooms/log.html")]
struct LogPage {
    frame: Frame,
    title: String,
    back: String,
    lines: Vec<Line>,
    older: Option<String>,
    is_own: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::rooms) struct From {
    avant: Option<i64>,
}

/// One line more than shown tells whether there are older ones.
fn most() -> i64 {
    i64::try_from(LINES).unwrap_or(i64::MAX).saturating_add(1)
}

fn older(views: &mut Vec<View>, here: &str) -> Option<String> {
    let has_older = views.len() > LINES;
    views.truncate(LINES);
    views.last().filter(|_| has_older).map(|it| format!("{here}?avant={}", it.id))
}

pub(in crate::rooms) async fn of_reader(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_reader(&app, &mut db, &who, &id).await?;
    let here = format!("/espace/dossiers/{}/journal", visit.request.id);
    let mut views = store::views_under(&mut *db, &visit.request.id, from.avant, most()).await?;
    let older = older(&mut views, &here);
    // What the owner read of the reader's own papers stands there too.
    let page = LogPage {
        lines: journal::lines(&app, &mut db, &visit.listing.id, &views, (&who.person.id, false)).await?,
        frame: account_frame(&app, &here, "Journal de lecture"),
        title: visit.listing.title,
        back: format!("/espace/dossiers/{}", visit.request.id),
        older,
        is_own: true,
    };
    Ok(private(shell::page(&page)?))
}

pub(in crate::rooms) async fn of_seller(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let listing = door::own_listing(&app, &mut db, &who, &id).await?;
    let here = format!("/espace/annonces/{}/dossier/journal", listing.id);
    let mut views = store::views_for(&mut *db, &listing.id, from.avant, most()).await?;
    let older = older(&mut views, &here);
    let page = LogPage {
        lines: journal::lines(&app, &mut db, &listing.id, &views, (&who.person.id, true)).await?,
        frame: account_frame(&app, &here, "Journal du dossier"),
        title: listing.title,
        back: format!("/espace/annonces/{}/dossier", listing.id),
        older,
        is_own: false,
    };
    Ok(private(shell::page(&page)?))
}
