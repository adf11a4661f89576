//! Contracts between two professionals.
use super::super::coded::coded;

/// What a contract settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContractType {
    /// A replacement.
    Replacement,
    /// A transfer.
    Transfer,
    /// An independent collaboration.
    Collaboration,
    /// A change to a signed contract.
    Amendment,
    /// Secrecy before figures are shown.
    Nda,
}

coded!(ContractType {
    Replacement => "replacement", "Contrat de remplacement";
    Transfer => "transfer", "Contrat de cession (présentation de patientèle)";
    Collaboration => "collaboration", "Contrat de collaboration libérale";
    Amendment => "amendment", "Avenant";
    Nda => "nda", "Engagement de confidentialité";
});

/// Where a contract stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContractStatus {
    /// Being written.
    Draft,
    /// Written, not paid.
    AwaitingPayment,
    /// May be sent.
    Ready,
    /// Nobody has signed.
    Pending,
    /// One has signed.
    PartiallySigned,
    /// Both have signed.
    Signed,
    /// The council has it.
    Transmitted,
    /// Its term has come.
    Closed,
    /// A party said no.
    Declined,
    /// Given up.
    Cancelled,
    /// Not signed in time.
    Expired,
    /// Replaced in part.
    Amended,
}

coded!(ContractStatus {
    Draft => "draft", "Brouillon";
    AwaitingPayment => "awaiting_payment", "À payer";
    Ready => "ready", "Prêt";
    Pending => "pending", "Envoyé pour signature";
    PartiallySigned => "partially_signed", "Signé par une partie";
    Signed => "signed", "Signé";
    Transmitted => "transmitted", "Transmis à l’Ordre";
    Closed => "closed", "Terminé";
    Declined => "declined", "Refusé";
    Cancelled => "cancelled", "Annulé";
    Expired => "expired", "Expiré";
    Amended => "amended", "Modifié par avenant";
});
