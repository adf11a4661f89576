//! Letters of intent.

use super::*;

const OFFER: [(&str, &str); 6] = [
    ("acte", "offre"),
    ("prix", "75 000 €"),
    ("date", "2026-09-01"),
    ("pret", "1"),
    ("bail", "1"),
    ("mots", "Visite souhaitée en avril."),
];

#[tokio::test]
async fn an_offer_is_countered_and_accepted_and_ends_as_a_contract_to_draw_up() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open().await;
    let (pauls, claires) = (format!("{room}/offres"), format!("{}/offres", Story::at_claires(&room)));

    assert_eq!(story.claire.post(&claires, &OFFER).await.status, 409, "the reader begins");
    assert!(story.paul.post(&pauls, &OFFER).await.header("location").ends_with("?note=offre"));
    assert_eq!(story.paul.post(&pauls, &OFFER).await.status, 409, "their turn");
    let shown = story.claire.get(&claires).await.main();
    for told in
        ["75\u{202f}000", "1er\u{a0}septembre 2026", "Obtention du prêt, transfert", "Visite souhaitée"]
    {
        let told = told.replace(['\u{a0}', '\u{202f}'], " ");
        assert!(shown.replace(['\u{a0}', '\u{202f}'], " ").contains(&told), "{told}: {shown}");
    }
    let counter = [("acte", "offre"), ("prix", "78000"), ("date", "2026-09-01"), ("conventionnement", "1")];
    assert_eq!(story.claire.post(&claires, &counter).await.status, 303);
    assert_eq!(story.paul.post(&pauls, &[("acte", "accepte")]).await.status, 303);
    assert_eq!(story.paul.post(&pauls, &[("acte", "accepte")]).await.status, 303, "pressed twice");

    for (who, page) in [(&story.paul, &pauls), (&story.claire, &claires)] {
        let page = who.get(page).await;
        assert!(page.main().contains("Projet de contrat"), "{}", page.main());
        assert!(page.attributes("button[name=acte]", "value").is_empty(), "nothing more to do");
    }
    assert_eq!(story.claire.post(&claires, &[("acte", "decline")]).await.status, 409);
    let states: Vec<String> = sqlx::query_scalar("select state from room_offers order by number")
        .fetch_all(world.db())
        .await
        .unwrap();
    assert_eq!(states, ["countered", "accepted"]);
    let letters = story.subjects("claire").await;
    assert!(letters.contains(&"Vous avez reçu une lettre d’intention".to_owned()), "{letters:?}");
    assert_eq!(letters.last().unwrap(), "Votre lettre d’intention est acceptée");
    assert!(story.subjects("paul").await.contains(&"Vous avez reçu une contre-proposition".to_owned()));
    let kept: String = one(&world, "select content from room_offers where number = 1").await;
    assert!(kept.starts_with("v1.") && !kept.contains("75000"), "sealed");
}

#[tokio::test]
async fn wrong_terms_are_told_at_their_fields_and_what_was_typed_stays() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let pauls = format!("{}/offres", story.open().await);

    let answer = story
        .paul
        .post(&pauls, &[("acte", "offre"), ("prix", "beaucoup"), ("date", "2020-01-01"), ("pret", "1")])
        .await;

    assert_eq!(answer.status, 422);
    assert_eq!(
        (answer.texts("#prix-erreur").len(), answer.texts("#date-erreur")),
        (1, vec!["Cette date est passée.".to_owned()])
    );
    assert_eq!(answer.attributes("#prix", "value"), ["beaucoup"]);
    assert_eq!(answer.attributes("input[name=pret]", "checked").len(), 1);
}

