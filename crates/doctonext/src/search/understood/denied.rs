//! « kiné sauf Paris », « hors Île-de-France », « pas de remplacement »: what is named in order to be left out.

use std::ops::Range;

use super::{Kind, Meaning, reading::Reading};

/// Whoever writes one of these does not want what follows.
const REFUSING: [&str; 10] =
    ["hors", "sauf", "excepte", "exceptes", "exceptee", "hormis", "pas", "ni", "loin", "dehors"];
/// Between such a word and what follows.
const LITTLE: [&str; 15] =
    ["de", "d", "du", "des", "le", "la", "les", "l", "en", "a", "au", "aux", "dans", "sur", "un"];
/// Between two things that are left out.
const AND: [&str; 3] = ["et", "ou", "ni"];

/// Something named: the words, what they name, whether it is to be left out.
pub(super) type Said = (Range<usize>, Meaning, bool);

/// Tells what is wanted from what is not, words in order. What somebody wants to do without (« sans reprise de murs ») is no
/// filter: listings say so in these words.
pub(super) fn told_apart(reading: &Reading<'_>, all: Vec<(Range<usize>, Meaning)>) -> Vec<Said> {
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

/// « sauf Paris et Lyon ».
fn goes_on(reading: &Reading<'_>, before: Option<&Said>, words: &Range<usize>, meaning: &Meaning) -> bool {
    let Some((last, other, true)) = before else { return false };
    let mut between = (last.end..words.start).map(|it| reading.folded(it));
    let is_joined = between.clone().any(|it| AND.contains(&it));
    is_joined
        && between.all(|it| AND.contains(&it) || LITTLE.contains(&it))
        && family(meaning.kind()) == family(other.kind())
}

/// Places are one family.
pub(super) fn family(kind: Kind) -> Kind {
    match kind {
        Kind::Region | Kind::Department | Kind::Around => Kind::Around,
        other => other,
    }
}
