//! What gives a confidential listing away: its commune, its postal code, its street, its owner's name.

use super::{Cause, Finding, discrimination::words, finding};

/// What must not be read in a confidential listing.
#[derive(Debug, Clone, Default)]
pub(in crate::publishing) struct Identity {
    /// Folded words that belong together.
    names: Vec<Vec<String>>,
}

impl Identity {
    /// Gathers names: of the commune, of the street, of the owner. A name of one or two letters tells nothing.
    pub(in crate::publishing) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let folded = |name: &str| words(name).into_iter().map(|it| it.folded).collect::<Vec<_>>();
        let names = names.into_iter().map(folded);
        Self { names: names.filter(|it| it.iter().map(String::len).sum::<usize>() > 2).collect() }
    }

    pub(super) fn find(&self, text: &str) -> Vec<Finding> {
        let words = words(text);
        let mut found = Vec::new();
        for name in &self.names {
            for window in words.windows(name.len()) {
                if window.iter().zip(name).all(|(word, wanted)| word.folded == *wanted) {
                    let last = &window[window.len() - 1];
                    found.push(finding(text, window[0].start..last.start + last.text.len(), Cause::Identity));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commune_is_found_whatever_its_accents_and_hyphens() {
        let identity = Identity::of(["Saint-Étienne", "42000", "Le Guen-O'Brien", "X"]);
        let found: Vec<String> = identity
            .find("À SAINT ETIENNE (42000), chez Le Guen-O’Brien")
            .into_iter()
            .map(|it| it.words)
            .collect();
        assert_eq!(found, ["SAINT ETIENNE", "42000", "Le Guen-O’Brien"]);
        assert!(identity.find("Près d’une grande ville de la Loire").is_empty());
    }
}
