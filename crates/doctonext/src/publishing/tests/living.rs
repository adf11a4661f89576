//! What happens to a listing after it is published.

use chrono::TimeDelta;

use super::*;
use crate::{
    listings::{self, Actor, Event},
    testing::PASSWORD,
};

/// A replacement that is online.
async fn online(browser: &Browser<'_>) -> String {
    let id = written(browser).await;
    let done = publish(browser, &id).await;
    assert!(done.header("location").contains("note=publiee"), "{}", done.main());
    id
}

async fn act(browser: &Browser<'_>, id: &str, what: &str) -> String {
    let answer = browser.post(&format!("/espace/annonces/{id}/etat"), &[("acte", what)]).await;
    answer.header("location").to_owned()
}

async fn status(world: &World, id: &str) -> String {
    sqlx::query_scalar("select status from listings where id = $1")
        .bind(id)
        .fetch_one(world.db())
        .await
        .unwrap()
}

async fn sign_in<'a>(world: &'a World, id: &str) -> Browser<'a> {
    let browser = world.browser();
    browser.post("/connexion", &[("email", &format!("{id}@example.org")), ("mot_de_passe", PASSWORD)]).await;
    browser
}

/// Subjects of the letters that wait.
async fn subjects(world: &World) -> Vec<String> {
    world.letters().await.into_iter().map(|it| it.subject).collect()
}

#[tokio::test]
async fn pausing_hides_a_listing_and_resuming_shows_it_again() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    let found = async || world.get("/api/v1/listings").await.json()["items"].as_array().map_or(0, Vec::len);

    assert_eq!(act(&browser, &id, "pause").await, "/espace/annonces?note=pause");
    assert_eq!(found().await, 0);
    assert_eq!(
        act(&browser, &id, "pause").await,
        "/espace/annonces?note=pause",
        "a double click changes nothing"
    );
    assert_eq!(act(&browser, &id, "resume").await, "/espace/annonces?note=resume");

    assert_eq!(found().await, 1);
    assert_eq!(count(&world, "select count(*) from listing_events").await, 3, "submit, pause, resume");
}

#[tokio::test]
async fn filling_asks_why_and_can_be_undone_for_an_hour() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;

    let page = act(&browser, &id, "fill").await;
    assert_eq!(page, format!("/espace/annonces/{id}/pourvue"));
    browser.post(&page, &[("motif", "found_here")]).await;
    let reason: String =
        sqlx::query_scalar("select closing_reason from listings").fetch_one(world.db()).await.unwrap();
    assert_eq!((reason.as_str(), status(&world, &id).await.as_str()), ("found_here", "sold"));
    assert_eq!(act(&browser, &id, "unfill").await, "/espace/annonces?note=unfill");
    assert_eq!(status(&world, &id).await, "active");

    act(&browser, &id, "fill").await;
    world.clock.advance(TimeDelta::minutes(61));
    assert_eq!(act(&browser, &id, "unfill").await, "/espace/annonces?note=trop-tard");
    assert_eq!(status(&world, &id).await, "sold");
}

#[tokio::test]
async fn why_a_listing_was_closed_is_still_known_once_its_owner_deletes_it() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    act(&browser, &id, "fill").await;
    browser.post(&format!("/espace/annonces/{id}/pourvue"), &[("motif", "found_here")]).await;

    browser.post(&format!("/espace/annonces/{id}/supprimer"), &[]).await;

    let csv = world.moderator().await.get("/equipe/chiffres.csv").await.text();
    assert!(csv.contains("Remplacement;0;1;1;1;100,0;"), "{csv}");
}

#[tokio::test]
async fn a_deleted_listing_is_gone_for_everybody() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    let sheet = world.get("/annonces").await.attributes(".card__link", "href").remove(0);
    assert!(
        browser.get(&format!("/espace/annonces/{id}/supprimer")).await.main().contains("Remplacement d’été")
    );

    for _ in 0..2 {
        let gone = browser.post(&format!("/espace/annonces/{id}/supprimer"), &[]).await;
        assert_eq!(gone.header("location"), "/espace/annonces?note=supprimee");
    }

    assert_eq!(world.get(&sheet).await.status, 410);
    assert_eq!(browser.get(&format!("/espace/annonces/{id}/modifier/lieu")).await.status, 404);
    assert!(!browser.get("/espace/annonces").await.main().contains("Remplacement d’été"));
}

