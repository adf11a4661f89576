//! Names that resemble what was typed: one or two letters wrong, missing, added or exchanged.
//!
//! Comparing with 35,000 names costs milliseconds; only those that share enough groups of three letters are compared.

use std::{cmp::Reverse, collections::HashMap};

use super::super::spelling::is_article;
use super::names::{Names, narrow, words_at};

/// Most names compared letter by letter.
const COMPARED: usize = 240;
/// A text of this many bytes is no name.
const LONGEST: usize = 64;
/// From this length on, a text has enough groups of three letters to survive a mistake.
const LONG: usize = 6;
/// From this length on, more than one mistake is forgiven.
const VERY_LONG: usize = 8;

/// A name that resembles the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Resemblance {
    /// Mistakes between the text and the name, or its beginning.
    pub mistakes: u8,
    /// Whether only the beginning of the name resembles.
    pub in_part: bool,
    /// Whether it resembles only a later word of the name.
    pub inside: bool,
    /// Rank of the commune.
    pub commune: u32,
}

/// Which names hold which groups of three letters.
#[derive(Debug)]
pub(super) struct Typos {
    by_trigram: HashMap<[u8; 3], Box<[u32]>>,
    /// Names that a short text may be, with their letters.
    short: Vec<(u32, u32)>,
}

impl Typos {
    pub(super) fn of(names: &Names) -> Self {
        let mut lists: HashMap<[u8; 3], Vec<u32>> = HashMap::new();
        let mut short = Vec::new();
        for commune in 0..narrow(names.len()) {
            let name = names.name(commune);
            for trigram in trigrams(name) {
                lists.entry(trigram).or_default().push(commune);
            }
            if name.len() <= LONG {
                short.push((letters(name), commune));
            }
        }
        let by_trigram =
            lists.into_iter().map(|(trigram, list)| (trigram, list.into_boxed_slice())).collect();
        Self { by_trigram, short }
    }

    /// Names that resemble `typed` and that `keep` keeps, in no order; `forgiven` mistakes at most,
    /// one in shorter texts. Where too many share letters with it, those of
    /// greater `weight` are compared.
    pub(super) fn resembling(
        &self,
        names: &Names,
        typed: &str,
        forgiven: usize,
        keep: impl Fn(u32) -> bool,
        weight: impl Fn(u32) -> u32,
    ) -> Vec<Resemblance> {
        match typed.len() {
            0..=3 => Vec::new(),
            4..LONG => {
                let whole = |commune: u32| {
                    let (whole, _) = distances(typed.as_bytes(), names.name(commune).as_bytes(), 1)?;
                    (whole <= 1).then_some(Resemblance {
                        mistakes: 1,
                        in_part: false,
                        inside: false,
                        commune,
                    })
                };
                let typed_letters = letters(typed);
                let alike = |(letters, commune): &(u32, u32)| {
                    let strange = (typed_letters & !letters).count_ones() <= 1;
                    let missing = (letters & !typed_letters).count_ones() <= 1;
                    (strange && missing && keep(*commune)).then_some(*commune)
                };
                self.short.iter().filter_map(alike).filter_map(whole).collect()
            }
            length => {
                let forgiven = if length >= VERY_LONG { forgiven } else { 1 };
                let mut shared = self.sharing_letters(names.len(), typed, forgiven);
                shared.retain(|(_, commune)| keep(*commune));
                if shared.len() > COMPARED {
                    shared.select_nth_unstable_by_key(COMPARED, |(count, commune)| {
                        Reverse((*count, weight(*commune)))
                    });
                    shared.truncate(COMPARED);
                }
                shared
                    .into_iter()
                    .filter_map(|(_, it)| compare(typed, names.name(it), forgiven, it))
                    .collect()
            }
        }
    }

    /// Names that share enough groups of three letters with the text, and how many.
    fn sharing_letters(&self, names: usize, typed: &str, forgiven: usize) -> Vec<(u8, u32)> {
        let wanted = trigrams(typed);
        let mut shared = vec![0_u8; names];
        for commune in wanted.iter().filter_map(|trigram| self.by_trigram.get(trigram)).flatten() {
            if let Some(count) = shared.get_mut(*commune as usize) {
                *count = count.saturating_add(1);
            }
        }
        let enough = wanted.len().saturating_sub(3 * forgiven).max(2);
        shared.into_iter().zip(0_u32..).filter(|(count, _)| usize::from(*count) >= enough).collect()
    }
}

