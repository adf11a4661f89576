//! The rows that the generator gives: plain fields, one for each column of the schema.

mod details;
mod listing;
mod person;

pub use details::{CollaborationDetails, Details, ReplacementDetails, TransferDetails};
pub use listing::{DemoListing, DemoLocation, DemoMedia};
pub use person::DemoPerson;

/// A commune or an arrondissement, as the reference knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneSeed {
    /// INSEE code: « 23096 », « 2A004 », « 75116 ».
    pub code: String,
    /// Official name: « Guéret », « Paris 16e Arrondissement ».
    pub name: String,
    /// Its first postal code.
    pub postal_code: String,
    /// Department code: « 23 », « 2A », « 971 ».
    pub department: String,
    /// INSEE region code: « 75 », « 04 ».
    pub region_code: String,
    /// Region name: « Nouvelle-Aquitaine ».
    pub region_name: String,
    /// Inhabitants.
    pub population: u32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}
