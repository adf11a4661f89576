//! The trades of health care: professions, specialties and every other closed list of words the product knows.
//!
//! Tables of the program, pure and always at hand; the database holds a copy of professions and specialties for its
//! foreign keys. Codes go to the database and the
//! API, labels to the screen, slugs into URLs, keys into the search projection. Labels are French, with French
//! typography; templates escape them.
pub(crate) mod api;
mod badge;
mod coded;
mod enumerations;
mod luhn;
mod professions;
mod software;
mod specialties;
mod store;
mod vocabulary;

pub(crate) use api::routes;
pub use badge::Badge;
pub use coded::UnknownCode;
pub(crate) use coded::coded;
pub use enumerations::*;
pub use luhn::has_luhn_key;
pub use professions::{Profession, Zoning};
pub use software::Software;
pub use specialties::Specialty;
pub use store::load;
pub use vocabulary::field_synonyms;