/// Groups of three letters, with a space before the first word, each once.
fn trigrams(name: &str) -> Vec<[u8; 3]> {
    let padded: Vec<u8> = std::iter::once(b' ').chain(name.bytes()).collect();
    let mut all: Vec<[u8; 3]> = padded.windows(3).filter_map(|window| window.try_into().ok()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Which letters occur, a bit each: one mistake brings or takes one at most.
fn letters(name: &str) -> u32 {
    name.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32))
}

fn compare(typed: &str, name: &str, forgiven: usize, commune: u32) -> Option<Resemblance> {
    let mut best: Option<Resemblance> = None;
    let mut after_article = true;
    for (at, word) in words_at(name) {
        if let Some((whole, beginning)) = distances(typed.as_bytes(), &name.as_bytes()[at..], forgiven) {
            let mistakes = u8::try_from(beginning).unwrap_or(u8::MAX);
            let found = Resemblance { mistakes, in_part: whole > beginning, inside: !after_article, commune };
            best = Some(best.map_or(found, |known| known.min(found)));
        }
        after_article = at == 0 && is_article(word);
    }
    best
}

/// Letters to change, add, leave out or exchange to get from `typed` to the whole of `name`, and to its best beginning;
/// none when even that takes more than `forgiven`. The first is only right when it does not exceed `forgiven`.
fn distances(typed: &[u8], name: &[u8], forgiven: usize) -> Option<(usize, usize)> {
    if typed.len() >= LONGEST {
        return None;
    }
    let typed_length = typed.len();
    let mut before_last = [u8::MAX; LONGEST];
    let mut last = [0_u8; LONGEST];
    for (cost, left_out) in last.iter_mut().zip(0_u8..).take(typed_length + 1) {
        *cost = left_out;
    }
    let mut row = [0_u8; LONGEST];
    let mut beginning = usize::from(last[typed_length]);
    let mut whole = beginning;
    // A name longer than the text by more than is forgiven cannot be meant as a whole: one letter more tells.
    let read = name.len().min(typed_length + forgiven + 1);
    for (i, letter) in name[..read].iter().enumerate() {
        row[0] = u8::try_from(i + 1).unwrap_or(u8::MAX);
        let mut fewest = row[0];
        for (j, typed_letter) in typed.iter().enumerate() {
            let change = last[j] + u8::from(letter != typed_letter);
            let mut cost = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == typed[j - 1] && name[i - 1] == *typed_letter {
                cost = cost.min(before_last[j - 1] + 1);
            }
            row[j + 1] = cost;
            fewest = fewest.min(cost);
        }
        whole = usize::from(row[typed_length]);
        beginning = beginning.min(whole);
        if usize::from(fewest) > forgiven {
            whole = usize::MAX;
            break;
        }
        (before_last, last, row) = (last, row, before_last);
    }
    (beginning <= forgiven).then_some((whole, beginning))
}

#[cfg(test)]
mod tests {
    use super::distances;

    #[test]
    fn each_kind_of_mistake_counts_once() {
        let whole =
            |typed: &str, name: &str| distances(typed.as_bytes(), name.as_bytes(), 2).map(|(whole, _)| whole);
        assert_eq!(whole("lyon", "lyon"), Some(0));
        assert_eq!(whole("lion", "lyon"), Some(1));
        assert_eq!(whole("bordaux", "bordeaux"), Some(1));
        assert_eq!(whole("nnantes", "nantes"), Some(1));
        assert_eq!(whole("grenobel", "grenoble"), Some(1));
        assert_eq!(whole("perpinian", "perpignan"), Some(2));
        assert_eq!(whole("paris", "toulouse"), None);
    }

    #[test]
    fn the_beginning_of_a_longer_name_is_enough() {
        let beginning =
            |typed: &[u8]| distances(typed, b"marseille en beauvaisis", 1).map(|(_, beginning)| beginning);
        assert_eq!(beginning(b"marseil"), Some(0));
        assert_eq!(beginning(b"marsiel"), Some(1));
        assert_eq!(beginning(b"narcisse"), None);
    }
}
