//! Numbers that count or measure: no department, no arrondissement.

use super::reading::Reading;

/// What numbers count in listings.
const UNITS: &str = "
    jour h heure semaine mois an m m2 km min minute fauteuil lit salle box patient acte k ke euro eur kg praticiens medecins
    infirmiers infirmieres kines dentistes personne demi eme chambre piece metre pct pourcent temps professionnel associes
    consultation visite unite etage
";
/// Before a number: an amount of money, a distance, an age.
const BEFORE: &str =
    "prix ca chiffre loyer budget redevance environ plus moins maximum max minimum min bac honoraires rcp";

/// Whether a number is no code of a place.
pub(super) fn is_count(reading: &Reading<'_>, at: usize) -> bool {
    let is_amount = reading.tokens.get(at).is_some_and(|it| it.is_amount);
    let next = if reading.breaks(at + 1) { "" } else { reading.folded(at + 1) };
    let next_counted =
        UNITS.split_ascii_whitespace().any(|it| it == next || Some(it) == next.strip_suffix('s'));
    let is_digits = |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit());
    let before = at.checked_sub(1).map_or("", |it| reading.folded(it));
    // « 80 000 », « 0,5 », « 3 à 15 ».
    let beside_digits = is_digits(next) || (is_digits(before) && before.len() <= 3);
    is_amount || next_counted || beside_digits || BEFORE.split_ascii_whitespace().any(|it| it == before)
}
