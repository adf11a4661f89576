//! What every room says of the personal data that it holds: where the export tells it and what erasure does to it.
//!
//! Each column that names a person is declared once, as a [`Holding`], by the room that owns its table. A test compares
//! the declarations with the live catalogue, fills every table for one person, exports and erases them: a later column
//! cannot be forgotten.

/// A column that names a person.
#[derive(Debug, Clone, Copy)]
pub struct Holding {
    /// `table.column`.
    pub column: &'static str,
    /// Whether the person finds it in their export.
    pub told: Told,
    /// What erasing their account does to it.
    pub erased: Erased,
}

/// Where the export tells of a row.
#[derive(Debug, Clone, Copy)]
pub enum Told {
    /// File of the archive, and JSON pointer in it.
    At(&'static str, &'static str),
    /// Nowhere, and why.
    Not(&'static str),
}

/// What erasure does to a row.
#[derive(Debug, Clone, Copy)]
pub enum Erased {
    /// It is removed, or no longer names the person.
    Gone,
    /// It stays, tied to a row of `users` that says nothing of the person, and why.
    Kept(&'static str),
}

impl Holding {
    /// A column whose rows go with the person.
    #[must_use]
    pub const fn gone(column: &'static str, told: Told) -> Self {
        Self { column, told, erased: Erased::Gone }
    }

    /// A column whose rows outlive the account.
    #[must_use]
    pub const fn kept(column: &'static str, told: Told, why: &'static str) -> Self {
        Self { column, told, erased: Erased::Kept(why) }
    }
}

/// What a sweep did to rows past their time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows removed, emptied or pseudonymised.
    pub removed: u64,
    /// Rows that are due and still there.
    pub left: u64,
}

impl Swept {
    /// From what a statement counted: rows done, rows due before it.
    #[must_use]
    pub fn of((done, due): (i64, i64)) -> Self {
        Self { removed: done.unsigned_abs(), left: (due - done).max(0).unsigned_abs() }
    }
}
