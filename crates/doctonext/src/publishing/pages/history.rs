//! `/espace/annonces/{id}/historique`: every version of one's own listing.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use platform::french;

use super::checked_id;
use crate::{
    accounts::Member,
    app::App,
    failure::Failure,
    listings::confidential,
    publishing::{own::Own, questions, store},
    shell::{self, Frame, account_frame},
};

/// Versions shown.
const MOST: i64 = 100;

#[derive(Template)]
#[template(path = "publishing/history.html")]
struct HistoryPage {
    frame: Frame,
    title: String,
    versions: Vec<Version>,
    /// Whether it is confidential; then who read what it hides.
    is_confidential: bool,
    readings: Vec<Read>,
}

/// Somebody read what the listing hides.
struct Read {
    who: String,
    what: &'static str,
    when: String,
    reason: String,
}

struct Version {
    number: i32,
    when: String,
    state: &'static str,
    changes: Vec<&'static str>,
    reason: String,
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let own = Own::find(&app, &mut db, &who, checked_id(&id)?).await?;
    let readings = confidential::readings(&mut db, own.id(), MOST).await?;
    drop(db);
    let revisions = store::revisions(&app.db, own.id(), MOST).await?;
    let version = |it: store::Revision| Version {
        number: it.number,
        when: french::moment(it.made_at),
        state: match it.status.as_str() {
            "pending" => "Attend d’être relue",
            "refused" => "Refusée",
            "withdrawn" => "Remplacée avant d’être relue",
            _ => "Mise en ligne",
        },
        changes: labels(&own, &it.changes.0),
        reason: it.reason.unwrap_or_default(),
    };
    let page = HistoryPage {
        frame: account_frame(
            &app,
            &format!("/espace/annonces/{}/historique", own.id()),
            "Historique de l’annonce",
        ),
        title: own.written.listing.title.clone(),
        versions: revisions.into_iter().map(version).collect(),
        is_confidential: own.written.listing.place.is_confidential() || !readings.is_empty(),
        readings: readings.into_iter().map(read).collect(),
    };
    Ok(shell::page(&page)?)
}

fn read(it: confidential::ExactReading) -> Read {
    Read {
        who: it.name,
        what: match it.what.as_str() {
            "place" => "le lieu",
            "figures" => "les chiffres",
            _ => "le lieu et les chiffres",
        },
        when: french::moment(it.at),
        reason: it.reason,
    }
}

fn labels(own: &Own, fields: &[String]) -> Vec<&'static str> {
    let known = fields.iter().filter_map(|field| questions::with_field(own.listing_type(), field));
    let mut labels: Vec<&'static str> = known.map(|(_, it)| it.label).collect();
    labels.dedup();
    labels
}
