//! `/espace/securite/double-authentification/cles`: adding, renaming, removing passkeys.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::settings::{self, Nothing, PATH, Said};
use crate::{
    accounts::{
        CheckedForm, Origin, Recent,
        federation::Removal,
        pages::{last_way_in, lead_to},
        second_factor::passkeys::{self, Answered, Asked, Registered},
    },
    app::App,
    failure::Failure,
};

pub(super) async fn ask(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Json<Asked>, Failure> {
    Ok(Json(passkeys::ask_to_add(&app, &origin, &who).await?))
}

#[derive(Deserialize)]
pub(super) struct KeyForm {
    #[serde(default)]
    nom: String,
    #[serde(flatten)]
    answered: Answered,
}

pub(super) async fn add(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    CheckedForm(form): CheckedForm<KeyForm>,
) -> Result<Response, Failure> {
    let passkey_error = match passkeys::add(&app, &origin, &who, &form.nom, &form.answered).await? {
        Registered::Done(codes, cookies) if codes.is_empty() => {
            return Ok(lead_to(&format!("{PATH}?note=cle"), cookies));
        }
        Registered::Done(codes, cookies) => {
            let lead = "Votre clé d’accès est enregistrée et la double authentification est active. Gardez ces codes\u{202f}: chacun remplace une fois votre clé, si vous la perdez.";
            return Ok(settings::with_cookies(settings::codes_page(&app, lead, codes)?, cookies));
        }
        Registered::Expired => "Cette demande a expiré. Recommencez\u{202f}: rien n’a été ajouté.",
        Registered::Refused => {
            "Cet appareil n’a pas donné la réponse attendue. Recommencez, ou essayez avec un autre appareil."
        }
        Registered::Already => "Cette clé d’accès est déjà enregistrée.",
        Registered::Full => "Vous avez déjà vingt clés d’accès. Retirez-en une avant d’en ajouter une autre.",
    };
    let said = Said { passkey_error, passkey_name: form.nom, ..Said::default() };
    settings::page(&app, &who, &origin, StatusCode::UNPROCESSABLE_ENTITY, said).await
}

#[derive(Deserialize)]
pub(super) struct NameForm {
    #[serde(default)]
    nom: String,
}

pub(super) async fn rename(
    State(app): State<App>,
    Recent(who): Recent,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<NameForm>,
) -> Result<Response, Failure> {
    let renamed = passkeys::rename(&app, &who, &id, &form.nom).await?;
    Ok(back(if renamed { "?note=cle-renommee" } else { "" }))
}

pub(super) async fn remove(
    State(app): State<App>,
    Recent(who): Recent,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    match passkeys::remove(&app, &origin, &who, &id).await? {
        Removal::Done => Ok(back("?note=cle-retiree")),
        Removal::Missing => Ok(back("")),
        Removal::Last => last_way_in(&app, PATH, "Cette clé d’accès doit rester"),
    }
}

fn back(note: &str) -> Response {
    Redirect::to(&format!("{PATH}{note}")).into_response()
}
