//! Pages of documents, one an address, as pictures; photographs; and files whose owner lets them go. Every address asks anew
//! who may read.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::private;
use crate::{
    accounts::{Member, Origin, SignedIn},
    app::App,
    drawing::Turn,
    failure::Failure,
    media, pieces,
    rooms::{
        door::{self, Reader, Visit, checked_id},
        entry::Tier,
        showing::{self, Open, Seen},
        store,
    },
    shell::{self, Frame, account_frame},
};

/// Whatever a browser takes it for, it runs nothing.
const NOTHING_RUNS: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

#[derive(Template)]
#[template(path = "rooms/viewer.html")]
struct ViewerPage {
    frame: Frame,
    name: String,
    back: String,
    back_label: &'static str,
    here: String,
    page: u16,
    pages: u16,
    picture: String,
    is_large: bool,
    download: Option<String>,
    is_preview: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::rooms) struct At {
    page: Option<String>,
    taille: Option<String>,
}

impl At {
    /// The page that is asked, within those that there are.
    fn page(&self, pages: u16) -> u16 {
        let asked = self.page.as_deref().and_then(|it| it.parse().ok()).unwrap_or(1);
        asked.clamp(1, pages.max(1))
    }
}

/// A document at a page, wherever it is read.
struct Leaf {
    name: String,
    here: String,
    back: String,
    back_label: &'static str,
    pages: u16,
    download: Option<String>,
    is_preview: bool,
}

fn leaf_page(app: &App, leaf: Leaf, at: &At) -> Result<Response, Failure> {
    let page = at.page(leaf.pages);
    let view = ViewerPage {
        frame: account_frame(app, &leaf.here, &format!("{}, page {page}", leaf.name)),
        picture: format!("{}/pages/{page}", leaf.here),
        page,
        pages: leaf.pages,
        is_large: at.taille.as_deref() == Some("grande"),
        name: leaf.name,
        here: leaf.here,
        back: leaf.back,
        back_label: leaf.back_label,
        download: leaf.download,
        is_preview: leaf.is_preview,
    };
    Ok(private(shell::page(&view)?))
}

fn picture(bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CONTENT_SECURITY_POLICY, NOTHING_RUNS),
    ];
    private((headers, bytes).into_response())
}

fn number(page: &str) -> Result<u16, Failure> {
    page.parse().ok().filter(|it| *it > 0).ok_or(Failure::NotFound)
}

pub(in crate::rooms) async fn document(
    State(app): State<App>,
    Member(who): Member,
    Path((id, media)): Path<(String, String)>,
    Query(at): Query<At>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let entered = door::enter(&app, &mut db, &who, &id, Tier::Documents).await?;
    let paper = showing::paper(&mut db, &entered.listing.id, &media).await?;
    let may_download = store::document_terms(&mut *db, &paper.id).await?.may_download;
    drop(db);
    let pages = showing::pages_of(&app, &who, &paper).await?;
    let here = format!("/espace/dossiers/{id}/documents/{media}");
    let leaf = Leaf {
        name: paper.name,
        download: may_download.then(|| format!("{here}/fichier")),
        here,
        back: format!("/espace/dossiers/{id}"),
        back_label: "Dossier confidentiel",
        pages,
        is_preview: false,
    };
    leaf_page(&app, leaf, &at)
}

pub(in crate::rooms) async fn page(
    State(app): State<App>,
    Member(who): Member,
    method: Method,
    origin: Origin,
    Path((id, media, page)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let page = number(&page)?;
    let mut db = app.db.acquire().await?;
    let entered = door::enter(&app, &mut db, &who, &id, Tier::Documents).await?;
    let paper = showing::paper(&mut db, &entered.listing.id, &media).await?;
    drop(db);
    let turn = showing::turn(&app, &who).await?;
    let open = Open::of_paper(&app, &paper).await?;
    let drawn = draw(&app, &who, &turn, (&open, page), &entered.request.id).await?;
    if method == Method::GET {
        let hash = open.hash();
        let seen = Seen { what: "page", media: &paper.id, hash: Some(&hash), page: Some(page) };
        showing::note(&app, &entered.request.id, &Reader::of(&who, &origin), seen).await?;
    }
    Ok(picture(drawn))
}

async fn draw(
    app: &App,
    who: &SignedIn,
    turn: &Turn,
    (open, page): (&Open, u16),
    subject: &str,
) -> Result<Vec<u8>, Failure> {
    let mark = showing::mark(app, who, subject, app.clock.now()).await?;
    open.draw(turn, page, &mark).await
}

/// The file itself, when its owner lets this one go.
pub(in crate::rooms) async fn download(
    State(app): State<App>,
    Member(who): Member,
    method: Method,
    origin: Origin,
    Path((id, media)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let entered = door::enter(&app, &mut db, &who, &id, Tier::Documents).await?;
    let paper = showing::paper(&mut db, &entered.listing.id, &media).await?;
    if !store::document_terms(&mut *db, &paper.id).await?.may_download {
        return Err(Failure::NotFound);
    }
    drop(db);
    let open = Open::of_paper(&app, &paper).await?;
    if method == Method::GET {
        let hash = open.hash();
        let seen = Seen { what: "download", media: &paper.id, hash: Some(&hash), page: None };
        showing::note(&app, &entered.request.id, &Reader::of(&who, &origin), seen).await?;
    }
    let disposition = format!(
        "attachment; filename=\"document.pdf\"; filename*=UTF-8''{}",
        percent_encoding::utf8_percent_encode(&paper.name, percent_encoding::NON_ALPHANUMERIC)
    );
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(Failure::broken)?),
        (header::CONTENT_SECURITY_POLICY, NOTHING_RUNS),
    ];
    Ok(private((headers, open.bytes().to_vec()).into_response()))
}

