//! Journeys of owners, through the routes, on a real database.

mod confidential;
mod living;
mod readers;
mod waiting;
mod writing;

use crate::testing::{Answer, Browser, Someone, World};

pub(crate) async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.db()).await.unwrap()
}

pub(crate) async fn verified<'a>(world: &'a World, id: &str) -> Browser<'a> {
    world.sign_up_as(id, Someone { trust_level: 2, ..Someone::default() }).await
}

/// Begins a listing; its id.
pub(crate) async fn begin(browser: &Browser<'_>, listing_type: &str) -> String {
    let answer = browser.post("/espace/annonces/nouvelle", &[("type", listing_type)]).await;
    let location = answer.header("location").to_owned();
    location.strip_prefix("/espace/annonces/").unwrap().split('/').next().unwrap().to_owned()
}

const PLACE: [(&str, &str); 4] = [
    ("metier", "doctor/medecine_generale"),
    ("lieu", "Guéret"),
    ("commune", "23096"),
    ("visibilite", "commune"),
];
pub(crate) const DATES: [(&str, &str); 5] = [
    ("du", "2026-08-03"),
    ("au", "2026-08-14"),
    ("jours", "monday"),
    ("jours", "tuesday"),
    ("retrocession", "75"),
];
const TEXT: [(&str, &str); 2] = [
    ("titre", "Remplacement d’été à Guéret"),
    ("texte", "Maison de santé récente, équipe soudée, logement à deux pas de la gare."),
];

/// The version that the page of a step carries.
async fn version(browser: &Browser<'_>, page: &str) -> String {
    browser.get(page).await.attributes("input[name=version]", "value").remove(0)
}

/// Fills a page from what it shows, as a browser would.
pub(crate) async fn fill(browser: &Browser<'_>, id: &str, step: &str, fields: &[(&str, &str)]) -> Answer {
    let page = format!("/espace/annonces/{id}/modifier/{step}");
    let version = version(browser, &page).await;
    let mut sent = vec![("version", version.as_str()), ("action", "continuer")];
    sent.extend_from_slice(fields);
    browser.post(&page, &sent).await
}

/// A replacement with all that is needed.
pub(crate) async fn written(browser: &Browser<'_>) -> String {
    let id = begin(browser, "replacement").await;
    fill(browser, &id, "lieu", &PLACE).await;
    fill(browser, &id, "details", &DATES).await;
    fill(browser, &id, "texte", &TEXT).await;
    id
}

pub(crate) async fn publish(browser: &Browser<'_>, id: &str) -> Answer {
    fill(browser, id, "publier", &[("quand", "maintenant"), ("action", "publier")]).await
}
