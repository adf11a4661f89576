//! What follows from a decision in the other rooms, and how it ends.

use chrono::TimeDelta;

use super::*;
use crate::{
    moderation::follow_clock,
    publishing::tests::{count, fill},
    testing::PASSWORD,
};

async fn sign_in(world: &World, who: &str) -> Answer {
    let fields = [("email", who), ("mot_de_passe", PASSWORD)];
    world.browser().post("/connexion", &fields).await
}

#[tokio::test]
async fn a_reduced_listing_keeps_its_page_leaves_search_and_comes_back_at_its_hour() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let fields = [("action", "reduce_visibility"), ("fondement", "r3"), ("duree", "7")];
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &fields).await;

    let page = world.get(&format!("/annonces/{id}")).await;
    let page = world.get(page.header("location")).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(!search(&world).await.contains("Remplacement d’été"));
    crate::listings::reproject(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap();
    assert!(!search(&world).await.contains("Remplacement d’été"), "nothing else lets it in");

    world.clock.advance(TimeDelta::days(7));
    follow_clock(&world.app).await.unwrap();
    assert!(search(&world).await.contains("Remplacement d’été"));
    assert!(world.letters().await.pop().unwrap().text.contains("de nouveau dans la recherche"));
}

#[tokio::test]
async fn a_suspended_account_neither_signs_in_nor_publishes_until_it_ends() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let item = format!("/equipe/moderation/annonce/{id}");
    decide(&mina, &item, &[("action", "suspend"), ("fondement", "r8"), ("duree", "15")]).await;

    assert!(world.letters().await.pop().unwrap().text.contains("suspension du compte"));
    assert_eq!(status(&world, &id).await, "inactive");
    assert!(claire.get("/espace").await.header("location").starts_with("/connexion"), "sessions end");
    let refused = sign_in(&world, "claire@example.org").await;
    assert_eq!(refused.status, 403);
    assert!(refused.main().contains("suspendu jusqu’au"), "{}", refused.main());

    world.clock.advance(TimeDelta::days(15));
    follow_clock(&world.app).await.unwrap();
    assert_eq!(status(&world, &id).await, "active");
    assert_eq!(sign_in(&world, "claire@example.org").await.status, 303);
    follow_clock(&world.app).await.unwrap();
    let ends = "select count(*) from audit_log where action = 'moderation.measure_ended'";
    assert_eq!(count(&world, ends).await, 1);
}

#[tokio::test]
async fn a_ban_needs_a_second_person_and_a_shorter_measure_that_ends_does_not_lift_it() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    let person = "/equipe/moderation/praticien/claire";
    decide(&mina, person, &[("action", "suspend"), ("fondement", "r8"), ("duree", "7")]).await;
    let proposed = decide(&mina, person, &[("action", "ban"), ("fondement", "l5")]).await;
    assert!(proposed.header("location").contains("note=propose"), "{}", proposed.text());
    let ban = format!(
        "/equipe/moderation/bannissement/{}",
        one(&world, "select id from moderation_decisions where state = 'proposed'").await
    );
    let verdict = [("decision", "confirmer"), ("motif", "Trois victimes se sont plaintes.")];
    assert_eq!(mina.post(&ban, &verdict).await.status, 422, "not whoever proposed it");
    assert_eq!(marc.post(&ban, &verdict).await.status, 303);

    world.clock.advance(TimeDelta::days(8));
    follow_clock(&world.app).await.unwrap();
    let refused = sign_in(&world, "claire@example.org").await;
    assert!(refused.main().contains("Votre compte est fermé"), "{}", refused.main());
    assert_eq!(status(&world, &id).await, "inactive");

    // The ban itself is contested, by the link of its letter.
    let page = link(&world, "/decisions/").await;
    world.browser().post(&page, &[("recours", "Je n’ai jamais demandé d’argent à personne.")]).await;
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    let ada = world.admin().await;
    // Their sessions ended in the meantime.
    for judge in [world.moderator().await, super::marc(&world).await] {
        let answer = judge.post(&appeal, &[("decision", "annuler"), ("motif", "Une erreur.")]).await;
        assert_eq!(answer.status, 422, "{}", answer.header("location"));
    }
    ada.post(&appeal, &[("decision", "annuler"), ("motif", "Les plaintes visaient un homonyme.")]).await;
    assert_eq!(sign_in(&world, "claire@example.org").await.status, 303);
    assert_eq!(status(&world, &id).await, "active", "what both measures took offline");
}

#[tokio::test]
async fn nobody_of_the_team_is_judged_here_nor_judges_themselves() {
    let world = World::new().await;
    let mina = world.moderator().await;
    marc(&world).await;
    let refused =
        decide(&mina, "/equipe/moderation/praticien/marc", &[("action", "ban"), ("fondement", "r8")]).await;
    assert!(refused.main().contains("membre de l’équipe"), "{}", refused.main());
    let own =
        decide(&mina, "/equipe/moderation/praticien/mina", &[("action", "suspend"), ("fondement", "r8")])
            .await;
    assert!(own.main().contains("Personne ne décide de ce qui le concerne"), "{}", own.main());
    assert_eq!(count(&world, "select count(*) from moderation_decisions").await, 0);
}

