//! The trades of health care: professions, specialties and every other closed list of words the product knows.
//!
//! A pure table of the trade: no table of the database, no clock, no request. Codes go to the database and the
//! API, labels to the screen, slugs into URLs, keys into the search projection. Labels are French, with French
//! typography; templates escape them.
pub(crate) mod api;
mod coded;
mod enumerations;
mod professions;
mod specialties;
mod store;
mod vocabulary;

pub(crate) use api::routes;
pub use coded::UnknownCode;
pub use enumerations::*;
pub use professions::{Profession, Zoning};
pub use specialties::Specialty;
pub use store::load;
pub use vocabulary::field_synonyms;
