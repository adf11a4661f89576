use chrono::NaiveDate;

/// The details of one of the three families of listings.
#[derive(Clone, Debug, PartialEq)]
pub enum Details {
    /// `transfer_details`.
    Transfer(TransferDetails),
    /// `replacement_details`: replacements and availabilities.
    Replacement(ReplacementDetails),
    /// `collaboration_details`.
    Collaboration(CollaborationDetails),
}

/// A row of `transfer_details`. Money in whole euros, percentages from 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct TransferDetails {
    /// Practice type code.
    pub practice_type: &'static str,
    /// Euros a year.
    pub annual_turnover: Option<i32>,
    /// Charges, % of turnover.
    pub charges_percentage: Option<f64>,
    /// Euros; 0 when the practice is given.
    pub sale_price: Option<i32>,
    /// The price is « à discuter ».
    pub price_on_request: bool,
    /// `immediately`, `on_date` or `to_discuss`.
    pub availability_option: &'static str,
    /// Only with `on_date`.
    pub availability_date: Option<NaiveDate>,
    /// Code of the reason.
    pub transfer_reason: Option<&'static str>,
    /// The reason in the author's words.
    pub reason_for_transfer: Option<String>,
    /// Name of the program.
    pub software_used: Option<&'static str>,
    /// Whether the author stays a while to introduce the successor.
    pub accompaniment_offered: bool,
    /// Patients a year.
    pub patient_base_size: Option<i32>,
    /// Whether the equipment is in the price.
    pub equipment_included: bool,
    /// `sale`, `rent`, `lease_transfer` or `none`.
    pub premises: Option<&'static str>,
    /// `s1`, `s2`, `optam`, `s3` or `na`.
    pub convention_sector: Option<&'static str>,
    /// Employees.
    pub staff_count: Option<i32>,
    /// Acts a week.
    pub acts_per_week: Option<i32>,
}

/// A row of `replacement_details`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReplacementDetails {
    /// `temporary`, `long_term`, `weekend` or `regular`.
    pub replacement_type: &'static str,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day, never before the first.
    pub end_date: Option<NaiveDate>,
    /// `monday`… in the order of the week; empty when any day.
    pub working_days: Vec<&'static str>,
    /// A secretary or an assistant works there.
    pub has_assistant: bool,
    /// A lodging is lent.
    pub housing_provided: bool,
    /// % of the fees paid to the replacement.
    pub fee_share_percentage: Option<f64>,
    /// Euros a day, for fixed pay.
    pub daily_rate: Option<i32>,
    /// Free words: hours, visits, car.
    pub practical_terms: Option<String>,
    /// Average a day.
    pub acts_per_day: Option<i32>,
    /// Average of an act, in cents.
    pub average_fee_cents: Option<i32>,
    /// Euros a day.
    pub guaranteed_minimum: Option<i32>,
    /// Whether students with a licence may apply.
    pub students_accepted: bool,
    /// Name of the program.
    pub software_used: Option<&'static str>,
    /// How far a replacement goes, in kilometres (availabilities).
    pub mobility_km: Option<i32>,
    /// Code of the reason (replacements).
    pub replacement_reason: Option<&'static str>,
}

/// A row of `collaboration_details`.
#[derive(Clone, Debug, PartialEq)]
pub struct CollaborationDetails {
    /// `association`, `partnership`, `group_practice`, `shared_space`, `liberal_collaboration`, `assistant`, `salaried`.
    pub collaboration_type: &'static str,
    /// `short_term`, `long_term` or `permanent`.
    pub duration_expectation: Option<&'static str>,
    /// `full_time` or `part_time`.
    pub activity_distribution: Option<&'static str>,
    /// Days or half-days in words.
    pub activity_distribution_details: Option<String>,
    /// `shared_office`, `separate_offices` or `rotation`.
    pub space_arrangement: Option<&'static str>,
    /// `shared`, `separate` or `mixed`.
    pub patient_management: Option<&'static str>,
    /// Whether money must be brought.
    pub investment_required: bool,
    /// In words: « 15 000 € de parts ».
    pub investment_amount: Option<String>,
    /// In words.
    pub remuneration_model: Option<String>,
    /// Specialty codes of the same profession.
    pub specialties_wanted: Vec<&'static str>,
    /// In words.
    pub experience_required: Option<String>,
    /// In words.
    pub values_and_goals: Option<String>,
    /// % of the fees left to the practice.
    pub fee_percentage: Option<f64>,
    /// Practice type code.
    pub practice_type: Option<&'static str>,
}
