//! Transfers: when and why a practice is handed over.
use super::super::coded::coded;

/// When a practice becomes free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AvailabilityOption {
    /// Now.
    Immediately,
    /// From a date given beside it.
    OnDate,
    /// By agreement.
    ToDiscuss,
}

coded!(AvailabilityOption {
    Immediately => "immediately", "Immédiate";
    OnDate => "on_date", "À partir du…";
    ToDiscuss => "to_discuss", "À convenir";
});

/// Why a practice is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TransferReason {
    /// The holder retires.
    Retirement,
    /// The holder moves.
    Relocation,
    /// The holder changes trade.
    CareerChange,
    /// The holder’s health.
    Health,
    /// The buyer joins first.
    Association,
    /// The practice is reshaped.
    Reorganisation,
    /// The heirs sell.
    Death,
    /// Any other reason.
    Other,
}

coded!(TransferReason {
    Retirement => "retirement", "Départ à la retraite";
    Relocation => "relocation", "Déménagement";
    CareerChange => "career_change", "Reconversion";
    Health => "health", "Raisons de santé";
    Association => "association", "Association progressive";
    Reorganisation => "reorganisation", "Réorganisation";
    Death => "death", "Décès (ayants droit)";
    Other => "other", "Autre";
});
