//! Searches for each listing, from our own counts.

use std::collections::HashMap;

use platform::french;

use super::{bands, departments, of_tenths, tenths};
use crate::map::{
    classes::Classes,
    layer::{Layer, Told},
    views::Band,
};

/// Days that are looked back on.
pub(in crate::map) const DAYS: i64 = 30;
/// With fewer searches, a handful of people would make the figure.
const LEAST_SEARCHES: u64 = 30;
/// With fewer listings, one more or less would turn it around.
const LEAST_LISTINGS: u64 = 5;

/// What a figure of tenths counts: below two, French is singular.
const fn unit(tenths: u64) -> &'static str {
    if tenths < 20 { "recherche pour une annonce" } else { "recherches pour une annonce" }
}

/// What is wanted and offered in a department.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::map) struct Market {
    /// Searches of the last days.
    pub searches: u64,
    /// Listings of today.
    pub listings: u64,
}

impl Market {
    /// Searches for one listing, in tenths; none below the least sample.
    fn tension(self) -> Option<u64> {
        if self.searches < LEAST_SEARCHES || self.listings < LEAST_LISTINGS {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of a site, far below 2^52")]
        let ratio = self.searches as f64 / self.listings as f64;
        Some(tenths(ratio))
    }

    fn told(self, classes: &Classes) -> Told {
        let counted = |what: u64, one: &str, several: &str| french::counted(what, one, several);
        match self.tension() {
            Some(tension) => Told {
                shade: classes.shade(tension),
                words: format!(
                    "{} {} ({}, {})",
                    of_tenths(tension),
                    unit(tension),
                    counted(self.searches, "recherche", "recherches"),
                    counted(self.listings, "annonce", "annonces")
                ),
                #[expect(clippy::cast_precision_loss, reason = "counts of a site, far below 2^52")]
                rank: tension as f64,
            },
            None if self.searches < LEAST_SEARCHES => {
                Told { shade: 0, words: "pas assez de recherches pour le dire".to_owned(), rank: -1.0 }
            }
            None => Told { shade: 0, words: "trop peu d’annonces pour le dire".to_owned(), rank: -1.0 },
        }
    }
}

/// The layer of a market by code of department, and of the whole country.
pub(in crate::map) fn tension(whose: &str, markets: &HashMap<String, Market>, country: Market) -> Layer {
    let classes = Classes::of(markets.values().filter_map(|it| it.tension()));
    let silent = markets.values().filter(|it| it.tension().is_none()).count();
    let mut legend = bands(&classes, unit);
    if silent > 0 {
        let label = "Pas assez de recherches ou d’annonces pour le dire".to_owned();
        legend.insert(0, Band { shade: 0, label, departments: departments(silent) });
    }
    let everywhere = country.tension().map_or_else(
        || "Dans toute la France, pas assez de recherches ou d’annonces pour le dire.".to_owned(),
        |it| format!("Dans toute la France\u{202f}: {} {}.", of_tenths(it), unit(it)),
    );
    Layer {
        departments: markets.iter().map(|(code, it)| (code.clone(), it.told(&classes))).collect(),
        nothing: "pas assez de recherches pour le dire",
        column: "Recherches pour une annonce",
        legend,
        notes: vec![
            format!(
                "{whose}\u{202f}: recherches faites ici depuis {DAYS}\u{a0}jours pour chaque annonce en ligne aujourd’hui. {everywhere}"
            ),
            format!(
                "Source\u{202f}: nos propres comptages, sans nom ni cookie. Rien n’est dit sous {LEAST_SEARCHES}\u{a0}recherches ou {LEAST_LISTINGS}\u{a0}annonces."
            ),
        ],
        missing: None,
    }
}
