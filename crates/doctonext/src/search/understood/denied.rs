//! « kiné sauf Paris », « hors Île-de-France », « pas de remplacement »: what is named in order to be left out.

use std::ops::Range;

use super::{
    Kind, Meaning, Outcome, Recognised,
    numbers::{is_digits, is_unit},
    reading::TextReading,
    tokens,
};
use crate::{
    search::{AsTyped, ChosenArea},
    territory::Gazetteer,
};

/// Whoever writes one of these does not want what follows.
const REFUSING: [&str; 10] =
    ["hors", "sauf", "excepte", "exceptes", "exceptee", "hormis", "pas", "ni", "loin", "dehors"];
/// Between such a word and what follows.
const LITTLE: [&str; 15] =
    ["de", "d", "du", "des", "le", "la", "les", "l", "en", "a", "au", "aux", "dans", "sur", "un"];
/// Whoever begins so says where, and no more where not.
const WHERE: [&str; 9] = ["a", "au", "aux", "en", "dans", "sur", "pres", "vers", "autour"];
/// Between two things that are left out.
const AND: [&str; 3] = ["et", "ou", "ni"];

/// Something named: the words, what they name, whether it is to be left out.
pub(super) type Said = (Range<usize>, Meaning, bool);

/// Tells what is wanted from what is not, words in order. What somebody wants to do without (« sans reprise de murs ») is no
/// filter: listings say so in these words.
pub(super) fn told_apart(reading: &TextReading<'_>, all: Vec<(Range<usize>, Meaning)>) -> Vec<Said> {
    let mut told: Vec<Said> = Vec::with_capacity(all.len());
    for (words, meaning) in all {
        let floor = told.last().map_or(0, |(words, ..)| words.end);
        let start = reading.over_little_words(words.start, &LITTLE).max(floor);
        let before = if start > floor { reading.before(start) } else { "" };
        if before == "sans" {
            continue;
        }
        if REFUSING.contains(&before) && !reading.is_taken(start - 1) {
            // « en dehors de ».
            let led = before == "dehors" && start >= floor + 2 && reading.before(start - 1) == "en";
            told.push((start - 1 - usize::from(led)..words.end, meaning, true));
        } else if goes_on(reading, told.last(), &words, &meaning) {
            told.push((floor..words.end, meaning, true));
        } else {
            told.push((words, meaning, false));
        }
    }
    told
}

/// « sauf Paris et Lyon », « sauf 75 92 ».
fn goes_on(
    reading: &TextReading<'_>,
    before: Option<&Said>,
    words: &Range<usize>,
    meaning: &Meaning,
) -> bool {
    let Some((last, other, true)) = before else { return false };
    let mut between = (last.end..words.start).map(|it| reading.folded(it));
    let is_joined = between.clone().any(|it| AND.contains(&it));
    // « sauf 75 92 93 », « sauf Paris, Lyon »; but « hors Île-de-France, Lyon » and « hors Paris, à Lyon » want Lyon.
    let is_said_anew = WHERE.contains(&reading.folded(words.start));
    let is_next = last.end == words.start
        && !is_said_anew
        && (meaning.kind() == other.kind()
            || (reading.breaks(words.start) && !matches!(other.kind(), Kind::Region)));
    (is_joined || is_next)
        && between.all(|it| AND.contains(&it) || LITTLE.contains(&it))
        && family(meaning.kind()) == family(other.kind())
}

/// « -75 »: listings do not hold the code of their department as a word, so that refusing it would refuse nothing.
pub(super) fn refused_departments(
    text: &str,
    as_typed: &AsTyped,
    gazetteer: &Gazetteer,
) -> impl Iterator<Item = Recognised> {
    let refused = if as_typed.is_all { Vec::new() } else { tokens::refused(text) };
    refused.into_iter().filter_map(move |at| {
        let words = text.get(at.clone())?.trim_end_matches([',', ';', '.']);
        let code = words.strip_prefix('-').filter(|it| (2..=3).contains(&it.len()) && !as_typed.holds(it))?;
        let department = gazetteer.department_by_code(&code.to_uppercase())?;
        // « 24 -31 décembre », « -30 km ».
        let before = text.get(..at.start)?.split_whitespace().next_back();
        let is_range = before.is_some_and(|it| is_digits(it) && it.len() <= 2);
        let next = text.get(at.end..)?.split_whitespace().next();
        let counts = next.is_some_and(|it| it.starts_with(['%', '€']) || is_unit(&search_index::fold(it)));
        let meaning = Meaning::Department(ChosenArea::from(department));
        (!is_range && !counts).then(|| Recognised {
            meaning,
            outcome: Outcome::Excluded,
            words: words.to_owned(),
            at: at.start..at.start + words.len(),
        })
    })
}

/// Places are one family.
pub(in crate::search) fn family(kind: Kind) -> Kind {
    match kind {
        Kind::Region | Kind::Department | Kind::Around => Kind::Around,
        other => other,
    }
}
