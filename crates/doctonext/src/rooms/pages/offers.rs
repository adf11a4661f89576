//! `…/offres`: letters of intent, for both sides.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{Notes, paragraphs, private};
use crate::{
    accounts::{CheckedForm, Member, SignedIn},
    app::App,
    failure::Failure,
    rooms::{
        door::Visit,
        entry::Tier,
        negotiation::{self, Latest, Move, OfferState, Side, TermErrors, Typed},
        offers::{self, Turn},
        store::{self, Offer},
    },
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "rooms/offers.html")]
struct OffersPage {
    frame: Frame,
    note: &'static str,
    refusal: String,
    title: String,
    back: String,
    here: String,
    offers: Vec<Shown>,
    is_agreed: bool,
    /// Whether the room is open and a move is possible.
    is_open: bool,
    may_answer: bool,
    may_withdraw: bool,
    may_offer: bool,
    typed: Typed,
    errors: TermErrors,
    day: String,
}

/// A letter of intent as it is read.
struct Shown {
    heading: String,
    state: &'static str,
    tone: &'static str,
    when: String,
    /// None once its author is gone.
    terms: Option<Told>,
    /// Where the letter of the other side is reported.
    report: Option<String>,
}

struct Told {
    price: String,
    day: String,
    conditions: String,
    words: Vec<String>,
}

/// A form of the page: terms, or a word.
#[derive(Default, Deserialize)]
pub(in crate::rooms) struct Sent {
    #[serde(default)]
    acte: String,
    #[serde(flatten)]
    typed: Typed,
}

async fn shown(
    app: &App,
    db: &mut PgConnection,
    talk: &[Offer],
    (visit, mine): (&Visit, Side),
) -> Result<Vec<Shown>, Failure> {
    let here = offers::address(visit, mine);
    let report = match mine {
        Side::Seller => format!("/signaler/praticien/{}?page={here}", visit.request.reader_id),
        Side::Reader => format!("/signaler/annonce/{}?page={here}", visit.listing.id),
    };
    let mut all = Vec::new();
    for it in talk {
        let Latest { number, author, state } = it.latest();
        let terms = offers::terms(app, db, &it.id, it.content.as_ref()).await?;
        let what =
            if number == 1 { "Lettre d’intention".to_owned() } else { format!("Proposition {number}") };
        let whose = match (author == mine, author) {
            (true, _) => "la vôtre",
            (false, Side::Reader) => "celle du lecteur",
            (false, Side::Seller) => "celle de l’auteur de l’annonce",
        };
        all.push(Shown {
            heading: format!("{what}, {whose}"),
            state: state.label(),
            tone: match state {
                OfferState::Accepted => "verified",
                OfferState::Open => "collaboration",
                _ => "state",
            },
            when: match it.answered_at {
                Some(at) => {
                    format!("Faite le {}, close le {}", french::moment(it.made_at), french::moment(at))
                }
                None => format!("Faite le {}", french::moment(it.made_at)),
            },
            report: (author != mine).then(|| format!("{report}%23offre-{}", all.len() + 1)),
            terms: terms.map(|it| Told {
                price: french::euros(it.price),
                day: french::date(it.takes_over_on),
                conditions: match it.conditions() {
                    none if none.is_empty() => "Aucune".to_owned(),
                    some => crate::search::wording::capitalised(&some),
                },
                words: paragraphs(&it.words),
            }),
        });
    }
    Ok(all)
}

async fn page_of(
    app: &App,
    db: &mut PgConnection,
    visit: &Visit,
    mine: Side,
    is_open: bool,
) -> Result<OffersPage, Failure> {
    let here = offers::address(visit, mine);
    let talk = store::offers(&mut *db, &visit.request.id).await?;
    let latest = talk.last().map(Offer::latest);
    let may = |what| {
        is_open && negotiation::next(latest, mine, what).is_ok_and(|it| it != negotiation::Outcome::Already)
    };
    Ok(OffersPage {
        frame: account_frame(app, &here, "Lettres d’intention"),
        note: "",
        refusal: String::new(),
        title: visit.listing.title.clone(),
        back: here.trim_end_matches("/offres").to_owned(),
        offers: shown(app, db, &talk, (visit, mine)).await?,
        is_agreed: latest.is_some_and(|it| it.state == OfferState::Accepted),
        is_open,
        may_answer: may(Move::Accept),
        may_withdraw: may(Move::Withdraw),
        may_offer: may(Move::Offer),
        typed: Typed::default(),
        errors: TermErrors::default(),
        day: today_in_paris(app.clock.now()).to_string(),
        here,
    })
}

