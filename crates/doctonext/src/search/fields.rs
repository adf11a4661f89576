//! The names of the search fields: French in the address bar, English in the API. One table, so that « the same
//! filters » stays true.

/// A field of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Text,
    Type,
    Profession,
    Specialty,
    Region,
    Department,
    Place,
    Commune,
    Radius,
    Bounds,
    From,
    To,
    PriceMin,
    PriceMax,
    WithPrice,
    TurnoverMin,
    TurnoverMax,
    FeeShareMin,
    PracticeType,
    Weekday,
    Housing,
    Secretary,
    Urgent,
    Zone,
    Author,
    Software,
    Time,
    Guaranteed,
    Pictures,
    PublishedWithin,
    Coverage,
    Sort,
    After,
    Limit,
    AsTyped,
    TextBefore,
    PlaceBefore,
    Without,
    WithoutRegion,
    OtherDepartment,
    DepartmentBefore,
}

/// Which names and values an address uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// Pages: `prof=medecin`.
    French,
    /// API: `profession=doctor`.
    English,
}

/// Field, name on pages, name in the API.
const NAMES: [(Field, &str, &str); 41] = [
    (Field::Text, "q", "q"),
    (Field::Type, "type", "type"),
    (Field::Profession, "prof", "profession"),
    (Field::Specialty, "spec", "specialty"),
    (Field::Region, "region", "region"),
    (Field::Department, "dep", "department"),
    (Field::Place, "lieu", "place"),
    (Field::Commune, "commune", "commune"),
    (Field::Radius, "rayon", "radius"),
    (Field::Bounds, "cadre", "bbox"),
    (Field::From, "du", "from"),
    (Field::To, "au", "to"),
    (Field::PriceMin, "prix_min", "price_min"),
    (Field::PriceMax, "prix_max", "price_max"),
    (Field::WithPrice, "avec_prix", "with_price"),
    (Field::TurnoverMin, "ca_min", "turnover_min"),
    (Field::TurnoverMax, "ca_max", "turnover_max"),
    (Field::FeeShareMin, "retro_min", "fee_share_min"),
    (Field::PracticeType, "exercice", "practice_type"),
    (Field::Weekday, "jour", "weekday"),
    (Field::Housing, "logement", "housing"),
    (Field::Secretary, "secretariat", "secretary"),
    (Field::Urgent, "urgent", "urgent"),
    (Field::Zone, "zone", "zone"),
    (Field::Author, "auteur", "author"),
    (Field::Software, "logiciel", "software"),
    (Field::Time, "temps", "activity"),
    (Field::Guaranteed, "minimum_garanti", "guaranteed_minimum"),
    (Field::Pictures, "photos", "with_pictures"),
    (Field::PublishedWithin, "depuis", "published_within"),
    (Field::Coverage, "couverture", "coverage_min"),
    (Field::Sort, "tri", "sort"),
    (Field::After, "apres", "after"),
    (Field::Limit, "par_page", "limit"),
    (Field::AsTyped, "tel-quel", "as_typed"),
    (Field::TextBefore, "lu", "text_before"),
    (Field::PlaceBefore, "lieu-lu", "place_before"),
    (Field::Without, "sauf", "not_in"),
    (Field::WithoutRegion, "sauf-region", "not_in_region"),
    (Field::OtherDepartment, "dep-aussi", "department_also"),
    (Field::DepartmentBefore, "dep-lu", "department_before"),
];

impl Field {
    /// The name in an address.
    pub(super) fn name(self, vocabulary: Vocabulary) -> &'static str {
        let found = NAMES.iter().find(|(field, ..)| *field == self);
        found.map_or("", |(_, french, english)| match vocabulary {
            Vocabulary::French => french,
            Vocabulary::English => english,
        })
    }

    /// The field with this name.
    pub(super) fn named(name: &str, vocabulary: Vocabulary) -> Option<Self> {
        NAMES
            .iter()
            .find(|(_, french, english)| match vocabulary {
                Vocabulary::French => *french == name,
                Vocabulary::English => *english == name,
            })
            .map(|(field, ..)| *field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_name_in_both_vocabularies() {
        for vocabulary in [Vocabulary::French, Vocabulary::English] {
            for (field, ..) in NAMES {
                assert_eq!(Field::named(field.name(vocabulary), vocabulary), Some(field));
            }
        }
    }
}
