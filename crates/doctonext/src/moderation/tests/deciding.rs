//! To decide, with reasons; to contest; to decide again, by somebody else.

use chrono::TimeDelta;

use super::*;
use crate::publishing::tests::count;

#[tokio::test]
async fn a_notice_that_is_followed_takes_the_listing_away_and_says_why_to_both() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let follow = report(&world.browser(), &id).await;
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    assert_eq!(mina.get("/equipe/moderation").await.attributes(".rows a", "href"), [item.as_str()]);
    let case = mina.get(&item).await;
    assert!(case.main().contains("Nadia Benali") && case.main().contains("Maison de santé récente"));

    let decided = decide(&mina, &item, &[("action", "remove"), ("fondement", "l5")]).await;

    assert_eq!(decided.header("location"), "/equipe/moderation?note=fini", "{}", decided.text());
    assert_eq!(status(&world, &id).await, "removed");
    let letters = world.letters().await;
    let to = |address: &str| letters.iter().rfind(|it| it.to == address).unwrap().text.clone();
    let statement = to("claire@example.org");
    for words in
        ["retrait de l’annonce", "art. 313-1", "évoquent une escroquerie", "signalement", "contester"]
    {
        assert!(statement.contains(words), "{words}: {statement}");
    }
    assert!(to("nadia@example.org").contains("y a donné suite"));
    assert!(world.get(&follow).await.main().contains("retrait de l’annonce"));
    assert!(!statement.contains("Nadia"), "the author never learns who reported");
    assert_eq!(count(&world, "select count(*) from audit_log where action = 'moderation.removed'").await, 1);
    let again = decide(&mina, &item, &[("action", "remove"), ("fondement", "l5")]).await;
    assert!(again.main().contains("a décidé entre-temps"), "{}", again.main());
}

#[tokio::test]
async fn an_appeal_is_decided_by_another_person_and_brings_the_listing_back() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    let listing = format!("/equipe/moderation/annonce/{id}");
    decide(&mina, &listing, &[("action", "remove"), ("fondement", "r4")]).await;
    let page = link(&world, "/decisions/").await;
    let words = [("recours", "Ce texte est le mien\u{202f}: je l’ai écrit avant l’autre annonce.")];

    // By the link of the letter, without a session.
    let sent = world.browser().post(&page, &words).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(world.browser().post(&page, &words).await.status, 422, "once");
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    assert!(mina.get("/equipe/moderation").await.attributes(".rows a", "href").is_empty(), "not for her");
    let verdict = [("decision", "annuler"), ("motif", "Le texte est bien le sien.")];
    let own = mina.post(&appeal, &verdict).await;
    assert_eq!(own.status, 422);
    assert!(own.main().contains("Une autre personne"), "{}", own.main());
    assert_eq!(marc.get("/equipe/moderation").await.attributes(".rows a", "href"), [appeal.as_str()]);
    assert_eq!(marc.post(&appeal, &verdict).await.status, 303);

    assert_eq!(status(&world, &id).await, "active");
    assert!(search(&world).await.contains("Remplacement d’été"));
    let letter = world.letters().await.pop().unwrap();
    assert!(letter.text.contains("rétablie") && letter.text.contains("bien le sien"), "{}", letter.text);
    assert!(world.get(&page).await.main().contains("Annulée"));
}

#[tokio::test]
async fn a_refused_listing_goes_online_when_the_refusal_is_reversed() {
    let world = World::new().await;
    let (mina, marc) = (world.moderator().await, marc(&world).await);
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = online(&paul).await;
    let listing = format!("/equipe/moderation/annonce/{id}");
    decide(&mina, &listing, &[("action", "ask_change"), ("fondement", "r9")]).await;
    assert_eq!(status(&world, &id).await, "rejected");

    let own = format!("/espace/decisions/{}", one(&world, "select id from moderation_decisions").await);
    paul.post(&own, &[("recours", "L’annonce dit le lieu, les dates et la rétrocession.")]).await;
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    marc.post(&appeal, &[("decision", "annuler"), ("motif", "Elle en dit assez.")]).await;

    assert_eq!(status(&world, &id).await, "active");
}

#[tokio::test]
async fn six_months_are_over_after_six_months() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let listing = format!("/equipe/moderation/annonce/{id}");
    decide(&mina, &listing, &[("action", "remove"), ("fondement", "r4")]).await;
    let page = link(&world, "/decisions/").await;
    world.clock.set("2026-09-02T22:00:00Z".parse().unwrap());

    assert!(!world.get(&page).await.main().contains("Envoyer le recours"));
    let late = world.browser().post(&page, &[("recours", "Je n’avais pas vu votre lettre à temps.")]).await;
    assert!(late.main().contains("six mois"), "{}", late.main());
}

#[tokio::test]
async fn a_refused_notice_is_contested_by_who_made_it_and_looked_at_again() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    let nadia = world.browser();
    let follow = report(&nadia, &id).await;
    let first = notice(&world).await;
    decide(&mina, &format!("/equipe/moderation/signalement/{first}"), &[("action", "refuse_notice")]).await;
    assert!(world.letters().await.pop().unwrap().text.contains("n’y a pas donné suite"));
    assert!(
        !world.letters().await.iter().any(|it| it.text.contains("motifs et recours")),
        "nothing strikes Claire"
    );

    let page = nadia.get(&follow).await;
    assert!(page.main().contains("Envoyer le recours"), "{}", page.main());
    nadia.post(&follow, &[("recours", "Le virement est demandé dans le troisième paragraphe.")]).await;
    let appeal =
        format!("/equipe/moderation/recours/{}", one(&world, "select id from moderation_appeals").await);
    marc.post(&appeal, &[("decision", "annuler"), ("motif", "Le virement est bien demandé.")]).await;

    assert_eq!(
        one(&world, "select status from moderation_notices where source = 'visitor'").await,
        "reversed"
    );
    let again = notice(&world).await;
    assert_ne!(again, first);
    assert!(marc.get("/equipe/moderation").await.attributes(".rows a", "href")[0].ends_with(&again));
    let history: Vec<String> =
        sqlx::query_scalar("select event from moderation_notice_events where notice_id = $1 order by id")
            .bind(&first)
            .fetch_all(world.db())
            .await
            .unwrap();
    assert_eq!(history, ["open", "reject", "appeal", "reverse"]);
}

