//! What somebody who is to be replaced tells.

use crate::publishing::question::{Kind, Question, Section, choices};

pub(super) const DATES: Question = Question::needed(
    "periodes",
    "Périodes",
    "Du premier au dernier jour inclus. Plusieurs périodes sont possibles.",
    Kind::Periods,
);

pub(super) const DAYS: Question = Question::needed(
    "jours",
    "Jours travaillés",
    "Pour un remplacement régulier, cochez les jours fixes.",
    Kind::Some(choices!(Weekday)),
);

pub(super) const FACTS: &[Section] = &[
    Section {
        title: "Quand",
        questions: &[
            DATES,
            DAYS,
            Question::offered(
                "horaires",
                "Horaires",
                "Par exemple\u{202f}: 8\u{a0}h\u{a0}30 – 12\u{a0}h, 14\u{a0}h – 18\u{a0}h.",
                Kind::Line { longest: 120 },
            ),
            Question::offered("type_remplacement", "Type", "", Kind::One(replacement_types)),
            Question::offered("motif", "Motif", "", Kind::One(choices!(ReplacementReason))),
        ],
    },
    Section {
        title: "Rémunération",
        questions: &[
            Question::either(
                "retrocession",
                "Part des honoraires reversée au remplaçant",
                "Cette part, ou un montant fixe par jour\u{202f}: l’un des deux est nécessaire.",
                Kind::Decimal { least: 0.0, most: 100.0, unit: "%" },
            ),
            Question::either(
                "forfait",
                "Montant fixe par jour",
                "",
                Kind::Whole { least: 0, most: 10_000, unit: "€" },
            ),
            Question::offered(
                "actes_jour",
                "Actes par jour, en moyenne",
                "",
                Kind::Whole { least: 0, most: 300, unit: "actes" },
            ),
            Question::offered(
                "honoraires_acte",
                "Honoraires par acte, en moyenne",
                "",
                Kind::Decimal { least: 0.0, most: 10_000.0, unit: "€" },
            ),
            Question::offered(
                "minimum_garanti",
                "Minimum garanti par jour",
                "Ce que le remplaçant touche quelle que soit l’activité.",
                Kind::Whole { least: 0, most: 10_000, unit: "€" },
            ),
        ],
    },
    Section {
        title: "Sur place",
        questions: &[
            Question::tick("logement", "Logement proposé"),
            Question::tick("secretariat", "Secrétariat"),
            Question::tick("transport", "Aide au transport"),
            Question::tick("garde", "Garde ou astreinte comprise"),
            Question::tick("etudiants", "Étudiants avec licence bienvenus"),
            Question::offered("logiciel", "Logiciel utilisé", "", Kind::Line { longest: 80 }),
            Question::offered(
                "visites",
                "Visites à domicile",
                "",
                Kind::Whole { least: 0, most: 100, unit: "% des actes" },
            ),
            Question::offered("modalites", "Autres modalités", "", Kind::Line { longest: 300 }),
        ],
    },
];

/// « Urgent » is computed from the dates, nobody chooses it.
fn replacement_types() -> Vec<(&'static str, &'static str)> {
    use crate::trades::ReplacementType;
    let chosen = ReplacementType::ALL.iter().filter(|it| **it != ReplacementType::Emergency);
    chosen.map(|it| (it.code(), it.label())).collect()
}