/// What the seller may: as far as the reader may.
fn is_open_for_both(app: &App, visit: &Visit) -> bool {
    let open = visit.request.access().open_tier(app.clock.now());
    visit.state == crate::rooms::entry::State::Granted
        && open >= Tier::Figures
        && !visit.listing.is_owner_away
        && visit.signed.is_some()
        && visit.seller_signed
}

async fn show(
    app: &App,
    db: &mut PgConnection,
    visit: &Visit,
    mine: Side,
    is_open: bool,
    notes: &Notes,
) -> Result<Response, Failure> {
    // Before anybody was let in there is nothing to talk about; afterwards what was said stays readable.
    if visit.signed.is_none() {
        return Err(Failure::NotFound);
    }
    let mut page = page_of(app, db, visit, mine, is_open).await?;
    page.note = match notes.note.as_str() {
        "offre" => "Votre proposition est envoyée.",
        "accepte" => "La proposition est acceptée\u{202f}: vous en êtes au projet de contrat.",
        "decline" => "La proposition est déclinée.",
        "retrait" => "Votre proposition est retirée.",
        _ => "",
    };
    Ok(private(shell::page(&page)?))
}

async fn take(
    app: &App,
    who: &SignedIn,
    visit: &Visit,
    (mine, is_open): (Side, bool),
    sent: Sent,
) -> Result<Response, Failure> {
    if !is_open {
        return Err(Failure::NotFound);
    }
    let (what, note) = match sent.acte.as_str() {
        "offre" => (Move::Offer, "offre"),
        "accepte" => (Move::Accept, "accepte"),
        "decline" => (Move::Decline, "decline"),
        "retrait" => (Move::Withdraw, "retrait"),
        _ => return Err(Failure::BadRequest("Ce bouton n’existe pas. Rechargez la page.".to_owned())),
    };
    let mut errors = TermErrors::default();
    let mut terms = None;
    if what == Move::Offer {
        match negotiation::read(&sent.typed, today_in_paris(app.clock.now())) {
            Ok(read) => terms = Some(read),
            Err(wrong) => errors = wrong,
        }
    }
    let (status, refusal) = if what == Move::Offer && terms.is_none() {
        (StatusCode::UNPROCESSABLE_ENTITY, String::new())
    } else {
        match offers::take(app, &Turn { who, side: mine, visit }, what, terms.as_ref()).await? {
            Ok(()) => {
                let here = offers::address(visit, mine);
                return Ok(Redirect::to(&format!("{here}?note={note}")).into_response());
            }
            Err(not_now) => (StatusCode::CONFLICT, not_now.to_string()),
        }
    };
    let mut db = app.db.acquire().await?;
    let page = page_of(app, &mut db, visit, mine, is_open).await?;
    let page = OffersPage { refusal, errors, typed: sent.typed, ..page };
    Ok(private(shell::page_with_status(status, &page)?))
}

pub(in crate::rooms) async fn of_reader(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_reader(&app, &mut db, &who, &id).await?;
    let is_open = visit.open_tier(&app, &who).is_ok();
    show(&app, &mut db, &visit, Side::Reader, is_open, &notes).await
}

pub(in crate::rooms) async fn by_reader(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(sent): CheckedForm<Sent>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_reader(&app, &mut db, &who, &id).await?;
    drop(db);
    let is_open = visit.open_tier(&app, &who).is_ok();
    take(&app, &who, &visit, (Side::Reader, is_open), sent).await
}

pub(in crate::rooms) async fn of_seller(
    State(app): State<App>,
    Member(who): Member,
    Path((id, request)): Path<(String, String)>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_seller(&app, &mut db, &who, &id, &request).await?;
    let is_open = is_open_for_both(&app, &visit);
    show(&app, &mut db, &visit, Side::Seller, is_open, &notes).await
}

pub(in crate::rooms) async fn by_seller(
    State(app): State<App>,
    Member(who): Member,
    Path((id, request)): Path<(String, String)>,
    CheckedForm(sent): CheckedForm<Sent>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_seller(&app, &mut db, &who, &id, &request).await?;
    drop(db);
    let is_open = is_open_for_both(&app, &visit);
    take(&app, &who, &visit, (Side::Seller, is_open), sent).await
}
