//! What goes through a mailbox: making an account, a forgotten password, another address, a new device.

use chrono::TimeDelta;

use crate::testing::{Answer, Browser, PASSWORD, World};

async fn ask(world: &World, path: &str, email: &str) -> Answer {
    world.browser().post(path, &[("email", email)]).await
}

const INTRODUCTION: [(&str, &str); 6] = [
    ("nom", "Yann Le Guen-O’Brien"),
    ("compte", "practitioner"),
    ("profession", "nurse"),
    ("mot_de_passe", "le chat dort sur le toit"),
    ("certifie", "1"),
    ("conditions", "1"),
];

async fn invited(world: &World) -> String {
    ask(world, "/inscription", "yann@example.bzh").await;
    world.letters().await.pop().unwrap().path()
}

#[tokio::test]
async fn an_account_is_made_through_its_mailbox() {
    let world = World::new().await;
    let browser = world.browser();
    let answer = browser
        .post("/inscription", &[("email", " Yann@Example.bzh "), ("retour", "/annonces?type=cession")])
        .await;
    assert!(answer.main().contains("yann@example.bzh"), "{}", answer.main());
    let letter = world.letters().await.remove(0);
    assert_eq!(
        (letter.to.as_str(), letter.subject.as_str()),
        ("yann@example.bzh", "Confirmez votre adresse e-mail")
    );

    let page = browser.get(&letter.path()).await;
    assert!(page.main().contains("Étape 2 sur 2"));
    let done = browser.post(&letter.path(), &INTRODUCTION).await;

    assert_eq!(done.header("location"), "/annonces?type=cession", "{}", done.text());
    assert_eq!(browser.get("/espace/securite").await.status, 200);
    assert!(browser.get("/").await.texts(".account-menu__name").contains(&"Yann Le Guen-O’Brien".to_owned()));
    let welcome = world.letters().await.pop().unwrap();
    assert!(welcome.subject.starts_with("Bienvenue"));
    assert_eq!(browser.get(&letter.path()).await.status, 410, "the link serves once");
}

#[tokio::test]
async fn an_address_that_has_an_account_is_told_so_by_letter_and_nowhere_else() {
    let world = World::new().await;
    world.sign_up("claire").await;

    let known = ask(&world, "/inscription", "claire@example.org").await;
    let unknown = ask(&world, "/inscription", "autre1@example.org").await;

    assert_eq!(known.status, unknown.status);
    assert_eq!(known.main().replace("claire", "autre1"), unknown.main());
    let subjects: Vec<String> = world.letters().await.into_iter().map(|it| it.subject).collect();
    assert_eq!(subjects, ["Vous avez déjà un compte", "Confirmez votre adresse e-mail"]);
}

#[tokio::test]
async fn what_was_typed_stays_and_each_error_stands_by_its_field() {
    let world = World::new().await;
    let path = invited(&world).await;
    let browser = world.browser();

    let answer = browser
        .post(&path, &[("nom", "Yann <script>"), ("mot_de_passe", "azertyuiop12"), ("compte", "martian")])
        .await;

    assert_eq!(answer.status, 422);
    assert_eq!(answer.attributes("#nom", "value"), ["Yann <script>"]);
    assert_eq!(answer.attributes("#mot_de_passe", "value"), [""]);
    assert_eq!(answer.texts(".field__error").len(), 4, "{:?}", answer.texts(".field__error"));
    assert!(!answer.text().contains("<script>Y") && !answer.text().contains("Yann <script>"));
    // Nothing is lost: the letter still serves.
    assert_eq!(browser.post(&path, &INTRODUCTION).await.status, 303);
}

#[tokio::test]
async fn two_clicks_at_once_make_one_account() {
    let world = World::new().await;
    let path = invited(&world).await;
    let (one, two) = (world.browser(), world.browser());
    one.form_token().await;
    two.form_token().await;

    let (first, second) = tokio::join!(one.post(&path, &INTRODUCTION), two.post(&path, &INTRODUCTION));

    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
}

