//! One search after the other through the form, which sends what it was filled with.

use form_urlencoded::Serializer;

use crate::{
    search::{Criteria, Sort, Vocabulary, asked::Asked, form, parse::parse},
    testing::{NOW, gazetteer},
};

fn ask(query: &str) -> Asked {
    parse(query, Vocabulary::French, gazetteer(), NOW.parse().unwrap())
}

/// What the page of a search sends when its visitor types another text, and picks something.
fn sent(page: &Asked, text: &str, picked: &[(&str, &str)]) -> String {
    let form = form(page, gazetteer());
    let mut out = Serializer::new(String::new());
    out.append_pair("q", text).append_pair("lu", &form.text_before);
    for words in &form.as_typed {
        out.append_pair("tel-quel", words);
    }
    let typed =
        picked.iter().find(|(field, _)| *field == "lieu").map_or(form.place.as_str(), |(_, value)| *value);
    // Without JavaScript the commune that was chosen is sent along whatever is typed.
    out.append_pair("lieu", typed).append_pair("commune", &form.commune);
    if !form.place.is_empty() {
        out.append_pair("lieu-lu", &form.place);
    }
    for (name, codes) in [
        ("dep-aussi", &form.other_departments),
        ("sauf", &form.without),
        ("sauf-region", &form.without_regions),
        ("dep-lu", &vec![form.department_before.clone()]),
    ] {
        for code in codes {
            out.append_pair(name, code);
        }
    }
    let specialties = form.specialties.iter().flat_map(|it| &it.choices).filter(|it| it.selected);
    for it in specialties {
        out.append_pair("spec", &it.value);
    }
    for (name, choices) in [
        ("type", &form.types),
        ("prof", &form.professions),
        ("region", &form.regions),
        ("dep", &form.departments),
        ("rayon", &form.radii),
        ("tri", &form.sorts),
    ] {
        let given = picked.iter().find(|(field, _)| *field == name).map(|(_, value)| *value);
        let selected = choices.iter().find(|it| it.selected).map(|it| it.value.as_str());
        out.append_pair(name, given.or(selected).unwrap_or_default());
    }
    for (_, value) in picked.iter().filter(|(field, _)| *field == "spec") {
        out.append_pair("spec", value);
    }
    out.finish()
}

fn then(first: &str, next: &str) -> Asked {
    ask(&sent(&ask(first), next, &[]))
}

fn specialties(criteria: &Criteria) -> Vec<&'static str> {
    criteria.specialties.iter().map(|it| it.code).collect()
}

#[test]
fn the_next_text_is_free_of_the_specialty_that_the_last_one_named() {
    let next = then("q=cardiologue+Lyon", "dermatologue Lyon").criteria;
    assert_eq!((specialties(&next), next.text), (vec!["dermatologie"], None));

    let next = then("q=remplacement+g%C3%A9n%C3%A9raliste", "kiné Lyon").criteria;
    assert_eq!(next.profession.map(|it| it.code), Some("physiotherapist"));
    assert!(next.specialties.is_empty());
}

#[test]
fn a_specialty_is_read_within_the_profession_that_the_text_names() {
    let page = ask("q=kin%C3%A9");
    let next = ask(&sent(&page, "kiné", &[("spec", "pediatrie")])).criteria;
    assert_eq!(next.profession.map(|it| it.code), Some("physiotherapist"));
    assert!(next.specialties.iter().all(|it| it.profession == "physiotherapist"));
    assert_eq!(next.specialties.len(), 1);
    // Chosen without any profession, a specialty of another one stands above the text.
    let next = ask("q=kin%C3%A9&spec=ophtalmologie").criteria;
    assert_eq!((next.profession, next.text.as_deref()), (None, Some("kiné")));
}

