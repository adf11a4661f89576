//! What the clock and the end of a listing bring; what stays of a person.

use chrono::TimeDelta;

use super::*;
use crate::rooms::{Tended, tend};

#[tokio::test]
async fn a_request_without_answer_ends_after_seven_days() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.ask().await;

    world.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(tend(&world.app).await.unwrap(), Tended::default());
    world.clock.advance(TimeDelta::seconds(1));
    story.signs(&story.claire, SELLER).await;
    assert_eq!(story.decides(&room, "grant").await.status, 409, "the hour decides before the job does");
    assert_eq!(tend(&world.app).await.unwrap(), Tended { expired: 1, ..Tended::default() });
    assert_eq!(tend(&world.app).await.unwrap(), Tended::default(), "run twice");
    assert_eq!(story.subjects("paul").await, ["Accès non accordé\u{202f}: pas de réponse"]);
    assert_ne!(story.ask().await, room, "and may be asked anew");
}

#[tokio::test]
async fn a_request_that_cannot_be_ended_holds_up_no_other_and_is_told() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    story.ask().await;
    let zoe = world.sign_up_as("zoe", verified()).await;
    zoe.post(ASK, &[("projet", PROJECT)]).await;
    for statement in [
        "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'damaged'; end $$",
        "create trigger damaged before update on room_requests for each row
         when (old.reader_id = 'paul') execute function refuse()",
    ] {
        run(&world, statement).await;
    }
    world.clock.advance(TimeDelta::days(8));

    assert!(tend(&world.app).await.is_err(), "the job is seen to fail");

    assert_eq!(
        one::<String>(&world, "select state from room_requests where reader_id = 'zoe'").await,
        "expired"
    );
    assert_eq!(
        one::<String>(&world, "select state from room_requests where reader_id = 'paul'").await,
        "requested"
    );
}

#[tokio::test]
async fn an_expired_request_that_no_job_has_seen_does_not_hinder_the_next() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.ask().await;
    world.clock.advance(TimeDelta::days(8));

    assert_ne!(story.ask().await, room);
    let states: Vec<String> = sqlx::query_scalar("select state from room_requests order by asked_at")
        .fetch_all(world.db())
        .await
        .unwrap();
    assert_eq!(states, ["expired", "requested"]);
}

#[tokio::test]
async fn an_access_lasts_sixty_days_and_its_reader_is_told_a_week_before() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    run(&world, "update listings set expires_at = expires_at + interval '1 year'").await;

    world.clock.advance(TimeDelta::days(53));
    assert_eq!(tend(&world.app).await.unwrap(), Tended { reminded: 1, ..Tended::default() });
    assert_eq!(tend(&world.app).await.unwrap(), Tended::default());
    assert_eq!(story.subjects("paul").await.last().unwrap(), "Accès bientôt clos au dossier confidentiel");

    world.clock.advance(TimeDelta::days(7));
    assert_eq!(
        story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status,
        404,
        "no job has run"
    );
    assert_eq!(tend(&world.app).await.unwrap(), Tended { expired: 1, ..Tended::default() });
    assert_eq!(story.subjects("paul").await.last().unwrap(), "Accès clos au dossier confidentiel");
}

#[tokio::test]
async fn when_the_practice_is_sold_every_room_closes_and_readers_are_told() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    let zoe = world.sign_up_as("zoe", verified()).await;
    zoe.post(ASK, &[("projet", PROJECT)]).await;

    let sold = story.claire.post(&format!("/espace/annonces/{LISTING}/etat"), &[("acte", "fill")]).await;
    assert_eq!(sold.status, 303);

    assert_eq!(story.paul.get(&format!("{room}/documents/bilan/pages/1")).await.status, 404, "at once");
    assert!(story.paul.get(&room).await.main().contains("n’est plus disponible"));
    assert_eq!(tend(&world.app).await.unwrap(), Tended { closed: 2, ..Tended::default() });
    for reader in ["paul", "zoe"] {
        assert_eq!(story.subjects(reader).await.last().unwrap(), "Une annonce n’est plus disponible");
    }
    let log = story.claire.get(&format!("{SELLER}/journal")).await;
    assert!(
        log.main().contains("Commune et chiffres exacts") || log.main().contains("Rien"),
        "{}",
        log.main()
    );
    assert_eq!(story.paul.get(ASK).await.status, 404);
}

#[tokio::test]
async fn a_listing_that_is_paused_keeps_its_rooms_and_takes_no_new_reader() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open().await;
    story.claire.post(&format!("/espace/annonces/{LISTING}/etat"), &[("acte", "pause")]).await;

    assert!(story.paul.get(&room).await.main().contains("Ajaccio"));
    assert_eq!(tend(&world.app).await.unwrap(), Tended::default());
    let zoe = world.sign_up_as("zoe", verified()).await;
    assert_eq!(zoe.get(ASK).await.status, 404);
}

#[tokio::test]
async fn who_leaves_is_erased_and_the_log_stays_for_the_other_side() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open_with_paper().await;
    story.paul.get(&format!("{room}/documents/bilan/pages/1")).await;
    let offer = [("acte", "offre"), ("prix", "75000"), ("date", "2026-09-01"), ("mots", "Bien à vous")];
    story.paul.post(&format!("{room}/offres"), &offer).await;

    let mut tx = world.db().begin().await.unwrap();
    crate::rooms::personal_data::erase(&world.app, &mut tx, "paul").await.unwrap();
    world.app.vault.destroy(&mut tx, Scope::Person("paul")).await.unwrap();
    sqlx::query("update users set erased_at = $1, name = 'Compte supprimé' where id = 'paul'")
        .bind(world.app.clock.now())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let page = story.claire.get(&Story::at_claires(&room)).await.main();
    assert!(page.contains("Compte supprimé") && page.contains("n’est plus lisible"), "{page}");
    let log = story.claire.get(&format!("{SELLER}/journal")).await.main();
    assert!(log.contains("Compte supprimé") && log.contains("bilan.pdf, page"), "{log}");
    let offers = story.claire.get(&format!("{}/offres", Story::at_claires(&room))).await.main();
    assert!(offers.contains("n’est plus lisible") && !offers.contains("Bien à vous"), "{offers}");
    assert_eq!(one::<String>(&world, "select state from room_requests").await, "closed");
}
