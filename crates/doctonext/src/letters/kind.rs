use std::fmt;

/// Which letter: its code is kept, its number is that of the list of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 1: confirm an address.
    ConfirmAddress,
    /// 1, to somebody who has an account already.
    AccountExists,
    /// 2.
    Welcome,
    /// 3.
    ResetPassword,
    /// 3, to an address without account.
    NoAccount,
    /// 4: password, address or second factor changed.
    AccountChanged,
    /// 5.
    NewDevice,
    /// 6: the directory agrees.
    VerificationMatched,
    /// 7: it does not, or knows nobody so.
    VerificationFailed,
    /// 8: documents accepted or refused.
    DocumentDecided,
    /// 9.
    DocumentExpiring,
    /// 10.
    VerificationSuspended,
    /// 11.
    ListingSubmitted,
    /// 12.
    ListingPublished,
    /// 13: not published, or removed.
    ListingDecided,
    /// 14: does it still hold.
    ListingCheckin,
    /// 15.
    ListingExpires,
    /// 16.
    ListingExpired,
    /// 17: figures of the week.
    ListingWeek,
    /// 18: somebody waits for an answer.
    AnswersWaiting,
    /// 43: a notice is received.
    NoticeReceived,
    /// 43: a notice is decided.
    NoticeDecided,
    /// 44: an appeal is received.
    AppealReceived,
    /// 44: an appeal is decided.
    AppealDecided,
    /// 45: a measure that concerns an account.
    AccountSanctioned,
    /// 27: somebody asks to see a room.
    RoomRequested,
    /// 28: granted, not granted, taken back, about to end, over.
    RoomDecided,
    /// 29: a letter of intent, or an answer to one.
    LetterOfIntent,
    /// Six digits that sign.
    ConfirmationCode,
    /// 46: a member of the team looked at the account.
    LookedAt,
    /// 47.
    ExportReady,
    /// 48: deletion asked, undone or done.
    Deletion,
    /// 49.
    Inactivity,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 33] = [
        Self::ConfirmAddress,
        Self::AccountExists,
        Self::Welcome,
        Self::ResetPassword,
        Self::NoAccount,
        Self::AccountChanged,
        Self::NewDevice,
        Self::VerificationMatched,
        Self::VerificationFailed,
        Self::DocumentDecided,
        Self::DocumentExpiring,
        Self::VerificationSuspended,
        Self::ListingSubmitted,
        Self::ListingPublished,
        Self::ListingDecided,
        Self::ListingCheckin,
        Self::ListingExpires,
        Self::ListingExpired,
        Self::ListingWeek,
        Self::NoticeReceived,
        Self::NoticeDecided,
        Self::AppealReceived,
        Self::AppealDecided,
        Self::AccountSanctioned,
        Self::AnswersWaiting,
        Self::RoomRequested,
        Self::RoomDecided,
        Self::LetterOfIntent,
        Self::ConfirmationCode,
        Self::LookedAt,
        Self::ExportReady,
        Self::Deletion,
        Self::Inactivity,
    ];

    /// The word kept in `letters.kind`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ConfirmAddress => "confirm_address",
            Self::AccountExists => "account_exists",
            Self::Welcome => "welcome",
            Self::ResetPassword => "reset_password",
            Self::NoAccount => "no_account",
            Self::AccountChanged => "account_changed",
            Self::NewDevice => "new_device",
            Self::VerificationMatched => "verification_matched",
            Self::VerificationFailed => "verification_failed",
            Self::DocumentDecided => "document_decided",
            Self::DocumentExpiring => "document_expiring",
            Self::VerificationSuspended => "verification_suspended",
            Self::ListingSubmitted => "listing_submitted",
            Self::ListingPublished => "listing_published",
            Self::ListingDecided => "listing_decided",
            Self::ListingCheckin => "listing_checkin",
            Self::ListingExpires => "listing_expires",
            Self::ListingExpired => "listing_expired",
            Self::ListingWeek => "listing_week",
            Self::NoticeReceived => "notice_received",
            Self::NoticeDecided => "notice_decided",
            Self::AppealReceived => "appeal_received",
            Self::AppealDecided => "appeal_decided",
            Self::AccountSanctioned => "account_sanctioned",
            Self::AnswersWaiting => "answers_waiting",
            Self::RoomRequested => "room_requested",
            Self::RoomDecided => "room_decided",
            Self::LetterOfIntent => "letter_of_intent",
            Self::ConfirmationCode => "confirmation_code",
            Self::LookedAt => "looked_at",
            Self::ExportReady => "export_ready",
            Self::Deletion => "deletion",
            Self::Inactivity => "inactivity",
        }
    }

    /// The kind of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// What the team reads: what its letter is about.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ConfirmAddress => "Confirmez votre adresse e-mail",
            Self::AccountExists => "Vous avez déjà un compte",
            Self::Welcome => "Bienvenue sur Doctonext",
            Self::ResetPassword => "Réinitialisez votre mot de passe",
            Self::NoAccount => "Aucun compte à cette adresse",
            Self::AccountChanged => "Votre compte a été modifié",
            Self::NewDevice => "Nouvelle connexion à votre compte",
            Self::VerificationMatched => "Votre inscription est vérifiée",
            Self::VerificationFailed => "Nous n’avons pas pu confirmer votre numéro",
            Self::DocumentDecided => "Décision sur votre pièce",
            Self::DocumentExpiring => "Votre pièce expire bientôt",
            Self::VerificationSuspended => "Vérification suspendue",
            Self::ListingSubmitted => "Votre annonce est en cours de relecture",
            Self::ListingPublished => "Votre annonce est en ligne",
            Self::ListingDecided => "Décision concernant votre annonce",
            Self::ListingCheckin => "Toujours disponible\u{202f}?",
            Self::ListingExpires => "Votre annonce expire bientôt",
            Self::ListingExpired => "Votre annonce a expiré",
            Self::ListingWeek => "Votre annonce cette semaine",
            Self::NoticeReceived => "Votre signalement\u{202f}: reçu",
            Self::NoticeDecided => "Votre signalement\u{202f}: décision",
            Self::AppealReceived => "Votre recours\u{202f}: reçu",
            Self::AppealDecided => "Votre recours\u{202f}: décision",
            Self::AccountSanctioned => "Mesure concernant votre compte",
            Self::AnswersWaiting => "Des confrères attendent votre réponse",
            Self::RoomRequested => "Une demande d’accès au dossier de votre annonce",
            Self::RoomDecided => "Votre accès à un dossier confidentiel",
            Self::LetterOfIntent => "Lettre d’intention",
            Self::ConfirmationCode => "Votre code de confirmation",
            Self::LookedAt => "Un membre de l’équipe a consulté votre compte",
            Self::ExportReady => "Vos données sont prêtes",
            Self::Deletion => "Suppression de votre compte",
            Self::Inactivity => "Votre compte sera supprimé",
        }
    }

    /// « les conseils de bienvenue »: what stops when the letter is switched off; none for letters that people must get.
    #[must_use]
    pub fn can_be_refused(self) -> Option<&'static str> {
        match self {
            Self::Welcome => Some("les conseils pour bien commencer"),
            Self::ListingCheckin => Some("les questions sur la disponibilité de vos annonces"),
            Self::ListingExpires | Self::ListingExpired => Some("les rappels de fin de vos annonces"),
            Self::ListingWeek => Some("les chiffres hebdomadaires de vos annonces"),
            Self::AnswersWaiting => Some("les rappels de messages sans réponse"),
            Self::DocumentExpiring => Some("les rappels avant la fin de vos pièces"),
            _ => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
