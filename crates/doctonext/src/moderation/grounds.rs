//! Why something may not stay: articles of the law, rules of the house. One table, for decisions and for the public page.

/// A ground, with the sentence that a decision starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// Kept with decisions, never changed.
    pub code: &'static str,
    /// The key that chooses it.
    pub key: char,
    /// « Règle 2 », or the article.
    pub reference: &'static str,
    /// What it forbids.
    pub rule: &'static str,
    /// Facts as they mostly are, when nobody writes others.
    pub facts: &'static str,
    /// Law, or rule of the house.
    pub is_law: bool,
}

const fn rule(
    code: &'static str,
    key: char,
    reference: &'static str,
    rule: &'static str,
    facts: &'static str,
) -> Ground {
    Ground { code, key, reference, rule, facts, is_law: false }
}

const fn law(
    code: &'static str,
    key: char,
    reference: &'static str,
    rule: &'static str,
    facts: &'static str,
) -> Ground {
    Ground { code, key, reference, rule, facts, is_law: true }
}

/// All of them: rules by their number, then the law.
pub const GROUNDS: &[Ground] = &[
    rule(
        "r1",
        '1',
        "Règle 1",
        "Une annonce propose ou cherche une cession, un remplacement, une collaboration ou une disponibilité entre professionnels de santé.",
        "Le contenu ne propose ni ne cherche rien de tel.",
    ),
    rule(
        "r2",
        '2',
        "Règle 2",
        "Ce qui est écrit est vrai et ne trompe personne\u{202f}: lieu, dates, prix, conditions, identité.",
        "Des éléments essentiels sont inexacts ou trompeurs.",
    ),
    rule(
        "r3",
        '3',
        "Règle 3",
        "Une annonce pourvue ou périmée est retirée par son auteur.",
        "L’annonce est déjà pourvue ou n’est plus d’actualité.",
    ),
    rule(
        "r4",
        '4',
        "Règle 4",
        "Une offre, une annonce\u{202f}: ni doublon, ni texte ou photo repris d’une autre annonce.",
        "Le texte ou les photos reprennent une autre annonce.",
    ),
    rule(
        "r5",
        '5',
        "Règle 5",
        "Ni publicité, ni coordonnées, ni lien dans les textes\u{202f}; on se parle par la messagerie.",
        "Le texte contient de la publicité, des coordonnées ou un lien.",
    ),
    rule(
        "r6",
        '6',
        "Règle 6",
        "Les photos montrent ce qui est proposé, sans patient ni personne reconnaissable.",
        "La photo ne montre pas ce qui est proposé, ou une personne y est reconnaissable.",
    ),
    rule(
        "r7",
        '7',
        "Règle 7",
        "Une agence, un courtier ou une structure se présente comme tel.",
        "Le compte est celui d’un intermédiaire ou d’une structure qui ne le dit pas.",
    ),
    rule(
        "r8",
        '8',
        "Règle 8",
        "On s’adresse aux autres avec respect\u{202f}: ni insulte, ni harcèlement, ni envoi en masse.",
        "Le comportement ou les propos manquent au respect dû aux autres membres.",
    ),
    rule(
        "r9",
        '9',
        "Règle 9",
        "Une annonce en dit assez pour être comprise\u{202f}: quoi, où, quand, à quelles conditions.",
        "L’annonce n’en dit pas assez pour être comprise.",
    ),
    law(
        "l1",
        'c',
        "Code pénal, art. 227-23",
        "Images et propos pédopornographiques.",
        "Le contenu relève de l’exploitation sexuelle de mineurs.",
    ),
    law(
        "l2",
        'd',
        "Code pénal, art. 225-1 et 225-2\u{202f}; code du travail, art. L.\u{a0}1132-1",
        "Choisir selon l’âge, le sexe, l’origine, la famille, la santé ou un autre critère interdit.",
        "L’offre dépend d’un critère que la loi interdit.",
    ),
    law(
        "l3",
        'e',
        "Code de la santé publique, art. L.\u{a0}1110-4\u{202f}; code pénal, art. 226-13",
        "Révéler ce qui concerne un patient.",
        "Le contenu révèle une information sur un patient.",
    ),
    law(
        "l4",
        'f',
        "Code pénal, art. 433-17\u{202f}; code de la santé publique, art. L.\u{a0}4161-1",
        "Usurper un titre ou exercer illégalement.",
        "Le titre ou le droit d’exercer n’est pas établi.",
    ),
    law(
        "l5",
        'g',
        "Code pénal, art. 313-1",
        "Obtenir de l’argent ou un bien par tromperie.",
        "De l’argent est demandé dans des conditions qui évoquent une escroquerie.",
    ),
    law(
        "l6",
        'h',
        "Loi du 29\u{a0}juillet 1881, art. 24, 29, 32 et 33",
        "Haine, diffamation, injure.",
        "Les propos sont haineux, diffamatoires ou injurieux.",
    ),
    law(
        "l7",
        'i',
        "Code pénal, art. 226-1 et 226-4-1\u{202f}; RGPD, art. 6",
        "Atteinte à la vie privée, usurpation d’identité, données d’autrui.",
        "Des données ou l’identité d’une personne sont publiées sans son accord.",
    ),
    law(
        "l8",
        'j',
        "Code de la propriété intellectuelle, art. L.\u{a0}335-2 et L.\u{a0}335-3",
        "Reprendre l’œuvre d’autrui.",
        "Une photo ou un texte est repris sans l’accord de son auteur.",
    ),
    law(
        "l9",
        'k',
        "Code de la santé publique, art. R.\u{a0}4127-22 et R.\u{a0}4127-23",
        "Partage d’honoraires, compérage.",
        "Les conditions proposées reviennent à un partage d’honoraires ou à un compérage.",
    ),
];

impl Ground {
    /// The ground of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<&'static Self> {
        GROUNDS.iter().find(|it| it.code == code)
    }

    /// Why the content is held to be illegal, or contrary to the rules (art. 17.3.d and e).
    #[must_use]
    pub fn told(&self) -> String {
        if self.is_law {
            format!("{}\u{202f}: {} Le contenu est tenu pour illicite à ce titre.", self.reference, self.rule)
        } else {
            format!(
                "{} de nos règles, acceptées avec les conditions d’utilisation\u{202f}: {}",
                self.reference, self.rule
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::moderation::words::Action;

    #[test]
    fn each_key_of_the_decision_chooses_one_thing() {
        let keys: Vec<char> =
            GROUNDS.iter().map(|it| it.key).chain(Action::ALL.iter().map(|it| it.key())).collect();
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{keys:?}");
        let codes: BTreeSet<_> = GROUNDS.iter().map(|it| it.code).collect();
        assert_eq!(codes.len(), GROUNDS.len());
    }
}
