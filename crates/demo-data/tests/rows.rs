//! What the rows must be: reproducible, mixed as in reality, free of contradictions.

mod support;

use chrono::{Datelike, NaiveDate, Weekday};
use demo_data::{DemoListing, Details, Generator};
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use support::{communes, today};

/// Rows are slow to make without optimisation: all tests read the same ones.
static ROWS: LazyLock<Vec<DemoListing>> = LazyLock::new(|| {
    let communes = communes();
    let generator = Generator::new(7, today(), &communes);
    (0..3_000).map(|n| generator.listing(n)).collect()
});

fn share(rows: &[DemoListing], keep: impl Fn(&DemoListing) -> bool) -> f64 {
    let count = |it: &mut dyn Iterator<Item = &DemoListing>| it.map(|_| 1.0).sum::<f64>();
    count(&mut rows.iter().filter(|row| keep(row))) * 100.0 / count(&mut rows.iter())
}

#[test]
fn the_mix_of_listings_is_near_reality() {
    let rows = &*ROWS;
    for (name, low, high, found) in [
        ("transfer", 30.0, 38.0, share(rows, |it| it.listing_type == "transfer")),
        ("replacement", 33.0, 43.0, share(rows, |it| it.listing_type == "replacement")),
        ("collaboration", 15.0, 25.0, share(rows, |it| it.listing_type == "collaboration")),
        ("availability", 4.0, 12.0, share(rows, |it| it.listing_type == "availability")),
        ("doctor", 31.0, 43.0, share(rows, |it| it.profession == "doctor")),
        ("nurse", 13.0, 22.0, share(rows, |it| it.profession == "nurse")),
        ("active", 82.0, 90.0, share(rows, |it| it.status == "active")),
        ("exact", 5.0, 11.0, share(rows, |it| it.location.visibility == "exact")),
        ("area", 4.0, 10.0, share(rows, |it| it.location.visibility == "area")),
    ] {
        assert!((low..=high).contains(&found), "{name}: {found} %");
    }
    assert!(rows.iter().all(|it| it.location.commune_code != "75056"), "arrondissements replace Paris");
}

#[test]
fn the_facts_of_a_listing_agree_with_one_another() {
    let rows = &*ROWS;
    let (mut without_price, mut given) = (0, 0);
    for row in rows {
        match &row.details {
            Details::Transfer(it) => {
                assert_eq!(row.listing_type, "transfer");
                assert!(it.charges_percentage.is_none_or(|charges| (0.0..=100.0).contains(&charges)));
                assert_eq!(it.availability_option == "on_date", it.availability_date.is_some());
                assert_eq!(it.price_on_request, it.sale_price.is_none());
                without_price += u32::from(it.sale_price.is_none());
                given += u32::from(it.sale_price == Some(0));
                if let (Some(price), Some(turnover)) = (it.sale_price, it.annual_turnover) {
                    assert!(price <= turnover, "{}: {price} € for {turnover} €", row.title);
                }
            }
            Details::Replacement(it) => {
                assert!(matches!(row.listing_type, "replacement" | "availability"));
                assert!(it.end_date.is_none_or(|end| it.start_date.is_some_and(|start| end >= start)));
                assert!(it.fee_share_percentage.is_none_or(|share| (0.0..=100.0).contains(&share)));
                assert!(it.fee_share_percentage.is_none() || it.daily_rate.is_none());
                if row.status == "active" && row.listing_type == "replacement" {
                    assert!(it.end_date.is_none_or(|end| end >= today()), "{} is over", row.title);
                }
                assert!(!row.is_urgent || starts_within_a_week(it.start_date));
            }
            Details::Collaboration(it) => {
                assert_eq!(row.listing_type, "collaboration");
                assert_eq!(it.investment_required, it.investment_amount.is_some());
                assert!(it.fee_percentage.is_none_or(|fee| (0.0..=100.0).contains(&fee)));
            }
        }
    }
    assert!(without_price > 50 && given > 10);
}

fn starts_within_a_week(start: Option<NaiveDate>) -> bool {
    start.is_some_and(|start| (0..=7).contains(&(start - today()).num_days()))
}

