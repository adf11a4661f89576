//! `/espace/annonces/{id}/dossier`: the room of a listing, for its owner.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{Notes, mine, paragraphs, private};
use crate::{
    accounts::{CheckedForm, Member, SignedIn},
    app::App,
    failure::Failure,
    listings::Owned,
    media,
    people::{self, Introduction},
    pieces,
    rooms::{
        act, asking,
        door::{self, Visit},
        entry::{Actor, Event, State as Standing, Tier},
        showing, store,
        undertaking::{Undertaking, in_short},
    },
    shell::{self, Frame, account_frame},
    trades::Badge,
};

/// Requests listed.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "rooms/seller.html")]
struct SellerPage {
    frame: Frame,
    note: &'static str,
    id: String,
    title: String,
    is_signed: bool,
    signed: String,
    is_over: bool,
    waiting: Vec<Row>,
    open: Vec<Row>,
    ended: Vec<Row>,
    documents: Vec<Document>,
}

/// A request in a list.
struct Row {
    id: String,
    name: String,
    about: String,
    state: &'static str,
    tone: &'static str,
    when: String,
    tier: &'static str,
    signed: bool,
    offer: &'static str,
}

struct Document {
    id: String,
    name: String,
    may_download: bool,
    pages: String,
}

fn about(who: &Introduction) -> String {
    [who.trade.as_str(), who.place.as_str()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

async fn documents(db: &mut PgConnection, listing: &str) -> Result<Vec<Document>, Failure> {
    let mut found = Vec::new();
    for it in media::papers_of(&mut *db, listing).await? {
        let terms = store::document_terms(&mut *db, &it.id).await?;
        found.push(Document {
            pages: match terms.pages {
                Some(0) => "ne peut pas être affiché".to_owned(),
                Some(pages) => french::counted(u64::from(pages.unsigned_abs()), "page", "pages"),
                None => String::new(),
            },
            may_download: terms.may_download,
            id: it.id,
            name: it.name,
        });
    }
    Ok(found)
}

async fn rows(app: &App, db: &mut PgConnection, listing: &Owned) -> Result<Vec<(Standing, Row)>, Failure> {
    let now = app.clock.now();
    let requests = store::requests_for(&mut *db, &listing.id, MOST).await?;
    let ids: Vec<String> = requests.iter().map(|it| it.id.clone()).collect();
    let readers: Vec<String> = requests.iter().map(|it| it.reader_id.clone()).collect();
    let known = people::introduce(app, &mut *db, &readers).await?;
    let signed = store::signed_among(&mut *db, &ids).await?;
    let offers = store::latest_offers(&mut *db, &ids).await?;
    let mut rows = Vec::with_capacity(requests.len());
    for it in &requests {
        let reader = known.iter().find(|known| known.id == it.reader_id);
        let is_live = it.access().state_at(now).is_live();
        let is_hidden = is_live && door::is_hidden(app, db, listing, &it.reader_id).await?;
        let state = door::state_of(it, Some(listing), is_hidden, now);
        let row = Row {
            id: it.id.clone(),
            name: reader.map_or_else(|| "Compte supprimé".to_owned(), |it| it.name.clone()),
            about: reader.map(about).unwrap_or_default(),
            state: it.access().label(state),
            tone: mine::tone(state),
            when: mine::when(it, state),
            tier: it.access().tier.label(),
            signed: signed.contains(&it.id),
            offer: offers
                .iter()
                .find(|offer| offer.request_id == it.id)
                .map_or("", |offer| offer.latest().state.label()),
        };
        rows.push((state, row));
    }
    Ok(rows)
}

pub(in crate::rooms) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let listing = door::own_listing(&app, &mut db, &who, &id).await?;
    let signed = store::signed_by_seller(&mut *db, &listing.id, &who.person.id).await?;
    let (mut waiting, mut open, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for (state, row) in rows(&app, &mut db, &listing).await? {
        match state {
            Standing::Requested => waiting.push(row),
            Standing::Granted => open.push(row),
            _ => ended.push(row),
        }
    }
    let page = SellerPage {
        frame: account_frame(&app, &format!("/espace/annonces/{id}/dossier"), "Dossier de l’annonce"),
        note: note_of(&notes),
        is_signed: signed.as_ref().is_some_and(|it| it.text_version == Undertaking::current().version),
        signed: signed.map_or_else(String::new, |it| {
            format!(
                "Engagement {} accepté le {}, empreinte {}.",
                it.text_version,
                french::moment(it.accepted_at),
                in_short(&it.text_hash)
            )
        }),
        is_over: !door::is_there(&listing),
        documents: documents(&mut db, &listing.id).await?,
        id: listing.id,
        title: listing.title,
        waiting,
        open,
        ended,
    };
    Ok(private(shell::page(&page)?))
}

fn note_of(notes: &Notes) -> &'static str {
    match notes.note.as_str() {
        "engagement" => "L’engagement est accepté\u{202f}: vous pouvez ouvrir des accès.",
        "telechargement" => "C’est enregistré.",
        "grant" => "L’accès est ouvert aux chiffres exacts et aux photos. Le lecteur en est prévenu.",
        "open_documents" => "Les documents sont ouverts. Le lecteur en est prévenu.",
        "refuse" => "La demande n’est pas accordée. Le lecteur en est prévenu, sans raison.",
        "revoke" => "L’accès est retiré\u{202f}: plus rien n’est montré dès maintenant.",
        _ => "",
    }
}

#[derive(Template)]
#[template(path = "rooms/request.html")]
struct RequestPage {
    frame: Frame,
    note: &'static str,
    refusal: String,
    listing: String,
    id: String,
    title: String,
    name: String,
    /// Where the reader is reported, while their account is there.
    report: Option<String>,
    about: String,
    badge: Option<Badge>,
    state: &'static str,
    tone: &'static str,
    when: String,
    tier: &'static str,
    project: Vec<String>,
    proofs: Vec<(String, String)>,
    /// Whether the owner has accepted what binds them, too.
    may_read_proofs: bool,
    signed: String,
    must_sign: bool,
    may_answer: bool,
    may_open_documents: bool,
    may_revoke: bool,
    talks: bool,
    history: Vec<String>,
}

async fn request_page(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    visit: Visit,
) -> Result<RequestPage, Failure> {
    let request = &visit.request;
    let own = std::slice::from_ref(&request.id);
    let reader = people::introduce(app, &mut *db, std::slice::from_ref(&request.reader_id)).await?;
    let reader = reader.first();
    let live = visit.state.is_live();
    let mut proofs = Vec::new();
    if live {
        let shown = store::proofs_of(&mut *db, own).await?;
        for it in pieces::offered(db, app, &request.reader_id).await? {
            if shown.iter().any(|(_, piece)| *piece == it.id) {
                proofs.push((it.id, it.title));
            }
        }
    }
    let signed = store::signed_by_seller(&mut *db, &visit.listing.id, &who.person.id).await?;
    let history = store::events_of(&mut *db, &request.id).await?;
    let project = asking::project(app, db, request).await?;
    Ok(RequestPage {
        frame: account_frame(
            app,
            &format!("/espace/annonces/{}/dossier/{}", visit.listing.id, request.id),
            "Demande d’accès",
        ),
        note: "",
        refusal: String::new(),
        name: reader.map_or_else(|| "Compte supprimé".to_owned(), |it| it.name.clone()),
        report: reader.map(|it| format!("/signaler/praticien/{}", it.id)),
        about: reader.map(about).unwrap_or_default(),
        badge: reader.and_then(|it| it.badge.clone()),
        state: request.access().label(visit.state),
        tone: mine::tone(visit.state),
        when: mine::when(request, visit.state),
        tier: request.access().tier.label(),
        project: paragraphs(&project),
        proofs,
        may_read_proofs: visit.seller_signed,
        signed: visit.signed.as_ref().map_or_else(String::new, |it| {
            format!(
                "Engagement {} accepté par le lecteur le {}, empreinte {}.",
                it.text_version,
                french::moment(it.accepted_at),
                in_short(&it.text_hash)
            )
        }),
        must_sign: visit.state == Standing::Requested
            && signed.is_none_or(|it| it.text_version != Undertaking::current().version),
        may_answer: visit.state == Standing::Requested,
        may_open_documents: visit.state == Standing::Granted && request.access().tier < Tier::Documents,
        may_revoke: visit.state == Standing::Granted,
        talks: visit.signed.is_some(),
        history: history
            .iter()
            .map(|it| format!("{}, le {}", Event::told(&it.event, &it.from_state), french::moment(it.at)))
            .collect(),
        listing: visit.listing.id,
        title: visit.listing.title,
        id: visit.request.id,
    })
}

pub(in crate::rooms) async fn one(
    State(app): State<App>,
    Member(who): Member,
    Path((id, request)): Path<(String, String)>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_seller(&app, &mut db, &who, &id, &request).await?;
    let page = RequestPage { note: note_of(&notes), ..request_page(&app, &mut db, &who, visit).await? };
    Ok(private(shell::page(&page)?))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::rooms) struct Decision {
    #[serde(default)]
    acte: String,
}

/// Opens, refuses, takes back.
pub(in crate::rooms) async fn decide(
    State(app): State<App>,
    Member(who): Member,
    Path((id, request)): Path<(String, String)>,
    CheckedForm(decision): CheckedForm<Decision>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    let visit = Visit::by_seller(&app, &mut tx, &who, &id, &request).await?;
    let event = match decision.acte.as_str() {
        "grant" => Event::Grant,
        "open_documents" => Event::OpenDocuments,
        "refuse" => Event::Refuse,
        "revoke" => Event::Revoke,
        _ => return Err(Failure::BadRequest("Ce bouton n’existe pas. Rechargez la page.".to_owned())),
    };
    let signed = store::signed_by_seller(&mut *tx, &visit.listing.id, &who.person.id).await?;
    let is_signed = signed.is_some_and(|it| it.text_version == Undertaking::current().version);
    if event == Event::Grant && !is_signed {
        return Ok(Redirect::to(&format!("/espace/annonces/{id}/dossier/engagement")).into_response());
    }
    let opens = matches!(event, Event::Grant | Event::OpenDocuments);
    let by = (Actor::Seller, Some(who.person.id.as_str()));
    let refusal = if opens && visit.is_hidden {
        "Vous masquez cette annonce à ce lecteur\u{202f}: son accès est fermé.".to_owned()
    } else if opens && !door::is_there(&visit.listing) {
        "Cette annonce n’est plus disponible\u{202f}: son dossier est fermé.".to_owned()
    } else {
        match act::happen(&app, &mut tx, &visit.request.id, event, by).await? {
            Ok(_) => {
                tx.commit().await?;
                let here = format!("/espace/annonces/{id}/dossier/{request}?note={}", event.code());
                return Ok(Redirect::to(&here).into_response());
            }
            Err(refusal) => refusal.to_string(),
        }
    };
    let page = RequestPage { refusal, ..request_page(&app, &mut tx, &who, visit).await? };
    Ok(private(shell::page_with_status(StatusCode::CONFLICT, &page)?))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::rooms) struct Download {
    telechargement: Option<String>,
}

/// Lets a document be downloaded by who may read it, or no more.
pub(in crate::rooms) async fn set_download(
    State(app): State<App>,
    Member(who): Member,
    Path((id, media)): Path<(String, String)>,
    CheckedForm(asked): CheckedForm<Download>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    let listing = door::own_listing(&app, &mut tx, &who, &id).await?;
    let paper = showing::paper(&mut tx, &listing.id, &media).await?;
    store::set_download(&mut tx, &paper.id, asked.telechargement.is_some()).await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/espace/annonces/{id}/dossier?note=telechargement")).into_response())
}
