//! Acts on one's listing from the list: pause, resume, renew, fill and its undoing, delete.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::checked_id;
use crate::{
    accounts::{CheckedForm, Member, SignedIn},
    app::App,
    failure::Failure,
    listings::{self, Actor, Event, Refusal},
    publishing::{own::Own, typed},
    shell::{self, Frame, account_frame},
    trades::{ClosingReason, ListingStatus, ListingType},
};

#[derive(Deserialize)]
pub(in crate::publishing) struct Wanted {
    #[serde(default)]
    acte: String,
}

/// `POST /espace/annonces/{id}/etat`.
pub(in crate::publishing) async fn change(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(wanted): CheckedForm<Wanted>,
) -> Result<Response, Failure> {
    let event = match wanted.acte.as_str() {
        "pause" => Event::Pause,
        "resume" => Event::Resume,
        "renew" => Event::Renew,
        "unschedule" => Event::Unschedule,
        "fill" => Event::Fill(ClosingReason::Other),
        "unfill" => Event::Unfill,
        _ => return Err(Failure::BadRequest("Cette action n’existe pas.".to_owned())),
    };
    match act(&app, &who, &id, event).await? {
        Ok(_) if matches!(event, Event::Fill(_)) => {
            Ok(Redirect::to(&format!("/espace/annonces/{id}/pourvue")).into_response())
        }
        Ok(_) => Ok(Redirect::to(&format!("/espace/annonces?note={}", event.code())).into_response()),
        Err(refusal) => {
            let note = match refusal {
                Refusal::TooLate => "trop-tard",
                Refusal::NoTimeLeft => "dates",
                Refusal::Full => "limite",
                Refusal::Barred => "suspendu",
                _ => "change",
            };
            Ok(Redirect::to(&format!("/espace/annonces?note={note}")).into_response())
        }
    }
}

async fn act(
    app: &App,
    who: &SignedIn,
    id: &str,
    event: Event,
) -> Result<Result<listings::Moved, Refusal>, Failure> {
    let mut tx = app.db.begin().await?;
    let own = Own::find(app, &mut tx, who, checked_id(id)?).await?;
    let moved = listings::transition(app, &mut tx, own.id(), event, (Actor::Owner, None, None)).await?;
    if moved.is_ok_and(|it| it.changed) && event == Event::Unschedule {
        // A draft is written on: what was submitted becomes what is being written.
        crate::publishing::drafts::reopen(app, &mut tx, &own).await?;
    }
    tx.commit().await?;
    Ok(moved)
}

#[derive(Template)]
#[template(path = "publishing/filled.html")]
struct FilledPage {
    frame: Frame,
    id: String,
    title: String,
    reasons: Vec<(&'static str, &'static str, bool)>,
    asks_price: bool,
    price: String,
    price_error: &'static str,
}

/// `/espace/annonces/{id}/pourvue`: why, and the way back.
pub(in crate::publishing) async fn filled(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let own = find_filled(&app, &who, &id).await?;
    Ok(shell::page(&filled_page(&app, &own, "", "", ""))?)
}

#[derive(Deserialize)]
pub(in crate::publishing) struct Closing {
    #[serde(default)]
    motif: String,
    #[serde(default)]
    prix: String,
}

pub(in crate::publishing) async fn explain(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(closing): CheckedForm<Closing>,
) -> Result<Response, Failure> {
    let own = find_filled(&app, &who, &id).await?;
    let reason = ClosingReason::from_code(&closing.motif).unwrap_or(ClosingReason::Other);
    let typed = closing.prix.trim();
    let price = typed::whole(typed).and_then(|it| i32::try_from(it).ok()).filter(|it| *it >= 0);
    if !typed.is_empty() && price.is_none() {
        let why = "Écrivez un montant en euros, en chiffres.";
        let page = filled_page(&app, &own, &closing.motif, typed, why);
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    }
    listings::explain_closing(&mut *app.db.acquire().await?, own.id(), reason, price).await?;
    Ok(Redirect::to(&format!("/espace/annonces?note=pourvue&annonce={}", own.id())).into_response())
}

async fn find_filled(app: &App, who: &SignedIn, id: &str) -> Result<Own, Failure> {
    let own = Own::find(app, &mut *app.db.acquire().await?, who, checked_id(id)?).await?;
    if own.status() == ListingStatus::Sold { Ok(own) } else { Err(Failure::NotFound) }
}

fn filled_page(app: &App, own: &Own, chosen: &str, price: &str, price_error: &'static str) -> FilledPage {
    FilledPage {
        frame: account_frame(app, "/espace/annonces", "Annonce pourvue"),
        id: own.id().to_owned(),
        title: own.written.listing.title.clone(),
        reasons: ClosingReason::ALL.iter().map(|it| (it.code(), it.label(), it.code() == chosen)).collect(),
        asks_price: own.listing_type() == ListingType::Transfer,
        price: price.to_owned(),
        price_error,
    }
}

#[derive(Template)]
#[template(path = "publishing/delete.html")]
struct DeletePage {
    frame: Frame,
    id: String,
    title: String,
}

/// `/espace/annonces/{id}/supprimer`.
pub(in crate::publishing) async fn confirm_delete(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let own = Own::find(&app, &mut *app.db.acquire().await?, &who, checked_id(&id)?).await?;
    let page = DeletePage {
        frame: account_frame(&app, "/espace/annonces", "Supprimer l’annonce"),
        id: own.id().to_owned(),
        title: own.written.listing.title.clone(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Deserialize)]
pub(in crate::publishing) struct Nothing {}

pub(in crate::publishing) async fn delete(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(Nothing {}): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    // The second of two clicks finds nothing left to delete.
    match act(&app, &who, &id, Event::Delete).await {
        Ok(_) | Err(Failure::NotFound) => Ok(Redirect::to("/espace/annonces?note=supprimee").into_response()),
        Err(failure) => Err(failure),
    }
}
