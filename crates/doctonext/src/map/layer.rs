//! What the map can colour departments by. Pure.

use std::collections::HashMap;

use super::views::Band;

/// Which figures are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum LayerKind {
    /// Listings that the search finds.
    #[default]
    Listings,
    /// Official zoning.
    Zoning,
    /// Colleagues within reach.
    Accessibility,
    /// Searches for each listing.
    Tension,
}

impl LayerKind {
    /// All, in the order of the menu.
    pub(super) const ALL: [Self; 4] = [Self::Listings, Self::Zoning, Self::Accessibility, Self::Tension];

    /// Word of the address, `couche=…`.
    pub(super) const fn slug(self) -> &'static str {
        match self {
            Self::Listings => "annonces",
            Self::Zoning => "zonage",
            Self::Accessibility => "acces",
            Self::Tension => "tension",
        }
    }

    /// What a person reads.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Listings => "Annonces",
            Self::Zoning => "Zonage officiel",
            Self::Accessibility => "Accès aux soins",
            Self::Tension => "Tension",
        }
    }

    /// The layer of this word.
    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.slug() == word)
    }

    /// The layer that a query string asks for; listings for a word that names none.
    pub(super) fn asked(query: &str) -> Self {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let word = pairs.find(|(name, _)| name == "couche").map(|(_, value)| value);
        word.and_then(|it| Self::named(&it)).unwrap_or_default()
    }

    /// An address of the map, with this layer.
    pub(super) fn at(self, href: &str) -> String {
        let joint = if href.contains('?') { '&' } else { '?' };
        if self == Self::Listings { href.to_owned() } else { format!("{href}{joint}couche={}", self.slug()) }
    }
}

/// What a layer says of a department.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    /// 1 to 5; 0 for nothing to say.
    pub shade: u8,
    /// In words, for the drawing and the table.
    pub words: String,
    /// Larger ones come first in the table.
    pub rank: f64,
}

/// A layer, ready to draw.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Layer {
    /// By code of the department.
    pub departments: HashMap<String, Told>,
    /// Said of the departments that are not there.
    pub nothing: &'static str,
    /// Heading of its column.
    pub column: &'static str,
    /// What the colours mean.
    pub legend: Vec<Band>,
    /// Sentences: what it is, where it comes from, of which day.
    pub notes: Vec<String>,
    /// Why there is nothing to draw.
    pub missing: Option<String>,
}

impl Layer {
    /// A layer that has nothing to draw.
    pub(super) fn missing(why: impl Into<String>) -> Self {
        Self { missing: Some(why.into()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_asked_by_its_word_and_keeps_the_search() {
        assert_eq!(LayerKind::asked("prof=infirmier&couche=acces"), LayerKind::Accessibility);
        assert_eq!(LayerKind::asked("couche=%3Cscript%3E"), LayerKind::Listings);
        assert_eq!(LayerKind::Zoning.at("/carte?prof=infirmier"), "/carte?prof=infirmier&couche=zonage");
        assert_eq!(LayerKind::Tension.at("/carte"), "/carte?couche=tension");
        assert_eq!(LayerKind::Listings.at("/carte"), "/carte");
    }
}
