//! What readers do to a listing, and what its owner is told of them.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::*;

/// The address where readers say that a listing is taken.
fn taken(id: &str) -> String {
    format!("/annonces/{id}/pourvue")
}

/// A replacement of Claire's that is online.
async fn online(world: &World) -> String {
    let browser = verified(world, "claire").await;
    let id = written(&browser).await;
    publish(&browser, &id).await;
    id
}

async fn subjects(world: &World) -> Vec<String> {
    world.letters().await.into_iter().map(|it| it.subject).collect()
}

#[tokio::test]
async fn three_readers_who_say_it_is_taken_make_the_house_ask_its_owner() {
    let world = World::new().await;
    let id = online(&world).await;

    let first = verified(&world, "paul").await;
    for _ in 0..3 {
        assert_eq!(first.post(&taken(&id), &[]).await.status, 200, "said three times, it counts once");
    }
    verified(&world, "zoe").await.post(&taken(&id), &[]).await;
    assert!(!subjects(&world).await.iter().any(|it| it.starts_with("Toujours disponible")));
    verified(&world, "lea").await.post(&taken(&id), &[]).await;

    assert_eq!(subjects(&world).await.iter().filter(|it| it.starts_with("Toujours disponible")).count(), 1);
    assert_eq!(count(&world, "select count(*) from listing_search where confirm_by is not null").await, 1);
    assert_eq!(
        count(
            &world,
            "select count(*) from notifications where type = 'listing_checkin' and user_id = 'claire'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn only_who_declared_a_number_is_heard_and_never_the_owner() {
    let world = World::new().await;
    let id = online(&world).await;
    let stranger = world.sign_up("paul").await;
    assert_eq!(stranger.get(&taken(&id)).await.status, 403);
    assert!(world.get(&taken(&id)).await.header("location").starts_with("/connexion"));

    let owner = world.browser();
    owner
        .post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", crate::testing::PASSWORD)])
        .await;
    owner.post(&taken(&id), &[]).await;
    assert_eq!(count(&world, "select count(*) from listing_taken_reports").await, 0);
    let other = verified(&world, "zoe").await;
    assert_eq!(other.get(&taken("inconnue")).await.status, 404);
    other.post(&taken(&id), &[]).await;
    assert_eq!(count(&world, "select count(*) from listing_taken_reports").await, 1);
}

#[tokio::test]
async fn an_unconfirmed_listing_counts_for_less_and_says_why() {
    let world = World::new().await;
    let id = online(&world).await;
    let other = verified(&world, "paul").await;
    let second = written(&other).await;
    // Word for word the same would wait for somebody to read it.
    let words =
        "Cabinet de groupe au calme, secrétariat sur place, patientèle fidèle et confrères disponibles.";
    fill(&other, &second, "texte", &[("titre", "Remplacement d’été à Guéret"), ("texte", words)]).await;
    publish(&other, &second).await;
    let order = async || -> Vec<String> {
        let found = world.get("/api/v1/listings?q=remplacement").await.json();
        found["items"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
    };
    let [first, next]: [String; 2] = order().await.try_into().unwrap();
    assert_eq!(BTreeSet::from([&first, &next]), BTreeSet::from([&id, &second]));

    sqlx::query("update listing_search set confirm_by = $2 where listing_id = $1")
        .bind(&first)
        .bind(world.app.clock.now())
        .execute(world.db())
        .await
        .unwrap();
    world.app.epoch.advance();
    assert_eq!(order().await, [next, first]);
    let page = world.get("/annonces?q=remplacement").await;
    assert_eq!(page.texts(".card__why").iter().filter(|it| it.contains("réduits de 40")).count(), 1);
}

/// Somebody wrote to Claire about her listing; she answered, or not.
async fn conversation(world: &World, n: i32, answered: bool) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "insert into conversations (id, listing_id, participant_1_id, participant_2_id, created_at)
             select 'c{n}', id, 'paul{n}', 'claire', timestamptz '2026-02-20T09:00:00Z' from listings where user_id = 'claire';
         insert into messages (id, conversation_id, sender_id, recipient_id, content, created_at)
             values ('m{n}', 'c{n}', 'paul{n}', 'claire', 'v1.x', '2026-02-20T09:00:00Z');
         insert into messages (id, conversation_id, sender_id, recipient_id, content, created_at)
             select 'a{n}', 'c{n}', 'claire', 'paul{n}', 'v1.x', '2026-02-20T12:00:00Z' where {answered};"
    )))
    .execute(world.db())
    .await
    .unwrap();
}

#[tokio::test]
async fn how_an_author_answers_is_measured_and_shown() {
    let world = World::new().await;
    let id = online(&world).await;
    for n in 0..5 {
        world.sign_up(&format!("paul{n}")).await;
        conversation(&world, n, n > 0).await;
    }
    assert_eq!(crate::publishing::measure_answers(&world.app).await.unwrap(), 1);
    assert_eq!(crate::publishing::measure_answers(&world.app).await.unwrap(), 0, "nothing is another");

    let page = world.get(&format!("/annonces/{id}")).await;
    let page = world.get(page.header("location")).await;
    assert!(page.main().contains("Répond à 80"), "{}", page.main());
    assert_eq!(count(&world, "select author::bigint from listing_search").await, 40);
}

#[tokio::test]
async fn mondays_letters_tell_the_week_once_and_who_waits() {
    let world = World::new().await;
    let id = online(&world).await;
    world.sign_up("paul0").await;
    conversation(&world, 0, false).await;
    world.clock.advance(TimeDelta::days(9));
    // The second of March and the ninth are Mondays: what is of this week waits for the next letter.
    for (day, views) in [("2026-03-01", 100), ("2026-03-02", 5), ("2026-03-08", 7), ("2026-03-09", 1000)] {
        sqlx::query(
            "insert into listing_days (listing_id, day, views, contacts) values ($1, $2::date, $3, 1)",
        )
        .bind(&id)
        .bind(day)
        .bind(views)
        .execute(world.db())
        .await
        .unwrap();
    }

    let told = async || {
        crate::publishing::tell_of_the_week(&world.app).await.unwrap();
        let all = subjects(&world).await;
        all.into_iter()
            .filter(|it| it.contains("cette semaine") || it.contains("attend votre"))
            .collect::<Vec<_>>()
    };
    let first = told().await;
    assert!(first.iter().any(|it| it.contains("12\u{a0}vues") || it.contains("12 vues")), "{first:?}");
    assert!(first.iter().any(|it| it == "Un confrère attend votre réponse"), "{first:?}");
    let again = told().await;
    assert_eq!(again, first, "nobody is told twice");
}
