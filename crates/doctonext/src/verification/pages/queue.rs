//! `/equipe/verifications`: what waits for a look, the oldest first.

use askama::Template;
use axum::{extract::State, response::Response};
use platform::french;

use super::{frame, wording};
use crate::{
    accounts::Moderator,
    app::App,
    failure::Failure,
    shell::{self, Frame},
    trades::{AuthorKind, Profession},
    verification::store,
};

/// Cases of a page: whoever looks at the oldest makes room.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "verification/queue.html")]
struct QueuePage {
    frame: Frame,
    cases: Vec<Listed>,
}

struct Listed {
    href: String,
    name: String,
    cause: &'static str,
    note: String,
}

pub(in crate::verification) async fn show(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let cases = store::queue(&app.db, MOST).await?;
    let page = QueuePage {
        frame: frame(&app, "/equipe/verifications", "Vérifications"),
        cases: cases
            .into_iter()
            .map(|it| {
                let kind = AuthorKind::from_code(&it.account_kind).map_or("", |kind| kind.label());
                let profession = it.profession.as_deref().and_then(Profession::from_code);
                Listed {
                    href: format!("/equipe/verifications/{}", it.id),
                    cause: wording::cause(&it.cause),
                    note: format!(
                        "{} · {} · ouvert le {}",
                        profession.map_or(kind, |it| it.label),
                        french::counted(it.pieces.unsigned_abs(), "pièce", "pièces"),
                        french::moment(it.opened_at)
                    ),
                    name: it.name,
                }
            })
            .collect(),
    };
    Ok(shell::page(&page)?)
}