#[test]
fn words_that_a_chosen_filter_contradicts_survive_sorting() {
    for (first, kept) in [
        ("q=m%C3%A9decin&prof=infirmier", "médecin"),
        ("q=dentiste+Lyon&dep=75", "Lyon"),
        ("q=remplacement+cabinet&type=cession", "remplacement"),
    ] {
        let page = ask(first);
        assert_eq!(page.typed.as_typed.words, [kept], "{first}");
        let text = page.typed.text.clone().unwrap();
        let next = ask(&sent(&page, &text, &[("tri", "recentes")]));
        assert_eq!(next.criteria.text, page.criteria.text, "{first}");
        assert_eq!(next.criteria.sort, Sort::Newest);
    }
}

#[test]
fn words_that_a_filter_contradicts_can_be_let_go() {
    let href = |query: &str| {
        let chips = ask(query).chips();
        let literal = chips.into_iter().find(|it| it.label.starts_with("Tel quel"));
        literal.unwrap().remove_href
    };
    assert_eq!(href("q=m%C3%A9decin&prof=infirmier"), "/annonces?prof=infirmier");
    assert_eq!(href("q=m%C3%A9decin+Creuse&tel-quel=Creuse"), "/annonces?q=m%C3%A9decin+Creuse");
}

#[test]
fn another_tab_keeps_the_words_that_the_type_contradicted() {
    let page = ask("q=remplacement+cabinet&type=cession");
    let all = page.typed_for_type(None).href();
    let next = ask(all.trim_start_matches("/annonces?"));
    assert_eq!(next.criteria.listing_type, None);
    assert_eq!(next.criteria.text.as_deref(), Some("remplacement cabinet"));
}

#[test]
fn the_usual_order_is_not_sent_as_a_choice() {
    assert_eq!(ask("q=dentiste+Lyon").criteria.sort, Sort::Nearest);
    let next = then("q=dentiste+Lyon", "dentiste Creuse");
    assert!(next.notes.is_empty(), "{:?}", next.notes);
    assert_eq!(then("q=dentiste+Lyon", "dentiste Lyon lumineux").criteria.sort, Sort::Relevance);
    // A choice is kept.
    let page = ask("q=dentiste+Lyon&tri=recentes");
    assert_eq!(ask(&sent(&page, "dentiste Nice", &[])).criteria.sort, Sort::Newest);
    // And taken back.
    assert_eq!(ask(&sent(&page, "dentiste Lyon", &[("tri", "")])).criteria.sort, Sort::Nearest);
}

#[test]
fn the_nearest_may_be_asked_for_before_the_text_is_set_right() {
    let now = NOW.parse().unwrap();
    let mut asked = ask("q=dentiste+lumineux+grenobel&tri=proches");
    assert!(asked.notes.is_empty());
    asked.set_right("dentiste lumineux grenoble".to_owned(), gazetteer(), now);
    asked.settle_order();
    assert_eq!((asked.criteria.sort, asked.notes.len()), (Sort::Nearest, 0));
    let mut asked = ask("q=dentiste&tri=proches");
    asked.settle_order();
    assert_eq!((asked.typed.sort, asked.notes.len()), (Sort::Relevance, 1));
}

#[test]
fn the_radius_of_a_text_is_that_text_s() {
    let radius = |it: &Asked| it.criteria.around.as_ref().map(|it| it.radius_km);
    assert_eq!(radius(&then("q=Lyon+20+km", "Nantes")), Some(30));
    assert_eq!(radius(&then("q=Lyon", "20 km autour de Nantes")), Some(20));
    let page = ask("q=Lyon+20+km");
    assert_eq!(radius(&ask(&sent(&page, "Lyon 20 km", &[("rayon", "30")]))), Some(30));
    assert_eq!(radius(&ask("radius=10&place=Gu%C3%A9ret&rayon=10&lieu=Gu%C3%A9ret")), Some(10));
}

#[test]
fn words_that_are_gone_are_not_wanted_as_they_are() {
    let page = ask("q=m%C3%A9decin+Creuse&tel-quel=Creuse");
    let without = page.chips().into_iter().find(|it| it.label == "«\u{a0}Creuse\u{a0}»").unwrap();
    assert_eq!(without.remove_href, "/annonces?q=m%C3%A9decin");
}

