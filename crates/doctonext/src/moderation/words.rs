//! The closed lists of moderation: what is reported, why, what is done about it. Pure.

use crate::trades::coded;

/// What a notice or a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SubjectKind {
    /// A listing.
    Listing,
    /// Changes to a listing that wait.
    Revision,
    /// A photograph of a listing.
    Photo,
    /// The public page of a person.
    Profile,
    /// An account as a whole.
    Account,
    /// A message.
    Message,
    /// An article.
    Article,
}

coded!(SubjectKind {
    Listing => "listing", "annonce";
    Revision => "revision", "modification d’annonce";
    Photo => "photo", "photo";
    Profile => "profile", "page de praticien";
    Account => "account", "compte";
    Message => "message", "message";
    Article => "article", "article";
});

impl SubjectKind {
    /// What visitors can report, by the word of the address.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        match slug {
            "annonce" => Some(Self::Listing),
            "photo" => Some(Self::Photo),
            "praticien" => Some(Self::Profile),
            "message" => Some(Self::Message),
            "article" => Some(Self::Article),
            _ => None,
        }
    }

    /// The word of the address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Listing | Self::Revision => "annonce",
            Self::Photo => "photo",
            Self::Profile | Self::Account => "praticien",
            Self::Message => "message",
            Self::Article => "article",
        }
    }

    /// « l’annonce ».
    #[must_use]
    pub const fn with_article(self) -> &'static str {
        match self {
            Self::Listing => "l’annonce",
            Self::Revision => "la modification de l’annonce",
            Self::Photo => "la photo",
            Self::Profile => "la page du praticien",
            Self::Account => "le compte",
            Self::Message => "le message",
            Self::Article => "l’article",
        }
    }
}

/// Why somebody reports something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Sexual abuse of children: nobody has to say who they are (règlement (UE) 2022/2065, art. 16.2.c).
    ChildAbuse,
    /// Hatred, threats, insults.
    Hatred,
    /// A wish that the law forbids.
    Discrimination,
    /// Something about a patient.
    Patient,
    /// Money under false pretences.
    Scam,
    /// Somebody pretends to be somebody, or to practise.
    Impersonation,
    /// What is said is not so.
    Misleading,
    /// It is no longer to be had.
    AlreadyFilled,
    /// The same again and again.
    Duplicate,
    /// An agency that does not say that it is one.
    HiddenAgency,
    /// Private facts or a picture of somebody.
    Privacy,
    /// A picture or text of somebody else.
    Copyright,
    /// Something else that the law or our rules forbid.
    Other,
}

coded!(Reason {
    ChildAbuse => "child_abuse", "Contenu pédopornographique ou abus sexuel sur mineur";
    Hatred => "hatred", "Haine, menaces ou insultes";
    Discrimination => "discrimination", "Discrimination (âge, sexe, origine, famille, santé…)";
    Patient => "patient", "Information sur un patient, secret professionnel";
    Scam => "scam", "Escroquerie, demande d’argent suspecte";
    Impersonation => "impersonation", "Usurpation d’identité ou de titre professionnel";
    Misleading => "misleading", "Annonce fausse ou trompeuse";
    AlreadyFilled => "already_filled", "Annonce déjà pourvue ou périmée";
    Duplicate => "duplicate", "Doublon, publicité ou spam";
    HiddenAgency => "hidden_agency", "Agence ou courtier qui ne le dit pas";
    Privacy => "privacy", "Atteinte à la vie privée, données personnelles";
    Copyright => "copyright", "Droit d’auteur (photo ou texte copié)";
    Other => "other", "Autre contenu illégal ou contraire aux règles";
});

/// What the team does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Nothing is wrong: what waits goes online.
    Approve,
    /// Its author has to change it; what waits stays offline, what is online stays.
    AskChange,
    /// Its page stays, search does not list it.
    ReduceVisibility,
    /// It is taken away.
    Remove,
    /// The account is closed for some days.
    Suspend,
    /// The account is closed for good: proposed by one, put in force by another.
    Ban,
    /// The notice is not followed.
    RefuseNotice,
}

