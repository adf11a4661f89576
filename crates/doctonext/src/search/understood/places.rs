//! « Lyon 3e », « près de Saint-Étienne », « en Bretagne », « 13 », « 31000 »: the places that a text names.

use super::{
    named_after::{is_house, is_street},
    numbers::is_count,
    old_names::{is_far_from_town, is_landscape, region_of},
    ordinary::is_ordinary,
    reading::{Named, TextReading, folded_words},
    surroundings,
    told::has_postal_code,
};
use crate::{
    search::{Around, ChosenArea, parse::around},
    territory::{Called, Commune, Department, Gazetteer},
};

/// « Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson » has eight words.
pub(super) const LONGEST: usize = 8;
/// Inhabitants from which a single word alone names a commune; with a capital letter; and where « à » or « près de » stands
/// before it.
const KNOWN: u32 = 5000;
const KNOWN_WITH_CAPITAL: u32 = 1500;
const KNOWN_WITH_SIGN: u32 = 400;
/// So populous that whoever writes its name means it, though it is a word too: « tours ».
const METROPOLIS: u32 = 100_000;
/// Before a lower-case word of every day, only a town is meant: « à orange ».
const TOWN: u32 = 10_000;
/// How many times the inhabitants of its namesakes a commune has to be meant without saying where.
const FAR_LARGER: u32 = 3;
/// A city whose name begins so and that has so many times the inhabitants is meant: « à Aix »; fewer do for a metropolis:
/// « à Clermont ».
const CITY: u32 = 100;
const LARGE_CITY: u32 = 10;
/// Cities whose names begin so that are looked at.
const CITIES: usize = 12;

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Place {
    Region(ChosenArea),
    Department(ChosenArea),
    Around(Around),
}

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Nothing.
    None,
    /// « à », « sur »: a place.
    At,
    /// « près de », « autour de »: a circle.
    Near,
    /// « en », « dans le »: a region or a department, most of the time.
    In,
}

/// Every run of words that names a place: first word, one past the last, the place.
pub(super) fn places(reading: &TextReading<'_>, gazetteer: &Gazetteer) -> Named<Place> {
    let search = Places { reading, gazetteer };
    let mut found = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        match search.at(at) {
            Some((from, to, place)) => {
                // « Paris à 20 km de Lyon »: no word belongs to two places.
                let floor = found.last().map_or(0, |(_, to, _)| *to);
                found.push((from.max(floor), to, place));
                at = to;
            }
            None => at += 1,
        }
    }
    found
}

/// A search for places in a text.
pub(super) struct Places<'a> {
    pub(super) reading: &'a TextReading<'a>,
    pub(super) gazetteer: &'a Gazetteer,
}

