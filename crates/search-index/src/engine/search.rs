//! What is asked of the engine, and what it answers.

use std::collections::BTreeMap;

use super::sphere::{Bounds, Circle};
use crate::query::Query;

/// Everything that narrows a search. Open ends and empty lists ask for nothing.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Words.
    pub words: Option<Query>,
    /// One type.
    pub kind: Option<i16>,
    /// One profession.
    pub profession: Option<i16>,
    /// Any of these specialties.
    pub specialties: Vec<i16>,
    /// One region.
    pub region: Option<i16>,
    /// Any of these departments.
    pub departments: Vec<i16>,
    /// None of these departments.
    pub not_in: Vec<i16>,
    /// None of these regions.
    pub not_in_regions: Vec<i16>,
    /// Any of these practice types.
    pub practices: Vec<i16>,
    /// Any of these days; 0 for all.
    pub days: i16,
    /// Lodging offered.
    pub housing: bool,
    /// A secretary works there.
    pub secretary: bool,
    /// Marked urgent.
    pub urgent: bool,
    /// Any of these classes of density.
    pub zones: Vec<i16>,
    /// Any of these authors.
    pub author_groups: Vec<i16>,
    /// Pictures of its own.
    pub pictures: bool,
    /// Any of these programs; 0 for all.
    pub software: u64,
    /// Any of these shares of time, [`FULL_TIME`](super::FULL_TIME) and [`PART_TIME`](super::PART_TIME); 0 for all.
    pub times: u8,
    /// A guaranteed minimum of pay.
    pub guaranteed: bool,
    /// Came online at this moment or later, microseconds since 1970.
    pub since: Option<i64>,
    /// A circle.
    pub circle: Option<Circle>,
    /// Inside this rectangle; listings without a point are left out.
    pub bounds: Option<Bounds>,
    /// Days to cover, both included: listings whose own dates overlap.
    pub dates: (Option<i32>, Option<i32>),
    /// Types whose listings may go without dates, a bit for each key: asked for one of them, such a listing is kept.
    pub may_be_undated: u8,
    /// Least percentage of the days to cover; means something when both ends are asked.
    pub coverage_min: Option<u8>,
    /// Euros, both included; listings without a price are kept.
    pub price: (Option<i32>, Option<i32>),
    /// Only listings that say their price.
    pub with_price: bool,
    /// Euros a year, both included.
    pub turnover: (Option<i32>, Option<i32>),
    /// Least percentage.
    pub fee_share_min: Option<f32>,
    /// The hour, microseconds since 1970: what is over is not found.
    pub now: i64,
}

/// Days in which listings came online, as freshness is counted.
pub const FRESH: [i64; 4] = [1, 3, 7, 30];
/// Percentages of the days to cover, as coverage is counted.
pub const COVERAGES: [u8; 3] = [50, 80, 100];

impl Search {
    /// Whether it asks listings one by one for their days or figures.
    pub(crate) fn asks_each(&self) -> bool {
        self.dates != (None, None)
            || self.price != (None, None)
            || self.turnover != (None, None)
            || self.with_price
            || self.fee_share_min.is_some()
    }

    /// Whether days are asked that listings of some types may go without.
    pub(crate) fn keeps_undated(&self) -> bool {
        self.may_be_undated != 0 && self.dates != (None, None)
    }

    /// The days to cover when both ends are asked, with how many they are.
    pub(crate) fn need(&self) -> Option<(i32, i32, i32)> {
        let (from, to) = (self.dates.0?, self.dates.1?);
        (from <= to).then(|| (from, to, to.saturating_sub(from).saturating_add(1)))
    }
}

/// The order of the results.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Order {
    /// Last published first.
    Newest,
    /// Closest to the centre of the circle first.
    Nearest,
    /// Earliest start first, undated ones last.
    Start,
    /// Cheapest first, unpriced ones last.
    Price,
    /// Dearest first, unpriced ones last.
    PriceDown,
    /// Best paid first.
    Pay,
    /// The published ranking, freshness judged at this hour: best of the newest matches first.
    Relevance {
        /// Microseconds since 1970; what came online later is left out.
        judged_at: i64,
        /// What its parts weigh.
        formula: Formula,
    },
}

