//! Automatic rules, texts that are copied, and the pages that everybody reads.

use super::*;
use crate::{
    moderation::print_texts,
    publishing::tests::{DATES, count, fill},
};

const RULES: &str = "mot: gare # pour l’essai\ndomaine: jetable.example";

async fn write(team: &Browser<'_>, rules: &str) -> Answer {
    team.post("/equipe/moderation/regles", &[("regles", rules), ("note", "Premières règles")]).await
}

#[tokio::test]
async fn rules_are_tried_on_thirty_days_before_they_send_listings_to_a_person() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    online(&claire).await;
    assert_eq!(write(&mina, "sorcier: x").await.status, 422);
    assert_eq!(write(&mina, RULES).await.header("location"), "/equipe/moderation/regles?note=ecrite");
    let early = mina.post("/equipe/moderation/regles/activation", &[]).await;
    assert!(early.header("location").ends_with("note=essai"), "nothing untried is put in force");

    let trial = mina.post("/equipe/moderation/regles/essai", &[]).await;
    let told = trial.main();
    assert!(told.contains("1 annonce lue, 1 aurait été relue"), "{told}");
    assert!(told.contains("Remplacement d’été") && told.contains("nouveau"), "{told}");
    write(&mina, &format!("{RULES}\nmot: plage")).await;
    let changed = mina.post("/equipe/moderation/regles/activation", &[]).await;
    assert!(changed.header("location").ends_with("note=essai"), "what was tried is what is put in force");
    mina.post("/equipe/moderation/regles/essai", &[]).await;
    mina.post("/equipe/moderation/regles/activation", &[]).await;

    let zoe = verified(&world, "zoe").await;
    let id = online(&zoe).await;
    assert_eq!(status(&world, &id).await, "pending_review", "whoever wrote it");
    let case = mina.get(&format!("/equipe/moderation/annonce/{id}")).await;
    assert!(case.main().contains("règle automatique"), "{}", case.main());
    decide(
        &mina,
        &format!("/equipe/moderation/annonce/{id}"),
        &[("action", "ask_change"), ("fondement", "r5")],
    )
    .await;
    assert!(world.letters().await.pop().unwrap().text.contains("Une règle automatique a attiré"));
    assert_eq!(one(&world, "select found_by from moderation_decisions").await, "rule");
}

#[tokio::test]
async fn a_word_of_the_rules_is_found_in_every_line_that_visitors_read() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    write(&mina, RULES).await;
    mina.post("/equipe/moderation/regles/essai", &[]).await;
    mina.post("/equipe/moderation/regles/activation", &[]).await;

    fill(&claire, &id, "details", &[&DATES[..], &[("modalites", "Écrivez-moi derrière la gare")]].concat())
        .await;
    let sent = fill(&claire, &id, "publier", &[("action", "publier")]).await;

    assert!(sent.header("location").contains("modification-relue"), "{}", sent.main());
    assert_eq!(status(&world, &id).await, "active", "what was online stays");
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "approve")]).await;
    write(&mina, &format!("{RULES}\nmot: plage")).await;
    let trial = mina.post("/equipe/moderation/regles/essai", &[]).await.main();
    assert!(
        trial.contains("1 annonce lue, 1 aurait été relue"),
        "the trial reads what the rules read: {trial}"
    );
}

#[tokio::test]
async fn a_domain_of_the_rules_makes_no_account_and_the_page_does_not_tell() {
    let world = World::new().await;
    let mina = world.moderator().await;
    write(&mina, RULES).await;
    mina.post("/equipe/moderation/regles/essai", &[]).await;
    mina.post("/equipe/moderation/regles/activation", &[]).await;

    let page = async |email: &str| {
        let answer = world.browser().post("/inscription", &[("email", email)]).await;
        (answer.status, answer.main().replace(email, "…"))
    };
    let barred = page("x@mail.jetable.example").await;
    let text = world.letters().await.pop().unwrap().text;
    assert!(text.contains("ne sont pas acceptées") && !text.contains("/inscription/"), "{text}");
    assert_eq!(barred, page("x@example.org").await);
}

#[tokio::test]
async fn a_network_of_the_rules_makes_no_account_and_the_page_does_not_tell() {
    let world = World::new().await;
    let mina = world.moderator().await;
    let page = async |email: &str| {
        let answer = world.browser().post("/inscription", &[("email", email)]).await;
        (answer.status, answer.main().replace(email, "…"))
    };
    let free = page("avant@example.org").await;
    sqlx::query(
        "insert into audit_log (at, actor_id, action, subject_kind, subject_id, address)
         select created_at, id, 'account.made', 'user', id, '0.0.0.0' from users where id = 'mina'",
    )
    .execute(world.db())
    .await
    .unwrap();
    // Where tests come from.
    write(&mina, "réseau: 0.0.0.0/12 # abus").await;
    let trial = mina.post("/equipe/moderation/regles/essai", &[]).await;
    assert!(trial.main().contains("1 compte n’aurait pas pu"), "{}", trial.main());
    mina.post("/equipe/moderation/regles/activation", &[]).await;

    let barred = page("apres@example.org").await;

    let text = world.letters().await.pop().unwrap().text;
    assert!(text.contains("depuis un autre réseau") && !text.contains("/inscription/"), "{text}");
    assert_eq!(barred, free);
}

