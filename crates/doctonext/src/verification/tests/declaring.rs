//! A number is declared and looked up.

use super::{NUMBER, OTHER, declare};
use crate::{
    testing::{Someone, World},
    verification::{check_declared, tidy},
};

#[tokio::test]
async fn a_number_that_agrees_gives_a_dated_badge_and_a_letter() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let browser = world.sign_up("solenn").await;
    assert!(browser.get("/espace/verification").await.main().contains("pas encore vérifiée"));

    let fields =
        [("prenom", "Solenn"), ("nom", "Le Guen"), ("metier", "nurse"), ("numero", "8 10001 045367")];
    let answer = browser.post("/espace/verification", &fields).await;
    assert_eq!(answer.header("location"), "/espace/verification?note=numero", "{}", answer.text());
    assert_eq!(world.standing("solenn").await, ("declared".to_owned(), 1, false));
    assert!(browser.get("/espace/verification").await.main().contains("Vérification en cours"));

    assert_eq!(check_declared(&world.app).await.unwrap(), 1);
    assert_eq!(check_declared(&world.app).await.unwrap(), 0, "once");

    assert_eq!(world.standing("solenn").await, ("matched".to_owned(), 2, true));
    assert_eq!(world.subjects("solenn").await, ["Votre inscription est vérifiée"]);
    let page = browser.get("/espace/verification").await;
    assert_eq!(page.texts(".badge--verified"), ["Inscription vérifiée le 2 mars 2026"]);
    assert!(page.main().contains("••••367") && !page.text().contains(NUMBER));
    let row: String = sqlx::query_scalar("select u::text from users u where id = 'solenn'")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert!(!row.contains(NUMBER) && row.contains("v1."), "{row}");
}

#[tokio::test]
async fn the_public_page_shows_the_badge_and_what_it_means() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let browser = world.sign_up("solenn").await;
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    sqlx::query("update users set public_profile = true").execute(world.db()).await.unwrap();

    let page = world.get("/praticiens/solenn-le-guen-solenn").await;

    assert_eq!(page.texts("details > summary.badge--verified"), ["Inscription vérifiée le 2 mars 2026"]);
    assert!(page.texts("details p").remove(0).contains("annuaire national"));
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays() {
    let world = World::with(|settings| settings.rpps_check = Some(crate::config::RppsCheck::Gate)).await;
    let browser = world.sign_up("solenn").await;

    let fields = [("prenom", ""), ("nom", "<b>"), ("metier", "wizard"), ("numero", "10001045368")];
    let answer = browser.post("/espace/verification", &fields).await;

    assert_eq!(answer.status, 422);
    assert_eq!(answer.texts(".field__error").len(), 4, "{:?}", answer.texts(".field__error"));
    assert_eq!(answer.attributes("#numero", "value"), ["10001045368"]);
    assert_eq!(world.standing("solenn").await.0, "none");
}

#[tokio::test]
async fn outside_production_a_wrong_key_is_a_warning() {
    let world = World::new().await;
    let browser = world.sign_up("solenn").await;
    let answer = declare(&world, &browser, "Solenn", "Le Guen", "10003461033").await;
    assert_eq!(answer.header("location"), "/espace/verification?note=cle");
}

#[tokio::test]
async fn without_a_directory_numbers_wait_and_are_looked_up_when_one_comes() {
    let world = World::new().await;
    let browser = world.sign_up("solenn").await;
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    assert_eq!(world.standing("solenn").await.0, "declared");
    assert!(browser.get("/espace/verification").await.main().contains("pas disponible"));

    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    tidy(&world.app).await.unwrap();

    assert_eq!(world.standing("solenn").await.0, "matched");
}

#[tokio::test]
async fn a_typing_error_is_mended_by_declaring_again() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let browser = world.sign_up("solenn").await;

    declare(&world, &browser, "Solenn", "Le Guen", OTHER).await;
    assert_eq!(world.standing("solenn").await, ("not_found".to_owned(), 1, false));
    assert_eq!(world.subjects("solenn").await, ["Nous n’avons pas pu confirmer votre numéro RPPS"]);
    declare(&world, &browser, "Camille", "Le Guen", NUMBER).await;
    assert_eq!(world.standing("solenn").await.0, "mismatch");
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;

    assert_eq!(world.standing("solenn").await.0, "matched");
    let events: Vec<String> =
        sqlx::query_scalar("select to_status from verification_events where user_id = 'solenn' order by id")
            .fetch_all(world.db())
            .await
            .unwrap();
    let round = |end: &str| ["declared".to_owned(), "checking".to_owned(), end.to_owned()];
    assert_eq!(events, [round("not_found"), round("mismatch"), round("matched")].concat());
    let changed = sqlx::query("update verification_events set reason = 'x'").execute(world.db()).await;
    assert!(changed.is_err(), "the history is never rewritten");
}

