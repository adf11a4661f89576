//! A region, the largest division of the territory.

/// A region of France, or an overseas collectivity, which counts as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// INSEE code: "84", "01" to "06" overseas, "975" to "989" for the collectivities.
    pub code: String,
    /// "Nouvelle-Aquitaine".
    pub name: String,
    /// "nouvelle-aquitaine".
    pub slug: String,
    /// How INSEE links the name to a sentence (its "type de nom en clair").
    pub(super) liaison: u8,
}

impl Region {
    /// Number in the search projection: the code as an integer.
    #[must_use]
    pub fn key(&self) -> i16 {
        // The reference data was refused at start-up if a code were anything but digits.
        self.code.parse().unwrap_or_default()
    }

    /// « de Bretagne », « d’Île-de-France », « du Grand Est ».
    #[must_use]
    pub fn of(&self) -> String {
        of(&self.name, self.liaison)
    }
}

/// The name after "de", as INSEE's liaison says: 0 de, 1 d’, 2 du, 3 de la, 4 des, 5 de l’.
pub(super) fn of(name: &str, liaison: u8) -> String {
    match liaison {
        1 => format!("d’{name}"),
        2 => format!("du {name}"),
        3 => format!("de la {name}"),
        4 => format!("des {name}"),
        5 => format!("de l’{name}"),
        _ => format!("de {name}"),
    }
}
