//! What is added to a listing that visitors read already.

use super::*;
use crate::{moderation::follow_clock, publishing::tests::count};

const WAITING: &str = "select count(*) from moderation_notices where source = 'rule'";
const HOUSE: &str = "select count(*) from moderation_notices where source in ('rule', 'review')";

/// A photograph that its listing shows, as media leaves it.
async fn photograph(world: &World, id: &str, listing: &str, hash: &[u8]) {
    sqlx::query(
        "insert into listing_media (id, listing_id, file_url, file_type, state, original_hash)
         values ($1, $2, '/m', 'image', 'ready', $3)",
    )
    .bind(id)
    .bind(listing)
    .bind(hash)
    .execute(world.db())
    .await
    .unwrap();
}

/// Its owner says something of it.
async fn caption(owner: &Browser<'_>, listing: &str, id: &str, words: &str) {
    let page = format!("/espace/annonces/{listing}/photos/{id}");
    let said = owner.post(&page, &[("acte", "legende"), ("legende", words)]).await;
    assert_eq!(said.status, 303, "{}", said.main());
}

#[tokio::test]
async fn a_photograph_of_somebody_else_that_comes_later_waits_for_the_team_once() {
    let world = World::new().await;
    let (claire, zoe, mina) =
        (verified(&world, "claire").await, verified(&world, "zoe").await, world.moderator().await);
    let first = online(&claire).await;
    photograph(&world, "hers", &first, b"one").await;
    follow_clock(&world.app).await.unwrap();
    assert_eq!(count(&world, WAITING).await, 0, "verified, and the first to show it");
    let second = zoe_listing(&world, &zoe, &mina).await;
    photograph(&world, "copy", &second, b"one").await;

    follow_clock(&world.app).await.unwrap();
    follow_clock(&world.app).await.unwrap();

    assert_eq!(count(&world, WAITING).await, 1);
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    let case = mina.get(&item).await.main();
    assert!(
        case.contains("La même photo est dans l’annonce") && case.contains("relit ce qui est ajouté"),
        "{case}"
    );
    assert_eq!(decide(&mina, &item, &[("action", "remove"), ("fondement", "r6")]).await.status, 303);
    assert_eq!(
        one(&world, "select found_by from moderation_decisions where action = 'remove'").await,
        "rule"
    );
    assert!(!world.get("/transparence.csv").await.text().contains("par motif;Droit"), "nobody reported it");
}

/// Zoe's listing, online although its text is Claire's.
async fn zoe_listing(world: &World, zoe: &Browser<'_>, mina: &Browser<'_>) -> String {
    let id = online(zoe).await;
    decide(mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "approve")]).await;
    assert_eq!(status(world, &id).await, "active");
    id
}

#[tokio::test]
async fn whoever_is_not_verified_has_later_photographs_looked_at() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let mina = world.moderator().await;
    let id = online(&paul).await;
    photograph(&world, "before", &id, b"before").await;
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "approve")]).await;
    assert_eq!(status(&world, &id).await, "active");
    photograph(&world, "later", &id, b"later").await;

    follow_clock(&world.app).await.unwrap();
    follow_clock(&world.app).await.unwrap();

    caption(&paul, &id, "later", "Virement à faire avant la visite").await;
    follow_clock(&world.app).await.unwrap();

    assert_eq!(count(&world, HOUSE).await, 1);
    assert_eq!(one(&world, "select subject_id from moderation_notices").await, "later");
    let told = one(&world, "select explanation from moderation_notices").await;
    assert!(told.contains("Photo ajoutée") && told.contains("Virement à faire"), "nothing is lost: {told}");
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    decide(&mina, &item, &[("action", "remove"), ("fondement", "r6")]).await;
    assert_eq!(
        one(&world, "select found_by from moderation_decisions where action = 'remove'").await,
        "review"
    );
}

#[tokio::test]
async fn the_rules_read_what_is_said_of_a_photograph_when_it_changes() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let rules = [("regles", "mot: virement"), ("note", "Premières règles")];
    mina.post("/equipe/moderation/regles", &rules).await;
    mina.post("/equipe/moderation/regles/essai", &[]).await;
    mina.post("/equipe/moderation/regles/activation", &[]).await;
    photograph(&world, "salle", &id, b"salle").await;
    caption(&claire, &id, "salle", "La salle d’attente").await;
    follow_clock(&world.app).await.unwrap();
    assert_eq!(count(&world, WAITING).await, 0);

    caption(&claire, &id, "salle", "Virement à faire avant la visite").await;
    follow_clock(&world.app).await.unwrap();

    assert_eq!(count(&world, WAITING).await, 1);
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    assert!(mina.get(&item).await.main().contains("Virement à faire avant la visite"));
    assert_eq!(decide(&mina, &item, &[("action", "refuse_notice")]).await.status, 303);
    caption(&claire, &id, "salle", "Virement à faire avant la visite").await;
    follow_clock(&world.app).await.unwrap();
    assert_eq!(count(&world, WAITING).await, 1, "the same words again are no change");
}

#[tokio::test]
async fn the_words_of_photographs_are_read_before_a_listing_is_online() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let rules = [("regles", "mot: virement"), ("note", "Premières règles")];
    mina.post("/equipe/moderation/regles", &rules).await;
    mina.post("/equipe/moderation/regles/essai", &[]).await;
    mina.post("/equipe/moderation/regles/activation", &[]).await;
    let id = written(&claire).await;
    photograph(&world, "salle", &id, b"salle").await;
    caption(&claire, &id, "salle", "Virement à faire avant la visite").await;

    publish(&claire, &id).await;

    assert_eq!(status(&world, &id).await, "pending_review");
}

#[tokio::test]
async fn what_was_shown_is_what_is_accepted_photographs_included() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let mina = world.moderator().await;
    let id = online(&paul).await;
    photograph(&world, "salle", &id, b"salle").await;
    let item = format!("/equipe/moderation/annonce/{id}");
    let shown = mina.get(&item).await;
    assert_eq!(shown.attributes(".case-pictures img", "alt"), ["Photo 1, sans légende"]);
    let field = |name: &str| shown.attributes(&format!("input[name={name}]"), "value").remove(0);
    let (version, photos) = (field("version"), field("photos"));
    caption(&paul, &id, "salle", "Virement à faire avant la visite").await;

    let sent = [("action", "approve"), ("version", version.as_str()), ("photos", photos.as_str())];
    let refused = mina.post(&item, &sent).await;

    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("a modifié l’annonce depuis"), "{}", refused.main());
    assert_eq!(status(&world, &id).await, "pending_review");
    decide(&mina, &item, &[("action", "approve")]).await;
    follow_clock(&world.app).await.unwrap();
    assert_eq!(
        (status(&world, &id).await.as_str(), count(&world, HOUSE).await),
        ("active", 0),
        "seen already"
    );
}
