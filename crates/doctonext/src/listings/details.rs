//! What each type of listing says beyond its title: the rows of the three detail tables. Pure.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::trades::{
    ActivityDistribution, AvailabilityOption, CollaborationKind, ConventionSector, DurationExpectation,
    ListingType, PatientManagement, PracticeType, Premises, ReplacementReason, ReplacementType,
    SpaceArrangement, TransferReason, Weekday,
};

/// The facts of one type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Details {
    /// A practice to hand over.
    Transfer(Box<TransferDetails>),
    /// A post to fill for a while.
    Replacement(Box<ReplacementDetails>),
    /// An association.
    Collaboration(Box<CollaborationDetails>),
    /// Someone who is free to replace.
    Availability(Box<ReplacementDetails>),
}

impl Details {
    /// What was typed in words and visitors read, a line for each field; the order of the columns.
    #[must_use]
    pub fn words(&self) -> String {
        let fields: Vec<&String> = match self {
            Self::Transfer(it) => {
                [&it.reason_for_transfer, &it.software_used].into_iter().flatten().collect()
            }
            Self::Replacement(it) | Self::Availability(it) => {
                [&it.working_hours, &it.software_used, &it.practical_terms].into_iter().flatten().collect()
            }
            Self::Collaboration(it) => {
                [&it.activity_distribution_details, &it.investment_amount, &it.remuneration_model]
                    .into_iter()
                    .flatten()
                    .chain(it.specialties_wanted.iter().flatten())
                    .chain([&it.experience_required, &it.values_and_goals].into_iter().flatten())
                    .collect()
            }
        };
        fields.into_iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// The type that has these facts.
    #[must_use]
    pub fn listing_type(&self) -> ListingType {
        match self {
            Self::Transfer(_) => ListingType::Transfer,
            Self::Replacement(_) => ListingType::Replacement,
            Self::Collaboration(_) => ListingType::Collaboration,
            Self::Availability(_) => ListingType::Availability,
        }
    }
}

/// Columns of `transfer_details`. Money in whole euros.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TransferDetails {
    pub practice_type: Option<PracticeType>,
    pub annual_turnover: Option<i32>,
    pub charges_percentage: Option<f64>,
    pub sale_price: Option<i32>,
    pub price_on_request: bool,
    pub availability_date: Option<NaiveDate>,
    pub availability_option: Option<AvailabilityOption>,
    pub reason_for_transfer: Option<String>,
    pub transfer_reason: Option<TransferReason>,
    pub software_used: Option<String>,
    pub accompaniment_offered: bool,
    pub accompaniment_months: Option<i32>,
    pub patient_base_size: Option<i32>,
    pub equipment_included: bool,
    pub premises: Option<Premises>,
    pub convention_sector: Option<ConventionSector>,
    pub staff_count: Option<i32>,
    pub acts_per_week: Option<i32>,
    /// Number of the band of the turnover, of confidential listings.
    pub turnover_band: Option<i32>,
    /// The same for the price.
    pub price_band: Option<i32>,
}

impl TransferDetails {
    /// The price that visitors may read: none when its owner prefers to be asked.
    #[must_use]
    pub fn public_price(&self) -> Option<i32> {
        self.sale_price.filter(|_| !self.price_on_request)
    }
}

/// Columns of `replacement_details`. Money in whole euros but `average_fee_cents`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplacementDetails {
    pub replacement_type: Option<ReplacementType>,
    pub replacement_reason: Option<ReplacementReason>,
    pub start_date: Option<NaiveDate>,
    pub end_date: Option<NaiveDate>,
    pub working_days: Option<Vec<Weekday>>,
    pub has_assistant: bool,
    pub housing_provided: bool,
    pub fee_share_percentage: Option<f64>,
    pub daily_rate: Option<i32>,
    pub practical_terms: Option<String>,
    pub acts_per_day: Option<i32>,
    pub average_fee_cents: Option<i32>,
    pub guaranteed_minimum: Option<i32>,
    pub students_accepted: bool,
    pub software_used: Option<String>,
    pub mobility_km: Option<i32>,
    pub working_hours: Option<String>,
    pub on_call: bool,
    pub transport_help: bool,
    pub home_visits_percentage: Option<i32>,
}

impl ReplacementDetails {
    /// Pay of a day in euros, as the announced figures give it: acts × fee × share, never below the guaranteed
    /// minimum; a fixed daily rate speaks for itself. None when the figures are missing.
    #[must_use]
    pub fn estimated_daily_pay(&self) -> Option<i32> {
        self.daily_rate.or_else(|| self.estimate().max(self.guaranteed_minimum))
    }

    /// Acts × fee × share, in euros a day rounded to ten; none without the three figures.
    #[must_use]
    pub fn estimate(&self) -> Option<i32> {
        let share = self.fee_share_percentage.filter(|share| (0.0..=100.0).contains(share))?;
        let (acts, cents) = self.acts_per_day.zip(self.average_fee_cents)?;
        let euros = f64::from(acts) * f64::from(cents) / 100.0 * share / 100.0;
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the clamp")]
        let tens = (euros.clamp(0.0, 100_000.0) / 10.0).round() as i32;
        Some(tens * 10)
    }

    /// Bit mask of the working days, Monday 1 … Sunday 64; 0 when unsaid.
    #[must_use]
    pub fn days_mask(&self) -> i16 {
        self.working_days.iter().flatten().fold(0, |mask, day| mask | day.key())
    }
}

/// Columns of `collaboration_details`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CollaborationDetails {
    pub collaboration_type: Option<CollaborationKind>,
    pub practice_type: Option<PracticeType>,
    pub duration_expectation: Option<DurationExpectation>,
    pub activity_distribution: Option<ActivityDistribution>,
    pub activity_distribution_details: Option<String>,
    pub space_arrangement: Option<SpaceArrangement>,
    pub patient_management: Option<PatientManagement>,
    pub investment_required: bool,
    pub investment_amount: Option<String>,
    pub remuneration_model: Option<String>,
    pub fee_percentage: Option<f64>,
    /// Euros a month.
    pub monthly_fee: Option<i32>,
    pub specialties_wanted: Option<Vec<String>>,
    pub experience_required: Option<String>,
    pub values_and_goals: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(acts: Option<i32>, cents: Option<i32>, share: f64, minimum: Option<i32>) -> Option<i32> {
        ReplacementDetails {
            fee_share_percentage: Some(share),
            acts_per_day: acts,
            average_fee_cents: cents,
            guaranteed_minimum: minimum,
            ..ReplacementDetails::default()
        }
        .estimated_daily_pay()
    }

    #[test]
    fn a_day_pays_acts_times_fee_times_share_rounded_to_ten_euros() {
        assert_eq!(shared(Some(24), Some(3000), 75.0, None), Some(540));
        assert_eq!(shared(Some(23), Some(3000), 70.0, None), Some(480));
    }

    #[test]
    fn the_guaranteed_minimum_wins_over_a_lower_estimate() {
        assert_eq!(shared(Some(5), Some(3000), 80.0, Some(400)), Some(400));
        assert_eq!(shared(Some(30), Some(3000), 80.0, Some(400)), Some(720));
        assert_eq!(shared(None, None, 80.0, Some(400)), Some(400));
    }

    #[test]
    fn missing_figures_give_no_estimate() {
        assert_eq!(shared(None, Some(3000), 80.0, None), None);
    }

    #[test]
    fn a_fixed_daily_rate_speaks_for_itself() {
        let salaried = ReplacementDetails { daily_rate: Some(350), ..ReplacementDetails::default() };
        assert_eq!(salaried.estimated_daily_pay(), Some(350));
    }
}
