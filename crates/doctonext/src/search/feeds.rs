//! `/annonces.rss` and `/annonces.json`: any search as a feed, the newest first. What visitors see of it, and no more.

use axum::{
    Extension, Json,
    extract::{RawQuery, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use rss::{ChannelBuilder, Guid, ItemBuilder};
use serde::Serialize;

use super::{
    Criteria, SearchHit, Seen, Sort, Viewer, Vocabulary, card_of,
    found::{Wanted, find},
    pages::sane,
    parse::parse,
    street::locate,
    wording,
};
use crate::{app::App, delivery::Makeshift, failure::Failure};

/// Listings in a feed: readers ask again within the hour.
const MOST: u16 = 30;
/// Minutes after which a reader may ask again.
const FRESH_MINUTES: &str = "30";

/// A feed in its parts: the heading of the search, its page, its listings.
struct Feed {
    title: String,
    page: String,
    entries: Vec<Entry>,
    /// Where a better one will soon be had.
    makeshift: Option<Extension<Makeshift>>,
}

struct Entry {
    id: String,
    title: String,
    url: String,
    summary: String,
    published: DateTime<Utc>,
    categories: Vec<String>,
}

/// The newest listings of a search.
async fn newest(app: &App, viewer: Option<&Viewer>, query: Option<String>) -> Result<Feed, Failure> {
    let now = app.clock.now();
    let mut asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let is_located = locate(app, &mut asked, now).await;
    let page = asked.typed.href();
    let criteria = Criteria { sort: Sort::Newest, ..asked.criteria };
    let wanted = Wanted { criteria: &criteria, after: None, limit: MOST, viewer, facets: false };
    let found = find(app, wanted, now).await?;
    let base = &app.settings.public_url;
    Ok(Feed {
        makeshift: (found.is_makeshift || !is_located).then_some(Extension(Makeshift)),
        title: wording::heading(&criteria),
        page: format!("{base}{page}"),
        entries: found.hits.iter().map(|hit| entry(app, hit, now)).collect(),
    })
}

fn entry(app: &App, hit: &SearchHit, now: DateTime<Utc>) -> Entry {
    let card = card_of(hit, &app.gazetteer, now);
    let facts = card.facts.iter().map(|it| it.value.clone());
    let told = [card.trade.clone(), card.place.clone()].into_iter().chain(facts).chain(card.money.clone());
    let head = told.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    Entry {
        id: hit.listing_id.clone(),
        url: format!("{}{}", app.settings.public_url, card.href),
        summary: [head, card.excerpt].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n"),
        categories: vec![card.kind_label.to_owned(), card.trade],
        title: card.title,
        published: hit.published_at,
    }
}

/// For readers of feeds, and not for search engines, which have the pages.
const NOT_INDEXED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

/// RSS 2.0.
pub(super) async fn rss(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let feed = newest(&app, viewer.as_ref(), query).await?;
    let items = feed.entries.into_iter().map(|it| {
        ItemBuilder::default()
            .title(Some(it.title))
            .link(Some(it.url))
            .description(Some(it.summary))
            .guid(Some(Guid { value: it.id, permalink: false }))
            .pub_date(Some(it.published.to_rfc2822()))
            .categories(it.categories.into_iter().map(rss::Category::from).collect::<Vec<_>>())
            .build()
    });
    let channel = ChannelBuilder::default()
        .title(format!("{} – Doctonext", feed.title))
        .link(feed.page)
        .description("Annonces entre professionnels de santé, les plus récentes d’abord.")
        .language(Some("fr-FR".to_owned()))
        .ttl(Some(FRESH_MINUTES.to_owned()))
        .items(items.collect::<Vec<_>>())
        .build();
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/rss+xml; charset=utf-8"));
    Ok((feed.makeshift, [kind, NOT_INDEXED], channel.to_string()).into_response())
}

/// JSON Feed 1.1 (jsonfeed.org).
#[derive(Serialize)]
struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    language: &'static str,
    items: Vec<JsonItem>,
}

#[derive(Serialize)]
struct JsonItem {
    id: String,
    url: String,
    title: String,
    content_text: String,
    date_published: DateTime<Utc>,
    tags: Vec<String>,
}

/// JSON Feed 1.1.
pub(super) async fn json(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let feed = newest(&app, viewer.as_ref(), query).await?;
    let item = |it: Entry| JsonItem {
        id: it.id,
        url: it.url,
        title: it.title,
        content_text: it.summary,
        date_published: it.published,
        tags: it.categories,
    };
    let makeshift = feed.makeshift;
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title,
        home_page_url: feed.page,
        language: "fr-FR",
        items: feed.entries.into_iter().map(item).collect(),
    };
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/feed+json; charset=utf-8"));
    Ok((makeshift, [kind, NOT_INDEXED], Json(feed)).into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::{World, august_in_aubusson, claires_practice};

    #[tokio::test]
    async fn a_search_is_followed_as_rss_and_as_json_feed() {
        let world = World::new().await;
        let mut sharp = claires_practice();
        sharp.title = "Cabinet <à> reprendre & rénové".to_owned();
        let addresses = world.publish([sharp, august_in_aubusson()]).await;

        let answer = world.get("/annonces.rss?type=cession").await;
        assert_eq!(answer.header("content-type"), "application/rss+xml; charset=utf-8");
        let channel = rss::Channel::read_from(answer.text().as_bytes()).unwrap();
        assert_eq!(channel.items().len(), 1);
        let item = &channel.items()[0];
        assert_eq!(item.title(), Some("Cabinet <à> reprendre & rénové"));
        assert_eq!(item.link(), Some(format!("https://doctonext.example{}", addresses[0]).as_str()));
        assert_eq!(channel.link(), "https://doctonext.example/annonces?type=cession");

        let feed = world.get("/annonces.json").await;
        assert_eq!(feed.json()["items"].as_array().unwrap().len(), 2);
        assert_eq!(feed.json()["version"], "https://jsonfeed.org/version/1.1");
        assert!(world.get("/annonces?type=cession").await.text().contains("/annonces.rss?type=cession"));
    }

    #[tokio::test]
    async fn a_feed_of_nothing_is_a_feed_and_a_wrong_filter_is_left_out() {
        let world = World::new().await;
        let answer = world.get("/annonces.rss?type=astronaute&q=%3Cscript%3E").await;
        assert_eq!(answer.status, 200);
        assert!(rss::Channel::read_from(answer.text().as_bytes()).unwrap().items().is_empty());
    }
}
