//! The acts of the log in French, as what follows a name: « Ada a changé de mot de passe ».

/// Every act that the program writes into the log.
pub(super) const ACTS: &[(&str, &str)] = &[
    ("access.token_made", "a créé un jeton d’accès par programme"),
    ("access.token_revoked", "a retiré un jeton d’accès par programme"),
    ("account.address_changed", "a changé d’adresse e-mail"),
    ("account.consulted", "a ouvert la fiche d’une personne"),
    ("account.first_admin_made", "a nommé le premier administrateur"),
    ("account.identity_linked", "a relié un compte d’un autre fournisseur"),
    ("account.identity_unlinked", "a détaché un compte d’un autre fournisseur"),
    ("account.look_ended", "a fini de regarder un compte"),
    ("account.looked_at", "a commencé à regarder un compte"),
    ("account.made", "a créé son compte"),
    ("account.own_session_ended", "a déconnecté un de ses appareils"),
    ("account.own_sessions_ended", "a déconnecté ses autres appareils"),
    ("account.passkey_added", "a ajouté une clé d’accès"),
    ("account.passkey_refused", "a refusé une clé d’accès qui semble copiée"),
    ("account.passkey_removed", "a retiré une clé d’accès"),
    ("account.password_changed", "a changé de mot de passe"),
    ("account.recovery_code_used", "s’est servi d’un code de récupération"),
    ("account.recovery_codes_renewed", "a renouvelé ses codes de récupération"),
    ("account.role_changed", "a changé un rôle"),
    ("account.second_factor_refused", "a refusé un second facteur"),
    ("account.second_factor_reset", "a retiré la double authentification d’une personne"),
    ("account.sessions_ended", "a déconnecté une personne"),
    ("account.signed_in", "s’est connecté"),
    ("account.totp_added", "a ajouté une application d’authentification"),
    ("account.totp_removed", "a retiré son application d’authentification"),
    ("jobs.replayed", "a relancé des travaux"),
    ("listing.exact_revealed", "a consulté le lieu et les chiffres d’une annonce confidentielle"),
    ("moderation.appeal_reversed", "a annulé une décision après un recours"),
    ("moderation.appeal_upheld", "a confirmé une décision après un recours"),
    ("moderation.approved", "a accepté un contenu après relecture"),
    ("moderation.authorities_told", "a signalé un contenu aux autorités"),
    ("moderation.ban_confirmed", "a confirmé un bannissement"),
    ("moderation.ban_declined", "a écarté un bannissement"),
    ("moderation.ban_proposed", "a proposé un bannissement"),
    ("moderation.change_asked", "a demandé une modification"),
    ("moderation.letter_read", "a lu une lettre d’intention signalée"),
    ("moderation.kind_set", "a changé la mention affichée d’un auteur"),
    ("moderation.measure_ended", "a mis fin à une mesure dont la durée est écoulée"),
    ("moderation.notice_refused", "n’a pas donné suite à un signalement"),
    ("moderation.removed", "a retiré un contenu"),
    ("moderation.rules_activated", "a activé des règles automatiques"),
    ("moderation.rules_tried", "a essayé des règles automatiques"),
    ("moderation.rules_written", "a écrit des règles automatiques"),
    ("moderation.suspended", "a suspendu un compte"),
    ("moderation.visibility_reduced", "a réduit la visibilité d’une annonce"),
    ("pricing.price_activated", "a mis en vigueur un prix"),
    ("pricing.price_proposed", "a proposé un prix"),
    ("pricing.price_refused", "a refusé un prix"),
    ("pricing.price_withdrawn", "a annulé un prix avant son premier jour"),
    ("verification.accepted", "a accepté un dossier de vérification"),
    ("verification.declared", "a déclaré un numéro professionnel"),
    ("verification.psc_proved", "a prouvé son identité avec Pro Santé Connect"),
    ("verification.psc_to_review", "a utilisé Pro Santé Connect, à examiner"),
    ("verification.number_revealed", "a révélé un numéro professionnel"),
    ("verification.piece_seen", "a consulté une pièce"),
    ("verification.refused", "a refusé un dossier de vérification"),
    ("verification.suspended", "a suspendu une vérification"),
    ("zoning.file_activated", "a mis en vigueur un fichier de zonage"),
    ("zoning.file_imported", "a importé un fichier de zonage"),
    ("zoning.file_proposed", "a envoyé un fichier de zonage"),
    ("zoning.file_refused", "a refusé un fichier de zonage"),
    ("zoning.rule_activated", "a mis en vigueur une règle d’installation"),
    ("zoning.rule_proposed", "a proposé une règle d’installation"),
    ("zoning.rule_refused", "a refusé une règle d’installation"),
    ("legal.log_read", "a lu le registre légal"),
    ("privacy.account_erased", "a effacé un compte"),
    ("privacy.deletion_asked", "a demandé la suppression de son compte"),
    ("privacy.deletion_undone", "a annulé la suppression de son compte"),
    ("privacy.export_asked", "a demandé une copie de ses données"),
    ("privacy.export_fetched", "a téléchargé la copie de ses données"),
];

/// What a line of the log says.
pub(super) fn in_french(action: &str) -> &'static str {
    ACTS.iter().find(|(code, _)| *code == action).map_or("a agi", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::ACTS;

    /// Codes of acts in the sources: in files that write into the log, literals such as `"account.made"`; elsewhere those
    /// of a domain that is known.
    fn written(folder: &Path, found: &mut BTreeSet<String>) {
        let known = |act: &str| ACTS.iter().any(|(code, _)| code.split('.').next() == act.split('.').next());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_test = path.ends_with("tests") || path.ends_with("tests.rs") || path.ends_with("acts.rs");
            if path.is_dir() && !is_test {
                written(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") && !is_test {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let literals = code.split('"').skip(1).step_by(2).filter(|it| looks_like_an_act(it));
                found.extend(
                    literals.filter(|it| code.contains("audit::Entry") || known(it)).map(str::to_owned),
                );
            }
        }
    }

    fn looks_like_an_act(literal: &str) -> bool {
        let plain = |it: &str| !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        literal.split_once('.').is_some_and(|(domain, act)| {
            plain(domain) && plain(act) && !act.ends_with("html") && act != "json"
        })
    }

    #[test]
    fn every_act_of_the_log_is_said_in_french() {
        let mut found = BTreeSet::new();
        written(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);

        let told: BTreeSet<String> = ACTS.iter().map(|(code, _)| (*code).to_owned()).collect();
        assert_eq!(found, told);
    }
}
