//! The rule on hand-written cases, then on 500 judged pairs.

use proptest::prelude::*;

use super::*;

fn name(given: &str, family: &str) -> FullName {
    FullName { given: given.to_owned(), family: family.to_owned() }
}

fn profession(code: &str) -> &'static Profession {
    Profession::from_code(code).unwrap()
}

fn verdict(declared: (&str, &str), known: (&str, &str)) -> Verdict {
    let declared = Declared { name: name(declared.0, declared.1), profession: Some(profession("nurse")) };
    let facts = DirectoryFacts {
        names: vec![name(known.0, known.1)],
        professions: vec![profession("nurse")],
        active: true,
    };
    compare(&declared, Some(&facts))
}

/// Given and family name, as declared and as the directory has them.
type Pair = ((&'static str, &'static str), (&'static str, &'static str));

/// One person, written twice.
const SAME: &[Pair] = &[
    (("Hélène", "Lefèvre"), ("HELENE", "LEFEVRE")),
    (("Hélène", "Lefebvre"), ("HELENE", "LEFEVRE")),
    (("Françoise", "Bœuf"), ("FRANCOISE", "BOEUF")),
    (("Jean-Pierre", "Petit"), ("JEAN PIERRE", "PETIT")),
    (("Jean Pierre", "Petit"), ("JEAN-PIERRE", "PETIT")),
    (("Jeanpierre", "Petit"), ("JEAN PIERRE", "PETIT")),
    (("Jean", "Petit"), ("JEAN-PIERRE", "PETIT")),
    (("Marie-Claude", "Roy"), ("MARIE", "ROY")),
    (("Jean Pierre", "Petit"), ("JEAN PIERRE MARIE", "PETIT")),
    (("Mohammed", "Benali"), ("MOHAMED", "BEN ALI")),
    (("Leïla", "El Amrani"), ("LEILA", "ELAMRANI")),
    (("Yann", "Le Goff"), ("YANN", "LEGOFF")),
    (("Yann", "Le Goff"), ("YANN", "LE GOFF")),
    (("Anne", "de La Tour"), ("ANNE", "TOUR")),
    (("Anne", "de Villiers"), ("ANNE", "VILLIERS")),
    (("Anne", "d’Estienne"), ("ANNE", "D ESTIENNE")),
    (("Anne", "D'Estienne"), ("ANNE", "ESTIENNE")),
    (("Sylvie", "L’Hostis"), ("SYLVIE", "LHOSTIS")),
    (("Claire", "Martin-Dubois"), ("CLAIRE", "MARTIN DUBOIS")),
    (("Claire", "Martin"), ("CLAIRE", "MARTIN-DUBOIS")),
    (("Claire", "Dubois"), ("CLAIRE", "MARTIN DUBOIS")),
    (("Claire", "Dubois Martin"), ("CLAIRE", "MARTIN-DUBOIS")),
    (("Claire", "Le Goff Martin"), ("CLAIRE", "LE GOFF")),
    (("Siobhán", "O’Brien"), ("SIOBHAN", "OBRIEN")),
    (("Zoë", "Weiß"), ("ZOE", "WEISS")),
    (("Lucie", "Gauthier"), ("LUCIE", "GAUTIER")),
    (("Lucie", "Perin"), ("LUCIE", "PERRIN")),
    (("Lucie", "Matrin"), ("LUCIE", "MARTIN")),
    (("Lucie", "Leroi"), ("LUCIE", "LEROY")),
    (("Emanuel", "Roche"), ("EMMANUEL", "ROCHE")),
    (("Lucie", "Christopoulos"), ("LUCIE", "CHRISTOPULOS")),
    (("  lucie ", "PETIT"), ("Lucie", "Petit")),
];

