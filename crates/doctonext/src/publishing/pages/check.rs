//! `POST /espace/annonces/{id}/relecture`: looks through a text while it is written.

use axum::{
    Json,
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use super::checked_id;
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    publishing::{drafts, guard, own::Own, review},
};

/// Longest text that is looked through, in characters.
const LONGEST: usize = 10_000;

#[derive(Deserialize)]
pub(in crate::publishing) struct Written {
    #[serde(default)]
    texte: String,
}

#[derive(Serialize)]
struct Found {
    words: String,
    why: &'static str,
    refused: bool,
}

pub(in crate::publishing) async fn look(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(written): CheckedForm<Written>,
) -> Result<Response, Failure> {
    let own = Own::find(&app, &mut *app.db.acquire().await?, &who, checked_id(&id)?).await?;
    let answers = drafts::answers_of(&own);
    let identity = review::identity(&answers, &drafts::context(&app, &own), &who.person.name);
    let text: String = written.texte.chars().take(LONGEST).collect();
    let found = guard::read(&text, identity.as_ref()).into_iter().map(|it| Found {
        words: it.words,
        why: it.cause.why(),
        refused: it.cause.weight() == guard::Weight::Refusal,
    });
    Ok(Json(found.collect::<Vec<_>>()).into_response())
}
