//! What surrounds the content of a page: title, canonical address, navigation.

use std::sync::Arc;

use super::{FORM_TOKEN_FIELD, JsonLd, Onlooker, asset};
use crate::app::App;

/// A link with its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// What a person reads.
    pub label: String,
    /// Address, usually a path of this site.
    pub href: String,
}

impl Link {
    /// A link from `label` to `href`.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// A feed that follows a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// Media type.
    pub kind: &'static str,
    /// « RSS ».
    pub name: &'static str,
    /// Path of this site.
    pub href: String,
}

/// The entry of the navigation that a page belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Section {
    /// `/`.
    Home,
    /// Cessions.
    Transfers,
    /// Remplacements.
    Replacements,
    /// Collaborations.
    Collaborations,
    /// Disponibilités.
    Availabilities,
    /// The ways in, the visitor's own space, the team's pages.
    Account,
    /// Pages outside the navigation.
    #[default]
    Elsewhere,
}

impl Section {
    /// The section of a listing type's code (`transfer`, `replacement`, …).
    #[must_use]
    pub fn of_listing_type(code: &str) -> Self {
        match code {
            "transfer" => Self::Transfers,
            "replacement" => Self::Replacements,
            "collaboration" => Self::Collaborations,
            "availability" => Self::Availabilities,
            _ => Self::Elsewhere,
        }
    }
}

const NAVIGATION: [(Section, &str, &str); 4] = [
    (Section::Transfers, "Cessions", "/annonces?type=cession"),
    (Section::Replacements, "Remplacements", "/annonces?type=remplacement"),
    (Section::Collaborations, "Collaborations", "/annonces?type=collaboration"),
    (Section::Availabilities, "Disponibilités", "/annonces?type=disponibilite"),
];

const SPACE: [(&str, &str); 11] = [
    ("Vue d’ensemble", "/espace"),
    ("Mes annonces", "/espace/annonces"),
    ("Mon profil", "/espace/profil"),
    ("Vérification", "/espace/verification"),
    ("Mes pièces", "/espace/pieces"),
    ("Mes dossiers", "/espace/dossiers"),
    ("Notifications", "/espace/notifications"),
    ("Connexion et sécurité", "/espace/securite"),
    ("Décisions de l’équipe", "/espace/decisions"),
    ("Mes données", "/espace/donnees"),
    ("Accès par programme", "/espace/acces"),
];

const STAFF: [(&str, &str); 11] = [
    ("Vue d’ensemble", "/equipe"),
    ("Personnes", "/equipe/personnes"),
    ("Modération", "/equipe/moderation"),
    ("Vérifications", "/equipe/verifications"),
    ("Chiffres", "/equipe/chiffres"),
    ("Zonage", "/equipe/zonage"),
    ("Règles d’installation", "/equipe/installation"),
    ("Tarifs", "/equipe/tarifs"),
    ("Journal", "/equipe/journal"),
    ("Travaux et lettres", "/equipe/travaux"),
    ("Conservation", "/equipe/conservation"),
];

/// Everything that the layout prints around a page.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Title of the page, without the site's name.
    pub title: String,
    /// One or two sentences for search engines and shared links.
    pub description: String,
    /// Canonical path, with the query that matters, starting with `/`.
    pub path: String,
    /// Asks search engines to leave the page out.
    pub noindex: bool,
    /// Structured description of the page.
    pub json_ld: Option<JsonLd>,
    /// Address of the picture for shared links; the site's own when absent.
    pub image: Option<String>,
    /// Feeds that readers find by the address of the page.
    pub feeds: Vec<FeedLink>,
    /// Entry of the navigation to mark.
    pub section: Section,
    /// `https://…` of the site, without a slash at the end.
    pub base_url: Arc<str>,
    /// Who looks at it.
    pub onlooker: Onlooker,
}