/// Two people, however near.
const OTHERS: &[Pair] = &[
    (("Claire", "Moreau"), ("CAMILLE", "MOREAU")),
    (("Louis", "Moreau"), ("LOUISE", "MOREAU")),
    (("Jean", "Moreau"), ("JEANNE", "MOREAU")),
    (("René", "Moreau"), ("RENEE", "MOREAU")),
    (("André", "Moreau"), ("ANDREE", "MOREAU")),
    (("Michel", "Moreau"), ("MICHELLE", "MOREAU")),
    (("Pascal", "Moreau"), ("PASCALE", "MOREAU")),
    (("Joël", "Moreau"), ("JOELLE", "MOREAU")),
    (("Paul", "Moreau"), ("PAULINE", "MOREAU")),
    (("Frédéric", "Moreau"), ("FREDERIQUE", "MOREAU")),
    (("Valéry", "Moreau"), ("VALERIE", "MOREAU")),
    (("Jean-Pierre", "Moreau"), ("JEAN-PAUL", "MOREAU")),
    (("Jean-Marie", "Moreau"), ("MARIE", "MOREAU")),
    (("C", "Moreau"), ("CLAIRE", "MOREAU")),
    (("", "Moreau"), ("CLAIRE", "MOREAU")),
    (("Claire", ""), ("CLAIRE", "MOREAU")),
    (("Claire", "-"), ("CLAIRE", "MOREAU")),
    (("Claire", "Marin"), ("CLAIRE", "MARTIN")),
    (("Claire", "Martin"), ("CLAIRE", "MARTINEZ")),
    (("Claire", "Martin"), ("CLAIRE", "MARTINE")),
    (("Claire", "Martin"), ("CLAIRE", "MARTY")),
    (("Claire", "Perrin"), ("CLAIRE", "PERRON")),
    (("Claire", "Durand"), ("CLAIRE", "DURANT")),
    (("Claire", "Dupont"), ("CLAIRE", "DUPOND")),
    (("Claire", "Roussel"), ("CLAIRE", "ROUSSEAU")),
    (("Claire", "Guillard"), ("CLAIRE", "GAILLARD")),
    (("Claire", "Charpentier"), ("CLAIRE", "CARPENTIER")),
    (("Claire", "Deschamps"), ("CLAIRE", "DESCAMPS")),
    (("Claire", "Fernandes"), ("CLAIRE", "FERNANDEZ")),
    (("Claire", "Rodrigues"), ("CLAIRE", "RODRIGUEZ")),
    (("Claire", "Renard"), ("CLAIRE", "BENARD")),
    (("Claire", "Girard"), ("CLAIRE", "GERARD")),
    (("Claire", "Roy"), ("CLAIRE", "LE ROY")),
    (("Claire", "Blanc"), ("CLAIRE", "LE BLANC")),
    (("Claire", "Pont"), ("CLAIRE", "DUPONT")),
    (("Claire", "Pont"), ("CLAIRE", "DU PONT")),
    (("Claire", "Lambert"), ("CLAIRE", "LAMBERTIN")),
    (("Martin", "Bernard"), ("BERNARD", "MARTIN")),
    (("Claude", "Bernard"), ("BERNARD", "CLAUDE")),
    (("Camille", "Martin-Dubois"), ("CLAIRE", "MARTIN-DUBOIS")),
    (("Camille", "Martin"), ("CLAIRE", "MARTIN-DUBOIS")),
    (("Claire", "Martin-Leroy"), ("CLAIRE", "MARTIN-DUBOIS")),
];

#[test]
fn one_person_written_twice_is_recognised() {
    for (declared, known) in SAME {
        assert_eq!(verdict(*declared, *known), Verdict::Matched, "{declared:?} {known:?}");
    }
}

#[test]
fn two_people_are_never_taken_for_one() {
    for (declared, known) in OTHERS {
        assert!(matches!(verdict(*declared, *known), Verdict::Mismatch(_)), "{declared:?} {known:?}");
        assert!(matches!(verdict(*known, *declared), Verdict::Mismatch(_)), "{known:?} {declared:?}");
    }
}

#[test]
fn a_verdict_says_what_does_not_agree() {
    let declared = Declared { name: name("Claire", "Moreau"), profession: Some(profession("nurse")) };
    let facts = DirectoryFacts {
        names: vec![name("CLAIRE", "PETIT"), name("CLAIRE", "MOREAU")],
        professions: vec![profession("midwife"), profession("nurse")],
        active: true,
    };
    assert_eq!(
        compare(&declared, Some(&facts)),
        Verdict::Matched,
        "any of its names and professions will do"
    );
    assert_eq!(compare(&declared, None), Verdict::NotFound);

    let gone = DirectoryFacts { active: false, ..facts.clone() };
    assert_eq!(compare(&declared, Some(&gone)), Verdict::Mismatch(Reason::Inactive));
    let doctor = Declared { profession: Some(profession("doctor")), ..declared.clone() };
    assert_eq!(compare(&doctor, Some(&facts)), Verdict::Mismatch(Reason::Profession));
    let silent = Declared { profession: None, ..declared.clone() };
    assert_eq!(compare(&silent, Some(&facts)), Verdict::Mismatch(Reason::Profession));
    let sister = Declared { name: name("Camille", "Moreau"), ..declared.clone() };
    assert_eq!(compare(&sister, Some(&facts)), Verdict::Mismatch(Reason::GivenName));
    let stranger = Declared { name: name("Claire", "Garnier"), ..declared };
    assert_eq!(compare(&stranger, Some(&facts)), Verdict::Mismatch(Reason::FamilyName));
}

