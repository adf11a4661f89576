//! What people type, and the commune that they mean.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::Gazetteer;
use crate::territory::Reference;

static FRANCE: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::new(Reference::embedded().unwrap()));

/// Query, and the codes of the first results.
const TYPED: &[(&str, &[&str])] = &[
    // The exact name first, the most populous of homonyms.
    ("Lyon", &["69123"]),
    ("guéret", &["23096"]),
    ("GUERET", &["23096"]),
    ("paris", &["75056"]),
    ("saint-denis", &["97411", "93066"]),
    ("Valence", &["26362"]),
    ("vienne", &["38544"]),
    ("L'Haÿ-les-Roses", &["94038"]),
    ("l hay les roses", &["94038"]),
    ("lhay", &[]),
    ("Œuilly", &["51410"]),
    ("oeuilly", &["51410"]),
    ("nice", &["06088"]),
    ("tours", &["37261"]),
    ("Eu", &["76255"]),
    ("mont", &["64396"]),
    // A city before a village with the very name, if it is more than a hundred times larger.
    ("evry", &["91228", "89162"]),
    ("Évry (89)", &["89162"]),
    ("aix", &["13001", "19002", "73008"]),
    ("neuilly", &["92051"]),
    ("salon", &["13103"]),
    // A name without its article.
    ("rochelle", &["17300"]),
    ("havre", &["76351"]),
    ("mans", &["72181"]),
    ("roche sur yon", &["85191"]),
    ("sables d'olonne", &["85194"]),
    // Beginnings, the most populous first.
    ("mars", &[]),
    ("marse", &["13055"]),
    ("toul", &[]),
    ("toulo", &["31555", "83137"]),
    ("bord", &[]),
    ("borde", &["33063"]),
    ("la roche", &["17300", "85191"]),
    ("montp", &["34172"]),
    ("par", &["75056"]),
    ("aix en p", &["13001"]),
    // Abbreviations.
    ("st etienne", &["42218"]),
    ("St-Étienne", &["42218"]),
    ("ste foy", &[]),
    ("ste foy les lyon", &["69202"]),
    ("st malo", &["35288"]),
    ("chalon s/ saone", &["71076"]),
    // A later word.
    ("etienne", &["42218"]),
    ("yon", &[]),
    ("brieuc", &["22278"]),
    ("chapelle erdre", &["44035"]),
    // Typing errors.
    ("marseile", &["13055"]),
    ("bordaux", &["33063"]),
    ("montpelier", &["34172"]),
    ("tolouse", &["31555"]),
    ("grenobel", &["38185"]),
    ("strassbourg", &["67482"]),
    ("perpinian", &["66136"]),
    ("saint etiene", &["42218"]),
    ("lile", &["59350"]),
    ("marsiel", &["13055"]),
    ("monpelier", &["34172"]),
    ("limmoges", &["87085"]),
    ("clermond ferrand", &["63113"]),
    ("rochele", &["17300"]),
    ("saint deni 974", &["97411"]),
    // Postal codes.
    ("75016", &["75116", "75056"]),
    ("75 016", &["75116"]),
    ("69003", &["69383", "69123"]),
    ("13001", &["13201", "13055"]),
    ("23000", &["23096"]),
    ("231", &[]),
    ("97400", &["97411"]),
    ("20000", &["2A004"]),
    // INSEE codes.
    ("23096", &["23096"]),
    ("2A004", &["2A004"]),
    ("2b033", &["2B033"]),
    ("2a", &["2A004"]),
    // A department after the name.
    ("saint-denis 974", &["97411"]),
    ("saint denis 93", &["93066"]),
    ("valence 82", &["82186"]),
    ("ajaccio 2a", &["2A004"]),
    ("guéret (23)", &["23096"]),
    ("23000 Guéret", &["23096"]),
    ("23011 Guéret Cedex", &["23096"]),
    ("paris 75", &["75056"]),
    ("lyon 69", &["69123"]),
    ("saint denis idf", &["93066"]),
    ("saint denis réunion", &["97411"]),
    ("valence drôme", &["26362"]),
    ("st pierre 974", &["97416"]),
    ("villeneuve sur lot", &["47323"]),
    // Arrondissements.
    ("lyon 3", &["69383"]),
    ("lyon 3e", &["69383"]),
    ("paris 16e", &["75116"]),
    ("Paris 16ème arrondissement", &["75116"]),
    ("paris 1", &["75101", "75110", "75111"]),
    ("marseille 1er", &["13201"]),
    ("marseille 13", &["13213", "13055"]),
    ("lyon 69003", &["69383", "69123"]),
    ("75016 Paris", &["75116", "75056"]),
    ("marseile 1er", &["13201"]),
    ("Paris 16e (75)", &["75116"]),
];

