//! `/pieces/partage/{token}`: what a link shows to whoever holds it. A link that is over, taken back or made up is answered
//! the same way.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{Method, StatusCode},
    response::Response,
};
use platform::{clock::today_in_paris, french};

use super::{file, one::How, private, weight};
use crate::{
    accounts::{Origin, count_try_from},
    app::App,
    documents,
    failure::Failure,
    pieces::{keep, kind::Kind, naming::Naming, share, standing::Standing, store},
    shell::{self, Frame},
};

/// Requests from one address of the network within a quarter of an hour: a secretariat may open thirty documents twice.
const MOST_TRIES: i32 = 150;

#[derive(Template)]
#[template(path = "pieces/door.html")]
struct DoorPage {
    frame: Frame,
    owner: String,
    reader: String,
    until: String,
    may_download: bool,
    count: String,
    pieces: Vec<Seen>,
}

/// A document as a reader sees it.
struct Seen {
    title: String,
    kind: &'static str,
    note: String,
    day: String,
    state: String,
    tone: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "pieces/closed_door.html")]
struct ClosedDoorPage {
    frame: Frame,
}

fn frame(app: &App, title: &str) -> Frame {
    // The secret is in no page, not even in this one.
    Frame::new(&app.settings.public_url, "/pieces/partage", title, "").hidden_from_robots()
}

fn closed(app: &App) -> Result<Response, Failure> {
    let page = ClosedDoorPage { frame: frame(app, "Ce lien n’est plus valable") };
    Ok(private(shell::page_with_status(StatusCode::NOT_FOUND, &page)?))
}

async fn knock(app: &App, origin: &Origin) -> Result<(), Failure> {
    match count_try_from(app, "piece-share", origin, MOST_TRIES).await? {
        Some(until) => Err(Failure::TooMany(format!(
            "Trop de demandes depuis ce réseau. Réessayez à partir de {}.",
            french::hour(until)
        ))),
        None => Ok(()),
    }
}

pub(in crate::pieces) async fn show(
    State(app): State<App>,
    method: Method,
    origin: Origin,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    knock(&app, &origin).await?;
    let mut tx = app.db.begin().await?;
    let Some(link) = share::find(&app, &mut tx, &token).await? else { return closed(&app) };
    let reader = share::reader(&app, &mut tx, &link.id, &link.reader).await?;
    let today = today_in_paris(app.clock.now());
    let mut pieces = Vec::new();
    for it in store::shared_pieces(&mut *tx, &link.id).await? {
        let naming = Naming::open(&app, &mut tx, &it.id, &it.naming).await?;
        let kind = Kind::from_code(&it.kind).unwrap_or(Kind::Other);
        let standing = Standing::on(today, it.expires_on);
        pieces.push(Seen {
            title: naming.title(kind),
            kind: if naming.label.is_empty() || kind == Kind::Other { "" } else { kind.label() },
            note: format!("{} · {}", naming.file, weight(it.bytes)),
            state: standing.in_short(),
            day: standing.day(),
            tone: standing.tone(),
            href: format!("/pieces/partage/{token}/{}", it.id),
        });
    }
    if method == Method::GET {
        share::note(&app, &mut tx, &link, (None, "page"), &origin).await?;
    }
    tx.commit().await?;
    let page = DoorPage {
        frame: frame(&app, "Pièces partagées"),
        owner: link.owner_name,
        reader,
        until: french::moment(link.expires_at),
        may_download: link.may_download,
        count: french::counted(pieces.len() as u64, "pièce", "pièces"),
        pieces,
    };
    Ok(private(shell::page(&page)?))
}

pub(in crate::pieces) async fn piece(
    State(app): State<App>,
    method: Method,
    origin: Origin,
    Path((token, id)): Path<(String, String)>,
    Query(how): Query<How>,
) -> Result<Response, Failure> {
    knock(&app, &origin).await?;
    let mut tx = app.db.begin().await?;
    let Some(link) = share::find(&app, &mut tx, &token).await? else { return closed(&app) };
    let pieces = store::shared_pieces(&mut *tx, &link.id).await?;
    let Some(it) = pieces.into_iter().find(|it| it.id == id) else { return closed(&app) };
    let naming = Naming::open(&app, &mut tx, &it.id, &it.naming).await?;
    let bytes = documents::open(&app, &mut tx, keep::place(&it.id), &it.file).await?;
    let downloads = link.may_download && how.telecharger.is_some();
    let (act, how) = if downloads { ("downloaded", "attachment") } else { ("viewed", "inline") };
    if method == Method::GET {
        share::note(&app, &mut tx, &link, (Some(&it.id), act), &origin).await?;
    }
    tx.commit().await?;
    file(&bytes, &it.media_type, how, &naming.file)
}
