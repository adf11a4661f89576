//! Mistyped words: which known word was meant.

use std::collections::HashMap;

use fst::{Automaton, IntoStreamer, Map, Streamer};

use crate::fold::fold;

/// Longer words are not corrected: nobody types them.
const LONGEST: usize = 32;
/// Words with fewer letters are too close to too many others.
const SHORTEST: usize = 4;
/// From so many letters on, two errors are undone; below, one.
const TWO_ERRORS: usize = 8;

/// What an error more, or another first letter, weighs against being used e times as often.
const ERROR: f32 = 5.0;
const FIRST_LETTER: f32 = 2.0;

/// Words as people write them, learnt from texts.
#[derive(Debug, Clone, Default)]
pub struct Learning {
    /// Spellings by folded word, with how often each was met.
    known: HashMap<String, HashMap<Box<str>, u32>>,
}

impl Learning {
    /// Learns the words of a text; case does not matter, accents do.
    pub fn learn(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST);
        for word in words.filter(|word| word.len() <= 2 * LONGEST) {
            let spelt = word.to_lowercase();
            let folded = fold(&spelt);
            if (SHORTEST..=LONGEST).contains(&folded.len()) && folded.bytes().all(|b| b.is_ascii_lowercase())
            {
                let spellings = self.known.entry(folded).or_default();
                if let Some(times) = spellings.get_mut(spelt.as_str()) {
                    *times += 1;
                } else {
                    spellings.insert(spelt.into(), 1);
                }
            }
        }
    }

    /// How many words were learnt.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether nothing was learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// What was learnt.
    #[must_use]
    pub fn finish(self) -> Spelling {
        let mut sorted: Vec<(String, HashMap<Box<str>, u32>)> = self.known.into_iter().collect();
        sorted.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let words = Map::from_iter(sorted.iter().map(|(folded, _)| folded).zip(0_u64..)).unwrap_or_default();
        let entries = sorted.into_iter().map(|(_, spellings)| Entry::of(spellings)).collect();
        Spelling { words, entries }
    }
}

/// The most frequent spelling of a folded word, and how often the word was met in all.
#[derive(Debug)]
struct Entry {
    spelt: Box<str>,
    times: u32,
}

impl Entry {
    fn of(spellings: HashMap<Box<str>, u32>) -> Self {
        let times = spellings.values().sum();
        let best = spellings.into_iter().max_by(|one, other| (one.1, &other.0).cmp(&(other.1, &one.0)));
        Self { spelt: best.map(|(spelt, _)| spelt).unwrap_or_default(), times }
    }
}

/// Words known, to set right what was mistyped.
#[derive(Debug, Default)]
pub struct Spelling {
    words: Map<Vec<u8>>,
    entries: Vec<Entry>,
}

impl Spelling {
    /// How many words are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no word is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The words known, folded, with how often each was met; in order.
    pub fn known(&self) -> impl Iterator<Item = (String, u32)> {
        let folded = self.words.stream().into_str_keys().unwrap_or_default();
        folded.into_iter().zip(self.entries.iter().map(|it| it.times))
    }

    /// The word that was most likely meant, as people write it: few errors first, then the frequent one. None when the
    /// word is known, too short, or like no other.
    #[must_use]
    pub fn correct(&self, word: &str) -> Option<&str> {
        correct(&[self], word)
    }

    /// The word with the least cost, and that cost.
    fn best(&self, typed: &[u8]) -> Option<(f32, &Entry)> {
        let most = if typed.len() >= TWO_ERRORS { 2 } else { 1 };
        let mut found = self.words.search_with_state(Errors { typed, most }).into_stream();
        let mut best: Option<(f32, &Entry)> = None;
        while let Some((known, at, row)) = found.next() {
            let entry = usize::try_from(at).ok().and_then(|at| self.entries.get(at));
            let (Some(entry), Some(row)) = (entry, row) else { continue };
            let first = if known.first() == typed.first() { 0.0 } else { FIRST_LETTER };
            let cost = ERROR * f32::from(row.errors(typed.len())) + first - frequency(entry.times);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, entry));
            }
        }
        best
    }
}

