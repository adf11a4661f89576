//! Typing errors: a search that finds nothing because some word occurs nowhere is made with the word that was meant, and says so.

use chrono::{DateTime, Utc};

use super::{
    Viewer,
    asked::Asked,
    found::{Found, Wanted, find},
    live::{IndexReading, corrected},
    street::locate,
};
use crate::app::App;

/// Finds a page, around the street that was typed; when it is empty, with the words that occur nowhere set right. Only the index
/// knows which those are. Where the right words find nothing either, what was typed stands, unless they name a place: then what
/// lies near it can be offered.
pub(super) async fn find_or_set_right(
    app: &App,
    asked: &mut Asked,
    viewer: Option<&Viewer>,
    facets: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<Found> {
    let is_located = locate(app, asked, now).await;
    let mut found = find_typed_or_right(app, asked, viewer, facets, now).await?;
    found.is_makeshift |= !is_located;
    asked.settle_order();
    Ok(found)
}

async fn find_typed_or_right(
    app: &App,
    asked: &mut Asked,
    viewer: Option<&Viewer>,
    facets: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<Found> {
    let found = find(app, wanted(asked, viewer, facets), now).await?;
    let is_empty = found.hits.is_empty() && asked.after.is_none();
    let Some(reading) = found.reading.clone().filter(|_| is_empty) else { return Ok(found) };
    let Some(right) = set_right(app, asked, reading, now).await else { return Ok(found) };
    let mut better = asked.clone();
    better.set_right(right, &app.gazetteer, now);
    let again = find(app, wanted(&better, viewer, facets), now).await?;
    let names_place = asked.criteria.around.is_none() && better.criteria.around.is_some();
    if again.hits.is_empty() && !names_place {
        return Ok(found);
    }
    *asked = better;
    Ok(again)
}

fn wanted<'a>(asked: &'a Asked, viewer: Option<&'a Viewer>, facets: bool) -> Wanted<'a> {
    Wanted { criteria: &asked.criteria, after: asked.after.as_ref(), limit: asked.limit, viewer, facets }
}

async fn set_right(app: &App, asked: &Asked, reading: IndexReading, now: DateTime<Utc>) -> Option<String> {
    let (typed, understood) = (asked.typed.clone(), asked.understood.clone());
    let gazetteer = app.gazetteer.clone();
    app.live.aside(move || corrected(&reading, &typed, &understood, &gazetteer, now)).await.flatten()
}
