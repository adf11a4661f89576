//! What the law has us keep.

/// Something that the law has us keep, whoever leaves.
pub(in crate::privacy) struct Kept {
    pub(in crate::privacy) what: &'static str,
    pub(in crate::privacy) how_long: &'static str,
    pub(in crate::privacy) basis: &'static str,
}

/// What no rule removes yet: nothing of it is old enough.
pub(in crate::privacy) const KEPT: &[Kept] = &[
    Kept {
        what: "Pièces de votre coffre",
        how_long: "Tant que vous les gardez\u{202f}; effacées avec votre compte",
        basis: "Service que vous avez demandé (RGPD, art. 6.1.b).",
    },
    Kept {
        what: "Contrats signés",
        how_long: "Leur durée, puis 5\u{a0}ans\u{202f}; 10\u{a0}ans pour les pièces comptables",
        basis: "Code civil, art. 2224\u{202f}; code de commerce, art. L.\u{a0}123-22.",
    },
    Kept {
        what: "Factures et abonnements",
        how_long: "10\u{a0}ans",
        basis: "Code de commerce, art. L.\u{a0}123-22.",
    },
    Kept {
        what: "Conversations",
        how_long: "Tant que l’autre personne a son compte",
        basis: "Une conversation appartient aux deux personnes (RGPD, art. 6.1.f). Votre nom n’y figure plus.",
    },
];
