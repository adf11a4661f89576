//! Criteria in the words of the index.

use chrono::{DateTime, NaiveDate, Utc};
use search_index::engine::{After, Bounds, Circle, Formula, Hit, Key as FoundKey, Order, Page, Search};

use crate::search::{
    Criteria, Sort,
    cursor::{Cursor, Key},
    ranking::{UNCONFIRMED, WEIGHTS},
};

/// What narrows.
pub(in crate::search) fn search_of(criteria: &Criteria, now: DateTime<Utc>) -> Search {
    let days = |range: crate::search::Range<chrono::NaiveDate>| {
        (range.from.map(|day| day.to_epoch_days()), range.to.map(|day| day.to_epoch_days()))
    };
    Search {
        words: criteria.words(),
        kind: criteria.listing_type.map(|it| it.key()),
        // A specialty implies its profession; asked alone as the database is.
        profession: criteria.profession.map(|it| it.key),
        specialties: criteria.specialties.iter().map(|it| it.key).collect(),
        region: criteria.region.as_ref().map(|it| it.key),
        departments: criteria.departments.iter().map(|it| it.key).collect(),
        not_in: criteria.without.iter().map(|it| it.key).collect(),
        not_in_regions: criteria.without_regions.iter().map(|it| it.key).collect(),
        practices: criteria.practice_types.iter().map(|it| it.key()).collect(),
        days: criteria.weekdays,
        housing: criteria.housing,
        secretary: criteria.secretary,
        urgent: criteria.urgent,
        circle: criteria.around.as_ref().map(|it| Circle {
            latitude: it.latitude,
            longitude: it.longitude,
            radius: f64::from(it.radius_km) * 1000.0,
        }),
        bounds: criteria.bounds.as_ref().map(|it| Bounds {
            west: it.west,
            south: it.south,
            east: it.east,
            north: it.north,
        }),
        zones: criteria.zones.iter().map(|it| it.key()).collect(),
        author_groups: criteria.author_groups.iter().map(|it| it.key()).collect(),
        pictures: criteria.pictures,
        software: criteria.software.iter().fold(0, |mask, it| mask | it.mask()).cast_unsigned(),
        times: criteria
            .times
            .iter()
            .filter_map(|it| u8::try_from(it.key()).ok())
            .fold(0, |mask, it| mask | it),
        guaranteed: criteria.guaranteed,
        since: criteria.published_since(now).map(|it| it.timestamp_micros()),
        coverage_min: criteria.coverage_min,
        dates: days(criteria.dates),
        may_be_undated: Criteria::MAY_BE_UNDATED.iter().fold(0, |mask, kind| mask | 1 << kind.key()),
        price: (criteria.price.from, criteria.price.to),
        with_price: criteria.with_price,
        turnover: (criteria.turnover.from, criteria.turnover.to),
        fee_share_min: criteria.fee_share_min.map(f32::from),
        now: now.timestamp_micros(),
    }
}

/// Whether a search is worth handing to another thread: half a millisecond and more with words or a part of the map, where that
/// costs a hundredth of one; the rest is quicker done (docs/performance.md).
pub(in crate::search) fn is_long(search: &Search) -> bool {
    search.words.is_some() || search.circle.is_some() || search.bounds.is_some()
}

/// Which page.
pub(in crate::search) fn page_of(
    criteria: &Criteria,
    after: Option<&Cursor>,
    limit: usize,
    judged_at: DateTime<Utc>,
) -> Page {
    let order = match criteria.effective_sort() {
        Sort::Relevance => Order::Relevance {
            judged_at: judged_at.timestamp_micros(),
            formula: Formula { weights: WEIGHTS, unconfirmed: UNCONFIRMED },
        },
        Sort::Newest => Order::Newest,
        Sort::Nearest => Order::Nearest,
        Sort::StartDate => Order::Start,
        Sort::Price => Order::Price,
        Sort::PriceDown => Order::PriceDown,
        Sort::Pay => Order::Pay,
    };
    Page { order, after: after.map(|it| After { key: key(&it.key, order), number: it.lid }), limit }
}

fn key(key: &Key, order: Order) -> FoundKey {
    match key {
        Key::Published(at) => FoundKey::Whole(at.timestamp_micros()),
        Key::Distance(metres) => FoundKey::Metres(*metres),
        Key::Start(day) => FoundKey::Day(day.map(|day| day.to_epoch_days())),
        Key::Price(euros) => FoundKey::Whole(i64::from(euros.unwrap_or(unpriced(order == Order::PriceDown)))),
        Key::Pay(euros) => FoundKey::Whole(i64::from(euros.unwrap_or(0))),
        Key::Score { millionths, .. } => FoundKey::Whole(*millionths),
    }
}

/// The cursor of the page that begins after a listing.
pub(in crate::search) fn cursor_after(hit: &Hit, sort: Sort, judged_at: DateTime<Utc>) -> Option<Cursor> {
    let euros = |value: i64| i32::try_from(value).ok();
    let key = match (hit.key, sort) {
        (FoundKey::Metres(metres), _) => Key::Distance(metres),
        (FoundKey::Day(day), _) => Key::Start(match day {
            Some(day) => Some(NaiveDate::from_epoch_days(day)?),
            None => None,
        }),
        (FoundKey::Whole(value), Sort::Relevance) => Key::Score { millionths: value, judged_at },
        (FoundKey::Whole(value), Sort::Price | Sort::PriceDown) => {
            let unpriced = unpriced(sort == Sort::PriceDown);
            Key::Price(euros(value).filter(|euros| *euros != unpriced))
        }
        (FoundKey::Whole(value), Sort::Pay) => Key::Pay(euros(value).filter(|euros| *euros > 0)),
        (FoundKey::Whole(value), _) => Key::Published(DateTime::from_timestamp_micros(value)?),
    };
    Some(Cursor { key, lid: hit.number })
}

/// What stands for a price that is not told: it comes last either way.
fn unpriced(dearest_first: bool) -> i32 {
    if dearest_first { -1 } else { i32::MAX }
}