#[tokio::test]
async fn a_number_that_is_taken_is_answered_like_one_that_does_not_agree() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let solenn = world.sign_up("solenn").await;
    declare(&world, &solenn, "Solenn", "Le Guen", NUMBER).await;
    let thief = world.sign_up("thief").await;
    let clumsy = world.sign_up("clumsy").await;

    let taken = declare(&world, &thief, "Solenn", "Le Guen", NUMBER).await;
    let wrong = declare(&world, &clumsy, "Camille", "Le Guen", OTHER).await;
    assert_eq!(taken.header("location"), wrong.header("location"));
    sqlx::query("update users set verification_status = 'mismatch' where id = 'clumsy'")
        .execute(world.db())
        .await
        .unwrap();

    assert_eq!(world.standing("thief").await, ("mismatch".to_owned(), 1, false));
    let tidy = |page: String| page.replace("Camille", "Solenn").replace("••••916", "••••367");
    let seen = thief.get("/espace/verification").await.main();
    assert_eq!(seen, tidy(clumsy.get("/espace/verification").await.main()));
    assert_eq!(world.subjects("thief").await, world.subjects("clumsy").await);
    assert_eq!(world.subjects("solenn").await, ["Votre inscription est vérifiée"], "nothing is told her");
    assert_eq!(world.standing("solenn").await.0, "matched");
    let queue = world.moderator().await.get("/equipe/verifications").await;
    assert_eq!(queue.texts(".row .badge"), ["Numéro déjà utilisé par un autre compte"]);
}

#[tokio::test]
async fn two_who_declare_one_number_at_once_do_not_both_get_it() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let (one, two) = (world.sign_up("one").await, world.sign_up("two").await);
    let fields = [("prenom", "Solenn"), ("nom", "Le Guen"), ("metier", "nurse"), ("numero", NUMBER)];

    let (first, second) =
        tokio::join!(one.post("/espace/verification", &fields), two.post("/espace/verification", &fields));
    check_declared(&world.app).await.unwrap();

    assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
    let mut states = [world.standing("one").await.0, world.standing("two").await.0];
    states.sort();
    assert_eq!(states, ["matched", "mismatch"]);
}

#[tokio::test]
async fn a_sixth_declaration_within_a_quarter_of_an_hour_waits() {
    let world = World::new().await;
    world.open_directory().await;
    let browser = world.sign_up("solenn").await;
    for _ in 0..5 {
        assert_eq!(declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await.status, 303);
    }
    let answer = declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    assert_eq!(answer.status, 422);
    assert!(answer.texts("#numero-erreur").remove(0).contains("Trop d’essais"));
}

#[tokio::test]
async fn a_name_that_is_vouched_for_changes_by_a_new_declaration_alone() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    let browser = world.sign_up("solenn").await;
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    let version = browser.get("/espace/profil").await.attributes("input[name=version]", "value").remove(0);
    let profile =
        |name| [("nom", name), ("compte", "practitioner"), ("metier", "nurse"), ("version", &version)];

    let refused = browser.post("/espace/profil", &profile("Docteur Maboul")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texts("#nom-erreur").remove(0).contains("Vérification"));
    assert_eq!(browser.post("/espace/profil", &profile("Solenn Le Guen")).await.status, 303);

    declare(&world, &browser, "Docteur", "Maboul", NUMBER).await;
    assert_eq!(world.standing("solenn").await, ("mismatch".to_owned(), 1, false));
}

#[tokio::test]
async fn a_structure_declares_a_siren_and_gets_no_badge() {
    let world = World::new().await;
    let browser = world.sign_up("agence").await;
    sqlx::query("update users set account_kind = 'agency'").execute(world.db()).await.unwrap();
    assert!(browser.get("/espace/verification").await.texts("#numero").is_empty());

    let wrong = browser.post("/espace/verification/structure", &[("siren", "732829321")]).await;
    assert_eq!(wrong.status, 422);
    let right = browser.post("/espace/verification/structure", &[("siren", "732 829 320")]).await;

    assert_eq!(right.header("location"), "/espace/verification?note=siren");
    assert_eq!(world.standing("agence").await, ("declared".to_owned(), 1, false));
    check_declared(&world.app).await.unwrap();
    assert_eq!(world.standing("agence").await.0, "declared", "no directory knows structures");
}

