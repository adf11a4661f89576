//! What a visitor asks for, once understood. Pure.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use search_index::Query;

use super::{
    Bounds,
    analysis::{analyzer, plain_analyzer},
};
use crate::{
    territory::{Department, Gazetteer, Region},
    trades::{
        ActivityDistribution, AuthorGroup, DensityZone, ListingType, PracticeType, Profession, Software,
        Specialty,
    },
};

/// A region or a department that a search asks for, or leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenArea {
    /// Key in the projection.
    pub key: i16,
    /// INSEE code.
    pub code: String,
    /// « Creuse ».
    pub name: String,
}

impl From<&Department> for ChosenArea {
    fn from(it: &Department) -> Self {
        Self { key: it.key(), code: it.code.clone(), name: it.name.clone() }
    }
}

impl From<&Region> for ChosenArea {
    fn from(it: &Region) -> Self {
        Self { key: it.key(), code: it.code.clone(), name: it.name.clone() }
    }
}

/// A circle around a commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Around {
    /// INSEE code of the commune.
    pub commune: String,
    /// « Guéret (23) ».
    pub label: String,
    /// Degrees, WGS 84.
    pub latitude: f64,
    /// Degrees, WGS 84.
    pub longitude: f64,
    /// Kilometres, 5 to 100.
    pub radius_km: u16,
}

/// A range whose ends may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range<T> {
    /// Included.
    pub from: Option<T>,
    /// Included.
    pub to: Option<T>,
}

impl<T> Default for Range<T> {
    fn default() -> Self {
        Self { from: None, to: None }
    }
}

impl<T> Range<T> {
    /// Whether nothing is asked.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}

/// The order of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// Best matches of the words first; without words, the newest.
    #[default]
    Relevance,
    /// Last published first.
    Newest,
    /// Closest to the commune first; asks for one.
    Nearest,
    /// Earliest start first, undated ones last.
    StartDate,
    /// Cheapest first, unpriced ones last.
    Price,
    /// Dearest first, unpriced ones last.
    PriceDown,
    /// Best estimated pay of a day first.
    Pay,
}

impl Sort {
    /// All, in the order of the menu, with the word of the address, the word of the API and the label.
    pub const ALL: [(Self, &'static str, &'static str, &'static str); 7] = [
        (Self::Relevance, "pertinence", "relevance", "Pertinence"),
        (Self::Newest, "recentes", "newest", "Plus récentes"),
        (Self::Nearest, "proches", "nearest", "Plus proches"),
        (Self::StartDate, "debut", "start_date", "Date de début"),
        (Self::Price, "prix", "price", "Prix croissant"),
        (Self::PriceDown, "prix-decroissant", "price_desc", "Prix décroissant"),
        (Self::Pay, "remuneration", "pay", "Rémunération estimée"),
    ];
}

/// Words of the text that are wanted as they are: neither recognised as a filter nor corrected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsTyped {
    /// All of them.
    pub is_all: bool,
    /// These, each a run of words of the text; in the order of the address.
    pub words: Vec<String>,
}

impl AsTyped {
    /// Whether nothing is wanted as it is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_all && self.words.is_empty()
    }

    /// Whether a word is wanted as it is.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let folded = search_index::fold(word);
        let holds =
            |it: &String| search_index::fold(it).split(|c: char| !c.is_alphanumeric()).any(|it| it == folded);
        self.is_all || self.words.iter().any(holds)
    }
}

/// Everything that narrows or orders the results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Criteria {
    /// Words, trimmed, at most 200 characters.
    pub text: Option<String>,
    /// Words that every listing of these filters holds, where no other are looked for: they rank and narrow nothing. The
    /// names of the trade and the type that a text named; no address carries them.
    pub ranked_by: Option<String>,
    /// Words of the text that stay words.
    pub as_typed: AsTyped,
    /// One type of listing.
    pub listing_type: Option<ListingType>,
    /// One profession.
    pub profession: Option<&'static Profession>,
    /// Any of these specialties.
    pub specialties: Vec<&'static Specialty>,
    /// One region.
    pub region: Option<ChosenArea>,
    /// Any of these departments.
    pub departments: Vec<ChosenArea>,
    /// None of these departments: « sauf Paris ».
    pub without: Vec<ChosenArea>,
    /// None of these regions, nor what lies in them.
    pub without_regions: Vec<ChosenArea>,
    /// A circle.
    pub around: Option<Around>,
    /// The street address that was typed for it, in its commune; the circle may lie around the street itself.
    pub street: Option<String>,
    /// A part of the map; a place that is chosen beside it takes its stead.
    pub bounds: Option<Bounds>,
    /// Kilometres around a place that only the text names, 5 to 100; none for the usual radius.
    pub radius_km: Option<u16>,
    /// Days to cover: listings whose own dates overlap.
    pub dates: Range<NaiveDate>,
    /// Sale price, euros.
    pub price: Range<i32>,
    /// Only listings that say their price.
    pub with_price: bool,
    /// Yearly turnover, euros.
    pub turnover: Range<i32>,
    /// Least share of the fees paid to the replacement, percent.
    pub fee_share_min: Option<u8>,
    /// Any of these.
    pub practice_types: Vec<PracticeType>,
    /// Bit mask of weekdays, any of them; 0 for all.
    pub weekdays: i16,
    /// Lodging offered.
    pub housing: bool,
    /// A secretary works there.
    pub secretary: bool,
    /// Marked urgent by its author.
    pub urgent: bool,
    /// Any of these classes of density.
    pub zones: Vec<DensityZone>,
    /// Any of these authors.
    pub author_groups: Vec<AuthorGroup>,
    /// Any of these programs.
    pub software: Vec<&'static Software>,
    /// Any of these shares of time.
    pub times: Vec<ActivityDistribution>,
    /// A guaranteed minimum of pay.
    pub guaranteed: bool,
    /// Photographs of its own.
    pub pictures: bool,
    /// Came online in so many days.
    pub published_within: Option<u16>,
    /// Least percentage of the days asked that a listing has; asks for both ends of `dates`.
    pub coverage_min: Option<u8>,
    /// Order.
    pub sort: Sort,
}

