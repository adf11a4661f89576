//! What an import takes in, and what it leaves alone.

use super::*;

#[tokio::test]
async fn lines_are_kept_as_they_stand_and_name_communes_of_today() {
    let world = World::new().await;

    let it = import(&world, nurses()).await;

    assert_eq!((it.lines, it.matched, it.ambiguous), (10, 9, 0));
    let tally: Vec<(&str, i64)> = it.tally.iter().map(|(raw, n)| (raw.as_str(), *n)).collect();
    assert_eq!(tally[0], ("1_Tres_sous_dotee", 1));
    assert!(tally.contains(&("3_intermediaire", 5)) && tally.contains(&("N/A - résultat non disponible", 1)));
    assert_eq!(it.mixed, [("01187".to_owned(), "1_Tres_sous_dotee + 3_intermediaire".to_owned())]);
    let printed = it.to_string();
    assert!(printed.contains("line 13: 99999 Nulle-Part 3_intermediaire (unknown)"), "{printed}");
    let raw: String = sqlx::query_scalar(
        "select raw_code from zoning_lines where key = '01330' and commune_code = '01187'",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(raw, "3_intermediaire");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let rows = "select (select count(*) from zoning_lines) + (select count(*) from zoning_editions)
                     + (select count(*) from audit_log)";
    let before = count(&world, rows).await;

    let again = import_about(&world, &[nurses()], About::default()).await.unwrap();

    assert!(matches!(again[0].told, Told::InForceAlready));
    assert_eq!(count(&world, rows).await, before);
}

#[tokio::test]
async fn a_date_given_later_is_a_new_edition_without_changes() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let about = About { dated_on: "2026-01-01".parse().ok(), ..About::default() };

    let reports = import_about(&world, &[nurses()], about).await.unwrap();

    let Told::Imported(it) = &reports[0].told else { panic!("it was in force") };
    assert_eq!((it.changed, it.movements.len(), it.follows_another), (0, 0, true));
    assert_eq!(count(&world, "select count(*) from zoning_editions where state = 'active'").await, 1);
}

#[tokio::test]
async fn a_later_file_keeps_what_changed_beside_the_file_before() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let mut later = String::from_utf8(nurses()).unwrap();
    later = later.replace("Guéret;5_Sur_dotee", "Guéret;4_Tres_dotee");
    later = later.replace("23008;Aubusson;2_Sous_dotee", "23009;Auge;2_Sous_dotee");

    let it = import(&world, later.into_bytes()).await;

    assert_eq!((it.changed, it.movements.len()), (3, 3));
    let changes: Vec<(String, Option<String>, Option<String>)> =
        sqlx::query_as("select commune_code, before_code, after_code from zoning_changes order by 1")
            .fetch_all(world.db())
            .await
            .unwrap();
    let some = |it: &str| Some(it.to_owned());
    assert_eq!(changes[0], ("23008".to_owned(), some("2_Sous_dotee"), None));
    assert_eq!(changes[1], ("23009".to_owned(), None, some("2_Sous_dotee")));
    assert_eq!(changes[2], ("23096".to_owned(), some("5_Sur_dotee"), some("4_Tres_dotee")));
    assert_eq!(count(&world, "select count(*) from zoning_lines").await, 20);
    assert_eq!(count(&world, "select count(*) from zoning_editions where state = 'replaced'").await, 1);
}

#[tokio::test]
async fn a_folder_is_imported_whole_or_not_at_all() {
    let world = World::new().await;
    let broken = file(DENTISTS, &[("23096", "Guéret", "")]);

    let refused = import_about(&world, &[nurses(), broken], About::default()).await.unwrap_err();

    assert!(refused.to_string().contains("line 4"), "{refused}");
    assert_eq!(count(&world, "select count(*) from zoning_editions").await, 0);
    let twice = import_about(&world, &[nurses(), nurses()], About::default()).await.unwrap_err();
    assert!(matches!(twice, ImportError::Twice("Infirmier")));
}

#[tokio::test]
async fn a_cut_file_does_not_take_the_place_of_a_whole_one() {
    let world = World::new().await;
    import(&world, nurses()).await;
    let cut = file(NURSES, &[("23096", "Guéret", "5_Sur_dotee")]);

    let refused = import_about(&world, &[cut], About::default()).await.unwrap_err();

    assert!(matches!(refused, ImportError::TooFew(_, 1, 9)), "{refused}");
    assert_eq!(count(&world, "select count(*) from zoning_editions").await, 1);
}

#[tokio::test]
async fn the_doctors_extract_is_read_by_postal_code_and_name_with_the_names_of_the_other_files() {
    let world = World::new().await;
    let dentists = file(DENTISTS, &[("69096", "Grigny", "3_intermediaire")]);
    let extract = doctors(&[
        ("1260", "Haut Valromey", "1_ZIP"),
        ("1300", "Arbignieu", "2_ZAC"),
        ("69520", "Grigny", "1_ZIP"),
        ("75016", "Paris 16e Arrondissement", "3_HZ"),
        ("75116", "Paris 16e Arrondissement", "3_HZ"),
        ("23000", "Atlantis", "4_ZAR"),
    ]);

    let reports = import_about(&world, &[extract, dentists], About::default()).await.unwrap();

    assert_eq!(reports[0].profession.code, "dentist");
    let Told::Imported(it) = &reports[1].told else { panic!("it was in force") };
    assert_eq!((it.lines, it.matched), (6, 5));
    let how: Vec<(String, String)> = sqlx::query_as(
        "select l.commune_code, l.matched_by from zoning_lines l join zoning_editions e on e.id = l.edition_id
         where e.profession = 'doctor' and l.commune_code is not null order by l.line",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    let how: Vec<(&str, &str)> = how.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        how,
        [
            ("01187", "name"),
            ("01015", "former_name"),
            ("69096", "file_name"),
            ("75116", "name"),
            ("75116", "name")
        ]
    );
    assert!(reports[1].unmatched_csv().contains("\"23000\";\"Atlantis\";\"4_ZAR\";\"unknown\""));
}
