//! What visitors and programs are answered.

use super::*;
use crate::testing::{claires_practice, nurses_in_paris, secret_of_ajaccio};

#[tokio::test]
async fn without_a_file_the_page_says_so_and_guesses_nothing() {
    let world = World::new().await;

    let page = world.get("/installation?prof=infirmier&lieu=Guéret").await;

    assert_eq!(page.status, 200);
    assert!(
        page.main().contains("Aucun fichier officiel de zonage n’a encore été importé"),
        "{}",
        page.main()
    );
    assert!(page.texts(".verdict").is_empty());
    let other = world.get("/installation?prof=osteopathe&lieu=Guéret").await;
    assert!(other.main().contains("Nous ne suivons aucun zonage"), "{}", other.main());
}

#[tokio::test]
async fn the_rule_stands_with_its_class_code_source_and_date() {
    let world = World::new().await;
    let about = About {
        dated_on: "2026-01-01".parse().ok(),
        source: Some("CartoSanté – ARS".to_owned()),
        decree: Some("Arrêté du 3 janvier 2026".to_owned()),
    };
    import_about(&world, &[nurses()], about).await.unwrap();

    let page = world.get("/installation?prof=infirmier&lieu=Guéret&commune=23096").await;

    assert_eq!(page.texts(".verdict .badge"), ["1 départ = 1 installation"]);
    let main = page.main();
    for said in [
        "Infirmiers : Guéret (23)",
        "Le 2 mars 2026",
        "Zone sur-dotée",
        "5_Sur_dotee",
        "CartoSanté – ARS",
        "1er janvier 2026",
        "Arrêté du 3 janvier 2026",
    ] {
        assert!(main.contains(said), "{said} in {main}");
    }
    assert_eq!(page.attributes(".installation__links a", "href")[0], "/annonces?prof=infirmier&dep=23");
    assert!(world.get("/").await.attributes("main a", "href").contains(&"/installation".to_owned()));
}

#[tokio::test]
async fn a_date_before_every_rule_is_answered_with_what_is_not_known() {
    let world = World::new().await;
    import(&world, nurses()).await;

    let page = world.get("/installation?prof=infirmier&lieu=Guéret&date=2020-01-01").await;

    assert!(
        page.main().contains("Nous ne connaissons aucune règle en vigueur le 1er janvier 2020"),
        "{}",
        page.main()
    );
}

#[tokio::test]
async fn no_result_a_missing_commune_and_parts_of_a_city_are_said_plainly() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let asked = async |code: &str| world.get(&format!("/installation?prof=infirmier&commune={code}")).await;

    assert!(asked("97701").await.main().contains("n’a pas de résultat pour cette commune"));
    assert!(asked("13201").await.main().contains("Le fichier officiel ne nomme pas cette commune"));
    let lyon = asked("69123").await;
    assert_eq!(lyon.texts(".verdict").len(), 2);
    assert!(
        lyon.main().contains("Lyon 1er Arrondissement") && lyon.main().contains("Lyon 2e Arrondissement")
    );
    let paris = asked("75056").await;
    assert_eq!(paris.texts(".verdict .badge"), ["Installation libre"]);
    let merged = asked("01187").await;
    assert!(merged.main().contains("Ruffieu") && merged.texts(".verdict").len() == 2);
}

#[tokio::test]
async fn what_is_missing_stands_beside_its_field_and_what_was_typed_stays() {
    let world = World::new().await;

    let page = world.get("/installation?prof=&lieu=Zzzzqx&date=32/13/2026").await;

    assert_eq!(page.status, 422);
    for field in ["#prof-erreur", "#ou-erreur", "#date-erreur"] {
        assert_eq!(page.texts(field).len(), 1, "{field}");
    }
    assert_eq!(page.attributes("#ou", "value"), ["Zzzzqx"]);
    assert_eq!(world.get(&format!("/installation?lieu={}", "a".repeat(4000))).await.status, 400);
}

