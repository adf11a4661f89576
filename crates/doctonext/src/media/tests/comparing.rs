//! The storage and the rows, compared both ways; deaths at every step in between.

use bytes::Bytes;
use chrono::TimeDelta;

use super::*;
use crate::{jobs, media::Comparison};

/// The storage tells the machine's hour: the house's must be past it for a file to be old.
fn long_after(world: &World) {
    world.clock.advance(TimeDelta::days(40_000));
}

#[tokio::test]
async fn files_without_a_row_go_and_all_others_stay() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(400, 300)), ("bail.pdf", &crate::documents::paper(""))]).await;
    work(&world).await;
    remove_doomed(&world).await;
    let named = keys(&world).await;
    for stray in [
        "media/00112233445566778899aabbccddeeff-320.jpg",
        "media/staged/00112233445566778899aabbccddeeff",
        "media/documents/00112233445566778899aabbccddeeff",
    ] {
        world.app.files.put(stray, Bytes::from_static(b"x")).await.unwrap();
    }
    // A size that its photograph does not have.
    let odd = named.iter().find(|it| it.ends_with("-320.jpg")).unwrap().replace("-320.", "-77.");
    world.app.files.put(&odd, Bytes::from_static(b"x")).await.unwrap();
    world.app.files.put("avatars/face.jpg", Bytes::from_static(b"x")).await.unwrap();

    assert_eq!(media::compare(&world.app).await.unwrap().unnamed, 0, "too young");
    long_after(&world);
    let found = media::compare(&world.app).await.unwrap();
    crate::file_removals::remove(&world.app, 100).await.unwrap();

    assert_eq!((found.unnamed, found.missing), (4, 0));
    assert_eq!(keys(&world).await, named);
    assert!(world.app.files.get("avatars/face.jpg").await.unwrap().is_some());
}

#[tokio::test]
async fn a_row_without_its_file_is_marked_told_and_comes_back_with_it() {
    let world = World::new().await;
    let (claire, address) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(400, 300))]).await;
    work(&world).await;
    let key: String = one(&world, "select upload_key from listing_media").await;
    let file = world.app.files.get(&key).await.unwrap().unwrap();
    world.app.files.delete(&key).await.unwrap();

    assert_eq!(media::compare(&world.app).await.unwrap().missing, 1);
    assert_eq!(world.get(&address).await.attributes(".gallery picture img", "src").len(), 0);
    assert!(
        world.get("/annonces").await.attributes(".card__picture img", "src")[0]
            .starts_with("/illustrations/")
    );
    assert!(claire.get(PAGE).await.texts(".media-item .field__error")[0].contains("perdu"));
    assert_eq!(media::compare(&world.app).await.unwrap().missing, 0, "told once");

    world.app.files.put(&key, file).await.unwrap();
    assert_eq!(media::compare(&world.app).await.unwrap().found_again, 1);
    assert_eq!(world.get(&address).await.attributes(".gallery picture img", "src").len(), 1);
}

#[tokio::test]
async fn files_whose_job_was_lost_are_made_and_old_refusals_forgotten() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(40, 30)), ("faux.jpg", b"\xff\xd8\xff\xe0 not really a picture")]).await;
    sqlx::query("delete from graphile_worker._private_jobs").execute(world.db()).await.unwrap();
    world.clock.advance(TimeDelta::hours(2));

    assert_eq!(media::compare(&world.app).await.unwrap().asked_again, 2);
    let (waiting, ..) = jobs::tally(world.db()).await.unwrap();
    assert_eq!(waiting, 2);
    work(&world).await;
    world.clock.advance(TimeDelta::days(31));
    assert_eq!(media::compare(&world.app).await.unwrap().forgotten, 1);
}

#[tokio::test]
async fn a_death_at_any_step_leaves_neither_file_nor_row_alone() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let photograph = jpeg(400, 300);
    // Before the row: the file was staged, its request died.
    crate::file_removals::expect(world.db(), "media/staged/dead", world.app.clock.now()).await.unwrap();
    world.app.files.put("media/staged/dead", Bytes::from(photograph.clone())).await.unwrap();
    // In the job: some sizes were written, their try died.
    send(&claire, &[("a.jpg", &photograph)]).await;
    let torn = ["media/11112233445566778899aabbccddeeff-320.jpg".to_owned()];
    crate::file_removals::expect_all(world.db(), &torn, world.app.clock.now()).await.unwrap();
    world.app.files.put(&torn[0], Bytes::from_static(b"half")).await.unwrap();
    // After the row: the file was lost with its disk.
    send(&claire, &[("b.jpg", &jpeg(300, 400))]).await;
    let lost: String = one(&world, "select staged_key from listing_media where file_name = 'b.jpg'").await;
    world.app.files.delete(&lost).await.unwrap();

    work(&world).await;
    remove_doomed(&world).await;
    let found = media::compare(&world.app).await.unwrap();

    assert_eq!(keys(&world).await.len(), 4, "both sizes of the one that lives");
    assert_eq!((found.unnamed, found.missing), (0, 0), "{found:?}");
    assert_ne!(found, Comparison::default());
    assert_eq!(
        one::<String>(&world, "select refusal from listing_media where file_name = 'b.jpg'").await,
        "lost"
    );
    let again = send_by_script(&claire, &[("b.jpg", &jpeg(300, 400))]).await.json();
    assert_eq!(again["files"][0]["outcome"], "added", "what was lost may be sent again");
}
