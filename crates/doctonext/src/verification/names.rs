//! Whether the directory speaks of the person who declares a number.
//!
//! The rule: in activity, same profession, same family name (written alike, or closer than a slip of the pen), given name
//! of the same initial and of the same stem. When in doubt the answer is no: a person then looks at it, while a false yes
//! would vouch for a stranger.

use search_index::fold;

use crate::trades::Profession;

/// What the directory says of somebody. No `Debug`: it names a person.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct DirectoryFacts {
    /// Names of exercise and, where known, civil names.
    pub(super) names: Vec<FullName>,
    /// In all their activities.
    pub(super) professions: Vec<&'static Profession>,
    /// Whether they may practise today.
    pub(super) active: bool,
}

/// A family name and given names. No `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct FullName {
    pub(super) family: String,
    pub(super) given: String,
}

/// What a person declares beside the number.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) name: FullName,
    pub(super) profession: Option<&'static Profession>,
}

/// What comes of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Matched,
    Mismatch(Reason),
    NotFound,
}

/// What does not agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The directory says that the person no longer practises.
    Inactive,
    Profession,
    FamilyName,
    GivenName,
    /// Everything agrees, and another account holds the number.
    Held,
    /// Everything agrees, and another number of the same register was verified before.
    Number,
    /// Everything agrees, and the licence of the student is not there yet.
    Licence,
}

impl Reason {
    /// The word kept with the state.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Profession => "profession",
            Self::FamilyName => "family_name",
            Self::GivenName => "given_name",
            Self::Held => "held",
            Self::Number => "number",
            Self::Licence => "licence",
        }
    }
}

/// Compares what is declared with what the directory says.
pub(super) fn compare(declared: &Declared, found: Option<&DirectoryFacts>) -> Verdict {
    let Some(found) = found else { return Verdict::NotFound };
    if !found.active {
        return Verdict::Mismatch(Reason::Inactive);
    }
    let same_profession =
        declared.profession.is_some_and(|it| found.professions.iter().any(|other| other.code == it.code));
    if !same_profession {
        return Verdict::Mismatch(Reason::Profession);
    }
    let mut reason = Reason::FamilyName;
    for name in &found.names {
        let given = given_names(&declared.name.given, &name.given);
        match family_names(&declared.name.family, &name.family) {
            Likeness::Same if given >= Likeness::Close => return Verdict::Matched,
            // A family name that was only recognised asks for a given name beyond doubt.
            Likeness::Close if given == Likeness::Same => return Verdict::Matched,
            Likeness::Same | Likeness::Close => reason = Reason::GivenName,
            Likeness::Different => {}
        }
    }
    Verdict::Mismatch(reason)
}

/// How alike two names are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Different,
    Close,
    Same,
}

/// Jaro-Winkler above which two spellings may be one name.
const ALIKE: f64 = 0.92;

