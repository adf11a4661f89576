//! Names of the intercommunalities (EPCI), as people say them.

use std::{collections::HashMap, sync::LazyLock};

const NAMES: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../frontend/dist/reference/intercommunalities.tsv"
));

/// How official names begin, and what people say.
const BEGINNINGS: [(&str, &str); 3] = [
    ("CC ", "Communauté de communes "),
    ("CA ", "Communauté d’agglomération "),
    ("CU ", "Communauté urbaine "),
];

/// « Communauté d’agglomération du Grand Guéret », by its SIREN.
#[must_use]
pub fn intercommunality_name(siren: &str) -> Option<String> {
    static KNOWN: LazyLock<HashMap<&str, &str>> =
        LazyLock::new(|| NAMES.lines().filter_map(|line| line.split_once('\t')).collect());
    let name = *KNOWN.get(siren)?;
    let said =
        BEGINNINGS.iter().find_map(|(short, long)| Some(format!("{long}{}", name.strip_prefix(short)?)));
    Some(said.unwrap_or_else(|| name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gazetteer;

    #[test]
    fn every_commune_of_an_intercommunality_finds_its_name() {
        for commune in gazetteer().communes() {
            let named = commune.epci_code.as_deref().map(intercommunality_name);
            assert!(
                named.is_none_or(|it| it.is_some_and(|name| !name.starts_with("CC "))),
                "{}",
                commune.name
            );
        }
    }
}