#[tokio::test]
async fn a_photograph_is_taken_away_and_given_back() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    let name = "0a".repeat(16);
    sqlx::query(
        "insert into listing_media (id, listing_id, file_url, file_type, state, name, width, height, original_hash)
         values ('photo', $1, '/medias/' || $2 || '-960.jpg', 'image', 'ready', $2, 960, 640, '\\x0a')",
    )
    .bind(&id)
    .bind(&name)
    .execute(world.db())
    .await
    .unwrap();
    let page = world.get(&format!("/annonces/{id}")).await.header("location").to_owned();
    let shown = async || world.get(&page).await.attributes(".gallery img", "src").join(" ").contains(&name);
    assert!(shown().await);
    let href = world.get(&page).await.attributes(".gallery a.report-link", "href");
    assert_eq!(href, [format!("/signaler/photo/{name}")]);
    assert_eq!(world.browser().post(&href[0], &NOTICE).await.status, 303);
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    decide(&mina, &item, &[("action", "remove"), ("fondement", "r6")]).await;
    assert!(!shown().await);
    assert!(
        claire.get(&format!("/espace/annonces/{id}/photos")).await.main().contains("décision de l’équipe")
    );

    let decision = link(&world, "/decisions/").await;
    world.browser().post(&decision, &[("recours", "Personne n’est reconnaissable sur cette photo.")]).await;
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    // Whoever decides sees what was taken away, and nobody else does.
    let file = format!("/medias/{name}-960.jpg");
    let kept = format!("media/{name}-960.jpg");
    world.app.files.put(&kept, bytes::Bytes::from_static(b"a picture")).await.unwrap();
    assert_eq!(marc.get(&appeal).await.attributes(".case-picture", "src"), [file.as_str()]);
    assert_eq!(marc.get(&file).await.status, 200);
    assert_eq!(
        (world.get(&file).await.status, claire.get(&file).await.status),
        (404.try_into().unwrap(), 404.try_into().unwrap())
    );
    marc.post(&appeal, &[("decision", "annuler"), ("motif", "Personne n’y est reconnaissable.")]).await;
    assert!(shown().await);
}

#[tokio::test]
async fn the_team_says_who_an_author_is_and_the_author_does_not_change_it() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    sqlx::query("update users set is_verified_professional = true where id = 'claire'")
        .execute(world.db())
        .await
        .unwrap();
    let page = world.get(&format!("/annonces/{id}")).await.header("location").to_owned();
    assert!(world.get(&page).await.main().contains("Praticien vérifié"));

    let fields = [("mention", "agency"), ("motif", "Le compte publie pour des cabinets clients.")];
    mina.post("/equipe/personnes/claire/mention", &fields).await;

    assert!(world.get(&page).await.main().contains("Agence ou courtier"));
    assert!(world.letters().await.pop().unwrap().text.contains("Agence ou courtier"));
    let form = claire.get("/espace/profil").await;
    let version = form.attributes("input[name=version]", "value").pop().unwrap_or_default();
    let profile = [
        ("version", version.as_str()),
        ("nom", "Claire Moreau"),
        ("compte", "practitioner"),
        ("profession", "doctor/medecine_generale"),
    ];
    claire.post("/espace/profil", &profile).await;
    assert_eq!(one(&world, "select account_kind from users where id = 'claire'").await, "agency");
}

#[tokio::test]
async fn changes_that_waited_when_their_listing_was_removed_wait_again_after_the_appeal() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let (mina, marc) = (world.moderator().await, marc(&world).await);
    let id = online(&paul).await;
    let item = format!("/equipe/moderation/annonce/{id}");
    decide(&mina, &item, &[("action", "approve")]).await;
    let other =
        "Un tout autre texte, entièrement nouveau, pour un cabinet qui n’a rien à voir avec le précédent.";
    fill(&paul, &id, "texte", &[("titre", "Remplacement d’été à Guéret"), ("texte", other)]).await;
    fill(&paul, &id, "publier", &[("action", "publier")]).await;
    let waiting = "select count(*) from listing_revisions where status = 'pending'";
    assert_eq!(count(&world, waiting).await, 1);
    decide(&mina, &item, &[("action", "remove"), ("fondement", "r4")]).await;
    assert_eq!((status(&world, &id).await.as_str(), count(&world, waiting).await), ("removed", 0));

    let page = link(&world, "/decisions/").await;
    world.browser().post(&page, &[("recours", "Ce cabinet existe, voici son adresse.")]).await;
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    marc.post(&appeal, &[("decision", "annuler"), ("motif", "Le cabinet existe bien.")]).await;

    assert_eq!((status(&world, &id).await.as_str(), count(&world, waiting).await), ("active", 1));
    assert!(!search(&world).await.contains("entièrement nouveau"), "nobody read it yet");
    assert!(mina.get("/equipe/moderation").await.attributes(".rows a", "href").contains(&item));
}
