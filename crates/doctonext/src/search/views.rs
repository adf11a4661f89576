//! What the pages of search show, ready to print: no rule is left for a template to decide.

use askama::Template;

use super::Reasons;
use crate::{
    picture_sizes::Sizes,
    shell::{Frame, Link},
};

/// One entry of a `<select>`, a group of check boxes or radio buttons.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What the address carries, for instance `remplacement`.
    pub value: String,
    /// What a person reads, for instance « Remplacement ».
    pub label: String,
    /// Whether the visitor chose it.
    pub selected: bool,
}

/// Choices under a heading, such as the specialties of one profession.
#[derive(Debug, Clone, Default)]
pub struct ChoiceGroup {
    /// « Médecin ».
    pub label: String,
    /// Never empty.
    pub choices: Vec<Choice>,
    /// How many are chosen.
    pub chosen: usize,
    /// Whether the list shows at once: it is short, or something in it is chosen.
    pub open: bool,
}

/// The search form with what was typed, even when it could not be understood.
#[derive(Debug, Clone, Default)]
pub struct SearchForm {
    /// Field `q`.
    pub text: String,
    /// Field `lu` (hidden): the text of this page, empty when nothing was understood in it.
    pub text_before: String,
    /// Fields `tel-quel` (hidden).
    pub as_typed: Vec<String>,
    /// Field `type`; the first entry, with an empty value, means all.
    pub types: Vec<Choice>,
    /// Field `prof`; the first entry means all.
    pub professions: Vec<Choice>,
    /// Field `spec`, several may be chosen; grouped by profession (only the chosen profession when there is one).
    pub specialties: Vec<ChoiceGroup>,
    /// Field `region`.
    pub regions: Vec<Choice>,
    /// Field `dep`.
    pub departments: Vec<Choice>,
    /// Field `dep-lu` (hidden): the department that the list shows, empty for all.
    pub department_before: String,
    /// Field `dep-aussi` (hidden): departments that are chosen besides the one of the list.
    pub other_departments: Vec<String>,
    /// Field `sauf` (hidden): departments that are left out.
    pub without: Vec<String>,
    /// Field `sauf-region` (hidden): regions that are left out.
    pub without_regions: Vec<String>,
    /// Field `lieu`: what the visitor typed; also `lieu-lu` (hidden), by which a new one is told.
    pub place: String,
    /// Field `commune` (hidden): INSEE code chosen from the suggestions, empty when none.
    pub commune: String,
    /// Field `cadre` (hidden): the part of the map that is asked, empty when none.
    pub bounds: String,
    /// Field `rayon`, in kilometres.
    pub radii: Vec<Choice>,
    /// Field `du`, ISO date.
    pub from: String,
    /// Field `au`, ISO date.
    pub to: String,
    /// Fields `prix_min` and `prix_max`, euros.
    pub price_min: String,
    /// See `price_min`.
    pub price_max: String,
    /// Field `avec_prix`: only listings that say their price.
    pub with_price: bool,
    /// Fields `ca_min` and `ca_max`: yearly turnover, euros.
    pub turnover_min: String,
    /// See `turnover_min`.
    pub turnover_max: String,
    /// Field `retro_min`: least share of the fees paid to the replacement, percent.
    pub fee_share_min: String,
    /// Field `exercice`, several may be chosen.
    pub practice_types: Vec<Choice>,
    /// Field `jour`, several may be chosen.
    pub weekdays: Vec<Choice>,
    /// Field `logement`.
    pub housing: Choice,
    /// Field `secretariat`.
    pub secretary: Choice,
    /// Field `urgent`.
    pub urgent: Choice,
    /// Field `zone`, several may be chosen.
    pub zones: Vec<Choice>,
    /// Field `auteur`, several may be chosen.
    pub author_groups: Vec<Choice>,
    /// Field `logiciel`, several may be chosen; one group, or none.
    pub software: Vec<ChoiceGroup>,
    /// Field `temps`, several may be chosen.
    pub times: Vec<Choice>,
    /// Field `minimum_garanti`.
    pub guaranteed: Choice,
    /// Field `photos`.
    pub pictures: Choice,
    /// Field `depuis`; the first entry means any age.
    pub ages: Vec<Choice>,
    /// Field `couverture`; the first entry means one day is enough.
    pub coverages: Vec<Choice>,
    /// « 50 000 à 100 000 € (12) »: the same search with a band of prices; empty when nobody counted.
    pub price_bands: Vec<Link>,
    /// Likewise of turnovers.
    pub turnover_bands: Vec<Link>,
    /// Field `tri`.
    pub sorts: Vec<Choice>,
    /// Whether filters that only practices for sale have are offered.
    pub about_transfers: bool,
    /// Whether filters that only replacements have are offered.
    pub about_replacements: bool,
    /// Whether listings without dates are kept when days are asked.
    pub keeps_undated: bool,
    /// Whether filters that only collaborations have are offered.
    pub about_collaborations: bool,
    /// How many filters of the side panel are set, for the button « Filtres (3) » on a phone.
    pub active_filters: usize,
}

/// A type of listing above the results, with how many the other filters leave.
#[derive(Debug, Clone)]
pub struct Tab {
    /// « Remplacements ».
    pub label: String,
    /// The same search for this type.
    pub href: String,
    /// « 128 » or « 1 000+ ».
    pub count: String,
    /// Whether it is the one shown.
    pub selected: bool,
}

/// One filter in force, with the address that drops it.
#[derive(Debug, Clone)]
pub struct Chip {
    /// « Creuse (23) ».
    pub label: String,
    /// The same search without it.
    pub remove_href: String,
}

