//! `/equipe`.

use askama::Template;
use axum::{extract::State, response::Response};

use super::frame;
use crate::{
    accounts::Moderator,
    app::App,
    failure::Failure,
    jobs, letters,
    shell::{self, Frame},
    staff::store,
};

#[derive(Template)]
#[template(path = "staff/overview.html")]
struct OverviewPage {
    frame: Frame,
    figures: Vec<(&'static str, i64, &'static str)>,
}

pub(in crate::staff) async fn show(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let (people, new, sessions) = store::totals(&app.db, app.clock.now()).await?;
    let (waiting, _, dead) = jobs::tally(&app.db).await?;
    let letters = letters::tally(&app.db).await?;
    let of = |state: &str| letters.iter().find(|(it, _)| it == state).map_or(0, |(_, n)| *n);
    let figures = vec![
        ("Comptes", people, "/equipe/personnes"),
        ("Comptes créés depuis 7\u{a0}jours", new, "/equipe/personnes"),
        ("Sessions ouvertes", sessions, "/equipe/personnes"),
        ("Travaux en attente", waiting, "/equipe/travaux"),
        ("Travaux abandonnés", dead, "/equipe/travaux"),
        ("Lettres en attente", of("waiting"), "/equipe/travaux"),
        ("Lettres non parties", of("dead"), "/equipe/travaux"),
    ];
    Ok(shell::page(&OverviewPage { frame: frame(&app, "/equipe", "Équipe"), figures })?)
}
