//! Communes by their very name, for texts in which a place is one word among others.

use super::{Commune, Gazetteer, names::Beginning, spelling};

/// Inhabitants below which a commune is not guessed at: too many villages resemble any word.
const GUESSED: u32 = 5000;

/// A commune that is called so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Called<'a> {
    /// Which.
    pub commune: &'a Commune,
    /// Whether its article was left out: « Rochelle ».
    pub lacks_article: bool,
}

impl Gazetteer {
    /// Every commune with this very name, the most populous first; « lyon 3 » is an arrondissement, « lyon » the city.
    /// Accents, hyphens, capitals and « st » for « saint » do not count, an article may be missing.
    #[must_use]
    pub fn called(&self, name: &str) -> Vec<Called<'_>> {
        let name = spelling::spelled(name);
        if name.is_empty() {
            return Vec::new();
        }
        let endings = self.names.beginning_with(&name).iter();
        let mut found: Vec<Called<'_>> = endings
            .filter(|it| it.beginning != Beginning::Word && self.names.ends_after(it, name.len()))
            .filter_map(|it| {
                let lacks_article = it.beginning == Beginning::AfterArticle;
                self.commune(it.commune).map(|commune| Called { commune, lacks_article })
            })
            .collect();
        found.sort_by_key(|it| (it.lacks_article, std::cmp::Reverse(it.commune.population)));
        found
    }

    /// The commune whose whole name a word resembles but for one letter, two in long words: « grenobel ». The most populous
    /// one, if it is no village.
    #[must_use]
    pub fn nearly_called(&self, word: &str) -> Option<&Commune> {
        /// Shorter words resemble too many names.
        const SHORTEST: usize = 5;
        let name = spelling::spelled(word);
        if name.len() < SHORTEST {
            return None;
        }
        let people = |rank: u32| self.commune(rank).map_or(0, |it| it.population);
        let kept = |rank: u32| {
            people(rank) >= GUESSED && self.commune(rank).is_some_and(|it| !it.is_arrondissement())
        };
        let found = self.typos.resembling(&self.names, &name, 2, kept, people);
        found
            .into_iter()
            .filter(|it| !it.in_part && !it.inside)
            .min_by_key(|it| (it.mistakes, std::cmp::Reverse(people(it.commune))))
            .and_then(|it| self.commune(it.commune))
    }
}
