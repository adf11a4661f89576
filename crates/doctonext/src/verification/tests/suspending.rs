//! A member of the team suspends a verification after a sanction.

use super::{nights::claire, send_piece};
use crate::{documents::paper, testing::World, verification::recheck};

const PAGE: &str = "/equipe/personnes/claire/verification";
const WHY: (&str, &str) = ("motif", "Interdiction d’exercer de trois mois, publiée par l’Ordre");

#[tokio::test]
async fn a_sanction_takes_badge_and_listings_away_and_the_person_reads_why() {
    let world = World::new().await;
    let listing = claire(&world).await;
    let team = world.moderator().await;
    let person = team.get("/equipe/personnes/claire").await;
    assert!(person.attributes("a", "href").contains(&PAGE.to_owned()));
    assert_eq!(team.get(PAGE).await.texts("#titre-suspension"), ["Suspendre la vérification"]);

    let done = team.post(PAGE, &[WHY]).await;

    assert!(done.header("location").ends_with("note=suspendue"), "{}", done.text());
    assert_eq!(world.standing("claire").await, ("suspended".to_owned(), 1, false));
    assert_eq!(world.get(&listing).await.status, 404);
    let letter = world.letters().await.pop().unwrap();
    assert_eq!(letter.subject, "Vérification suspendue\u{202f}: action requise");
    assert!(letter.text.contains("Interdiction d’exercer") && letter.text.contains("nous a été signalée"));
    let log = team.get("/equipe/journal?acte=verification.suspended").await.texts(".row").join(" ");
    assert!(log.contains("a suspendu une vérification") && log.contains("Interdiction"), "{log}");
    let page = team.get(PAGE).await;
    assert!(page.texts("#titre-suspension").is_empty() && page.main().contains("Interdiction d’exercer"));

    // The directory, which still knows her, gives nothing back.
    world.clock.advance(chrono::TimeDelta::days(1));
    recheck(&world.app).await.unwrap();
    assert_eq!(world.standing("claire").await.0, "suspended");

    let claire = world.sign_up("claire").await;
    assert_eq!(send_piece(&claire, "council_registration", &paper("")).await.status, 303);
    let team = world.moderator().await;
    let case = team.get("/equipe/verifications").await.attributes(".row a", "href").remove(0);
    team.post(&case, &[("decision", "accepter"), ("motif", "La sanction est purgée depuis hier")]).await;
    assert_eq!(world.standing("claire").await.0, "proved");
    assert_eq!(world.get(&listing).await.status, 200, "the listing is back");
}

#[tokio::test]
async fn two_members_of_the_team_suspend_once() {
    let world = World::new().await;
    claire(&world).await;
    let (one, two) = (world.moderator().await, world.moderator().await);

    let fields = [WHY];
    let (first, second) = tokio::join!(one.post(PAGE, &fields), two.post(PAGE, &fields));

    let mut ends = [first, second].map(|it| it.header("location").rsplit_once('=').unwrap().1.to_owned());
    ends.sort();
    assert_eq!(ends, ["deja", "suspendue"]);
    let letters = world.subjects("claire").await;
    assert_eq!(
        letters.iter().filter(|it| it.starts_with("Vérification suspendue")).count(),
        1,
        "{letters:?}"
    );
}

#[tokio::test]
async fn a_suspension_needs_a_reason_a_badge_and_somebody_else() {
    let world = World::new().await;
    claire(&world).await;
    let team = world.moderator().await;

    let bare = team.post(PAGE, &[("motif", "non")]).await;
    assert_eq!((bare.status.as_u16(), bare.attributes("#motif", "value")), (422, vec!["non".to_owned()]));
    assert_eq!(bare.texts("#motif-erreur").len(), 1);
    assert_eq!(world.standing("claire").await.0, "matched");

    world.sign_up("solenn").await;
    let nothing = team.post("/equipe/personnes/solenn/verification", &[WHY]).await;
    assert!(nothing.header("location").ends_with("note=deja"));
    assert_eq!(team.get("/equipe/personnes/nobody/verification").await.status, 404);

    let own: String = sqlx::query_scalar("select id from users where role = 'moderator'")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert_eq!(team.post(&format!("/equipe/personnes/{own}/verification"), &[WHY]).await.status, 422);
}
