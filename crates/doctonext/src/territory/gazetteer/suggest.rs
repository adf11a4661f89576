//! The autocomplete: which communes a text may mean, as a person would order them.

use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};

use super::{
    Commune, Department, Gazetteer, names::Beginning, names::narrow, spelling, typed::Number, typed::Typed,
    typos::Resemblance,
};

/// Most suggestions given.
const MOST: usize = 50;
/// How many times its inhabitants a commune weighs whose whole name resembles, not only its beginning.
const WHOLE: u32 = 10;
/// What part of that it weighs with a second mistake: Montpellier is likelier meant by « monpelier » than Montélier.
const SECOND_MISTAKE: u32 = 20;
/// Beyond how many times its inhabitants a city is likelier meant than a village with the very name:
/// « Évry » is Évry-Courcouronnes, not the village of Yonne.
const FAR_LARGER: u32 = 100;
/// Most mistakes forgiven in a name.
const MISTAKES: usize = 2;

/// How well a commune answers; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The arrondissement whose postal code was given with the name of its city.
    PostalArrondissement,
    /// The first words of the name of a city, beside which those with the very name are tiny.
    FarLarger,
    /// The very name.
    Exact,
    /// The name begins so.
    Prefix,
    /// A part of a city, where the city was asked for.
    Arrondissement,
    /// A later word of the name begins so.
    Word,
    /// All words occur, in any order.
    AllWords,
    /// Resembles, but for some letters.
    Resembles,
    /// A later word of the name resembles.
    ResemblesInside,
}

type Found = (Fit, Reverse<u32>, u32);

impl Gazetteer {
    /// The communes that a text may mean, best first: the exact name (after a city a hundred times larger whose name
    /// begins with these words), then names that begin so by population, names with a word that begins so, then names
    /// that resemble. Reads names with « st » for « saint », postal codes and
    /// their beginnings, INSEE codes, and a department or arrondissement after the name. Any text is answered.
    #[must_use]
    pub fn suggest(&self, query: &str, limit: usize) -> Vec<&Commune> {
        let found = self.find(&Typed::read(query), limit.min(MOST));
        found.iter().filter_map(|(_, _, rank)| self.commune(*rank)).collect()
    }

    /// The one commune that a text means most probably: « Lyon », « 23000 Guéret », « Guéret (23) », « Paris 16e (75) ».
    /// None when nothing comes near.
    #[must_use]
    pub fn resolve_place(&self, text: &str) -> Option<&Commune> {
        let found = self.find(&Typed::read(text), 1);
        found.first().and_then(|(.., rank)| self.commune(*rank))
    }

    fn find(&self, typed: &Typed, limit: usize) -> Vec<Found> {
        if limit == 0 {
            return Vec::new();
        }
        if typed.words.is_empty() {
            return typed.numbers.first().map_or_else(Vec::new, |number| self.by_number(number, limit));
        }
        let mut found = self.by_name_and_numbers(typed, limit);
        if found.is_empty() {
            found = self.by_name_and_department(typed, limit);
        }
        if found.is_empty() {
            found = self.by_all_words(typed, limit);
        }
        let is_certain = found.first().is_some_and(|(fit, ..)| *fit <= Fit::Exact);
        if found.is_empty() {
            found = self.by_resemblance(typed, limit, MISTAKES);
        } else if !is_certain {
            self.add_likelier(typed, &mut found, limit);
        }
        found
    }

    /// A beginning of postal codes, or a whole INSEE code.
    fn by_number(&self, number: &Number, limit: usize) -> Vec<Found> {
        let code = number.code.as_str();
        let is_whole = code.len() == 5;
        let ranked = |rank: u32| {
            let commune = self.commune(rank)?;
            let fit = match (commune.is_arrondissement(), is_whole) {
                (true, true) => Fit::Exact,
                (true, false) => Fit::Arrondissement,
                (false, _) => Fit::Prefix,
            };
            Some((fit, Reverse(commune.population), rank))
        };
        let mut found = if code.bytes().all(|byte| byte.is_ascii_digit()) {
            best(self.postal_codes.beginning_with(code).filter_map(ranked).collect(), limit)
        } else {
            // Corsican departments have no postal code of their own.
            let first = self.communes.partition_point(|commune| commune.code.as_str() < code);
            let inside =
                self.communes[first..].iter().take_while(|commune| commune.code.starts_with(code)).count();
            best((first..first + inside).filter_map(|rank| ranked(narrow(rank))).collect(), limit)
        };
        if is_whole
            && let Ok(rank) = self.communes.binary_search_by(|commune| commune.code.as_str().cmp(code))
        {
            merge(&mut found, ranked(narrow(rank)).into_iter().collect(), limit);
        }
        found
    }

