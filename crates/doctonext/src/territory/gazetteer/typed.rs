//! What somebody typed as a place, taken apart: words, numbers, and what the numbers may mean.

use super::super::spelling;

/// Nobody types more than this many characters of a place; the rest is left unread.
const READ_CHARS: usize = 80;
/// The longest text compared, in bytes; the longest name of France has 45 letters.
const LONGEST_NAME: usize = 60;
/// Numbers read; a fourth one means nothing.
const NUMBERS: usize = 3;

/// A place as typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// Words as names are compared.
    pub words: Vec<String>,
    /// Numbers, in order.
    pub numbers: Vec<Number>,
}

/// A number beside a name: « Lyon 3 », « 3e », "69003", "69", "2A".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As codes are written: digits, possibly "2A" or "2B" before them.
    pub code: String,
    /// Written as a rank, « 3e »: an arrondissement and nothing else.
    pub is_rank: bool,
}

impl Typed {
    /// Takes any text apart.
    pub(super) fn read(text: &str) -> Self {
        let read: String = text.chars().take(READ_CHARS).collect();
        let mut typed = Self::default();
        let mut length = 0;
        for word in spelling::words(&read) {
            match (Number::read(&word), word.as_str()) {
                // « Guéret Cedex 9 »: what follows is for the post.
                (None, "cedex") => break,
                (None, "arrondissement" | "arrdt" | "ardt" | "arr") if !typed.numbers.is_empty() => {}
                (None, _) => {
                    length += word.len() + 1;
                    if length <= LONGEST_NAME {
                        typed.words.push(word);
                    }
                }
                (Some(number), _) if typed.numbers.len() < NUMBERS => typed.numbers.push(number),
                (Some(_), _) => {}
            }
        }
        if typed.words.is_empty() {
            typed.join_digits();
        }
        typed
    }

    /// « 75 016 » is one postal code.
    fn join_digits(&mut self) {
        let joined: String = self.numbers.iter().map(|number| number.code.as_str()).collect();
        if self.numbers.len() > 1 && joined.len() <= 5 {
            self.numbers = vec![Number { code: joined, is_rank: false }];
        }
    }

    /// The name alone.
    pub(super) fn name(&self) -> String {
        self.words.join(" ")
    }
}

impl Number {
    fn read(word: &str) -> Option<Self> {
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        if digits == 0 || digits > 5 {
            return None;
        }
        let (number, rest) = word.split_at(digits);
        match rest {
            "" => Some(Self { code: number.to_owned(), is_rank: false }),
            "e" | "er" | "ere" | "eme" | "em" | "nd" | "nde" => {
                Some(Self { code: number.to_owned(), is_rank: true })
            }
            _ => Self::corsican(word),
        }
    }

    /// "2a", "2b004".
    fn corsican(word: &str) -> Option<Self> {
        let rest = word.strip_prefix("2a").or_else(|| word.strip_prefix("2b"))?;
        let is_code = rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit());
        is_code.then(|| Self { code: word.to_uppercase(), is_rank: false })
    }

    /// The arrondissement it may stand for.
    pub(super) fn arrondissement(&self) -> Option<u8> {
        self.code.parse().ok().filter(|rank| (1..=20).contains(rank) && self.code.len() <= 2)
    }

    /// The department that it lies in when it is a postal code.
    pub(super) fn department(&self) -> &str {
        let digits = if self.code.starts_with("97") || self.code.starts_with("98") { 3 } else { 2 };
        self.code.get(..digits).unwrap_or(&self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> (String, Vec<String>) {
        let typed = Typed::read(text);
        (typed.name(), typed.numbers.into_iter().map(|number| number.code).collect())
    }

    #[test]
    fn names_and_numbers_are_told_apart() {
        assert_eq!(codes("Paris 16ème arrdt"), ("paris".into(), vec!["16".into()]));
        assert_eq!(codes("23000 Guéret cedex 9"), ("gueret".into(), vec!["23000".into()]));
        assert_eq!(codes("Ajaccio (2a)"), ("ajaccio".into(), vec!["2A".into()]));
        assert_eq!(codes("75 016"), (String::new(), vec!["75016".into()]));
        assert_eq!(codes("123456"), ("123456".into(), vec![]));
    }

    #[test]
    fn a_rank_is_an_arrondissement_only() {
        assert!(Typed::read("Lyon 3e").numbers[0].is_rank);
        assert_eq!(Typed::read("Lyon 3e").numbers[0].arrondissement(), Some(3));
        assert_eq!(Typed::read("Lyon 69").numbers[0].arrondissement(), None);
    }

    #[test]
    fn a_text_without_end_is_read_in_part() {
        let typed = Typed::read(&"saint ".repeat(10_000));
        assert!(typed.name().len() <= LONGEST_NAME);
    }
}
