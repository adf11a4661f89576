//! `/equipe/annonces/{id}/exact`: what lies sealed of a confidential listing, for a member of the team who says why. The owner reads
//! who it was.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use platform::french;
use serde::Deserialize;

use super::checked_id;
use crate::{
    accounts::{CheckedForm, Moderator, Origin},
    app::App,
    audit,
    failure::Failure,
    listings::{
        Details,
        confidential::{self, Exact, What},
    },
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "publishing/exact.html")]
struct ExactPage {
    frame: Frame,
    id: String,
    /// Label and value; empty until a reason was given.
    rows: Vec<(&'static str, String)>,
    typed: String,
    error: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::publishing) struct Why {
    #[serde(default)]
    motif: String,
}

fn blank(app: &App, id: &str) -> ExactPage {
    ExactPage {
        frame: account_frame(app, &format!("/equipe/annonces/{id}/exact"), "Lieu et chiffres confidentiels"),
        id: id.to_owned(),
        rows: Vec::new(),
        typed: String::new(),
        error: "",
    }
}

/// The question alone.
pub(in crate::publishing) async fn ask(
    State(app): State<App>,
    _: Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(shell::page(&blank(&app, checked_id(&id)?))?)
}

/// The answer, written into both logs in the same transaction.
pub(in crate::publishing) async fn reveal(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Why>,
) -> Result<Response, Failure> {
    let id = checked_id(&id)?;
    let why = form.motif.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut page = blank(&app, id);
    if !(10..=500).contains(&why.chars().count()) {
        page.error = "Indiquez le motif en une phrase (10 à 500\u{a0}caractères)\u{202f}: l’auteur le lira.";
        page.typed = form.motif;
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    }
    let mut tx = app.db.begin().await?;
    let exact = confidential::open(&app, &mut tx, id, &staff.person.id, What::All, &why)
        .await?
        .ok_or(Failure::NotFound)?;
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: "listing.exact_revealed",
        subject: ("listing", id),
        address: Some(&origin.short_address()),
        reason: Some(&why),
        ..audit::Entry::default()
    };
    audit::record(&mut tx, entry, app.clock.now()).await?;
    tx.commit().await?;
    page.rows = rows(&exact);
    let mut response = shell::page(&page)?.into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, no-store"));
    Ok(response)
}

fn rows(exact: &Exact) -> Vec<(&'static str, String)> {
    let place = &exact.place;
    let city = match &place.postal_code {
        Some(code) => format!("{code} {}", place.city),
        None => place.city.clone(),
    };
    let mut rows = vec![("Commune", city)];
    rows.extend(place.address.clone().map(|it| ("Adresse", it)));
    if let Details::Transfer(it) = &exact.details {
        let euros = |amount: i32| french::euros(i64::from(amount));
        rows.extend(it.annual_turnover.map(|it| ("Chiffre d’affaires annuel", euros(it))));
        rows.extend(it.charges_percentage.map(|it| ("Charges", french::percent(it))));
        rows.extend(it.sale_price.map(|it| ("Prix de cession", euros(it))));
    }
    rows
}