#[tokio::test]
async fn an_invitation_expires_after_a_day() {
    let world = World::new().await;
    let path = invited(&world).await;
    world.clock.advance(TimeDelta::hours(25));
    assert_eq!(world.browser().get(&path).await.status, 410);
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_and_nobody_is_told() {
    let world = World::new().await;
    for n in 0..5 {
        let browser = world.browser();
        let challenge = super::super::proof_of_work::challenge(&world.app.vault, world.app.clock.now());
        let work = super::super::proof_of_work::solve(&challenge);
        let answer = browser.post("/inscription", &[("email", "yann@example.bzh"), ("travail", &work)]).await;
        assert_eq!(answer.status, 200, "{n}");
    }
    assert_eq!(world.letters().await.len(), 3);
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew_and_every_device_is_disconnected() {
    let world = World::new().await;
    let lost = world.sign_up("claire").await;
    let browser = world.browser();
    browser.post("/mot-de-passe-oublie", &[("email", "claire@example.org")]).await;
    let path = world.letters().await.pop().unwrap().path();

    let weak = browser.post(&path, &[("mot_de_passe", "court")]).await;
    assert_eq!((weak.status.as_u16(), weak.texts(".field__error").len()), (422, 1));
    let done = browser.post(&path, &[("mot_de_passe", "le chat dort sur le toit")]).await;

    assert_eq!(done.header("location"), "/connexion?note=mot-de-passe");
    assert_eq!(lost.get("/espace/securite").await.status, 303);
    assert_eq!(sign_in(&browser, PASSWORD).await, 422);
    assert_eq!(sign_in(&browser, "le chat dort sur le toit").await, 303);
    assert_eq!(world.browser().get(&path).await.status, 410);
    assert!(
        world
            .letters()
            .await
            .iter()
            .any(|it| it.subject == "Votre compte a été modifié — si ce n’est pas vous…")
    );
}

async fn sign_in(browser: &Browser<'_>, password: &str) -> u16 {
    browser
        .post("/connexion", &[("email", "claire@example.org"), ("mot_de_passe", password)])
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn a_second_letter_voids_when_the_first_was_used() {
    let world = World::new().await;
    world.sign_up("claire").await;
    for _ in 0..2 {
        ask(&world, "/mot-de-passe-oublie", "claire@example.org").await;
    }
    let paths: Vec<String> = world.letters().await.iter().map(|it| it.path()).collect();

    world.browser().post(&paths[0], &[("mot_de_passe", "le chat dort sur le toit")]).await;

    assert_eq!(world.browser().get(&paths[1]).await.status, 410);
}

#[tokio::test]
async fn asking_for_an_unknown_address_looks_the_same_and_tells_its_owner() {
    let world = World::new().await;
    world.sign_up("claire").await;

    let known = ask(&world, "/mot-de-passe-oublie", "claire@example.org").await;
    let unknown = ask(&world, "/mot-de-passe-oublie", "autre1@example.org").await;

    assert_eq!(known.main().replace("claire", "autre1"), unknown.main());
    let letters = world.letters().await;
    assert_eq!(letters[1].subject, "Aucun compte à cette adresse");
    assert!(!letters[1].text.contains("/mot-de-passe/"));
}

#[tokio::test]
async fn another_address_proves_itself_and_both_are_told() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let elsewhere = world.sign_up("claire").await;

    browser.post("/espace/securite/adresse", &[("email", "moreau@example.org")]).await;
    // The first told of the second device.
    let letters = world.letters().await.split_off(1);
    let told: Vec<&str> = letters.iter().map(|it| it.to.as_str()).collect();
    assert_eq!(told, ["moreau@example.org", "claire@example.org"]);
    assert_eq!(browser.get(&letters[0].path()).await.status, 200, "opening the link changes nothing yet");

    let done = browser.post(&letters[0].path(), &[]).await;

    assert_eq!(done.header("location"), "/espace/securite?note=adresse");
    assert!(browser.get("/espace/securite").await.main().contains("moreau@example.org"));
    assert_eq!(elsewhere.get("/espace/securite").await.status, 303);
    assert_eq!(sign_in(&world.browser(), PASSWORD).await, 422, "the old address opens nothing");
    assert_eq!(world.letters().await.len(), 5);
}

#[tokio::test]
async fn an_address_of_somebody_else_cannot_be_taken_nor_found_out() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    world.sign_up("paul").await;

    let taken = browser.post("/espace/securite/adresse", &[("email", "paul@example.org")]).await;
    let free = browser.post("/espace/securite/adresse", &[("email", "libr@example.org")]).await;

    assert_eq!(taken.main().replace("paul", "libr"), free.main());
    assert_eq!(world.letters().await[0].subject, "Vous avez déjà un compte");
}

#[tokio::test]
async fn a_new_device_is_told_and_a_known_one_is_not() {
    let world = World::new().await;
    let known = world.sign_up("claire").await;
    sign_in(&known, PASSWORD).await;
    assert!(world.letters().await.is_empty());

    sign_in(&world.browser(), PASSWORD).await;

    let letter = world.letters().await.remove(0);
    assert_eq!(letter.subject, "Nouvelle connexion à votre compte");
    assert!(letter.text.contains("Firefox sur Linux"), "{}", letter.text);
}
