//! Copies of one's data.

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use zip::ZipArchive;

use super::person::claire_everywhere;
use crate::{
    privacy::{
        export::{self, Part},
        retention::RULES,
        retention::run,
    },
    testing::{Browser, World},
};

/// The copy that waits, made as the worker makes it.
async fn build(world: &World) -> String {
    let id: String =
        sqlx::query_scalar("select id from data_exports where user_id = 'claire' and state = 'asked'")
            .fetch_one(world.db())
            .await
            .unwrap();
    export::build(&world.app, &id).await.unwrap();
    id
}

/// « étape 0 sur 15 ».
fn step(done: usize) -> String {
    format!("étape {done} sur {}", Part::ALL.len())
}

async fn asked(browser: &Browser<'_>) {
    let answer = browser.post("/espace/donnees/export", &[]).await;
    assert_eq!(answer.header("location"), "/espace/donnees?note=copie");
}

#[tokio::test]
async fn a_copy_is_asked_made_and_fetched_by_its_owner_alone() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    asked(&browser).await;
    let waiting = browser.get("/espace/donnees").await;
    assert!(waiting.main().contains(&step(0)), "{}", waiting.main());
    asked(&browser).await;
    let jobs: i64 = sqlx::query_scalar(
        "select count(*) from graphile_worker.jobs where task_identifier = 'build_export'",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(jobs, 1, "one at a time");

    let id = build(&world).await;

    let letter = world.letters().await.pop().unwrap();
    assert!(letter.subject.starts_with("Vos données sont prêtes"), "{}", letter.subject);
    assert_eq!(letter.path(), "/espace/donnees");
    let address = browser.get("/espace/donnees").await.attributes("a[download]", "href").remove(0);
    assert_eq!(address, format!("/espace/donnees/export/{id}"));
    let copy = browser.get(&address).await;
    assert_eq!(copy.header("content-type"), "application/zip");
    assert_eq!(copy.header("cache-control"), "private, no-store");
    let mut zip = ZipArchive::new(Cursor::new(copy.body.to_vec())).unwrap();
    let names: Vec<String> = zip.file_names().map(|it| it.unwrap().into_owned()).collect();
    assert_eq!(names.len(), Part::ALL.len() + 2, "{names:?}");
    assert!(
        names.contains(&"fichiers/photo.jpg".to_owned())
            && names.contains(&"fichiers/annonces/001-plan.pdf".to_owned())
    );
    let mut profile = String::new();
    zip.by_name("profil.json").unwrap().read_to_string(&mut profile).unwrap();
    assert!(profile.contains("+33612345678"), "{profile}");

    assert_eq!(world.sign_up("paul").await.get(&address).await.status, 404, "not for others");
    assert_eq!(world.get(&address).await.status, 303, "not for strangers");
    world.clock.advance(TimeDelta::minutes(16));
    assert!(browser.get(&address).await.header("location").starts_with("/connexion/confirmation"));
}

#[tokio::test]
async fn on_disk_a_copy_can_be_read_by_nobody() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    asked(&browser).await;
    let id = build(&world).await;

    let kept = world.app.files.get(&format!("exports/{id}")).await.unwrap().unwrap();

    assert!(!kept.starts_with(b"PK"));
    assert!(!kept.windows(7).any(|it| it == b"LISEZ-M"), "names of files stand in clear in a ZIP");
}

#[tokio::test]
async fn a_job_that_runs_twice_makes_one_copy_and_writes_one_letter() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    asked(&browser).await;
    let id = build(&world).await;
    let letters = world.letters().await.len();

    export::build(&world.app, &id).await.unwrap();
    export::build(&world.app, "unknown").await.unwrap();

    assert_eq!(world.letters().await.len(), letters);
}

#[tokio::test]
async fn a_copy_is_there_for_seven_days_to_the_second() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    asked(&browser).await;
    let id = build(&world).await;
    let rule = RULES.iter().find(|it| it.code == "exports").unwrap();
    let address = format!("/espace/donnees/export/{id}");

    world.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(run(&world.app, rule).await.unwrap().removed, 0);
    assert_eq!(world.sign_up("claire").await.get(&address).await.status, 200);

    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(world.sign_up("claire").await.get(&address).await.status, 404);
    assert_eq!(run(&world.app, rule).await.unwrap().removed, 1);
    let files = RULES.iter().find(|it| it.code == "files").unwrap();
    assert_eq!(run(&world.app, files).await.unwrap().removed, 1);
    assert!(world.app.files.get(&format!("exports/{id}")).await.unwrap().is_none());
}

#[tokio::test]
async fn a_copy_that_nobody_makes_may_be_asked_again_after_a_day() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    asked(&browser).await;
    world.clock.advance(TimeDelta::hours(23));
    let browser = world.sign_up("claire").await;
    assert!(browser.get("/espace/donnees").await.main().contains("se prépare"));

    world.clock.advance(TimeDelta::hours(1));
    let browser = world.sign_up("claire").await;
    assert!(browser.get("/espace/donnees").await.main().contains("n’a pas pu être faite"));
    asked(&browser).await;

    assert!(browser.get("/espace/donnees").await.main().contains(&step(0)));
}
