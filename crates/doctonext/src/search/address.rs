//! From criteria to the address that asks for them: stable, short, the same for the same search.

use form_urlencoded::Serializer;

use super::{Criteria, Sort, cursor::Cursor, fields::Field, parse::PAGE};
use crate::trades::Weekday;

pub use super::fields::Vocabulary;

impl Criteria {
    /// The query string, without `?`; empty when nothing is asked.
    #[must_use]
    pub fn query(&self, vocabulary: Vocabulary) -> String {
        let mut out = Pairs { pairs: Serializer::new(String::new()), vocabulary };
        self.write_subject(&mut out);
        self.write_place(&mut out);
        self.write_conditions(&mut out);
        if self.sort != Sort::default() {
            let word = Sort::ALL.iter().find(|(sort, ..)| *sort == self.sort);
            if let Some((_, french, english, _)) = word {
                out.push(Field::Sort, out.either(french, english));
            }
        }
        out.pairs.finish()
    }

    /// The address of the first page of results.
    #[must_use]
    pub fn href(&self) -> String {
        with_query("/annonces", &self.query(Vocabulary::French))
    }

    /// The address of the page after a cursor.
    pub(super) fn href_after(
        &self,
        path: &str,
        vocabulary: Vocabulary,
        limit: u16,
        cursor: &Cursor,
    ) -> String {
        let mut query = self.query(vocabulary);
        let mut add = |field: Field, value: &str| {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(field.name(vocabulary));
            query.push('=');
            query.push_str(value);
        };
        if limit != PAGE {
            add(Field::Limit, &limit.to_string());
        }
        add(Field::After, &cursor.encode());
        with_query(path, &query)
    }

    fn write_subject(&self, out: &mut Pairs<'_>) {
        if let Some(text) = &self.text {
            out.push(Field::Text, text);
            if self.as_typed.is_all {
                out.push_flag(Field::AsTyped, true);
            }
            for words in &self.as_typed.words {
                out.push(Field::AsTyped, words);
            }
        }
        if let Some(kind) = self.listing_type {
            out.push(Field::Type, out.either(kind.slug(), kind.code()));
        }
        if let Some(profession) = self.profession {
            out.push(Field::Profession, out.either(profession.slug, profession.code));
        }
        for specialty in &self.specialties {
            out.push(Field::Specialty, out.either(specialty.slug, specialty.code));
        }
    }

    fn write_place(&self, out: &mut Pairs<'_>) {
        if let Some(region) = &self.region {
            out.push(Field::Region, &region.code);
        }
        for department in &self.departments {
            out.push(Field::Department, &department.code);
        }
        for department in &self.without {
            out.push(Field::Without, &department.code);
        }
        for region in &self.without_regions {
            out.push(Field::WithoutRegion, &region.code);
        }
        if let Some(around) = &self.around {
            match &self.street {
                Some(street) => out.push(Field::Place, street),
                None => out.push(Field::Commune, &around.commune),
            }
            out.push(Field::Radius, &around.radius_km.to_string());
        } else if self.text.is_some() {
            out.push_some(Field::Radius, self.radius_km);
        }
        out.push_some(Field::Bounds, self.bounds.as_ref().map(super::Bounds::written));
    }

    fn write_conditions(&self, out: &mut Pairs<'_>) {
        out.push_some(Field::From, self.dates.from);
        out.push_some(Field::To, self.dates.to);
        out.push_some(Field::PriceMin, self.price.from);
        out.push_some(Field::PriceMax, self.price.to);
        out.push_flag(Field::WithPrice, self.with_price);
        out.push_some(Field::TurnoverMin, self.turnover.from);
        out.push_some(Field::TurnoverMax, self.turnover.to);
        out.push_some(Field::FeeShareMin, self.fee_share_min);
        for practice in &self.practice_types {
            out.push(Field::PracticeType, out.either(practice.slug(), practice.code()));
        }
        for day in Weekday::ALL.iter().filter(|day| self.weekdays & day.key() != 0) {
            out.push(Field::Weekday, out.either(day.slug(), day.code()));
        }
        out.push_flag(Field::Housing, self.housing);
        out.push_flag(Field::Secretary, self.secretary);
        out.push_flag(Field::Urgent, self.urgent);
        for zone in &self.zones {
            out.push(Field::Zone, out.either(zone.slug(), zone.code()));
        }
        for author in &self.author_groups {
            out.push(Field::Author, out.either(author.slug(), author.code()));
        }
        for software in &self.software {
            out.push(Field::Software, &software.slug);
        }
        for time in &self.times {
            out.push(Field::Time, out.either(time.slug(), time.code()));
        }
        out.push_flag(Field::Guaranteed, self.guaranteed);
        out.push_flag(Field::Pictures, self.pictures);
        out.push_some(Field::PublishedWithin, self.published_within);
        out.push_some(Field::Coverage, self.coverage_min);
    }
}

/// The address of the map of a search.
#[must_use]
pub(crate) fn map_href(criteria: &Criteria) -> String {
    with_query("/carte", &criteria.query(Vocabulary::French))
}

/// A path with its query string, if there is one.
#[must_use]
pub(crate) fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

struct Pairs<'a> {
    pairs: Serializer<'a, String>,
    vocabulary: Vocabulary,
}

impl Pairs<'_> {
    fn either(&self, french: &'static str, english: &'static str) -> &'static str {
        match self.vocabulary {
            Vocabulary::French => french,
            Vocabulary::English => english,
        }
    }

    fn push(&mut self, field: Field, value: &str) {
        self.pairs.append_pair(field.name(self.vocabulary), value);
    }

    fn push_some<T: ToString>(&mut self, field: Field, value: Option<T>) {
        if let Some(value) = value {
            self.push(field, &value.to_string());
        }
    }

    fn push_flag(&mut self, field: Field, flag: bool) {
        if flag {
            self.push(field, if self.vocabulary == Vocabulary::French { "1" } else { "true" });
        }
    }
}