#[test]
fn what_cannot_be_left_out_is_said() {
    let notes = ask("q=kin%C3%A9+sauf+Lyon").notes.join(" ");
    assert!(notes.contains("«\u{a0}sauf Lyon\u{a0}» n’a pas été pris en compte"), "{notes}");
}

#[test]
fn what_is_left_out_is_shown_and_taken_back() {
    let page = ask("q=kin%C3%A9+sauf+Paris");
    assert!(page.notes.is_empty());
    let chips = page.reading().unwrap().chips;
    assert_eq!(chips[1].label, "sauf Paris (75)");
    assert!(ask("sauf=75&sauf=2A").criteria.without.len() == 2, "an address carries it");
}

/// Department codes, commune, radius.
fn place(it: &Asked) -> (String, Option<String>, Option<u16>) {
    let codes = it.criteria.departments.iter().map(|it| it.code.as_str()).collect::<Vec<_>>().join(" ");
    let around = it.criteria.around.as_ref();
    (codes, around.map(|it| it.commune.clone()), around.map(|it| it.radius_km))
}

fn after(first: &str, picked: &[(&str, &str)]) -> (String, Option<String>, Option<u16>) {
    place(&ask(&sent(&ask(first), "", picked)))
}

#[test]
fn the_place_that_was_typed_last_counts() {
    let lyon = (String::new(), Some("69123".to_owned()), Some(30));
    let creuse = ("23".to_owned(), None, None);
    assert_eq!(after("lieu=Creuse", &[("lieu", "Lyon")]), lyon);
    assert_eq!(after("dep=23", &[("lieu", "Lyon")]), lyon);
    assert_eq!(after("lieu=Bretagne", &[("lieu", "Creuse")]), creuse);
    assert_eq!(after("lieu=Lyon", &[("lieu", "Creuse")]), creuse);
    assert_eq!(after("dep=69", &[("lieu", "Lyon")]), ("69".to_owned(), lyon.1.clone(), lyon.2), "they meet");
    assert!(ask("dep=69&lieu=Lyon").notes.is_empty());
}

#[test]
fn a_department_that_is_chosen_after_a_place_counts() {
    assert_eq!(after("lieu=Lyon", &[("dep", "23")]), ("23".to_owned(), None, None));
    assert_eq!(after("lieu=Creuse", &[("dep", "69")]), ("69".to_owned(), None, None));
    let page = ask(&sent(&ask("lieu=Lyon"), "", &[("dep", "23")]));
    assert_eq!(page.place, "", "the field no longer says Lyon");
}

#[test]
fn a_place_that_was_erased_is_gone() {
    assert_eq!(after("lieu=Lyon&rayon=50", &[("lieu", "")]), (String::new(), None, None));
    assert_eq!(after("commune=69123", &[("lieu", "")]).1, None);
    assert_eq!(place(&ask("commune=69123")).1.as_deref(), Some("69123"), "an address has no field");
}

#[test]
fn a_radius_around_paris_is_one_and_around_a_department_is_said_to_be_none() {
    assert_eq!(place(&ask("lieu=Paris")), ("75".to_owned(), None, None));
    assert_eq!(place(&ask("lieu=Paris&rayon=50")), (String::new(), Some("75056".to_owned()), Some(50)));
    let notes = ask("lieu=Creuse&rayon=50").notes.join(" ");
    assert!(notes.contains("Les 50\u{a0}km ne valent qu’autour d’une commune"), "{notes}");
    assert_eq!(place(&ask("lieu=Paris&rayon=30")).0, "75", "every page of a circle sends its radius");
    assert_eq!(place(&ask("lieu=%C3%8Ele-de-France&dep=75&rayon=20")).1, None, "Paris was not typed");
    assert!(ask("lieu=Creuse&rayon=30").notes.is_empty(), "the usual radius was chosen by nobody");
}

