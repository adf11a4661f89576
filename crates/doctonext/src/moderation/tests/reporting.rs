//! To report, and to follow what was reported.

use super::*;
use crate::publishing::tests::count;

#[tokio::test]
async fn a_visitor_without_an_account_reports_a_listing_and_follows_it() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    let page = world.get("/annonces").await.attributes("a.card__link, .card a", "href").remove(0);
    let nadia = world.browser();

    let listing = nadia.get(&page).await;
    let href = listing.attributes("a.report-link", "href").pop().unwrap();
    assert_eq!(href, format!("/signaler/annonce/{id}"));
    let form = nadia.get(&href).await;
    assert!(!form.text().contains("Remplacement d’été"), "whom a page is hidden from learns no title here");
    let follow = report(&nadia, &id).await;

    let told = nadia.get(&follow).await;
    assert_eq!(told.status, 200);
    assert!(told.main().contains("Reçu") && told.main().contains("virement de 500 €"), "{}", told.main());
    let letter = world.letters().await.pop().unwrap();
    assert!(letter.text.contains("S-") && letter.text.contains(&follow), "{}", letter.text);
    let kept: String = one(&world, "select notifier from moderation_notices").await;
    assert!(kept.starts_with("v1."), "the name of who reports is sealed");
}

#[tokio::test]
async fn what_visitors_do_not_see_cannot_be_reported_and_looks_like_nothing() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let draft = written(&claire).await;
    let absent = "0199c0de-0000-7000-8000-000000000001";
    let visitor = world.browser();
    for path in [
        format!("/signaler/annonce/{draft}"),
        format!("/signaler/annonce/{absent}"),
        "/signaler/praticien/claire".to_owned(),
        format!("/signaler/photo/{}", "0".repeat(32)),
        "/signaler/message/1".to_owned(),
        "/signaler/compte/claire".to_owned(),
    ] {
        assert_eq!(visitor.get(&path).await.status, 404, "{path}");
        assert_eq!(visitor.post(&path, &NOTICE).await.status, 404, "{path}");
    }
    assert_eq!(count(&world, "select count(*) from moderation_notices").await, 0);
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    let wrong = [
        ("motif", ""),
        ("adresse", "https://elsewhere.example"),
        ("explication", "Trop court"),
        ("nom", "Nadia"),
    ];

    let answer = world.browser().post(&format!("/signaler/annonce/{id}"), &wrong).await;

    assert_eq!(answer.status, 422);
    assert_eq!(answer.texts(".field__error").len(), 5, "{:?}", answer.texts(".field__error"));
    assert_eq!(answer.attributes("#nom", "value"), ["Nadia"]);
    assert!(answer.text().contains("Trop court"));
}

#[tokio::test]
async fn the_abuse_of_children_is_reported_without_a_name() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    let mut fields = NOTICE.to_vec();
    fields.retain(|(name, _)| !["nom", "email", "motif"].contains(name));
    let path = format!("/signaler/annonce/{id}");
    let nobody = world.browser();

    fields.push(("motif", "scam"));
    assert_eq!(nobody.post(&path, &fields).await.status, 422);
    fields.pop();
    fields.push(("motif", "child_abuse"));
    assert_eq!(nobody.post(&path, &fields).await.status, 303);
}

#[tokio::test]
async fn who_reports_again_and_again_works_first() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    let browser = world.browser();
    let path = format!("/signaler/annonce/{id}");
    for _ in 0..3 {
        report(&browser, &id).await;
    }

    let fourth = browser.post(&path, &NOTICE).await;

    assert_eq!(fourth.status, 429);
    assert_eq!(fourth.attributes("input[name=travail]", "data-max"), ["40000"]);
    assert!(fourth.text().contains("virement de 500"), "what was typed stays");
}

#[tokio::test]
async fn a_link_that_was_altered_or_is_old_opens_nothing() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    let follow = report(&world.browser(), &id).await;
    let of_decisions = follow.replace("/signalements/", "/decisions/");
    let mut other = follow.clone();
    other.replace_range(15..16, if &follow[15..16] == "a" { "b" } else { "a" });
    for path in [other.as_str(), &of_decisions, "/signalements/x", "/signalements/x.y"] {
        assert_eq!(world.get(path).await.status, 404, "{path}");
    }

    world.clock.advance(chrono::TimeDelta::days(365));
    assert_eq!(world.get(&follow).await.status, 404);
}

#[tokio::test]
async fn a_public_page_is_reported_and_taken_away_until_an_appeal_brings_it_back() {
    let world = World::new().await;
    let (mina, marc) = (world.moderator().await, marc(&world).await);
    world.sign_up("paul").await;
    sqlx::query("update users set public_profile = true, bio = 'Vingt ans de médecine' where id = 'paul'")
        .execute(world.db())
        .await
        .unwrap();
    let page = world.get("/praticiens/paul-paul").await;
    assert_eq!(page.attributes("a.report-link", "href"), ["/signaler/praticien/paul"]);
    assert_eq!(world.browser().post("/signaler/praticien/paul", &NOTICE).await.status, 303);
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    decide(&mina, &item, &[("action", "remove"), ("fondement", "r2")]).await;
    assert_eq!(world.get("/praticiens/paul-paul").await.status, 404);

    let decision = one(&world, "select id from moderation_decisions").await;
    let paul = world.sign_up("paul").await;
    let own = format!("/espace/decisions/{decision}");
    assert!(paul.get(&own).await.main().contains("inexacts ou trompeurs"));
    paul.post(&own, &[("recours", "Tout ce que j’ai écrit est vrai, voici pourquoi.")]).await;
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    let sent = marc.post(&appeal, &[("decision", "annuler"), ("motif", "La page ne trompe personne.")]).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(world.get("/praticiens/paul-paul").await.status, 200);
}