#[tokio::test]
async fn an_item_is_one_moderators_for_a_quarter_of_an_hour() {
    let world = World::new().await;
    let (claire, mina, marc) =
        (verified(&world, "claire").await, world.moderator().await, marc(&world).await);
    let id = online(&claire).await;
    report(&world.browser(), &id).await;
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    mina.get(&item).await;

    let seen = marc.get(&item).await;
    assert!(seen.main().contains("Mina examine cet élément jusqu’à"), "{}", seen.main());
    assert!(seen.attributes("input[name=action]", "value").is_empty(), "no form");
    assert!(marc.get("/equipe/moderation").await.main().contains("Mina l’examine"));
    let refused = marc.post(&item, &[("action", "refuse_notice")]).await;
    assert!(refused.main().contains("Quelqu’un d’autre examine"), "{}", refused.main());

    world.clock.advance(TimeDelta::minutes(15));
    assert!(!marc.get(&item).await.attributes("input[name=action]", "value").is_empty(), "taken over");
    assert!(mina.get(&item).await.main().contains("Marc examine"));
}

#[tokio::test]
async fn of_two_who_open_at_once_one_has_it() {
    let world = World::new().await;
    world.moderator().await;
    marc(&world).await;
    let now = world.app.clock.now();
    let take = |who: &'static str| {
        let item = crate::moderation::queue::Item::Notice("n".to_owned());
        let db = world.db().clone();
        async move { item.take(&db, who, now).await.unwrap() }
    };
    let taken = futures::future::join_all(["mina", "marc", "mina", "marc"].map(take)).await;
    assert_eq!(taken.iter().filter(|it| **it).count(), 2, "one of them, twice: {taken:?}");
}

#[tokio::test]
async fn the_queue_is_in_one_order_and_goes_on_where_it_stopped() {
    let world = World::new().await;
    let mina = world.moderator().await;
    sqlx::query(
        "insert into moderation_notices (id, subject_kind, subject_id, address, reason, explanation, received_at, status_since)
         select 'n' || lpad(i::text, 3, '0'), 'listing', 'l' || i, 'x', 'scam', 'x',
                $1::timestamptz - i * interval '1 minute', $1
         from generate_series(1, 120) i",
    )
    .bind(world.app.clock.now())
    .execute(world.db())
    .await
    .unwrap();
    let (mut path, mut met) = ("/equipe/moderation?genre=signalement".to_owned(), Vec::new());
    loop {
        let page = mina.get(&path).await;
        met.extend(page.attributes(".rows a", "href"));
        match page.attributes("a.pagination__next", "href").pop() {
            Some(next) => path = next,
            None => break,
        }
    }
    let wanted: Vec<String> =
        (1..=120).rev().map(|i| format!("/equipe/moderation/signalement/n{i:03}")).collect();
    assert_eq!(met, wanted, "the oldest first, each once");
    let all = mina.get("/equipe/moderation").await;
    assert!(all.texts(".tabs__count").contains(&"120".to_owned()));
}

#[tokio::test]
async fn notices_about_one_thing_are_one_line_and_the_page_after_a_decision_says_so() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let (first, second) = (online(&claire).await, online(&claire).await);
    report(&world.browser(), &first).await;
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    more_notices(&world, &first, 2).await;
    more_notices(&world, &second, 1).await;

    let queue = mina.get("/equipe/moderation").await;
    let lines = queue.attributes(".rows a", "href");
    assert_eq!((lines.len(), &lines[0]), (2, &item), "{}", queue.main());
    assert!(queue.main().contains("annonce, avec 2 autres signalements"), "{}", queue.main());

    // Refusing one notice leaves the next about the same thing.
    let next = decide(&mina, &item, &[("action", "refuse_notice")]).await;
    let page = mina.get(next.header("location")).await;
    assert!(page.main().contains("C’est décidé. Voici l’élément suivant."), "{}", page.main());
    let queue = mina.get("/equipe/moderation").await;
    assert!(queue.main().contains("annonce, avec 1 autre signalement"), "{}", queue.main());
}

#[tokio::test]
async fn whoever_decides_on_an_appeal_reads_the_page_that_was_taken_away() {
    let world = World::new().await;
    let (_paul, mina, marc) = (world.sign_up("paul").await, world.moderator().await, marc(&world).await);
    sqlx::query("update users set public_profile = true, bio = 'Vingt ans de médecine' where id = 'paul'")
        .execute(world.db())
        .await
        .unwrap();
    let person = "/equipe/moderation/praticien/paul";
    decide(&mina, person, &[("action", "remove"), ("fondement", "r4")]).await;
    let words = [("recours", "Ce sont bien vingt ans, et je peux le montrer.")];
    world.browser().post(&link(&world, "/decisions/").await, &words).await;

    let appeal = one(&world, "select id from moderation_appeals").await;
    let page = marc.get(&format!("/equipe/moderation/recours/{appeal}")).await;

    assert!(page.main().contains("Vingt ans de médecine"), "{}", page.main());
}