#[test]
fn several_departments_are_sent_again_and_replaced_together() {
    let codes = |it: (String, Option<String>, Option<u16>)| it.0;
    assert_eq!(codes(after("dep=75&dep=77&dep=91", &[])), "75 77 91");
    assert_eq!(codes(after("dep=75&dep=77&dep=91", &[("dep", "")])), "", "« Tous les départements »");
    assert_eq!(codes(after("dep=75&dep=77&dep=91", &[("dep", "13")])), "13");
    let thirteen =
        "dep=09&dep=11&dep=12&dep=30&dep=31&dep=32&dep=34&dep=46&dep=48&dep=65&dep=66&dep=81&dep=82";
    assert_eq!(ask(thirteen).criteria.departments.len(), 13, "all of Occitanie");
    let page = ask(&sent(&ask("sauf=75&sauf-region=53"), "", &[]));
    assert_eq!((page.criteria.without.len(), page.criteria.without_regions.len()), (1, 1));
}

#[test]
fn what_is_chosen_is_not_left_out() {
    let page = ask(&sent(&ask("q=kin%C3%A9+sauf+Paris"), "kiné sauf Paris", &[("dep", "75")]));
    assert_eq!(place(&page).0, "75");
    assert!(page.criteria.without.is_empty() && page.criteria.text.is_none(), "{:?}", page.criteria);
    assert!(ask("sauf=75&dep=75").criteria.without.is_empty());
    assert!(ask("sauf=75&q=Paris").criteria.without.is_empty(), "the text names it");
    for query in ["sauf-region=11&dep=75", "sauf-region=11&region=11", "sauf-region=11&q=kin%C3%A9+Paris"] {
        assert!(ask(query).criteria.without_regions.is_empty(), "{query}");
    }
    assert_eq!(ask("region=94&sauf=2A").criteria.without.len(), 1, "a part of what is chosen");
}

#[test]
fn a_filter_that_contradicts_one_place_of_a_list_contradicts_the_list() {
    let page = ask(&sent(&ask("q=Nantes+ou+Rennes+kin%C3%A9"), "Nantes ou Rennes kiné", &[("dep", "75")]));
    assert_eq!(page.criteria.text, None, "{:?}", page.criteria);
    assert_eq!(place(&page), ("75".to_owned(), None, None));
    let page = ask("q=kin%C3%A9+Lille+ou+Roubaix");
    let next = ask(&sent(&page, "kiné Lille ou Roubaix", &[("prof", "infirmier")]));
    assert_eq!(next.others().len(), 1, "Roubaix is offered beside Lille as before");
}

#[test]
fn a_region_chosen_after_a_department_was_typed_counts() {
    let page = ask(&sent(&ask("lieu=Rh%C3%B4ne"), "", &[("region", "53")]));
    assert_eq!(
        (page.criteria.region.map(|it| it.code), page.criteria.departments.len()),
        (Some("53".to_owned()), 0)
    );
}

#[test]
fn what_a_text_names_besides_is_offered_in_the_place_of_the_first() {
    let page = ask("q=kin%C3%A9+Lille+ou+Roubaix");
    let [roubaix] = page.others().try_into().unwrap();
    assert_eq!(roubaix.label, "Roubaix (59) et 30\u{a0}km autour");
    let there = ask(roubaix.href.strip_prefix("/annonces?").unwrap());
    assert_eq!(there.criteria.around.map(|it| it.commune).as_deref(), Some("59512"));
    assert_eq!(there.criteria.profession.map(|it| it.code), Some("physiotherapist"));
    assert_eq!(there.criteria.text, None);
    assert!(ask("q=remplacement+92+93").others().is_empty(), "departments are searched together");
}

#[test]
fn an_address_keeps_the_last_word_as_finished_as_it_was() {
    let page = ask("q=port+Lyon");
    assert_eq!(page.criteria.text.as_deref(), Some("port "));
    let again = ask(page.for_addresses().href().strip_prefix("/annonces?").unwrap());
    assert_eq!(again.criteria.text.as_deref(), Some("port "));
}
