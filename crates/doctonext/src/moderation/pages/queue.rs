//! `/equipe/moderation`: what waits, the oldest first.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::DateTime;
use platform::french;
use serde::Deserialize;

use super::{frame, private};
use crate::{
    accounts::Moderator,
    app::App,
    desk,
    failure::Failure,
    moderation::{
        delay::{Delay, delay},
        queue::{self, Waiting},
        store,
        words::Genre,
    },
    shell::{self, Frame},
};

/// Items of a page.
const MOST: usize = 50;

#[derive(Template)]
#[template(path = "moderation/queue.html")]
struct QueuePage {
    frame: Frame,
    note: &'static str,
    /// What waits for somebody who is not in the team yet.
    stranded: String,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
}

struct Tab {
    href: String,
    label: &'static str,
    count: String,
    selected: bool,
}

struct Line {
    href: String,
    title: String,
    what: &'static str,
    note: String,
    since: String,
    delay: Delay,
    held: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct Asked {
    #[serde(default)]
    genre: String,
    /// Microseconds and identifier of the last line of the page before.
    #[serde(default)]
    apres: String,
    #[serde(default)]
    note: String,
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let (now, me) = (app.clock.now(), staff.person.id.as_str());
    let genre = Genre::from_code(&asked.genre);
    let after = asked.apres.split_once('~').and_then(|(micros, id)| {
        let at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        (id.len() <= 64 && !id.contains('\0')).then_some((at, id))
    });
    let mut waiting = queue::page(&app, me, genre, after, MOST + 1).await?;
    let goes_on = waiting.len() > MOST;
    waiting.truncate(MOST);
    let next = waiting.last().filter(|_| goes_on).map(|it| address(genre, Some(it)));
    let keys: Vec<String> = waiting.iter().map(|it| it.item().key()).collect();
    let held = desk::holders(&app.db, &keys, now).await?;
    let line = |it: Waiting| {
        let item = it.item();
        let key = item.key();
        let holder = held.iter().find(|lock| lock.item == key && lock.held_by != me);
        Line {
            href: item.path(),
            what: it.genre.label(),
            since: french::moment(it.since),
            delay: delay(it.since, now),
            held: holder.map_or_else(String::new, |it| {
                format!("{} l’examine jusqu’à {}", it.name, french::hour(it.until))
            }),
            title: it.title,
            note: it.note,
        }
    };
    let page = QueuePage {
        frame: frame(&app, "/equipe/moderation", "Modération"),
        note: match asked.note.as_str() {
            "fait" => "C’est décidé.",
            "fini" if waiting.is_empty() => "C’est décidé. Il ne reste rien d’autre à examiner.",
            "fini" => "C’est décidé. Le reste est entre d’autres mains, ou ne se décide pas ici.",
            "propose" => "Le bannissement est proposé\u{202f}: une autre personne doit le confirmer.",
            _ => "",
        },
        stranded: stranded(store::stranded(&app.db).await?),
        tabs: tabs(&app, me, genre).await?,
        lines: waiting.into_iter().map(line).collect(),
        first: after.map(|_| address(genre, None)),
        next,
    };
    Ok(private(shell::page(&page)?))
}

fn stranded(count: i64) -> String {
    if count == 0 {
        return String::new();
    }
    format!(
        "{} sans que personne de l’équipe puisse décider\u{202f}: chacun y a pris part, ou est concerné. Un administrateur doit nommer un modérateur de plus.",
        french::counted(
            count.unsigned_abs(),
            "recours ou bannissement attend",
            "recours ou bannissements attendent"
        ),
    )
}

fn address(genre: Option<Genre>, last: Option<&Waiting>) -> String {
    let genre = genre.map_or(String::new(), |it| format!("genre={}", it.code()));
    let after = last.map_or(String::new(), |it| format!("apres={}~{}", it.since.timestamp_micros(), it.id));
    let query = [genre, after].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("&");
    if query.is_empty() { "/equipe/moderation".to_owned() } else { format!("/equipe/moderation?{query}") }
}

async fn tabs(app: &App, staff: &str, asked: Option<Genre>) -> Result<Vec<Tab>, Failure> {
    let counts = queue::counts(app, staff).await?;
    let all = Tab {
        href: address(None, None),
        label: "Tout",
        count: french::number(counts.iter().map(|it| it.1).sum()),
        selected: asked.is_none(),
    };
    let one = |(genre, count): (Genre, i64)| Tab {
        href: address(Some(genre), None),
        label: genre.label(),
        count: french::number(count),
        selected: asked == Some(genre),
    };
    Ok(std::iter::once(all).chain(counts.into_iter().map(one)).collect())
}
