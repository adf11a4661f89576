//! `/espace/notifications`: what happened, the newest first.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use crate::{
    accounts::{CheckedForm, Member},
    app::App,
    failure::Failure,
    notifications::store::{self, Row},
    shell::{self, Frame, account_frame},
};

/// Notifications on a page.
const PAGE: usize = 30;
/// The page itself.
const HERE: &str = "/espace/notifications";

#[derive(Template)]
#[template(path = "notifications/list.html")]
struct ListPage {
    frame: Frame,
    days: Vec<Day>,
    has_unread: bool,
    /// Microseconds of the newest one shown.
    newest: i64,
    more: Option<String>,
}

/// What happened on a day.
struct Day {
    name: String,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    message: String,
    hour: String,
    is_read: bool,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::notifications) struct Asked {
    /// Microseconds and id of the last one shown.
    #[serde(default)]
    apres: String,
}

fn cursor(text: &str) -> Option<(DateTime<Utc>, &str)> {
    let (at, id) = text.split_once('.')?;
    Some((DateTime::from_timestamp_micros(at.parse().ok()?)?, id)).filter(|_| id.len() <= 64)
}

pub(in crate::notifications) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = store::of(&app.db, &who.person.id, cursor(&asked.apres), most).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let last = rows.last().filter(|_| has_more);
    let more = last.map(|it| format!("{HERE}?apres={}.{}", it.created_at.timestamp_micros(), it.id));
    let page = ListPage {
        frame: account_frame(&app, HERE, "Notifications"),
        newest: rows.first().map_or(0, |it| it.created_at.timestamp_micros()),
        has_unread: rows.iter().any(|it| !it.is_read),
        days: by_day(rows, app.clock.now()),
        more,
    };
    Ok(shell::page(&page)?)
}

fn by_day(rows: Vec<Row>, now: DateTime<Utc>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for it in rows {
        let day = today_in_paris(it.created_at);
        let name = match (today_in_paris(now) - day).num_days() {
            0 => "Aujourd’hui".to_owned(),
            1 => "Hier".to_owned(),
            _ => french::date_with_weekday(day),
        };
        let line = Line {
            href: format!("{HERE}/{}", it.id),
            title: it.title,
            message: it.message.unwrap_or_default(),
            hour: french::hour(it.created_at),
            is_read: it.is_read,
        };
        match days.last_mut().filter(|last| last.name == name) {
            Some(last) => last.lines.push(line),
            None => days.push(Day { name, lines: vec![line] }),
        }
    }
    days
}

/// Opens what a notification is about, and notes that it was read.
pub(in crate::notifications) async fn open(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let link = store::link(&app.db, &who.person.id, &id).await?.ok_or(Failure::NotFound)?;
    if !who.is_read_only() {
        let now = app.clock.now();
        store::mark_read(&app.db, &who.person.id, (Some(&id), now), now).await?;
    }
    Ok(Redirect::to(link.as_deref().unwrap_or(HERE)).into_response())
}

#[derive(Deserialize)]
pub(in crate::notifications) struct Seen {
    /// Microseconds of the newest one that the page showed.
    jusqu_a: Option<i64>,
}

pub(in crate::notifications) async fn read_all(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(sent): CheckedForm<Seen>,
) -> Result<Response, Failure> {
    let now = app.clock.now();
    let until = sent.jusqu_a.and_then(DateTime::from_timestamp_micros).unwrap_or(now);
    store::mark_read(&app.db, &who.person.id, (None, until), now).await?;
    Ok(Redirect::to(HERE).into_response())
}
