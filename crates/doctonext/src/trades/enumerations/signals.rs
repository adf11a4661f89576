//! What users ask to be told, what they report, what we publish.
use super::super::coded::{coded, slugged};

/// How often a saved search writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlertFrequency {
    /// At each new listing.
    Instant,
    /// Once a day.
    Daily,
    /// Once a week.
    Weekly,
    /// Never.
    Off,
}

coded!(AlertFrequency {
    Instant => "instant", "Immédiate";
    Daily => "daily", "Quotidienne";
    Weekly => "weekly", "Hebdomadaire";
    Off => "off", "Aucune";
});

/// Why somebody reports a listing or a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReportReason {
    /// Against the law.
    Illegal,
    /// Untrue, or in another’s name.
    Fake,
    /// No longer open.
    Filled,
    /// Patients can be recognised.
    PatientData,
    /// It discriminates.
    Discrimination,
    /// A hidden intermediary.
    Agency,
    /// Canvassing.
    Spam,
    /// Fraud.
    Scam,
    /// Misleading.
    Misleading,
    /// Another’s work.
    Ip,
    /// Harassment.
    Harassment,
    /// Any other reason.
    Other,
}

coded!(ReportReason {
    Illegal => "illegal", "Contenu illicite";
    Fake => "fake", "Fausse annonce / usurpation";
    Filled => "filled", "Déjà pourvue";
    PatientData => "patient_data", "Données de patients";
    Discrimination => "discrimination", "Discrimination";
    Agency => "agency", "Agence non déclarée";
    Spam => "spam", "Démarchage";
    Scam => "scam", "Arnaque";
    Misleading => "wrong_info", "Information trompeuse";
    Ip => "ip", "Propriété intellectuelle";
    Harassment => "harassment", "Harcèlement";
    Other => "other", "Autre";
});

/// The shelf of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlogCategory {
    /// Paperwork explained.
    Procedures,
    /// How to use the site.
    Help,
    /// Stories of users.
    Testimonials,
    /// What is new.
    News,
}

coded!(BlogCategory {
    Procedures => "procedures", "Démarches";
    Help => "help", "Aide";
    Testimonials => "testimonials", "Témoignages";
    News => "news", "Actualités";
});

slugged!(BlogCategory {
    Procedures => "demarches";
    Help => "aide";
    Testimonials => "temoignages";
    News => "actualites";
});
