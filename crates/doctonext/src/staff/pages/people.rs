//! `/equipe/personnes`.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::DateTime;
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::frame;
use crate::{
    accounts::Moderator,
    app::App,
    failure::Failure,
    shell::{self, Frame},
    staff::store::{self, Found},
    trades::{AuthorKind, TrustLevel},
    verification,
};

/// People of a page.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "staff/people.html")]
struct PeoplePage {
    frame: Frame,
    asked: String,
    /// Value, words, and whether it is chosen.
    levels: Vec<(i16, &'static str, bool)>,
    people: Vec<Listed>,
    next: Option<String>,
}

/// A person in a list, in words.
pub(super) struct Listed {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) what: String,
    pub(super) since: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct Search {
    #[serde(default)]
    q: String,
    /// Level of trust; empty for all.
    #[serde(default)]
    niveau: String,
    #[serde(default)]
    apres: String,
}

pub(in crate::staff) async fn search(
    State(app): State<App>,
    _: Moderator,
    Query(search): Query<Search>,
) -> Result<Response, Failure> {
    let asked = search.q.trim().chars().take(200).collect::<String>();
    let words: Vec<String> = search_index::fold(&asked)
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect();
    let trust = TrustLevel::ALL.iter().map(|it| it.key()).find(|key| key.to_string() == search.niveau);
    let holder = verification::holder_of(&app, &mut *app.db.acquire().await?, &asked).await?;
    let found = if let Some(person) = holder {
        let mut found = store::by_id(&app.db, &person).await?;
        found.retain(|it| trust.is_none_or(|level| it.trust_level == level));
        found
    } else if asked.is_empty() {
        store::latest(&app.db, trust, after(&search.apres), MOST).await?
    } else if asked.contains('@') {
        store::by_email(&app.db, &asked.to_lowercase(), trust, MOST).await?
    } else if words.is_empty() {
        Vec::new()
    } else {
        store::by_name(&app.db, &words, trust, MOST).await?
    };
    let full = asked.is_empty() && i64::try_from(found.len()).is_ok_and(|it| it == MOST);
    let next = found.last().filter(|_| full).map(|it| {
        let level = trust.map_or_else(String::new, |it| format!("niveau={it}&"));
        format!("/equipe/personnes?{level}apres={}~{}", it.created_at.timestamp_micros(), it.id)
    });
    let page = PeoplePage {
        frame: frame(&app, "/equipe/personnes", "Personnes"),
        asked,
        levels: TrustLevel::ALL.iter().map(|it| (it.key(), it.label(), trust == Some(it.key()))).collect(),
        people: found.into_iter().map(listed).collect(),
        next,
    };
    Ok(shell::page(&page)?)
}

fn after(text: &str) -> store::After {
    let (micros, id) = text.split_once('~')?;
    Some((DateTime::from_timestamp_micros(micros.parse().ok()?)?, id.to_owned()))
}

pub(super) fn listed(it: Found) -> Listed {
    let kind = AuthorKind::from_code(&it.account_kind).map_or("", |kind| kind.label());
    let role = super::person::role_label(&it.role);
    Listed {
        href: format!("/equipe/personnes/{}", it.id),
        what: format!(
            "{kind}, niveau {}{}",
            it.trust_level,
            if it.role == "user" { String::new() } else { format!(", {role}") }
        ),
        since: french::date(today_in_paris(it.created_at)),
        name: it.name,
        email: it.email,
    }
}
