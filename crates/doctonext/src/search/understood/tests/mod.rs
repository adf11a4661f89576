//! What texts are understood to name.

mod days;
mod denials;
mod forms;
mod pages;
mod places;
mod properties;
mod rules;

use chrono::NaiveDate;

use super::{Meaning, Outcome, Understood, understand};
use crate::{search::Criteria, testing::gazetteer};

/// The last day of November 2026.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 30).unwrap()
}

fn read(text: &str) -> (Criteria, Understood) {
    understand(&Criteria { text: Some(text.to_owned()), ..Criteria::default() }, gazetteer(), today())
}

/// « remplacement | Creuse (23) || cabinet »: what became a filter, and the words that are left.
fn shown(text: &str) -> String {
    let (criteria, understood) = read(text);
    let meaning = |it: &Meaning| match it {
        Meaning::Type(kind) => kind.code().to_owned(),
        Meaning::Trade(trade) => match trade.specialties.as_slice() {
            [] => trade.profession.code.to_owned(),
            some => some.iter().map(|it| it.code).collect::<Vec<_>>().join("+"),
        },
        Meaning::Region(area) => format!("region {}", area.name),
        Meaning::Department(area) => area.code.clone(),
        Meaning::Around(around) => around.label.clone(),
        Meaning::Dates(range) => {
            let day = |it: Option<NaiveDate>| it.map_or_else(String::new, |it| it.to_string());
            format!("{}..{}", day(range.from), day(range.to))
        }
    };
    let mut all: Vec<String> = understood
        .recognised
        .iter()
        .filter(|it| it.outcome == Outcome::Applied)
        .map(|it| meaning(&it.meaning))
        .collect();
    all.extend(criteria.text.map(|it| format!("«{}»", it.trim_end())));
    all.join(" | ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}: {} instead of {expected}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn people_name_trades_types_places_and_days_in_one_breath() {
    check(&[
        ("dentiste Lyon 3e", "dentist | Lyon 3e (69)"),
        (
            "remplacement généraliste Creuse août",
            "replacement | medecine_generale | 23 | 2027-08-01..2027-08-31",
        ),
        ("IDEL 13", "nurse | 13"),
        ("kiné 31000", "physiotherapist | Toulouse (31)"),
        ("cession cabinet dentaire Bretagne", "transfer | dentist | region Bretagne | «cabinet»"),
        ("sage-femme près de Saint-Étienne", "midwife | Saint-Étienne (42)"),
        ("remplacement du 3 au 15 août", "replacement | 2027-08-03..2027-08-15"),
        ("médecin Corse-du-Sud 2A", "doctor | 2A"),
        ("dermato Paris 11", "dermatologie | Paris 11e (75)"),
        ("ORTHOPHONISTE A GRENOBLE", "speech_therapist | Grenoble (38)"),
        ("tournée infirmière à céder dans le Var, logement", "nurse | transfer | 83 | «tournée logement»"),
        ("associé kiné Île-de-France", "collaboration | physiotherapist | region Île-de-France"),
        ("cabinet avec parking", "«cabinet avec parking»"),
    ]);
}

#[test]
fn days_are_the_next_that_are_not_over() {
    check(&[
        ("novembre", "2026-11-01..2026-11-30"),
        ("décembre", "2026-12-01..2026-12-31"),
        ("mars", "2027-03-01..2027-03-31"),
        ("mai 2028", "2028-05-01..2028-05-31"),
        ("février 2028", "2028-02-01..2028-02-29"),
        ("cet été", "2027-06-21..2027-09-22"),
        ("l’hiver", "2026-12-21..2027-03-19"),
        ("juillet août", "2027-07-01..2027-08-31"),
        ("de décembre à février", "2026-12-01..2027-02-28"),
        ("fin août", "2027-08-21..2027-08-31"),
        ("mi-juillet", "2027-07-11..2027-07-20"),
        ("du 28 décembre au 4 janvier", "2026-12-28..2027-01-04"),
        ("le 15 août", "2027-08-15..2027-08-15"),
        ("du 1er au 31 juin", "2027-06-01..2027-06-30"),
        ("à partir du 3 septembre", "2027-09-03.."),
        ("dès septembre 2028", "2028-09-01.."),
        ("jusqu’au 15 janvier", "..2027-01-15"),
        ("le cabinet a été rénové", "«le cabinet a été rénové»"),
        ("marsouin", "«marsouin»"),
    ]);
}

#[test]
fn trades_are_named_in_the_words_of_the_field() {
    check(&[
        ("MG", "medecine_generale"),
        ("médecins généralistes", "medecine_generale"),
        ("infirmière libérale", "nurse"),
        ("masseuse-kinésithérapeute", "physiotherapist"),
        ("MK", "physiotherapist"),
        ("orthodontiste", "orthopedie_dento_faciale"),
        ("ODF", "orthopedie_dento_faciale"),
        ("gynécologue", "gynecologie_medicale+gynecologie_obstetrique"),
        ("ophtalmologie", "ophtalmologie"),
        ("oto-rhino", "orl"),
        // Two meanings, or none for sure.
        ("ortho", "«ortho»"),
        ("psy", "«psy»"),
        ("laboratoire", "«laboratoire»"),
        ("médecin ou kiné", "doctor"),
        ("remplacement ou collaboration", "replacement"),
        ("médecin dans un cabinet avec infirmière", "doctor | «dans un cabinet avec infirmière»"),
        ("maison de santé avec pharmacie", "«maison de santé avec pharmacie»"),
        ("cabinet médical pharmacie à côté", "«cabinet médical pharmacie à côté»"),
        ("collaboration avec dentiste", "collaboration | dentist"),
        ("cession sans reprise de murs", "transfer | «sans reprise de murs»"),
        ("infirmière cherche remplacements", "nurse | «cherche remplacements»"),
        ("cherche remplacement kiné Lyon", "replacement | physiotherapist | Lyon (69)"),
        ("je cherche un kiné", "physiotherapist"),
        ("achat cabinet", "transfer | «cabinet»"),
        ("achat de matériel", "«achat de matériel»"),
        ("remplacement anesthésie Lyon", "replacement | Lyon (69) | «anesthésie»"),
        ("cabinet avec bloc opératoire", "«cabinet avec bloc opératoire»"),
        ("cabinet proche pharmacie", "«cabinet proche pharmacie»"),
        ("kiné à côté d’une pharmacie", "physiotherapist | «à côté d’une pharmacie»"),
        ("kiné-balnéo", "physiotherapist | «balnéo»"),
        ("kiné-remplaçant", "physiotherapist | «remplaçant»"),
        ("médecin-conseil", "doctor | «conseil»"),
        ("dentiste-Paris", "dentist | 75"),
    ]);
}

#[test]
fn phrases_and_refused_words_are_never_touched() {
    check(&[
        ("\"dentiste lyon\"", "«\"dentiste lyon\"»"),
        ("médecin -remplacement", "doctor | «-remplacement»"),
        ("« kiné » Lyon", "Lyon (69) | «« kiné »»"),
        ("kiné -\"Lyon 3e\"", "physiotherapist | «-\"Lyon 3e\"»"),
    ]);
}
