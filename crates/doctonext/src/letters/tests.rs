//! Letters on a real database, carried by a real outbox and a mail server that answers as RFC 5321 says.

use chrono::TimeDelta;
use platform::mail::{Carrier, Outbox};

use super::*;
use crate::testing::World;

const CLAIRE: Recipient<'_> =
    Recipient { person: Some("claire"), name: "Claire Moreau", address: "claire@example.org" };

async fn write(world: &World, recipient: Recipient<'_>, letter: &Letter) {
    let mut tx = world.db().begin().await.unwrap();
    send(&mut tx, &world.app.vault, world.app.clock.now(), recipient, letter).await.unwrap();
    tx.commit().await.unwrap();
}

fn hello() -> Letter {
    Letter::new(Kind::AccountChanged, "Votre compte a été modifié")
        .paragraph("Bonjour <b>& bienvenue</b>")
        .facts([("Quand", "2 mars 2026")])
        .button("Voir", "https://doctonext.example/espace?a=1&b=2")
        .small("Petit.")
}

fn outbox(folder: &tempfile::TempDir) -> Carrier {
    Carrier::Outbox(Outbox::at(folder.path()))
}

#[tokio::test]
async fn a_letter_leaves_once_and_leaves_nothing_behind() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let folder = tempfile::tempdir().unwrap();
    write(&world, CLAIRE, &hello()).await;

    let done = deliver(&world.app, &outbox(&folder)).await.unwrap();
    let again = deliver(&world.app, &outbox(&folder)).await.unwrap();

    assert_eq!((done.sent, again.sent), (1, 0));
    assert_eq!(Outbox::at(folder.path()).letters().await.unwrap().len(), 1);
    let row: (String, Option<String>, Option<String>) =
        sqlx::query_as("select state, recipient, content from letters").fetch_one(world.db()).await.unwrap();
    assert_eq!(row, ("sent".to_owned(), None, None));
}

#[tokio::test]
async fn what_waits_lies_sealed() {
    let world = World::new().await;
    world.sign_up("claire").await;
    write(&world, CLAIRE, &hello()).await;

    let rows: String = sqlx::query_scalar("select string_agg(l::text, ' ') from letters l")
        .fetch_one(world.db())
        .await
        .unwrap();

    for secret in ["claire@example.org", "Moreau", "espace?a=1", "modifié"] {
        assert!(!rows.contains(secret), "{secret}");
    }
    assert_eq!(world.letters().await.len(), 1);
}

#[tokio::test]
async fn a_fact_that_is_rolled_back_writes_no_letter() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let mut tx = world.db().begin().await.unwrap();
    send(&mut tx, &world.app.vault, world.app.clock.now(), CLAIRE, &hello()).await.unwrap();
    tx.rollback().await.unwrap();

    assert!(world.letters().await.is_empty());
}

#[tokio::test]
async fn a_dead_server_delays_and_three_days_later_the_team_is_told() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let route = platform::mail::Route::parse(&format!("smtp://{nobody}")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let server = Carrier::open(&route, folder.path(), None).unwrap();
    write(&world, CLAIRE, &hello()).await;

    assert_eq!(deliver(&world.app, &server).await.unwrap(), Delivered { delayed: 1, ..Delivered::default() });
    // Not due again at once.
    assert_eq!(deliver(&world.app, &server).await.unwrap(), Delivered::default());
    world.clock.advance(TimeDelta::days(3));
    assert_eq!(deliver(&world.app, &server).await.unwrap(), Delivered { dead: 1, ..Delivered::default() });
    let dead = dead(world.db(), 10).await.unwrap();
    assert!(!dead[0].last_error.as_ref().unwrap().contains("claire"));

    let mut db = world.db().acquire().await.unwrap();
    assert_eq!(replay(&mut db, Some(&dead[0].id), world.app.clock.now()).await.unwrap(), 1);
    assert_eq!(deliver(&world.app, &outbox(&folder)).await.unwrap().sent, 1);
}

