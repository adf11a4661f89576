//! What the step of photographs and documents shows, ready to print.

use askama::Template;
use platform::french;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    file::{Kind, LONGEST_CAPTION, Refusal},
    store::Row,
};
use crate::{listings::Owned, picture_sizes::Sizes, shell::Frame};

/// A file that was just sent and not taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Sent {
    /// As its owner calls it.
    pub(super) name: String,
    /// `added`, `already` or `refused`.
    pub(super) outcome: &'static str,
    /// Its row.
    pub(super) id: Option<String>,
    /// Why it was refused, in French.
    pub(super) reason: Option<String>,
}

/// A photograph or document of the listing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Item {
    pub(super) id: String,
    /// « façade.jpg ».
    pub(super) name: String,
    /// `processing`, `ready`, `refused` or `missing`.
    pub(super) state: String,
    /// « 1,2 Mo · en préparation ».
    pub(super) note: String,
    /// Why it is not shown, in French; empty while all is well.
    pub(super) reason: String,
    pub(super) caption: String,
    /// What is wrong with what was just asked for it.
    #[serde(skip)]
    pub(super) error: String,
    /// Address of the smallest JPEG.
    pub(super) thumbnail: Option<String>,
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    #[serde(skip)]
    pub(super) is_first: bool,
    #[serde(skip)]
    pub(super) is_last: bool,
    /// The photograph on the card.
    pub(super) is_main: bool,
    /// From 1.
    pub(super) rank: usize,
}

/// The files of a listing, by kind.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Items {
    pub(super) photographs: Vec<Item>,
    pub(super) documents: Vec<Item>,
}

/// `/espace/annonces/{id}/photos`.
#[derive(Template)]
#[template(path = "media/photos.html")]
pub(super) struct PhotosPage {
    pub(super) frame: Frame,
    pub(super) note: &'static str,
    /// What went wrong with the whole of it.
    pub(super) error: String,
    /// Files of the last batch that were not taken.
    pub(super) refused: Vec<Sent>,
    pub(super) title: String,
    /// `/espace/annonces/{id}/photos`.
    pub(super) path: String,
    pub(super) items: Items,
    pub(super) is_waiting: bool,
    pub(super) longest_caption: usize,
}

impl PhotosPage {
    pub(super) fn new(frame: Frame, listing: &Owned, rows: Vec<Row>) -> Self {
        let items = Items::of(rows);
        Self {
            frame,
            note: "",
            error: String::new(),
            refused: Vec::new(),
            title: listing.title.clone(),
            path: path(&listing.id),
            is_waiting: items.photographs.iter().chain(&items.documents).any(|it| it.state == "processing"),
            items,
            longest_caption: LONGEST_CAPTION,
        }
    }
}

impl PhotosPage {
    /// How many of these count towards the limit: what was refused does not.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn count(&self, items: &[Item]) -> usize {
        items.iter().filter(|it| it.state != "refused").count()
    }
}

/// The page of a listing's files.
pub(super) fn path(listing: &str) -> String {
    format!("/espace/annonces/{listing}/photos")
}

impl Items {
    pub(super) fn of(rows: Vec<Row>) -> Self {
        let (photographs, documents) = rows.into_iter().partition::<Vec<Row>, _>(|it| {
            Kind::from_code(it.file_type.as_deref().unwrap_or("image")) == Kind::Photograph
        });
        Self { photographs: items(photographs), documents: items(documents) }
    }
}

fn items(rows: Vec<Row>) -> Vec<Item> {
    let last = rows.len().saturating_sub(1);
    let main = rows.iter().position(|it| it.state == "ready" && it.missing_at.is_none());
    rows.into_iter().enumerate().map(|(at, row)| item(row, at, last, Some(at) == main)).collect()
}

fn item(row: Row, at: usize, last: usize, is_first_shown: bool) -> Item {
    let state = if row.missing_at.is_some() { "missing".to_owned() } else { row.state };
    let reason = match (state.as_str(), row.refusal.as_deref()) {
        ("refused", Some(code)) => Refusal::from_code(code).to_string(),
        ("withheld", _) => {
            "Retiré de la page par une décision de l’équipe, dont les motifs vous ont été envoyés.".to_owned()
        }
        ("missing", _) => "Ce fichier est perdu de notre côté. Envoyez-le à nouveau.".to_owned(),
        _ => String::new(),
    };
    let size = row.file_size.map(megabytes).unwrap_or_default();
    let is_photograph = row.file_type.as_deref() != Some(Kind::Document.code());
    let told = match state.as_str() {
        "processing" => "en préparation",
        "refused" => "refusé",
        "missing" => "perdu",
        "withheld" => "retiré",
        _ => "",
    };
    let note = [size.as_str(), told].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ");
    let thumbnail = (state == "ready" && is_photograph)
        .then(|| Sizes::at(&row.file_url).map_or_else(|| row.file_url.clone(), |sizes| sizes.at_least(320)));
    Item {
        id: row.id,
        name: row.file_name.unwrap_or_else(|| "Sans nom".to_owned()),
        note,
        reason,
        caption: row.caption.unwrap_or_default(),
        error: String::new(),
        thumbnail,
        width: row.width,
        height: row.height,
        is_first: at == 0,
        is_last: at == last,
        is_main: is_photograph && is_first_shown,
        rank: at + 1,
        state,
    }
}

/// « 1,2 Mo », « 84 Ko ».
fn megabytes(bytes: i32) -> String {
    let bytes = i64::from(bytes);
    if bytes < 1_000_000 {
        return format!("{}\u{a0}Ko", french::number((bytes + 999) / 1000));
    }
    let tenths = (bytes + 50_000) / 100_000;
    format!("{},{}\u{a0}Mo", tenths / 10, tenths % 10)
}
