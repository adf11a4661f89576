//! « remplacement », « à céder », « collaboration »: the type of listing that is named.

use super::reading::{Named, TextReading, singular};
use crate::trades::ListingType;

/// Words, singular, with what they ask for; longer ones first.
const FORMS: [(&[&str], ListingType); 29] = [
    (&["a", "ceder"], ListingType::Transfer),
    (&["a", "vendre"], ListingType::Transfer),
    (&["a", "reprendre"], ListingType::Transfer),
    (&["en", "vente"], ListingType::Transfer),
    (&["remplacant", "disponible"], ListingType::Availability),
    (&["remplacante", "disponible"], ListingType::Availability),
    (&["cession"], ListingType::Transfer),
    (&["ceder"], ListingType::Transfer),
    (&["cede"], ListingType::Transfer),
    (&["vend"], ListingType::Transfer),
    (&["vendre"], ListingType::Transfer),
    (&["vente"], ListingType::Transfer),
    (&["rachat"], ListingType::Transfer),
    (&["reprise"], ListingType::Transfer),
    (&["succession"], ListingType::Transfer),
    (&["successeur"], ListingType::Transfer),
    (&["remplacement"], ListingType::Replacement),
    (&["rempla"], ListingType::Replacement),
    (&["rempl"], ListingType::Replacement),
    (&["remplt"], ListingType::Replacement),
    (&["collaboration"], ListingType::Collaboration),
    (&["collaborateur"], ListingType::Collaboration),
    (&["collaboratrice"], ListingType::Collaboration),
    (&["collab"], ListingType::Collaboration),
    (&["assistanat"], ListingType::Collaboration),
    (&["association"], ListingType::Collaboration),
    (&["associe"], ListingType::Collaboration),
    (&["associee"], ListingType::Collaboration),
    (&["disponibilite"], ListingType::Availability),
];
/// Before a type: it is spoken of, not asked for.
const SPOKEN_OF: [&str; 3] = ["sans", "apres", "avec"];
/// Between such a word and the type.
const LITTLE: [&str; 6] = ["de", "d", "la", "le", "l", "une"];
/// Little words that go with what follows them.
const BEFORE: [&str; 3] = ["en", "pour", "un"];
/// Whoever buys one of these takes it over: « achat cabinet ».
const BOUGHT: [&str; 7] = ["cabinet", "patientele", "clientele", "officine", "fonds", "tournee", "structure"];

/// Every run of words that names a type: first word, one past the last, the type.
pub(super) fn kinds(reading: &TextReading<'_>) -> Named<ListingType> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        if is_purchase(reading, at) {
            found.push((at, at + 1, ListingType::Transfer));
            at += 1;
            continue;
        }
        let here = FORMS.iter().find(|(words, _)| {
            let stands = |(rank, word): (usize, &&str)| singular(reading.folded(at + rank)) == *word;
            reading.is_free(at..at + words.len()) && words.iter().enumerate().all(stands)
        });
        let Some((words, kind)) = here else {
            at += 1;
            continue;
        };
        let end = at + words.len();
        if !is_spoken_of(reading, at, *kind) {
            let start = at
                .checked_sub(1)
                .filter(|it| BEFORE.contains(&reading.folded(*it)) && reading.is_free(*it..end));
            found.push((start.unwrap_or(at), end, *kind));
        }
        at = end;
    }
    found
}

/// « achat cabinet dentaire », « acheter une pharmacie », and not « achat de matériel ».
fn is_purchase(reading: &TextReading<'_>, at: usize) -> bool {
    let is_buying = matches!(reading.folded(at), "achat" | "acheter" | "achete") && !reading.is_taken(at);
    let mut next = at + 1;
    while matches!(reading.folded(next), "de" | "d" | "du" | "un" | "une" | "le" | "la" | "l") {
        next += 1;
    }
    is_buying && (reading.is_trade(next) || BOUGHT.contains(&singular(reading.folded(next))))
}

/// « sans reprise de murs »; « infirmière cherche remplacements », which may be somebody who offers to replace: there a trade
/// stands before it.
fn is_spoken_of(reading: &TextReading<'_>, at: usize, kind: ListingType) -> bool {
    let before = reading.before(at);
    let looks_for = matches!(before, "cherche" | "recherche" | "cherchons");
    let who = at.checked_sub(2).is_some_and(|it| reading.is_trade(it) && !reading.breaks(at - 1));
    SPOKEN_OF.contains(&reading.before(reading.over_little_words(at, &LITTLE)))
        || (looks_for && who && kind == ListingType::Replacement)
}