#[tokio::test]
async fn the_text_of_somebody_else_goes_to_a_person_who_sees_both() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let first = online(&claire).await;
    let second = online(&claire).await;
    assert_eq!(status(&world, &second).await, "active", "one's own text is no copy");

    let zoe = verified(&world, "zoe").await;
    let copy = online(&zoe).await;

    assert_eq!(status(&world, &copy).await, "pending_review");
    let case = mina.get(&format!("/equipe/moderation/annonce/{copy}")).await;
    assert!(case.main().contains("même texte"), "{}", case.main());
    assert!(case.attributes("section a", "href").contains(&format!("/equipe/moderation/annonce/{first}")));
}

#[tokio::test]
async fn the_same_picture_elsewhere_is_shown_to_the_team() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let (one, two) = (online(&claire).await, online(&claire).await);
    for (id, listing) in [("a", &one), ("b", &two)] {
        sqlx::query(
            "insert into listing_media (id, listing_id, file_url, file_type, state, original_hash)
             values ($1, $2, '/m', 'image', 'ready', '\\x0a0b')",
        )
        .bind(id)
        .bind(listing)
        .execute(world.db())
        .await
        .unwrap();
    }
    let case = mina.get(&format!("/equipe/moderation/annonce/{one}")).await;
    assert!(case.main().contains("même photo"), "{}", case.main());
}

#[tokio::test]
async fn texts_of_before_get_their_fingerprint_once() {
    let world = World::new().await;
    let claire = verified(&world, "claire").await;
    online(&claire).await;
    sqlx::query("delete from listing_fingerprints").execute(world.db()).await.unwrap();
    assert_eq!(print_texts(&world.app).await.unwrap(), 1);
    assert_eq!(print_texts(&world.app).await.unwrap(), 0);
    assert_eq!(count(&world, "select count(*) from listing_fingerprints").await, 1);
}

#[tokio::test]
async fn the_figures_of_the_year_are_those_of_the_rows_and_survive_their_words() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    report(&world.browser(), &id).await;
    let item = format!("/equipe/moderation/signalement/{}", notice(&world).await);
    decide(&mina, &item, &[("action", "remove"), ("fondement", "l5")]).await;
    let csv = world.get("/transparence.csv?annee=2026").await.text();
    for line in [
        "2026;Signalements reçus, par motif;Escroquerie, demande d’argent suspecte;1",
        "2026;Décisions, par mesure;Retirer;1",
        "2026;Délais médians;D’un signalement à sa décision;0.0",
    ] {
        assert!(csv.contains(line), "{line}: {csv}");
    }
    assert_eq!(world.get("/transparence?annee=2031").await.status, 404);

    world.clock.set("2029-03-03T09:00:00Z".parse().unwrap());
    let now = world.app.clock.now();
    let before = now - chrono::TimeDelta::days(1);
    crate::moderation::anonymise_notices(world.db(), before, now, 10).await.unwrap();
    crate::moderation::anonymise_decisions(world.db(), before, now, 10).await.unwrap();
    let words = "select count(*) from moderation_notices n, moderation_decisions d
                 where n.explanation = '' and n.notifier is null and d.facts = '' and d.user_id is null";
    assert_eq!(count(&world, words).await, 1);
    let later = world.get("/transparence.csv?annee=2026").await.text();
    assert!(csv.starts_with(&later), "all but what the log has forgotten: {later}");
    assert!(!later.contains("art. 18"), "not told as nothing");
    assert_eq!(world.get("/classement").await.status, 200);
}

#[tokio::test]
async fn whoever_is_told_finds_it_in_their_space_and_in_nobody_elses() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "remove"), ("fondement", "r1")])
        .await;
    let own = format!("/espace/decisions/{}", one(&world, "select id from moderation_decisions").await);
    assert_eq!(
        claire.get("/espace/decisions").await.attributes(".rows a", "href"),
        std::slice::from_ref(&own)
    );
    assert_eq!(claire.get(&own).await.status, 200);
    let paul = world.sign_up("paul").await;
    assert_eq!(paul.get(&own).await.status, 404);
    assert_eq!(paul.post(&own, &[("recours", "Ce n’est pas la mienne, mais enfin.")]).await.status, 404);
    assert_eq!(paul.get("/equipe/moderation").await.status, 404);
}