pub(in crate::rooms) async fn photograph(
    State(app): State<App>,
    Member(who): Member,
    method: Method,
    origin: Origin,
    Path((id, media)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let entered = door::enter(&app, &mut db, &who, &id, Tier::Figures).await?;
    drop(db);
    let bytes = media::open_photograph(&app, &entered.listing.id, checked_id(&media)?).await?;
    let bytes = bytes.ok_or(Failure::NotFound)?;
    if method == Method::GET {
        let seen = Seen { what: "photo", media: &media, hash: None, page: None };
        showing::note(&app, &entered.request.id, &Reader::of(&who, &origin), seen).await?;
    }
    Ok(picture(bytes.to_vec()))
}

/// A document as readers will see it, for its owner; nothing is written down.
pub(in crate::rooms) async fn preview(
    State(app): State<App>,
    Member(who): Member,
    Path((id, media)): Path<(String, String)>,
    Query(at): Query<At>,
) -> Result<Response, Failure> {
    let mut db = app.db.acquire().await?;
    let listing = door::own_listing(&app, &mut db, &who, &id).await?;
    let paper = showing::paper(&mut db, &listing.id, &media).await?;
    drop(db);
    let pages = showing::pages_of(&app, &who, &paper).await?;
    let leaf = Leaf {
        name: paper.name,
        here: format!("/espace/annonces/{id}/dossier/apercu/{media}"),
        back: format!("/espace/annonces/{id}/dossier"),
        back_label: "Dossier de l’annonce",
        pages,
        download: None,
        is_preview: true,
    };
    leaf_page(&app, leaf, &at)
}

pub(in crate::rooms) async fn preview_page(
    State(app): State<App>,
    Member(who): Member,
    Path((id, media, page)): Path<(String, String, String)>,
) -> Result<Response, Failure> {
    let page = number(&page)?;
    let mut db = app.db.acquire().await?;
    let listing = door::own_listing(&app, &mut db, &who, &id).await?;
    let paper = showing::paper(&mut db, &listing.id, &media).await?;
    drop(db);
    let turn = showing::turn(&app, &who).await?;
    let open = Open::of_paper(&app, &paper).await?;
    Ok(picture(draw(&app, &who, &turn, (&open, page), &listing.id).await?))
}

/// A proof of the reader, opened in turn for the owner of the listing who has signed, while the request lives.
async fn opened_proof(
    app: &App,
    who: &SignedIn,
    (id, request, piece): (&str, &str, &str),
) -> Result<(Turn, Visit, String, Open), Failure> {
    let mut db = app.db.acquire().await?;
    let visit = Visit::by_seller(app, &mut db, who, id, request).await?;
    let own = std::slice::from_ref(&visit.request.id);
    let is_shown = store::proofs_of(&mut *db, own).await?.iter().any(|(_, it)| it == piece);
    if !visit.state.is_live() || !visit.seller_signed || !is_shown {
        return Err(Failure::NotFound);
    }
    drop(db);
    let turn = showing::turn(app, who).await?;
    let mut db = app.db.acquire().await?;
    let found = pieces::open_offered(&mut db, app, &visit.request.reader_id, piece).await?;
    let (offered, bytes) = found.ok_or(Failure::NotFound)?;
    let open = Open::new(bytes, &offered.media_type);
    Ok((turn, visit, offered.title, open))
}

pub(in crate::rooms) async fn proof(
    State(app): State<App>,
    Member(who): Member,
    Path((id, request, piece)): Path<(String, String, String)>,
    Query(at): Query<At>,
) -> Result<Response, Failure> {
    let (turn, _, title, open) = opened_proof(&app, &who, (&id, &request, &piece)).await?;
    let leaf = Leaf {
        name: title,
        here: format!("/espace/annonces/{id}/dossier/{request}/justificatifs/{piece}"),
        back: format!("/espace/annonces/{id}/dossier/{request}"),
        back_label: "Demande d’accès",
        pages: open.count_pages(&turn).await?,
        download: None,
        is_preview: false,
    };
    leaf_page(&app, leaf, &at)
}

pub(in crate::rooms) async fn proof_page(
    State(app): State<App>,
    Member(who): Member,
    method: Method,
    origin: Origin,
    Path((id, request, piece, page)): Path<(String, String, String, String)>,
) -> Result<Response, Failure> {
    let page = number(&page)?;
    let (turn, visit, _, open) = opened_proof(&app, &who, (&id, &request, &piece)).await?;
    let drawn = draw(&app, &who, &turn, (&open, page), &visit.request.id).await?;
    if method == Method::GET {
        let hash = open.hash();
        let seen = Seen { what: "proof", media: &piece, hash: Some(&hash), page: Some(page) };
        showing::note(&app, &visit.request.id, &Reader::of(&who, &origin), seen).await?;
    }
    Ok(picture(drawn))
}