#[tokio::test]
async fn an_orthodontist_is_outside_the_rule_of_dentists() {
    let world = World::new().await;
    import(&world, file(DENTISTS, &[("23096", "Guéret", "5b_Non_prioritaire")])).await;
    let asked = async |query: &str| {
        world.get(&format!("/api/v1/installation?profession=dentist&commune=23096{query}")).await.json()
    };

    let general = asked("").await;
    let orthodontist = asked("&specialty=orthopedie_dento_faciale").await;

    assert_eq!(general["classes"][0]["installation"], "one_for_one");
    assert_eq!(general["classes"][0]["rule"]["successor_months"], 12);
    assert_eq!(general["classes"][0]["raw_code"], "5b_Non_prioritaire");
    assert_eq!(orthodontist["classes"][0]["installation"], "free");
    assert_eq!(orthodontist["classes"][0]["is_excepted"], true);
    let page =
        world.get("/installation?prof=chirurgien-dentiste&spec=orthopedie-dento-faciale&lieu=Guéret").await;
    assert_eq!(page.texts(".verdict .badge"), ["Installation libre pour cette spécialité"]);
    assert!(page.main().contains("12 mois") && page.main().contains("Chirurgie orale"), "{}", page.main());
}

#[tokio::test]
async fn doctors_read_the_aids_of_their_zone_with_amounts() {
    let world = World::new().await;
    import(&world, doctors(&[("23000", "Guéret", "1_ZIP"), ("23200", "Aubusson", "2_ZAC")])).await;
    let aids = async |commune: &str, date: &str| -> Vec<i64> {
        let address = format!("/api/v1/installation?profession=doctor&commune={commune}&date={date}");
        let found = world.get(&address).await.json();
        found["classes"][0]["aids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["amount_euros"].as_i64().unwrap())
            .collect()
    };

    assert_eq!(aids("23096", "2026-03-02").await, [10_000, 3_000]);
    assert_eq!(aids("23008", "2026-03-02").await, [5_000]);
    assert_eq!(aids("23096", "2025-12-31").await, [0_i64; 0]);
    let page = world.get("/installation?prof=medecin&lieu=Guéret").await;
    assert!(
        page.main().contains("10\u{202f}000\u{a0}€") || page.main().contains("10 000 €"),
        "{}",
        page.main()
    );
}

#[tokio::test]
async fn a_program_that_asks_badly_is_told_why() {
    let world = World::new().await;
    for query in [
        "",
        "?profession=nurse",
        "?profession=nurse&commune=00000",
        "?profession=x&commune=23096",
        "?profession=nurse&commune=23096&date=soon",
        "?profession=nurse&commune=23096&specialty=x",
    ] {
        let answer = world.get(&format!("/api/v1/installation{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.header("content-type").starts_with("application/problem+json"), "{query}");
    }
    let unknown = world.get("/api/v1/installation?profession=nurse&commune=23096").await.json();
    assert_eq!((unknown["zoning"].is_null(), unknown["classes"].as_array().unwrap().len()), (true, 0));
    assert!(unknown["silence"].as_str().unwrap().contains("importé"));
}

#[tokio::test]
async fn a_listing_tells_the_rule_of_its_commune_and_a_confidential_one_does_not() {
    let world = World::new().await;
    import(&world, nurses()).await;
    import(&world, file(DENTISTS, &[("2A004", "Ajaccio", "5b_Non_prioritaire")])).await;
    let addresses = world.publish([nurses_in_paris(), secret_of_ajaccio(), claires_practice()]).await;

    let open = world.get(&addresses[0]).await;
    let secret = world.get(&addresses[1]).await;

    assert_eq!(open.texts(".listing__installation .badge"), ["Installation libre"]);
    assert!(open.texts(".listing__installation")[0].contains("3_intermediaire"));
    assert!(open.attributes(".listing__installation a", "href")[0].ends_with("commune=75116"));
    assert!(secret.texts(".listing__installation .badge").is_empty());
    let text = secret.text();
    for clue in ["Non_prioritaire", "non prioritaire", "2A004", "commune=", "1 départ"] {
        assert!(!text.contains(clue), "{clue} tells where it is");
    }
    assert!(
        world.get(&addresses[2]).await.texts(".listing__installation")[0].contains("Aucun fichier officiel")
    );
}
