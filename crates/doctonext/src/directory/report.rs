//! What an import did.

use std::{collections::BTreeMap, fmt, time::Duration};

/// What is another in the new edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changes {
    /// People of the new edition.
    pub people: u64,
    /// Who was not in the edition before.
    pub added: u64,
    /// Who was, and of whom something else is told now.
    pub changed: u64,
    /// Who is not in it any more.
    pub disappeared: u64,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// This very file is in force already.
    InForceAlready,
    /// A new edition is in force.
    Imported(Box<Imported>),
}

/// The figures of a new edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Lines of the file.
    pub lines: u64,
    /// Lines that an interrupted run had taken in already.
    pub resumed_after: u64,
    /// Differences between the editions.
    pub changes: Changes,
    /// Lines whose place has no known commune.
    pub without_commune: u64,
    /// Numbers whose last digit is not the key of the others: told, not refused.
    pub without_key: u64,
    /// Whether the file told know-how.
    pub know_how: bool,
    /// Know-how of people who are not in the file of activities.
    pub without_activity: u64,
    /// Lines by code of profession that the house does not serve.
    pub unknown_professions: BTreeMap<String, u64>,
    /// People by code of know-how that the house does not know.
    pub unknown_know_how: BTreeMap<String, u64>,
    /// From the first byte to the swap.
    pub took: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InForceAlready => write!(f, "This file is in force already: nothing was done"),
            Self::Imported(it) => it.fmt(f),
        }
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Changes { people, added, changed, disappeared } = self.changes;
        writeln!(f, "{} lines, {people} people, in {:.1} s", self.lines, self.took.as_secs_f64())?;
        write!(f, "{added} added, {changed} changed, {disappeared} disappeared")?;
        if self.resumed_after > 0 {
            write!(f, "\ntaken up after {} lines", self.resumed_after)?;
        }
        if !self.know_how {
            write!(
                f,
                "\nno know-how: import the archive, or name PS_LibreAcces_SavoirFaire with --know-how"
            )?;
        }
        for (count, what) in [
            (self.without_commune, "lines without a commune"),
            (self.without_key, "numbers without their key"),
            (self.without_activity, "people with know-how alone, left out"),
        ] {
            if count > 0 {
                write!(f, "\n{count} {what}")?;
            }
        }
        let lists = [
            ("lines of professions that are not served, by code", &self.unknown_professions),
            ("people with know-how outside the list of specialties, by code", &self.unknown_know_how),
        ];
        for (what, counts) in lists.iter().filter(|(_, counts)| !counts.is_empty()) {
            let each: Vec<String> = counts.iter().map(|(code, count)| format!("{code} {count}")).collect();
            write!(f, "\n{what}: {}", each.join(", "))?;
        }
        Ok(())
    }
}
