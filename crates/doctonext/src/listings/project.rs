//! From a listing to what everybody may find of it. Pure: the one place where private facts are left behind.

use chrono::{DateTime, NaiveDate, Utc};
use platform::french;
use search_index::{Document, Weight};

use super::{Details, Listing, Standing};
use crate::{
    search::{CardFacts, SearchDocument, Timing, analyzer},
    territory::{Commune, Gazetteer},
    trades::{AvailabilityOption, ListingType, PracticeType},
};

/// Characters of the description on a card.
const EXCERPT: usize = 160;
/// Bounds of the bands shown instead of figures for confidential listings, in euros.
pub(super) const TURNOVER_BANDS: [i32; 7] = [50_000, 100_000, 150_000, 200_000, 300_000, 500_000, 1_000_000];
pub(super) const PRICE_BANDS: [i32; 7] = [10_000, 25_000, 50_000, 100_000, 200_000, 500_000, i32::MAX];

/// What search is told of a listing: its public document, unless a decision keeps it out.
#[must_use]
pub fn search_document(
    listing: &Listing,
    gazetteer: &Gazetteer,
    now: DateTime<Utc>,
) -> Option<SearchDocument> {
    if listing.is_reduced { None } else { public_document(listing, gazetteer, now) }
}

/// The public document of a listing that is online; none of one that is not, or that names no known trade or place.
#[must_use]
pub fn public_document(
    listing: &Listing,
    gazetteer: &Gazetteer,
    now: DateTime<Utc>,
) -> Option<SearchDocument> {
    if listing.standing(now) != Standing::Online {
        return None;
    }
    let place = &listing.place;
    let department = gazetteer.department_by_code(place.department.as_deref()?)?;
    let region = &department.region;
    let profession = listing.profession?;
    let commune = place.commune_code.as_deref().and_then(|code| gazetteer.by_code(code));
    let columns = Columns::of(&listing.details);
    let confidential = place.is_confidential();
    let shown = |figure: Option<i32>| figure.filter(|_| !confidential);
    Some(SearchDocument {
        listing_id: listing.id.clone(),
        published_at: listing.published_at?,
        expires_at: listing.expires_at,
        listing_type: listing.listing_type(),
        profession: profession.key,
        specialty: listing.specialty.map(|it| it.key),
        region: region.key(),
        department: department.key(),
        practice_type: columns.practice_type.map(PracticeType::key),
        working_days: columns.working_days,
        fee_share: columns.fee_share,
        price: shown(columns.price),
        turnover: shown(columns.turnover),
        pay: columns.pay,
        start_date: columns.start_date,
        end_date: columns.end_date,
        has_housing: columns.has_housing,
        has_secretary: columns.has_secretary,
        is_premium: listing.is_premium,
        is_urgent: listing.is_urgent,
        public_point: place.public_point(commune.map(centre)),
        card: card(listing, &columns, confidential),
        tsv: words(listing, &department.name, &region.name).to_tsvector(),
    })
}

fn centre(commune: &Commune) -> (f64, f64) {
    (commune.latitude, commune.longitude)
}

/// The filterable facts that the types share.
#[derive(Debug, Default)]
struct Columns {
    practice_type: Option<PracticeType>,
    working_days: i16,
    fee_share: Option<f32>,
    price: Option<i32>,
    turnover: Option<i32>,
    pay: Option<i32>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    has_housing: bool,
    has_secretary: bool,
    timing: Option<Timing>,
}

