//! The team among itself: who looks at what, who may decide, what the log keeps, what the authorities are told.

use super::*;
use crate::publishing::tests::count;

async fn proposed_ban(world: &World, by: &Browser<'_>, person: &str) -> String {
    let page = format!("/equipe/moderation/praticien/{person}");
    decide(by, &page, &[("action", "ban"), ("fondement", "l5")]).await;
    let id = one(world, "select id from moderation_decisions where state = 'proposed'").await;
    format!("/equipe/moderation/bannissement/{id}")
}

const CONFIRM: [(&str, &str); 2] = [("decision", "confirmer"), ("motif", "Trois victimes se sont plaintes.")];

#[tokio::test]
async fn a_ban_that_somebody_reads_is_held_from_the_others() {
    let world = World::new().await;
    verified(&world, "claire").await;
    let (mina, marc, ada) = (world.moderator().await, marc(&world).await, world.admin().await);
    let ban = proposed_ban(&world, &mina, "claire").await;
    marc.get(&ban).await;

    let seen = ada.get(&ban).await.main();
    let refused = ada.post(&ban, &CONFIRM).await;

    assert!(seen.contains("Marc examine cet élément") && !seen.contains("Décider"), "{seen}");
    assert_eq!(refused.status, 422);
    let queue = ada.get("/equipe/moderation").await.main();
    assert!(queue.contains("Marc l’examine"), "{queue}");
    assert_eq!(marc.post(&ban, &CONFIRM).await.status, 303);
}

#[tokio::test]
async fn what_nobody_of_the_team_may_decide_is_said_until_somebody_joins() {
    let world = World::new().await;
    verified(&world, "claire").await;
    let mina = world.moderator().await;
    proposed_ban(&world, &mina, "claire").await;

    let alone = mina.get("/equipe/moderation").await.main();
    assert!(alone.contains("sans que personne de l’équipe puisse décider"), "{alone}");

    marc(&world).await;
    assert!(!mina.get("/equipe/moderation").await.main().contains("sans que personne"));
}

#[tokio::test]
async fn the_log_proves_what_an_act_changed() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    decide(&mina, &format!("/equipe/moderation/annonce/{id}"), &[("action", "remove"), ("fondement", "r4")])
        .await;

    let changed = "select count(*) from audit_log where action = 'moderation.removed'
                   and length(before_hash) = 32 and length(after_hash) = 32 and before_hash <> after_hash";
    assert_eq!(count(&world, changed).await, 1);
    let log = mina.get("/equipe/journal?acte=moderation.removed").await.texts(".row code");
    assert!(log.iter().any(|it| it.contains(" → ") && it.len() > 24), "{log:?}");
}

#[tokio::test]
async fn a_danger_told_to_the_authorities_is_kept_counted_and_hidden_from_whom_it_concerns() {
    let world = World::new().await;
    let (claire, mina) = (verified(&world, "claire").await, world.moderator().await);
    let id = online(&claire).await;
    let page = format!("/equipe/moderation/autorites/annonce/{id}");
    let case = mina.get(&format!("/equipe/moderation/annonce/{id}")).await;
    assert!(case.attributes("main a", "href").contains(&page));
    let letters = world.letters().await.len();

    let empty = mina.post(&page, &[("faits", "court")]).await;
    assert_eq!((empty.status.as_u16(), empty.texts(".field__error").len()), (422, 2));
    let told = [("autorite", "pharos"), ("faits", "Menace de mort dans le texte, référence PH-2026-17.")];
    assert_eq!(mina.post(&page, &told).await.header("location"), format!("{page}?note=note"));

    let shown = mina.get(&page).await.main();
    assert!(shown.contains("PHAROS") && shown.contains("référence PH-2026-17"), "{shown}");
    let csv = world.get("/transparence.csv?annee=2026").await.text();
    assert!(csv.contains("Contenus signalés aux autorités (art. 18);Contenus;1"), "{csv}");
    assert_eq!(world.letters().await.len(), letters, "nobody is warned");
    assert_eq!(claire.get(&page).await.status, 404);
    let hers = "select count(*) from audit_log where action = 'moderation.authorities_told' and subject_kind = 'user'";
    assert_eq!(count(&world, hers).await, 0, "lines about an account are copied for its owner");
    assert_eq!(mina.get("/equipe/moderation/autorites/annonce/nulle").await.status, 404);
    assert_eq!(
        mina.get("/equipe/moderation/autorites/praticien/mina").await.status,
        404,
        "nobody's own case"
    );
    assert!(shown.contains("Maison de santé récente"), "what is told is before their eyes: {shown}");
}
