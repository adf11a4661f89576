//! What the team reads before visitors do.

use super::*;

const LARGE: [(&str, &str); 2] = [
    ("titre", "Remplacement d’été à Guéret"),
    (
        "texte",
        "Un tout autre texte, entièrement nouveau, pour un cabinet qui n’a rien à voir avec le précédent.",
    ),
];

/// Somebody unverified whose listing a moderator let online.
async fn unverified_online<'a>(world: &'a World, team: &Browser<'_>) -> (Browser<'a>, String) {
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = written(&paul).await;
    publish(&paul, &id).await;
    decide(team, &id, "approve", "").await;
    (paul, id)
}

async fn decide(team: &Browser<'_>, id: &str, action: &str, facts: &str) -> Answer {
    let page = format!("/equipe/moderation/annonce/{id}");
    let shown =
        team.get(&page).await.attributes("input[name=version]", "value").pop().unwrap_or("0".to_owned());
    team.post(&page, &[("action", action), ("fondement", "r9"), ("faits", facts), ("version", &shown)]).await
}

async fn status(world: &World, id: &str) -> String {
    sqlx::query_scalar("select status from listings where id = $1")
        .bind(id)
        .fetch_one(world.db())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_moderator_reads_a_first_listing_and_lets_it_online() {
    let world = World::new().await;
    let team = world.moderator().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = written(&paul).await;
    publish(&paul, &id).await;

    let queue = team.get("/equipe/moderation").await;
    assert_eq!(queue.attributes(".rows a", "href"), [format!("/equipe/moderation/annonce/{id}")]);
    let case = team.get(&format!("/equipe/moderation/annonce/{id}")).await;
    assert!(case.main().contains("Maison de santé récente"), "{}", case.main());
    assert_eq!(
        team.get(&format!("/equipe/annonces/{id}/apercu")).await.texts("h1"),
        ["Remplacement d’été à Guéret"]
    );
    let decided = decide(&team, &id, "approve", "").await;
    assert_eq!(decided.header("location"), "/equipe/moderation?note=fini", "{}", decided.text());

    assert_eq!(status(&world, &id).await, "active");
    assert_eq!(
        team.get(&format!("/equipe/annonces/{id}/apercu")).await.status,
        404,
        "nothing waits any more"
    );
    assert_eq!(decide(&team, &id, "approve", "").await.status, 422, "the second of two clicks");
    assert_eq!(count(&world, "select count(*) from audit_log where action = 'moderation.approved'").await, 1);
}

#[tokio::test]
async fn a_refusal_needs_a_reason_which_the_owner_reads() {
    let world = World::new().await;
    let team = world.moderator().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = written(&paul).await;
    publish(&paul, &id).await;

    assert_eq!(decide(&team, &id, "ask_change", "non").await.status, 422);
    decide(&team, &id, "ask_change", "Le texte ne décrit aucun cabinet.").await;

    assert_eq!(status(&world, &id).await, "rejected");
    assert!(world.letters().await.pop().unwrap().text.contains("ne décrit aucun cabinet"));
    assert!(paul.get("/espace/annonces").await.main().contains("ne décrit aucun cabinet"));
}

#[tokio::test]
async fn only_the_team_reads_what_waits_and_nobody_decides_on_their_own() {
    let world = World::new().await;
    let team = world.moderator().await;
    let claire = verified(&world, "claire").await;
    let id = written(&claire).await;
    for stranger in [&claire, &world.browser()] {
        for page in [format!("/equipe/moderation/annonce/{id}"), format!("/equipe/annonces/{id}/apercu")] {
            assert_ne!(stranger.get(&page).await.status, 200, "{page}");
        }
    }
    let mine = written(&team).await;
    publish(&team, &mine).await;
    sqlx::query("update listings set status = 'pending_review' where id = $1")
        .bind(&mine)
        .execute(world.db())
        .await
        .unwrap();
    let refused = decide(&team, &mine, "approve", "").await;
    assert!(refused.main().contains("Personne ne décide de ce qui le concerne"), "{}", refused.main());
}

#[tokio::test]
async fn large_changes_of_somebody_unverified_wait_and_are_gone_on_with() {
    let world = World::new().await;
    let team = world.moderator().await;
    let (paul, id) = unverified_online(&world, &team).await;
    fill(&paul, &id, "texte", &LARGE).await;
    let sent = fill(&paul, &id, "publier", &[("action", "publier")]).await;
    assert!(sent.header("location").contains("modification-relue"), "{}", sent.main());

    let page = paul.get(&format!("/espace/annonces/{id}/modifier/texte")).await;
    assert!(page.text().contains("Un tout autre texte"), "what waits is what one goes on with");
    assert!(!world.get("/annonces").await.main().contains("Un tout autre texte"));
    let case = team.get(&format!("/equipe/moderation/annonce/{id}")).await;
    assert!(
        case.main().contains("Description") && case.main().contains("Un tout autre texte"),
        "{}",
        case.main()
    );
    decide(&team, &id, "approve", "").await;

    assert!(world.get("/annonces").await.main().contains("Un tout autre texte"));
    assert_eq!(count(&world, "select count(*) from listing_revisions where status = 'live'").await, 2);
}

#[tokio::test]
async fn refused_changes_leave_what_is_online() {
    let world = World::new().await;
    let team = world.moderator().await;
    let (paul, id) = unverified_online(&world, &team).await;
    fill(&paul, &id, "texte", &LARGE).await;
    fill(&paul, &id, "publier", &[("action", "publier")]).await;

    decide(&team, &id, "ask_change", "Cette annonce est devenue une autre.").await;

    assert!(world.get("/annonces").await.main().contains("Maison de santé récente"));
    assert!(world.letters().await.pop().unwrap().text.contains("devenue une autre"));
    assert!(
        paul.get(&format!("/espace/annonces/{id}/historique")).await.main().contains("devenue une autre")
    );
}

#[tokio::test]
async fn a_pause_or_an_end_is_no_way_around_being_read() {
    let world = World::new().await;
    let team = world.moderator().await;
    let (paul, id) = unverified_online(&world, &team).await;
    for status in ["inactive", "expired"] {
        sqlx::query("update listings set status = $1").bind(status).execute(world.db()).await.unwrap();
        fill(&paul, &id, "texte", &LARGE).await;
        let sent = fill(&paul, &id, "publier", &[("action", "publier")]).await;
        assert!(sent.header("location").contains("modification-relue"), "{status}: {}", sent.main());
    }
    assert_eq!(count(&world, "select count(*) from listing_revisions where status = 'pending'").await, 1);
}

#[tokio::test]
async fn only_what_was_read_is_let_online() {
    let world = World::new().await;
    let team = world.moderator().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let id = written(&paul).await;
    publish(&paul, &id).await;
    let page = format!("/equipe/moderation/annonce/{id}");
    let shown = team.get(&page).await.attributes("input[name=version]", "value").remove(0);
    fill(&paul, &id, "texte", &LARGE).await;
    fill(&paul, &id, "publier", &[("action", "publier")]).await;

    let late = team.post(&page, &[("action", "approve"), ("version", &shown)]).await;

    assert_eq!(late.status, 422);
    assert!(
        late.main().contains("a modifié l’annonce") && late.main().contains("Un tout autre texte"),
        "{}",
        late.main()
    );
    assert_eq!(status(&world, &id).await, "pending_review");
}

#[tokio::test]
async fn a_listing_whose_days_passed_while_it_waited_stops_nobody() {
    let world = World::new().await;
    let paul = world.sign_up_as("paul", Someone { trust_level: 1, ..Someone::default() }).await;
    let late = written(&paul).await;
    publish(&paul, &late).await;
    let claire = verified(&world, "claire").await;
    let scheduled = written(&claire).await;
    let choice = [("quand", "date"), ("publier_le", "2026-03-04"), ("action", "publier")];
    fill(&claire, &scheduled, "publier", &choice).await;
    sqlx::query("update users set trust_level = 2").execute(world.db()).await.unwrap();
    for statement in [
        "update replacement_periods set starts_on = '2026-03-02', ends_on = '2026-03-03' where listing_id = $1",
        "update replacement_details set start_date = '2026-03-02', end_date = '2026-03-03' where listing_id = $1",
    ] {
        sqlx::query(statement).bind(&late).execute(world.db()).await.unwrap();
    }
    world.clock.set("2026-03-05T09:00:00Z".parse().unwrap());

    crate::listings::follow_clock(&world.app).await.unwrap();

    assert_eq!(status(&world, &late).await, "pending_review");
    assert_eq!(status(&world, &scheduled).await, "active", "the other is not held up");
}
