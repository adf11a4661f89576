//! Days and halves of days.
use super::super::coded::{coded, keyed, slugged};

/// A day of the week; its key is its bit in the mask of working days (Monday 1 … Sunday 64).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

coded!(Weekday {
    Monday => "monday", "lundi";
    Tuesday => "tuesday", "mardi";
    Wednesday => "wednesday", "mercredi";
    Thursday => "thursday", "jeudi";
    Friday => "friday", "vendredi";
    Saturday => "saturday", "samedi";
    Sunday => "sunday", "dimanche";
});

keyed!(Weekday {
    Monday => 1;
    Tuesday => 2;
    Wednesday => 4;
    Thursday => 8;
    Friday => 16;
    Saturday => 32;
    Sunday => 64;
});

slugged!(Weekday {
    Monday => "lundi";
    Tuesday => "mardi";
    Wednesday => "mercredi";
    Thursday => "jeudi";
    Friday => "vendredi";
    Saturday => "samedi";
    Sunday => "dimanche";
});

impl Weekday {
    /// Two letters for narrow tables: "Lu".
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Monday => "Lu",
            Self::Tuesday => "Ma",
            Self::Wednesday => "Me",
            Self::Thursday => "Je",
            Self::Friday => "Ve",
            Self::Saturday => "Sa",
            Self::Sunday => "Di",
        }
    }

    /// The bit mask of several days: the sum of their keys.
    #[must_use]
    pub fn mask(days: impl IntoIterator<Item = Self>) -> i16 {
        days.into_iter().fold(0, |mask, day| mask | day.key())
    }

    /// The days of a bit mask, from Monday; unknown bits are ignored.
    pub fn in_mask(mask: i16) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |day| mask & day.key() != 0)
    }
}

/// A part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HalfDay {
    /// Until noon.
    Am,
    /// After noon.
    Pm,
    /// On call at night.
    Night,
}

coded!(HalfDay {
    Am => "am", "matin";
    Pm => "pm", "après-midi";
    Night => "night", "garde de nuit";
});
