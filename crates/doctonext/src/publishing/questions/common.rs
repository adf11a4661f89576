//! What every type asks.

use crate::publishing::question::{Kind, Question, Section, choices};

const TRADE: Question = Question::needed("metier", "Profession et spécialité", "", Kind::Trade);

pub(super) const PLACE: &[Section] = &[Section {
    title: "",
    questions: &[
        TRADE,
        Question::needed("commune", "Commune", "Nom ou code postal.", Kind::Commune),
        Question::offered(
            "adresse",
            "Adresse",
            "Numéro et rue. Elle n’est montrée que si vous le demandez ci-dessous.",
            Kind::Line { longest: 200 },
        ),
        Question::needed(
            "visibilite",
            "Ce que les visiteurs voient du lieu",
            "Confidentielle\u{202f}: une zone d’au moins cinq confrères, des fourchettes au lieu des chiffres, des mois au lieu des jours. Le lieu et les montants exacts restent chiffrés.",
            Kind::One(choices!(Visibility)),
        ),
    ],
}];

pub(super) const PLACE_OF_SOMEBODY: &[Section] = &[Section {
    title: "",
    questions: &[
        TRADE,
        Question::needed(
            "commune",
            "Autour de quelle commune remplacez-vous\u{202f}?",
            "Nom ou code postal.",
            Kind::Commune,
        ),
        Question::needed(
            "mobilite",
            "Jusqu’où vous déplacez-vous\u{202f}?",
            "",
            Kind::Whole { least: 0, most: 2000, unit: "km" },
        ),
    ],
}];

const TITLE: Question = Question::needed(
    "titre",
    "Titre de l’annonce",
    "De 10 à 120\u{a0}caractères. Nous en proposons un\u{202f}: changez-le si vous voulez.",
    Kind::Line { longest: 120 },
);

pub(super) const TEXT: &[Section] = &[Section {
    title: "",
    questions: &[
        TITLE,
        Question::needed(
            "texte",
            "Description",
            "De 40 à 5\u{202f}000\u{a0}caractères. Ne nommez aucun patient\u{202f}; gardez téléphone et e-mail pour la messagerie.",
            Kind::Text { rows: 12, shortest: 40, longest: 5000 },
        ),
    ],
}];

pub(super) const SHORT_TEXT: &[Section] = &[Section {
    title: "",
    questions: &[
        TITLE,
        Question::needed(
            "texte",
            "Description",
            "De 40 à 1\u{202f}000\u{a0}caractères. Ne nommez aucun patient\u{202f}; gardez téléphone et e-mail pour la messagerie.",
            Kind::Text { rows: 8, shortest: 40, longest: 1000 },
        ),
    ],
}];

const READERS: Question =
    Question::tick("verifies_seulement", "Seuls les praticiens vérifiés peuvent me contacter");

const CONFIDENTIAL: Section = Section {
    title: "Si votre annonce est confidentielle",
    questions: &[
        Question::offered(
            "masquer_a",
            "Confrères à qui la cacher",
            "Adresses e-mail ou numéros RPPS, un par ligne. Une fois connectés, ils ne la verront nulle part\u{202f}; vous seul lisez cette liste.",
            Kind::Text { rows: 4, shortest: 0, longest: 4_000 },
        ),
        Question::tick(
            "masquer_associes",
            "La cacher à mes associés\u{202f}: ceux qui exercent dans ma structure ou à mon adresse, d’après l’Annuaire Santé",
        ),
        Question::offered(
            "masquer_communes",
            "Communes dont les praticiens ne la verront pas",
            "Noms ou codes postaux, séparés par des virgules.",
            Kind::Line { longest: 400 },
        ),
        Question::tick(
            "photos_neutres",
            "Mes photos sont neutres\u{202f}: rien n’y fait reconnaître le cabinet. Sans cette case, aucune n’est montrée",
        ),
    ],
};

pub(super) const OPTIONS: &[Section] = &[Section { title: "Options", questions: &[READERS] }, CONFIDENTIAL];

pub(super) const OPTIONS_OF_SOMEBODY: &[Section] = &[OPTIONS_AND_URGENCY];

pub(super) const OPTIONS_WITH_URGENCY: &[Section] = &[OPTIONS_AND_URGENCY, CONFIDENTIAL];

const OPTIONS_AND_URGENCY: Section = Section {
    title: "Options",
    questions: &[
        READERS,
        Question::offered(
            "urgent",
            "Afficher «\u{202f}Urgent\u{202f}»",
            "Gratuit, si le début est dans 7\u{a0}jours au plus.",
            Kind::Tick,
        ),
    ],
};
