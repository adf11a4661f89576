//! `/espace/dossiers/{id}`: what its reader sees of a room.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::Method,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use sqlx::PgConnection;

use super::{Notes, Nothing, mine, paragraphs, private};
use crate::{
    accounts::{CheckedForm, Member, Origin, SignedIn},
    app::App,
    failure::Failure,
    media::{self, Photograph},
    rooms::{
        act, asking,
        door::{Barrier, Entered, Reader, Visit},
        entry::{Actor, Event, State as Standing, Tier},
        exact::{self, Exact},
        store,
        undertaking::in_short,
    },
    search,
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "rooms/room.html")]
struct RoomPage {
    frame: Frame,
    note: &'static str,
    id: String,
    title: String,
    href: Option<String>,
    state: &'static str,
    tone: &'static str,
    when: String,
    project: Vec<String>,
    may_withdraw: bool,
    may_give_back: bool,
    may_ask: Option<String>,
    barrier: &'static str,
    inside: Option<Inside>,
    signed: String,
    talks: bool,
    /// Where the seller's room is reported.
    report: String,
}

/// What is behind the door.
struct Inside {
    exact: Exact,
    photographs: Vec<Photograph>,
    /// None while only the first tier is open.
    documents: Option<Vec<Document>>,
}

struct Document {
    id: String,
    name: String,
    may_download: bool,
}

pub(in crate::rooms) async fn show(
    State(app): State<App>,
    Member(who): Member,
    method: Method,
    origin: Origin,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_reader(&app, &mut db, &who, &id).await?;
    let (inside, barrier) = match visit.open_tier(&app, &who) {
        Ok(tier) if method == Method::GET => {
            (Some(inside(&app, &mut db, &visit, tier, &Reader::of(&who, &origin)).await?), "")
        }
        Ok(_) => (None, ""),
        Err(Barrier::Unsigned) => {
            return Ok(Redirect::to(&format!("/espace/dossiers/{id}/engagement")).into_response());
        }
        Err(barrier) => (None, words_of(barrier)),
    };
    let project = asking::project(&app, &mut db, &visit.request).await?;
    let page = RoomPage {
        frame: account_frame(&app, &format!("/espace/dossiers/{id}"), "Dossier confidentiel"),
        note: match notes.note.as_str() {
            "demande" => {
                "Votre demande est envoyée. L’auteur de l’annonce a sept jours pour répondre\u{202f}; la réponse vous parviendra par e-mail."
            }
            "engagement" => "L’engagement est accepté. Voici le dossier.",
            _ => "",
        },
        href: (visit.listing.standing == crate::listings::Standing::Online && !visit.is_hidden)
            .then(|| search::href_of(&visit.listing.title, &visit.listing.id)),
        title: visit.listing.title.clone(),
        state: visit.request.access().label(visit.state),
        tone: mine::tone(visit.state),
        when: mine::when(&visit.request, visit.state),
        project: paragraphs(&project),
        may_withdraw: visit.state == Standing::Requested,
        may_give_back: visit.state == Standing::Granted,
        may_ask: may_ask(&app, &mut db, &who, &visit).await?,
        barrier,
        inside,
        signed: visit.signed.as_ref().map_or_else(String::new, |it| {
            format!(
                "Engagement {} accepté le {}, empreinte {}.",
                it.text_version,
                french::moment(it.accepted_at),
                in_short(&it.text_hash)
            )
        }),
        talks: visit.signed.is_some(),
        report: format!("/signaler/annonce/{}?page=/espace/dossiers/{}", visit.listing.id, visit.request.id),
        id: visit.request.id,
    };
    Ok(private(shell::page(&page)?))
}

fn words_of(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::State(Standing::Requested) => "L’auteur de l’annonce n’a pas encore répondu.",
        Barrier::State(Standing::Closed) => {
            "Cette annonce n’est plus disponible\u{202f}: son dossier est fermé."
        }
        Barrier::State(Standing::Expired) => "Le délai est écoulé\u{202f}: ce dossier est fermé.",
        Barrier::State(Standing::Revoked) => "L’auteur de l’annonce a retiré cet accès.",
        Barrier::State(Standing::Refused) => {
            "L’auteur de l’annonce ne vous a pas ouvert son dossier. Il n’a pas à en donner la raison."
        }
        Barrier::State(Standing::Withdrawn) => "Vous avez retiré cette demande, ou rendu cet accès.",
        Barrier::State(Standing::Granted) | Barrier::Unsigned => "",
        Barrier::Away => {
            "Ce dossier est momentanément indisponible. Il s’ouvrira de nouveau ici si l’annonce revient."
        }
        Barrier::Unverified => {
            "Votre vérification est suspendue\u{202f}: le dossier s’ouvrira de nouveau quand elle sera rétablie."
        }
        Barrier::SellerUnsigned => {
            "L’auteur de l’annonce doit encore accepter l’engagement de confidentialité."
        }
    }
}

async fn inside(
    app: &App,
    db: &mut PgConnection,
    visit: &Visit,
    tier: Tier,
    reader: &Reader<'_>,
) -> Result<Inside, Failure> {
    let entered = Entered { request: visit.request.clone(), listing: visit.listing.clone(), tier };
    let exact = exact::read(app, db, &entered, reader).await?;
    let photographs = media::photographs_of(&mut *db, &visit.listing.id).await?;
    let documents = if tier < Tier::Documents {
        None
    } else {
        let mut found = Vec::new();
        for it in media::papers_of(&mut *db, &visit.listing.id).await? {
            let terms = store::document_terms(&mut *db, &it.id).await?;
            found.push(Document { id: it.id, name: it.name, may_download: terms.may_download });
        }
        Some(found)
    };
    Ok(Inside { exact, photographs, documents })
}

/// Where to ask anew, when that is possible.
async fn may_ask(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    visit: &Visit,
) -> Result<Option<String>, Failure> {
    if visit.is_hidden || visit.state.is_live() || asking::askable(app, db, &visit.listing.id).await.is_err()
    {
        return Ok(None);
    }
    let hindrance = asking::hindrance(app, db, who, &visit.listing).await?;
    Ok(hindrance.is_none().then(|| format!("/espace/dossiers/demande/{}", visit.listing.id)))
}

/// Takes a request back, or gives an access back: at once, and as often as asked.
pub(in crate::rooms) async fn withdraw(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    let visit = Visit::by_reader(&app, &mut tx, &who, &id).await?;
    let by = (Actor::Reader, Some(who.person.id.as_str()));
    // Refused means that it ended meanwhile: the page says how.
    if act::happen(&app, &mut tx, &visit.request.id, Event::Withdraw, by).await?.is_ok() {
        tx.commit().await?;
    }
    Ok(Redirect::to(&format!("/espace/dossiers/{id}")).into_response())
}
