//! What a listing is and how precisely it shows its place.
use super::super::coded::{coded, keyed, slugged};

/// What a listing offers or seeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ListingType {
    /// A practice to hand over.
    Transfer,
    /// Someone to stand in is sought.
    Replacement,
    /// A partner to practise with is sought.
    Collaboration,
    /// Someone offers to stand in.
    Availability,
}

coded!(ListingType {
    Transfer => "transfer", "Cession";
    Replacement => "replacement", "Remplacement";
    Collaboration => "collaboration", "Collaboration";
    Availability => "availability", "Disponibilité";
});

keyed!(ListingType {
    Transfer => 1;
    Replacement => 2;
    Collaboration => 3;
    Availability => 4;
});

slugged!(ListingType {
    Transfer => "cession";
    Replacement => "remplacement";
    Collaboration => "collaboration";
    Availability => "disponibilite";
});

/// How precisely the public sees the place of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// The owner made the address public.
    Exact,
    /// The centre of the commune: the default.
    Commune,
    /// The department only, no point at all.
    Area,
}

coded!(Visibility {
    Exact => "exact", "Adresse exacte";
    Commune => "commune", "Commune";
    Area => "area", "Confidentielle (zone élargie)";
});
