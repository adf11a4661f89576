//! Listings with stories: a test says what matters to it and leaves the rest.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{NOW, gazetteer};
use crate::{
    listings::{CollaborationDetails, Details, Listing, Place, ReplacementDetails, TransferDetails},
    trades::{
        AuthorKind, CollaborationKind, ListingStatus, PracticeType, Profession, Specialty, Visibility,
        Weekday,
    },
};

fn now() -> DateTime<Utc> {
    NOW.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Dr Moreau hands over her practice of general medicine in Guéret.
pub(crate) fn claires_practice() -> Listing {
    listing(1, "Cabinet de médecine générale à Guéret", "doctor", Some("medecine_generale"), "23096")
}

/// Dr Lefort needs a replacement at his surgery in Aubusson for two weeks in August.
pub(crate) fn august_in_aubusson() -> Listing {
    let mut it = listing(2, "Remplacement d’été à Aubusson", "doctor", Some("medecine_generale"), "23008");
    it.details = Details::Replacement(Box::new(ReplacementDetails {
        start_date: Some(day("2026-08-03")),
        end_date: Some(day("2026-08-16")),
        working_days: Some(vec![Weekday::Monday, Weekday::Tuesday, Weekday::Thursday, Weekday::Friday]),
        fee_share_percentage: Some(75.0),
        acts_per_day: Some(24),
        average_fee_cents: Some(3000),
        housing_provided: true,
        has_assistant: true,
        ..ReplacementDetails::default()
    }));
    it
}

/// A group of nurses in Paris 16e looks for a fourth.
pub(crate) fn nurses_in_paris() -> Listing {
    let mut it = listing(
        3,
        "Cabinet infirmier cherche collaboratrice ou collaborateur",
        "nurse",
        Some("idel"),
        "75116",
    );
    it.details = Details::Collaboration(Box::new(CollaborationDetails {
        collaboration_type: Some(CollaborationKind::LiberalCollaboration),
        practice_type: Some(PracticeType::Group),
        fee_percentage: Some(8.0),
        ..CollaborationDetails::default()
    }));
    it
}

/// A dentist of Ajaccio sells in confidence.
pub(crate) fn secret_of_ajaccio() -> Listing {
    let mut it =
        listing(4, "Cession en toute discrétion, cabinet dentaire", "dentist", Some("omnipratique"), "2A004");
    it.place.visibility = Visibility::Area;
    it
}

/// Any listing that is online: a practice of 80,000 € whose exact place is known to the house alone.
pub(crate) fn listing(
    n: u128,
    title: &str,
    profession: &str,
    specialty: Option<&str>,
    commune: &str,
) -> Listing {
    let commune = gazetteer().by_code(commune).unwrap();
    Listing {
        id: uuid::Uuid::from_u128(0x0199_c0de_0000_7000_8000_0000_0000_0000 + n).to_string(),
        title: title.to_owned(),
        description: Some("Patientèle fidèle, locaux clairs.\nLa gare est à dix minutes.".to_owned()),
        profession: Profession::from_code(profession),
        specialty: specialty.and_then(|code| Specialty::from_code(profession, code)),
        status: ListingStatus::Active,
        is_premium: false,
        is_urgent: false,
        created_at: now() - TimeDelta::days(4),
        updated_at: now() - TimeDelta::days(3),
        published_at: Some(now() - TimeDelta::days(3)),
        expires_at: Some(now() + TimeDelta::days(60)),
        deleted_at: None,
        revised_at: None,
        checkin_asked_at: None,
        is_reduced: false,
        place: Place {
            address: Some("3 rue des Lilas".to_owned()),
            postal_code: commune.postal_codes.first().cloned(),
            city: commune.name.clone(),
            region: commune.region().name.clone(),
            department: Some(commune.department.code.clone()),
            commune_code: Some(commune.code.clone()),
            visibility: Visibility::Commune,
            latitude: Some(commune.latitude + 0.012_345),
            longitude: Some(commune.longitude - 0.006_789),
            medical_density_zone: None,
            density_score: None,
            area: None,
        },
        details: Details::Transfer(Box::new(TransferDetails {
            practice_type: Some(PracticeType::Solo),
            annual_turnover: Some(160_000),
            sale_price: Some(80_000),
            availability_date: Some(day("2026-09-01")),
            ..TransferDetails::default()
        })),
        periods: Vec::new(),
        pictures: Vec::new(),
        has_papers: false,
        author_kind: AuthorKind::Practitioner,
        author_since: None,
        author_badge: None,
        author_response: None,
        completeness: None,
    }
}
