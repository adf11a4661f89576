//! Where things are: regions, departments and communes of France, and the arrondissements of its three largest cities.
//!
//! The domain owns the tables `regions`, `departments`, `communes` and `reference_versions`, and the data set that the
//! program embeds ([`Reference`]). [`Gazetteer`] holds all of it in memory: it answers the autocomplete and turns a place
//! that somebody typed into a commune, without touching the database. Positions of communes are public. [`Geocoder`] asks a
//! service for streets, where the operator names one.
pub mod api;
mod commune;
mod department;
mod gazetteer;
mod geocoder;
pub mod import_positions;
mod intercommunality;
mod reference;
mod region;
mod spelling;
mod store;
mod tile;

pub(crate) use api::routes;
pub use commune::Commune;
pub use department::Department;
pub use gazetteer::{Called, DepartmentOrRegion, Gazetteer};
pub use geocoder::{Geocoder, GeocoderError, Point, Soon};
pub use intercommunality::intercommunality_name;
pub use reference::{FormerCommune, Reference, ReferenceError};
pub use region::Region;
pub use spelling::{slug, spelled};
pub use store::{GazetteerError, Loaded, gazetteer, load};
pub use tile::Tile;
