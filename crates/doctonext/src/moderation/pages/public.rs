//! `/classement`: how listings are put in order and moderated, in plain French (règlement (UE) 2022/2065, art. 11, 12, 14 and 27;
//! code de la consommation, art. L. 111-7).

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};

use crate::{
    app::App,
    config::Settings,
    failure::Failure,
    moderation::grounds::{GROUNDS, Ground},
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "moderation/public.html")]
struct PublicPage {
    frame: Frame,
    rules: Vec<&'static Ground>,
    laws: Vec<&'static Ground>,
    settings: Arc<Settings>,
}

pub(in crate::moderation) async fn show(State(app): State<App>) -> Result<Response, Failure> {
    let frame = Frame::new(
        &app.settings.public_url,
        "/classement",
        "Comment sont classées et modérées les annonces",
        "Les règles qui décident de l’ordre des annonces, de ce qui est retiré, et comment contester.",
    );
    let page = PublicPage {
        frame,
        rules: GROUNDS.iter().filter(|it| !it.is_law).collect(),
        laws: GROUNDS.iter().filter(|it| it.is_law).collect(),
        settings: app.settings.clone(),
    };
    Ok(shell::page(&page)?)
}
