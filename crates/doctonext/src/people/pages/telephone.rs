//! The telephone of `/espace/profil`: kept with a dated consent, erased in one click.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::profile::{Nothing, page_of};
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    people::phone::{self, ShownTo},
    shell,
};

#[derive(Deserialize)]
pub(in crate::people) struct PhoneForm {
    #[serde(default)]
    pub(super) telephone: String,
    #[serde(default)]
    pub(super) visible_par: String,
    pub(super) accord: Option<String>,
}

/// What is wrong with the form: it is said where it is.
#[derive(Clone, Copy)]
pub(super) enum Refusal {
    Number(&'static str),
    Consent(&'static str),
}

pub(in crate::people) async fn save(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(form): CheckedForm<PhoneForm>,
) -> Result<Response, Failure> {
    let id = &who.person.id;
    let shown_to = ShownTo::from_code(&form.visible_par).unwrap_or(ShownTo::Nobody);
    let why = match phone::read(&form.telephone) {
        None => Refusal::Number(
            "Ce numéro n’est pas complet. Exemple\u{202f}: 06\u{a0}12\u{a0}34\u{a0}56\u{a0}78.",
        ),
        Some(_) if shown_to != ShownTo::Nobody && form.accord.is_none() => {
            Refusal::Consent("Cochez votre accord, ou choisissez «\u{a0}Personne pour l’instant\u{a0}».")
        }
        Some(number) => {
            let mut tx = app.db.begin().await?;
            phone::keep(&app, &mut tx, id, &number, shown_to).await?;
            tx.commit().await?;
            return Ok(Redirect::to("/espace/profil?note=telephone").into_response());
        }
    };
    let page = page_of(&app, id).await?.refusing_phone(form, why);
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

pub(in crate::people) async fn withdraw(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    phone::withdraw(&app, &mut tx, &who.person.id).await?;
    tx.commit().await?;
    Ok(Redirect::to("/espace/profil?note=telephone-retire").into_response())
}
