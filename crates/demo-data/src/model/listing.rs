use super::Details;
use chrono::{DateTime, Utc};

/// A listing with its place, its details and its pictures.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoListing {
    /// UUID text.
    pub id: String,
    /// The author's number: `Generator::person` makes the row.
    pub person: u64,
    /// The author's identifier.
    pub user_id: String,
    /// 10 to 110 characters of French.
    pub title: String,
    /// 60 to 1,800 characters of French; paragraphs are parted by an empty line.
    pub description: String,
    /// `transfer`, `replacement`, `collaboration` or `availability`.
    pub listing_type: &'static str,
    /// Profession code: `doctor`, `nurse`…
    pub profession: &'static str,
    /// Specialty code, unique with the profession.
    pub specialty: Option<&'static str>,
    /// `active`, `inactive`, `sold`, `expired` or `draft`.
    pub status: &'static str,
    /// Whether its author paid for more visibility.
    pub is_premium: bool,
    /// Only a replacement that starts within seven days.
    pub is_urgent: bool,
    /// Times it was read.
    pub views_count: i32,
    /// Times its author was contacted.
    pub contacts_count: i32,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// When it was last changed, renewed or closed.
    pub updated_at: DateTime<Utc>,
    /// None for a draft.
    pub published_at: Option<DateTime<Utc>>,
    /// None for a draft.
    pub expires_at: Option<DateTime<Utc>>,
    /// Always None: demonstration listings are not deleted.
    pub deleted_at: Option<DateTime<Utc>>,
    /// Why it closed, when it is sold.
    pub closing_reason: Option<&'static str>,
    /// 1 plus the number of changes.
    pub version: i32,
    /// Where it is.
    pub location: DemoLocation,
    /// The row of details: its identifier.
    pub details_id: String,
    /// The details of its type. An availability has replacement details.
    pub details: Details,
    /// Drawn illustrations; often one, sometimes none.
    pub media: Vec<DemoMedia>,
}

/// The place of a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoLocation {
    /// UUID text.
    pub id: String,
    /// Street and number; private unless `visibility` is `exact`.
    pub address: Option<String>,
    /// Postal code of the commune.
    pub postal_code: String,
    /// Name of the commune.
    pub city: String,
    /// Region name.
    pub region: String,
    /// Department code.
    pub department: String,
    /// INSEE region code, for the projection.
    pub region_code: String,
    /// INSEE code of the commune.
    pub commune_code: String,
    /// `exact`, `commune` or `area`.
    pub visibility: &'static str,
    /// Degrees north, jittered round the centre of the commune; private unless `visibility` is `exact`.
    pub latitude: f64,
    /// Degrees east, likewise.
    pub longitude: f64,
    /// Always None: the official zoning is imported, never invented.
    pub medical_density_zone: Option<&'static str>,
    /// Always None, likewise.
    pub density_score: Option<i32>,
}

/// A picture of a listing.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoMedia {
    /// UUID text.
    pub id: String,
    /// `/illustrations/<listing_type>-<profession>.svg`.
    pub file_url: String,
    /// Its last part.
    pub file_name: String,
    /// Always `image`.
    pub file_type: &'static str,
    /// From 0.
    pub display_order: i32,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}
