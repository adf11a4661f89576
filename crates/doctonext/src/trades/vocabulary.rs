//! The field's abbreviations and ways of speaking, for the analyser of text.

/// Pairs of what people write and the plain words it stands for. Either side may be several words; case and
/// accents do not matter. Only forms with one clear meaning stand here: names that are merely related
/// ("cardiologue" and its specialty) are indexed with the listing instead, as synonyms of the specialty.
static FIELD: &[(&str, &str)] = &[
    ("MG", "médecin généraliste"),
    ("médecine générale", "médecin généraliste"),
    ("omnipraticien", "généraliste"),
    ("médecin de famille", "médecin généraliste"),
    ("médecin traitant", "médecin généraliste"),
    ("dentiste", "chirurgien dentiste"),
    ("chir dent", "chirurgien dentiste"),
    ("ODF", "orthodontiste"),
    ("orthodontie", "orthodontiste"),
    ("sage femme", "maïeuticien"),
    ("sages femmes", "maïeuticien"),
    ("SF", "maïeuticien"),
    ("pharmacie", "pharmacien officine"),
    ("IDEL", "infirmier libéral"),
    ("IDE", "infirmier"),
    ("IPA", "infirmier pratique avancée"),
    ("kiné", "kinésithérapeute"),
    ("MK", "kinésithérapeute"),
    ("MKDE", "kinésithérapeute"),
    ("physiothérapeute", "kinésithérapeute"),
    ("kinésithérapie", "kinésithérapeute"),
    ("pédicure", "podologue"),
    ("podologie", "podologue"),
    ("ortho", "orthophoniste"),
    ("ortho", "orthodontiste"),
    ("orthophonie", "orthophoniste"),
    ("psy", "psychologue"),
    ("psy", "psychiatre"),
    ("ergo", "ergothérapeute"),
    ("ostéo", "ostéopathe"),
    ("chiro", "chiropracteur"),
    ("manip radio", "manipulateur électroradiologie"),
    ("MERM", "manipulateur électroradiologie"),
    ("dermato", "dermatologue"),
    ("gynéco", "gynécologue"),
    ("cardio", "cardiologue"),
    ("ophtalmo", "ophtalmologue"),
    ("gastro", "gastro-entérologue"),
    ("pneumo", "pneumologue"),
    ("rhumato", "rhumatologue"),
    ("MSP", "maison de santé"),
    ("SCM", "société civile de moyens"),
    ("SEL", "société exercice libéral"),
    ("CDS", "centre de santé"),
    ("rempla", "remplacement"),
    ("remplas", "remplacement"),
    ("collab", "collaboration"),
    ("remplaçant", "remplacement"),
    ("clientèle", "patientèle"),
    ("RDV", "rendez-vous"),
    ("idf", "île-de-france"),
    ("paca", "provence-alpes-côte d’azur"),
];

/// Every field synonym, as (what people write, what it stands for). A form that appears twice has two meanings.
#[must_use]
pub fn field_synonyms() -> &'static [(&'static str, &'static str)] {
    FIELD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_stands_for_itself() {
        for (form, meaning) in field_synonyms() {
            assert_ne!(form, meaning);
            assert!(!form.trim().is_empty() && !meaning.trim().is_empty());
        }
    }

    #[test]
    fn no_pair_is_written_twice() {
        let mut pairs = field_synonyms().to_vec();
        pairs.sort_unstable();
        pairs.dedup();

        assert_eq!(pairs.len(), field_synonyms().len());
    }
}
