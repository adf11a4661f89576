use chrono::{DateTime, Utc};

/// An author of listings: a practitioner, a student, a structure, a town or an agency.
#[derive(Clone, Debug, PartialEq)]
pub struct DemoPerson {
    /// UUID text.
    pub id: String,
    /// « Solenn Le Guen-O'Brien », « Commune de Guéret », « Maison de santé des Tilleuls ».
    pub name: String,
    /// A reserved domain: no letter can leave for it.
    pub email: String,
    /// Whether the address was confirmed.
    pub email_verified: bool,
    /// Profession code; None for towns and agencies.
    pub profession: Option<&'static str>,
    /// Specialty code.
    pub specialty: Option<&'static str>,
    /// Number of the demonstration's own range, for those whom the directory knows.
    pub rpps: Option<String>,
    /// `practitioner`, `student`, `organisation`, `public_body` or `agency`.
    pub account_kind: &'static str,
    /// Always `user`.
    pub role: &'static str,
    /// Whether the directory confirmed the registration.
    pub is_verified_professional: bool,
    /// A sentence about the person; often none.
    pub bio: Option<String>,
    /// INSEE code of the commune of exercise.
    pub commune_code: String,
    /// When the account was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}
