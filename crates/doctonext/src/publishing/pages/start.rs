//! `/espace/annonces/nouvelle`: what kind of listing, or which draft to go on with.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::address;
use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    publishing::{drafts, step::Step, store},
    shell::{self, Frame, account_frame},
    trades::ListingType,
};

/// Drafts shown to go on with.
const MOST_DRAFTS: i64 = 10;

#[derive(Template)]
#[template(path = "publishing/start.html")]
struct StartPage {
    frame: Frame,
    types: Vec<Type>,
    drafts: Vec<Draft>,
    level: i16,
    may_import: bool,
}

struct Type {
    code: &'static str,
    title: &'static str,
    what: &'static str,
}

struct Draft {
    title: String,
    kind: &'static str,
    when: String,
    href: String,
}

const TYPES: [Type; 4] = [
    Type { code: "transfer", title: "Céder mon cabinet", what: "Vous partez, vous cherchez qui reprend." },
    Type {
        code: "replacement",
        title: "Me faire remplacer",
        what: "Vous cherchez quelqu’un pour des dates précises.",
    },
    Type {
        code: "collaboration",
        title: "Trouver un associé ou un collaborateur",
        what: "Vous cherchez quelqu’un qui travaille avec vous.",
    },
    Type {
        code: "availability",
        title: "Proposer mes remplacements",
        what: "Vous êtes libre, vous le faites savoir.",
    },
];

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
) -> Result<Response, Failure> {
    let drafts = store::begun(&app.db, &who.person.id, MOST_DRAFTS).await?;
    let draft = |it: store::Begun| Draft {
        title: it.title,
        kind: ListingType::from_code(&it.listing_type).map_or("", |it| it.label()),
        when: french::moment(it.updated_at),
        href: address(&it.id, Step::Place),
    };
    let page = StartPage {
        frame: account_frame(&app, "/espace/annonces/nouvelle", "Publier une annonce"),
        types: TYPES.into_iter().collect(),
        drafts: drafts.into_iter().map(draft).collect(),
        level: who.person.trust_level,
        may_import: who.person.stands_for_many(),
    };
    Ok(shell::page(&page)?)
}

#[derive(Deserialize)]
pub(in crate::publishing) struct Chosen {
    #[serde(default)]
    r#type: String,
}

pub(in crate::publishing) async fn begin(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(chosen): CheckedForm<Chosen>,
) -> Result<Response, Failure> {
    let listing_type = ListingType::from_code(&chosen.r#type)
        .ok_or_else(|| Failure::BadRequest("Choisissez ce que vous voulez publier.".to_owned()))?;
    let id = drafts::begin(&app, &who, listing_type).await?;
    Ok(Redirect::to(&address(&id, Step::Place)).into_response())
}
