//! Demonstration listings and people: deterministic, plausible to a practitioner, without reading or writing
//! anything. Row `n` depends only on the seed, the day, the communes and `n`, so that a million rows can be
//! made in chunks on several threads and the same row can be made again alone.

mod calendar;
mod chance;
mod departments;
mod directory;
mod generator;
mod grammar;
mod ids;
mod lifecycle;
mod model;
mod money;
mod people;
mod places;
mod terms;
mod texts;
mod trades;

pub use directory::{DirectoryFile, Drift, HEADINGS, Written, demo_rpps};
pub use generator::Generator;
pub use model::{
    CollaborationDetails, CommuneSeed, DemoListing, DemoLocation, DemoMedia, DemoPerson, Details,
    ReplacementDetails, TransferDetails,
};
pub use people::names::{MEN, SURNAMES, WOMEN};

/// Every profession code that rows may hold.
pub fn profession_codes() -> impl Iterator<Item = &'static str> {
    trades::PROFESSIONS.iter().map(|profession| profession.code)
}

/// Every (profession, specialty) pair of codes that rows may hold.
pub fn specialty_codes() -> impl Iterator<Item = (&'static str, &'static str)> {
    trades::PROFESSIONS.iter().flat_map(|profession| {
        profession.specialties.iter().map(|specialty| (profession.code, specialty.code))
    })
}