#[tokio::test]
async fn the_letters_of_an_erased_person_are_withdrawn() {
    let world = World::new().await;
    world.sign_up("claire").await;
    write(&world, CLAIRE, &hello()).await;
    let mut db = world.db().acquire().await.unwrap();
    world.app.vault.destroy(&mut db, crate::sealing::Scope::Person("claire")).await.unwrap();
    let folder = tempfile::tempdir().unwrap();

    assert_eq!(deliver(&world.app, &outbox(&folder)).await.unwrap(), Delivered::default());
    assert!(Outbox::at(folder.path()).letters().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_letter_is_read_in_plain_text_and_its_words_are_escaped_in_html() {
    let world = World::new().await;
    world.sign_up("claire").await;
    write(&world, CLAIRE, &hello()).await;
    let letter = world.letters().await.remove(0);

    insta::assert_snapshot!(letter.text);
    assert!(
        letter.html.contains("&lt;b&gt;&amp; bienvenue&lt;/b&gt;") || letter.html.contains("&#60;b&#62;"),
        "{}",
        letter.html
    );
    for foreign in ["<img", "<link", "fonts.googleapis", "url("] {
        assert!(!letter.html.contains(foreign), "{foreign}");
    }
    assert_eq!(letter.links(), ["https://doctonext.example/espace?a=1&b=2", "https://doctonext.example"]);
}

#[tokio::test]
async fn a_kind_that_can_be_switched_off_is_switched_off_by_its_link() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let welcome = Letter::new(Kind::Welcome, "Bienvenue");
    write(&world, CLAIRE, &welcome).await;
    let letter = world.letters().await.remove(0);
    let link = letter.links().into_iter().find(|it| it.contains("desinscription")).unwrap();
    let path = link.strip_prefix("https://doctonext.example").unwrap();

    assert!(browser.get(path).await.main().contains("les conseils pour bien commencer"));
    assert_eq!(world.browser().get(&path[..path.len() - 2]).await.status, 404);
    // As a mail program does it: no cookie, no token, no page before.
    assert_eq!(
        world.browser().post_without_token(path, &[("List-Unsubscribe", "One-Click")]).await.status,
        200
    );

    write(&world, CLAIRE, &welcome).await;
    write(&world, CLAIRE, &hello()).await;
    assert_eq!(world.letters().await.len(), 2, "the first welcome and what cannot be switched off");
}

#[tokio::test]
async fn the_outbox_page_exists_in_development_alone() {
    let var = tempfile::tempdir().unwrap();
    let world = World::with(|settings| settings.var = var.path().to_owned()).await;
    world.sign_up("claire").await;
    write(&world, CLAIRE, &hello()).await;
    deliver(&world.app, &world.app.settings.carrier().unwrap()).await.unwrap();

    let page = world.get("/dev/outbox").await;
    let letter = page.attributes("main li a", "href").remove(0);
    assert!(
        world
            .get(&letter)
            .await
            .attributes("pre a", "href")
            .contains(&"https://doctonext.example/espace?a=1&b=2".to_owned())
    );
    assert!(world.get(&format!("{letter}/html")).await.header("content-security-policy").contains("sandbox"));
    assert_eq!(world.get("/dev/outbox/..%2F..%2Fetc%2Fpasswd").await.status, 404);

    let production = World::with(|settings| settings.mode = crate::config::Mode::Production).await;
    assert_eq!(production.get("/dev/outbox").await.status, 404);
    let forgotten = World::with(|settings| settings.public_url = "https://doctonext.fr".to_owned()).await;
    assert_eq!(forgotten.get("/dev/outbox").await.status, 404, "a public site whose mode was forgotten");
}

#[tokio::test]
async fn a_character_that_nobody_sees_in_a_name_keeps_no_letter_back() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new().await;
    world.sign_up("claire").await;
    let hostile = Recipient { name: "Cl\u{1}aire\u{fffe}", ..CLAIRE };
    write(&world, hostile, &hello()).await;

    let done = deliver(&world.app, &outbox(&folder)).await.unwrap();

    assert_eq!(done, Delivered { sent: 1, ..Delivered::default() });
}

#[tokio::test]
async fn a_damaged_letter_holds_no_other_up() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new().await;
    world.sign_up("claire").await;
    write(&world, CLAIRE, &hello()).await;
    sqlx::query("update letters set content = recipient").execute(world.db()).await.unwrap();
    world.clock.advance(chrono::TimeDelta::seconds(1));
    write(&world, CLAIRE, &hello()).await;

    let done = deliver(&world.app, &outbox(&folder)).await.unwrap();

    assert_eq!(done, Delivered { sent: 1, dead: 1, ..Delivered::default() });
}
