//! `/annonces.rss`, `/annonces.atom` and `/annonces.json`: any search as a feed, the newest first. What visitors see of it, and no
//! more.

use atom_syndication::{Category, Link, Person};
use axum::{
    Extension, Json,
    extract::{RawQuery, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use rss::{ChannelBuilder, Guid, ItemBuilder, extension::atom::AtomExtension};
use serde::Serialize;

use super::{
    Criteria, SearchHit, Seen, Sort, Viewer, Vocabulary,
    address::with_query,
    card_of,
    found::{Wanted, find},
    pages::sane,
    parse::parse,
    street::locate,
    wording,
};
use crate::{
    app::App,
    delivery::{Keepable, Makeshift},
    failure::Failure,
    shell::FeedLink,
};

/// Listings in a feed: readers ask again within the hour.
const MOST: u16 = 30;
/// Minutes after which a reader may ask again.
const FRESH_MINUTES: &str = "30";

const SUBTITLE: &str = "Annonces entre professionnels de santé, les plus récentes d’abord.";
const LANGUAGE: &str = "fr-FR";

/// A way to write a feed: its media type, its name and where it is.
struct Form {
    kind: &'static str,
    name: &'static str,
    path: &'static str,
}

const RSS: Form = Form { kind: "application/rss+xml", name: "RSS", path: "/annonces.rss" };
const ATOM: Form = Form { kind: "application/atom+xml", name: "Atom", path: "/annonces.atom" };
const JSON: Form = Form { kind: "application/feed+json", name: "JSON", path: "/annonces.json" };

/// The feeds of a search, by which readers find them from the address of its page.
pub(super) fn links(criteria: &Criteria) -> Vec<FeedLink> {
    let query = criteria.query(Vocabulary::French);
    let link = |it: Form| FeedLink { kind: it.kind, name: it.name, href: with_query(it.path, &query) };
    [RSS, ATOM, JSON].map(link).into()
}

/// A feed in its parts: the heading of the search, its addresses, its listings.
struct Feed {
    title: String,
    /// The page of the search.
    page: String,
    /// The feed itself.
    own: String,
    entries: Vec<Entry>,
    /// Where a better one will soon be had.
    makeshift: Option<Extension<Makeshift>>,
}

struct Entry {
    id: String,
    /// An address that stays, whatever the title becomes.
    permanent: String,
    title: String,
    url: String,
    summary: String,
    published: DateTime<Utc>,
    categories: Vec<String>,
}

/// The newest listings of a search.
async fn newest(
    app: &App,
    viewer: Option<&Viewer>,
    query: Option<String>,
    form: &Form,
) -> Result<Feed, Failure> {
    let now = app.clock.now();
    let mut asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let is_located = locate(app, &mut asked, now).await;
    let typed = asked.typed.query(Vocabulary::French);
    let criteria = Criteria { sort: Sort::Newest, ..asked.criteria };
    let wanted = Wanted { criteria: &criteria, after: None, limit: MOST, viewer, facets: false };
    let found = find(app, wanted, now).await?;
    let base = &app.settings.public_url;
    Ok(Feed {
        makeshift: (found.is_makeshift || !is_located).then_some(Extension(Makeshift)),
        title: legible(&wording::heading(&criteria)),
        page: format!("{base}{}", with_query("/annonces", &typed)),
        own: format!("{base}{}", with_query(form.path, &typed)),
        entries: found.hits.iter().map(|hit| entry(app, hit, now)).collect(),
    })
}

fn entry(app: &App, hit: &SearchHit, now: DateTime<Utc>) -> Entry {
    let card = card_of(hit, &app.gazetteer, now);
    let facts = card.facts.iter().map(|it| it.value.clone());
    let told = [card.trade.clone(), card.place.clone()].into_iter().chain(facts).chain(card.money.clone());
    let head = told.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let summary = [head, card.excerpt].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    let base = &app.settings.public_url;
    Entry {
        id: hit.listing_id.clone(),
        permanent: format!("{base}/annonces/{}", hit.listing_id),
        url: format!("{base}{}", card.href),
        summary: legible(&summary),
        categories: vec![card.kind_label.to_owned(), card.trade],
        title: legible(&card.title),
        published: hit.published_at,
    }
}

/// Without the characters that XML cannot hold, escaped or not (XML 1.0, §2.2).
fn legible(text: &str) -> String {
    let is_held = |it: &char| !it.is_control() || matches!(*it, '\t' | '\n' | '\r');
    text.chars().filter(|it| is_held(it) && !matches!(*it, '\u{fffe}' | '\u{ffff}')).collect()
}

/// For readers of feeds, and not for search engines, which have the pages.
const NOT_INDEXED: (HeaderName, HeaderValue) =
    (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));

fn answer(makeshift: Option<Extension<Makeshift>>, kind: &'static str, feed: impl IntoResponse) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(kind));
    (makeshift, Extension(Keepable), [kind, NOT_INDEXED], feed).into_response()
}

/// How a feed names itself and its page.
fn link(rel: &str, href: &str, kind: &str) -> Link {
    Link { rel: rel.to_owned(), href: href.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}

/// RSS 2.0.
pub(super) async fn rss(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let feed = newest(&app, viewer.as_ref(), query, &RSS).await?;
    let own = AtomExtension { links: vec![link("self", &feed.own, RSS.kind)] };
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
        .description(SUBTITLE)
        .language(Some(LANGUAGE.to_owned()))
        .ttl(Some(FRESH_MINUTES.to_owned()))
        .atom_ext(Some(own))
        .items(items.collect::<Vec<_>>())
        .build();
    Ok(answer(feed.makeshift, "application/rss+xml; charset=utf-8", channel.to_string()))
}

/// Atom 1.0 (RFC 4287).
pub(super) async fn atom(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let feed = newest(&app, viewer.as_ref(), query, &ATOM).await?;
    let house = Person {
        name: "Doctonext".to_owned(),
        uri: Some(app.settings.public_url.clone()),
        ..Person::default()
    };
    // Without listings nothing ever came, and the hour of the request would make another feed of it each time.
    let updated = feed.entries.first().map_or(DateTime::UNIX_EPOCH, |it| it.published);
    let written = atom_syndication::Feed {
        title: format!("{} – Doctonext", feed.title).into(),
        subtitle: Some(SUBTITLE.into()),
        lang: Some(LANGUAGE.to_owned()),
        updated: updated.fixed_offset(),
        authors: vec![house],
        links: vec![link("self", &feed.own, ATOM.kind), link("alternate", &feed.page, "text/html")],
        entries: feed.entries.into_iter().map(atom_entry).collect(),
        id: feed.own,
        ..atom_syndication::Feed::default()
    };
    Ok(answer(feed.makeshift, "application/atom+xml; charset=utf-8", written.to_string()))
}

fn atom_entry(it: Entry) -> atom_syndication::Entry {
    let category = |term: String| Category { term, ..Category::default() };
    let published = it.published.fixed_offset();
    atom_syndication::Entry {
        id: it.permanent,
        title: it.title.into(),
        summary: Some(it.summary.into()),
        links: vec![link("alternate", &it.url, "text/html")],
        categories: it.categories.into_iter().map(category).collect(),
        published: Some(published),
        updated: published,
        ..atom_syndication::Entry::default()
    }
}

/// JSON Feed 1.1 (jsonfeed.org).
#[derive(Serialize)]
struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
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
    let feed = newest(&app, viewer.as_ref(), query, &JSON).await?;
    let item = |it: Entry| JsonItem {
        id: it.id,
        url: it.url,
        title: it.title,
        content_text: it.summary,
        date_published: it.published,
        tags: it.categories,
    };
    let written = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title,
        home_page_url: feed.page,
        feed_url: feed.own,
        language: LANGUAGE,
        items: feed.entries.into_iter().map(item).collect(),
    };
    Ok(answer(feed.makeshift, "application/feed+json; charset=utf-8", Json(written)))
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};

    use super::legible;
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
        let own = &channel.atom_ext().unwrap().links()[0];
        assert_eq!((own.rel(), own.href()), ("self", "https://doctonext.example/annonces.rss?type=cession"));

        let feed = world.get("/annonces.json").await;
        assert_eq!(feed.json()["items"].as_array().unwrap().len(), 2);
        assert_eq!(feed.json()["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed.json()["feed_url"], "https://doctonext.example/annonces.json");
        assert!(world.get("/annonces?type=cession").await.text().contains("/annonces.rss?type=cession"));
    }

    #[tokio::test]
    async fn a_search_is_followed_as_atom() {
        let world = World::new().await;
        let mut sharp = claires_practice();
        sharp.title = "Cabinet <à> reprendre & rénové".to_owned();
        let addresses = world.publish([sharp.clone(), august_in_aubusson()]).await;

        let answer = world.get("/annonces.atom?type=cession").await;
        assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
        let feed = atom_syndication::Feed::read_from(answer.text().as_bytes()).unwrap();
        let own = "https://doctonext.example/annonces.atom?type=cession";
        assert_eq!((feed.id(), feed.lang(), feed.authors().len()), (own, Some("fr-FR"), 1));
        assert_eq!(feed.updated().to_rfc3339(), "2026-02-27T09:00:00+00:00");
        let links: Vec<_> = feed.links().iter().map(|it| (it.rel(), it.href())).collect();
        let page = "https://doctonext.example/annonces?type=cession";
        assert_eq!(links, [("self", own), ("alternate", page)]);
        let [entry] = feed.entries() else { panic!("{}", answer.text()) };
        assert_eq!(entry.title().as_str(), "Cabinet <à> reprendre & rénové");
        assert_eq!(entry.id(), format!("https://doctonext.example/annonces/{}", sharp.id));
        assert_eq!(entry.links()[0].href(), format!("https://doctonext.example{}", addresses[0]));
        assert_eq!(entry.updated().to_rfc3339(), "2026-02-27T09:00:00+00:00");

        let nothing = world.get("/annonces.atom?type=disponibilite").await.text();
        let empty = atom_syndication::Feed::read_from(nothing.as_bytes()).unwrap();
        assert!(empty.entries().is_empty() && !empty.id().is_empty());
    }

    #[tokio::test]
    async fn readers_find_the_feeds_of_a_search_from_its_page() {
        let world = World::new().await;
        for (page, query) in
            [("/annonces?type=cession", "type=cession"), ("/cessions/medecin", "type=cession&prof=medecin")]
        {
            let answer = world.get(page).await;
            let feeds = ["rss", "atom", "json"].map(|it| format!("/annonces.{it}?{query}"));
            assert_eq!(answer.attributes("head link[rel=alternate]", "href"), feeds, "{page}");
            let kinds = ["application/rss+xml", "application/atom+xml", "application/feed+json"];
            assert_eq!(answer.attributes("head link[rel=alternate]", "type"), kinds, "{page}");
        }
        assert!(world.get("/a-propos").await.attributes("link[rel=alternate]", "href").is_empty());
    }

    #[tokio::test]
    async fn a_feed_is_kept_five_minutes_unless_it_is_somebodys_own() {
        let world = World::new().await;
        world.publish([claires_practice()]).await;
        let zoe = world.sign_up("zoe").await;
        let stranger = world.browser();
        stranger.form_token().await;
        for address in ["/annonces.rss", "/annonces.atom", "/annonces.json"] {
            let answer = world.get(address).await;
            assert_eq!(answer.header("cache-control"), "public, max-age=300", "{address}");
            let vary: Vec<&str> =
                answer.headers.get_all("vary").iter().map(|it| it.to_str().unwrap()).collect();
            assert!(vary.contains(&"cookie, authorization"), "{vary:?}");

            let known = Request::get(address).header("if-none-match", answer.header("etag"));
            let again = world.send(known.body(Body::empty()).unwrap()).await;
            assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{address}");
            assert_eq!(again.header("cache-control"), "public, max-age=300", "{address}");

            assert_eq!(zoe.get(address).await.header("cache-control"), "private, no-store", "{address}");
            let own = stranger.get(address).await;
            assert_eq!(own.header("cache-control"), "private, max-age=0, must-revalidate", "{address}");
            let token = Request::get(address).header("authorization", "Bearer dnx_unknown");
            let of_program = world.send(token.body(Body::empty()).unwrap()).await;
            assert!(of_program.header("cache-control").starts_with("private"), "{address}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(legible("Gu\u{1}éret\n& \u{ffff}<b>\u{1f600}"), "Guéret\n& <b>\u{1f600}");
    }

    #[tokio::test]
    async fn a_feed_of_nothing_is_a_feed_and_a_wrong_filter_is_left_out() {
        let world = World::new().await;
        let answer = world.get("/annonces.rss?type=astronaute&q=%3Cscript%3E").await;
        assert_eq!(answer.status, 200);
        assert!(rss::Channel::read_from(answer.text().as_bytes()).unwrap().items().is_empty());
    }
}