#[tokio::test]
async fn adopted_numbers_are_marked_and_looked_up_and_twins_go_to_the_team() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    world.sign_up("solenn").await;
    world.sign_up("twin").await;
    sqlx::query(
        "update users set name = 'Solenn Le Guen', profession = 'nurse', rpps_number = '10 001 045 367'",
    )
    .execute(world.db())
    .await
    .unwrap();
    tidy(&world.app).await.unwrap();
    assert_eq!(world.standing("solenn").await.0, "none", "not while they lie in clear");

    crate::accounts::seal_clear_columns(&world.app).await.unwrap();
    tidy(&world.app).await.unwrap();
    tidy(&world.app).await.unwrap();

    assert_eq!(world.standing("solenn").await.0, "matched");
    assert_eq!(world.standing("twin").await.0, "mismatch");
    let cases: Vec<(String, String)> = sqlx::query_as("select user_id, cause from verification_reviews")
        .fetch_all(world.db())
        .await
        .unwrap();
    assert_eq!(cases, [("twin".to_owned(), "contested".to_owned())]);
}

#[tokio::test]
async fn students_may_send_their_licence_at_once() {
    let world = World::new().await;
    let browser = world.sign_up_as("lea", Someone::default()).await;
    assert!(browser.get("/espace/verification").await.texts("#piece").is_empty());
    assert!(!browser.get("/espace/verification").await.main().contains("15 novembre"));
    sqlx::query("update users set account_kind = 'student'").execute(world.db()).await.unwrap();
    assert!(browser.get("/espace/verification").await.main().contains("15 novembre"));
}

#[tokio::test]
async fn a_name_that_was_changed_meanwhile_is_not_vouched_for() {
    let world = World::new().await;
    let browser = world.sign_up("solenn").await;
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    let version = browser.get("/espace/profil").await.attributes("input[name=version]", "value").remove(0);
    let profile =
        [("nom", "Docteur Maboul"), ("compte", "practitioner"), ("metier", "nurse"), ("version", &version)];
    assert_eq!(browser.post("/espace/profil", &profile).await.status, 303, "nothing is vouched for yet");

    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    check_declared(&world.app).await.unwrap();

    assert_eq!(world.standing("solenn").await.0, "matched");
    let name: String =
        sqlx::query_scalar("select name from users where id = 'solenn'").fetch_one(world.db()).await.unwrap();
    assert_eq!(name, "Solenn Le Guen");
}

#[tokio::test]
async fn a_number_that_cannot_be_looked_up_holds_nobody_else_up() {
    let world = World::new().await;
    let (first, second) = (world.sign_up("anne").await, world.sign_up("solenn").await);
    declare(&world, &first, "Anne", "Kerbrat", OTHER).await;
    declare(&world, &second, "Solenn", "Le Guen", NUMBER).await;
    sqlx::query("update users set rpps_number = 'v1.AAAA' where id = 'anne'")
        .execute(world.db())
        .await
        .unwrap();
    world.know(NUMBER, "LE GUEN", "SOLENN").await;

    assert!(check_declared(&world.app).await.is_err(), "the queue tries again");

    assert_eq!(world.standing("solenn").await.0, "matched");
    assert_eq!(world.standing("anne").await.0, "declared");
}

#[tokio::test]
async fn who_only_studies_a_profession_does_not_pass_for_a_practitioner() {
    let world = World::new().await;
    world.know(NUMBER, "LE GUEN", "SOLENN").await;
    sqlx::query("update directory_people set professions = '{60|E}'").execute(world.db()).await.unwrap();
    let browser = world.sign_up("solenn").await;

    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    assert_eq!(world.standing("solenn").await, ("mismatch".to_owned(), 1, false));

    sqlx::query("update users set account_kind = 'student' where id = 'solenn'")
        .execute(world.db())
        .await
        .unwrap();
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    assert_eq!(world.standing("solenn").await, ("matched".to_owned(), 2, true));
}

#[tokio::test]
async fn the_team_finds_who_holds_a_number_and_does_not_read_it() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    declare(&world, &browser, "Solenn", "Le Guen", NUMBER).await;
    let team = world.moderator().await;
    let spaced = format!("{}+{}", &NUMBER[..5], &NUMBER[5..]);

    for asked in [NUMBER, spaced.as_str()] {
        let page = team.get(&format!("/equipe/personnes?q={asked}")).await;
        assert_eq!(page.attributes(".rows .row a", "href"), ["/equipe/personnes/claire"], "{asked}");
        assert!(!page.main().contains(NUMBER));
    }
    assert!(team.get("/equipe/personnes?q=10000000001").await.main().contains("Personne ne correspond"));
}
