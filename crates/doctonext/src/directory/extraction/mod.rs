//! The official extraction in free access, as it is published: a `.zip` of text files or one of these.
//!
//! Pure reading, line by line: the file may have any size. Text is UTF-8, with a mark of byte order or not; `|` parts
//! columns, nothing is quoted. Recent vintages tell know-how in a file of its own.

mod headings;
mod lines;
#[cfg(test)]
mod tests;

use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufReader, Read},
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use headings::Kind;
use sha2::{Digest, Sha256};

use super::NationalId;

const ACTIVITIES: &str = "ps_libreacces_personne_activite";
const KNOW_HOW: &str = "ps_libreacces_savoirfaire";
const BUFFER: usize = 256 << 10;

/// One line: what is read of it. It names a person, so it has no `Debug`.
pub(super) struct Line<'a> {
    pub(super) id: NationalId,
    /// Empty in the file of know-how.
    pub(super) family: &'a str,
    pub(super) given: &'a str,
    pub(super) profession: &'a str,
    pub(super) category: &'a str,
    pub(super) know_how: &'a str,
    pub(super) mode: &'a str,
    pub(super) postal_code: &'a str,
    pub(super) commune: &'a str,
    pub(super) sector: &'a str,
    pub(super) finess: &'a str,
    pub(super) siret: &'a str,
    pub(super) street_number: &'a str,
    pub(super) street_kind: &'a str,
    pub(super) street: &'a str,
}

impl Line<'_> {
    /// Structures and address of the place of exercise, parted by `|`: who shares one works together.
    pub(super) fn sites(&self, commune: &str) -> String {
        let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
        let mut sites = Vec::new();
        for (kind, number) in [("finess", digits(self.finess)), ("siret", digits(self.siret))] {
            if !number.is_empty() {
                sites.push(format!("{kind}:{number}"));
            }
        }
        // A street without a number, or in no commune, is no address.
        if !self.street_number.is_empty() && !self.street.is_empty() && !commune.is_empty() {
            let street = [self.street_number, self.street_kind, self.street].join(" ");
            let street = search_index::fold(&street).split_whitespace().collect::<Vec<_>>().join(" ");
            sites.push(format!("address:{commune}/{street}"));
        }
        sites.join("|")
    }
}

/// Why a file is refused; nothing of it is kept then.
#[derive(Debug, thiserror::Error)]
pub enum ExtractionError {
    /// The file or the archive cannot be read.
    #[error("the file cannot be read: {0}")]
    File(#[from] io::Error),
    /// Not an archive, or a damaged one.
    #[error("the archive cannot be read: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// An archive of something else.
    #[error("the archive holds no PS_LibreAcces_Personne_activite_….txt")]
    Member,
    /// Another file.
    #[error("no column is called {0}: this is not the extraction « PS_LibreAcces_Personne_activite »")]
    Heading(&'static str),
    /// Nothing after the headings.
    #[error("the file holds no line after its headings")]
    Empty,
    /// The first line that is not what the headings announce. The excerpt shows its shape, not what it says.
    #[error("line {line}: {reason} ({excerpt})")]
    Line {
        /// Counted from 1, with the headings.
        line: u64,
        /// What is wrong with it.
        reason: Wrong,
        /// Its beginning, letters replaced by x and digits by 9.
        excerpt: String,
    },
    /// Whoever takes the lines has stopped.
    #[error("the import was given up")]
    GivenUp,
}

/// What may be wrong with a line.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The end of a file that was cut, or another delimiter.
    #[error("{found} fields instead of {expected}")]
    Width {
        /// Fields of this line.
        found: usize,
        /// Fields of the headings.
        expected: usize,
    },
    /// Neither an RPPS nor an ADELI number, or two numbers that differ.
    #[error("no possible identifier")]
    Identifier,
    /// Not UTF-8.
    #[error("not UTF-8")]
    Encoding,
    /// It holds a zero.
    #[error("not text")]
    Binary,
    /// No end within reason.
    #[error("too long for a line")]
    Length,
}

/// What was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Totals {
    /// Lines of both files.
    pub(super) lines: u64,
    /// Whether know-how was told at all.
    pub(super) know_how: bool,
}

