//! The demonstration: realistic listings for people who try the site and for those who measure it.
//!
//! Texts and figures come from the pure generator `demo_data`; here they become listings of the house, are projected
//! like any other and loaded by COPY. Everything made here belongs to people whose e-mail ends in a reserved domain,
//! so that it can be removed again without touching anything else.

mod convert;
mod directory_file;
mod load;
mod store;

pub use directory_file::write_directory_file;
pub use load::{DemonstrationError, Report, make, make_on_first_start};
