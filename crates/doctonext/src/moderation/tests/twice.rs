//! The same act twice, two acts on the same thing, and who may not judge.

use super::*;
use crate::publishing::tests::count;

const ANNUL: [(&str, &str); 2] = [("decision", "annuler"), ("motif", "Le premier avis ne tient pas.")];

/// The page of the appeal that waits.
async fn appeal(world: &World) -> String {
    format!(
        "/equipe/moderation/recours/{}",
        one(world, "select id from moderation_appeals where outcome is null").await
    )
}

/// Letters to an address, the latest first.
async fn letters_to(world: &World, address: &str) -> Vec<String> {
    world.letters().await.into_iter().rev().filter(|it| it.to == address).map(|it| it.text).collect()
}

#[tokio::test]
async fn what_changes_nothing_is_decided_once_and_told_once() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let item = format!("/equipe/moderation/annonce/{id}");
    let before = letters_to(&world, "claire@example.org").await.len();
    let remove = [("action", "remove"), ("fondement", "r4")];
    assert_eq!(decide(&mina, &item, &remove).await.status, 303);
    let again = decide(&mina, &item, &remove).await;
    assert_eq!(again.status, 422);
    assert!(again.main().contains("plus rien à décider"), "{}", again.main());
    assert_eq!(count(&world, "select count(*) from moderation_decisions").await, 1);
    assert_eq!(letters_to(&world, "claire@example.org").await.len(), before + 1);
}

#[tokio::test]
async fn one_decision_answers_every_notice_about_the_same_listing() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let first = report(&world.browser(), &id).await;
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    let second = report(&world.browser(), &id).await;

    decide(&mina, &item, &[("action", "remove"), ("fondement", "l5")]).await;

    for page in [&first, &second] {
        assert!(world.get(page).await.main().contains("retrait de l’annonce"));
    }
    let told = letters_to(&world, "nadia@example.org").await;
    assert_eq!(told.iter().filter(|it| it.contains("y a donné suite")).count(), 2);
    assert_eq!(count(&world, "select count(*) from moderation_decisions").await, 1);
    assert!(mina.get("/equipe/moderation").await.attributes(".rows a", "href").is_empty());
}

#[tokio::test]
async fn whoever_reported_something_judges_neither_the_appeal_nor_the_ban() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    let mut fields = NOTICE.to_vec();
    for (name, value) in &mut fields {
        match *name {
            "nom" => *value = "Mina",
            "email" => *value = "mina@example.org",
            _ => {}
        }
    }
    assert_eq!(mina.post(&format!("/signaler/annonce/{id}"), &fields).await.status, 303);
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    decide(&marc, &item, &[("action", "ban"), ("fondement", "l5")]).await;
    let ban = format!(
        "/equipe/moderation/bannissement/{}",
        one(&world, "select id from moderation_decisions where state = 'proposed'").await
    );

    let confirm = [("decision", "confirmer"), ("motif", "Trois victimes se sont plaintes.")];
    let own = mina.post(&ban, &confirm).await;

    assert_eq!(own.status, 422);
    assert!(own.main().contains("ce qui le concerne"), "{}", own.main());
    let person = "/equipe/moderation/praticien/claire";
    let second = decide(&marc, person, &[("action", "ban"), ("fondement", "l5")]).await;
    assert_eq!(second.status, 422, "one proposal at a time");
}

#[tokio::test]
async fn a_notice_looked_at_again_is_decided_by_another_and_told_to_who_made_it() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    let nadia = world.browser();
    let follow = report(&nadia, &id).await;
    let refuse = [("action", "refuse_notice")];
    decide(&mina, &format!("/equipe/moderation/signalement/{}", notice(&world).await), &refuse).await;
    nadia.post(&follow, &[("recours", "Le virement est demandé dans le troisième paragraphe.")]).await;
    marc.post(&appeal(&world).await, &ANNUL).await;
    let again = format!("/equipe/moderation/signalement/{}", notice(&world).await);

    let refused = decide(&mina, &again, &refuse).await;
    assert!(refused.main().contains("Une autre personne que vous"), "{}", refused.main());
    world.clock.advance(chrono::TimeDelta::minutes(16));
    decide(&marc, &again, &[("action", "remove"), ("fondement", "l5")]).await;

    assert_eq!(status(&world, &id).await, "removed");
    assert!(letters_to(&world, "nadia@example.org").await[0].contains("y a donné suite"));
}

#[tokio::test]
async fn an_appeal_against_an_old_refusal_brings_nothing_back_that_was_removed_since() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let (mina, marc) = (world.moderator().await, marc(&world).await);
    let id = online(&paul).await;
    let item = format!("/equipe/moderation/annonce/{id}");
    decide(&mina, &item, &[("action", "ask_change"), ("fondement", "r9")]).await;
    let old = link(&world, "/decisions/").await;
    publish(&paul, &id).await;
    decide(&mina, &item, &[("action", "approve")]).await;
    assert_eq!(status(&world, &id).await, "active");
    decide(&mina, &item, &[("action", "remove"), ("fondement", "l5")]).await;

    world.browser().post(&old, &[("recours", "L’annonce disait tout dès la première fois.")]).await;
    marc.post(&appeal(&world).await, &ANNUL).await;

    assert_eq!(status(&world, &id).await, "removed");
}

#[tokio::test]
async fn a_removal_that_is_reversed_during_a_suspension_waits_for_its_end() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "remove"), ("fondement", "r4")])
        .await;
    let page = link(&world, "/decisions/").await;
    let person = "/equipe/moderation/praticien/claire";
    decide(&mina, person, &[("action", "suspend"), ("fondement", "r8"), ("duree", "15")]).await;
    world.browser().post(&page, &[("recours", "Ce texte est le mien, écrit avant l’autre.")]).await;
    marc.post(&appeal(&world).await, &ANNUL).await;
    assert_eq!(status(&world, &id).await, "inactive");

    world.clock.advance(chrono::TimeDelta::days(15));
    crate::moderation::follow_clock(&world.app).await.unwrap();

    assert_eq!(status(&world, &id).await, "active");
}