/// The words of a name: no accents, no hyphens, no apostrophes.
fn words(name: &str) -> Vec<String> {
    fold(name)
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

/// « de », « d’ », « de la », « de l’ » come and go before a name; « Le », « La » and « Du » belong to it.
fn without_particle(words: &[String]) -> &[String] {
    match words {
        [de, la, rest @ ..] if de == "de" && matches!(la.as_str(), "la" | "l") && !rest.is_empty() => rest,
        [de, rest @ ..] if matches!(de.as_str(), "de" | "d") && !rest.is_empty() => rest,
        other => other,
    }
}

fn family_names(declared: &str, known: &str) -> Likeness {
    let (declared, known) = (words(declared), words(known));
    if declared.is_empty() || known.is_empty() {
        return Likeness::Different;
    }
    if declared.concat() == known.concat() {
        return Likeness::Same;
    }
    let (bare, other) = (without_particle(&declared), without_particle(&known));
    if bare.concat() == other.concat() {
        return Likeness::Same;
    }
    if are_parts(bare, other) {
        return Likeness::Close;
    }
    let (bare, other) = (bare.concat(), other.concat());
    if strsim::jaro_winkler(&bare, &other) >= ALIKE && is_a_slip(&bare, &other) {
        Likeness::Close
    } else {
        Likeness::Different
    }
}

/// Whether one is a double name and the other one half of it, or both halves in the other order: « Martin-Dubois »,
/// « Dubois », « Dubois Martin ». Articles and other short words are no half of anything.
fn are_parts(one: &[String], other: &[String]) -> bool {
    const SHORTEST_PART: usize = 4;
    let (one, other) = (joined_articles(one), joined_articles(other));
    let (few, many) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    many.len() > 1
        && few.iter().all(|it| it.chars().count() >= SHORTEST_PART && many.contains(it))
        && many.iter().all(|it| it.chars().count() >= SHORTEST_PART)
}

/// « le goff martin » has two halves: « legoff » and « martin ».
fn joined_articles(name: &[String]) -> Vec<String> {
    let mut halves: Vec<String> = Vec::new();
    let mut article = String::new();
    for word in name {
        if matches!(
            word.as_str(),
            "le" | "la" | "les" | "du" | "des" | "de" | "d" | "l" | "el" | "al" | "ben" | "van" | "von"
        ) {
            article.push_str(word);
        } else {
            halves.push(std::mem::take(&mut article) + word);
        }
    }
    if !article.is_empty() {
        halves.push(article);
    }
    halves
}

/// Whether two spellings differ as one name written twice does, and not as two names do. Likeness alone cannot tell:
/// Perrin and Perron, Martin and Martinez, Durand and Durant, Marin and Martin are above 0.92 and are other people.
fn is_a_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let start = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let left = one.len().min(other.len()) - start;
    let end = one.iter().rev().zip(other.iter().rev()).take(left).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[start..one.len() - end], &other[start..other.len() - end]);
    match (a, b) {
        ([a1, a2], [b1, b2]) => a1 == b2 && a2 == b1 && start > 0,
        ([letter], []) => one_more(&one, start, *letter, end),
        ([], [letter]) => one_more(&other, start, *letter, end),
        (['i'], ['y']) | (['y'], ['i']) => true,
        ([_], [_]) => start >= 3 && is_long(one.len(), end),
        _ => false,
    }
}

/// Whether a letter more, at this place, leaves the name what it is. Never at the end: René and Renée are two people.
fn one_more(name: &[char], at: usize, letter: char, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|it| name.get(it)).copied();
    let after = name.get(at + 1).copied();
    let is_doubled = before == Some(letter) || after == Some(letter);
    let is_silent = letter == 'h' && !matches!(before, None | Some('c' | 's' | 'p'));
    let is_old_spelling = letter == 'b' && after == Some('v');
    let is_well_inside = letter != 'h' && at >= 3 && is_long(name.len() - 1, end);
    end > 0 && (is_doubled || is_silent || is_old_spelling || is_well_inside)
}

/// Long names have few neighbours: a letter wrong well inside is a slip.
fn is_long(shorter: usize, end: usize) -> bool {
    shorter >= 9 && end >= 3
}

/// Given names: one may be the beginning of the other (« Marie », « Marie-Claude »), but brothers and sisters share
/// initials, and Louis is not Louise.
fn given_names(declared: &str, known: &str) -> Likeness {
    let (declared, known) = (words(declared), words(known));
    let (Some(first), Some(other)) = (declared.first(), known.first()) else { return Likeness::Different };
    if first.chars().next() != other.chars().next() {
        return Likeness::Different;
    }
    if declared.concat() == known.concat() {
        return Likeness::Same;
    }
    let is_initial = first.chars().count() < 2 || other.chars().count() < 2;
    let begins = declared.starts_with(&known) || known.starts_with(&declared);
    let (one, two) = (declared.concat(), known.concat());
    let is_spelling = strsim::jaro_winkler(&one, &two) >= ALIKE && is_a_slip(&one, &two);
    if !is_initial && (begins || is_spelling) { Likeness::Close } else { Likeness::Different }
}

#[cfg(test)]
mod tests;
