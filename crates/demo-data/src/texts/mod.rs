//! Titles and descriptions in French.

mod availability;
mod collaboration;
mod compose;
mod crafts;
mod pharmacy;
mod places_words;
mod plan;
mod practice;
mod replacement;
mod story;
mod structures;
mod tables;
mod titles;
mod transfer;

pub(crate) use collaboration::{EXPERIENCE, MODELS, VALUES};
pub(crate) use compose::description;
pub(crate) use replacement::PRACTICAL;
pub(crate) use story::{ListingType, Story, Voice};
pub(crate) use titles::title;
pub(crate) use transfer::REASONS;