#[tokio::test]
async fn a_first_listing_of_somebody_unverified_is_read_first() {
    let world = World::new().await;
    let browser = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = written(&browser).await;

    let done = publish(&browser, &id).await;

    assert!(done.header("location").contains("note=relecture"));
    assert_eq!(status(&world, &id).await, "pending_review");
    assert!(subjects(&world).await.contains(&"Votre annonce est en cours de relecture".to_owned()));
    let mut tx = world.db().begin().await.unwrap();
    let approve = (Actor::Moderator, None, None);
    listings::transition(&world.app, &mut tx, &id, Event::Approve, approve).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert_eq!(status(&world, &id).await, "active");
    assert!(subjects(&world).await.contains(&"Votre annonce est en ligne".to_owned()));
}

#[tokio::test]
async fn a_listing_that_is_not_let_online_says_why_and_can_be_mended() {
    let world = World::new().await;
    let browser = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = written(&browser).await;
    publish(&browser, &id).await;
    let mut tx = world.db().begin().await.unwrap();
    let reject = (Actor::Moderator, None, Some("Le texte ne décrit pas le cabinet."));
    listings::transition(&world.app, &mut tx, &id, Event::Reject, reject).await.unwrap().unwrap();
    tx.commit().await.unwrap();

    let page = browser.get("/espace/annonces?voir=a-finir").await;

    assert!(page.main().contains("Le texte ne décrit pas le cabinet."), "{}", page.main());
    let again = publish(&browser, &id).await;
    assert!(again.header("location").contains("note=relecture"), "{}", again.main());
}

#[tokio::test]
async fn a_scheduled_listing_comes_online_at_its_hour() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = written(&browser).await;
    let choice = [("quand", "date"), ("publier_le", "2026-03-04"), ("action", "publier")];
    let done = fill(&browser, &id, "publier", &choice).await;
    assert!(done.header("location").contains("note=programmee"), "{}", done.main());
    assert!(browser.get("/espace/annonces").await.main().contains("4 mars 2026"));

    world.clock.set("2026-03-04T04:59:00Z".parse().unwrap());
    listings::follow_clock(&world.app).await.unwrap();
    assert_eq!(status(&world, &id).await, "scheduled");
    world.clock.set("2026-03-04T05:00:00Z".parse().unwrap());
    listings::follow_clock(&world.app).await.unwrap();

    assert_eq!(status(&world, &id).await, "active");
}

#[tokio::test]
async fn only_so_many_listings_of_one_person_are_online() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    for _ in 0..5 {
        let id = written(&browser).await;
        publish(&browser, &id).await;
        world.clock.advance(TimeDelta::minutes(3));
    }
    let id = written(&browser).await;

    let refused = publish(&browser, &id).await;

    assert_eq!(refused.status, 409);
    assert!(refused.main().contains("nombre d’annonces en ligne"), "{}", refused.main());
    assert_eq!(status(&world, &id).await, "draft");
    assert_eq!(count(&world, "select count(*) from listing_drafts").await, 1, "what was typed stays");
}

