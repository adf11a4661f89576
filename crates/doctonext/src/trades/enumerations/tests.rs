use std::collections::HashSet;

use super::*;

/// One list as plain rows, so that one test reads them all.
struct List {
    name: &'static str,
    rows: Vec<(&'static str, &'static str)>,
    returns: bool,
}

macro_rules! lists {
    ($($list:ident)+) => {
        vec![$(List {
            name: stringify!($list),
            rows: $list::ALL.iter().map(|it| (it.code(), it.label())).collect(),
            returns: $list::ALL.iter().all(|it| {
                let json = serde_json::to_string(it).unwrap();
                json == format!("\"{}\"", it.code())
                    && serde_json::from_str::<$list>(&json).unwrap() == *it
                    && $list::from_code(it.code()) == Some(*it)
                    && it.to_string() == it.label()
            }) && $list::from_code("").is_none() && "nothing".parse::<$list>().is_err(),
        }),+]
    };
}

fn lists() -> Vec<List> {
    lists!(
        ListingType ListingStatus PracticeType ReplacementType ReplacementReason CollaborationKind
        DurationExpectation ActivityDistribution SpaceArrangement PatientManagement AvailabilityOption
        TransferReason Premises ConventionSector Weekday HalfDay DensityZone OfficialZone InstallationRule
        Visibility AuthorGroup AuthorKind TrustLevel VerificationStatus DocumentKind ContractType ContractStatus
        ApplicationStatus AlertFrequency ClosingReason ReportReason BlogCategory
    )
}

#[test]
fn codes_and_labels_are_unique_within_a_list() {
    for list in lists() {
        let codes: HashSet<_> = list.rows.iter().map(|row| row.0).collect();
        let labels: HashSet<_> = list.rows.iter().map(|row| row.1).collect();

        assert_eq!((codes.len(), labels.len()), (list.rows.len(), list.rows.len()), "{}", list.name);
    }
}

#[test]
fn every_value_returns_from_its_code_and_from_json() {
    for list in lists() {
        assert!(list.returns, "{}", list.name);
    }
}

#[test]
fn codes_are_snake_case_ascii() {
    for list in lists() {
        for (code, _) in list.rows {
            assert!(
                code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                "{code}"
            );
        }
    }
}

#[test]
fn labels_follow_french_typography() {
    for list in lists() {
        for (_, label) in list.rows {
            assert!(!label.contains(['\'', '"']), "{label}: typographic apostrophe");
            assert!(!label.contains("...") && label == label.trim(), "{label}");
            for sign in [" :", " ;", " !", " ?", " €", " %", "≤ ", "< "] {
                assert!(!label.contains(sign), "{label}: breaking space beside a sign");
            }
        }
    }
}

#[test]
fn keys_and_slugs_return_to_their_value() {
    for it in ListingType::ALL {
        assert_eq!(ListingType::from_key(it.key()), Some(*it));
        assert_eq!(ListingType::from_slug(it.slug()), Some(*it));
    }
    for it in PracticeType::ALL {
        assert_eq!(PracticeType::from_key(it.key()), Some(*it));
        assert_eq!(PracticeType::from_slug(it.slug()), Some(*it));
    }
    for it in Weekday::ALL {
        assert_eq!(Weekday::from_key(it.key()), Some(*it));
        assert_eq!(Weekday::from_slug(it.slug()), Some(*it));
    }
    for it in BlogCategory::ALL {
        assert_eq!(BlogCategory::from_slug(it.slug()), Some(*it));
    }
    assert_eq!(ListingType::from_key(0), None);
    assert_eq!(ListingType::from_slug("transfer"), None);
}

#[test]
fn the_keys_of_the_projection_are_the_agreed_ones() {
    assert_eq!(ListingType::Transfer.key(), 1);
    assert_eq!(ListingType::Availability.key(), 4);
    assert_eq!(PracticeType::Solo.key(), 1);
    assert_eq!(PracticeType::Other.key(), 11);
    assert_eq!(Weekday::Sunday.key(), 64);
}

#[test]
fn working_days_travel_as_a_mask() {
    let mask = Weekday::mask([Weekday::Friday, Weekday::Monday]);

    assert_eq!(mask, 17);
    assert_eq!(Weekday::in_mask(mask).map(Weekday::short).collect::<Vec<_>>(), ["Lu", "Ve"]);
    assert_eq!(Weekday::in_mask(-1).count(), 7);
}

#[test]
fn an_identity_that_is_proved_ranks_above_a_declared_one() {
    assert!(TrustLevel::Identity > TrustLevel::Declared);
    assert_eq!(TrustLevel::from_key(2), Some(TrustLevel::Directory));
}
