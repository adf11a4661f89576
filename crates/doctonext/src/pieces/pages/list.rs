//! `/espace/pieces`: one's documents, and the links that show them.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use platform::{clock::today_in_paris, french};
use sqlx::PgConnection;

use super::{Notes, Shown, frame, hidden, private, weight};
use crate::{
    accounts::Member,
    app::App,
    failure::Failure,
    pieces::{
        naming::Naming,
        share,
        store::{self, Piece, Share},
    },
    shell::{self, Frame},
};

/// Links on the page; older ones are over.
const MOST_SHARES: i64 = 50;

#[derive(Template)]
#[template(path = "pieces/list.html")]
struct ListPage {
    frame: Frame,
    note: &'static str,
    pieces: Vec<Shown>,
    used: String,
    shares: Vec<ShownShare>,
}

/// A link as its owner reads it.
struct ShownShare {
    id: String,
    reader: String,
    what: String,
    state: String,
    is_open: bool,
}

pub(in crate::pieces) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    if let Some(page) = hidden(&app, &who)? {
        return Ok(page);
    }
    let (person, now) = (who.person.id.as_str(), app.clock.now());
    let mut db = app.db.acquire().await?;
    let rows = store::pieces(&mut *db, person).await?;
    let used: i32 = rows.iter().fold(0, |sum, it| it.bytes.saturating_add(sum));
    let mut shares = Vec::new();
    for it in store::shares(&mut *db, person, MOST_SHARES).await? {
        let reader = share::reader(&app, &mut db, &it.id, &it.reader).await?;
        shares.push(shown_share(it, reader, now));
    }
    let page = ListPage {
        frame: frame(&app, "/espace/pieces", "Mes pièces"),
        note: match notes.note.as_str() {
            "ajout" => "Votre pièce est ajoutée.",
            "deja" => "Ce fichier est déjà dans votre coffre\u{202f}: il n’y est qu’une fois.",
            "suppression" => "Votre pièce est supprimée, ici et dans les liens qui la montraient.",
            "retrait" => "Le lien est retiré\u{202f}: plus personne ne peut l’ouvrir.",
            _ => "",
        },
        used: format!(
            "{} sur 30, {} sur 100\u{a0}Mo",
            french::counted(rows.len() as u64, "pièce", "pièces"),
            if rows.is_empty() { "0\u{a0}Mo".to_owned() } else { weight(used) }
        ),
        pieces: shown(&app, &mut db, &rows).await?,
        shares,
    };
    Ok(private(shell::page(&page)?))
}

/// Documents as their owner reads them.
pub(super) async fn shown(app: &App, db: &mut PgConnection, rows: &[Piece]) -> Result<Vec<Shown>, Failure> {
    let today = today_in_paris(app.clock.now());
    let mut shown = Vec::with_capacity(rows.len());
    for it in rows {
        let naming = Naming::open(app, db, &it.id, &it.naming).await?;
        shown.push(Shown::of(it, &naming, today));
    }
    Ok(shown)
}

fn shown_share(it: Share, reader: String, now: DateTime<Utc>) -> ShownShare {
    let is_open = it.revoked_at.is_none() && it.expires_at > now;
    let state = match it.revoked_at {
        Some(at) => format!("Retiré le {}", french::moment(at)),
        None if is_open => format!("Ouvert jusqu’au {}", french::moment(it.expires_at)),
        None => format!("Terminé depuis le {}", french::moment(it.expires_at)),
    };
    let openings =
        french::counted_or_none(it.openings.unsigned_abs(), "jamais ouvert", "ouverture", "ouvertures");
    ShownShare {
        what: format!(
            "{}{} · {openings}",
            french::counted(it.pieces.unsigned_abs(), "pièce", "pièces"),
            if it.may_download { "" } else { ", à l’écran seulement" },
        ),
        id: it.id,
        reader,
        state,
        is_open,
    }
}