#[tokio::test]
async fn owners_are_asked_once_and_answer_by_a_link_without_signing_in() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    world.clock.advance(TimeDelta::days(7));

    assert_eq!(listings::ask_whether_it_holds(&world.app).await.unwrap(), 1);
    assert_eq!(listings::ask_whether_it_holds(&world.app).await.unwrap(), 0, "nobody is asked twice");
    let letter =
        world.letters().await.into_iter().find(|it| it.subject.starts_with("Toujours disponible")).unwrap();
    let links: Vec<String> = letter
        .text
        .split_whitespace()
        .filter_map(|it| it.strip_prefix("https://doctonext.example"))
        .filter(|it| it.starts_with("/annonces/reponse/"))
        .map(str::to_owned)
        .collect();
    let visitor = world.browser();
    assert_eq!(visitor.get(&links[0]).await.status, 200);
    assert_eq!(
        count(&world, "select count(*) from listings where checkin_asked_at is not null").await,
        1,
        "reading changes nothing"
    );
    assert_eq!(visitor.post_without_token(&links[0], &[]).await.status, 200);
    assert_eq!(count(&world, "select count(*) from listings where checkin_asked_at is not null").await, 0);

    let filled = visitor.post_without_token(&links[1], &[]).await;

    assert!(filled.main().contains("pourvu"), "{}", filled.main());
    assert_eq!(status(&world, &id).await, "sold");
    let forged = format!("{}A", links[0]);
    assert_eq!(visitor.get(&forged).await.status, 410);
    world.clock.advance(TimeDelta::days(31));
    assert_eq!(visitor.get(&links[0]).await.status, 410, "links grow old");
}

#[tokio::test]
async fn silence_is_told_to_visitors_after_five_days_and_pauses_after_fourteen() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    let sheet = world.get("/annonces").await.attributes(".card__link", "href").remove(0);
    world.clock.advance(TimeDelta::days(7));
    listings::ask_whether_it_holds(&world.app).await.unwrap();

    world.clock.advance(TimeDelta::days(5));
    let browser = sign_in(&world, "claire").await;
    assert!(browser.get(&sheet).await.text().contains("à confirmer"));
    assert!(browser.get("/espace/annonces").await.main().contains("À confirmer"));
    world.clock.advance(TimeDelta::days(9));
    listings::follow_clock(&world.app).await.unwrap();

    assert_eq!(status(&world, &id).await, "inactive");
    assert_eq!(
        count(&world, "select count(*) from listing_events where event = 'forget' and actor = 'house'").await,
        1
    );
}

#[tokio::test]
async fn the_end_is_told_a_week_and_a_day_before_and_a_listing_can_be_renewed() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = begin(&browser, "collaboration").await;
    fill(&browser, &id, "lieu", &PLACE).await;
    let facts = [
        ("forme", "liberal_collaboration"),
        ("duree", "long_term"),
        ("temps", "part_time"),
        ("patients", "shared"),
        ("redevance", "25"),
    ];
    fill(&browser, &id, "details", &facts).await;
    fill(&browser, &id, "texte", &TEXT).await;
    publish(&browser, &id).await;
    let told = async || listings::tell_of_the_end(&world.app).await.unwrap();

    world.clock.set("2026-05-24T08:00:00Z".parse().unwrap());
    assert_eq!((told().await, told().await), (1, 0));
    world.clock.set("2026-05-30T08:00:00Z".parse().unwrap());
    assert_eq!((told().await, told().await), (1, 0));
    assert!(
        subjects(&world).await.contains(&"Votre annonce expire le 31\u{a0}mai 2026".to_owned()),
        "{:?}",
        subjects(&world).await
    );
    world.clock.set("2026-05-31T22:00:00Z".parse().unwrap());
    assert_eq!(listings::expire_due(&world.app).await.unwrap(), 1);
    let browser = sign_in(&world, "claire").await;
    assert_eq!(act(&browser, &id, "renew").await, "/espace/annonces?note=renew");

    assert_eq!(status(&world, &id).await, "active");
    let end: chrono::DateTime<chrono::Utc> =
        sqlx::query_scalar("select expires_at from listings").fetch_one(world.db()).await.unwrap();
    assert_eq!(end.to_rfc3339(), "2026-08-30T22:00:00+00:00");
}

#[tokio::test]
async fn a_replacement_whose_days_are_over_is_not_renewed_before_it_has_new_ones() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    world.clock.set("2026-05-31T22:00:00Z".parse().unwrap());
    listings::expire_due(&world.app).await.unwrap();
    let browser = sign_in(&world, "claire").await;
    assert_eq!(act(&browser, &id, "renew").await, "/espace/annonces?note=renew", "its days lie ahead");
    world.clock.set("2026-08-14T22:00:00Z".parse().unwrap());
    listings::expire_due(&world.app).await.unwrap();
    let browser = sign_in(&world, "claire").await;

    assert_eq!(act(&browser, &id, "renew").await, "/espace/annonces?note=dates");
}