#[test]
fn the_life_of_a_listing_follows_its_status() {
    let midnight = today().and_hms_opt(0, 0, 0).unwrap().and_utc();
    for row in ROWS.iter() {
        assert_eq!(row.status == "draft", row.published_at.is_none());
        assert_eq!(row.published_at.is_none(), row.expires_at.is_none());
        assert_eq!(row.status == "sold", row.closing_reason.is_some());
        assert!(row.updated_at >= row.created_at && row.updated_at < midnight);
        let (Some(published), Some(expires)) = (row.published_at, row.expires_at) else {
            continue;
        };
        assert!(published < midnight && published >= row.created_at && expires > published);
        match row.status {
            "active" => assert!(expires > midnight, "{} has expired", row.title),
            "expired" => assert!(expires < midnight, "{} has not expired", row.title),
            _ => {}
        }
    }
}

#[test]
fn working_days_are_days_of_the_period() {
    for row in ROWS.iter() {
        let Details::Replacement(it) = &row.details else {
            continue;
        };
        if it.replacement_type == "weekend" {
            assert_eq!(it.working_days, ["saturday", "sunday"]);
            assert!(it.start_date.is_none_or(|start| start.weekday() == Weekday::Sat));
        }
    }
}

#[test]
fn points_stay_within_three_kilometres_of_the_commune() {
    let centres: HashMap<_, _> = communes().into_iter().map(|it| (it.code.clone(), it)).collect();
    for row in ROWS.iter() {
        let centre = &centres[&row.location.commune_code];
        let north = (row.location.latitude - centre.latitude) * 111.2;
        let east = (row.location.longitude - centre.longitude) * 111.2 * centre.latitude.to_radians().cos();
        let km = north.hypot(east);
        assert!((0.15..3.0).contains(&km), "{} is {km} km away", row.location.city);
    }
}

#[test]
fn a_confidential_listing_never_names_its_commune() {
    for row in ROWS.iter().filter(|row| row.location.visibility == "area") {
        let city = row.location.city.replace('\'', "’");
        let city = city.strip_suffix(" Arrondissement").unwrap_or(&city);
        assert!(!row.title.contains(city) && !row.description.contains(city), "{city}: {}", row.description);
    }
}

#[test]
fn people_are_many_and_unique() {
    let communes = communes();
    let generator = Generator::new(7, today(), &communes);
    let people: Vec<_> = (0..1_200).map(|n| generator.person(n)).collect();
    let emails: HashSet<_> = people.iter().map(|it| it.email.as_str()).collect();
    assert_eq!(emails.len(), people.len());
    assert!(emails.iter().all(|it| it.ends_with("@demo.doctonext.invalid") && it.is_ascii()));
    let names: HashSet<_> = people.iter().map(|it| it.name.as_str()).collect();
    assert!(names.len() > 900, "{} names", names.len());
    let kinds: HashSet<_> = people.iter().map(|it| it.account_kind).collect();
    assert_eq!(kinds.len(), 5);
}

#[test]
fn the_number_of_people_covers_every_author() {
    let communes = communes();
    let generator = Generator::new(3, today(), &communes);
    for listings in [1, 29, 30, 31, 50, 51, 80, 333] {
        let people = Generator::people_for(listings);
        let most = (0..listings).map(|n| generator.listing(n).person).max().unwrap();
        assert!(most < people, "{listings} listings: author {most} of {people}");
    }
}

proptest! {
    #[test]
    fn a_row_depends_only_on_the_seed_and_its_number(seed in 0_u64..5_000, n in 0_u64..2_000_000) {
        let communes = communes();
        let first = Generator::new(seed, today(), &communes);
        let second = Generator::new(seed, today(), &communes);
        let other = second.listing(n + 1);
        let row = first.listing(n);
        prop_assert_ne!(&row.id, &other.id);
        prop_assert_eq!(&row, &second.listing(n));
        prop_assert_eq!(first.person(row.person), second.person(row.person));
        prop_assert_eq!(row.user_id, first.person(row.person).id);
    }
}
