//! Doctonext: the marketplace where French healthcare professionals hand over a practice, find a replacement, set up
//! a collaboration. The map of the rooms is in `docs/architecture.md`.

pub mod access;
pub mod accessibility;
pub mod accounts;
pub mod analytics;
pub mod app;
pub mod audit;
pub mod command_line;
pub mod comparables;
pub mod config;
pub mod delivery;
pub mod demonstration;
pub mod desk;
pub mod directory;
pub mod doctor;
pub mod documents;
pub mod drawing;
pub mod failure;
pub mod file_removals;
pub mod freshness;
pub mod jobs;
pub mod legal_log;
pub mod letters;
pub mod listings;
pub mod map;
pub mod media;
pub mod moderation;
pub mod notifications;
pub mod openapi;
pub mod people;
pub mod personal_data;
mod picture_sizes;
mod pictures;
pub mod pieces;
pub mod pricing;
pub mod privacy;
mod probes;
pub mod publishing;
mod refusal;
pub mod rooms;
mod rounds;
pub mod routes;
pub mod schema;
pub mod screening;
pub mod sealing;
pub mod search;
mod second_person;
mod seo;
pub mod server;
pub mod shell;
mod spreadsheet;
pub mod staff;
pub mod territory;
pub mod trades;

pub mod verification;
mod viewers;
pub mod zoning;

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod secrets_at_rest;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod typography;
