//! `/connexion/cle`: signing in by passkey alone.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

use super::settings::Nothing;
use crate::{
    accounts::{
        CheckedForm, Origin,
        limits::Toll,
        own_path,
        pages::{Typed, lead_to, sign_in_refused, toll_sentence},
        second_factor::passkeys::{self, Answered, Asked, Entered, Refusal},
    },
    app::App,
    failure::Failure,
};

pub(super) async fn ask(
    State(app): State<App>,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Json<Asked>, Failure> {
    Ok(Json(passkeys::ask_to_sign_in(&app, &origin).await?))
}

#[derive(Deserialize)]
pub(super) struct EntranceForm {
    rester: Option<String>,
    #[serde(default)]
    retour: String,
    #[serde(flatten)]
    answered: Answered,
}

pub(super) async fn sign_in(
    State(app): State<App>,
    origin: Origin,
    CheckedForm(form): CheckedForm<EntranceForm>,
) -> Result<Response, Failure> {
    let (back, remembered) = (own_path(&form.retour), form.rester.is_some());
    let refusal = match passkeys::sign_in(&app, &origin, remembered, &form.answered).await? {
        Entered::In(cookies) => return Ok(lead_to(&back, cookies)),
        Entered::Refused(refusal) => refusal,
        Entered::StepOver => Refusal::Expired,
    };
    let typed = Typed { back, remembered, email: String::new() };
    sign_in_refused(&app, refusal.status(), typed, refusal.sentence())
}

impl Refusal {
    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    pub(super) fn sentence(self) -> String {
        match self {
            Self::Expired => "Cette demande a expiré. Recommencez avec votre clé d’accès.".to_owned(),
            Self::Unknown => "Cette clé d’accès n’ouvre aucun compte ici\u{202f}: elle en a peut-être été retirée. Choisissez-en une autre, ou un autre moyen.".to_owned(),
            Self::Copied => "Cette clé d’accès est refusée\u{202f}: elle semble avoir été copiée. Nous vous avons écrit. Choisissez un autre moyen, puis retirez-la de votre compte.".to_owned(),
            Self::Wait(until) => toll_sentence(Toll::Wait(until)),
        }
    }
}
