//! `/espace/annonces/{id}/statistiques`: the last thirty days, drawn and told.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use platform::{clock::today_in_paris, french};

use super::checked_id;
use crate::{
    accounts::Member,
    analytics::{self, Day},
    app::App,
    failure::Failure,
    publishing::own::Own,
    shell::{self, Frame, account_frame},
    spreadsheet,
};

/// Days shown.
const DAYS: u16 = 30;
/// Size of a drawing, in its own units: each day is ten wide.
const HEIGHT: i32 = 80;

#[derive(Template)]
#[template(path = "publishing/statistics.html")]
struct StatisticsPage {
    frame: Frame,
    title: String,
    charts: Vec<Chart>,
    rows: Vec<Row>,
    csv: String,
    is_quiet: bool,
}

/// One figure over the days.
struct Chart {
    label: &'static str,
    total: String,
    sentence: String,
    bars: Vec<Bar>,
}

struct Bar {
    x: usize,
    y: i32,
    height: i32,
}

struct Row {
    day: String,
    views: i32,
    contacts: i32,
    favorites: i32,
}

async fn days(app: &App, who: &crate::accounts::SignedIn, id: &str) -> Result<(Own, Vec<Day>), Failure> {
    let mut db = app.db.acquire().await?;
    let own = Own::find(app, &mut db, who, checked_id(id)?).await?;
    let days = analytics::of_listing(&mut db, own.id(), today_in_paris(app.clock.now()), DAYS).await?;
    Ok((own, days))
}

pub(in crate::publishing) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (own, days) = days(&app, &who, &id).await?;
    let charts = vec![
        chart("Vues", &days, |it| it.views),
        chart("Contacts", &days, |it| it.contacts),
        chart("Mises en favori", &days, |it| it.favorites),
    ];
    let row = |it: &Day| Row {
        day: french::date(it.day),
        views: it.views,
        contacts: it.contacts,
        favorites: it.favorites,
    };
    let page = StatisticsPage {
        frame: account_frame(&app, "/espace/annonces", "Statistiques de l’annonce"),
        title: own.written.listing.title.clone(),
        is_quiet: days.iter().all(|it| it.views + it.contacts + it.favorites == 0),
        rows: days.iter().rev().map(row).collect(),
        csv: format!("/espace/annonces/{}/statistiques.csv", own.id()),
        charts,
    };
    Ok(shell::page(&page)?)
}

fn chart(label: &'static str, days: &[Day], of: fn(&Day) -> i32) -> Chart {
    let most = days.iter().map(of).max().unwrap_or(0).max(1);
    let total: i32 = days.iter().map(of).sum();
    let best = days.iter().max_by_key(|it| of(it)).filter(|it| of(it) > 0);
    let bar = |(rank, it): (usize, &Day)| {
        // A day with anything at all is drawn at least as high as can be seen.
        let height = if of(it) == 0 { 0 } else { (of(it) * (HEIGHT - 4) / most).max(2) };
        Bar { x: rank * 10, y: HEIGHT - height, height }
    };
    Chart {
        label,
        total: french::number(i64::from(total)),
        sentence: best.map_or_else(
            || "Rien ces trente derniers jours.".to_owned(),
            |it| {
                format!("Le plus\u{202f}: {} le {}.", french::number(i64::from(of(it))), french::date(it.day))
            },
        ),
        bars: days.iter().enumerate().map(bar).filter(|it| it.height > 0).collect(),
    }
}

/// The same numbers for a spreadsheet.
pub(in crate::publishing) async fn csv(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (_, days) = days(&app, &who, &id).await?;
    let head = ["jour", "vues", "contacts", "favoris"].map(str::to_owned);
    let lines = days.iter().map(|it| {
        [it.day.to_string(), it.views.to_string(), it.contacts.to_string(), it.favorites.to_string()]
    });
    let text = spreadsheet::written(std::iter::once(head).chain(lines));
    Ok(spreadsheet::answer("statistiques.csv", text))
}