#[tokio::test]
async fn a_withdrawn_offer_leaves_room_for_another_and_a_closed_room_for_none() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open().await;
    let pauls = format!("{room}/offres");
    story.paul.post(&pauls, &OFFER).await;
    assert_eq!(story.paul.post(&pauls, &[("acte", "retrait")]).await.status, 303);
    assert_eq!(story.subjects("claire").await.last().unwrap(), "Une lettre d’intention est retirée");
    assert_eq!(story.paul.post(&pauls, &OFFER).await.status, 303);

    story.decides(&room, "revoke").await;

    assert_eq!(story.paul.post(&pauls, &OFFER).await.status, 404);
    let read = story.paul.get(&pauls).await.main();
    assert!(read.contains("Sans suite") && read.contains("Visite souhaitée"), "readable, closed: {read}");
    assert!(story.paul.get(&pauls).await.attributes("main button", "name").is_empty());
}

#[tokio::test]
async fn two_offers_at_once_are_one() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let pauls = format!("{}/offres", story.open().await);

    let (one_answer, other) = tokio::join!(story.paul.post(&pauls, &OFFER), story.paul.post(&pauls, &OFFER));

    let mut answers = [one_answer.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409]);
    assert_eq!(one::<i64>(&world, "select count(*) from room_offers").await, 1);
}

#[tokio::test]
async fn a_letter_of_intent_and_a_room_are_reported_on_the_page_where_they_are_read() {
    let world = World::new().await;
    let story = Story::begin(&world).await;
    let room = story.open().await;
    let terms = [("acte", "offre"), ("prix", "180000"), ("date", "2026-09-01")];
    assert_eq!(story.paul.post(&format!("{room}/offres"), &terms).await.status, 303);
    let hers = format!("{}/offres", Story::at_claires(&room));

    let of_letter = story.claire.get(&hers).await.attributes("a.report-link", "href");
    let of_room = story.paul.get(&room).await.attributes("a.report-link", "href");

    assert_eq!(of_letter, [format!("/signaler/praticien/paul?page={hers}%23offre-1")]);
    let form = story.claire.get(&of_letter[0]).await;
    assert!(form.attributes("input[name=adresse]", "value")[0].ends_with(&format!("{hers}#offre-1")));
    assert!(story.paul.get(&of_room[0]).await.attributes("input[name=adresse]", "value")[0].ends_with(&room));
    assert!(story.paul.get(&format!("{room}/offres")).await.attributes("a.report-link", "href").is_empty());
    let fields = [
        ("motif", "scam"),
        ("adresse", &*format!("https://doctonext.example{hers}#offre-1")),
        ("explication", "Cette proposition demande un acompte avant toute visite."),
        ("nom", "Claire Moreau"),
        ("email", "claire@example.org"),
        ("bonne_foi", "1"),
    ];
    let sent = story.claire.post("/signaler/praticien/paul", &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.main());
    let notice: String = one(&world, "select id from moderation_notices").await;
    let mina = world.moderator().await;
    let case = mina.get(&format!("/equipe/moderation/signalement/{notice}")).await.main();
    assert!(case.contains("Lettre signalée") && case.contains("reprise le"), "{case}");
    assert_eq!(mina.get("/equipe/journal?acte=moderation.letter_read").await.texts(".row").len(), 1);

    // The same letter is nobody else's to show, and not its author's.
    let own = [
        ("motif", "scam"),
        ("adresse", &*format!("https://doctonext.example{room}/offres#offre-1")),
        fields[2],
        ("nom", "Paul"),
        ("email", "paul@example.org"),
        ("bonne_foi", "1"),
    ];
    assert_eq!(story.paul.post(&format!("/signaler/annonce/{LISTING}"), &own).await.status, 303);
    let pinned: String = one(&world, "select id from moderation_notices where notifier_id = 'paul'").await;
    let case = mina.get(&format!("/equipe/moderation/signalement/{pinned}")).await.main();
    assert!(case.contains("acompte avant toute visite") && !case.contains("Lettre signalée"), "{case}");

    let foreign = story.claire.get("/signaler/praticien/paul?page=//evil.example").await;
    assert!(!foreign.attributes("input[name=adresse]", "value")[0].contains("evil"));
}