impl Columns {
    fn of(details: &Details) -> Self {
        match details {
            Details::Transfer(it) => Self {
                practice_type: it.practice_type,
                price: it.public_price(),
                turnover: it.annual_turnover,
                start_date: it.availability_date,
                has_secretary: it.staff_count.is_some_and(|n| n > 0),
                timing: match it.availability_option {
                    Some(AvailabilityOption::Immediately) => Some(Timing::Immediately),
                    Some(AvailabilityOption::ToDiscuss) => Some(Timing::ToDiscuss),
                    Some(AvailabilityOption::OnDate) | None => None,
                },
                ..Self::default()
            },
            Details::Replacement(it) | Details::Availability(it) => Self {
                working_days: it.days_mask(),
                fee_share: it.fee_share_percentage.map(narrowed),
                pay: it.estimated_daily_pay(),
                start_date: it.start_date,
                end_date: it.end_date,
                has_housing: it.housing_provided,
                has_secretary: it.has_assistant,
                ..Self::default()
            },
            Details::Collaboration(it) => Self { practice_type: it.practice_type, ..Self::default() },
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a percentage: two decimals survive")]
fn narrowed(percent: f64) -> f32 {
    percent as f32
}

fn card(listing: &Listing, columns: &Columns, confidential: bool) -> CardFacts {
    let place = &listing.place;
    let mut card = CardFacts {
        title: listing.title.clone(),
        city: place.public_city().map(str::to_owned),
        postal_code: place.public_postal_code().map(str::to_owned),
        department: place.department.clone().unwrap_or_default(),
        excerpt: excerpt(listing.description.as_deref().unwrap_or_default()),
        timing: columns.timing,
        picture: picture(listing),
        confidential,
        ..CardFacts::default()
    };
    if confidential {
        card.price_band = columns.price.map(|price| band(price, &PRICE_BANDS));
        card.turnover_band = columns.turnover.map(|turnover| band(turnover, &TURNOVER_BANDS));
    }
    match &listing.details {
        Details::Transfer(it) => card.price_on_request = it.price_on_request,
        Details::Replacement(it) => card.daily_rate = it.daily_rate,
        Details::Availability(it) => {
            card.daily_rate = it.daily_rate;
            card.mobility_km = it.mobility_km;
        }
        Details::Collaboration(it) => {
            card.fee_percentage = it.fee_percentage.map(narrowed);
            card.collaboration_kind = it.collaboration_type.map(|kind| kind.code().to_owned());
            card.activity = it.activity_distribution.map(|activity| activity.code().to_owned());
        }
    }
    card
}

/// Its own first picture, else the drawing of its type and profession.
pub(super) fn picture(listing: &Listing) -> String {
    let drawn = || {
        illustration(listing.listing_type(), listing.profession.map_or("doctor", |it| it.code), &listing.id)
    };
    listing.pictures.first().map_or_else(drawn, |it| it.address.clone())
}

/// One of the three drawings of a type and a profession: always the same for a listing, different for its neighbours
/// on a page.
#[must_use]
pub fn illustration(kind: ListingType, profession: &str, id: &str) -> String {
    let variant =
        match id.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % 3 {
            0 => "",
            1 => "-2",
            _ => "-3",
        };
    format!("/illustrations/{}-{profession}{variant}.svg", kind.code())
}

/// « 100 000 à 150 000 € », « moins de 10 000 € », « plus de 1 000 000 € ».
pub(super) fn band(figure: i32, bounds: &[i32]) -> String {
    let above = bounds.iter().position(|bound| figure < *bound);
    match above {
        Some(0) => format!("moins de {}", french::euros(i64::from(bounds[0]))),
        Some(rank) if bounds[rank] < i32::MAX => {
            format!(
                "{} à {}",
                french::number(i64::from(bounds[rank - 1])),
                french::euros(i64::from(bounds[rank]))
            )
        }
        _ => {
            let last = bounds.iter().rev().find(|bound| **bound < i32::MAX).copied().unwrap_or_default();
            format!("plus de {}", french::euros(i64::from(last)))
        }
    }
}

/// The beginning of a text in one line, cut at a word.
fn excerpt(text: &str) -> String {
    let mut line = String::with_capacity(EXCERPT + 8);
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if length + letters + 1 > EXCERPT {
            if line.is_empty() {
                line.extend(word.chars().take(EXCERPT));
            }
            line.push('…');
            return line;
        }
        if !line.is_empty() {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    line
}

/// Title first (A), the trade under all its names (B), the place (C), the text (D).
fn words(listing: &Listing, department: &str, region: &str) -> Document<'static> {
    let mut document = Document::new(analyzer()).add(Weight::A, &listing.title);
    if let Some(profession) = listing.profession {
        document = document.add(Weight::B, profession.label);
        document = document.add(Weight::B, profession.feminine);
        for synonym in profession.synonyms {
            document = document.add(Weight::B, synonym);
        }
    }
    if let Some(specialty) = listing.specialty {
        document = document.add(Weight::B, specialty.label);
        document = document.add(Weight::B, specialty.practitioner);
        for synonym in specialty.synonyms {
            document = document.add(Weight::B, synonym);
        }
    }
    document = document.add(Weight::B, listing.listing_type().label());
    for text in [listing.place.public_city(), listing.place.public_postal_code()].into_iter().flatten() {
        document = document.add(Weight::C, text);
    }
    document = document.add(Weight::C, department);
    document = document.add(Weight::C, region);
    document = document.add(Weight::D, listing.description.as_deref().unwrap_or_default());
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_say_as_much_as_they_should_and_no_more() {
        assert_eq!(band(30_000, &TURNOVER_BANDS), "moins de 50\u{202f}000\u{202f}€");
        assert_eq!(band(100_000, &TURNOVER_BANDS), "100\u{202f}000 à 150\u{202f}000\u{202f}€");
        assert_eq!(band(2_000_000, &TURNOVER_BANDS), "plus de 1\u{202f}000\u{202f}000\u{202f}€");
        assert_eq!(band(800_000, &PRICE_BANDS), "plus de 500\u{202f}000\u{202f}€");
    }

    #[test]
    fn an_excerpt_is_one_line_cut_at_a_word() {
        assert_eq!(excerpt("Cabinet\n\n  lumineux."), "Cabinet lumineux.");
        let long = excerpt(&"mot ".repeat(80));
        assert!(long.ends_with("mot…") && long.chars().count() <= EXCERPT + 1, "{long}");
        assert_eq!(excerpt(&"x".repeat(500)).chars().count(), EXCERPT + 1);
    }
}
