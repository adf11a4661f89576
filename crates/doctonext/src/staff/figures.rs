//! What the site does, in numbers that the team reads: listings by what they are, how many found somebody, how fast.

/// What listings are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Type,
    Profession,
    Department,
}

impl By {
    pub(super) const ALL: [Self; 3] = [Self::Type, Self::Profession, Self::Department];

    /// The word of the address, and what people read.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Type => ("type", "Type d’annonce"),
            Self::Profession => ("profession", "Profession"),
            Self::Department => ("departement", "Département"),
        }
    }

    pub(super) fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|it| it.words().0 == word).unwrap_or(Self::Type)
    }
}

/// A line of figures.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Counted {
    /// Code of a type, of a profession, of a department; empty when a listing has none.
    pub(super) what: String,
    /// Online now.
    pub(super) online: i64,
    /// Ever published.
    pub(super) published: i64,
    /// Ended: filled, or their time over.
    pub(super) ended: i64,
    /// Of these, filled.
    pub(super) filled: i64,
    /// Median days from publication to the first contact, of those that had one.
    pub(super) first_contact: Option<f64>,
    /// Median hours from a request for the data room to the seller's answer, of those that had one.
    pub(super) answer: Option<f64>,
}

impl Counted {
    /// Share of what ended that found somebody, in hundredths.
    pub(super) fn fill_rate(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "counts of listings are far below 2^52")]
        (self.ended > 0).then(|| self.filled as f64 * 100.0 / self.ended as f64)
    }
}
