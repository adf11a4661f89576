//! `/espace/dossiers/demande/{listing}`: asking to see a room.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::private;
use crate::{
    accounts::{CheckedForm, Member, SignedIn, count_try_of},
    app::App,
    failure::Failure,
    pieces::{self, Offered},
    rooms::{
        asking::{self, Hindrance, LONGEST_PROJECT, SHORTEST_PROJECT},
        door::checked_id,
        undertaking::Undertaking,
    },
    search::{self, Seen, Viewer},
    shell::{self, Frame, account_frame},
};

/// Requests that a person may make within a quarter of an hour.
const MOST_TRIES: i32 = 10;

#[derive(Template)]
#[template(path = "rooms/ask.html")]
struct AskPage {
    frame: Frame,
    listing: String,
    title: String,
    href: String,
    project: String,
    project_error: String,
    shortest: usize,
    longest: usize,
    pieces: Vec<(Offered, bool)>,
    undertaking: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "rooms/hindered.html")]
struct HinderedPage {
    frame: Frame,
    title: String,
    href: String,
    words: String,
    to_verify: bool,
    own: Option<String>,
}

#[derive(Default, Deserialize)]
pub(in crate::rooms) struct Typed {
    #[serde(default)]
    projet: String,
    #[serde(default)]
    justificatif: Vec<String>,
}

async fn page_of(
    app: &App,
    (who, viewer): (&SignedIn, Option<&Viewer>),
    listing: &str,
    typed: Typed,
) -> Result<Result<AskPage, Response>, Failure> {
    // What a colleague hid from them has no room either.
    if search::is_hidden(&app.db, viewer, checked_id(listing)?).await? {
        return Err(Failure::NotFound);
    }
    let mut db = app.db.acquire().await?;
    let owned = asking::askable(app, &mut db, checked_id(listing)?).await?;
    let href = search::href_of(&owned.title, &owned.id);
    if let Some(hindrance) = asking::hindrance(app, &mut db, who, &owned).await? {
        return Ok(Err(hindered(app, listing, owned.title, href, &hindrance)?));
    }
    let pieces = pieces::offered(&mut db, app, &who.person.id).await?;
    Ok(Ok(AskPage {
        frame: account_frame(
            app,
            &format!("/espace/dossiers/demande/{listing}"),
            "Demander l’accès au dossier",
        ),
        listing: owned.id,
        title: owned.title,
        href,
        project: typed.projet,
        project_error: String::new(),
        shortest: SHORTEST_PROJECT,
        longest: LONGEST_PROJECT,
        pieces: pieces
            .into_iter()
            .map(|it| {
                let is_chosen = typed.justificatif.contains(&it.id);
                (it, is_chosen)
            })
            .collect(),
        undertaking: Undertaking::current().read().1,
    }))
}

/// Why one cannot ask, and what to do about it.
fn hindered(
    app: &App,
    listing: &str,
    title: String,
    href: String,
    hindrance: &Hindrance,
) -> Result<Response, Failure> {
    if let Hindrance::Live(request) = hindrance {
        return Ok(Redirect::to(&format!("/espace/dossiers/{request}")).into_response());
    }
    let page = HinderedPage {
        frame: account_frame(
            app,
            &format!("/espace/dossiers/demande/{listing}"),
            "Accès au dossier confidentiel",
        ),
        title,
        href,
        words: hindrance.in_french(),
        to_verify: *hindrance == Hindrance::Unverified,
        own: (*hindrance == Hindrance::Own).then(|| format!("/espace/annonces/{listing}/dossier")),
    };
    Ok(private(shell::page(&page)?))
}

/// The team looks at nobody's requests.
fn refuse_looking(who: &SignedIn) -> Result<(), Failure> {
    if who.is_read_only() { Err(Failure::ReadOnly) } else { Ok(()) }
}

pub(in crate::rooms) async fn form(
    State(app): State<App>,
    Member(who): Member,
    Seen(viewer): Seen,
    Path(listing): Path<String>,
) -> Result<Response, Failure> {
    refuse_looking(&who)?;
    match page_of(&app, (&who, viewer.as_ref()), &listing, Typed::default()).await? {
        Ok(page) => Ok(private(shell::page(&page)?)),
        Err(hindered) => Ok(hindered),
    }
}

pub(in crate::rooms) async fn send(
    State(app): State<App>,
    Member(who): Member,
    Seen(viewer): Seen,
    Path(listing): Path<String>,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let proofs = typed.justificatif.clone();
    let project = asking::read_project(&typed.projet);
    let mut page = match page_of(&app, (&who, viewer.as_ref()), &listing, typed).await? {
        Ok(page) => page,
        Err(hindered) => return Ok(hindered),
    };
    let project = match project {
        Ok(project) => project,
        Err(why) => {
            page.project_error = why;
            return Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?));
        }
    };
    if let Some(until) = count_try_of(&app, "room-request", &who.person.id, MOST_TRIES).await? {
        page.project_error = format!(
            "Trop de demandes en peu de temps. Réessayez après le {}.",
            platform::french::moment(until)
        );
        return Ok(private(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?));
    }
    match asking::ask(&app, &who, &page.listing, &project, &proofs).await? {
        Ok(id) => Ok(Redirect::to(&format!("/espace/dossiers/{id}?note=demande")).into_response()),
        Err(hindrance) => hindered(&app, &listing, page.title, page.href, &hindrance),
    }
}
