//! Two people of the team, files and rules.

use axum::{
    body::Body,
    http::{Request, header},
};

use super::*;
use crate::testing::{Answer, Browser};

async fn send(browser: &Browser<'_>, bytes: &[u8], date: &str) -> Answer {
    let token = browser.form_token().await;
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n--x\r\ncontent-disposition: form-data; name=\"date\"\r\n\r\n{date}\r\n--x\r\ncontent-disposition: form-data; name=\"fichier\"; filename=\"C:\\zonage.csv\"\r\ncontent-type: text/csv\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post("/equipe/zonage")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn a_file_sent_by_one_is_put_in_force_by_another() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let (mina, ada) = (world.moderator().await, world.admin().await);
    let later = String::from_utf8(nurses()).unwrap().replace("Guéret;5_Sur_dotee", "Guéret;4_Tres_dotee");

    let sent = send(&mina, later.as_bytes(), "2026-02-01").await;
    let page = sent.header("location").to_owned();
    assert_eq!(sent.status, 303, "{}", sent.main());
    let preview = mina.get(&page).await;
    assert!(preview.main().contains("1 commune change de classe"), "{}", preview.main());
    assert!(preview.main().contains("une autre personne de l’équipe"));
    assert!(world.get("/installation?prof=infirmier&lieu=Guéret").await.main().contains("5_Sur_dotee"));

    let csv = mina.get(&format!("{page}/changements.csv")).await.text();
    assert!(csv.ends_with("23096;Guéret (23);5_Sur_dotee;4_Tres_dotee\r\n"), "{csv}");
    assert_eq!(world.sign_up("claire").await.get(&format!("{page}/changements.csv")).await.status, 404);

    let own = mina.post(&page, &[("decision", "activer")]).await;
    assert_eq!(own.status, 422);
    assert!(own.texts("[role=alert]")[0].contains("Une autre personne"));
    assert_eq!(ada.post(&page, &[("decision", "")]).await.status, 422);
    assert_eq!(ada.post(&page, &[("decision", "activer")]).await.status, 303);

    let now = world.get("/installation?prof=infirmier&lieu=Guéret").await;
    assert!(now.main().contains("4_Tres_dotee") && now.main().contains("1er février 2026"), "{}", now.main());
    let told = ada.get("/equipe/zonage").await.main();
    assert!(told.contains("par Mina") && told.contains("Infirmiers"), "{told}");
    assert!(ada.get(&page).await.main().contains("Ada"));
    for act in ["zoning.file_proposed", "zoning.file_activated", "zoning.file_imported"] {
        assert_eq!(ada.get(&format!("/equipe/journal?acte={act}")).await.texts(".row").len(), 1, "{act}");
    }
    assert_eq!(
        count(&world, "select count(*) from graphile_worker.jobs where task_identifier = 'follow_zoning'")
            .await,
        2
    );
}

