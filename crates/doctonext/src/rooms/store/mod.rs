//! Every SQL statement of rooms.

mod codes;
mod leaving;
mod offers;
mod requests;
mod undertakings;
mod views;

pub use codes::sweep_codes;
pub(super) use codes::*;
pub(super) use leaving::*;
pub(super) use offers::*;
pub use requests::latest_between;
pub(super) use requests::*;
pub(super) use undertakings::*;
pub(super) use views::*;