proptest! {
    #[test]
    fn whatever_is_written_is_compared(a in "\\PC{0,24}", b in "\\PC{0,24}", c in "\\PC{0,24}", d in "\\PC{0,24}") {
        verdict((&a, &b), (&c, &d));
    }

    #[test]
    fn case_accents_and_hyphens_never_matter(given in "[a-zéèïç]{2,12}", one in "[a-zéèüô]{2,12}", two in "[a-zéèüô]{2,12}") {
        let known = (given.to_uppercase(), format!("{}-{}", one.to_uppercase(), two.to_uppercase()));
        let verdict = verdict((&given, &format!("{one} {two}")), (&known.0, &known.1));
        prop_assert_eq!(verdict, Verdict::Matched);
    }
}

/// A pair and what a person who knows both would say.
struct Judged {
    declared: (String, String),
    known: (String, String),
    is_one_person: bool,
}

/// Draws without chance: the same on every machine.
struct Draws(u64);

impl Draws {
    fn below(&mut self, most: usize) -> usize {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// As the directory writes: capitals, no accents.
fn as_registered(text: &str) -> String {
    fold(text).to_uppercase().replace(['\'', '’'], " ")
}

/// 300 people written twice in the ways that people and registers have, the careless ones included.
fn written_twice(draws: &mut Draws, n: usize) -> Judged {
    let given = draws.of(if n.is_multiple_of(2) { demo_data::WOMEN } else { demo_data::MEN }).to_owned();
    let family = draws.of(demo_data::SURNAMES).to_owned();
    let other = draws.of(demo_data::SURNAMES);
    let second = draws.of(demo_data::WOMEN);
    let known = (as_registered(&given), as_registered(&family));
    let double = |hyphen: &str| format!("{family}{hyphen}{other}");
    let (declared, known) = match n % 25 {
        // As it is, the way most people are.
        0..=9 => ((given, family), known),
        10 => ((given.to_lowercase(), family.to_lowercase()), known),
        11 => ((given.replace('-', " "), family.replace(['-', ' '], "")), known),
        12 => ((given, double("-")), (known.0, as_registered(&double(" ")))),
        13 => ((given, double(" ")), (known.0, as_registered(&double("-")))),
        // The married name, of which one half is used.
        14 => ((given, family.clone()), (known.0, as_registered(&double("-")))),
        15 => ((given, double("-")), known),
        16 => ((given, format!("{other}-{family}")), (known.0, as_registered(&double(" ")))),
        17 => ((given, format!("de {family}")), known),
        18 => ((given, format!("d’{family}")), (known.0, format!("D {}", known.1))),
        19 => ((given.clone(), family), (format!("{} {}", known.0, as_registered(second)), known.1)),
        20 => ((given.clone(), family), (format!("{}-{}", known.0, as_registered(second)), known.1)),
        21 => ((given, swapped(&family, draws)), known),
        22 => ((given, doubled(&family, draws)), known),
        23 => ((given, family.replace('e', "é")), known),
        // One in 25: a letter fell out, or the one in twelve who goes by a nickname.
        _ if n.is_multiple_of(12) => ((given.chars().take(3).collect(), family), known),
        _ => ((given, format!("{family} ")), known),
    };
    Judged { declared, known, is_one_person: true }
}

fn swapped(name: &str, draws: &mut Draws) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + draws.below(letters.len().saturating_sub(2).max(1));
    if at + 1 < letters.len() {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

fn doubled(name: &str, draws: &mut Draws) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + draws.below(letters.len().saturating_sub(2).max(1));
    letters.insert(at, letters[at]);
    letters.into_iter().collect()
}

/// 200 pairs of two people: strangers, namesakes by half, brothers and sisters, and the nearest surnames of the list.
fn two_people(draws: &mut Draws, n: usize, near: &[(&str, &str)]) -> Judged {
    let list = if n.is_multiple_of(2) { demo_data::WOMEN } else { demo_data::MEN };
    let other_than = |draws: &mut Draws, list: &[&'static str], not: &str| loop {
        let other = draws.of(list);
        // « Marie » may be « Marie-Claude »: nobody could judge that pair.
        let (a, b) = (fold(other), fold(not));
        if !a.split('-').any(|it| b.split('-').any(|word| it == word)) {
            break other.to_owned();
        }
    };
    let given = draws.of(list).to_owned();
    let family = draws.of(demo_data::SURNAMES).to_owned();
    let (declared, known) = match n % 5 {
        0 => {
            let stranger = (other_than(draws, list, &given), other_than(draws, demo_data::SURNAMES, &family));
            (stranger, (given, family))
        }
        1 => ((given.clone(), other_than(draws, demo_data::SURNAMES, &family)), (given, family)),
        2 => ((other_than(draws, list, &given), family.clone()), (given, family)),
        // A brother or a sister of the same initial, where the list has one.
        3 => {
            let initial = fold(&given).chars().next();
            let siblings: Vec<&str> = demo_data::WOMEN
                .iter()
                .chain(demo_data::MEN)
                .copied()
                .filter(|it| fold(it).chars().next() == initial)
                .filter(|it| !fold(it).split('-').any(|word| fold(&given).split('-').any(|o| o == word)))
                .collect();
            let sibling = if siblings.is_empty() {
                other_than(draws, list, &given)
            } else {
                draws.of(&siblings).to_owned()
            };
            ((sibling, family.clone()), (given, family))
        }
        _ => {
            let (one, two) = near[draws.below(near.len())];
            ((given.clone(), one.to_owned()), (given, two.to_owned()))
        }
    };
    let known = (as_registered(&known.0), as_registered(&known.1));
    Judged { declared, known, is_one_person: false }
}

/// Surnames of the list that are most alike without being one.
fn near_surnames() -> Vec<(&'static str, &'static str)> {
    let mut pairs: Vec<(f64, &str, &str)> = Vec::new();
    for (at, one) in demo_data::SURNAMES.iter().enumerate() {
        for other in &demo_data::SURNAMES[at + 1..] {
            let (a, b) = (words(one).concat(), words(other).concat());
            if a != b {
                pairs.push((strsim::jaro_winkler(&a, &b), one, other));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    pairs.into_iter().take(60).map(|(_, one, other)| (one, other)).collect()
}

#[test]
fn on_500_judged_pairs_nobody_is_taken_for_another_and_hardly_anybody_is_missed() {
    let (mut draws, near) = (Draws(2026), near_surnames());
    let mut pairs: Vec<Judged> = SAME
        .iter()
        .map(|it| (it, true))
        .chain(OTHERS.iter().map(|it| (it, false)))
        .map(|((declared, known), is_one_person)| Judged {
            declared: (declared.0.to_owned(), declared.1.to_owned()),
            known: (known.0.to_owned(), known.1.to_owned()),
            is_one_person,
        })
        .collect();
    let (written, others) = (300 - SAME.len(), 200 - OTHERS.len());
    pairs.extend((0..written).map(|n| written_twice(&mut draws, n)));
    pairs.extend((0..others).map(|n| two_people(&mut draws, n, &near)));

    let (mut found, mut missed, mut wrong) = (0, Vec::new(), Vec::new());
    for it in &pairs {
        let matched =
            verdict((&it.declared.0, &it.declared.1), (&it.known.0, &it.known.1)) == Verdict::Matched;
        let said = format!("{} {} / {} {}", it.declared.0, it.declared.1, it.known.0, it.known.1);
        match (it.is_one_person, matched) {
            (true, true) => found += 1,
            (true, false) => missed.push(said),
            (false, true) => wrong.push(said),
            (false, false) => {}
        }
    }

    println!("{} pairs: {found} of 300 recognised, {} false matches of 200", pairs.len(), wrong.len());
    println!("missed: {missed:#?}");
    assert_eq!(pairs.len(), 500);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(found * 100 >= 300 * 97, "{found} of 300, missed {missed:#?}");
}
