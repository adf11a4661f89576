//! Where colleagues practise, on the communes of today. Pure.

use std::collections::{BTreeMap, HashMap};

use crate::{
    directory::Practising,
    territory::{Commune, Gazetteer},
};

/// Practitioners by place.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Supply {
    /// Codes of communes and arrondissements, in order.
    pub(super) codes: Vec<String>,
    /// Practitioners there, fractions included.
    pub(super) shares: Vec<f64>,
    /// Practitioners whose commune nobody knows.
    pub(super) unplaced: f64,
}

/// Where communes of before went, by code.
pub(super) fn former(gazetteer: &Gazetteer) -> HashMap<&str, &str> {
    gazetteer.former().iter().map(|it| (it.code.as_str(), it.now.as_str())).collect()
}

/// What the directory says, moved to the places of today. Who is only known to practise in a city with arrondissements is
/// spread over them by their inhabitants.
pub(super) fn place(
    practising: &HashMap<String, Practising>,
    former: &HashMap<&str, &str>,
    gazetteer: &Gazetteer,
) -> Supply {
    let mut placed: BTreeMap<&str, f64> = BTreeMap::new();
    let mut unplaced = 0.0;
    // In the order of codes: sums of fractions depend on it.
    for (code, it) in practising.iter().collect::<BTreeMap<_, _>>() {
        let code = former.get(code.as_str()).copied().unwrap_or(code);
        let Some(commune) = gazetteer.by_code(code) else {
            unplaced += it.shares;
            continue;
        };
        for (part, share) in parts(commune, gazetteer) {
            *placed.entry(part).or_default() += it.shares * share;
        }
    }
    let (codes, shares) = placed.into_iter().map(|(code, shares)| (code.to_owned(), shares)).unzip();
    Supply { codes, shares, unplaced }
}

/// The places that a commune stands for, with their shares of it.
fn parts<'a>(commune: &'a Commune, gazetteer: &'a Gazetteer) -> Vec<(&'a str, f64)> {
    let parts: Vec<&Commune> = gazetteer.parts_of(&commune.code).collect();
    let people: f64 = parts.iter().map(|it| f64::from(it.population)).sum();
    if people <= 0.0 {
        return vec![(&commune.code, 1.0)];
    }
    parts.into_iter().map(|it| (it.code.as_str(), f64::from(it.population) / people)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gazetteer;

    #[test]
    fn a_city_is_spread_over_its_parts_and_nobody_is_lost() {
        let gazetteer = gazetteer();
        let gazetteer = gazetteer.as_ref();
        let there = |shares| Practising { practitioners: 1, shares };
        let practising = HashMap::from([
            ("75056".to_owned(), there(10.0)),
            ("23096".to_owned(), there(1.5)),
            ("00000".to_owned(), there(0.5)),
        ]);

        let supply = place(&practising, &former(gazetteer), gazetteer);

        assert_eq!(supply.codes.len(), 21);
        assert!((supply.shares.iter().sum::<f64>() - 11.5).abs() < 1e-9);
        assert!((supply.unplaced - 0.5).abs() < 1e-9);
        assert!(!supply.codes.contains(&"75056".to_owned()));
    }

    #[test]
    fn a_commune_of_before_is_the_one_of_today() {
        let gazetteer = gazetteer();
        let gazetteer = gazetteer.as_ref();
        let known = former(gazetteer);
        let (before, today) = known.iter().next().map(|(before, today)| (*before, *today)).unwrap();
        let practising = HashMap::from([(before.to_owned(), Practising { practitioners: 2, shares: 2.0 })]);

        let supply = place(&practising, &known, gazetteer);

        assert_eq!((supply.codes, supply.unplaced), (vec![today.to_owned()], 0.0));
    }
}
