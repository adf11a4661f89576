//! What lies sealed of a confidential listing, and what is left in its place. Pure.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    area::{AreaLevel, HidingArea},
    bands,
};
use crate::{
    listings::{CollaborationDetails, Content, Details, Period, Place, ReplacementDetails, TransferDetails},
    territory::Gazetteer,
    trades::Visibility,
};

/// Everything that is hidden of a listing. No `Debug`: logs must not carry it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Exact {
    /// Address, commune, postal code, position.
    pub place: Place,
    /// The facts of its type, figures and dates among them.
    pub details: Details,
    /// The days, of replacements.
    pub periods: Vec<Period>,
    /// From whom its owner hides it.
    #[serde(default)]
    pub hidden_from: HiddenFrom,
}

/// Colleagues who must not see a listing while they are signed in. No `Debug`: it names people.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HiddenFrom {
    /// Addresses, in lower case.
    pub emails: Vec<String>,
    /// RPPS or ADELI numbers.
    pub numbers: Vec<String>,
    /// Whoever practises at a site of the owner's, as the directory tells.
    pub associates: bool,
    /// INSEE codes: whoever practises there, as the directory tells.
    pub communes: Vec<String>,
}

impl HiddenFrom {
    /// Whether nobody is named.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        *self == Self::default()
    }
}

impl std::fmt::Debug for HiddenFrom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HiddenFrom").finish_non_exhaustive()
    }
}

impl Exact {
    pub(in crate::listings) fn of(content: &Content) -> Self {
        Self {
            place: Place { area: None, ..content.place.clone() },
            details: content.details.clone(),
            periods: content.periods.clone(),
            hidden_from: content.hidden_from.clone(),
        }
    }
}

/// The content that lies in the ordinary columns of a confidential listing: what everybody may know.
#[must_use]
pub(super) fn concealed(
    content: &Content,
    area: &HidingArea,
    point: Option<(f64, f64)>,
    gazetteer: &Gazetteer,
) -> Content {
    let commune =
        Some(area).filter(|it| it.level == AreaLevel::Commune).and_then(|it| gazetteer.by_code(&it.code));
    let region = area.region(gazetteer).and_then(|code| gazetteer.region_by_code(code));
    let place = Place {
        address: None,
        // A city may have several: which one would be finer than the city.
        postal_code: None,
        city: commune.map_or_else(String::new, |it| it.name.clone()),
        region: region.map_or_else(String::new, |it| it.name.clone()),
        department: area.department(gazetteer).map(str::to_owned),
        commune_code: commune.map(|it| it.code.clone()),
        visibility: Visibility::Area,
        latitude: point.map(|it| it.0),
        longitude: point.map(|it| it.1),
        medical_density_zone: None,
        density_score: None,
        area: Some(area.clone()),
    };
    Content {
        place,
        details: public_details(&content.details),
        periods: months(&content.periods),
        hidden_from: HiddenFrom::default(),
        ..content.clone()
    }
}

/// Without figures, software and days. What is offered to a replacement (share, daily rate, guaranteed minimum) stays: it is
/// the offer, and tells nothing of the practice.
fn public_details(details: &Details) -> Details {
    match details {
        Details::Transfer(it) => Details::Transfer(Box::new(TransferDetails {
            annual_turnover: None,
            charges_percentage: None,
            sale_price: None,
            availability_date: it.availability_date.map(first_of_month),
            software_used: None,
            patient_base_size: None,
            staff_count: None,
            acts_per_week: None,
            turnover_band: it.annual_turnover.map(bands::turnover_rank),
            price_band: it.public_price().map(bands::price_rank),
            ..(**it).clone()
        })),
        Details::Replacement(it) => Details::Replacement(Box::new(public_replacement(it))),
        Details::Availability(it) => Details::Availability(Box::new(public_replacement(it))),
        Details::Collaboration(it) => Details::Collaboration(Box::new(CollaborationDetails {
            investment_amount: None,
            monthly_fee: None,
            ..(**it).clone()
        })),
    }
}

fn public_replacement(it: &ReplacementDetails) -> ReplacementDetails {
    ReplacementDetails {
        start_date: it.start_date.map(first_of_month),
        end_date: it.end_date.map(last_of_month),
        acts_per_day: None,
        average_fee_cents: None,
        software_used: None,
        working_hours: None,
        home_visits_percentage: None,
        ..it.clone()
    }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn last_of_month(day: NaiveDate) -> NaiveDate {
    let next = first_of_month(day).checked_add_months(Months::new(1));
    next.and_then(|it| it.pred_opt()).unwrap_or(day)
}

/// Whole months, those that touch put together.
fn months(periods: &[Period]) -> Vec<Period> {
    let mut whole: Vec<Period> = Vec::new();
    for it in periods {
        let (starts_on, ends_on) = (first_of_month(it.starts_on), last_of_month(it.ends_on));
        match whole.last_mut() {
            Some(last) if starts_on <= last.ends_on.succ_opt().unwrap_or(last.ends_on) => {
                last.ends_on = last.ends_on.max(ends_on);
            }
            _ => whole.push(Period { starts_on, ends_on }),
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn days_become_months() {
        let period = |from: &str, to: &str| Period { starts_on: day(from), ends_on: day(to) };
        assert_eq!(
            months(&[
                period("2026-08-03", "2026-08-16"),
                period("2026-09-01", "2026-09-02"),
                period("2026-12-24", "2027-01-02"),
            ]),
            [period("2026-08-01", "2026-09-30"), period("2026-12-01", "2027-01-31")]
        );
    }

    #[test]
    fn what_is_left_of_a_practice_holds_no_figure() {
        let details = Details::Transfer(Box::new(TransferDetails {
            annual_turnover: Some(163_412),
            charges_percentage: Some(41.7),
            sale_price: Some(81_234),
            patient_base_size: Some(1_234),
            acts_per_week: Some(117),
            staff_count: Some(3),
            software_used: Some("Doctolib".to_owned()),
            availability_date: Some(day("2026-09-17")),
            ..TransferDetails::default()
        }));

        let left = serde_json::to_string(&public_details(&details)).unwrap();

        for figure in ["163", "41.7", "81", "1234", "117", "Doctolib", "-17"] {
            assert!(!left.contains(figure), "{figure} in {left}");
        }
        assert!(left.contains("\"turnover_band\":3") && left.contains("\"price_band\":4"), "{left}");
    }
}