fn first(query: &str, count: usize) -> Vec<&'static str> {
    FRANCE.suggest(query, count).into_iter().map(|commune| commune.code.as_str()).collect()
}

#[test]
fn departments_and_regions_are_found_by_what_is_typed_of_them() {
    let cases: &[(&str, &[&str])] = &[
        ("finis", &["Finistère"]),
        ("bretagne", &["Bretagne"]),
        ("la creuse", &["Creuse"]),
        ("23", &["Creuse"]),
        ("2a", &["Corse-du-Sud"]),
        ("Creuse (23)", &["Creuse"]),
        ("paca", &["Provence-Alpes-Côte d'Azur"]),
        ("calais", &["Pas-de-Calais"]),
        // A region and a department at once.
        ("réunion", &["La Réunion"]),
        ("corse", &["Corse", "Corse-du-Sud", "Haute-Corse"]),
        ("loire", &["Loire", "Loire-Atlantique", "Loiret", "Centre-Val de Loire"]),
        ("23000", &[]),
        ("Guéret", &[]),
        ("Lyon 3e", &[]),
        ("", &[]),
    ];
    for (typed, expected) in cases {
        let found: Vec<&str> =
            FRANCE.suggest_areas(typed, 4).into_iter().map(super::DepartmentOrRegion::name).collect();
        assert_eq!(found, *expected, "{typed}");
    }
}

