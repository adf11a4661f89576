//! What an import did, for the operator's terminal.

use std::{fmt, time::Duration};

use sqlx::PgConnection;

use super::{
    class::Class,
    import::Read,
    store::{self, Edition, Unmatched},
};
use crate::trades::Profession;

/// Lines printed of a list; the rest is counted.
const MOST_PRINTED: usize = 100;

/// What became of one file.
#[derive(Debug)]
pub struct Report {
    /// Whose zoning it is.
    pub profession: &'static Profession,
    /// Its name, without folders.
    pub file_name: String,
    /// What happened.
    pub told: Told,
}

/// What happened to a file.
#[derive(Debug)]
pub enum Told {
    /// Nothing: it is in force already.
    InForceAlready,
    /// It is in force now.
    Imported(Box<Imported>),
}

/// The figures of an import.
#[derive(Debug)]
pub struct Imported {
    /// `zoning_editions.id`.
    pub edition: String,
    /// Lines under the headings.
    pub lines: i32,
    /// Lines that name one commune of today.
    pub matched: i32,
    /// Lines that may mean several.
    pub ambiguous: i32,
    /// Lines that name none, or may name several, as they stand.
    unmatched: Vec<Unmatched>,
    /// How many lines write each class.
    pub tally: Vec<(String, i64)>,
    /// Communes whose lines write several classes.
    pub mixed: Vec<(String, String)>,
    /// Communes whose class differs from the edition before.
    pub changed: i32,
    /// How many went from one class to another; empty for the first edition of a profession.
    pub movements: Vec<(Option<String>, Option<String>, i64)>,
    /// Whether there was an edition before.
    pub follows_another: bool,
    /// From the start of its turn to its last row.
    pub took: Duration,
}

impl Report {
    pub(super) async fn of(
        db: &mut PgConnection,
        read: &Read,
        edition: &Edition,
        follows_another: bool,
        took: Duration,
    ) -> sqlx::Result<Self> {
        let id = edition.id.as_str();
        let imported = Imported {
            edition: edition.id.clone(),
            lines: edition.lines,
            matched: edition.matched,
            ambiguous: edition.ambiguous,
            unmatched: store::unmatched(&mut *db, id, i64::MAX).await?,
            tally: store::tally(&mut *db, id).await?,
            mixed: store::mixed(&mut *db, id).await?,
            changed: edition.changed,
            movements: store::movements(&mut *db, id).await?,
            follows_another,
            took,
        };
        Ok(Self {
            profession: read.file.profession,
            file_name: read.name.clone(),
            told: Told::Imported(Box::new(imported)),
        })
    }

    /// The lines that name no commune, as a table with headings; empty when there are none.
    #[must_use]
    pub fn unmatched_csv(&self) -> String {
        let Told::Imported(it) = &self.told else { return String::new() };
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let line = |of: &Unmatched| {
            let cells =
                [&self.file_name, &of.line.to_string(), &of.key, &of.name, &of.raw_code, &of.matched_by];
            cells.map(|it| cell(it)).join(";")
        };
        it.unmatched.iter().map(|it| line(it) + "\n").collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): ", self.file_name, self.profession.code)?;
        match &self.told {
            Told::InForceAlready => write!(f, "in force already, nothing changed"),
            Told::Imported(it) => write!(f, "{it}"),
        }
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} lines, {} matched, {} unmatched, {} ambiguous, {:.2} s",
            self.lines,
            self.matched,
            self.lines - self.matched - self.ambiguous,
            self.ambiguous,
            self.took.as_secs_f64()
        )?;
        for (raw_code, n) in &self.tally {
            let note = if Class::of(raw_code).is_some() {
                ""
            } else {
                "  (a class that this program does not know)"
            };
            writeln!(f, "  {n:>7}  {raw_code}{note}")?;
        }
        self.write_changes(f)?;
        listed(f, "communes of several classes", &self.mixed, |(code, raw)| format!("{code}  {raw}"))?;
        listed(f, "lines without a commune", &self.unmatched, |it| {
            format!("line {}: {} {} {} ({})", it.line, it.key, it.name, it.raw_code, it.matched_by)
        })
    }
}

impl Imported {
    fn write_changes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.follows_another {
            return writeln!(f, "  first edition of the profession: {} communes", self.changed);
        }
        writeln!(f, "  {} communes changed class", self.changed)?;
        for (before, after, n) in self.movements.iter().take(MOST_PRINTED) {
            let said = |it: &Option<String>| it.clone().unwrap_or_else(|| "(none)".to_owned());
            writeln!(f, "  {n:>7}  {} -> {}", said(before), said(after))?;
        }
        Ok(())
    }
}

fn listed<T>(f: &mut fmt::Formatter<'_>, what: &str, them: &[T], said: impl Fn(&T) -> String) -> fmt::Result {
    if them.is_empty() {
        return Ok(());
    }
    writeln!(f, "  {what}: {}", them.len())?;
    for it in them.iter().take(MOST_PRINTED) {
        writeln!(f, "    {}", said(it))?;
    }
    if them.len() > MOST_PRINTED {
        writeln!(f, "    … and {} more", them.len() - MOST_PRINTED)?;
    }
    Ok(())
}
