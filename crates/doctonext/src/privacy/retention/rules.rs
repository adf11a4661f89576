//! The rules.

use super::{
    Keeping, Rhythm,
    rule::{Act, Rule, rule},
};
use crate::{
    legal_log::Kind,
    privacy::{closing::DAYS_TO_UNDO, export, inactivity::MONTHS_OF_SILENCE},
};

const SECURITY: &str = "Sécurité de votre compte (RGPD, art. 6.1.f et 32).";
const HOST: &str = "Obligation des hébergeurs (LCEN, art. 6\u{202f}; décret 2021-1362). À part, chiffré, sur demande légale seulement.";
const DECISIONS: &str =
    "Obligation de traiter les signalements et les recours (règlement (UE) 2022/2065, art. 16, 17 et 20).";
const SILENCE: &str = "Deux ans sont proportionnés, avec avertissement (recommandations de la CNIL).";

const fn months_of(kind: Kind) -> Keeping {
    Keeping::Months(kind.keeping().as_u32())
}

/// Every rule that is executed, in the order of the pages.
pub(in crate::privacy) const RULES: &[Rule] = &[
    rule(
        "closures_due",
        Act::EraseAccounts,
        Rhythm::Hourly,
        Keeping::Days(DAYS_TO_UNDO),
        [
            "Compte dont vous demandez la suppression",
            "après votre demande, le temps de changer d’avis",
            "Vos données sont effacées. Ce que d’autres doivent pouvoir relire (contrats, factures, conversations) reste au nom de « Compte supprimé ».",
            "Droit à l’effacement (RGPD, art. 17).",
        ],
    ),
    rule(
        "inactive",
        Act::WatchSilence,
        Rhythm::Nightly,
        Keeping::Months(MONTHS_OF_SILENCE),
        [
            "Compte sans activité",
            "après votre dernière visite",
            "Une lettre 30\u{a0}jours avant, une autre 7\u{a0}jours avant, puis la même suppression. Jamais tant qu’un contrat est en cours.",
            SILENCE,
        ],
    ),
    rule(
        "sessions",
        Act::SweepSessions,
        Rhythm::Hourly,
        Keeping::Serves,
        [
            "Sessions (appareils connectés, réseau abrégé)",
            "Jusqu’à leur fin\u{202f}: 7\u{a0}jours sans visite, ou 1\u{a0}jour",
            "Effacées dans l’heure.",
            SECURITY,
        ],
    ),
    rule(
        "access_tokens",
        Act::SweepTokens,
        Rhythm::Nightly,
        Keeping::Days(30),
        [
            "Jetons d’accès par programme\u{202f}: nom, droits, dernier usage",
            "après leur expiration",
            "Effacés. Ceux que vous retirez le sont aussitôt.",
            SECURITY,
        ],
    ),
    rule(
        "api_answers",
        Act::SweepAnswers,
        Rhythm::Hourly,
        Keeping::Days(1),
        [
            "Réponses données à vos programmes, pour ne rien faire deux fois",
            "après la réponse",
            "Effacées.",
            "Service que vous avez demandé (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "imports",
        Act::SweepImports,
        Rhythm::Nightly,
        Keeping::Days(30),
        [
            "Fichiers d’annonces importés, ligne par ligne",
            "après la fin de l’import",
            "Effacés. Restent les annonces et leurs références.",
            "Service que vous avez demandé (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "proofs",
        Act::SweepProofs,
        Rhythm::Hourly,
        Keeping::Serves,
        [
            "Inscriptions non confirmées et liens envoyés par lettre",
            "Tant que le lien est valable\u{202f}: 24\u{a0}heures au plus",
            "Effacés dans l’heure. Rien d’autre n’est gardé d’une adresse qui ne répond pas.",
            "Mesures prises à votre demande (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "tries",
        Act::SweepTries,
        Rhythm::Hourly,
        Keeping::Days(1),
        [
            "Compteurs d’essais de connexion, sans adresse lisible",
            "après le premier essai",
            "Effacés.",
            SECURITY,
        ],
    ),
    rule(
        "devices",
        Act::SweepDevices,
        Rhythm::Nightly,
        Keeping::Months(13),
        [
            "Navigateurs reconnus, pour vous prévenir des nouveaux",
            "après leur dernière connexion",
            "Effacés.",
            SECURITY,
        ],
    ),
    rule(
        "dead_letters",
        Act::EmptyDeadLetters,
        Rhythm::Nightly,
        Keeping::Days(7),
        [
            "Lettres à une adresse sans compte, que sa messagerie a refusées",
            "après leur écriture",
            "L’adresse et le texte sont effacés.",
            "Minimisation (RGPD, art. 5.1.c).",
        ],
    ),
    rule(
        "letters",
        Act::SweepLetters,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Lettres que nous vous écrivons\u{202f}: sujet et date",
            "après leur envoi",
            "Effacées. Leur texte et votre adresse le sont dès qu’elles partent.",
            "Preuve de nos envois (RGPD, art. 6.1.f).",
        ],
    ),
    rule(
        "notifications",
        Act::SweepNotifications,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Notifications du site",
            "après leur création",
            "Effacées.",
            "Service que vous avez demandé (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "listings",
        Act::ForgetListings,
        Rhythm::Nightly,
        Keeping::Months(24),
        [
            "Annonces closes\u{202f}: texte, photos, documents, lieu",
            "après leur fin",
            "Effacés. Restent le type, la profession, le département et les statistiques.",
            "Service que vous avez demandé (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "visit_addresses",
        Act::EmptyVisits,
        Rhythm::Nightly,
        Keeping::Days(30),
        [
            "Visites des annonces\u{202f}: réseau abrégé et navigateur",
            "après la visite",
            "Effacés.",
            "Mesure d’audience sans suivi (CNIL, délibération du 4\u{a0}juillet 2025).",
        ],
    ),
    rule(
        "visits",
        Act::SweepVisits,
        Rhythm::Nightly,
        Keeping::Months(25),
        [
            "Visites des annonces",
            "après la visite",
            "Effacées. Reste leur nombre.",
            "Mesure d’audience sans suivi (CNIL, délibération du 4\u{a0}juillet 2025).",
        ],
    ),
    rule(
        "documents",
        Act::RemoveDocuments,
        Rhythm::Nightly,
        Keeping::Days(30),
        [
            "Pièces envoyées pour la vérification",
            "après notre décision",
            "Le fichier est effacé. La décision et l’empreinte du fichier restent jusqu’à la fin du compte.",
            "Minimisation (RGPD, art. 5.1.c).",
        ],
    ),
    rule(
        "piece_openings",
        Act::SweepOpenings,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Ouvertures des pièces que vous partagez\u{202f}: réseau abrégé et navigateur",
            "après l’ouverture",
            "Effacées.",
            "Vous permettre de savoir qui a lu vos pièces (RGPD, art. 6.1.f).",
        ],
    ),
    rule(
        "piece_shares",
        Act::SweepShares,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Liens de partage de vos pièces",
            "après leur fin ou leur retrait",
            "Effacés.",
            "Service que vous avez demandé (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "exact_readings",
        Act::SweepExactReadings,
        Rhythm::Nightly,
        Keeping::Months(60),
        [
            "Annonces confidentielles\u{202f}: qui en a lu le lieu ou les chiffres exacts, et pourquoi",
            "après la lecture",
            "Effacées.",
            "Preuve pour l’auteur de l’annonce (RGPD, art. 6.1.f\u{202f}; code civil, art. 2224).",
        ],
    ),
    rule(
        "rooms",
        Act::SweepRooms,
        Rhythm::Nightly,
        Keeping::Months(60),
        [
            "Dossiers confidentiels\u{202f}: projet (chiffré), accès, engagement accepté, journal des lectures, lettres d’intention",
            "après la fin de l’accès",
            "Effacés.",
            "Preuve pour les deux parties (RGPD, art. 6.1.f\u{202f}; code civil, art. 2224).",
        ],
    ),
    rule(
        "room_requests",
        Act::SweepRoomRequests,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Demandes d’accès à un dossier confidentiel, sans suite",
            "après leur fin",
            "Effacées, avec le projet et le journal du justificatif.",
            "Mesures prises à votre demande (RGPD, art. 6.1.b).",
        ],
    ),
    rule(
        "room_codes",
        Act::SweepRoomCodes,
        Rhythm::Hourly,
        Keeping::Serves,
        [
            "Codes envoyés pour accepter un engagement, sous forme d’empreinte",
            "Tant que le code est valable\u{202f}: 10\u{a0}minutes",
            "Effacés dans l’heure.",
            SECURITY,
        ],
    ),
    rule(
        "exports",
        Act::ExpireExports,
        Rhythm::Hourly,
        Keeping::Days(export::DAYS),
        [
            "Copie de vos données, chiffrée",
            "après qu’elle est prête",
            "Effacée.",
            "Droit d’accès et à la portabilité (RGPD, art. 15 et 20).",
        ],
    ),
    rule(
        "files",
        Act::RemoveFiles,
        Rhythm::Hourly,
        Keeping::Serves,
        [
            "Fichiers que vous avez retirés",
            "Jusqu’à leur retrait",
            "Effacés du disque dans l’heure.",
            "Droit à l’effacement (RGPD, art. 17).",
        ],
    ),
    rule(
        "audit_log",
        Act::SweepLog,
        Rhythm::Nightly,
        Keeping::Months(36),
        ["Journal des actes sensibles, réseau abrégé", "après l’acte", "Effacé.", SECURITY],
    ),
    rule(
        "notices",
        Act::AnonymiseNotices,
        Rhythm::Nightly,
        Keeping::Months(36),
        [
            "Signalements\u{202f}: contenu, explication, nom et adresse de leur auteur",
            "après leur issue",
            "Rendus anonymes. Restent le motif, l’issue et les dates, pour les chiffres annuels.",
            DECISIONS,
        ],
    ),
    rule(
        "decisions",
        Act::AnonymiseDecisions,
        Rhythm::Nightly,
        Keeping::Months(36),
        [
            "Décisions de modération, leurs motifs et les recours",
            "après la décision, ou la fin de la mesure",
            "Rendus anonymes. Restent la mesure, le fondement, l’issue et les dates, pour les chiffres annuels.",
            DECISIONS,
        ],
    ),
    rule(
        "legal_identity",
        Act::PurgeLegalLog(Kind::Identity),
        Rhythm::Nightly,
        months_of(Kind::Identity),
        ["Registre légal\u{202f}: identité civile", "après la suppression du compte", "Effacée.", HOST],
    ),
    rule(
        "legal_account",
        Act::PurgeLegalLog(Kind::Account),
        Rhythm::Nightly,
        months_of(Kind::Account),
        [
            "Registre légal\u{202f}: ce qui a été déclaré à l’inscription",
            "après la suppression du compte",
            "Effacé.",
            HOST,
        ],
    ),
    rule(
        "legal_connections",
        Act::PurgeLegalLog(Kind::Connection),
        Rhythm::Nightly,
        months_of(Kind::Connection),
        [
            "Registre légal\u{202f}: adresse réseau et heure d’une inscription, d’une publication",
            "après l’acte",
            "Effacées.",
            HOST,
        ],
    ),
    rule(
        "closures",
        Act::SweepClosures,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Demandes de suppression terminées",
            "après leur issue",
            "Effacées.",
            "Preuve que vos droits ont été respectés (RGPD, art. 5.2).",
        ],
    ),
    rule(
        "runs",
        Act::SweepRuns,
        Rhythm::Nightly,
        Keeping::Months(12),
        [
            "Comptes rendus de ces effacements, sans donnée personnelle",
            "après leur exécution",
            "Effacés.",
            "Preuve que ces règles sont appliquées (RGPD, art. 5.2).",
        ],
    ),
];