/// The published ranking: what each part, between 0 and 1, weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Formula {
    /// Words, freshness, how much the listing tells, its author, how near it is.
    pub weights: [f64; 5],
    /// What the sum is multiplied by once nobody confirmed that the listing still holds.
    pub unconfirmed: f64,
}

/// Where a page begins: after this key and number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct After {
    /// The key of the order.
    pub key: Key,
    /// Breaks ties.
    pub number: i64,
}

/// A sort key, of the kind that its order compares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Key {
    /// A moment, a price (-1 or the largest for none), a pay, a score.
    Whole(i64),
    /// Metres.
    Metres(f64),
    /// A start; none comes last.
    Day(Option<i32>),
}

/// A page to find.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// Order.
    pub order: Order,
    /// None for the first.
    pub after: Option<After>,
    /// How many at most.
    pub limit: usize,
}

/// A listing found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its number.
    pub number: i64,
    /// What the order compared: with the number, where a page after it begins.
    pub key: Key,
    /// Metres from the centre of the circle.
    pub distance: Option<f64>,
    /// Millionths, under the published ranking.
    pub score: Option<i64>,
    /// What the score is made of: the five parts, and what their sum was multiplied by.
    pub parts: Option<[f32; 6]>,
}

/// How many listings the search leaves with each fact. Inside a facet that narrows the search, counted as if it did
/// not; only facts with listings are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Listings found in all.
    pub total: u64,
    /// By type.
    pub kinds: BTreeMap<i16, u64>,
    /// How many of those have no dates and are found only by whoever asks for their type.
    pub undated: u64,
    /// By profession.
    pub professions: BTreeMap<i16, u64>,
    /// By specialty.
    pub specialties: BTreeMap<i16, u64>,
    /// By region.
    pub regions: BTreeMap<i16, u64>,
    /// By department.
    pub departments: BTreeMap<i16, u64>,
    /// By practice type.
    pub practices: BTreeMap<i16, u64>,
    /// Monday to Sunday.
    pub days: [u64; 7],
    /// With lodging.
    pub housing: u64,
    /// With a secretary.
    pub secretary: u64,
    /// Urgent.
    pub urgent: u64,
    /// By band of price: 0 unknown, then one more than the number of bounds reached.
    pub prices: BTreeMap<i16, u64>,
    /// By band of turnover, likewise.
    pub turnovers: BTreeMap<i16, u64>,
    /// By class of density; 0 unknown.
    pub zones: BTreeMap<i16, u64>,
    /// By author.
    pub author_groups: BTreeMap<i16, u64>,
    /// With pictures of their own.
    pub pictures: u64,
    /// By bit of [`Search::software`].
    pub software: BTreeMap<i16, u64>,
    /// By share of time.
    pub times: BTreeMap<i16, u64>,
    /// With a guaranteed minimum of pay.
    pub guaranteed: u64,
    /// Came online in the last days, as [`FRESH`] names them.
    pub fresh: [u64; 4],
    /// Cover at least these percentages of the days asked, as [`COVERAGES`] names them; nothing when an end is open.
    pub coverages: [u64; 3],
}

impl Facets {
    /// Adds the counts of another part of the listings.
    pub(crate) fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.undated += other.undated;
        for (mine, theirs) in [
            (&mut self.kinds, &other.kinds),
            (&mut self.professions, &other.professions),
            (&mut self.specialties, &other.specialties),
            (&mut self.regions, &other.regions),
            (&mut self.departments, &other.departments),
            (&mut self.practices, &other.practices),
            (&mut self.prices, &other.prices),
            (&mut self.turnovers, &other.turnovers),
            (&mut self.zones, &other.zones),
            (&mut self.author_groups, &other.author_groups),
            (&mut self.software, &other.software),
            (&mut self.times, &other.times),
        ] {
            for (key, count) in theirs {
                *mine.entry(*key).or_default() += count;
            }
        }
        self.days.iter_mut().zip(&other.days).for_each(|(mine, theirs)| *mine += theirs);
        self.housing += other.housing;
        self.secretary += other.secretary;
        self.urgent += other.urgent;
        self.pictures += other.pictures;
        self.guaranteed += other.guaranteed;
        self.fresh.iter_mut().zip(&other.fresh).for_each(|(mine, theirs)| *mine += theirs);
        self.coverages.iter_mut().zip(&other.coverages).for_each(|(mine, theirs)| *mine += theirs);
    }
}
