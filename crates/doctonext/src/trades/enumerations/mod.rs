//! Closed lists: each value has a code for machines and a French label for people.
mod accounts;
mod collaboration;
mod contracts;
mod density;
mod lifecycle;
mod listing;
mod practice;
mod replacement;
mod signals;
#[cfg(test)]
mod tests;
mod transfer;
mod week;

pub use accounts::{AuthorGroup, AuthorKind, DocumentKind, TrustLevel, VerificationStatus};
pub use collaboration::{
    ActivityDistribution, CollaborationKind, DurationExpectation, PatientManagement, SpaceArrangement,
};
pub use contracts::{ContractStatus, ContractType};
pub use density::{DensityZone, InstallationRule, OfficialZone};
pub use lifecycle::{ApplicationStatus, ClosingReason, ListingStatus};
pub use listing::{ListingType, Visibility};
pub use practice::{ConventionSector, PracticeType, Premises};
pub use replacement::{ReplacementReason, ReplacementType};
pub use signals::{AlertFrequency, BlogCategory, ReportReason};
pub use transfer::{AvailabilityOption, TransferReason};
pub use week::{HalfDay, Weekday};
