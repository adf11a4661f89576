//! From a listing to what everybody may find of it. Pure: the one place where private facts are left behind.

use chrono::{DateTime, NaiveDate, Utc};
use search_index::{Document, Weight, engine::GUARANTEED};

use super::{
    Details, Listing, Period, Standing,
    confidential::{Band, price_band, turnover_band},
    lifecycle::UNSURE,
};
use crate::{
    search::{CardFacts, SearchDocument, Timing, analyzer},
    territory::{Commune, Department, Gazetteer, Region},
    trades::{
        ActivityDistribution, AuthorGroup, AvailabilityOption, DensityZone, ListingType, PracticeType,
        Software,
    },
};

/// Characters of the description on a card.
const EXCERPT: usize = 160;

/// What search is told of a listing: its public document, unless a decision keeps it out.
#[must_use]
pub fn search_document(
    listing: &Listing,
    gazetteer: &Gazetteer,
    now: DateTime<Utc>,
) -> Option<SearchDocument> {
    if listing.is_reduced { None } else { public_document(listing, gazetteer, now) }
}

/// The public document of a listing that is online; none of one that is not, or that names no known trade or place. None of a
/// confidential listing whose place is not concealed yet, either.
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
    let confidential = place.is_confidential();
    if confidential && place.area.is_none() {
        return None;
    }
    let department = place.department.as_deref().and_then(|code| gazetteer.department_by_code(code));
    let region = match (&place.area, department) {
        (_, Some(department)) => Some(&*department.region),
        (Some(area), None) => area.region(gazetteer).and_then(|code| gazetteer.region_by_code(code)),
        (None, None) => return None,
    };
    let profession = listing.profession?;
    let commune = place.commune_code.as_deref().and_then(|code| gazetteer.by_code(code));
    let columns = Columns::of(&listing.details);
    Some(SearchDocument {
        listing_id: listing.id.clone(),
        published_at: listing.published_at?,
        expires_at: listing.expires_at,
        listing_type: listing.listing_type(),
        profession: profession.key,
        specialty: listing.specialty.map(|it| it.key),
        region: region.map_or(0, Region::key),
        department: department.map_or(0, Department::key),
        practice_type: columns.practice_type.map(PracticeType::key),
        working_days: columns.working_days,
        fee_share: columns.fee_share,
        price: columns.price,
        price_range: columns.price_band.map(|it| (it.least, it.most)),
        turnover: columns.turnover,
        turnover_range: columns.turnover_band.map(|it| (it.least, it.most)),
        pay: columns.pay,
        start_date: columns.start_date,
        end_date: columns.end_date,
        has_housing: columns.has_housing,
        has_secretary: columns.has_secretary,
        zone: place.medical_density_zone.filter(|_| !confidential).map(DensityZone::key),
        author_group: AuthorGroup::from(listing.author_kind).key(),
        has_pictures: !listing.pictures.is_empty(),
        software: columns.software,
        terms: terms(&listing.details),
        periods: several(&listing.periods),
        is_premium: listing.is_premium,
        is_urgent: listing.is_urgent,
        completeness: completeness(listing),
        author: author(listing),
        confirm_by: listing.checkin_asked_at.map(|at| at + UNSURE),
        public_point: place.public_point(commune.map(centre)),
        card: card(listing, &columns, gazetteer),
        tsv: words(listing, &columns, department, region).to_tsvector(),
    })
}

/// What is said of time and pay, as a mask.
fn terms(details: &Details) -> i16 {
    match details {
        Details::Transfer(_) => 0,
        Details::Replacement(it) | Details::Availability(it) => {
            if it.guaranteed_minimum.is_some_and(|euros| euros > 0) { i16::from(GUARANTEED) } else { 0 }
        }
        Details::Collaboration(it) => it.activity_distribution.map_or(0, ActivityDistribution::key),
    }
}