/// Words of the text that were recognised as a filter, with the address that takes that back.
#[derive(Debug, Clone)]
pub struct ReadingChip {
    /// « Lyon 3e (69) et 30 km autour ».
    pub label: String,
    /// « lyon 3e », as typed.
    pub words: String,
    /// The same search, these words looked for as they are.
    pub literal_href: String,
}

/// What a text was understood to name, as the page says it.
#[derive(Debug, Clone)]
pub struct ShownReading {
    /// Never empty.
    pub chips: Vec<ReadingChip>,
    /// The same search, all words looked for as they are.
    pub literal_href: String,
}

/// A typing error that was set right.
#[derive(Debug, Clone)]
pub struct Correction {
    /// « remplacement », what is searched for.
    pub right: String,
    /// « remplacment », as typed.
    pub typed: String,
    /// The search for what was typed.
    pub literal_href: String,
}

/// A short fact on a card: an icon name of the sprite, a label for screen readers, a value.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Name in the icon sprite: `calendar`, `euro`, `percent`, `home`, `users`, `building`, `clock`, `bed`, `phone`, `map-pin`, `briefcase`, `handshake`.
    pub icon: &'static str,
    /// « Dates ».
    pub label: &'static str,
    /// « du 3 au 17 août 2026 ».
    pub value: String,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Whether it is what was looked for.
    pub is_marked: bool,
}

/// A result: everything that a card prints.
#[derive(Debug, Clone)]
pub struct Card {
    /// Address of the listing's page.
    pub href: String,
    /// The title as its author wrote it, up to 200 characters.
    pub title: String,
    /// `transfer`, `replacement`, `collaboration`, `availability`: chooses the badge's colour.
    pub kind: &'static str,
    /// « Cession ».
    pub kind_label: &'static str,
    /// « Médecin » or « Médecin · Médecine générale ».
    pub trade: String,
    /// « Guéret (23) », or « Creuse (23) » when the listing is confidential.
    pub place: String,
    /// « à 12 km » in a search around a place.
    pub distance: Option<String>,
    /// The big figure: « 85 000 € », « 75 % reversés », « Prix à discuter ».
    pub money: Option<String>,
    /// At most four.
    pub facts: Vec<Fact>,
    /// The first 160 characters of the description, cut at a word; in a search by words the part that shows most of them.
    pub excerpt: String,
    /// The title in pieces, what was looked for marked; empty in a search without words.
    pub marked_title: Vec<Piece>,
    /// The excerpt likewise.
    pub marked_excerpt: Vec<Piece>,
    /// « il y a 3 jours ».
    pub age: String,
    /// ISO date for `<time datetime>`.
    pub published: String,
    /// Address of the first photograph, else of a drawing (4:3 SVG).
    pub picture: String,
    /// Starts within a week and its author says so.
    pub urgent: bool,
    /// « Zone sous-dotée », where somebody would set up; none when nothing is known or to be said.
    pub zone: Option<&'static str>,
    /// The professional number of its author was verified.
    pub is_verified: bool,
    /// The exact place is hidden by choice.
    pub confidential: bool,
    /// « Pourquoi ici ? », in a search by words.
    pub reasons: Option<Reasons>,
}

impl Card {
    /// `srcset` in WebP, in JPEG, and the address for the rest, when its picture is a photograph.
    #[must_use]
    pub fn photograph(&self) -> Option<(String, String, String)> {
        let sizes = Sizes::at(&self.picture)?;
        Some((sizes.srcset("webp"), sizes.srcset("jpg"), sizes.at_least(320)))
    }
}

/// What to try when nothing was found.
#[derive(Debug, Clone, Default)]
pub struct EmptyState {
    /// « Sans le filtre « logement » : 14 annonces ».
    pub loosen: Vec<Link>,
    /// « À Limoges et 30 km autour : 8 annonces ».
    pub nearby: Vec<Link>,
}

/// `/annonces`.
#[derive(Debug, Template)]
#[template(path = "search/results.html")]
pub struct ResultsPage {
    pub frame: Frame,
    /// « Remplacements de médecin généraliste à Guéret ».
    pub heading: String,
    pub form: SearchForm,
    pub tabs: Vec<Tab>,
    pub chips: Vec<Chip>,
    /// What the text was understood to name; none when nothing was.
    pub reading: Option<ShownReading>,
    /// What the text names besides, each with the search for it; empty most of the time.
    pub others: Vec<Link>,
    /// What was set right; none when nothing was.
    pub correction: Option<Correction>,
    /// « Tout effacer ».
    pub clear_href: String,
    /// What was not understood and is ignored, each a sentence.
    pub notes: Vec<String>,
    /// « 1 234 annonces », « Plus de 1 000 annonces », « Aucune annonce ».
    pub total: String,
    pub cards: Vec<Card>,
    /// Address of the next page.
    pub next: Option<String>,
    /// Address of the first page, on every later page.
    pub first: Option<String>,
    /// Address of the same search on the map.
    pub map: String,
    /// Address of the same search as a feed.
    pub feed: String,
    /// Present when there is no card on the first page.
    pub empty: Option<EmptyState>,
}

/// An entry of the home page by type or profession, with its real count.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub label: String,
    /// One line that says what it is, may be empty.
    pub hint: String,
    pub href: String,
    /// « 128 annonces ».
    pub count: String,
    /// Illustration or icon name.
    pub picture: String,
}

/// `/`.
#[derive(Debug, Template)]
#[template(path = "search/home.html")]
pub struct HomePage {
    pub frame: Frame,
    pub form: SearchForm,
    pub types: Vec<Entry>,
    pub professions: Vec<Entry>,
    pub latest: Vec<Card>,
    /// « 1 834 annonces en ligne ».
    pub total: String,
}