impl Frame {
    /// A frame with nothing but the essentials.
    pub fn new(
        base_url: &str,
        path: impl Into<String>,
        title: impl Into<String>,
        description: impl Into<String>,
    ) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            path: path.into(),
            noindex: false,
            json_ld: None,
            image: None,
            feeds: Vec::new(),
            section: Section::Elsewhere,
            base_url: Arc::from(base_url.trim_end_matches('/')),
            onlooker: Onlooker::current(),
        }
    }

    /// The same frame, marked in the navigation.
    #[must_use]
    pub fn in_section(self, section: Section) -> Self {
        Self { section, ..self }
    }

    /// The same frame, left out of search engines.
    #[must_use]
    pub fn hidden_from_robots(self) -> Self {
        Self { noindex: true, ..self }
    }

    /// The same frame with structured data.
    #[must_use]
    pub fn with_json_ld(self, json_ld: JsonLd) -> Self {
        Self { json_ld: Some(json_ld), ..self }
    }

    /// The same frame, whose page is followed by feeds.
    #[must_use]
    pub fn followed_by(self, feeds: Vec<FeedLink>) -> Self {
        Self { feeds, ..self }
    }

    /// The hidden field that every form with `method="post"` carries: `{{ frame.form_token()|safe }}`.
    #[must_use]
    pub fn form_token(&self) -> String {
        format!(r#"<input type="hidden" name="{FORM_TOKEN_FIELD}" value="{}">"#, self.onlooker.form_token())
    }

    /// « Titre · Doctonext », for the browser's tab.
    #[must_use]
    pub fn full_title(&self) -> String {
        if self.title.contains("Doctonext") {
            self.title.clone()
        } else {
            format!("{} · Doctonext", self.title)
        }
    }

    /// The one address of this page.
    #[must_use]
    pub fn canonical(&self) -> String {
        self.absolute(&self.path)
    }

    /// Address of the site, without a slash at its end.
    #[must_use]
    pub fn site(&self) -> String {
        self.base_url.to_string()
    }

    /// Whole address of the picture for shared links.
    #[must_use]
    pub fn image_url(&self) -> String {
        self.absolute(self.image.as_deref().unwrap_or_else(|| asset("social.png")))
    }

    /// Label, address and « is this where we are » of each entry of the navigation.
    pub fn navigation(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        NAVIGATION.iter().map(|&(section, label, href)| (label, href, section == self.section))
    }

    /// Label, address and « is this where we are » of each entry of a person's own space.
    pub fn space_navigation(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        self.marked(&SPACE)
    }

    /// The same for the pages of the team.
    pub fn staff_navigation(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        self.marked(&STAFF)
    }

    /// The first entry of a list is the root of the others: it is marked on its own page alone.
    fn marked(
        &self,
        entries: &'static [(&'static str, &'static str)],
    ) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        entries.iter().enumerate().map(|(rank, &(label, href))| {
            let here = self.path == href || (rank > 0 && self.path.starts_with(&format!("{href}/")));
            (label, href, here)
        })
    }

    fn absolute(&self, address: &str) -> String {
        if address.starts_with('/') { format!("{}{address}", self.base_url) } else { address.to_owned() }
    }
}

/// The frame of a page of one's own account or of the team: without description, out of search engines.
#[must_use]
pub fn account_frame(app: &App, path: &str, title: &str) -> Frame {
    Frame::new(&app.settings.public_url, path, title, "").in_section(Section::Account).hidden_from_robots()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_canonical_address_joins_site_and_path_with_one_slash() {
        let frame = Frame::new("https://example.fr/", "/annonces?type=cession", "Cessions", "");

        assert_eq!(frame.canonical(), "https://example.fr/annonces?type=cession");
    }

    #[test]
    fn the_name_of_the_site_is_not_said_twice() {
        let home = Frame::new("", "/", "Doctonext : reprendre un cabinet", "");
        let list = Frame::new("", "/annonces", "Annonces", "");

        assert_eq!(home.full_title(), "Doctonext : reprendre un cabinet");
        assert_eq!(list.full_title(), "Annonces · Doctonext");
    }
}
