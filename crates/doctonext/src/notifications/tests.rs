//! The bell and its choices, through their routes.

use super::{Kind as Told, Notice, tell};
use crate::{
    letters::{self, Kind, Letter, Recipient},
    testing::{Browser, World},
};

/// What is ticked on the page of notifications.
async fn ticked(browser: &Browser<'_>) -> Vec<String> {
    browser.get("/espace/notifications/choix").await.attributes("input[checked]", "value")
}

#[tokio::test]
async fn notifications_are_kept_by_subject_and_channel() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    assert!(ticked(&browser).await.contains(&"new_message.email".to_owned()), "told unless one says no");

    browser
        .post(
            "/espace/notifications/choix",
            &[("veut", "new_message.email"), ("veut", "new_message.in_app"), ("couper", "1")],
        )
        .await;

    assert_eq!(ticked(&browser).await, ["new_message.in_app"]);
}

async fn welcome(world: &World) -> usize {
    let mut tx = world.db().begin().await.unwrap();
    let claire = Recipient { person: Some("claire"), name: "Claire", address: "claire@example.org" };
    let letter = Letter::new(Kind::Welcome, "Bienvenue");
    letters::send(&mut tx, &world.app.vault, world.app.clock.now(), claire, &letter).await.unwrap();
    tx.commit().await.unwrap();
    world.letters().await.len()
}

#[tokio::test]
async fn a_letter_is_switched_off_and_on_by_its_box() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    assert_eq!(welcome(&world).await, 1);

    browser.post("/espace/notifications/choix", &[("veut", "new_message.email")]).await;
    assert_eq!(welcome(&world).await, 1, "switched off");
    browser.post("/espace/notifications/choix", &[("veut", "welcome.email")]).await;
    assert_eq!(welcome(&world).await, 2, "and on again");
}

#[tokio::test]
async fn a_letter_that_its_own_link_switched_off_has_no_tick() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    welcome(&world).await;
    let letter = world.letters().await.remove(0);
    let link = letter.links().into_iter().find(|it| it.contains("desinscription")).unwrap();

    world.browser().post_without_token(link.strip_prefix("https://doctonext.example").unwrap(), &[]).await;

    let ticked = ticked(&browser).await;
    assert!(!ticked.contains(&"welcome.email".to_owned()), "{ticked:?}");
    assert!(ticked.contains(&"welcome.in_app".to_owned()), "{ticked:?}");
}

/// Tells Claire something about a listing.
async fn ring(world: &World, subject: &str, title: &str) {
    let notice = Notice {
        person: "claire",
        kind: Told::ListingCheckin,
        subject: Some(subject),
        title: title.to_owned(),
        message: None,
        link: Some("/espace/annonces".to_owned()),
    };
    let mut db = world.db().acquire().await.unwrap();
    tell(&mut db, &notice, world.app.clock.now()).await.unwrap();
}

/// The number on the bell of a page.
async fn on_the_bell(browser: &Browser<'_>) -> Vec<String> {
    browser.get("/espace").await.texts(".bell__count")
}

#[tokio::test]
async fn the_bell_counts_what_is_unread_until_it_is_opened() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    assert!(on_the_bell(&browser).await.is_empty());
    ring(&world, "a", "Votre annonce tient-elle toujours ?").await;
    ring(&world, "b", "Et celle-ci ?").await;
    assert_eq!(on_the_bell(&browser).await, ["2"]);

    let list = browser.get("/espace/notifications").await;
    assert_eq!(list.texts(".told__line--new .told__title").len(), 2);
    let first = list.attributes(".told__line", "href").remove(0);
    assert_eq!(browser.get(&first).await.header("location"), "/espace/annonces");
    assert_eq!(on_the_bell(&browser).await, ["1"]);

    browser.post("/espace/notifications/lues", &[]).await;
    assert!(on_the_bell(&browser).await.is_empty());
    assert_eq!(browser.get("/espace/notifications").await.texts(".told__line").len(), 2, "nothing is lost");
}

#[tokio::test]
async fn an_unread_notification_gives_its_place_to_the_next_about_the_same() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    ring(&world, "a", "Ancienne").await;
    ring(&world, "a", "Nouvelle").await;
    assert_eq!(browser.get("/espace/notifications").await.texts(".told__title"), ["Non lu : Nouvelle"]);

    browser.post("/espace/notifications/lues", &[]).await;
    ring(&world, "a", "Suivante").await;
    assert_eq!(browser.get("/espace/notifications").await.texts(".told__line").len(), 2);
}

#[tokio::test]
async fn nobody_is_told_what_they_switched_off_nor_opens_what_is_another_s() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    ring(&world, "a", "Avant").await;
    let own = browser.get("/espace/notifications").await.attributes(".told__line", "href").remove(0);
    let other = world.sign_up("paul").await;
    assert_eq!(other.get(&own).await.status, 404);

    browser.post("/espace/notifications/choix", &[("veut", "listing_checkin.email")]).await;
    ring(&world, "b", "Après").await;
    assert_eq!(browser.get("/espace/notifications").await.texts(".told__line").len(), 1);
}

#[tokio::test]
async fn a_long_list_goes_on_where_its_page_ended() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    for n in 0..35 {
        ring(&world, &n.to_string(), "Une nouvelle").await;
    }
    let first = browser.get("/espace/notifications").await;
    let more = first.attributes("a[rel=next]", "href").remove(0);
    let second = browser.get(&more).await;
    assert_eq!((first.texts(".told__line").len(), second.texts(".told__line").len()), (30, 5));
    assert!(second.attributes("a[rel=next]", "href").is_empty());
    assert_eq!(browser.get("/espace/notifications?apres=n'importe").await.status, 200);
}
