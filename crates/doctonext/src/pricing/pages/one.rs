//! `/equipe/tarifs/{id}`: one price, and the decision of a second administrator.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::{product, told};
use crate::{
    accounts::{Admin, CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    failure::Failure,
    pricing::{
        decide::{self, Obstacle},
        store,
    },
    second_person::{self, Undecided},
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "pricing/one.html")]
struct OnePage {
    frame: Frame,
    id: String,
    state: &'static str,
    facts: Vec<(&'static str, String)>,
    is_waiting: bool,
    /// Whether it is in force for a day to come.
    may_withdraw: bool,
    may_decide: bool,
    error: &'static str,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::pricing) struct VerdictForm {
    #[serde(default)]
    decision: String,
}

fn read(decision: &str) -> Option<decide::Verdict> {
    match decision {
        "activer" => Some(decide::Verdict::Activate),
        "refuser" => Some(decide::Verdict::Refuse),
        "annuler" => Some(decide::Verdict::Withdraw),
        _ => None,
    }
}

fn checked_id(id: &str) -> Result<&str, Failure> {
    if id.len() > 64 || id.contains('\0') { Err(Failure::NotFound) } else { Ok(id) }
}

async fn page(app: &App, staff: &SignedIn, id: &str, error: &'static str) -> Result<OnePage, Failure> {
    let it = store::line(&app.db, checked_id(id)?).await?.ok_or(Failure::NotFound)?;
    let today = today_in_paris(app.clock.now());
    let by = it.proposed_by_name.clone().unwrap_or_else(|| "le programme".to_owned());
    let mut facts = vec![
        ("Prix", told(it.price())),
        ("Hors taxes", french::cents(i64::from(it.price().before_tax()))),
        ("Premier jour", french::date(it.valid_from)),
        ("Pourquoi", it.reason.clone()),
        ("Écrit par", format!("{by}, le {}", french::moment(it.proposed_at))),
    ];
    if let (Some(at), Some(by)) = (it.decided_at, &it.decided_by_name) {
        facts.push(("Décidé par", format!("{by}, le {}", french::moment(at))));
    }
    Ok(OnePage {
        frame: account_frame(app, &format!("/equipe/tarifs/{id}"), &product(&it.product)),
        id: it.id,
        state: match it.state.as_str() {
            "proposed" => "Ce prix attend une décision",
            "active" if it.valid_from <= today => "Ce prix est, ou a été, en vigueur depuis son premier jour",
            "active" => "Ce prix sera en vigueur à partir de son premier jour",
            "withdrawn" => "Ce prix a été annulé avant son premier jour",
            _ => "Ce prix a été refusé",
        },
        facts,
        may_withdraw: it.state == "active" && it.valid_from > today,
        is_waiting: it.state == "proposed",
        may_decide: staff.person.role == "admin"
            && second_person::may_decide(&staff.person.id, it.proposed_by.as_deref()),
        error,
    })
}

pub(in crate::pricing) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    Ok(shell::page(&page(&app, &staff, &id, "").await?)?)
}

pub(in crate::pricing) async fn decide(
    State(app): State<App>,
    Admin(staff): Admin,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<VerdictForm>,
) -> Result<Response, Failure> {
    let error = match read(&form.decision) {
        Some(verdict) => match decide::decide(&app, (&staff, &origin), checked_id(&id)?, verdict).await? {
            Ok(()) | Err(Undecided::Already) => {
                return Ok(Redirect::to(&format!("/equipe/tarifs/{id}")).into_response());
            }
            Err(Undecided::SamePerson) => "Un autre administrateur décide d’un prix que vous avez écrit.",
            Err(Undecided::Against(Obstacle::TooLate)) => {
                "Son premier jour est arrivé\u{202f}: écrivez-en un autre pour un jour à venir."
            }
            Err(Undecided::Against(Obstacle::Collides)) => {
                "Un autre prix est prévu à partir de ce jour\u{202f}: refusez celui-ci, et écrivez-en un autre pour un autre jour."
            }
        },
        None => "Choisissez de mettre en vigueur ou de refuser.",
    };
    let page = page(&app, &staff, &id, error).await?;
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}