coded!(Action {
    Approve => "approve", "Accepter";
    AskChange => "ask_change", "Demander une modification";
    ReduceVisibility => "reduce_visibility", "Réduire la visibilité";
    Remove => "remove", "Retirer";
    Suspend => "suspend", "Suspendre le compte";
    Ban => "ban", "Bannir le compte";
    RefuseNotice => "refuse_notice", "Ne pas donner suite au signalement";
});

impl Action {
    /// The key that chooses it.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Approve => 'a',
            Self::AskChange => 'm',
            Self::ReduceVisibility => 'v',
            Self::Remove => 'r',
            Self::Suspend => 's',
            Self::Ban => 'b',
            Self::RefuseNotice => 'n',
        }
    }

    /// Whether somebody is told why, and may contest: every act against their content or account.
    #[must_use]
    pub const fn restricts(self) -> bool {
        !matches!(self, Self::Approve | Self::RefuseNotice)
    }

    /// Whether it may be for some days only.
    #[must_use]
    pub const fn has_length(self) -> bool {
        matches!(self, Self::ReduceVisibility | Self::Suspend)
    }

    /// Whether it changes what visitors read of one content.
    #[must_use]
    pub const fn is_of_content(self) -> bool {
        matches!(self, Self::AskChange | Self::ReduceVisibility | Self::Remove)
    }

    /// Whether it strikes the account and not one content.
    #[must_use]
    pub const fn is_of_account(self) -> bool {
        matches!(self, Self::Suspend | Self::Ban)
    }

    /// What was decided, as its author reads it.
    #[must_use]
    pub const fn told(self, subject: SubjectKind) -> &'static str {
        match (self, subject) {
            (Self::Approve, _) => "acceptation",
            (Self::AskChange, _) => "demande de modification",
            (Self::ReduceVisibility, _) => {
                "visibilité réduite\u{202f}: l’annonce n’apparaît plus dans la recherche, sa page reste accessible par son adresse"
            }
            (Self::Remove, SubjectKind::Photo) => "retrait de la photo",
            (Self::Remove, SubjectKind::Profile) => "retrait de la page publique",
            (Self::Remove, _) => "retrait de l’annonce",
            (Self::Suspend, _) => "suspension du compte",
            (Self::Ban, _) => "fermeture du compte (bannissement)",
            (Self::RefuseNotice, _) => "aucune suite donnée au signalement",
        }
    }

    /// What may be decided here. `waits`: it, or a change of it, is not online yet; `is_first`: all of it is not;
    /// `is_noticed`: somebody reported what is online.
    #[must_use]
    pub fn possible(
        subject: SubjectKind,
        (waits, is_first): (bool, bool),
        is_noticed: bool,
        has_owner: bool,
    ) -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|it| match it {
            Self::Approve => waits && !is_noticed,
            Self::RefuseNotice => is_noticed,
            Self::AskChange => matches!(subject, SubjectKind::Listing | SubjectKind::Revision),
            Self::ReduceVisibility => subject == SubjectKind::Listing && !is_first,
            Self::Remove => {
                matches!(subject, SubjectKind::Listing | SubjectKind::Photo | SubjectKind::Profile)
            }
            Self::Suspend | Self::Ban => has_owner,
        })
        .collect()
    }
}

/// Who contests a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// Whose content or account it is.
    Author,
    /// Who reported it.
    Notifier,
}

coded!(Party {
    Author => "author", "auteur";
    Notifier => "notifier", "auteur du signalement";
});

/// What waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Genre {
    /// A listing that nobody read yet.
    Listing,
    /// Changes to a listing.
    Revision,
    /// A notice.
    Notice,
    /// An appeal.
    Appeal,
    /// A ban that needs a second person.
    Ban,
    /// Documents of a person.
    Verification,
}

coded!(Genre {
    Listing => "annonce", "Nouvelle annonce";
    Revision => "modification", "Modifications";
    Notice => "signalement", "Signalement";
    Appeal => "recours", "Recours";
    Ban => "bannissement", "Bannissement à confirmer";
    Verification => "verification", "Vérification";
});
