//! What somebody who is free to replace tells.

use super::replacement::{DATES, DAYS};
use crate::publishing::question::{Kind, Question, Section};

pub(super) const FACTS: &[Section] = &[
    Section { title: "Quand", questions: &[DATES, DAYS] },
    Section {
        title: "Ce que vous souhaitez",
        questions: &[
            Question::offered(
                "retrocession",
                "Part des honoraires souhaitée",
                "",
                Kind::Decimal { least: 0.0, most: 100.0, unit: "%" },
            ),
            Question::offered(
                "minimum_garanti",
                "Minimum garanti souhaité par jour",
                "",
                Kind::Whole { least: 0, most: 10_000, unit: "€" },
            ),
            Question::tick("logement", "Je cherche un logement sur place"),
            Question::tick("garde", "J’accepte les gardes et astreintes"),
            Question::offered("logiciel", "Logiciels que vous connaissez", "", Kind::Line { longest: 80 }),
            Question::offered("modalites", "Autres précisions", "", Kind::Line { longest: 300 }),
        ],
    },
];
