//! Both sign before anything is shown.

use chrono::TimeDelta;

use super::*;

#[tokio::test]
async fn nothing_is_granted_nor_shown_before_both_have_signed() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.ask().await;

    let unsigned = story.decides(&room, "grant").await;
    assert_eq!(unsigned.header("location"), format!("{SELLER}/engagement"));
    assert_eq!(one::<String>(&world, "select state from room_requests").await, "requested");

    story.signs(&story.claire, SELLER).await;
    story.decides(&room, "grant").await;
    assert_eq!(story.paul.get(&room).await.header("location"), format!("{room}/engagement"));
    assert_eq!(one::<i64>(&world, "select count(*) from room_views").await, 0);

    story.signs(&story.paul, &room).await;
    let shown = story.paul.get(&room).await.main();
    assert!(shown.contains("Ajaccio") && shown.contains("160 000"), "{shown}");
    let evidence: Vec<(String, String, i32, String)> = sqlx::query_as(
        "select user_id, side, length(text_hash), network from room_undertakings order by side",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    let of = |who: &str, side: &str| (who.to_owned(), side.to_owned(), 32, "0.0.0.0".to_owned());
    assert_eq!(evidence, [of("paul", "reader"), of("claire", "seller")]);
}

#[tokio::test]
async fn a_code_serves_ten_minutes_five_tries_and_once() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let page = format!("{SELLER}/engagement");
    let tried = async |code: &str| {
        let sent = [("accepte", "1"), ("version", "2026-11"), ("code", code)];
        story.claire.post(&page, &sent).await
    };

    assert!(
        tried("123456").await.texts("#code-erreur")[0].contains("demandez-en un nouveau"),
        "none was sent"
    );
    story.claire.post(&format!("{page}/code"), &[]).await;
    let code = story.code().await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for left in ["4\u{a0}essais", "3\u{a0}essais", "2\u{a0}essais", "un essai", "dernier essai"] {
        let told = tried(wrong).await.texts("#code-erreur").remove(0);
        let left = left.replace('\u{a0}', " ");
        assert!(told.replace('\u{a0}', " ").contains(&left), "{told}");
    }
    assert_eq!(tried(&code).await.status, 422, "the right one comes too late");

    story.claire.post(&format!("{page}/code"), &[]).await;
    let second = story.code().await;
    world.clock.advance(TimeDelta::minutes(10));
    assert_eq!(tried(&second).await.status, 422, "ten minutes are over");

    story.claire.post(&format!("{page}/code"), &[]).await;
    let third = story.code().await;
    let unticked = story.claire.post(&page, &[("version", "2026-11"), ("code", &third)]).await;
    assert_eq!(unticked.texts("#accepte-erreur").len(), 1, "{}", unticked.main());
    let other_text =
        story.claire.post(&page, &[("accepte", "1"), ("version", "2020-01"), ("code", &third)]).await;
    assert!(other_text.main().contains("Le texte a changé"));
    let spaced = format!("{} {}", &third[..3], &third[3..]);
    assert_eq!(tried(&spaced).await.status, 303, "as it stands in the letter");
    assert_eq!(one::<i64>(&world, "select count(*) from room_codes").await, 0, "used up");
}

#[tokio::test]
async fn a_code_of_one_room_or_of_somebody_else_signs_nothing() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.ask().await;
    story.signs(&story.claire, SELLER).await;
    story.decides(&room, "grant").await;
    let zoe = world.sign_up_as("zoe", verified()).await;
    let sent = zoe.post(ASK, &[("projet", PROJECT)]).await;
    let zoes = sent.header("location").trim_end_matches("?note=demande").to_owned();
    story.decides(&zoes, "grant").await;

    story.paul.post(&format!("{room}/engagement/code"), &[]).await;
    let code = story.code().await;
    let sent = [("accepte", "1"), ("version", "2026-11"), ("code", code.as_str())];
    assert_eq!(zoe.post(&format!("{zoes}/engagement"), &sent).await.status, 422);
    assert_eq!(zoe.post(&format!("{room}/engagement"), &sent).await.status, 404);
    assert_eq!(story.paul.post(&format!("{room}/engagement"), &sent).await.status, 303);
}

#[tokio::test]
async fn codes_are_not_sent_without_end() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let page = format!("{SELLER}/engagement/code");
    for _ in 0..5 {
        assert_eq!(story.claire.post(&page, &[]).await.status, 303);
    }
    let answer = story.claire.post(&page, &[]).await;
    assert_eq!(answer.status, 429);
    assert!(answer.texts("#code-erreur")[0].contains("plusieurs codes de suite"));
}
