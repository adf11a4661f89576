//! Collaborations: legal form, time, rooms and patients.
use super::super::coded::{coded, keyed, slugged};

/// The form of a collaboration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CollaborationKind {
    /// Partners in one practice.
    Association,
    /// A looser alliance.
    Partnership,
    /// A place in a group.
    GroupPractice,
    /// Rooms only.
    SharedSpace,
    /// An independent collaborator with patients of their own.
    LiberalCollaboration,
    /// An assistant to the holder.
    Assistant,
    /// Employment.
    Salaried,
}

coded!(CollaborationKind {
    Association => "association", "Association";
    Partnership => "partnership", "Partenariat";
    GroupPractice => "group_practice", "Cabinet de groupe";
    SharedSpace => "shared_space", "Partage de locaux";
    LiberalCollaboration => "liberal_collaboration", "Collaboration libérale (art.\u{a0}18, loi du 2\u{a0}août\u{a0}2005)";
    Assistant => "assistant", "Assistanat / médecin adjoint";
    Salaried => "salaried", "Salariat";
});

/// How long the parties mean to work together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DurationExpectation {
    /// Less than a year.
    ShortTerm,
    /// One to five years.
    LongTerm,
    /// Without an end.
    Permanent,
}

coded!(DurationExpectation {
    ShortTerm => "short_term", "Court terme (<\u{a0}1\u{a0}an)";
    LongTerm => "long_term", "Long terme (1 à 5\u{a0}ans)";
    Permanent => "permanent", "Permanent";
});

/// Share of a working week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActivityDistribution {
    /// Full time.
    FullTime,
    /// Part time.
    PartTime,
}

coded!(ActivityDistribution {
    FullTime => "full_time", "Temps plein";
    PartTime => "part_time", "Temps partiel";
});

keyed!(ActivityDistribution {
    FullTime => 1;
    PartTime => 2;
});

slugged!(ActivityDistribution {
    FullTime => "plein";
    PartTime => "partiel";
});

/// How the rooms are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpaceArrangement {
    /// One room for several.
    SharedOffice,
    /// A room each.
    SeparateOffices,
    /// One room, in turns.
    Rotation,
}

coded!(SpaceArrangement {
    SharedOffice => "shared_office", "Bureau partagé";
    SeparateOffices => "separate_offices", "Bureaux séparés";
    Rotation => "rotation", "Rotation";
});

/// Whose patients they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PatientManagement {
    /// Everybody’s.
    Shared,
    /// Each their own.
    Separate,
    /// Some of both.
    Mixed,
}

coded!(PatientManagement {
    Shared => "shared", "Patientèle partagée";
    Separate => "separate", "Séparée";
    Mixed => "mixed", "Mixte";
});
