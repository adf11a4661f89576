//! What the pages of a listing show, ready to print.

use askama::Template;

use crate::{
    search::views::Card,
    shell::{Frame, Link},
    trades::Badge,
    zoning,
};

/// One line of a table of facts.
#[derive(Debug, Clone)]
pub struct FactRow {
    /// « Part reversée au remplaçant ».
    pub label: &'static str,
    /// « 75 % ».
    pub value: String,
}

/// A table of facts with its caption.
#[derive(Debug, Clone)]
pub struct FactTable {
    /// « Le cabinet ».
    pub caption: &'static str,
    /// Never empty.
    pub rows: Vec<FactRow>,
}

/// A picture of the gallery.
#[derive(Debug, Clone)]
pub struct Shown {
    pub src: String,
    pub alt: String,
    /// The random name of a photograph, by which it is reported; none of a drawing.
    pub name: Option<String>,
    /// The sizes of a photograph; none for a drawing.
    pub sizes: Option<SrcSets>,
    pub width: u32,
    pub height: u32,
    /// The picture in 32 pixels as a `data:` address, shown until it has come.
    pub glimpse: Option<String>,
}

/// What `srcset` lists of a photograph.
#[derive(Debug, Clone)]
pub struct SrcSets {
    pub webp: String,
    pub jpeg: String,
}

/// Where a listing lies on the drawn map of its department and of France.
#[derive(Debug, Clone)]
pub struct AreaMap {
    /// `23`, `2A`, `974`: the departments to colour; none for the whole country.
    pub departments: Vec<String>,
    /// « Creuse », « Nouvelle-Aquitaine ».
    pub name: String,
    /// Overseas departments are not in the drawing.
    pub metropolitan: bool,
    /// Where the commune lies in the drawing's units; absent for confidential listings and overseas.
    pub point: Option<(f64, f64)>,
    /// The middle of the disc that stands for a confidential place.
    pub disc: Option<(f64, f64)>,
    /// « Position au niveau de la commune », « Annonce confidentielle : … ».
    pub note: String,
}

/// Whether one may set up there.
#[derive(Debug, Clone)]
pub struct Installation {
    /// None for a confidential place.
    pub answer: Option<zoning::views::Answer>,
    /// The page that answers for any commune and day, filled with what may be known.
    pub href: String,
}

/// `/annonces/{slug}-{id}`.
#[derive(Debug, Template)]
#[template(path = "listings/listing.html")]
pub struct ListingPage {
    pub frame: Frame,
    /// Home › type › profession › department.
    pub breadcrumb: Vec<Link>,
    /// The head of the page says what the card says, in full.
    pub head: Card,
    /// Reference that a person can quote on the telephone.
    pub reference: String,
    /// « Publiée le 3 mars 2026 », « modifiée le … », « expire le … ».
    pub dates: Vec<String>,
    pub tables: Vec<FactTable>,
    /// Where its price is compared with others, when it says its price and its turnover.
    pub prices_href: Option<String>,
    /// The description, cut at its line breaks.
    pub paragraphs: Vec<String>,
    pub pictures: Vec<Shown>,
    pub map: Option<AreaMap>,
    /// None for a profession without zoning, and in a preview.
    pub installation: Option<Installation>,
    /// « Praticien », « Agence ou courtier ».
    pub author_kind: String,
    /// « Membre depuis mars 2025 ».
    pub author_since: String,
    pub author_badge: Option<Badge>,
    /// « 80 % »: how many messages the author answers in time, when it is known.
    pub author_response: Option<String>,
    /// Where a reader says that it is taken.
    pub taken_href: String,
    /// Leads to sign-in.
    pub contact_href: String,
    /// Where one asks to see what the listing keeps to itself, when it does.
    pub room: Option<String>,
    pub similar: Vec<Card>,
    /// The same search by trade and department.
    pub similar_href: String,
    /// `listings.id`, for whoever reports it.
    pub id: String,
    /// Where its owner changes it, when it is a preview.
    pub preview_of: Option<String>,
}

/// 410: the listing existed and is closed.
#[derive(Debug, Template)]
#[template(path = "listings/closed.html")]
pub struct ClosedPage {
    pub frame: Frame,
    /// « Cette annonce est pourvue ».
    pub heading: String,
    /// What that means for the visitor, one sentence.
    pub lead: &'static str,
    pub similar: Vec<Card>,
    pub similar_href: String,
}
