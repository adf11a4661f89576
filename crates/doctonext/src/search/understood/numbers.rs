//! Numbers that count or measure: no department, no arrondissement.

use super::reading::TextReading;

/// What numbers count in listings.
const UNITS: &str = "
    jour j h heure semaine mois an annee m m2 km min mn minute fauteuil lit salle box patient acte k ke euro eur kg praticiens
    medecins infirmiers infirmieres kines dentistes personne demi eme chambre piece metre pct pourcent temps professionnel
    associes consultation visite unite etage fois retro retrocession kilometre rue avenue boulevard chemin allee impasse quai bis ter
";
/// Before a number: an amount of money, a share, a distance, an age.
const BEFORE: &str = "
    prix ca chiffre loyer budget redevance environ plus moins maximum max minimum min bac honoraires rcp rayon retro
    retrocession covid semaine
";

/// Whether a number is no code of a place.
pub(super) fn is_count(reading: &TextReading<'_>, at: usize) -> bool {
    is_measure(reading, at) || is_fraction(reading, at) || is_beside_digits(reading, at)
}

/// Whether a number is an amount or counts what follows: it is no code, whatever stands beside it.
pub(super) fn is_measure(reading: &TextReading<'_>, at: usize) -> bool {
    let is_amount = reading.tokens.get(at).is_some_and(|it| it.is_amount);
    is_amount || is_before_unit(reading, at) || is_after_measure(reading, at)
}

/// « 70/30 », « 24h/24 », « 8:30 », « 0,5 »: nothing of it is a code.
fn is_fraction(reading: &TextReading<'_>, at: usize) -> bool {
    let parts = |right: usize| {
        let Some((left, right)) = right
            .checked_sub(1)
            .and_then(|left| Some((reading.tokens.get(left)?, reading.tokens.get(right)?)))
        else {
            return false;
        };
        let begins_in_digits = |word: &str| word.starts_with(|it: char| it.is_ascii_digit());
        right.after_mark.is_some() && begins_in_digits(&left.folded) && begins_in_digits(&right.folded)
    };
    parts(at) || parts(at + 1)
}

/// « 80 000 », « 10 à 15 », « du 1er au 15 ».
fn is_beside_digits(reading: &TextReading<'_>, at: usize) -> bool {
    let next = following(reading, at);
    let before = reading.before(at);
    // « Paris 15 75015 » says it twice.
    let is_postal_code = |it: &str| is_digits(it) && it.len() == 5;
    let parts_amount = is_digits(before) && before.len() <= 3 && !is_postal_code(reading.folded(at));
    if (is_digits(next) && !is_postal_code(next)) || parts_amount {
        return true;
    }
    // Postal codes may be parted so: « 75011 à 30 minutes ».
    let is_short = |at: usize| {
        let word = reading.folded(at);
        word.len() <= 4 && word.starts_with(|it: char| it.is_ascii_digit()) && !reading.is_taken(at)
    };
    let leads_to = matches!(next, "a" | "au") && is_short(at + 2);
    let follows = matches!(before, "a" | "au") && at >= 2 && is_short(at - 2);
    is_short(at) && (leads_to || follows)
}

/// « 15 jours », « 30 à 35 patients », « 12 orthophonistes ».
fn is_before_unit(reading: &TextReading<'_>, at: usize) -> bool {
    let next = following(reading, at);
    // Several people of a trade are counted; « 44 kiné » says where.
    let are_people = reading.is_trade(at + 1) && next.ends_with('s');
    let joins = matches!(next, "a" | "au" | "et" | "ou") && is_digits(reading.folded(at + 2));
    is_unit(next) || are_people || (joins && is_before_unit(reading, at + 2))
}

/// « prix 80000 », « moins de 50000 », « rétrocession 70 ».
fn is_after_measure(reading: &TextReading<'_>, at: usize) -> bool {
    let start = reading.over_little_words(at, &["de", "d", "a"]);
    let before = reading.before(start);
    // A year has 53 weeks at most: « 2 jours par semaine 75 » says where.
    let is_week = before == "semaine" && reading.folded(at).parse::<u16>().is_ok_and(|it| it > 53);
    !is_week && BEFORE.split_ascii_whitespace().any(|it| it == before)
}

fn following<'a>(reading: &'a TextReading<'_>, at: usize) -> &'a str {
    if reading.breaks(at + 1) { "" } else { reading.folded(at + 1) }
}

/// Whether a folded word is what numbers count, one or several.
pub(super) fn is_unit(word: &str) -> bool {
    UNITS.split_ascii_whitespace().any(|it| it == word || Some(it) == word.strip_suffix('s'))
}

pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|it| it.is_ascii_digit())
}
