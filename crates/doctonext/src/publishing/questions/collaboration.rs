//! What somebody who looks for a colleague tells.

use crate::publishing::question::{Kind, Question, Section, choices};

pub(super) const FACTS: &[Section] = &[
    Section {
        title: "Le projet",
        questions: &[
            Question::needed("forme", "Forme", "", Kind::One(choices!(CollaborationKind))),
            Question::needed("duree", "Durée envisagée", "", Kind::One(choices!(DurationExpectation))),
            Question::needed("temps", "Temps de travail", "", Kind::One(choices!(ActivityDistribution))),
            Question::offered("jours_precises", "Jours ou horaires", "", Kind::Line { longest: 200 }),
            Question::offered("type_cabinet", "Mode d’exercice", "", Kind::One(choices!(PracticeType))),
            Question::offered("locaux", "Locaux", "", Kind::One(choices!(SpaceArrangement))),
            Question::needed("patients", "Patientèle", "", Kind::One(choices!(PatientManagement))),
        ],
    },
    Section {
        title: "Les conditions",
        questions: &[
            Question::either(
                "redevance",
                "Redevance, en part des honoraires",
                "Cette part ou un montant par mois\u{202f}: l’un des deux est nécessaire (0 s’il n’y en a pas). La redevance est soumise à la TVA, sauf franchise.",
                Kind::Decimal { least: 0.0, most: 100.0, unit: "%" },
            ),
            Question::either(
                "redevance_mois",
                "Redevance fixe",
                "",
                Kind::Whole { least: 0, most: 100_000, unit: "€ par mois" },
            ),
            Question::offered(
                "remuneration",
                "Rémunération",
                "Pour un salarié ou un assistant.",
                Kind::Line { longest: 200 },
            ),
            Question::tick("investissement", "Un investissement est demandé"),
            Question::offered(
                "investissement_montant",
                "Montant de l’investissement",
                "",
                Kind::Line { longest: 80 },
            ),
        ],
    },
    Section {
        title: "Le profil recherché",
        questions: &[
            Question::offered(
                "specialites",
                "Spécialités ou compétences recherchées",
                "Séparées par des virgules.",
                Kind::Line { longest: 200 },
            ),
            Question::offered("experience", "Expérience", "", Kind::Line { longest: 200 }),
            Question::offered("esprit", "Esprit du projet", "", Kind::Line { longest: 300 }),
        ],
    },
];