    /// A number may be an arrondissement (« Lyon 3 »), else it says in which department or under which postal code.
    fn by_name_and_numbers(&self, typed: &Typed, limit: usize) -> Vec<Found> {
        let name = typed.name();
        let mut found = Vec::new();
        for (at, number) in typed.numbers.iter().enumerate() {
            let Some(rank) = number.arrondissement() else {
                continue;
            };
            let others =
                codes(typed.numbers.iter().enumerate().filter(|(it, _)| *it != at).map(|(_, number)| number));
            merge(&mut found, self.by_name(&format!("{name} {rank}"), &others, limit), limit);
        }
        let filters = codes(typed.numbers.iter());
        merge(&mut found, self.by_name(&name, &filters, limit), limit);
        if found.is_empty() && !filters.is_empty() {
            // A postal code of the post's own (cedex), or a wrong one: its department, then the name alone.
            let wider: Vec<&str> =
                typed.numbers.iter().filter(|it| !it.is_rank).map(Number::department).collect();
            found = self.by_name(&name, &wider, limit);
            if found.is_empty() {
                found = self.by_name(&name, &[], limit);
            }
        }
        found
    }

    fn by_name(&self, name: &str, filters: &[&str], limit: usize) -> Vec<Found> {
        let wants_rank = name.ends_with(|c: char| c.is_ascii_digit());
        let has_postal_code = filters.iter().any(|code| code.len() == 5);
        let mut found: Vec<Found> = Vec::new();
        // In alphabetical order, the very names come before those that go on.
        let mut largest_exact: Option<u32> = None;
        for ending in self.names.beginning_with(name) {
            let lies_there = |it: &Commune| lies_in(it, filters);
            if !filters.is_empty() && !self.commune(ending.commune).is_some_and(lies_there) {
                continue;
            }
            let whole = self.names.ends_after(ending, name.len());
            let part = ending.is_part;
            let fit = match ending.beginning {
                Beginning::Name if part && has_postal_code => Fit::PostalArrondissement,
                _ if part && !wants_rank => Fit::Arrondissement,
                Beginning::Name if whole => {
                    largest_exact = largest_exact.max(Some(ending.population));
                    Fit::Exact
                }
                Beginning::Name
                    if !part
                        && self.names.goes_on_after(ending, name.len())
                        && largest_exact.is_some_and(|it| ending.population > it.max(1) * FAR_LARGER) =>
                {
                    Fit::FarLarger
                }
                Beginning::Name | Beginning::AfterArticle => Fit::Prefix,
                Beginning::Word => Fit::Word,
            };
            // Arrondissements are counted, not weighed: « Paris 1 » gives the 1st, the 10th, the 11th.
            let weight = if part { u32::MAX - ending.commune } else { ending.population };
            found.push((fit, Reverse(weight), ending.commune));
        }
        best(found, limit)
    }

