//! What each layer says, from figures that are known.

use std::collections::{BTreeMap, HashMap};

use super::*;
use crate::{
    accessibility::{Departments, Figure, Run},
    trades::Profession,
    zoning::{Class, ClassShare, DepartmentClasses, Origin},
};

fn nurses() -> &'static Profession {
    Profession::from_code("nurse").unwrap()
}

fn share(raw_code: &str, communes: u64, people: u64) -> ClassShare {
    ClassShare { raw_code: raw_code.to_owned(), class: Class::of(raw_code), communes, people }
}

#[test]
fn the_official_class_decides_the_colour_and_every_share_is_told() {
    let departments = BTreeMap::from([
        (
            "23".to_owned(),
            vec![share("1_Tres_sous_dotee", 200, 30_000), share("3_intermediaire", 50, 70_000)],
        ),
        ("75".to_owned(), vec![share("5_Sur_dotee", 20, 2_100_000)]),
        ("2A".to_owned(), vec![share("3_intermediaire + 5_Sur_dotee", 1, 10)]),
    ]);
    let origin = Origin {
        source: "CartoSanté – ARS, Cnam".to_owned(),
        dated_on: chrono::NaiveDate::from_ymd_opt(2026, 1, 31),
        decree: None,
        imported_at: chrono::DateTime::UNIX_EPOCH,
    };

    // Of the Creuse the file names everybody, of Paris not.
    let people = HashMap::from([("23".to_owned(), 100_000), ("75".to_owned(), 2_800_000)]);

    let layer = zoning(nurses(), Some(&DepartmentClasses { origin, departments }), &people);

    let creuse = &layer.departments["23"];
    assert_eq!(creuse.shade, 3);
    assert_eq!(creuse.words, "Zone très sous-dotée 30\u{202f}% · Zone intermédiaire 70\u{202f}%");
    assert_eq!(layer.departments["75"].shade, 1);
    assert_eq!(layer.departments["75"].words, "Zone sur-dotée 75\u{202f}% · non renseigné 25\u{202f}%");
    assert_eq!(layer.departments["2A"].words, "Communes de plusieurs classes 100\u{202f}%");
    assert!(
        layer.notes[1].contains("CartoSanté – ARS, Cnam, données du 31\u{a0}janvier 2026"),
        "{:?}",
        layer.notes
    );
    let legend: Vec<&str> = layer.legend.iter().map(|it| it.label.as_str()).collect();
    assert_eq!(legend, ["Zone intermédiaire", "Zone sur-dotée", "Communes de plusieurs classes"]);
    // A score is never shown.
    assert!(!format!("{layer:?}").contains("/10"));
}

#[test]
fn without_a_file_or_a_directory_the_layer_says_why() {
    let podiatrist = Profession::all().iter().find(|it| it.zoning.is_none()).unwrap();
    assert!(zoning(nurses(), None, &HashMap::new()).missing.unwrap().contains("n’est pas importé"));
    assert!(zoning(podiatrist, None, &HashMap::new()).missing.unwrap().contains("pas de zonage officiel"));
    assert!(accessibility(nurses(), "Infirmiers", None, false).missing.unwrap().contains("ne devinons rien"));
    assert!(
        accessibility(nurses(), "Infirmiers", None, true).missing.unwrap().contains("pas encore calculé")
    );
}

fn run() -> Run {
    Run {
        id: 1,
        started_at: chrono::DateTime::UNIX_EPOCH,
        finished_at: None,
        source: "demonstration".to_owned(),
        directory_day: chrono::NaiveDate::default(),
        approximate_places: 3,
        places: 4,
        pairs: 0,
        trades_done: 1,
        trades: 1,
    }
}

#[test]
fn accessibility_is_told_with_its_date_its_limits_and_who_has_nobody() {
    let figures = HashMap::from([
        ("23".to_owned(), Figure { per_100k: 61.28, far_share: 0.125 }),
        ("75".to_owned(), Figure { per_100k: 0.0, far_share: 1.0 }),
    ]);
    let mut found = Departments { run: run(), per_100k: 80.0, unplaced: 0.0, figures };

    let layer = accessibility(nurses(), "Infirmiers", Some(&found), true);

    let creuse = &layer.departments["23"].words;
    assert!(creuse.starts_with("61,3 pour 100\u{a0}000\u{a0}habitants"), "{creuse}");
    assert!(creuse.contains("12,5\u{202f}% des habitants n’ont personne"), "{creuse}");
    assert_eq!(layer.departments["75"].shade, 0);
    let notes = layer.notes.join(" ");
    assert!(notes.contains("inventés") && notes.contains("75\u{202f}% des communes"), "{notes}");
    assert!(!notes.contains("ne comptent pas"), "{notes}");
    found.unplaced = 12.5;
    found.run.source = "extraction".to_owned();
    let official = accessibility(nurses(), "Infirmiers", Some(&found), true).notes.join(" ");
    assert!(
        official.contains("Annuaire Santé du 1er\u{a0}janvier 1970") && !official.contains("inventés"),
        "{official}"
    );
    assert!(official.contains("12,5\u{a0}confrères ne comptent pas"), "{official}");
}

