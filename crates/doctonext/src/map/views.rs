//! What `/carte` shows, ready to print.

use askama::Template;

use super::live::LiveMap;
use crate::{
    search::views::{Chip, Choice, EmptyState},
    shell::Frame,
};

/// A department, on the drawing and in the table.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// « 23 », « 2A », « 971 »: also names its shape in the drawing.
    pub code: String,
    /// « Creuse ».
    pub name: String,
    /// The search in this department.
    pub href: String,
    /// Listings there.
    pub n: u64,
    /// « 1 234 ».
    pub number: String,
    /// What the drawing says: « 12 annonces », or the figure of the layer.
    pub told: String,
    /// Orders the table of a layer, larger first.
    pub rank: f64,
    /// 1 (fewest) to 5 (most); 0 without any, or with nothing to say.
    pub shade: u8,
    /// Whether the search asks for it.
    pub is_chosen: bool,
}

/// A layer to choose.
#[derive(Debug, Clone)]
pub(super) struct LayerTab {
    /// « Zonage officiel ».
    pub label: &'static str,
    /// The same search in that layer.
    pub href: String,
    /// Whether it is shown.
    pub is_chosen: bool,
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Band {
    /// As in [`Place`].
    pub shade: u8,
    /// « 3 à 7 annonces ».
    pub label: String,
    /// « 12 départements ».
    pub departments: String,
}

/// `/carte`.
#[derive(Debug, Template)]
#[template(path = "map/map.html")]
pub(super) struct MapPage {
    pub frame: Frame,
    /// « Carte des remplacements · Médecins ».
    pub heading: String,
    /// What was not understood and is ignored, each a sentence.
    pub notes: Vec<String>,
    /// Fields `type` and `prof` of the short form.
    pub types: Vec<Choice>,
    /// See `types`.
    pub professions: Vec<Choice>,
    /// The rest of the search, which the form sends along.
    pub kept: Vec<(String, String)>,
    pub chips: Vec<Chip>,
    /// « Tout effacer ».
    pub clear_href: String,
    /// « 1 234 annonces ».
    pub total: String,
    /// « Creuse (23) : 2 annonces. », when the search asks for a department.
    pub chosen: Option<String>,
    /// « 3 annonces confidentielles sans département : leur zone est une région ou la France entière. »
    pub nowhere: Option<String>,
    /// The same search as a list.
    pub list_href: String,
    /// What the script is told.
    pub live: LiveMap,
    /// The layers.
    pub tabs: Vec<LayerTab>,
    /// Heading of the layer's column; none for listings.
    pub column: Option<&'static str>,
    /// Why the layer has nothing to draw.
    pub missing: Option<String>,
    /// What the layer means, its sources and their dates.
    pub layer_notes: Vec<String>,
    /// Departments that the drawing has.
    pub shapes: Vec<Place>,
    /// Those of them that the close-up shows.
    pub around_paris: Vec<Place>,
    /// Departments and collectivities that it has not.
    pub overseas: Vec<Place>,
    /// Fewest first.
    pub legend: Vec<Band>,
    /// Departments with listings: most first, then by name.
    pub rows: Vec<Place>,
    /// Departments without any.
    pub without: Vec<Place>,
    /// Present when nothing is found anywhere.
    pub empty: Option<EmptyState>,
}
