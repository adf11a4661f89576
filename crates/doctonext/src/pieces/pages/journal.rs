//! `/espace/pieces/journal`: who opened what, for the owner alone.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use platform::french;
use serde::Deserialize;

use super::{frame, hidden, list, private};
use crate::{
    accounts::Member,
    app::App,
    failure::Failure,
    pieces::{share, store},
    shell::{self, Frame},
};

/// Lines of a page.
const LINES: i64 = 50;

#[derive(Template)]
#[template(path = "pieces/journal.html")]
struct JournalPage {
    frame: Frame,
    lines: Vec<Line>,
    /// Where the older lines are.
    older: Option<String>,
}

struct Line {
    what: String,
    reader: String,
    from: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::pieces) struct From {
    avant: Option<i64>,
}

pub(in crate::pieces) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Query(from): Query<From>,
) -> Result<Response, Failure> {
    if let Some(page) = hidden(&app, &who)? {
        return Ok(page);
    }
    let person = who.person.id.as_str();
    let mut db = app.db.acquire().await?;
    let rows = store::pieces(&mut *db, person).await?;
    let titles: HashMap<String, String> =
        list::shown(&app, &mut db, &rows).await?.into_iter().map(|it| (it.id, it.title)).collect();
    // One line more tells whether there are older ones.
    let mut openings = store::openings(&mut *db, person, from.avant, LINES + 1).await?;
    let most = usize::try_from(LINES).unwrap_or_default();
    let has_older = openings.len() > most;
    openings.truncate(most);
    let older =
        openings.last().filter(|_| has_older).map(|it| format!("/espace/pieces/journal?avant={}", it.id));
    let (mut readers, mut lines) = (HashMap::new(), Vec::new());
    for it in openings {
        if !readers.contains_key(&it.share_id) {
            let reader = share::reader(&app, &mut db, &it.share_id, &it.reader).await?;
            readers.insert(it.share_id.clone(), reader);
        }
        let title = match (&it.piece_id, it.act.as_str()) {
            (_, "page") => "Page du lien".to_owned(),
            (Some(id), _) => titles.get(id).cloned().unwrap_or_default(),
            (None, _) => "Pièce supprimée depuis".to_owned(),
        };
        let act = if it.act == "downloaded" { "téléchargée" } else { "ouverte" };
        lines.push(Line {
            what: format!("{title}, {act} le {}", french::moment(it.at)),
            reader: readers.get(&it.share_id).cloned().unwrap_or_default(),
            from: format!("{} · réseau {}", it.browser, it.network),
        });
    }
    let frame = frame(&app, "/espace/pieces/journal", "Journal des ouvertures");
    Ok(private(shell::page(&JournalPage { frame, lines, older })?))
}
