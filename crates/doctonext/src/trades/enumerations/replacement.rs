//! Replacements: their rhythm and why they are needed.
use super::super::coded::coded;

/// The rhythm of a replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReplacementType {
    /// A few days.
    Temporary,
    /// Weeks or months.
    LongTerm,
    /// Weekends and shifts on call.
    Weekend,
    /// The same days each week.
    Regular,
    /// Begins within seven days: computed, never chosen.
    Emergency,
}

coded!(ReplacementType {
    Temporary => "temporary", "Ponctuel";
    LongTerm => "long_term", "Longue durée";
    Weekend => "weekend", "Week-end / garde";
    Regular => "regular", "Régulier (jours fixes)";
    Emergency => "emergency", "Urgent (≤\u{a0}7\u{a0}jours)";
});

/// Why a practitioner is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReplacementReason {
    /// Time off.
    Holiday,
    /// Illness.
    Sick,
    /// A child arrives.
    Maternity,
    /// Training.
    Training,
    /// A mandate or union work.
    Union,
    /// A family event.
    Bereavement,
    /// Any other reason.
    Other,
}

coded!(ReplacementReason {
    Holiday => "holiday", "Congés";
    Sick => "sick", "Maladie";
    Maternity => "maternity", "Maternité / paternité / adoption";
    Training => "training", "Formation";
    Union => "union", "Mandat / activité syndicale";
    Bereavement => "bereavement", "Événement familial";
    Other => "other", "Autre motif";
});