#[tokio::test]
async fn only_an_address_of_this_site_is_reported_and_none_is_sent_on() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    let id = online(&claire).await;
    for address in [
        "https://doctonext.example.evil.org/remboursement",
        "https://doctonext.example@evil.org/",
        "https://doctonext.example/annonces/x puis appelez le 06",
        "javascript:alert(1)",
    ] {
        let mut fields = NOTICE.to_vec();
        for (name, value) in &mut fields {
            if *name == "adresse" {
                *value = address;
            }
        }
        let answer = world.browser().post(&format!("/signaler/annonce/{id}"), &fields).await;
        assert_eq!(answer.status, 422, "{address}");
    }
    report(&world.browser(), &id).await;
    let receipt = letters_to(&world, "nadia@example.org").await.remove(0);
    assert!(receipt.contains(&format!("https://doctonext.example/annonces/{id}")), "{receipt}");
}

#[tokio::test]
async fn what_was_changed_since_it_was_read_is_read_again() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let item = format!("/equipe/moderation/annonce/{id}");
    let version = mina.get(&item).await.attributes("input[name=version]", "value").remove(0);
    let mended = "Maison de santé récente, équipe soudée, logement à deux pas, sans numéro de téléphone.";
    crate::publishing::tests::fill(
        &claire,
        &id,
        "texte",
        &[("titre", "Remplacement d’été à Guéret"), ("texte", mended)],
    )
    .await;
    publish(&claire, &id).await;

    let answer = mina.post(&item, &[("version", &version), ("action", "remove"), ("fondement", "r5")]).await;

    assert_eq!(answer.status, 422);
    assert!(answer.main().contains("relisez-la"), "{}", answer.main());
    assert_eq!(status(&world, &id).await, "active");
}

#[tokio::test]
async fn a_milder_measure_answers_its_own_notice_alone_and_whoever_reported_decides_nothing() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    report(&world.browser(), &id).await;
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    let second = report(&world.browser(), &id).await;
    let fields = [("action", "reduce_visibility"), ("fondement", "r3"), ("duree", "7")];
    assert_eq!(decide(&mina, &item, &fields).await.status, 303);
    assert!(!world.get(&second).await.main().contains("a donné suite"), "it waits for its own answer");

    let mut own = NOTICE.to_vec();
    own.retain(|it| it.0 != "nom" && it.0 != "email");
    own.extend([("nom", "Marc"), ("email", "marc@example.org")]);
    assert_eq!(marc.post(&format!("/signaler/annonce/{id}"), &own).await.status, 303);
    let listing = format!("/equipe/moderation/annonce/{id}");
    let refused = decide(&marc, &listing, &[("action", "remove"), ("fondement", "l5")]).await;
    assert!(refused.main().contains("ce qui le concerne"), "{}", refused.main());
}

#[tokio::test]
async fn a_reduction_that_ends_under_a_removal_leaves_nothing_behind() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let item = format!("/equipe/moderation/annonce/{id}");
    let fields = [("action", "reduce_visibility"), ("fondement", "r3"), ("duree", "7")];
    decide(&mina, &item, &fields).await;
    decide(&mina, &item, &[("action", "remove"), ("fondement", "l5")]).await;
    let removal = link(&world, "/decisions/").await;
    world.clock.advance(chrono::TimeDelta::days(8));
    crate::moderation::follow_clock(&world.app).await.unwrap();
    assert!(!search(&world).await.contains("Remplacement d’été"), "it is removed");

    world.browser().post(&removal, &[("recours", "Je n’ai jamais demandé d’argent à personne.")]).await;
    let marc = super::marc(&world).await;
    marc.post(&appeal(&world).await, &ANNUL).await;

    assert_eq!(status(&world, &id).await, "active");
    assert!(search(&world).await.contains("Remplacement d’été"));
}

#[tokio::test]
async fn two_who_decide_at_once_on_one_listing_take_it_away_once_and_neither_fails() {
    let world = World::new().await;
    let (mina, marc) = (world.moderator().await, marc(&world).await);
    for owner in ["claire", "zoe", "paul", "nour"] {
        // The text of a listing that was taken away would wait for a person.
        let owner = verified(&world, owner).await;
        let id = online(&owner).await;
        sqlx::query("delete from listing_fingerprints").execute(world.db()).await.unwrap();
        more_notices(&world, &id, 2).await;
        let open =
            "select id from moderation_notices where status in ('received', 'under_review') order by id";
        let notices: Vec<String> = sqlx::query_scalar(open).fetch_all(world.db()).await.unwrap();
        let pages: Vec<String> =
            notices.iter().map(|it| format!("/equipe/moderation/signalement/{it}")).collect();
        let remove = [("action", "remove"), ("fondement", "l5")];

        // One by each notice, and one by the listing itself.
        let listing = format!("/equipe/moderation/annonce/{id}");
        let (one, two, three) = tokio::join!(
            decide(&mina, &pages[1], &remove),
            decide(&marc, &pages[0], &remove),
            decide(&mina, &listing, &remove),
        );

        let mut answers = [one.status, two.status, three.status];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422, 422]);
        assert_eq!(status(&world, &id).await, "removed");
        sqlx::query("delete from moderation_locks").execute(world.db()).await.unwrap();
    }
    assert_eq!(count(&world, "select count(*) from moderation_decisions").await, 4);
}
