//! What is added to a listing that visitors read already.

use super::*;
use crate::{moderation::follow_clock, publishing::tests::count};

const WAITING: &str = "select count(*) from moderation_notices where source = 'rule'";

/// A photograph that its listing shows, as media leaves it; after the listing was online when `later`.
async fn photograph(world: &World, id: &str, listing: &str, (hash, later): (&[u8], bool)) {
    sqlx::query(
        "insert into listing_media (id, listing_id, file_url, file_type, state, original_hash, created_at)
         select $1, $2, '/m', 'image', 'ready', $3,
                published_at + case when $4 then interval '1 minute' else interval '-1 minute' end
         from listings where id = $2",
    )
    .bind(id)
    .bind(listing)
    .bind(hash)
    .bind(later)
    .execute(world.db())
    .await
    .unwrap();
}

async fn caption(world: &World, id: &str, words: &str) {
    sqlx::query("update listing_media set caption = $2, read_at = null where id = $1")
        .bind(id)
        .bind(words)
        .execute(world.db())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_photograph_of_somebody_else_that_comes_later_waits_for_the_team_once() {
    let world = World::new().await;
    let (claire, zoe, mina) =
        (verified(&world, "claire").await, verified(&world, "zoe").await, world.moderator().await);
    let first = online(&claire).await;
    photograph(&world, "hers", &first, (b"one", true)).await;
    follow_clock(&world.app).await.unwrap();
    assert_eq!(count(&world, WAITING).await, 0, "verified, and the first to show it");
    let second = zoe_listing(&world, &zoe, &mina).await;
    photograph(&world, "copy", &second, (b"one", true)).await;

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
async fn whoever_is_not_verified_has_later_photographs_looked_at_and_those_of_before_not_again() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let mina = world.moderator().await;
    let id = online(&paul).await;
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "approve")]).await;
    assert_eq!(status(&world, &id).await, "active");
    photograph(&world, "before", &id, (b"before", false)).await;
    photograph(&world, "later", &id, (b"later", true)).await;

    follow_clock(&world.app).await.unwrap();

    assert_eq!(count(&world, WAITING).await, 1);
    assert_eq!(one(&world, "select subject_id from moderation_notices").await, "later");
    assert_eq!(count(&world, "select count(*) from listing_media where read_at is null").await, 0);
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
    photograph(&world, "salle", &id, (b"salle", true)).await;
    caption(&world, "salle", "La salle d’attente").await;
    follow_clock(&world.app).await.unwrap();
    assert_eq!(count(&world, WAITING).await, 0);

    caption(&world, "salle", "Virement à faire avant la visite").await;
    follow_clock(&world.app).await.unwrap();

    assert_eq!(count(&world, WAITING).await, 1);
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    assert!(mina.get(&item).await.main().contains("Virement à faire avant la visite"));
}