#[tokio::test]
async fn a_refused_file_changes_nothing() {
    let world = World::new().await;
    let (mina, ada) = (world.moderator().await, world.admin().await);
    let page = send(&mina, &nurses(), "").await.header("location").to_owned();

    assert_eq!(ada.post(&page, &[("decision", "refuser")]).await.status, 303);
    assert_eq!(ada.post(&page, &[("decision", "activer")]).await.status, 303, "decided already");

    assert_eq!(count(&world, "select count(*) from zoning_editions where state = 'active'").await, 0);
    assert!(ada.get(&page).await.main().contains("refusé"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_refused_beside_its_field() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let mina = world.moderator().await;

    for (bytes, date, field, why) in [
        (b"".to_vec(), "", "#fichier-erreur", "Choisissez un fichier"),
        (b"a;b\n1;2\n".to_vec(), "", "#fichier-erreur", "titres des colonnes"),
        (nurses(), "", "#fichier-erreur", "déjà en vigueur"),
        (nurses(), "demain", "#date-erreur", "date"),
    ] {
        let answer = send(&mina, &bytes, date).await;
        assert_eq!(answer.status, 422, "{why}");
        assert!(answer.texts(field).first().is_some_and(|it| it.contains(why)), "{why}: {}", answer.main());
    }
    assert_eq!(send(&mina, &vec![b'a'; 9 << 20], "").await.status.as_u16() / 100, 4);
}

const RULE: [(&str, &str); 9] = [
    ("de", "seed-nurse-over_served"),
    ("profession", "nurse"),
    ("zone", "over_served"),
    ("genre", "rule"),
    ("issue", "one_for_one"),
    ("titre", "Un départ pour une installation"),
    ("texte", "Le confrère qui part désigne son successeur, dans un délai fixé."),
    ("origine", "Avenant 12 à la convention nationale des infirmiers"),
    ("delai", "6"),
];

async fn propose(browser: &Browser<'_>, from: &str, more: &[(&str, &str)]) -> Answer {
    let mut fields = vec![("du", from)];
    fields.extend(more.iter().copied());
    fields.extend(RULE.iter().copied().filter(|(name, _)| !more.iter().any(|(it, _)| it == name)));
    browser.post("/equipe/installation/nouvelle", &fields).await
}

#[tokio::test]
async fn a_new_version_of_a_rule_needs_two_people_and_follows_the_one_before() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let (mina, ada) = (world.moderator().await, world.admin().await);
    let form = mina.get("/equipe/installation/nouvelle?de=seed-nurse-over_served").await;
    assert_eq!(form.attributes("#zone option[selected]", "value"), ["over_served"]);

    let proposed = propose(&mina, "2026-06-01", &[]).await;
    let page = proposed.header("location").to_owned();
    assert_eq!(proposed.status, 303, "{}", proposed.main());
    let own = mina.post(&page, &[("decision", "activer")]).await;
    assert_eq!(own.status, 422, "{}", own.main());
    assert!(ada.get("/equipe/installation").await.texts("#titre-attente").len() == 1);
    assert_eq!(ada.post(&page, &[("decision", "activer")]).await.status, 303);

    let on = async |date: &str| {
        world.get(&format!("/installation?prof=infirmier&lieu=Guéret&date={date}")).await.main()
    };
    assert!(!on("2026-05-31").await.contains("6 mois"));
    assert!(on("2026-06-01").await.contains("6 mois"), "{}", on("2026-06-01").await);
    let ended: String = sqlx::query_scalar(
        "select valid_to::text from installation_rules where id = 'seed-nurse-over_served'",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(ended, "2026-05-31");
    for act in ["zoning.rule_proposed", "zoning.rule_activated"] {
        assert_eq!(ada.get(&format!("/equipe/journal?acte={act}")).await.texts(".row").len(), 1, "{act}");
    }
}

#[tokio::test]
async fn two_rules_never_answer_the_same_question_on_the_same_day() {
    let world = World::new().await;
    let (mina, ada) = (world.moderator().await, world.admin().await);
    let page = propose(&mina, "2026-06-01", &[("de", "")]).await.header("location").to_owned();

    let answer = ada.post(&page, &[("decision", "activer")]).await;

    assert_eq!(answer.status, 422);
    assert!(answer.texts("[role=alert]")[0].contains("Une autre règle est en vigueur"), "{}", answer.main());
    assert_eq!(ada.post(&page, &[("decision", "refuser")]).await.status, 303);
    let overlapping = sqlx::query(
        "insert into installation_rules (id, profession, zone, kind, state, outcome, title, body, source, valid_from, proposed_at)
         values ('other', 'nurse', 'over_served', 'rule', 'active', 'free', 'T', 'C', 'S', '2030-01-01', now())",
    )
    .execute(world.db())
    .await;
    assert!(overlapping.is_err(), "the database refuses it too");
}

#[tokio::test]
async fn what_is_wrong_with_a_rule_stands_beside_its_field_and_what_was_typed_stays() {
    let world = World::new().await;
    let mina = world.moderator().await;

    let wrong =
        propose(&mina, "hier", &[("titre", "Non"), ("delai", "six"), ("exceptions", "astronaute")]).await;

    assert_eq!(wrong.status, 422);
    for field in ["#du-erreur", "#titre-erreur", "#delai-erreur", "#exceptions-erreur"] {
        assert_eq!(wrong.texts(field).len(), 1, "{field}");
    }
    assert_eq!(wrong.attributes("#delai", "value"), ["six"]);
    let moved = propose(&mina, "2026-06-01", &[("zone", "well_served")]).await;
    assert!(moved.texts("#profession-erreur")[0].contains("garde la profession"));
}

#[tokio::test]
async fn the_rules_that_came_with_the_program_are_read_and_do_not_collide() {
    let world = World::new().await;
    let rules = crate::zoning::store::versions(world.db(), &["active"]).await.unwrap();

    assert!(rules.len() > 30);
    for (n, one) in rules.iter().enumerate() {
        assert!(
            crate::trades::Profession::from_code(&one.rule.profession).is_some_and(|it| it.zoning.is_some())
        );
        for code in &one.rule.excepted_specialties {
            assert!(crate::trades::Specialty::from_code(&one.rule.profession, code).is_some(), "{code}");
        }
        assert!(rules[n + 1..].iter().all(|two| !one.rule.collides_with(&two.rule)), "{}", one.rule.id);
    }
}