impl Criteria {
    /// The order that will really be used: « relevance » needs words, « nearest » needs a place.
    #[must_use]
    pub fn effective_sort(&self) -> Sort {
        match self.sort {
            Sort::Relevance if !self.has_words() => Sort::Newest,
            Sort::Nearest if self.around.is_none() => Sort::Newest,
            sort => sort,
        }
    }

    /// Whether there is a word to search by: a text of stop words alone narrows nothing and ranks nothing.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.words().is_some()
    }

    /// The words that rank, and narrow if they are the visitor's; none when they are all stop words. Names of trades and types
    /// that a text named are taken as they stand: every listing that is found holds them, and the ten other names of a trade
    /// would make each of them ten times as long to rank.
    #[must_use]
    pub fn words(&self) -> Option<Query> {
        let words = match (&self.text, &self.ranked_by) {
            (Some(text), _) => Query::parse(analyzer(), text, true),
            (None, Some(names)) => Query::parse(plain_analyzer(), names, true),
            (None, None) => return None,
        };
        (!words.is_empty()).then_some(words)
    }

    /// Without the words that only rank: whoever drops a filter must drop its name.
    #[must_use]
    pub fn unranked(&self) -> Self {
        Self { ranked_by: None, ..self.clone() }
    }

    /// Whether only type, profession, specialties, region and department are asked: then the cube of
    /// `listing_counts` knows the exact numbers.
    #[must_use]
    pub fn is_structured(&self) -> bool {
        self.text.is_none()
            && self.without.is_empty()
            && self.without_regions.is_empty()
            && self.around.is_none()
            && self.bounds.is_none()
            && self.dates.is_open()
            && self.price.is_open()
            && !self.with_price
            && self.turnover.is_open()
            && self.fee_share_min.is_none()
            && self.practice_types.is_empty()
            && self.weekdays == 0
            && !self.housing
            && !self.secretary
            && !self.urgent
            && self.zones.is_empty()
            && self.author_groups.is_empty()
            && self.software.is_empty()
            && self.times.is_empty()
            && !self.guaranteed
            && !self.pictures
            && self.published_within.is_none()
    }

    /// From when on a listing came online recently enough.
    #[must_use]
    pub fn published_since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.published_within.map(|days| now - TimeDelta::days(i64::from(days)))
    }

    /// Whether anything at all is asked, order apart.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_structured()
            && self.listing_type.is_none()
            && self.profession.is_none()
            && self.specialties.is_empty()
            && self.region.is_none()
            && self.departments.is_empty()
    }

    /// The department, when exactly one is asked.
    #[must_use]
    pub fn department(&self) -> Option<&ChosenArea> {
        match self.departments.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whether something in a region is asked for by its own name, or the region itself.
    #[must_use]
    pub fn asks_in_region(&self, region: &ChosenArea, gazetteer: &Gazetteer) -> bool {
        let lies_there = |it: &ChosenArea| {
            gazetteer.department_by_code(&it.code).is_some_and(|it| it.region.code == region.code)
        };
        self.region.as_ref() == Some(region) || self.departments.iter().any(lies_there)
    }

    /// Leaves nothing out that is asked for.
    pub(super) fn keep_what_is_asked(&mut self, gazetteer: &Gazetteer) {
        let mut regions = std::mem::take(&mut self.without_regions);
        regions.retain(|it| !self.asks_in_region(it, gazetteer));
        self.without_regions = regions;
        let asked = &self.departments;
        self.without.retain(|it| !asked.contains(it));
    }

    /// Types whose listings may go without dates, and are then kept by whoever asks for such a type and for days: a practice is
    /// free at once or on a day to be agreed, a collaboration begins when people have found each other.
    pub const MAY_BE_UNDATED: [ListingType; 2] = [ListingType::Transfer, ListingType::Collaboration];

    /// Whether listings without dates are kept though days are asked.
    #[must_use]
    pub fn keeps_undated(&self) -> bool {
        self.listing_type.is_some_and(|kind| Self::MAY_BE_UNDATED.contains(&kind))
    }

    /// The same search for another type, or for all of them.
    #[must_use]
    pub fn for_type(&self, listing_type: Option<ListingType>) -> Self {
        Self { listing_type, ..self.unranked() }
    }
}
