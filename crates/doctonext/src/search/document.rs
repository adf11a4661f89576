//! A listing as search knows it: what is filtered and sorted on, what is read, what a card prints.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::trades::ListingType;

/// One row of the projection `listing_search`. Built from a visible listing, public facts only.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchDocument {
    /// The listing.
    pub listing_id: String,
    /// When it came online.
    pub published_at: DateTime<Utc>,
    /// When it leaves the site; from that instant nobody must find it, even before the job has noted it.
    pub expires_at: Option<DateTime<Utc>>,
    /// Kind of listing.
    pub listing_type: ListingType,
    /// Key of the profession.
    pub profession: i16,
    /// Key of the specialty.
    pub specialty: Option<i16>,
    /// Key of the region; 0 when the area of a confidential listing is larger.
    pub region: i16,
    /// Key of the department; 0 when the area of a confidential listing is larger.
    pub department: i16,
    /// Key of the practice type.
    pub practice_type: Option<i16>,
    /// Bit mask, Monday 1 … Sunday 64.
    pub working_days: i16,
    /// Percent of the fees paid to the replacement.
    pub fee_share: Option<f32>,
    /// Sale price, euros.
    pub price: Option<i32>,
    /// Bounds of the band that stands for it, both included, when the listing is confidential.
    pub price_range: Option<(i32, i32)>,
    /// Yearly turnover, euros.
    pub turnover: Option<i32>,
    /// Like `price_range`.
    pub turnover_range: Option<(i32, i32)>,
    /// Estimated pay of a day, euros.
    pub pay: Option<i32>,
    /// First day, or day from which the practice is free.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// Lodging offered.
    pub has_housing: bool,
    /// A secretary works there.
    pub has_secretary: bool,
    /// Key of the class of density; none when confidential.
    pub zone: Option<i16>,
    /// Key of who its author is.
    pub author_group: i16,
    /// Photographs of its own.
    pub has_pictures: bool,
    /// Programs that it names, a bit each.
    pub software: i64,
    /// What it says of time and pay: a mask of `search_index::engine::{FULL_TIME, PART_TIME, GUARANTEED}`.
    pub terms: i16,
    /// Its days when they are several ranges, ascending, both ends included.
    pub periods: Vec<(NaiveDate, NaiveDate)>,
    /// Paid for visibility; never changes the order.
    pub is_premium: bool,
    /// Marked urgent.
    pub is_urgent: bool,
    /// How much it tells, 0 to 100.
    pub completeness: i16,
    /// Whether its author is verified and answers, 0 to 100.
    pub author: i16,
    /// From then on it counts for less: nobody confirmed that it still holds.
    pub confirm_by: Option<DateTime<Utc>>,
    /// Latitude and longitude that everybody may know; of a confidential listing a point that says nothing of its place.
    pub public_point: Option<(f64, f64)>,
    /// What a card prints.
    pub card: CardFacts,
    /// PostgreSQL `tsvector` text of title, trade, place and description.
    pub tsv: String,
}

/// What a result card prints beyond the columns of the projection. Stored as `listing_search.card`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CardFacts {
    /// As written.
    pub title: String,
    /// Commune; none when confidential, unless the commune is the area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Postal code; none when confidential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Department code, `23`, `2A`; empty when the area of a confidential listing is larger.
    pub department: String,
    /// The area of a confidential listing, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The beginning of the description.
    pub excerpt: String,
    /// The price is open to discussion.
    #[serde(skip_serializing_if = "is_false")]
    pub price_on_request: bool,
    /// Turnover or price in bands, for confidential listings: « 100 000 à 150 000 € ».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_band: Option<String>,
    /// See `price_band`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turnover_band: Option<String>,
    /// Fixed pay of a day, euros.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub daily_rate: Option<i32>,
    /// Share of the fees that a collaborator pays to the practice, percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee_percentage: Option<f32>,
    /// When the practice or post is free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<Timing>,
    /// Code of the collaboration kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collaboration_kind: Option<String>,
    /// Code of full or part time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    /// How far a replacement travels, kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobility_km: Option<i32>,
    /// Address of the first picture.
    pub picture: String,
    /// The exact place is hidden by choice.
    #[serde(skip_serializing_if = "is_false")]
    pub confidential: bool,
    /// The professional number of its author was verified.
    #[serde(skip_serializing_if = "is_false")]
    pub is_verified: bool,
}

/// When something is free, when it has no date of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At once.
    Immediately,
    /// To be agreed.
    ToDiscuss,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !*value
}
