//! Who writes on the site and how far we can vouch for them.
use super::super::coded::{coded, keyed, slugged};

/// Who the author of a listing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AuthorKind {
    /// A health professional.
    Practitioner,
    /// Still in training.
    Student,
    /// A clinic, a centre, a company.
    Organisation,
    /// A commune or a territorial community.
    PublicBody,
    /// An intermediary.
    Agency,
}

coded!(AuthorKind {
    Practitioner => "practitioner", "Praticien";
    Student => "student", "Étudiant / interne";
    Organisation => "organisation", "Structure de santé";
    PublicBody => "public_body", "Collectivité / CPTS";
    Agency => "agency", "Agence ou courtier";
});

impl AuthorKind {
    /// What stands on every listing of theirs (code de la consommation, art. L. 111-7: the quality of the advertiser).
    #[must_use]
    pub const fn shown(self, is_verified: bool) -> &'static str {
        match (self, is_verified) {
            (Self::Practitioner, true) => "Praticien vérifié",
            (Self::Student, true) => "Étudiant ou interne vérifié",
            (Self::Organisation, _) => "Organisation (structure de santé)",
            (Self::PublicBody, _) => "Organisation (collectivité, CPTS)",
            (other, _) => other.label(),
        }
    }
}

/// Authors of listings as a search tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AuthorGroup {
    /// Health professionals, in training or not.
    Practitioner,
    /// Clinics, centres, communes and territorial communities.
    Organisation,
    /// Intermediaries.
    Agency,
}

coded!(AuthorGroup {
    Practitioner => "practitioner", "Praticien";
    Organisation => "organisation", "Structure ou collectivité";
    Agency => "agency", "Agence ou courtier";
});

keyed!(AuthorGroup {
    Practitioner => 1;
    Organisation => 2;
    Agency => 3;
});

slugged!(AuthorGroup {
    Practitioner => "praticien";
    Organisation => "structure";
    Agency => "agence";
});

impl From<AuthorKind> for AuthorGroup {
    fn from(kind: AuthorKind) -> Self {
        match kind {
            AuthorKind::Practitioner | AuthorKind::Student => Self::Practitioner,
            AuthorKind::Organisation | AuthorKind::PublicBody => Self::Organisation,
            AuthorKind::Agency => Self::Agency,
        }
    }
}

/// How far an identity has been checked; a higher level includes the lower ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrustLevel {
    /// The e-mail address answered.
    Address,
    /// A professional number was given.
    Declared,
    /// The national directory agrees.
    Directory,
    /// The person is proved.
    Identity,
}

coded!(TrustLevel {
    Address => "0", "Adresse vérifiée";
    Declared => "1", "Numéro déclaré";
    Directory => "2", "Inscription vérifiée (Annuaire Santé)";
    Identity => "3", "Identité prouvée (Pro Santé Connect ou pièce)";
});

keyed!(TrustLevel {
    Address => 0;
    Declared => 1;
    Directory => 2;
    Identity => 3;
});

/// Where the checking of a professional stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum VerificationStatus {
    /// Nothing given yet.
    None,
    /// A number was given.
    Declared,
    /// The directory is being asked.
    Checking,
    /// The directory agrees.
    Matched,
    /// The directory says otherwise.
    Mismatch,
    /// The directory knows nobody so.
    NotFound,
    /// A person looks at it.
    Review,
    /// Strongly proved.
    Proved,
    /// Withdrawn for now.
    Suspended,
    /// Turned down.
    Refused,
}

coded!(VerificationStatus {
    None => "none", "Non vérifié";
    Declared => "declared", "Déclaré";
    Checking => "checking", "Vérification en cours";
    Matched => "matched", "Vérifié";
    Mismatch => "mismatch", "Incohérence";
    NotFound => "not_found", "Introuvable";
    Review => "review", "Contrôle manuel";
    Proved => "proved", "Identité prouvée";
    Suspended => "suspended", "Suspendu";
    Refused => "refused", "Refusé";
});

/// A document that a professional may deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// Professional insurance.
    Rcp,
    /// Registration with the council.
    CouncilRegistration,
    /// A student’s right to replace.
    ReplacementLicence,
    /// The council’s leave to be replaced.
    ReplacementAuthorisation,
    /// A diploma.
    Diploma,
    /// A proof of identity.
    Id,
    /// Social contributions are paid.
    Urssaf,
    /// Past work.
    Cv,
    /// Income of an independent.
    Tax2035,
    /// Activity seen by health insurance.
    Snir,
    /// The lease.
    Lease,
    /// The inventory of equipment.
    Inventory,
    /// Anything else.
    Other,
}

coded!(DocumentKind {
    Rcp => "rcp", "Attestation RCP";
    CouncilRegistration => "council_registration", "Attestation d’inscription à l’Ordre";
    ReplacementLicence => "replacement_licence", "Licence de remplacement";
    ReplacementAuthorisation => "replacement_authorisation", "Autorisation de remplacement";
    Diploma => "diploma", "Diplôme";
    Id => "id", "Pièce d’identité";
    Urssaf => "urssaf", "Attestation URSSAF";
    Cv => "cv", "CV";
    Tax2035 => "tax_2035", "Déclaration 2035";
    Snir => "snir", "Relevé SNIR";
    Lease => "lease", "Bail";
    Inventory => "inventory", "Inventaire";
    Other => "other", "Autre";
});