/// A file of the extraction on this machine.
#[derive(Debug, Clone)]
pub(super) struct Extraction {
    file: PathBuf,
    /// The file of know-how, when the vintage has one and the files are not in an archive.
    know_how: Option<PathBuf>,
}

impl Extraction {
    pub(super) fn at(file: &Path, know_how: Option<&Path>) -> Self {
        Self { file: file.to_owned(), know_how: know_how.map(Path::to_owned) }
    }

    /// Its name, without folders.
    pub(super) fn name(&self) -> String {
        self.file.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The day of the extraction, from the eight digits that begin the number in its name.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        let name = self.name();
        let digits = name.split(|it: char| !it.is_ascii_digit()).find(|it| it.len() >= 8)?;
        NaiveDate::parse_from_str(&digits[..8], "%Y%m%d").ok()
    }

    /// SHA-256 of what will be read.
    pub(super) fn fingerprint(&self) -> io::Result<String> {
        let mut digest = Sha256::new();
        let mut buffer = vec![0; BUFFER];
        for path in [Some(&self.file), self.know_how.as_ref()].into_iter().flatten() {
            let mut file = File::open(path)?;
            loop {
                let length = file.read(&mut buffer)?;
                if length == 0 {
                    break;
                }
                digest.update(&buffer[..length]);
            }
        }
        Ok(hex::encode(digest.finalize()))
    }

    /// Shows each line, those of activities first.
    pub(super) fn read(
        &self,
        visit: &mut dyn FnMut(&Line<'_>) -> Result<(), ExtractionError>,
    ) -> Result<Totals, ExtractionError> {
        let mut file = File::open(&self.file)?;
        let mut start = [0; 4];
        let is_archive = file.read(&mut start)? == 4 && start == *b"PK\x03\x04";
        if is_archive {
            return read_archive(&self.file, visit);
        }
        let (mut lines, mut told) = read_file(&self.file, Kind::Activities, visit)?;
        if let Some(know_how) = &self.know_how {
            lines += read_file(know_how, Kind::KnowHow, visit)?.0;
            told = true;
        }
        Ok(Totals { lines, know_how: told })
    }
}

fn read_file(
    path: &Path,
    kind: Kind,
    visit: &mut dyn FnMut(&Line<'_>) -> Result<(), ExtractionError>,
) -> Result<(u64, bool), ExtractionError> {
    lines::read(&mut BufReader::with_capacity(BUFFER, File::open(path)?), kind, visit)
}

fn read_archive(
    path: &Path,
    visit: &mut dyn FnMut(&Line<'_>) -> Result<(), ExtractionError>,
) -> Result<Totals, ExtractionError> {
    let mut archive = zip::ZipArchive::new(BufReader::new(File::open(path)?))?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(Cow::into_owned).collect();
    let member = |beginning: &str| {
        let wanted = |name: &str| {
            let name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
            // Both in lower case.
            name.strip_prefix(beginning).is_some_and(|it| it.split('.').next_back() == Some("txt"))
        };
        names.iter().find(|name| wanted(name))
    };
    let activities = member(ACTIVITIES).ok_or(ExtractionError::Member)?;
    let opened = archive.by_name(activities)?;
    let mut opened = BufReader::with_capacity(BUFFER, opened);
    let (mut lines, mut told) = lines::read(&mut opened, Kind::Activities, visit)?;
    drop(opened);
    // Older vintages tell know-how twice; once is enough.
    if let Some(know_how) = member(KNOW_HOW).filter(|_| !told) {
        let opened = archive.by_name(know_how)?;
        let mut opened = BufReader::with_capacity(BUFFER, opened);
        lines += lines::read(&mut opened, Kind::KnowHow, visit)?.0;
        told = true;
    }
    Ok(Totals { lines, know_how: told })
}
