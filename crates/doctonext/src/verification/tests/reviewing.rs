//! Documents come in, a member of the team decides.

use chrono::TimeDelta;

use super::{NUMBER, declare, send_piece};
use crate::{
    documents::paper,
    testing::{Browser, World},
    verification::{remove_documents, tidy},
};

const WHY: (&str, &str) = ("motif", "Attestation de l’Ordre lisible et récente");

/// The address of the only open case.
async fn case(team: &Browser<'_>) -> String {
    team.get("/equipe/verifications").await.attributes(".row a", "href").remove(0)
}

async fn unknown_nurse(world: &World) -> Browser<'_> {
    world.open_directory().await;
    let browser = world.sign_up("solenn").await;
    declare(world, &browser, "Solenn", "Le Guen", NUMBER).await;
    browser
}

/// Solenn, whom the directory does not know and the team does.
pub(super) async fn accepted_without_the_directory(world: &World) {
    let solenn = unknown_nurse(world).await;
    send_piece(&solenn, "council_registration", &paper("")).await;
    let team = world.moderator().await;
    team.post(&case(&team).await, &[("decision", "accepter"), WHY]).await;
    assert_eq!(world.standing("solenn").await, ("proved".to_owned(), 3, true));
}

#[tokio::test]
async fn a_document_is_sealed_seen_by_the_team_alone_and_proves() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;

    let sent = send_piece(&solenn, "council_registration", &paper("")).await;
    assert_eq!(sent.header("location"), "/espace/verification?note=piece", "{}", sent.text());
    assert_eq!(world.standing("solenn").await, ("review".to_owned(), 1, false));
    assert!(solenn.get("/espace/verification").await.main().contains("examine votre dossier"));
    let file: String =
        sqlx::query_scalar("select file from verification_pieces").fetch_one(world.db()).await.unwrap();
    let kept = world.app.files.get(&file).await.unwrap().unwrap();
    assert!(!kept.windows(4).any(|it| it == b"%PDF" || it == b"%%EO"));

    let team = world.moderator().await;
    let address = case(&team).await;
    let page = team.get(&address).await;
    assert!(page.main().contains("Solenn Le Guen") && page.main().contains("••••367"), "{}", page.main());
    assert_eq!(page.header("cache-control"), "no-store");
    let document = page.attributes("a[target=_blank]", "href").remove(0);
    let seen = team.get(&document).await;
    assert_eq!(seen.body, paper(""));
    assert_eq!(seen.header("cache-control"), "no-store");
    assert_eq!(seen.header("content-security-policy"), "default-src 'none'; sandbox");
    assert!(seen.header("content-disposition").starts_with("attachment"));
    assert_eq!(solenn.get(&document).await.status, 404, "not even their own");
    assert_eq!(solenn.get(&address).await.status, 404);

    let short = team.post(&address, &[("decision", "accepter"), ("motif", "ok")]).await;
    assert_eq!(short.status, 422);
    let done = team.post(&address, &[("decision", "accepter"), WHY]).await;
    assert!(done.header("location").ends_with("note=decision"));
    let again = team.post(&address, &[("decision", "refuser"), WHY]).await;
    assert!(again.header("location").ends_with("note=deja"));

    assert_eq!(world.standing("solenn").await, ("proved".to_owned(), 3, true));
    let letter = world.letters().await.pop().unwrap();
    assert_eq!(letter.subject, "Votre pièce a été acceptée");
    assert!(letter.text.contains("lisible et récente"));
    let log = team.get("/equipe/journal").await.texts(".row").join(" ");
    assert!(log.contains("a consulté une pièce") && log.contains("a accepté un dossier"), "{log}");
}

#[tokio::test]
async fn documents_go_thirty_days_after_the_decision_and_the_decision_stays() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;
    send_piece(&solenn, "diploma", &paper("")).await;
    let file: String =
        sqlx::query_scalar("select file from verification_pieces").fetch_one(world.db()).await.unwrap();
    let team = world.moderator().await;
    let address = case(&team).await;
    team.post(&address, &[("decision", "refuser"), WHY]).await;
    assert_eq!(world.standing("solenn").await, ("refused".to_owned(), 0, false));

    let month = async || remove_documents(&world.app, world.app.clock.now() - TimeDelta::days(30), 10).await;
    world.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    assert_eq!(month().await.unwrap().removed, 0, "a second too early");
    assert!(world.app.files.get(&file).await.unwrap().is_some());
    world.clock.advance(TimeDelta::seconds(1));
    assert_eq!(month().await.unwrap().removed, 1);

    assert!(world.app.files.get(&file).await.unwrap().is_none());
    let (status, hash, kept): (String, i32, Option<String>) =
        sqlx::query_as("select status, length(sha256), file from verification_pieces")
            .fetch_one(world.db())
            .await
            .unwrap();
    assert_eq!((status.as_str(), hash, kept), ("refused", 32, None));
    let page = world.moderator().await.get(&address).await.main();
    assert!(page.contains("effacée") && page.contains("lisible et récente"), "{page}");
}