    /// « saint denis réunion », « valence drôme »: the last words name a department or a region.
    fn by_name_and_department(&self, typed: &Typed, limit: usize) -> Vec<Found> {
        /// « Provence-Alpes-Côte d’Azur ».
        const LONGEST_AREA: usize = 5;
        let shortest = typed.words.len().saturating_sub(LONGEST_AREA).max(1);
        for split in (shortest..typed.words.len()).rev() {
            let area = &typed.words[split..];
            let department = self.department_named(area).map(|it| it.code.as_str());
            let region = self.region_named(area).map(|it| it.code.as_str());
            let in_region = |it: &&Arc<Department>| Some(it.region.code.as_str()) == region;
            let departments: BTreeSet<&str> = self
                .departments
                .iter()
                .filter(in_region)
                .map(|it| it.code.as_str())
                .chain(department)
                .collect();
            let mut words = &typed.words[..split];
            while let Some((last, before)) = words.split_last()
                && (spelling::is_article(last) || matches!(last.as_str(), "en" | "dans" | "a"))
            {
                words = before;
            }
            let name = words.join(" ");
            if departments.is_empty() || name.is_empty() {
                continue;
            }
            let mut found = Vec::new();
            for department in departments {
                merge(&mut found, self.by_name(&name, &[department], limit), MOST);
            }
            let found = best(found, limit);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// « chapelle erdre »: every word begins a word of the name.
    fn by_all_words(&self, typed: &Typed, limit: usize) -> Vec<Found> {
        let filters = codes(typed.numbers.iter());
        let words: BTreeSet<&String> = typed.words.iter().collect();
        let ranges = words.iter().map(|word| (word, self.names.beginning_with(word)));
        let Some((rarest, range)) = ranges.min_by_key(|(_, range)| range.len()) else {
            return Vec::new();
        };
        let holds = |name: &str, word: &str| name.split(' ').any(|part| part.starts_with(word));
        let found = range
            .iter()
            .filter_map(|ending| Some((ending.commune, self.commune(ending.commune)?)))
            .filter(|(rank, commune)| {
                let name = self.names.name(*rank);
                let all = words.iter().all(|word| word == rarest || holds(name, word));
                all && lies_in(commune, &filters)
            })
            .map(|(rank, commune)| (Fit::AllWords, Reverse(commune.population), rank))
            .collect();
        best(found, limit)
    }

    /// « lion » begins the names of villages: one mistake away, Lyon is likelier, and takes a place at the end.
    fn add_likelier(&self, typed: &Typed, found: &mut Vec<Found>, limit: usize) {
        const TAKEN: usize = 2;
        let known = found.iter().filter_map(|(.., rank)| self.commune(*rank)).map(|it| it.population).max();
        let mut likelier = self.by_resemblance(typed, TAKEN.min(limit - 1), 1);
        likelier.retain(|(fit, Reverse(weight), _)| *fit == Fit::Resembles && Some(*weight / WHOLE) > known);
        found.truncate(limit - likelier.len());
        merge(found, likelier, limit);
    }

    /// Names with typing errors.
    fn by_resemblance(&self, typed: &Typed, limit: usize, forgiven: usize) -> Vec<Found> {
        let rank = typed.numbers.iter().find_map(Number::arrondissement);
        let mut found = Vec::new();
        if let Some(rank) = rank {
            found = self.resembling(&format!("{} {rank}", typed.name()), &[], true, forgiven);
        }
        if found.is_empty() {
            found = self.resembling(&typed.name(), &codes(typed.numbers.iter()), false, forgiven);
        }
        best(found, limit)
    }

    fn resembling(&self, name: &str, filters: &[&str], arrondissements: bool, forgiven: usize) -> Vec<Found> {
        let asked = |commune: &Commune| {
            // The number of an arrondissement is not something to mistake.
            let rank_of = |name: &str| name.rsplit(' ').next().map(str::to_owned);
            let part = commune.is_arrondissement();
            part == arrondissements && (!part || rank_of(name) == rank_of(&spelled_rank(commune)))
        };
        let keep = |rank: u32| self.commune(rank).is_some_and(|it| lies_in(it, filters) && asked(it));
        let weigh = |rank: u32| self.commune(rank).map_or(0, |it| it.population);
        let ranked = |it: Resemblance| {
            let fit = if it.inside { Fit::ResemblesInside } else { Fit::Resembles };
            let whole = if it.in_part { 1 } else { WHOLE };
            let certainty = if it.mistakes > 1 { SECOND_MISTAKE } else { 1 };
            (fit, Reverse(weigh(it.commune).saturating_mul(whole) / certainty), it.commune)
        };
        self.typos.resembling(&self.names, name, forgiven, keep, weigh).into_iter().map(ranked).collect()
    }
}

fn spelled_rank(commune: &Commune) -> String {
    commune.short_name().trim_end_matches(|c: char| c.is_alphabetic()).to_owned()
}

fn codes<'a>(numbers: impl Iterator<Item = &'a Number>) -> Vec<&'a str> {
    numbers.filter(|number| !number.is_rank).map(|number| number.code.as_str()).collect()
}

/// Whether the INSEE code or a postal code begins with every one of the codes.
fn lies_in(commune: &Commune, codes: &[&str]) -> bool {
    codes.iter().all(|code| {
        commune.code.starts_with(code) || commune.postal_codes.iter().any(|postal| postal.starts_with(code))
    })
}

/// The best ones, in order, each commune once.
fn best(mut found: Vec<Found>, limit: usize) -> Vec<Found> {
    // A commune may come once for each of its words or postal codes: room for those before cutting.
    let room = limit.saturating_mul(24);
    if found.len() > room {
        found.select_nth_unstable(room);
        found.truncate(room);
    }
    found.sort_unstable();
    let mut kept: Vec<Found> = Vec::with_capacity(limit.min(found.len()));
    for one in found {
        if kept.len() == limit {
            break;
        }
        if kept.iter().all(|known| known.2 != one.2) {
            kept.push(one);
        }
    }
    kept
}

/// Adds what is not there yet, up to the limit.
fn merge(found: &mut Vec<Found>, more: Vec<Found>, limit: usize) {
    for one in more {
        if found.len() >= limit {
            return;
        }
        if found.iter().all(|known| known.2 != one.2) {
            found.push(one);
        }
    }
}
