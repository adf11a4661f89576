//! « 92 93 94 », « 75, 77 et 91 »: codes of departments that follow each other.

use super::{numbers::is_measure, places::Places};

impl Places<'_> {
    /// Whether a number is one of several codes in a row. Beside other digits it would count something else.
    pub(super) fn is_in_list_of_codes(&self, at: usize) -> bool {
        let codes = self.codes_around(at);
        let Some(first) = codes.first().copied() else { return false };
        let mut distinct: Vec<&str> = codes.iter().map(|at| self.reading.folded(*at)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        // « 12 13 14 août », « 06 98 76 54 32 »: a part of something else that is written in digits.
        let last = codes.last().copied().unwrap_or(first);
        let is_digit = |at: usize| self.reading.folded(at).starts_with(|it: char| it.is_ascii_digit());
        // The year of « août 2027 92 93 » is read already; days behind the codes make days of them, comma or not.
        let follows_digits =
            first.checked_sub(1).is_some_and(|at| is_digit(at) && !self.reading.is_taken(at));
        let goes_on = (follows_digits && !self.reading.breaks(first))
            || (is_digit(last + 1) && (self.reading.is_taken(last + 1) || !self.reading.breaks(last + 1)));
        let is_telephone = codes.len() == 5 && self.reading.folded(first).starts_with('0');
        distinct.len() == codes.len()
            && codes.len() > 1
            && !goes_on
            && !is_telephone
            && !codes.iter().any(|at| is_measure(self.reading, *at))
    }

    /// « 22, 23, 24 juillet »: days that count up to the one that is read already.
    pub(super) fn is_in_list_of_days(&self, at: usize) -> bool {
        let codes = self.codes_around(at);
        let number = |at: usize| self.reading.folded(at).parse::<u16>().ok();
        let next =
            codes.last().filter(|_| codes.len() > 1).map(|last| (number(*last), number(last + 1), last + 1));
        matches!(next, Some((Some(last), Some(day), at)) if day == last + 1 && self.reading.is_taken(at))
    }

    /// The codes in a row with this one, itself among them; none where it is no code.
    fn codes_around(&self, at: usize) -> Vec<usize> {
        if !self.is_code(at) {
            return Vec::new();
        }
        let before = |at: &usize| self.joined_code(*at, at.checked_sub(1)?, at.checked_sub(2));
        let after = |at: &usize| self.joined_code(*at, at + 1, Some(at + 2));
        let first = std::iter::successors(Some(at), before).last().unwrap_or(at);
        std::iter::successors(Some(first), after).collect()
    }

    fn is_code(&self, at: usize) -> bool {
        let code = self.reading.folded(at);
        (2..=3).contains(&code.len())
            && !self.reading.is_taken(at)
            && self.gazetteer.department_by_code(&code.to_uppercase()).is_some()
    }

    /// The code beside another: the next word, or the one behind « et » or « ou ».
    fn joined_code(&self, at: usize, next: usize, over: Option<usize>) -> Option<usize> {
        let is_joiner = matches!(self.reading.folded(next), "et" | "ou");
        let other = if is_joiner { over? } else { next };
        let (left, right) = if at < other { (at, other) } else { (other, at) };
        let (left, right) = (self.reading.tokens.get(left)?, self.reading.tokens.get(right)?);
        let between = self.reading.text.get(left.at.end..right.at.start)?;
        // « 70/30 » and « 0,5 » are no list.
        let is_list = between.ends_with(char::is_whitespace)
            && between.chars().all(|it| it.is_alphanumeric() || it.is_whitespace() || it == ',');
        (is_list && self.is_code(other)).then_some(other)
    }
}