impl Places<'_> {
    fn at(&self, at: usize) -> Option<(usize, usize, Place)> {
        if !self.reading.is_free(at..at + 1) {
            return None;
        }
        let (from, sign) = self.before(at);
        if is_street(self.reading, at) {
            return None;
        }
        let distance = surroundings::before(self.reading, from, at);
        let sign = if distance.is_some() { Sign::Near } else { sign };
        let (to, place) = self.number(at, sign).or_else(|| {
            let mut lengths = (1..=LONGEST).rev().filter(|length| self.reading.is_free(at..at + length));
            lengths.find_map(|length| self.named(at, at + length, sign))
        })?;
        let (to, place) = self.with_surroundings(to, place, distance.map(|(_, km)| km));
        Some((distance.map_or(from, |(from, _)| from), to, place))
    }

    /// « 20 km autour de Lyon », « Lyon et alentours ».
    fn with_surroundings(&self, to: usize, place: Place, before: Option<u16>) -> (usize, Place) {
        let after = surroundings::after(self.reading, to);
        let km = before.or(after.and_then(|(_, km)| km));
        let end = after.map_or(to, |(end, _)| end);
        match place {
            Place::Around(around) => {
                let radius_km = km.unwrap_or(around.radius_km);
                (end, Place::Around(Around { radius_km, ..around }))
            }
            // Around Paris is more than its department.
            Place::Department(area) if area.code == "75" && after.is_some() => {
                let paris = self.gazetteer.by_code("75056").map(around);
                match paris {
                    Some(paris) => {
                        let radius_km = km.unwrap_or(paris.radius_km);
                        (end, Place::Around(Around { radius_km, ..paris }))
                    }
                    None => (to, Place::Department(area)),
                }
            }
            other if after.is_some_and(|(_, km)| km.is_none()) => (end, other),
            other => (to, other),
        }
    }

    /// Where the little words begin that lead to a place, and what they say.
    fn before(&self, at: usize) -> (usize, Sign) {
        let mut from = at;
        let mut sign = Sign::None;
        while let Some(before) = from.checked_sub(1)
            && self.reading.is_free(before..from + 1)
        {
            sign = match self.reading.folded(before) {
                "a" | "au" | "aux" | "sur" if sign == Sign::None => Sign::At,
                "en" | "dans" if sign == Sign::None => Sign::In,
                "pres" | "autour" | "proche" | "vers" | "environs" | "alentours" => Sign::Near,
                // « pas trop loin de ».
                "loin" if matches!(self.reading.before(before), "pas" | "non" | "trop") => Sign::Near,
                "trop" if self.reading.folded(from) == "loin" => sign,
                "pas" | "non" if matches!(self.reading.folded(from), "loin" | "trop") => sign,
                // « aux alentours de », « dans le secteur de » say it already.
                "de" | "d" | "du" | "des" | "le" | "la" | "les" | "l" | "departement" | "departements"
                | "dept" | "depts" | "dpt" | "dep" | "region" | "secteur" | "cote" | "ville" | "a"
                | "aux" | "dans" => sign,
                _ => break,
            };
            from = before;
        }
        (from, sign)
    }

    /// « 13 », « 2A », « 974 », « 31000 », « 69003 Lyon ».
    fn number(&self, at: usize, sign: Sign) -> Option<(usize, Place)> {
        let code = self.reading.folded(at);
        let counts =
            || self.is_in_list_of_days(at) || (is_count(self.reading, at) && !self.is_in_list_of_codes(at));
        if code.is_empty() || !code.starts_with(|it: char| it.is_ascii_digit()) || counts() {
            return None;
        }
        if code.len() == 5 && code.bytes().all(|it| it.is_ascii_digit()) {
            let there = |name: &str| {
                let named = self.gazetteer.called(name);
                self.with_postal_code(&named, code)
            };
            for length in (1..=LONGEST).rev() {
                if self.reading.is_free(at..at + 1 + length)
                    && let Some(commune) = there(&self.joined(at + 1, at + 1 + length))
                {
                    return Some((at + 1 + length, Place::Around(around(commune))));
                }
            }
            let commune = self.gazetteer.resolve_place(code).filter(|it| has_postal_code(it, code))?;
            return Some((at + 1, Place::Around(around(commune))));
        }
        // One digit alone counts things; so does a number that a town was not asked at.
        let is_code = matches!(code.len(), 2 | 3) && sign != Sign::Near;
        let department = self.gazetteer.department_by_code(code).filter(|_| is_code)?;
        let mut to = at + 1;
        // « 23 Creuse ».
        for length in (1..=LONGEST).rev() {
            let next = self.reading.is_free(at..to + length).then(|| self.joined(to, to + length));
            if next
                .and_then(|name| self.gazetteer.department_by_name(&name))
                .is_some_and(|it| it == department)
            {
                to += length;
                break;
            }
        }
        Some((to, Place::Department(ChosenArea::from(department))))
    }

    /// A name of exactly these words.
    fn named(&self, at: usize, to: usize, sign: Sign) -> Option<(usize, Place)> {
        let name = self.joined(at, to);
        if name.bytes().any(|it| it.is_ascii_digit()) {
            return None;
        }
        let is_joined = |at: usize| {
            let token = self.reading.tokens.get(at);
            token.is_some_and(|it| it.after_hyphen && !it.folded.starts_with(|c: char| c.is_ascii_digit()))
        };
        // « dentiste-Paris » is no name.
        let follows_name = at.checked_sub(1).is_some_and(|before| !self.reading.is_taken(before));
        if (is_joined(at) && follows_name) || (is_joined(to) && !self.reading.is_taken(to)) {
            return None;
        }
        if let Some(region) = region_of(&name).and_then(|code| self.gazetteer.region_by_code(code)) {
            return Some((to, Place::Region(ChosenArea::from(region))));
        }
        let area = self.area(&name, at, to, sign);
        // « Creuse 23 », then « Paris 11 », then « Paris ».
        if area.as_ref().is_some_and(|(end, _)| *end > to) {
            return area;
        }
        if self.reading.folded(to).starts_with(|c: char| c.is_ascii_digit())
            && let Some((end, commune)) = self.told_by_what_follows(&name, &self.gazetteer.called(&name), to)
        {
            return Some((end, Place::Around(around(commune))));
        }
        // « à Vienne » is the town, « en Vienne » the department.
        let is_paris = matches!(&area, Some((_, Place::Department(it))) if it.name == "Paris");
        // « à la Réunion » is not the village of that name.
        let is_village = area.is_some()
            && self.gazetteer.called(&name).first().is_none_or(|it| it.commune.population < TOWN);
        let town_first = !is_village && (sign == Sign::Near || (sign == Sign::At && !is_paris));
        if town_first && let Some(found) = self.commune(&name, at, to, sign) {
            return Some(found);
        }
        if area.is_some() {
            return area;
        }
        // « au Havre », « aux Sables ».
        let article = match at.checked_sub(1).map_or("", |it| self.reading.folded(it)) {
            "au" | "du" | "le" => Some("le"),
            "aux" | "des" | "les" => Some("les"),
            "la" => Some("la"),
            "l" => Some("l"),
            _ => None,
        };
        article
            .and_then(|article| self.commune(&format!("{article} {name}"), at, to, sign))
            .or_else(|| self.commune(&name, at, to, sign))
    }

    /// A department, else a region, with the code that may follow it: « Creuse (23) ».
    fn area(&self, name: &str, at: usize, to: usize, sign: Sign) -> Option<(usize, Place)> {
        let has_article = at
            .checked_sub(1)
            .is_some_and(|it| matches!(self.reading.folded(it), "le" | "la" | "l" | "du" | "les"));
        let bare = ["la ", "le ", "les ", "l "].iter().find_map(|it| name.strip_prefix(it)).unwrap_or(name);
        let is_single = !bare.contains(' ');
        let is_capital = self.reading.tokens.get(at..to)?.iter().any(|it| it.is_capital);
        let is_sure = is_capital || sign == Sign::In || ((has_article || bare != name) && sign == Sign::At);
        if let Some(it) = self.gazetteer.department_by_name(name) {
            let code = self.reading.folded(to).to_uppercase();
            if code == it.code && !self.reading.is_taken(to) {
                return Some((to + 1, Place::Department(ChosenArea::from(it))));
            }
            let start = self.reading.over_little_words(at, &["de", "d", "du", "des", "la", "le", "les", "l"]);
            if is_landscape(self.reading.before(start))
                || (is_island_of_a_saint(&it.code) && sign == Sign::None)
            {
                return None;
            }
            let doubtful = is_single && (is_ordinary(bare) || self.has_larger_namesake(name, it));
            if doubtful && (!is_sure || (sign == Sign::None && self.has_larger_namesake(name, it))) {
                return None;
            }
            return Some((to, Place::Department(ChosenArea::from(it))));
        }
        let region = self.gazetteer.region_by_name(name)?;
        (!is_single || !is_ordinary(bare) || is_sure).then(|| (to, Place::Region(ChosenArea::from(region))))
    }

    /// « Vienne » is a department, and a town of another.
    fn has_larger_namesake(&self, name: &str, department: &Department) -> bool {
        let named = self.gazetteer.called(name);
        named.iter().any(|it| {
            !it.lacks_article
                && it.commune.population >= KNOWN
                && it.commune.department.code != department.code
        })
    }

    fn commune(&self, name: &str, at: usize, to: usize, sign: Sign) -> Option<(usize, Place)> {
        let all = self.gazetteer.called(name);
        let most = all.first()?;
        if let Some((to, commune)) = self.told_by_what_follows(name, &all, to) {
            return Some((to, Place::Around(around(commune))));
        }
        if let Some(city) = self.city_called(name, most, at, to, sign) {
            return Some((to, Place::Around(around(city))));
        }
        let is_island = is_island_of_a_saint(&most.commune.department.code) && sign == Sign::None;
        let start = self.reading.over_little_words(at, &["de", "d", "du", "des", "la", "le", "les", "l"]);
        if is_far_from_town(self.reading.before(start))
            || is_island
            || is_house(self.reading, at, name, most.commune.population)
        {
            return None;
        }
        let second = all.get(1).map_or(0, |it| it.commune.population);
        let is_department_too = sign == Sign::None
            && self.gazetteer.department_by_name(name).is_some_and(|it| *it != *most.commune.department);
        let is_unsure = most.commune.population < second.saturating_mul(FAR_LARGER) || is_department_too;
        if is_unsure || !self.is_meant(most, name, at, to, sign) {
            return None;
        }
        Some((to, Place::Around(around(most.commune))))
    }

    /// « Aix » is Aix-en-Provence, as the field of places takes it, and not the village of that name.
    fn city_called(
        &self,
        name: &str,
        village: &Called<'_>,
        at: usize,
        to: usize,
        sign: Sign,
    ) -> Option<&Commune> {
        let is_sign = matches!(sign, Sign::At | Sign::Near);
        let is_capital = self.reading.tokens.get(at..to)?.iter().any(|it| it.is_capital);
        let people = village.commune.population;
        if people >= METROPOLIS / LARGE_CITY * 2
            || !(is_sign || is_capital)
            || (is_ordinary(name) && !is_sign)
        {
            return None;
        }
        let beginning = format!("{name} ");
        let begins_so = |it: &&Commune| {
            let words = folded_words(it.short_name()).collect::<Vec<_>>().join(" ");
            !it.is_arrondissement() && words.starts_with(&beginning)
        };
        let cities = self.gazetteer.suggest(name, CITIES).into_iter().filter(begins_so);
        let city = cities.max_by_key(|it| it.population)?;
        let times = if city.population >= METROPOLIS { LARGE_CITY } else { CITY };
        (city.population >= people.max(1).saturating_mul(times)).then_some(city)
    }

    /// Whether the words mean the commune of this name.
    fn is_meant(&self, it: &Called<'_>, name: &str, at: usize, to: usize, sign: Sign) -> bool {
        let people = it.commune.population;
        let is_capital = self.reading.tokens.get(at..to).unwrap_or_default().iter().any(|it| it.is_capital);
        let bare = ["le ", "la ", "les ", "l "]
            .iter()
            .find_map(|article| name.strip_prefix(article))
            .unwrap_or(name);
        if it.lacks_article && (people < TOWN || is_ordinary(bare)) {
            return false;
        }
        if is_ordinary(bare) {
            let goes_on = matches!(self.reading.folded(to), "de" | "d" | "du" | "des");
            let is_sign = matches!(sign, Sign::At | Sign::Near) && bare == name;
            return is_capital || (people >= METROPOLIS && !goes_on) || (is_sign && people >= TOWN);
        }
        let least = match (sign, is_capital) {
            (Sign::At | Sign::Near | Sign::In, true) => KNOWN_WITH_SIGN / 2,
            (Sign::At | Sign::Near, false) => KNOWN_WITH_SIGN,
            (_, true) => KNOWN_WITH_CAPITAL,
            (Sign::None | Sign::In, false) if bare.contains(' ') => KNOWN_WITH_CAPITAL,
            _ => KNOWN,
        };
        people >= least
    }

    pub(super) fn joined(&self, from: usize, to: usize) -> String {
        (from..to).map(|at| self.reading.folded(at)).collect::<Vec<_>>().join(" ")
    }
}

/// Saint-Martin and Saint-Barthélemy, whose names are those of many villages and houses.
fn is_island_of_a_saint(department: &str) -> bool {
    matches!(department, "977" | "978")
}
