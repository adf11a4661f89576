//! Accounts that fell asleep.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    privacy::retention::{RULES, run},
    testing::{Someone, World},
};

async fn carry_out(world: &World, code: &str) -> u64 {
    let rule = RULES.iter().find(|it| it.code == code).unwrap();
    run(&world.app, rule).await.unwrap().removed
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

async fn subjects(world: &World) -> Vec<String> {
    let letters = world.letters().await;
    letters.into_iter().filter(|it| it.subject.contains("sera supprimé")).map(|it| it.subject).collect()
}

#[tokio::test]
async fn a_silent_account_is_warned_twice_then_erased() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.sign_up_as("mina", Someone { role: "moderator", ..Someone::default() }).await;
    // Last seen on 2 March 2026 at 9: two years end on 2 March 2028, thirty days before is 1 February.
    world.clock.set(at("2028-02-01T08:59:59Z"));
    assert_eq!(carry_out(&world, "inactive").await, 0);
    world.clock.set(at("2028-02-01T09:00:00Z"));
    assert_eq!(carry_out(&world, "inactive").await, 1, "not the team");
    assert_eq!(carry_out(&world, "inactive").await, 0, "once");
    world.clock.set(at("2028-02-23T12:00:00Z"));
    assert_eq!(carry_out(&world, "inactive").await, 0);
    world.clock.set(at("2028-02-24T12:00:00Z"));
    assert_eq!(carry_out(&world, "inactive").await, 1);
    assert_eq!(subjects(&world).await, ["Votre compte sera supprimé le 3\u{a0}mars 2028"; 2]);

    world.clock.set(at("2028-03-02T22:59:59Z"));
    assert_eq!(carry_out(&world, "closures_due").await, 0);
    world.clock.set(at("2028-03-02T23:00:00Z"));
    assert_eq!(carry_out(&world, "closures_due").await, 1);

    let names: Vec<String> =
        sqlx::query_scalar("select name from users order by id").fetch_all(world.db()).await.unwrap();
    assert_eq!(names, ["Compte supprimé", "Mina"]);
}

#[tokio::test]
async fn a_visit_after_the_letters_keeps_the_account() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.clock.set(at("2028-02-01T09:00:00Z"));
    carry_out(&world, "inactive").await;
    world.clock.set(at("2028-02-24T12:00:00Z"));
    carry_out(&world, "inactive").await;

    world.clock.set(at("2028-03-02T20:00:00Z"));
    sqlx::query("update users set last_seen_at = $1")
        .bind(at("2028-03-02T20:00:00Z"))
        .execute(world.db())
        .await
        .unwrap();
    world.clock.advance(TimeDelta::days(3));

    assert_eq!(carry_out(&world, "closures_due").await, 0);
    let outcome: String =
        sqlx::query_scalar("select outcome from account_closures").fetch_one(world.db()).await.unwrap();
    assert_eq!(outcome, "undone");
}

#[tokio::test]
async fn a_house_that_slept_keeps_what_its_letters_promise() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.clock.set(at("2030-06-01T09:00:00Z"));
    assert_eq!(carry_out(&world, "inactive").await, 1, "years late: thirty days are left from now");
    assert_eq!(carry_out(&world, "closures_due").await, 0);
    world.clock.set(at("2030-08-01T09:00:00Z"));
    assert_eq!(carry_out(&world, "closures_due").await, 0, "nobody goes without the second letter");
    assert_eq!(carry_out(&world, "inactive").await, 1);
    assert_eq!(carry_out(&world, "closures_due").await, 0, "seven days are left from now");
    world.clock.set(at("2030-08-08T22:00:00Z"));
    assert_eq!(carry_out(&world, "closures_due").await, 1);
}

#[tokio::test]
async fn nobody_is_closed_while_a_contract_runs_nor_in_the_demonstration() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.sign_up("paul").await;
    world.publish([crate::testing::claires_practice()]).await;
    sqlx::query(
        "insert into contracts (id, listing_id, sender_id, recipient_id, contract_type, status)
         select 'c', id, 'claire', 'paul', 'transfer', 'pending' from listings",
    )
    .execute(world.db())
    .await
    .unwrap();
    sqlx::query("insert into users (id, name, email, created_at) values ('demo', 'D', 'd@demo.doctonext.invalid', '2020-01-01T00:00:00Z')")
        .execute(world.db())
        .await
        .unwrap();
    world.clock.set(at("2028-02-15T09:00:00Z"));

    assert_eq!(carry_out(&world, "inactive").await, 0);
    sqlx::query("update contracts set status = 'closed', signed_at = now()")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(carry_out(&world, "inactive").await, 2);
}
