//! What search engines ask first: robots.txt and the sitemaps, made from the database at each request.

use axum::{
    Router,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use platform::clock::today_in_paris;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::{app::App, failure::Failure, search};

/// Pages that do not come from the database.
const STANDING: [&str; 17] = [
    "/",
    "/annonces",
    "/carte",
    "/carte/methode",
    "/installation",
    "/a-propos",
    "/classement",
    "/prix-de-cession",
    "/tarifs",
    "/transparence",
    "/mentions-legales",
    "/confidentialite",
    "/confidentialite/conservation",
    "/conditions",
    "/accessibilite",
    "/credits",
    "/api",
];
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(index))
        .route("/sitemaps/{file}", get(file))
}

async fn robots(State(app): State<App>) -> String {
    format!(
        "User-agent: *\nDisallow: /connexion\nDisallow: /annonces?*apres=\nDisallow: /style\nSitemap: {}/sitemap.xml\n",
        app.settings.public_url
    )
}

/// An address and the day of its last change.
type Entry = (String, Option<String>);

async fn index(State(app): State<App>) -> Result<Response, Failure> {
    let files = search::sitemap_files(&app.db, app.clock.now()).await?;
    let base = &app.settings.public_url;
    let mut entries: Vec<Entry> = vec![
        (format!("{base}/sitemaps/pages.xml"), None),
        (format!("{base}/sitemaps/professions.xml"), None),
    ];
    entries.extend(files.into_iter().map(|file| (format!("{base}/sitemaps/annonces-{file}.xml"), None)));
    xml("sitemapindex", "sitemap", &entries)
}

async fn file(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Failure> {
    let base = &app.settings.public_url;
    if name == "pages.xml" {
        let entries: Vec<Entry> = STANDING.iter().map(|path| (format!("{base}{path}"), None)).collect();
        return xml("urlset", "url", &entries);
    }
    if name == "professions.xml" {
        let paths = search::sitemap_landings(&app.db, &app.gazetteer).await?;
        let entries: Vec<Entry> = paths.into_iter().map(|path| (format!("{base}{path}"), None)).collect();
        return xml("urlset", "url", &entries);
    }
    let number = name
        .strip_prefix("annonces-")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .and_then(|number| number.parse::<u32>().ok())
        .ok_or(Failure::NotFound)?;
    let listings = search::sitemap_listings(&app.db, i64::from(number), app.clock.now()).await?;
    let entries: Vec<Entry> = listings
        .into_iter()
        .map(|(id, title, at)| {
            (format!("{base}{}", search::href_of(&title, &id)), Some(today_in_paris(at).to_string()))
        })
        .collect();
    xml("urlset", "url", &entries)
}

fn xml(root: &str, item: &str, entries: &[Entry]) -> Result<Response, Failure> {
    let body = written(root, item, entries).map_err(Failure::broken)?;
    Ok((
        [
            (header::CONTENT_TYPE, "application/xml; charset=utf-8"),
            (header::CACHE_CONTROL, "public, max-age=3600"),
        ],
        body,
    )
        .into_response())
}

fn written(root: &str, item: &str, entries: &[Entry]) -> std::io::Result<Vec<u8>> {
    let mut out = Writer::new(Vec::with_capacity(entries.len() * 160 + 200));
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.write_event(Event::Start(BytesStart::new(root).with_attributes([("xmlns", NAMESPACE)])))?;
    for (address, changed) in entries {
        out.write_event(Event::Start(BytesStart::new(item)))?;
        element(&mut out, "loc", address)?;
        if let Some(day) = changed {
            element(&mut out, "lastmod", day)?;
        }
        out.write_event(Event::End(BytesEnd::new(item)))?;
    }
    out.write_event(Event::End(BytesEnd::new(root)))?;
    Ok(out.into_inner())
}

fn element(out: &mut Writer<Vec<u8>>, name: &str, text: &str) -> std::io::Result<()> {
    out.write_event(Event::Start(BytesStart::new(name)))?;
    out.write_event(Event::Text(BytesText::new(text)))?;
    out.write_event(Event::End(BytesEnd::new(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{World, august_in_aubusson, claires_practice, nurses_in_paris, secret_of_ajaccio};

    #[tokio::test]
    async fn only_files_with_a_listing_that_everybody_may_see_are_announced() {
        let world = World::new().await;
        let listings = [claires_practice(), august_in_aubusson(), nurses_in_paris(), secret_of_ajaccio()];
        let addresses = world.publish(listings.clone()).await;
        // Numbers between them were burnt.
        for (it, lid) in listings.iter().zip([5_000_i64, 50_000, 70_001, 90_001]) {
            sqlx::query("update listing_search set lid = $2 where listing_id = $1")
                .bind(&it.id)
                .bind(lid)
                .execute(world.db())
                .await
                .unwrap();
        }
        // Over, though no job has noted it yet.
        sqlx::query("update listing_search set expires_at = published_at where lid = 70001")
            .execute(world.db())
            .await
            .unwrap();

        let index = world.get("/sitemap.xml").await.text();

        let announced: Vec<&str> =
            index.split("/sitemaps/annonces-").skip(1).filter_map(|it| it.split(".xml").next()).collect();
        assert_eq!(announced, ["0", "5"], "{index}");
        for (file, address) in [("0", &addresses[0]), ("5", &addresses[1])] {
            let file = world.get(&format!("/sitemaps/annonces-{file}.xml")).await.text();
            assert!(file.contains(address.as_str()) && file.matches("<url>").count() == 1, "{file}");
        }
        assert!(!world.get("/sitemaps/annonces-7.xml").await.text().contains("<url>"));
    }

    #[test]
    fn addresses_are_escaped_for_xml() {
        let out = written(
            "urlset",
            "url",
            &[("https://x.fr/?a=1&b=<2>".to_owned(), Some("2026-03-01".to_owned()))],
        )
        .unwrap();
        let text = String::from_utf8(out).unwrap();

        assert!(
            text.contains("<loc>https://x.fr/?a=1&amp;b=&lt;2&gt;</loc><lastmod>2026-03-01</lastmod>"),
            "{text}"
        );
    }
}
