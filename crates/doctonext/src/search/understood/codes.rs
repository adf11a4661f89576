//! « 92 93 94 », « 75, 77 et 91 »: codes of departments that follow each other.

use super::{numbers::is_measure, places::Places};

impl Places<'_> {
    /// Whether a number is one of several codes in a row. Beside other digits it would count something else.
    pub(super) fn is_in_list_of_codes(&self, at: usize) -> bool {
        if !self.is_code(at) {
            return false;
        }
        let before = |at: &usize| self.joined_code(*at, at.checked_sub(1)?, at.checked_sub(2));
        let after = |at: &usize| self.joined_code(*at, at + 1, Some(at + 2));
        let first = std::iter::successors(Some(at), before).last().unwrap_or(at);
        let codes: Vec<usize> = std::iter::successors(Some(first), after).collect();
        let mut distinct: Vec<&str> = codes.iter().map(|at| self.reading.folded(*at)).collect();
        distinct.sort_unstable();
        distinct.dedup();
        // « 12 13 14 août », « 06 98 76 54 32 »: a part of something else that is written in digits.
        let last = codes.last().copied().unwrap_or(first);
        let is_digit = |at: usize| self.reading.folded(at).starts_with(|it: char| it.is_ascii_digit());
        let goes_on = first.checked_sub(1).is_some_and(is_digit) || is_digit(last + 1);
        let is_telephone = codes.len() == 5 && self.reading.folded(first).starts_with('0');
        distinct.len() == codes.len()
            && codes.len() > 1
            && !goes_on
            && !is_telephone
            && !codes.iter().any(|at| is_measure(self.reading, *at))
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
