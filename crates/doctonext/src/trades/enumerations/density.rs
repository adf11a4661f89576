//! How many practitioners a territory has, and what that allows.
use super::super::coded::{coded, keyed, slugged};

/// Density in three steps, for advice and for map colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DensityZone {
    /// Too few practitioners.
    UnderServed,
    /// Enough practitioners.
    Balanced,
    /// Many practitioners.
    OverServed,
}

coded!(DensityZone {
    UnderServed => "under_served", "Sous-dotée — opportunité";
    Balanced => "balanced", "Intermédiaire";
    OverServed => "over_served", "Très dotée / sur-dotée — saturée";
});

keyed!(DensityZone {
    UnderServed => 1;
    Balanced => 2;
    OverServed => 3;
});

slugged!(DensityZone {
    UnderServed => "sous-dotee";
    Balanced => "intermediaire";
    OverServed => "sur-dotee";
});

impl DensityZone {
    /// « Zone sous-dotée »: in a list of filters.
    #[must_use]
    pub const fn as_filter(self) -> &'static str {
        match self {
            Self::UnderServed => "Zone sous-dotée",
            Self::Balanced => "Zone intermédiaire",
            Self::OverServed => "Zone très dotée",
        }
    }
}

/// The class given to a commune by the official zoning of one profession.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OfficialZone {
    /// The strongest incentives.
    VeryUnderServed,
    /// Incentives.
    UnderServed,
    /// Nearly under-served, a word of the speech therapists’ agreement.
    UnderDense,
    /// Neither.
    Intermediate,
    /// Many practitioners.
    WellServed,
    /// Setting up is limited.
    OverServed,
    /// Setting up may be limited.
    NotPriority,
    /// Doctors: priority.
    Zip,
    /// Doctors: complementary help.
    Zac,
    /// A poor district inside a better served commune.
    Qpv,
    /// A class of the former zoning.
    Watch,
    /// Doctors: help of the region alone.
    Regional,
    /// No class, no help.
    Outside,
    /// Unknown to us.
    Unavailable,
}

coded!(OfficialZone {
    VeryUnderServed => "very_under_served", "Zone très sous-dotée";
    UnderServed => "under_served", "Zone sous-dotée";
    UnderDense => "under_dense", "Zone sous-dense";
    Intermediate => "intermediate", "Zone intermédiaire";
    WellServed => "well_served", "Zone très dotée";
    OverServed => "over_served", "Zone sur-dotée";
    NotPriority => "not_priority", "Zone non prioritaire";
    Zip => "zip", "Zone d’intervention prioritaire (ZIP)";
    Zac => "zac", "Zone d’action complémentaire (ZAC)";
    Qpv => "qpv", "Quartier prioritaire (QPV) classé ZIP / ZAC";
    Watch => "watch", "Zone de vigilance (ZV, ancien zonage)";
    Regional => "regional", "Zone d’accompagnement régional (ZAR)";
    Outside => "outside", "Hors zonage";
    Unavailable => "unavailable", "Non disponible";
});

/// Whether one may set up there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstallationRule {
    /// Freely.
    Free,
    /// Only after a departure.
    OneForOne,
    /// With help.
    Incentive,
    /// Ask the authorities.
    Unknown,
}

coded!(InstallationRule {
    Free => "free", "Installation libre";
    OneForOne => "one_for_one", "1\u{a0}départ = 1\u{a0}installation";
    Incentive => "incentive", "Aides possibles";
    Unknown => "unknown", "À vérifier auprès de la CPAM / de l’ARS";
});
