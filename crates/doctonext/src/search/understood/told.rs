//! « Lyon 3e », « Saint-Denis (93) », « Valence, Drôme »: which commune of a name is meant, as what follows it says.

use super::{
    numbers::is_count,
    places::{LONGEST, Places},
};
use crate::territory::{Called, Commune};

impl Places<'_> {
    /// « Lyon 3e », « Saint-Denis (93) », « Valence, Drôme », « Marseille 13008 ».
    pub(super) fn told_by_what_follows<'g>(
        &'g self,
        name: &str,
        all: &[Called<'g>],
        to: usize,
    ) -> Option<(usize, &'g Commune)> {
        let next = self.reading.folded(to);
        if next.is_empty() || self.reading.is_taken(to) {
            return None;
        }
        let digits: String = next.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            if let Some((end, commune)) = self.arrondissement(name, to) {
                return Some((end, commune));
            }
            if digits.len() == 5 {
                return self.with_postal_code(all, &digits).map(|it| (to + 1, it));
            }
            let code = next.to_uppercase();
            if is_count(self.reading, to) {
                return None;
            }
            return all.iter().find(|it| it.commune.department.code == code).map(|it| (to + 1, it.commune));
        }
        let start = if matches!(next, "en" | "dans") { to + 1 } else { to };
        (1..=LONGEST).rev().find_map(|length| {
            let end = start + length;
            let words =
                (start..end).all(|it| !self.reading.folded(it).is_empty() && !self.reading.is_taken(it));
            let area = self.joined(start, end);
            let department = self.gazetteer.department_by_name(&area).filter(|_| words);
            let region = self.gazetteer.region_by_name(&area).filter(|_| words);
            let lies_there = |it: &&Called<'_>| {
                let lies = &it.commune.department;
                department.is_some_and(|d| d.code == lies.code)
                    || region.is_some_and(|r| r.code == lies.region.code)
            };
            all.iter().find(lies_there).map(|it| (end, it.commune))
        })
    }

    /// « 3e », « 13 ème arrondissement », « 10 et 11 » behind the name of a city: the first of them, and one past the last word.
    fn arrondissement(&self, name: &str, at: usize) -> Option<(usize, &Commune)> {
        let one = |at: usize| {
            let word = self.reading.folded(at);
            let digits = word.bytes().take_while(u8::is_ascii_digit).count();
            let (rank, ending) = word.split_at_checked(digits).filter(|_| (1..=2).contains(&digits))?;
            let is_ending = |it: &str| matches!(it, "e" | "er" | "eme" | "ieme");
            let is_apart = ending.is_empty()
                && is_ending(self.reading.folded(at + 1))
                && !self.reading.breaks(at + 1)
                && !self.reading.is_taken(at + 1);
            let is_rank = is_apart || is_ending(ending) || (ending.is_empty() && !is_count(self.reading, at));
            let part = format!("{name} {}", rank.trim_start_matches('0'));
            let found = self.gazetteer.called(&part).first().map(|it| it.commune);
            let commune =
                found.filter(|it| is_rank && it.is_arrondissement() && !self.reading.is_taken(at))?;
            let end = at + 1 + usize::from(is_apart);
            let is_named =
                matches!(self.reading.folded(end), "arrondissement" | "arrondissements" | "arr" | "ardt");
            Some((end + usize::from(is_named), commune))
        };
        let (mut end, commune) = one(at)?;
        // « 3, 6 et 7 ».
        loop {
            let joined = usize::from(matches!(self.reading.folded(end), "et" | "ou"));
            let Some((next, _)) = one(end + joined) else { break };
            end = next;
        }
        Some((end, commune))
    }

    /// Of these communes, or the arrondissements of these cities, the one with a postal code.
    pub(super) fn with_postal_code<'g>(&'g self, all: &[Called<'g>], code: &str) -> Option<&'g Commune> {
        let is_part_of = |part: &Commune| {
            all.iter().any(|it| part.parent_code.as_deref() == Some(it.commune.code.as_str()))
        };
        let is_city = |it: &Called<'_>| matches!(it.commune.code.as_str(), "75056" | "69123" | "13055");
        let parts = if all.iter().any(is_city) { self.gazetteer.communes() } else { &[] };
        let part = parts.iter().find(|it| is_part_of(it) && has_postal_code(it, code));
        part.or_else(|| all.iter().map(|it| it.commune).find(|it| has_postal_code(it, code)))
    }
}

/// Whether the post writes this code for it.
pub(super) fn has_postal_code(commune: &Commune, code: &str) -> bool {
    commune.postal_codes.iter().any(|it| it == code)
}
