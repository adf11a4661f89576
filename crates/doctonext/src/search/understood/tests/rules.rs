//! Filters that were chosen stand above the text.

use super::{Outcome, read, today, understand};
use crate::{
    search::{AsTyped, ChosenArea, Criteria, Sort, parse::around},
    testing::gazetteer,
    trades::{ListingType, Profession},
};

fn with(text: &str, chosen: Criteria) -> (Criteria, Vec<Outcome>) {
    let chosen = Criteria { text: Some(text.to_owned()), ..chosen };
    let (criteria, understood) = understand(&chosen, gazetteer(), today());
    (criteria, understood.recognised.iter().map(|it| it.outcome).collect())
}

fn departments(code: &str) -> Vec<ChosenArea> {
    gazetteer().department_by_code(code).map(ChosenArea::from).into_iter().collect()
}

#[test]
fn a_chosen_filter_overrules_the_text_whose_words_stay_words() {
    let doctor = Profession::from_code("doctor");
    let (criteria, outcomes) = with("infirmière", Criteria { profession: doctor, ..Criteria::default() });
    assert_eq!((criteria.profession, outcomes), (doctor, vec![Outcome::Overruled]));
    assert_eq!(criteria.text.as_deref(), Some("infirmière"));

    let chosen = Criteria { listing_type: Some(ListingType::Transfer), ..Criteria::default() };
    let (criteria, _) = with("remplacement cabinet", chosen);
    assert_eq!(criteria.listing_type, Some(ListingType::Transfer));
    assert_eq!(criteria.text.as_deref(), Some("remplacement cabinet"));
}

#[test]
fn what_says_the_same_as_a_chosen_filter_is_not_asked_twice() {
    let (criteria, outcomes) =
        with("médecin", Criteria { profession: Profession::from_code("doctor"), ..Criteria::default() });
    assert_eq!((criteria.text, outcomes), (None, vec![Outcome::Chosen]));
    let (criteria, _) =
        with("Creuse cabinet", Criteria { departments: departments("23"), ..Criteria::default() });
    assert_eq!(criteria.text.as_deref(), Some("cabinet"));
}

#[test]
fn a_specialty_narrows_the_chosen_profession() {
    let (criteria, _) =
        with("pédiatre", Criteria { profession: Profession::from_code("doctor"), ..Criteria::default() });
    assert_eq!(criteria.specialties.iter().map(|it| it.code).collect::<Vec<_>>(), ["pediatrie"]);
}

#[test]
fn a_named_town_and_a_chosen_department_go_together_where_they_meet() {
    let (criteria, _) = with("Lyon", Criteria { departments: departments("38"), ..Criteria::default() });
    assert!(
        criteria.around.is_some() && criteria.department().is_some(),
        "thirty kilometres around Lyon reach the Isère"
    );
    let (criteria, outcomes) =
        with("Lyon", Criteria { departments: departments("75"), ..Criteria::default() });
    assert_eq!((criteria.around, outcomes), (None, vec![Outcome::Overruled]));
    let chosen = gazetteer().by_code("31555").map(around);
    let (criteria, _) = with("Lyon", Criteria { around: chosen.clone(), ..Criteria::default() });
    assert_eq!((criteria.around, criteria.text.as_deref()), (chosen, Some("Lyon")));
}

#[test]
fn words_wanted_as_they_are_stay_words() {
    let words = AsTyped { is_all: false, words: vec!["Lyon 3E".to_owned()] };
    let (criteria, _) = with("dentiste lyon 3e", Criteria { as_typed: words, ..Criteria::default() });
    assert_eq!(criteria.text.as_deref(), Some("lyon 3e"));
    let all = AsTyped { is_all: true, words: Vec::new() };
    let (criteria, outcomes) = with("dentiste lyon 3e", Criteria { as_typed: all, ..Criteria::default() });
    assert_eq!((criteria.text.as_deref(), outcomes.len()), (Some("dentiste lyon 3e"), 0));
}

#[test]
fn a_named_town_alone_puts_the_nearest_first_and_takes_the_radius() {
    assert_eq!(read("dentiste Lyon").0.sort, Sort::Nearest);
    assert_eq!(read("cabinet Lyon").0.sort, Sort::Relevance);
    let (criteria, _) =
        with("Lyon", Criteria { radius_km: Some(10), sort: Sort::Price, ..Criteria::default() });
    assert_eq!((criteria.around.unwrap().radius_km, criteria.sort), (10, Sort::Price));
}

#[test]
fn names_of_trade_and_type_rank_where_no_word_is_left() {
    assert_eq!(
        read("kiné remplacement").0.ranked_by.as_deref(),
        Some("Remplacement Masseur-kinésithérapeute ")
    );
    assert!(read("kiné remplacement").0.has_words());
    assert_eq!(read("kiné balnéo").0.ranked_by, None, "a word ranks already");
    assert_eq!(read("kiné Lyon").0.ranked_by, None, "the nearest come first");
    assert_eq!(read("Creuse").0.ranked_by, None);
    assert_eq!(read("kiné").0.for_type(None).ranked_by, None);
}
