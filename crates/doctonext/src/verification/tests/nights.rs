//! Every night everybody with a badge is looked up again.

use chrono::TimeDelta;

use super::{NUMBER, declare, reviewing};
use crate::{
    testing::{World, claires_practice},
    verification::{Night, recheck},
};

async fn night(world: &World) -> Night {
    world.clock.advance(TimeDelta::days(1));
    recheck(&world.app).await.unwrap()
}

/// Claire, a nurse with a badge and a listing.
pub(super) async fn claire(world: &World) -> String {
    world.know(NUMBER, "MOREAU", "CLAIRE").await;
    let browser = world.sign_up("claire").await;
    declare(world, &browser, "Claire", "Moreau", NUMBER).await;
    world.publish([claires_practice()]).await.remove(0)
}

#[tokio::test]
async fn three_nights_of_absence_suspend_and_pause_listings_and_a_return_gives_the_badge_back() {
    let world = World::new().await;
    let listing = claire(&world).await;
    assert_eq!(night(&world).await, Night { seen: 1, ..Night::default() });
    assert_eq!(world.get(&listing).await.status, 200);
    world.forget(NUMBER).await;

    for _ in 0..2 {
        assert_eq!(night(&world).await, Night { seen: 1, absent: 1, ..Night::default() });
        assert_eq!(recheck(&world.app).await.unwrap(), Night::default(), "a second run counts nothing");
        assert_eq!(world.standing("claire").await.0, "matched");
    }
    assert_eq!(night(&world).await.suspended, 1);

    assert_eq!(world.standing("claire").await, ("suspended".to_owned(), 1, false));
    assert_eq!(world.get(&listing).await.status, 404);
    assert!(!world.get("/annonces").await.main().contains("Cabinet de médecine générale"));
    let letter = world.letters().await.pop().unwrap();
    assert!(letter.subject.starts_with("Vérification suspendue") && letter.text.contains("trois nuits"));
    assert_eq!(night(&world).await, Night::default(), "told once");

    world.know(NUMBER, "MOREAU", "CLAIRE").await;
    assert_eq!(night(&world).await.returned, 1);

    assert_eq!(world.standing("claire").await, ("matched".to_owned(), 2, true));
    assert_eq!(world.get(&listing).await.status, 200, "the listing is back");
    assert_eq!(world.subjects("claire").await.pop().unwrap(), "Votre inscription est de nouveau vérifiée");
}

#[tokio::test]
async fn a_night_in_between_starts_the_count_anew() {
    let world = World::new().await;
    claire(&world).await;
    for _ in 0..3 {
        world.forget(NUMBER).await;
        night(&world).await;
        night(&world).await;
        world.know(NUMBER, "MOREAU", "CLAIRE").await;
        night(&world).await;
    }
    assert_eq!(world.standing("claire").await.0, "matched");
}

#[tokio::test]
async fn without_a_directory_a_night_counts_for_nobody() {
    let world = World::new().await;
    claire(&world).await;
    for table in ["directory_people", "directory_gone", "directory_editions"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("delete from {table}"))).execute(world.db()).await.unwrap();
    }
    for _ in 0..4 {
        assert_eq!(night(&world).await, Night::default());
    }
    assert_eq!(world.standing("claire").await.0, "matched");
}

#[tokio::test]
async fn a_badge_stands_beside_the_author_of_a_listing() {
    let world = World::new().await;
    let listing = claire(&world).await;
    assert_eq!(
        world.get(&listing).await.texts(".contact-box .badge--verified"),
        ["Inscription vérifiée le 2 mars 2026"]
    );
}

#[tokio::test]
async fn who_was_accepted_by_the_team_without_the_directory_keeps_the_badge_until_it_says_otherwise() {
    let world = World::new().await;
    reviewing::accepted_without_the_directory(&world).await;

    for _ in 0..4 {
        assert_eq!(night(&world).await, Night { seen: 1, ..Night::default() });
    }
    assert_eq!(world.standing("solenn").await, ("proved".to_owned(), 3, true));

    // Known once, then gone: that counts, whoever accepted them.
    sqlx::query(
        "insert into directory_gone (national_id, last_edition, gone_at)
         select '8' || $1, id, now() from directory_editions",
    )
    .bind(NUMBER)
    .execute(world.db())
    .await
    .unwrap();
    for _ in 0..3 {
        night(&world).await;
    }
    assert_eq!(world.standing("solenn").await.0, "suspended");
}

#[tokio::test]
async fn a_badge_does_not_come_back_while_the_account_is_closing() {
    let world = World::new().await;
    let listing = claire(&world).await;
    world.forget(NUMBER).await;
    for _ in 0..3 {
        night(&world).await;
    }
    sqlx::query("update users set closing_at = $1 where id = 'claire'")
        .bind(world.app.clock.now() + TimeDelta::days(20))
        .execute(world.db())
        .await
        .unwrap();
    world.know(NUMBER, "MOREAU", "CLAIRE").await;

    assert_eq!(night(&world).await, Night::default());
    assert_eq!(world.get(&listing).await.status, 404);
}