/// Ranges with days between them; none when one range says it all. Ranges that touch are one, as the database has it.
fn several(periods: &[Period]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut all: Vec<(NaiveDate, NaiveDate)> =
        periods.iter().map(|it| (it.starts_on, it.ends_on)).filter(|(from, to)| from <= to).collect();
    all.sort_unstable();
    let mut ranges: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for (from, to) in all {
        match ranges.last_mut() {
            Some(last) if last.1.succ_opt().is_none_or(|next| from <= next) => last.1 = last.1.max(to),
            _ => ranges.push((from, to)),
        }
    }
    if ranges.len() > 1 { ranges } else { Vec::new() }
}

/// Of 100; what was never measured counts for half.
fn completeness(listing: &Listing) -> i16 {
    let told = listing.completeness.unwrap_or(45).min(90);
    i16::from(told) + if listing.pictures.is_empty() { 0 } else { 10 }
}

/// Of 100: half for a verified registration, half for answers in time; an unknown share counts for half of its half. That of a
/// confidential listing counts as unknown: the parts of a score would tell it, and a share is as good as a name among few.
fn author(listing: &Listing) -> i16 {
    let verified = if listing.author_badge.is_some() { 50 } else { 0 };
    let response = listing.author_response.filter(|_| !listing.place.is_confidential());
    verified + response.map_or(25, |it| i16::from(it.min(100)) / 2)
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
    price_band: Option<Band>,
    turnover: Option<i32>,
    turnover_band: Option<Band>,
    pay: Option<i32>,
    start_date: Option<NaiveDate>,
    end_date: Option<NaiveDate>,
    has_housing: bool,
    has_secretary: bool,
    software: i64,
    timing: Option<Timing>,
}

impl Columns {
    fn of(details: &Details) -> Self {
        match details {
            Details::Transfer(it) => Self {
                practice_type: it.practice_type,
                price: it.public_price(),
                price_band: it.price_band.and_then(price_band),
                turnover: it.annual_turnover,
                turnover_band: it.turnover_band.and_then(turnover_band),
                start_date: it.availability_date,
                has_secretary: it.staff_count.is_some_and(|n| n > 0),
                software: it.software_used.as_deref().map_or(0, Software::mask_of),
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
                software: it.software_used.as_deref().map_or(0, Software::mask_of),
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

fn card(listing: &Listing, columns: &Columns, gazetteer: &Gazetteer) -> CardFacts {
    let place = &listing.place;
    let mut card = CardFacts {
        title: listing.title.clone(),
        city: place.public_city().map(str::to_owned),
        postal_code: place.public_postal_code().map(str::to_owned),
        department: place.department.clone().unwrap_or_default(),
        excerpt: excerpt(listing.description.as_deref().unwrap_or_default()),
        timing: columns.timing,
        picture: picture(listing),
        confidential: place.is_confidential(),
        is_verified: listing.author_badge.is_some(),
        area: place.area.as_ref().map(|it| it.label(gazetteer)),
        price_band: columns.price_band.map(Band::words),
        turnover_band: columns.turnover_band.map(Band::words),
        ..CardFacts::default()
    };
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

/// Title first (A), the trade under all its names (B), the place (C), the text and what was ticked (D).
fn words(
    listing: &Listing,
    columns: &Columns,
    department: Option<&Department>,
    region: Option<&Region>,
) -> Document<'static> {
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
    for name in
        [department.map(|it| it.name.as_str()), region.map(|it| it.name.as_str())].into_iter().flatten()
    {
        document = document.add(Weight::C, name);
    }
    document = document.add(Weight::D, listing.description.as_deref().unwrap_or_default());
    // Whoever types « logement » wants those that tick it as well as those that write it.
    for (is_ticked, word) in [
        (columns.has_housing, "Logement"),
        (columns.has_secretary, "Secrétariat"),
        (listing.is_urgent, "Urgent"),
    ] {
        document = if is_ticked { document.add(Weight::D, word) } else { document };
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_line_cut_at_a_word() {
        assert_eq!(excerpt("Cabinet\n\n  lumineux."), "Cabinet lumineux.");
        let long = excerpt(&"mot ".repeat(80));
        assert!(long.ends_with("mot…") && long.chars().count() <= EXCERPT + 1, "{long}");
        assert_eq!(excerpt(&"x".repeat(500)).chars().count(), EXCERPT + 1);
    }
}
