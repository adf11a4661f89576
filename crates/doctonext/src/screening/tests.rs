//! Rules as the team writes them, at work on texts.

use proptest::prelude::*;

use super::*;

fn rules(text: &str) -> Vec<Rule> {
    read_lines(text).unwrap()
}

fn found(lines: &str, text: &str) -> Vec<String> {
    Engine::of(&rules(lines)).read("", text).into_iter().map(|it| it.words).collect()
}

#[test]
fn a_word_is_found_whole_whatever_its_accents_and_capitals() {
    assert_eq!(
        found("mot: Crédit immédiat", "Obtenez un CREDIT  immediat, sans visite."),
        ["credit immediat"]
    );
    assert_eq!(found("mot: or", "Cabinet en Orléanais, encore en activité."), [""; 0]);
}

#[test]
fn a_pattern_finds_what_it_says_in_capitals_too() {
    assert_eq!(found(r"motif: western\s*union", "par WESTERN UNION svp"), ["WESTERN UNION"]);
}

#[test]
fn a_domain_keeps_out_those_below_it_and_not_those_that_end_alike() {
    let rule = &rules("domaine: @Jetable.FR # adresses jetables")[0];
    assert_eq!((rule.text.as_str(), rule.why.as_str()), ("jetable.fr", "adresses jetables"));
    assert!(rule.bars("jetable.fr") && rule.bars("a.jetable.fr"));
    assert!(!rule.bars("injetable.fr") && !rule.bars("jetable.fr.example"));
}

#[test]
fn a_network_keeps_out_the_addresses_in_it_however_it_was_typed() {
    let rules = rules(
        "réseau: 203.0.113.77/24 # abus\nreseau: 2001:db8:1::/48\nréseau: 198.51.100.9\nréseau: ::ffff:192.0.2.0/120",
    );
    let texts: Vec<&str> = rules.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["203.0.113.0/24", "2001:db8:1::/48", "198.51.100.9/32", "192.0.2.0/24"]);
    let barred = |address: &str| rules.iter().any(|it| it.covers(address.parse().unwrap()));
    for address in ["203.0.113.1", "::ffff:203.0.113.1", "2001:db8:1:2::9", "198.51.100.9", "192.0.2.200"] {
        assert!(barred(address), "{address}");
    }
    for address in ["203.0.114.1", "2001:db8:2::9", "198.51.100.8", "::"] {
        assert!(!barred(address), "{address}");
    }
}

#[test]
fn what_cannot_be_a_rule_is_told_by_its_line() {
    let faults = read_lines(
        "mot: bitcoin\n\nmotif: (a\nsorcier: x\nmotif: a*\nmotif: (\\w{500}){500}\ndomaine: localhost\nréseau: 10\n\
         réseau: 0.0.0.0/0",
    )
    .unwrap_err();
    let lines: Vec<_> = faults.iter().map(|it| it.line.unwrap()).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9], "{faults:?}");
    assert!(faults[3].why.contains("mémoire"), "{faults:?}");
}

#[test]
fn rules_read_back_as_they_were_written() {
    let text = "mot: bitcoin # Escroqueries\nmotif: a#b\ndomaine: jetable.fr\nréseau: 203.0.113.0/24\n";
    assert_eq!(written_lines(&rules(text)), text);
}

const TEXT: &str = "Cabinet de médecine générale au cœur d’une maison de santé récente, patientèle fidèle, secrétariat \
    sur place, logement possible pendant l’été, gare à deux pas, école et commerces dans la rue, équipe soudée de six \
    praticiens dont deux infirmières et un kinésithérapeute, logiciel en réseau, honoraires en hausse depuis trois ans.";

#[test]
fn the_same_text_in_other_clothes_has_the_same_fingerprint() {
    let print = |text: &str| Fingerprint::of("Cabinet à céder", text).unwrap();
    let shouted = TEXT.to_uppercase().replace(',', " ;");
    assert_eq!(print(TEXT).distance(print(&shouted)), 0);
    assert!(Fingerprint::of("Cabinet", "Trop court").is_none());
}

#[test]
fn another_text_is_far_away() {
    let other = "Remplacement de kinésithérapeute en bord de mer pendant tout le mois d’août, rétrocession de soixante-quinze \
        pour cent, balnéothérapie, plateau neuf, trois assistants, visites à domicile facultatives et studio meublé offert.";
    let (a, b) = (Fingerprint::of("", TEXT).unwrap(), Fingerprint::of("", other).unwrap());
    assert!(a.distance(b) > 12, "{}", a.distance(b));
}

proptest! {
    #[test]
    fn no_line_breaks_the_reading_and_what_is_read_can_be_used(typed in "(mot|motif|domaine|x)?:? ?.{0,60}") {
        if let Ok(rules) = read_lines(&typed) {
            let _ = Engine::of(&rules).read("Cabinet", &typed);
            prop_assert_eq!(read_lines(&written_lines(&rules)).unwrap(), rules);
        }
    }

    #[test]
    fn two_fingerprints_within_three_bits_share_a_band(print in any::<u64>(), bits in prop::collection::vec(0_u32..64, 0..=3)) {
        let other = bits.iter().fold(print, |it, bit| it ^ (1 << bit));
        let band = |it: u64, rank: u32| it >> (16 * rank) & 0xffff;
        prop_assert!((0..4).any(|rank| band(print, rank) == band(other, rank)));
        let columns = (Fingerprint::from_column(print.cast_signed()), Fingerprint::from_column(other.cast_signed()));
        prop_assert!(columns.0.distance(columns.1) <= NEAR);
    }
}
