//! What somebody who hands over a practice tells.

use crate::publishing::question::{Kind, Question, Section, choices};

pub(super) const FACTS: &[Section] = &[
    Section {
        title: "Le prix et l’activité",
        questions: &[
            Question::needed(
                "chiffre_affaires",
                "Chiffre d’affaires annuel",
                "",
                Kind::Whole { least: 0, most: 50_000_000, unit: "€" },
            ),
            Question::needed(
                "charges",
                "Charges",
                "",
                Kind::Decimal { least: 0.0, most: 100.0, unit: "% du chiffre d’affaires" },
            ),
            Question::either(
                "prix",
                "Prix de cession",
                "0 pour une cession gratuite. Laissez vide si le prix est à discuter.",
                Kind::Whole { least: 0, most: 50_000_000, unit: "€" },
            ),
            Question::tick("prix_a_discuter", "Prix à discuter"),
            Question::offered(
                "actes_semaine",
                "Actes par semaine",
                "",
                Kind::Whole { least: 0, most: 5_000, unit: "actes" },
            ),
            Question::offered(
                "patientele",
                "Patients suivis",
                "",
                Kind::Whole { least: 0, most: 200_000, unit: "patients" },
            ),
            Question::offered("secteur", "Secteur conventionnel", "", Kind::One(choices!(ConventionSector))),
        ],
    },
    Section {
        title: "Le cabinet",
        questions: &[
            Question::needed("type_cabinet", "Mode d’exercice", "", Kind::One(choices!(PracticeType))),
            Question::offered("local", "Local", "", Kind::One(choices!(Premises))),
            Question::offered("salaries", "Salariés", "", Kind::Whole { least: 0, most: 500, unit: "" }),
            Question::offered("logiciel", "Logiciel utilisé", "", Kind::Line { longest: 80 }),
            Question::tick("materiel", "Matériel compris dans la cession"),
        ],
    },
    Section {
        title: "La transmission",
        questions: &[
            Question::needed("disponible", "Disponibilité", "", Kind::One(choices!(AvailabilityOption))),
            Question::offered(
                "disponible_le",
                "Date de disponibilité",
                "Si vous avez choisi «\u{202f}À partir du\u{202f}».",
                Kind::Day,
            ),
            Question::needed("motif_cession", "Motif", "", Kind::One(choices!(TransferReason))),
            Question::offered("motif_precise", "Précisions sur le motif", "", Kind::Line { longest: 300 }),
            Question::tick("accompagnement", "J’accompagne mon successeur"),
            Question::offered(
                "accompagnement_mois",
                "Durée de l’accompagnement",
                "",
                Kind::Whole { least: 0, most: 60, unit: "mois" },
            ),
        ],
    },
];
