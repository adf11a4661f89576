//! `/transparence`: what was reported, decided and contested in a year, counted from the rows themselves.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use platform::{
    clock::{end_of_day_in_paris, today_in_paris},
    french,
};
use serde::Deserialize;

use crate::{
    app::App,
    audit,
    failure::Failure,
    moderation::{
        grounds::Ground,
        store::{self, Counted},
        words::{Action, Reason},
    },
    shell::{self, Frame, Link},
    spreadsheet,
};

#[derive(Template)]
#[template(path = "moderation/transparency.html")]
struct TransparencyPage {
    frame: Frame,
    year: i32,
    is_running: bool,
    years: Vec<Link>,
    csv: String,
    tables: Vec<Table>,
}

struct Table {
    title: &'static str,
    total: String,
    /// What, how often as people read it, how often as a spreadsheet does.
    rows: Vec<(String, String, String)>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct Asked {
    #[serde(default)]
    annee: String,
}

/// The year that is asked, this one if none is, and the years there are.
async fn year(app: &App, asked: &Asked) -> Result<(i32, Vec<i32>), Failure> {
    let now = today_in_paris(app.clock.now()).year();
    let first = store::first_year(&app.db).await?.unwrap_or(now).min(now);
    let years: Vec<i32> = (first..=now).rev().collect();
    let year = if asked.annee.is_empty() { Some(now) } else { asked.annee.parse().ok() };
    let year = year.filter(|it| years.contains(it)).ok_or(Failure::NotFound)?;
    Ok((year, years))
}

fn bounds(year: i32) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let last = |year| NaiveDate::from_ymd_opt(year, 12, 31).map(end_of_day_in_paris);
    last(year - 1).zip(last(year))
}

async fn tables(app: &App, year: i32) -> Result<Vec<Table>, Failure> {
    let (db, span) = (&app.db, bounds(year).ok_or(Failure::NotFound)?);
    let reason = |code: &str| Reason::from_code(code).map_or("", |it| it.label()).to_owned();
    let action = |code: &str| Action::from_code(code).map_or("", |it| it.label()).to_owned();
    let ground = |code: &str| {
        Ground::from_code(code).map(|it| format!("{}\u{202f}: {}", it.reference, it.rule)).unwrap_or_default()
    };
    let (notices, appeals) = store::median_hours(db, span).await?;
    let median = |what: &str, hours: Option<f64>| {
        let words = hours.map_or("—".to_owned(), |it| format!("{}\u{a0}h", french::decimal(it, 1)));
        (what.to_owned(), words, hours.map_or_else(String::new, |it| format!("{it:.1}")))
    };
    let mut tables = vec![
        counted("Signalements reçus, par motif", store::notices_by_reason(db, span).await?, reason),
        counted("Décisions, par mesure", store::decisions_by_action(db, span).await?, action),
        counted(
            "Décisions qui restreignent, par fondement",
            store::decisions_by_ground(db, span).await?,
            ground,
        ),
        counted(
            "Décisions qui restreignent, par origine",
            store::decisions_by_origin(db, span).await?,
            origin,
        ),
        counted("Recours, par issue", store::appeals_by_outcome(db, span).await?, outcome),
        Table {
            title: "Délais médians",
            total: String::new(),
            rows: vec![
                median("D’un signalement à sa décision", notices),
                median("D’un recours à sa décision", appeals),
            ],
        },
    ];
    // The log forgets after three years: what it no longer knows is not told as nothing.
    if app.clock.now() < span.0 + TimeDelta::days(LOGGED_DAYS) {
        let told = audit::told_to_authorities(db, span).await?;
        tables.push(Table {
            title: "Contenus signalés aux autorités (art. 18)",
            total: String::new(),
            rows: vec![("Contenus".to_owned(), french::number(told), told.to_string())],
        });
    }
    Ok(tables)
}

/// Three years, as the log is kept.
const LOGGED_DAYS: i64 = 3 * 365;

fn counted(title: &'static str, found: Vec<Counted>, label: impl Fn(&str) -> String) -> Table {
    let total: i64 = found.iter().map(|it| it.1).sum();
    let row = |(code, count): Counted| (label(&code), french::number(count), count.to_string());
    Table { title, total: french::number(total), rows: found.into_iter().map(row).collect() }
}

fn origin(code: &str) -> String {
    match code {
        "notice" => "Signalement",
        "rule" => "Règle automatique, décision humaine",
        "review" => "Relecture par l’équipe",
        _ => "Initiative de l’équipe",
    }
    .to_owned()
}

fn outcome(code: &str) -> String {
    match code {
        "upheld" => "Décision confirmée",
        "reversed" => "Décision annulée",
        _ => "En cours d’examen",
    }
    .to_owned()
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (year, years) = year(&app, &asked).await?;
    let path = format!("/transparence?annee={year}");
    let frame = Frame::new(
        &app.settings.public_url,
        path,
        format!("Transparence {year}"),
        "Signalements, décisions et recours de l’année, en chiffres.",
    );
    let page = TransparencyPage {
        frame,
        year,
        is_running: years.first() == Some(&year),
        years: years
            .iter()
            .map(|it| Link::new(it.to_string(), format!("/transparence?annee={it}")))
            .collect(),
        csv: format!("/transparence.csv?annee={year}"),
        tables: tables(&app, year).await?,
    };
    Ok(shell::page(&page)?)
}

pub(in crate::moderation) async fn csv(
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (year, _) = year(&app, &asked).await?;
    let tables = tables(&app, year).await?;
    let lines = tables.iter().flat_map(|table| {
        let cells = |(what, _, value): &(String, _, String)| {
            [year.to_string(), table.title.to_owned(), what.clone(), value.clone()]
        };
        table.rows.iter().map(cells)
    });
    let head = ["annee", "tableau", "ligne", "valeur"].map(str::to_owned);
    let text = spreadsheet::written(std::iter::once(head).chain(lines));
    Ok(spreadsheet::answer(&format!("transparence-{year}.csv"), text))
}