/// What [`Spelling::correct`] finds in several lists of words, such as what was learnt at first and what was learnt since.
#[must_use]
pub fn correct<'a>(lists: &[&'a Spelling], word: &str) -> Option<&'a str> {
    let folded = fold(word);
    let typed = folded.as_bytes();
    let is_known = lists.iter().any(|it| it.words.contains_key(typed));
    if !(SHORTEST..=LONGEST).contains(&typed.len()) || is_known {
        return None;
    }
    let best = lists.iter().filter_map(|it| it.best(typed)).min_by(|one, other| one.0.total_cmp(&other.0));
    best.map(|(_, entry)| &*entry.spelt)
}

#[expect(clippy::cast_precision_loss, reason = "a logarithm")]
fn frequency(times: u32) -> f32 {
    (times.max(1) as f32).ln()
}

/// Walks the lexicon along all words within some errors of what was typed: a letter too many, missing, another one, or
/// two neighbours exchanged.
struct Errors<'a> {
    typed: &'a [u8],
    most: u8,
}

/// Errors between the letters read so far and each beginning of what was typed, now and one letter ago.
#[derive(Clone)]
struct Row {
    now: [u8; LONGEST + 1],
    before: [u8; LONGEST + 1],
    letter: u8,
}

impl Row {
    fn errors(&self, length: usize) -> u8 {
        self.now.get(length).copied().unwrap_or(u8::MAX)
    }
}

impl Automaton for Errors<'_> {
    type State = Option<Row>;

    fn start(&self) -> Option<Row> {
        let now = std::array::from_fn(|at| u8::try_from(at).unwrap_or(u8::MAX));
        Some(Row { now, before: [u8::MAX / 2; LONGEST + 1], letter: 0 })
    }

    fn is_match(&self, row: &Option<Row>) -> bool {
        row.as_ref().is_some_and(|row| row.errors(self.typed.len()) <= self.most)
    }

    fn can_match(&self, row: &Option<Row>) -> bool {
        row.is_some()
    }

    fn accept(&self, row: &Option<Row>, letter: u8) -> Option<Row> {
        let row = row.as_ref()?;
        let mut next = [u8::MAX / 2; LONGEST + 1];
        next[0] = row.now[0] + 1;
        let mut least = next[0];
        for (at, typed) in (1..=LONGEST).zip(self.typed) {
            let same = u8::from(*typed != letter);
            let mut errors = (row.now[at] + 1).min(next[at - 1] + 1).min(row.now[at - 1] + same);
            if at > 1 && self.typed[at - 2] == letter && *typed == row.letter {
                errors = errors.min(row.before[at - 2] + 1);
            }
            next[at] = errors.min(u8::MAX / 2);
            least = least.min(errors);
        }
        // An exchange of neighbours reaches one row further back.
        let earlier = row.now.iter().take(self.typed.len() + 1).min().copied().unwrap_or(u8::MAX);
        let hope = least <= self.most || earlier < self.most;
        hope.then_some(Row { now: next, before: row.now, letter })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn knows(words: &[&str]) -> Spelling {
        let mut learning = Learning::default();
        for it in words {
            learning.learn(it);
        }
        learning.finish()
    }

    #[test]
    fn words_learnt_since_count_beside_those_learnt_at_first() {
        let (first, since) = (knows(&["cabinet", "cabinet"]), knows(&["échographe"]));
        assert_eq!(correct(&[&first, &since], "echografe"), Some("échographe"));
        assert_eq!(correct(&[&first, &since], "cabinett"), Some("cabinet"));
        assert_eq!(correct(&[&first, &since], "echographe"), None, "known since");
    }

    proptest! {
        /// Errors lead back as they led there: as many letters to undo either way.
        #[test]
        fn typing_errors_count_alike_in_both_directions(
            word in "[a-e]{8,12}",
            errors in prop::collection::vec((0_usize..4, 0_usize..12, "[a-e]"), 1..4),
        ) {
            let mut typed: Vec<char> = word.chars().collect();
            for (kind, at, letter) in errors {
                let letter = letter.chars().next().unwrap();
                let at = at.min(typed.len() - 1);
                match kind {
                    0 => typed[at] = letter,
                    1 => typed.insert(at, letter),
                    2 if typed.len() > TWO_ERRORS => drop(typed.remove(at)),
                    _ if at > 0 => typed.swap(at - 1, at),
                    _ => {}
                }
            }
            let typed: String = typed.into_iter().collect();
            let there = knows(&[&word]).correct(&typed).is_some();
            let back = knows(&[&typed]).correct(&word).is_some();
            prop_assert_eq!(there, back, "{} {}", word, typed);
        }
    }
}
