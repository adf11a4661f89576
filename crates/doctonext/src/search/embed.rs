//! `/embed/annonces`: a list of any search for the site of a town hall, in a frame. No cookie, no script, nothing but links.

use askama::Template;
use axum::{
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
use crate::{app::App, failure::Failure};

/// Listings in the frame.
const MOST: u16 = 10;

/// What the page may load, and that any site may frame it: `frame-ancestors` wins over `X-Frame-Options` (CSP 3, §7.7.2).
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

#[derive(Template)]
#[template(path = "search/embed.html")]
struct EmbedPage {
    heading: String,
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
    locate(&app, &mut asked, now).await;
    let all = asked.typed.href();
    let criteria = Criteria { sort: Sort::Newest, ..asked.criteria };
    let wanted = Wanted { criteria: &criteria, after: None, limit: MOST, viewer: None, facets: false };
    let found = find(&app, wanted, now).await?;
    let page = EmbedPage {
        heading: wording::heading(&criteria),
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
    Ok((headers, Html(page.render().map_err(Failure::broken)?)).into_response())
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
}
