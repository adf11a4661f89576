//! `/embed/annonces`: a list of any search for the site of a town hall, in a frame. No cookie, no script, nothing but links.

use askama::Template;
use axum::{
    Extension,
    extract::{RawQuery, State},
    http::{HeaderName, HeaderValue, header},
    response::{Html, IntoResponse, Response},
};

use super::{
    Criteria, Sort, Vocabulary, card_of,
    found::{Wanted, find},
    pages::sane,
    parse::parse,
    street::locate,
    views::Card,
    wording,
};
use crate::{
    app::App,
    delivery::{Keepable, Makeshift},
    failure::Failure,
};

/// Listings in the frame.
const MOST: u16 = 10;

/// What the page may load, and that any site may frame it: `frame-ancestors` wins over `X-Frame-Options` (CSP 3, §7.7.2).
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

#[derive(Template)]
#[template(path = "search/embed.html")]
struct EmbedPage {
    heading: String,
    /// What was not understood and is ignored, each a sentence: whoever wrote the address reads it here or nowhere.
    notes: Vec<String>,
    cards: Vec<Card>,
    /// Address of the site, without a slash at its end.
    base: String,
    /// The whole search on the site.
    all: String,
    total: String,
}

/// Shows everybody the same, whoever they are: whatever a visitor may see, and no more.
pub(super) async fn show(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Failure> {
    let now = app.clock.now();
    let mut asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    let is_located = locate(&app, &mut asked, now).await;
    let all = asked.typed.href();
    let criteria = Criteria { sort: Sort::Newest, ..asked.criteria };
    let wanted = Wanted { criteria: &criteria, after: None, limit: MOST, viewer: None, facets: false };
    let found = find(&app, wanted, now).await?;
    let makeshift = (found.is_makeshift || !is_located).then_some(Extension(Makeshift));
    let page = EmbedPage {
        heading: wording::heading(&criteria),
        notes: asked.notes,
        cards: found.hits.iter().map(|hit| card_of(hit, &app.gazetteer, now)).collect(),
        base: app.settings.public_url.clone(),
        all: format!("{}{all}", app.settings.public_url),
        total: wording::total(&found.counts, criteria.listing_type),
    };
    let headers = [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex")),
    ];
    Ok((makeshift, Extension(Keepable), headers, Html(page.render().map_err(Failure::broken)?))
        .into_response())
}

#[cfg(test)]
mod tests {
    use crate::testing::{World, august_in_aubusson, claires_practice};

    #[tokio::test]
    async fn any_site_may_frame_a_list_that_sets_no_cookie_and_runs_nothing() {
        let world = World::new().await;
        world.publish([claires_practice(), august_in_aubusson()]).await;
        let answer = world.get("/embed/annonces?dep=23").await;
        assert!(answer.header("content-security-policy").contains("frame-ancestors *"));
        assert_eq!(answer.header("set-cookie"), "");
        assert!(!answer.text().contains("<script"));
        assert_eq!(answer.attributes(".row a[target=_blank]", "href").len(), 2);
        assert!(world.get("/embed/annonces?dep=75").await.main().contains("Aucune annonce"));
    }

    #[tokio::test]
    async fn what_an_address_says_in_vain_is_told_in_the_frame() {
        let world = World::new().await;
        world.publish([claires_practice()]).await;

        let frame = world.get("/embed/annonces?type=trottinette").await;
        assert!(frame.texts(".notice").join(" ").contains("trottinette"), "{}", frame.main());
        assert_eq!(frame.texts(".row").len(), 1);
        assert!(world.get("/embed/annonces?type=cession").await.texts(".notice").is_empty());
    }

    #[tokio::test]
    async fn the_list_of_a_town_hall_is_remembered_until_listings_change() {
        let world = World::with(|settings| settings.page_cache_mb = 8).await;
        world.publish([claires_practice()]).await;
        let rows = async || world.get("/embed/annonces?dep=23").await.texts(".row").len();
        assert_eq!(rows().await, 1);

        sqlx::query("delete from listing_search").execute(world.db()).await.unwrap();
        let again = world.get("/embed/annonces?dep=23").await;
        assert_eq!(again.texts(".row").len(), 1);
        assert_eq!(again.header("cache-control"), "public, max-age=300");
        let zoe = world.sign_up("zoe").await;
        assert_eq!(zoe.get("/embed/annonces?dep=23").await.header("cache-control"), "private, no-store");

        world.app.epoch.advance();
        assert_eq!(rows().await, 0);
    }
}
