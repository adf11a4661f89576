//! Listings of the demonstration as the index takes them in, without a database.
//!
//! The projection of the product adds the labels and synonyms of trades; here their codes stand for them, and a dozen
//! words of their own for the synonyms, so that a document is about as long.

use std::{
    collections::{HashMap, HashSet},
    io::Read,
};

use chrono::NaiveDate;
use demo_data::{CommuneSeed, DemoListing, Details, Generator};
use search_index::{
    Analyzer, Document, Weight,
    engine::{Facts, Word},
};

/// The day of the demonstration.
pub(crate) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 29).expect("a day that exists");

/// All communes that the reference knows, arrondissements instead of the towns that they part.
pub(crate) fn communes() -> Vec<CommuneSeed> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/reference");
    let mut text = String::new();
    let packed = std::fs::File::open(format!("{folder}/communes.tsv.gz")).expect("a built front end");
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).expect("communes");
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let divided: HashSet<&str> = rows.iter().map(|row| row[10]).filter(|code| !code.is_empty()).collect();
    rows.iter()
        .filter(|row| !divided.contains(row[0]) && row[6] != "0")
        .map(|row| CommuneSeed {
            code: row[0].to_owned(),
            name: row[1].to_owned(),
            postal_code: row[5].split(',').next().unwrap_or_default().to_owned(),
            department: row[2].to_owned(),
            region_code: row[3].to_owned(),
            region_name: format!("région {}", row[3]),
            population: row[6].parse().expect("a number"),
            latitude: row[7].parse().expect("degrees"),
            longitude: row[8].parse().expect("degrees"),
        })
        .collect()
}

/// The generator that the demonstration uses.
pub(crate) fn generator(communes: &[CommuneSeed]) -> Generator<'_> {
    Generator::new(1, TODAY, communes)
}

/// The middles of communes by their code.
pub(crate) type Centres = HashMap<String, (f64, f64)>;

/// Where communes have their middles.
pub(crate) fn centres(communes: &[CommuneSeed]) -> Centres {
    communes.iter().map(|it| (it.code.clone(), (it.latitude, it.longitude))).collect()
}

/// A listing that is online, as facts and words.
pub(crate) fn listing(
    it: &DemoListing,
    number: i64,
    analyzer: &Analyzer,
    centres: &Centres,
) -> Option<(Facts, Vec<Word>)> {
    let published = it.published_at.filter(|_| it.status == "active")?;
    // As the product shows them: at their own address, in an area of their own, or else in the middle of their commune.
    let place = &it.location;
    let confidential = place.visibility == "area";
    let own = (place.latitude, place.longitude);
    let point =
        if place.visibility == "commune" { centres.get(&place.commune_code).copied() } else { Some(own) };
    let mut facts = Facts {
        number,
        published_at: published.timestamp_micros(),
        expires_at: it.expires_at.map(|at| at.timestamp_micros()),
        kind: kind(it.listing_type),
        profession: coded(it.profession, 30),
        specialty: it.specialty.map(|code| coded(it.profession, 30) * 100 + coded(code, 100)),
        region: it.location.region.bytes().map(i16::from).sum(),
        department: it.location.department.parse().unwrap_or(200),
        practice: None,
        days: 0,
        fee_share: None,
        price: None,
        turnover: None,
        price_range: None,
        turnover_range: None,
        completeness: 50,
        author: 25,
        confirm_by: None,
        pay: None,
        start: None,
        end: None,
        housing: false,
        secretary: false,
        urgent: it.is_urgent,
        zone: Some(1 + coded(&it.location.city, 3)),
        author_group: 1 + i16::try_from(number % 10 / 8).unwrap_or_default(),
        pictures: number % 3 > 0,
        software: 0,
        terms: 0,
        periods: Vec::new(),
        point,
        confidential,
    };
    details(&mut facts, &it.details);
    Some((facts, words(it, analyzer)))
}

fn details(facts: &mut Facts, details: &Details) {
    match details {
        Details::Transfer(it) => {
            facts.practice = Some(1 + coded(it.practice_type, 10));
            facts.price = it.sale_price;
            facts.turnover = it.annual_turnover;
            facts.start = it.availability_date.map(|day| day.to_epoch_days());
            facts.secretary = it.staff_count.is_some_and(|n| n > 0);
            facts.software = it.software_used.map_or(0, |name| 1 << coded(name, 60));
        }
        Details::Replacement(it) => {
            facts.days = it.working_days.iter().fold(0, |mask, day| mask | 1 << coded(day, 7));
            facts.pay = it.daily_rate;
            facts.start = it.start_date.map(|day| day.to_epoch_days());
            facts.end = it.end_date.map(|day| day.to_epoch_days());
            facts.housing = it.housing_provided;
            facts.secretary = it.has_assistant;
            facts.software = it.software_used.map_or(0, |name| 1 << coded(name, 60));
        }
        Details::Collaboration(it) => facts.practice = it.practice_type.map(|code| 1 + coded(code, 10)),
    }
}

fn words(it: &DemoListing, analyzer: &Analyzer) -> Vec<Word> {
    let trade = it.specialty.unwrap_or(it.profession).replace('_', " ");
    let mut document = Document::new(analyzer)
        .add(Weight::A, &it.title)
        .add(Weight::B, it.profession)
        .add(Weight::B, &trade);
    for n in 0..12 {
        document = document.add(Weight::B, &format!("synonyme{n}{trade}"));
    }
    document
        .add(Weight::B, it.listing_type)
        .add(Weight::C, &it.location.city)
        .add(Weight::C, &it.location.postal_code)
        .add(Weight::C, &it.location.department)
        .add(Weight::C, &it.location.region)
        .add(Weight::D, &it.description)
        .words()
}

pub(crate) fn kind(code: &str) -> i16 {
    ["transfer", "replacement", "collaboration", "availability"]
        .iter()
        .position(|it| *it == code)
        .map_or(0, |at| i16::try_from(at).unwrap_or_default() + 1)
}

/// A small number that a code always has.
pub(crate) fn coded(code: &str, below: u32) -> i16 {
    let sum = code.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    i16::try_from(sum % below).unwrap_or_default()
}

/// Chance that is the same in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % most.max(1)
    }

    /// A word with one letter missing, doubled by another, exchanged with its neighbour, or another one.
    pub(crate) fn mistyped(&mut self, word: &str) -> String {
        let mut letters: Vec<u8> = word.bytes().collect();
        let at = self.below(letters.len());
        let letter = b'a' + u8::try_from(self.below(26)).unwrap_or_default();
        match self.below(4) {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, letter),
            2 => letters[at] = letter,
            _ => {
                let with = if at + 1 < letters.len() { at + 1 } else { at - 1 };
                letters.swap(at, with);
            }
        }
        String::from_utf8(letters).unwrap_or_default()
    }
}