#[tokio::test]
async fn after_a_refusal_new_documents_are_taken_twice_a_month() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;
    let team = world.moderator().await;
    for _ in 0..2 {
        assert_eq!(send_piece(&solenn, "diploma", &paper("")).await.status, 303);
        team.post(&case(&team).await, &[("decision", "refuser"), WHY]).await;
        assert!(solenn.get("/espace/verification").await.main().contains("lisible et récente"));
    }

    let third = send_piece(&solenn, "diploma", &paper("")).await;
    assert_eq!(third.status, 422);
    assert!(third.texts("#piece-erreur").remove(0).contains("1er avril 2026"), "{}", third.main());
    world.clock.advance(TimeDelta::days(30));
    let solenn = world.sign_up("solenn").await;
    assert_eq!(send_piece(&solenn, "diploma", &paper("")).await.status, 303);
}

#[tokio::test]
async fn what_is_no_plain_document_is_refused() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;
    for (kind, bytes) in [
        ("diploma", paper("/OpenAction 3 0 R")),
        ("diploma", b"<svg onload=alert(1)>".to_vec()),
        ("diploma", Vec::new()),
        ("passport", paper("")),
    ] {
        let answer = send_piece(&solenn, kind, &bytes).await;
        assert_eq!((answer.status.as_u16(), answer.texts("#piece-erreur").len()), (422, 1), "{kind}");
    }
    assert_eq!(world.standing("solenn").await.0, "not_found");
    assert_eq!(
        send_piece(&world.browser(), "diploma", &paper("")).await.header("location"),
        "/connexion?retour=%2Fespace"
    );
}

#[tokio::test]
async fn a_number_is_revealed_for_a_reason_that_is_logged() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;
    send_piece(&solenn, "diploma", &paper("")).await;
    let team = world.moderator().await;
    let address = format!("{}/numero", case(&team).await);

    let bare = team.post(&address, &[("motif", "voir")]).await;
    assert!(bare.status == 422 && !bare.text().contains(NUMBER));
    let seen = team.post(&address, &[("motif", "Comparer avec l’attestation envoyée")]).await;

    assert!(seen.main().contains(NUMBER));
    assert_eq!(seen.header("cache-control"), "no-store");
    let log = team.get("/equipe/journal?acte=verification.number_revealed").await.texts(".row").join(" ");
    assert!(log.contains("a révélé un numéro professionnel") && log.contains("Comparer avec"), "{log}");
    assert_eq!(solenn.post(&address, &[("motif", "Je voudrais bien le voir")]).await.status, 404);
}

#[tokio::test]
async fn who_proves_a_contested_number_gets_it_and_who_held_it_is_told() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let thief = world.sign_up("thief").await;
    declare(&world, &thief, "Solenn", "Le Guen", NUMBER).await;
    let solenn = world.sign_up("solenn").await;
    declare(&world, &solenn, "Solenn", "Le Guen", NUMBER).await;
    send_piece(&solenn, "id", &paper("")).await;
    let team = world.moderator().await;

    team.post(&case(&team).await, &[("decision", "accepter"), WHY]).await;

    assert_eq!(world.standing("solenn").await, ("proved".to_owned(), 3, true));
    assert_eq!(world.standing("thief").await, ("suspended".to_owned(), 0, false));
    let subjects = world.subjects("thief").await;
    assert_eq!(
        subjects,
        ["Votre inscription est vérifiée", "Vérification suspendue\u{202f}: action requise"]
    );
    let held: Vec<(String, bool)> = sqlx::query_as(
        "select id, rpps_number is not null from users where id in ('solenn', 'thief') order by id",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    assert_eq!(held, [("solenn".to_owned(), true), ("thief".to_owned(), false)]);
}