#[tokio::test]
async fn nobody_changes_the_state_of_another_persons_listing() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    let paul = verified(&world, "paul").await;
    for what in ["pause", "fill", "renew", "unschedule"] {
        assert_eq!(paul.post(&format!("/espace/annonces/{id}/etat"), &[("acte", what)]).await.status, 404);
    }
    for page in ["statistiques", "statistiques.csv", "supprimer", "pourvue"] {
        assert_eq!(paul.get(&format!("/espace/annonces/{id}/{page}")).await.status, 404, "{page}");
    }
    assert_eq!(
        paul.post(&format!("/espace/annonces/{id}/supprimer"), &[]).await.header("location"),
        "/espace/annonces?note=supprimee"
    );
    assert_eq!(status(&world, &id).await, "active");
    assert_eq!(
        claire.post_without_token(&format!("/espace/annonces/{id}/etat"), &[("acte", "pause")]).await.status,
        403
    );
}

#[tokio::test]
async fn figures_are_drawn_told_and_downloaded() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    let sheet = world.get("/annonces").await.attributes(".card__link", "href").remove(0);
    let visit = axum::http::Request::get(&sheet).header("user-agent", "Mozilla/5.0 Firefox");
    world.send(visit.body(axum::body::Body::empty()).unwrap()).await;
    browser.get(&sheet).await;
    world.app.views.write(world.db()).await.unwrap();
    crate::analytics::fold(&world.app).await.unwrap();

    let page = browser.get(&format!("/espace/annonces/{id}/statistiques")).await;
    let csv = browser.get(&format!("/espace/annonces/{id}/statistiques.csv")).await;

    assert_eq!(page.texts(".figure__total")[0], "1", "the owner is no visitor");
    assert_eq!(page.texts(".day-table tbody tr").len(), 30);
    assert!(csv.text().starts_with("\u{feff}jour;vues;contacts;favoris\r\n"));
    assert!(csv.text().contains("2026-03-02;1;0;0\r\n"), "{}", csv.text());
}

#[tokio::test]
async fn two_acts_at_once_leave_one_state_and_a_whole_history() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;

    let _ =
        futures::join!(act(&browser, &id, "fill"), act(&browser, &id, "fill"), act(&browser, &id, "pause"));

    assert_eq!(status(&world, &id).await, "sold");
    let filled = count(&world, "select count(*) from listing_events where event = 'fill'").await;
    assert_eq!(filled, 1);
    assert_eq!(count(&world, "select count(*) from listing_search").await, 0);
}

#[tokio::test]
async fn somebody_suspended_or_leaving_brings_nothing_online() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    let id = online(&browser).await;
    act(&browser, &id, "pause").await;
    for change in ["verification_status = 'suspended'", "verification_status = 'none', closing_at = now()"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("update users set {change}")))
            .execute(world.db())
            .await
            .unwrap();
        assert_eq!(act(&browser, &id, "resume").await, "/espace/annonces?note=suspendu", "{change}");
    }
    assert_eq!(status(&world, &id).await, "inactive");
}

#[tokio::test]
async fn the_people_of_the_demonstration_are_asked_nothing() {
    let world = World::new().await;
    let browser = verified(&world, "claire").await;
    online(&browser).await;
    sqlx::query("update users set email = 'claire@demo.doctonext.invalid'")
        .execute(world.db())
        .await
        .unwrap();
    let before = world.letters().await.len();
    world.clock.set("2026-06-01T08:00:00Z".parse().unwrap());

    assert_eq!(listings::ask_whether_it_holds(&world.app).await.unwrap(), 0);
    assert_eq!(listings::expire_due(&world.app).await.unwrap(), 1);

    assert_eq!(world.letters().await.len(), before, "no letter to an address that cannot exist");
}
