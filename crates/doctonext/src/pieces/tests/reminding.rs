//! Reminders: thirty days before, seven days before, each once.

use super::{add, ids};
use crate::{
    documents::paper,
    letters::{Kind, set_refused},
    pieces::remind,
    testing::World,
};

/// Subjects of the reminders to a person.
async fn reminders(world: &World, person: &str) -> Vec<String> {
    let to = format!("{person}@example.org");
    let letters =
        world.letters().await.into_iter().filter(|it| it.to == to && it.subject.contains("expire le"));
    letters.map(|it| it.subject).collect()
}

/// The night of a day, when the job runs.
async fn night(world: &World, day: &str) -> u64 {
    world.clock.set(format!("{day}T05:10:00Z").parse().unwrap());
    remind(&world.app).await.unwrap()
}

#[tokio::test]
async fn a_document_is_told_of_thirty_and_seven_days_before_its_end_once_each() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "2026-06-30", ("rcp.pdf", &paper(""))).await;
    add(&claire, "cv", "", ("cv.pdf", &paper("/Lang (fr)"))).await;

    assert_eq!(night(&world, "2026-05-30").await, 0, "31 days before");
    assert_eq!(night(&world, "2026-05-31").await, 1);
    assert_eq!(night(&world, "2026-05-31").await, 0, "the job runs twice");
    assert_eq!(night(&world, "2026-06-22").await, 0);
    assert_eq!(night(&world, "2026-06-23").await, 1);
    assert_eq!(night(&world, "2026-06-29").await, 0);
    assert_eq!(night(&world, "2026-07-01").await, 0, "what is over is not about to end");
    assert_eq!(reminders(&world, "claire").await, ["Votre attestation expire le 30\u{a0}juin 2026"; 2]);
    let letter = world.letters().await.pop().unwrap();
    assert!(letter.text.contains("dans 7\u{a0}jours") && letter.text.contains("responsabilité civile"));
    let id: String =
        sqlx::query_scalar("select id from pieces where kind = 'rcp'").fetch_one(world.db()).await.unwrap();
    assert!(letter.links().contains(&format!("https://doctonext.example/espace/pieces/{id}")));
}

#[tokio::test]
async fn days_are_those_of_paris() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "2026-06-30", ("rcp.pdf", &paper(""))).await;
    world.clock.set("2026-05-30T21:59:59Z".parse().unwrap());
    assert_eq!(remind(&world.app).await.unwrap(), 0);
    world.clock.set("2026-05-30T22:00:00Z".parse().unwrap());
    assert_eq!(remind(&world.app).await.unwrap(), 1, "midnight in Paris");
}

#[tokio::test]
async fn another_date_brings_its_own_reminders_and_the_old_one_none_again() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "2026-03-25", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let move_to = async |day: &str| {
        sqlx::query("update pieces set expires_on = $2::date where id = $1")
            .bind(&id)
            .bind(day.parse::<chrono::NaiveDate>().unwrap())
            .execute(world.db())
            .await
            .unwrap();
    };
    assert_eq!(night(&world, "2026-03-03").await, 1);
    move_to("2026-03-28").await;
    assert_eq!(night(&world, "2026-03-04").await, 1, "another date");
    move_to("2026-03-25").await;
    assert_eq!(night(&world, "2026-03-05").await, 0, "told before");
    move_to("2026-03-08").await;
    assert_eq!(night(&world, "2026-03-05").await, 1, "within seven days: one letter, not two");
    assert_eq!(night(&world, "2026-03-06").await, 0);
}

#[tokio::test]
async fn who_switched_reminders_off_or_leaves_gets_none() {
    let world = World::new().await;
    for person in ["claire", "paul", "zoe"] {
        let browser = world.sign_up(person).await;
        add(&browser, "rcp", "2026-03-25", ("rcp.pdf", &paper(""))).await;
        if person == "claire" {
            let page = browser.get("/espace/notifications/choix").await;
            assert!(page.main().contains("Pièces qui arrivent à échéance"));
        }
    }
    let mut db = world.db().acquire().await.unwrap();
    set_refused(&mut db, "claire", Kind::DocumentExpiring, true, world.app.clock.now()).await.unwrap();
    sqlx::query("update users set closing_at = now() where id = 'paul'").execute(&mut *db).await.unwrap();
    drop(db);

    night(&world, "2026-03-03").await;

    assert!(reminders(&world, "claire").await.is_empty() && reminders(&world, "paul").await.is_empty());
    assert_eq!(reminders(&world, "zoe").await.len(), 1);
    let letter = world.letters().await.pop().unwrap();
    assert!(
        letter.text.contains("les rappels avant la fin de vos pièces")
            || letter.text.contains("desinscription")
    );
}
