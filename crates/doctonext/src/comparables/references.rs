//! What others published about prices, for where too few asked here. Figures with their source and date, never mixed with ours.

/// A figure of somebody else's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reference {
    profession: &'static str,
    /// Code of the specialty that it is about; none for the whole profession.
    specialty: Option<&'static str>,
    /// In French, with source and date.
    pub(super) words: &'static str,
}

const REFERENCES: [Reference; 3] = [
    Reference {
        profession: "dentist",
        specialty: None,
        words: "Cabinets dentaires\u{202f}: 47\u{202f}% du chiffre d’affaires en moyenne, et entre 27 et 65\u{202f}% pour six \
                cessions sur dix (cessions de 2021 et 2022, Interfimo, juin 2023).",
    },
    Reference {
        profession: "doctor",
        specialty: Some("medecine_generale"),
        words: "Médecine générale\u{202f}: 32\u{202f}% du chiffre d’affaires (Interfimo, cité par Le Quotidien du médecin, \
                étude plus ancienne)\u{202f}; 30 à 50\u{202f}% selon Numbr.",
    },
    Reference {
        profession: "doctor",
        specialty: None,
        words: "Médecins généralistes\u{202f}: 32\u{202f}% du chiffre d’affaires\u{202f}; chirurgiens\u{202f}: 51\u{202f}% \
                (Interfimo, cité par Le Quotidien du médecin, étude plus ancienne).",
    },
];

/// The one that is about a specialty, else about its profession.
pub(super) fn reference(profession: &str, specialty: Option<&str>) -> Option<&'static Reference> {
    let of = |wanted: Option<&str>| {
        REFERENCES.iter().find(|it| it.profession == profession && it.specialty == wanted)
    };
    match specialty {
        Some(_) => of(specialty),
        None => of(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trades::{Profession, Specialty};

    #[test]
    fn each_reference_is_about_a_trade_of_ours() {
        for it in &REFERENCES {
            let profession = Profession::from_code(it.profession).unwrap();
            assert!(
                it.specialty.is_none_or(|code| Specialty::from_code(profession.code, code).is_some()),
                "{it:?}"
            );
        }
    }

    #[test]
    fn a_specialty_is_not_told_the_figures_of_another() {
        assert!(reference("doctor", Some("medecine_generale")).unwrap().words.contains("générale"));
        assert_eq!(reference("doctor", Some("dermatologie")), None);
        assert!(reference("doctor", None).is_some());
        assert_eq!(reference("midwife", None), None);
    }
}
