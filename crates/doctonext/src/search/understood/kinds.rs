//! « remplacement », « à céder », « collaboration »: the type of listing that is named.

use super::reading::{Named, Reading, singular};
use crate::trades::ListingType;

/// Words, singular, with what they ask for; longer ones first.
const FORMS: [(&[&str], ListingType); 27] = [
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
const DENIED: [&str; 6] = ["sans", "pas", "ni", "hors", "apres", "avec"];
/// Little words that go with what follows them.
const BEFORE: [&str; 3] = ["en", "pour", "un"];

/// Every run of words that names a type: first word, one past the last, the type.
pub(super) fn kinds(reading: &Reading<'_>) -> Named<ListingType> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
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

/// « sans reprise de murs »; « infirmière cherche remplacements », which may be somebody who offers to replace.
fn is_spoken_of(reading: &Reading<'_>, at: usize, kind: ListingType) -> bool {
    let before = at.checked_sub(1).map_or("", |it| reading.folded(it));
    let looks_for = matches!(before, "cherche" | "recherche" | "cherchons");
    DENIED.contains(&before) || (looks_for && kind == ListingType::Replacement)
}