#[test]
fn people_find_the_commune_that_they_mean() {
    let mut missed = Vec::new();
    for (query, expected) in TYPED {
        let found = first(query, 8);
        if !found.starts_with(expected) {
            let names: Vec<String> =
                FRANCE.suggest(query, 8).into_iter().map(super::Commune::label).collect();
            missed.push(format!("{query:?}: wanted {expected:?}, found {found:?} {names:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn cities_come_before_their_arrondissements() {
    let found = FRANCE.suggest("paris", 8);
    assert_eq!(found[0].code, "75056");
    assert!(!found[1].is_arrondissement());
    assert!(FRANCE.suggest("lyo", 3).iter().all(|commune| !commune.is_arrondissement()));
}

#[test]
fn a_mistake_beside_a_rare_name_proposes_the_city() {
    assert!(first("lion", 8).contains(&"69123"));
    assert!(first("lile", 8).contains(&"59350"));
}

#[test]
fn a_postal_prefix_gives_its_communes_by_population() {
    let found = FRANCE.suggest("231", 50);
    assert!(found.len() > 10);
    assert!(found.iter().all(|commune| commune.postal_codes.iter().any(|code| code.starts_with("231"))));
    assert!(found.is_sorted_by_key(|commune| std::cmp::Reverse(commune.population)));
}

#[test]
fn nonsense_finds_nothing() {
    for text in ["", " ", "---", "xqzwkj", "123456", "00000", "\0", "🦀🦀🦀"] {
        assert_eq!(first(text, 8), Vec::<&str>::new(), "{text:?}");
    }
    assert!(FRANCE.suggest("paris", 0).is_empty());
}

#[test]
fn a_label_resolves_to_its_commune() {
    let mut homonyms = Vec::new();
    for commune in FRANCE.communes() {
        let resolved = FRANCE.resolve_place(&commune.label()).map(|it| it.code.as_str());
        if resolved != Some(&commune.code) {
            homonyms.push(format!("{} {} → {resolved:?}", commune.code, commune.label()));
        }
    }
    assert!(homonyms.len() <= 12, "{} {}", homonyms.len(), homonyms.join("\n"));
}

#[test]
fn a_place_is_resolved_only_when_something_comes_near() {
    assert_eq!(FRANCE.resolve_place("Lyon").unwrap().code, "69123");
    assert_eq!(FRANCE.resolve_place("23000 Guéret").unwrap().code, "23096");
    assert_eq!(FRANCE.resolve_place("Guéret (23)").unwrap().code, "23096");
    assert_eq!(FRANCE.resolve_place("bordaux").unwrap().code, "33063");
    assert!(FRANCE.resolve_place("nulle part du tout").is_none());
    assert!(FRANCE.resolve_place("").is_none());
}

#[test]
fn departments_and_regions_are_found_as_people_name_them() {
    let department = |text: &str| FRANCE.department_by_name(text).map(|it| it.code.as_str());
    for text in ["Creuse", "la creuse", "Creuse (23)", "23", "23 Creuse"] {
        assert_eq!(department(text), Some("23"), "{text}");
    }
    assert_eq!(department("cotes d'armor"), Some("22"));
    assert_eq!(department("2a"), Some("2A"));
    assert_eq!(department("creuse 80"), None);
    assert_eq!(department("23000"), None);
    assert_eq!(department(""), None);
    assert_eq!(FRANCE.department_by_code("1").unwrap().name, "Ain");
    assert_eq!(FRANCE.department_by_slug("val-de-marne").unwrap().code, "94");
    let region = |text: &str| FRANCE.region_by_name(text).map(|it| it.code.as_str());
    assert_eq!(region("bretagne"), Some("53"));
    assert_eq!(region("PACA"), Some("93"));
    assert_eq!(region("la réunion"), Some("04"));
    assert_eq!(region("creuse"), None);
    assert_eq!(FRANCE.region_by_slug("ile-de-france").unwrap().key(), 11);
    assert_eq!(FRANCE.region_by_code("84").unwrap().name, "Auvergne-Rhône-Alpes");
}

#[test]
fn exact_names_are_looked_up_within_their_department() {
    assert_eq!(FRANCE.find_exact("saint-denis", "93").unwrap().code, "93066");
    assert_eq!(FRANCE.find_exact("SAINT DENIS", "974").unwrap().code, "97411");
    assert!(FRANCE.find_exact("saint-den", "93").is_none());
    assert_eq!(FRANCE.by_code("2A004").unwrap().name, "Ajaccio");
    assert!(FRANCE.by_code("99999").is_none());
}

#[test]
fn the_nearest_communes_come_in_order() {
    let lyon = FRANCE.by_code("69123").unwrap();
    let near = FRANCE.nearest(lyon.latitude, lyon.longitude, 5);
    assert_eq!(near[0].0.code, "69123");
    assert!(near.is_sorted_by(|a, b| a.1 <= b.1) && near.len() == 5 && near[4].1 < 6.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_answered(text in "\\PC{0,120}") {
        prop_assert!(FRANCE.suggest(&text, 10).len() <= 10);
        let _ = FRANCE.resolve_place(&text);
        let _ = FRANCE.department_by_name(&text);
    }

    #[test]
    fn texts_that_look_like_names_are_answered(text in "[a-eilmnorstué0-9 '-]{0,60}") {
        let found = FRANCE.suggest(&text, 10);
        let mut codes: Vec<&str> = found.iter().map(|commune| commune.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        prop_assert_eq!(codes.len(), found.len());
    }

    #[test]
    fn every_beginning_of_a_name_finds_a_name_that_begins_so(rank in 0_usize..35_000, cut in 3_usize..12) {
        let name = FRANCE.names.name(u32::try_from(rank).unwrap()).to_owned();
        let typed: String = name.chars().take(cut).collect();
        prop_assert!(!FRANCE.suggest(&typed, 5).is_empty(), "{}", typed);
    }
}