#[tokio::test]
async fn a_licence_holds_until_the_15_november() {
    let world = World::new().await;
    world.open_directory().await;
    let lea = world.sign_up("lea").await;
    sqlx::query("update users set account_kind = 'student' where id = 'lea'")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(send_piece(&lea, "replacement_licence", &paper("")).await.status, 303);
    let team = world.moderator().await;
    team.post(&case(&team).await, &[("decision", "accepter"), WHY]).await;
    assert_eq!(world.standing("lea").await, ("proved".to_owned(), 3, true));
    let page = lea.get("/espace/verification").await.main();
    assert!(page.contains("15\u{a0}novembre 2026") || page.contains("15 novembre 2026"), "{page}");

    world.clock.set("2026-11-15T22:00:00Z".parse().unwrap());
    tidy(&world.app).await.unwrap();
    assert_eq!(world.standing("lea").await.0, "proved");
    world.clock.set("2026-11-16T05:00:00Z".parse().unwrap());
    tidy(&world.app).await.unwrap();

    assert_eq!(world.standing("lea").await, ("suspended".to_owned(), 0, false));
    assert!(world.subjects("lea").await.pop().unwrap().starts_with("Vérification suspendue"));
    let status: String =
        sqlx::query_scalar("select status from verification_pieces").fetch_one(world.db()).await.unwrap();
    assert_eq!(status, "expired");
    let lea = world.sign_up("lea").await;
    assert_eq!(send_piece(&lea, "replacement_licence", &paper("")).await.status, 303, "the next one");
}

#[tokio::test]
async fn who_loses_a_number_without_a_badge_loses_the_level_that_it_gave() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let clumsy = world.sign_up("clumsy").await;
    declare(&world, &clumsy, "Camille", "Le Guen", NUMBER).await;
    assert_eq!(world.standing("clumsy").await, ("mismatch".to_owned(), 1, false));
    let solenn = world.sign_up("solenn").await;
    declare(&world, &solenn, "Solenn", "Le Guen", NUMBER).await;
    let team = world.moderator().await;

    team.post(&case(&team).await, &[("decision", "accepter"), WHY]).await;

    assert_eq!(world.standing("solenn").await, ("matched".to_owned(), 2, true));
    assert_eq!(world.standing("clumsy").await, ("mismatch".to_owned(), 0, false));
}

#[tokio::test]
async fn adopted_twins_with_a_badge_are_decided_too() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    world.sign_up("solenn").await;
    world.sign_up("twin").await;
    sqlx::query(
        "update users set name = 'Solenn Le Guen', profession = 'nurse', rpps_number = '10001045367',
                          verification_status = 'matched', is_verified_professional = true, trust_level = 2
         where id in ('solenn', 'twin')",
    )
    .execute(world.db())
    .await
    .unwrap();
    crate::accounts::seal_clear_columns(&world.app).await.unwrap();
    tidy(&world.app).await.unwrap();
    let team = world.moderator().await;

    let done = team.post(&case(&team).await, &[("decision", "refuser"), WHY]).await;

    assert!(done.header("location").ends_with("note=decision"), "{}", done.header("location"));
    assert_eq!(world.standing("solenn").await.0, "matched");
    assert_eq!(world.standing("twin").await, ("refused".to_owned(), 0, false));
}

#[tokio::test]
async fn an_account_that_became_a_structures_gets_no_badge() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;
    send_piece(&solenn, "council_registration", &paper("")).await;
    sqlx::query("update users set account_kind = 'agency' where id = 'solenn'")
        .execute(world.db())
        .await
        .unwrap();
    let team = world.moderator().await;
    let address = case(&team).await;

    team.post(&address, &[("decision", "accepter"), WHY]).await;
    assert!(!world.standing("solenn").await.2);
    let done = team.post(&address, &[("decision", "refuser"), WHY]).await;

    assert!(done.header("location").ends_with("note=decision"), "{}", done.header("location"));
}

#[tokio::test]
async fn who_holds_a_contested_number_does_not_decide_who_gets_it() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let team = world.moderator().await;
    declare(&world, &team, "Solenn", "Le Guen", NUMBER).await;
    let solenn = world.sign_up("solenn").await;
    declare(&world, &solenn, "Solenn", "Le Guen", NUMBER).await;

    let refused = team.post(&case(&team).await, &[("decision", "refuser"), WHY]).await;

    assert_eq!(refused.status, 422, "{}", refused.header("location"));
    assert_eq!(world.standing("solenn").await.0, "mismatch");
}

#[tokio::test]
async fn a_case_that_somebody_reads_is_held_from_the_others() {
    let world = World::new().await;
    let solenn = unknown_nurse(&world).await;
    send_piece(&solenn, "council_registration", &paper("")).await;
    let (mina, ada) = (world.moderator().await, world.admin().await);
    let address = case(&mina).await;
    mina.get(&address).await;

    let seen = ada.get(&address).await.main();
    let refused = ada.post(&address, &[("decision", "accepter"), WHY]).await;

    assert!(seen.contains("Mina examine cet élément") && !seen.contains("Décision"), "{seen}");
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("examine ce dossier en ce moment"), "{}", refused.main());
    assert!(ada.get("/equipe/moderation").await.main().contains("Mina l’examine"));
    world.clock.advance(TimeDelta::minutes(16));
    assert!(
        ada.post(&address, &[("decision", "accepter"), WHY]).await.header("location").ends_with("decision")
    );
}