#[test]
fn the_legend_of_accessibility_holds_for_communes_beyond_every_department() {
    let figures = [("23", 61.2), ("19", 80.0), ("87", 95.5), ("75", 120.0)];
    let figures = figures.map(|(code, per_100k)| (code.to_owned(), Figure { per_100k, far_share: 0.0 }));
    let found = Departments { run: run(), per_100k: 80.0, unplaced: 0.0, figures: HashMap::from(figures) };

    let layer = accessibility(nurses(), "Infirmiers", Some(&found), true);
    let palette = accessibility_palette(&found);

    let unit = "pour 100\u{a0}000\u{a0}habitants";
    let expected = [
        format!("Moins de 80 {unit}"),
        format!("80 à moins de 95,5 {unit}"),
        format!("95,5 à moins de 120 {unit}"),
        format!("120 et plus {unit}"),
    ];
    assert_eq!(layer.legend.iter().map(|it| it.label.clone()).collect::<Vec<_>>(), expected);
    // Communes change their shade exactly where the legend says so.
    let leasts: Vec<String> = palette.iter().map(|it| it.0.to_string()).collect();
    assert_eq!(leasts, ["0.1", "80", "95.5", "120"]);
    assert!(palette.iter().map(|it| it.1).eq(layer.legend.iter().map(|it| it.shade)));
}

#[test]
fn nothing_is_said_of_a_small_sample() {
    let market = |searches, listings| Market { searches, listings };
    let markets = HashMap::from([
        ("23".to_owned(), market(29, 50)),
        ("63".to_owned(), market(300, 4)),
        ("75".to_owned(), market(30, 5)),
        ("13".to_owned(), market(250, 20)),
    ]);

    let layer = tension("Infirmiers", &markets, market(579, 79));

    let words = |code: &str| layer.departments[code].words.replace('\u{a0}', " ");
    assert_eq!(words("23"), "pas assez de recherches pour le dire");
    assert_eq!(words("63"), "trop peu d’annonces pour le dire");
    assert_eq!(words("75"), "6 recherches pour une annonce (30 recherches, 5 annonces)");
    assert_eq!(words("13"), "12,5 recherches pour une annonce (250 recherches, 20 annonces)");
    assert_eq!((layer.departments["23"].shade, layer.departments["63"].shade), (0, 0));
    assert!(layer.departments["13"].shade > layer.departments["75"].shade);
    assert!(layer.notes[0].contains("7,3 recherches pour une annonce"), "{:?}", layer.notes);
}

#[test]
fn below_two_searches_french_is_singular() {
    let market = |searches, listings| Market { searches, listings };
    let markets = HashMap::from([
        ("23".to_owned(), market(40, 50)),
        ("63".to_owned(), market(50, 50)),
        ("75".to_owned(), market(95, 50)),
        ("13".to_owned(), market(100, 50)),
    ]);

    let layer = tension("Infirmiers", &markets, market(57, 30));

    let words = |code: &str| layer.departments[code].words.replace('\u{a0}', " ");
    assert_eq!(words("23"), "0,8 recherche pour une annonce (40 recherches, 50 annonces)");
    assert_eq!(words("63"), "1 recherche pour une annonce (50 recherches, 50 annonces)");
    assert_eq!(words("75"), "1,9 recherche pour une annonce (95 recherches, 50 annonces)");
    assert_eq!(words("13"), "2 recherches pour une annonce (100 recherches, 50 annonces)");
    let legend: Vec<&str> = layer.legend.iter().map(|it| it.label.as_str()).collect();
    let expected = [
        "0,8 recherche pour une annonce",
        "1 recherche pour une annonce",
        "1,9 recherche pour une annonce",
        "2 recherches pour une annonce",
    ];
    assert_eq!(legend, expected);
    assert!(layer.notes[0].contains("1,9 recherche pour une annonce"), "{:?}", layer.notes);
}

#[test]
fn a_range_of_searches_agrees_with_its_end() {
    let figures = (0_u64..60).map(|n| (n.to_string(), Market { searches: 35 + n * 2, listings: 50 }));
    let markets: HashMap<String, Market> = figures.collect();

    let layer = tension("Infirmiers", &markets, Market::default());

    let legend: Vec<&str> = layer.legend.iter().map(|it| it.label.as_str()).collect();
    let expected = [
        "0,7 à 1,1 recherche pour une annonce",
        "1,2 à 1,6 recherche pour une annonce",
        "1,7 à 2,1 recherches pour une annonce",
        "2,2 à 2,6 recherches pour une annonce",
        "2,7 à 3,1 recherches pour une annonce",
    ];
    assert_eq!(legend, expected);
}
