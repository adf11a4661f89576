//! An official file as it is published: headings, separator and writing are recognised, lines are taken as they stand. Pure.
//!
//! `CartoSanté` gives three heading lines and `Code;Libellé;Zonage …`; the doctors' extract gives
//! `Code_postal,Nom_commune,Zonage`, where a spreadsheet has eaten the first zeros.

use search_index::fold;

use crate::trades::{Profession, Zoning};

/// Largest file, in bytes: the official ones have 1.3 MB.
pub(super) const LARGEST: usize = 8 << 20;
/// Lines in which the headings are looked for.
const HEADINGS_WITHIN: usize = 10;

/// What names the commune of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// INSEE code.
    Commune,
    /// Postal code, with the name beside it.
    PostalCode,
}

impl Key {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::PostalCode => "postal_code",
        }
    }
}

/// A file that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ZoningFile {
    pub(super) profession: &'static Profession,
    pub(super) key: Key,
    pub(super) lines: Vec<Line>,
}

/// A line under the headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Number in the file, from 1.
    pub(super) number: i32,
    /// INSEE code or postal code, five characters.
    pub(super) key: String,
    pub(super) name: String,
    /// The class as the file writes it.
    pub(super) raw_code: String,
}

/// Why a file is refused; nothing of it is kept then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Nothing, or headings alone.
    #[error("the file has no line under its headings")]
    Empty,
    /// Too large to be one of ours.
    #[error("the file is larger than 8 MB")]
    Heavy,
    /// No line that names a code and a zoning.
    #[error(
        "no line of headings: « Code;Libellé;Zonage … » or « Code_postal,Nom_commune,Zonage » is expected"
    )]
    Headings,
    /// A heading that names no profession of ours.
    #[error("the heading « {0} » names no profession")]
    Profession(String),
    /// A line that is not what the headings announce.
    #[error("line {0}: {1}")]
    Line(u64, &'static str),
}

impl FileError {
    /// The same for a member of the team.
    pub(super) fn in_french(&self) -> String {
        match self {
            Self::Empty => "Ce fichier n’a pas de ligne sous ses titres.".to_owned(),
            Self::Heavy => {
                "Ce fichier dépasse 8\u{a0}Mo\u{202f}: ce n’est pas un fichier de zonage.".to_owned()
            }
            Self::Headings => {
                "Les titres des colonnes manquent\u{202f}: «\u{a0}Code;Libellé;Zonage…\u{a0}» ou \
                «\u{a0}Code_postal,Nom_commune,Zonage\u{a0}» sont attendus."
                    .to_owned()
            }
            Self::Profession(heading) => {
                format!("Le titre «\u{a0}{heading}\u{a0}» ne nomme aucune profession connue.")
            }
            Self::Line(line, _) => {
                format!("La ligne {line} n’est pas lisible\u{202f}: code, nom ou classe manquent.")
            }
        }
    }
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<ZoningFile, FileError> {
    if bytes.len() > LARGEST {
        return Err(FileError::Heavy);
    }
    let text = decoded(bytes);
    let headings = Headings::find(&text)?;
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(headings.delimiter)
        .flexible(true)
        .from_reader(headings.below.as_bytes());
    let mut lines = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let read = table.read_record(&mut record);
        // The reader stands behind the record, on the line after it.
        let number = headings.line + table.position().line() - 1;
        match read {
            Ok(true) => lines.extend(headings.line_of(&record, number)?),
            Ok(false) => break,
            Err(_) => return Err(FileError::Line(number, "it cannot be read")),
        }
    }
    if lines.is_empty() {
        return Err(FileError::Empty);
    }
    Ok(ZoningFile { profession: headings.profession, key: headings.key, lines })
}

/// UTF-8 with or without its mark, else the writing of old spreadsheets; each line ended by a line feed alone.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    text.replace("\r\n", "\n").replace('\r', "\n") + "\n"
}

/// The line of headings, and what it says.
struct Headings<'a> {
    /// Lines down to it, itself included.
    line: u64,
    delimiter: u8,
    key: Key,
    profession: &'static Profession,
    /// Columns of key, name and class.
    columns: [usize; 3],
    below: &'a str,
}

impl<'a> Headings<'a> {
    fn find(text: &'a str) -> Result<Self, FileError> {
        let mut below = text;
        for line in 1..=HEADINGS_WITHIN as u64 {
            let Some((heading, rest)) = below.split_once('\n') else { break };
            below = rest;
            let delimiter = [b';', b',', b'\t'].into_iter().find(|it| heading.as_bytes().contains(it));
            let Some(delimiter) = delimiter else { continue };
            let cells: Vec<&str> =
                heading.split(char::from(delimiter)).map(|it| it.trim().trim_matches('"')).collect();
            if let Some((key, columns)) = columns(&cells) {
                let profession = profession(key, cells[columns[2]])?;
                return Ok(Self { line, delimiter, key, profession, columns, below });
            }
        }
        Err(FileError::Headings)
    }

    /// Nothing for a line without a word.
    fn line_of(&self, record: &csv::StringRecord, number: u64) -> Result<Option<Line>, FileError> {
        if record.iter().all(|it| it.trim().is_empty()) {
            return Ok(None);
        }
        let cell = |at: usize| record.get(self.columns[at]).map(str::trim).filter(|it| !it.is_empty());
        let (Some(key), Some(name), Some(raw_code)) = (cell(0), cell(1), cell(2)) else {
            return Err(FileError::Line(number, "a cell is missing"));
        };
        let key = if key.len() == 4 { format!("0{key}") } else { key.to_uppercase() };
        if key.len() != 5 || !key.bytes().all(|it| it.is_ascii_alphanumeric()) {
            return Err(FileError::Line(number, "no code of five characters"));
        }
        let number = i32::try_from(number).map_err(|_| FileError::Heavy)?;
        Ok(Some(Line { number, key, name: name.to_owned(), raw_code: raw_code.to_owned() }))
    }
}

fn columns(cells: &[&str]) -> Option<(Key, [usize; 3])> {
    let names: Vec<String> =
        cells.iter().map(|it| fold(it).chars().filter(char::is_ascii_alphanumeric).collect()).collect();
    let at = |known: &[&str]| names.iter().position(|it| known.contains(&it.as_str()));
    let class = names.iter().position(|it| it.starts_with("zonage"))?;
    let name = at(&["libelle", "nom", "nomcommune", "commune", "nomdelacommune"])?;
    let by_commune = at(&["code", "codeinsee", "codecommune", "codegeo", "codecommuneinsee"]);
    let by_post = at(&["codepostal", "cp"]);
    match (by_commune, by_post) {
        (Some(code), _) => Some((Key::Commune, [code, name, class])),
        (None, Some(code)) => Some((Key::PostalCode, [code, name, class])),
        (None, None) => None,
    }
}

/// « Zonage kinés » names physiotherapists; « Zonage » alone, by postal code, is the doctors' extract.
fn profession(key: Key, heading: &str) -> Result<&'static Profession, FileError> {
    let asked = words(heading);
    let asked = asked.strip_prefix("zonage").unwrap_or(&asked).trim();
    let unknown = || FileError::Profession(heading.to_owned());
    if asked.is_empty() {
        let doctors = Profession::all().iter().find(|it| it.zoning == Some(Zoning::Doctors));
        return doctors.filter(|_| key == Key::PostalCode).ok_or_else(unknown);
    }
    let names = |it: &'static Profession| {
        [it.label, it.feminine, it.plural].into_iter().chain(it.synonyms.iter().copied()).map(words)
    };
    let begins = |name: &str| asked == name || asked.starts_with(&format!("{name} "));
    Profession::all()
        .iter()
        .filter_map(|it| Some((names(it).filter(|name| begins(name)).map(|it| it.len()).max()?, it)))
        .max_by_key(|(length, _)| *length)
        .map(|(_, it)| it)
        .ok_or_else(unknown)
}

/// Folded words in the singular: « Chirurgiens-dentistes » is `chirurgien dentiste`.
fn words(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .map(|it| if it.len() > 3 { it.strip_suffix('s').unwrap_or(it) } else { it })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(heading: &str) -> String {
        format!(
            "\u{feff}CartoSanté; ; \r\nRéférentiel géographique : France par commune; ; \r\nCode;Libellé;{heading}\r\n01001;L'Abergement-Clémenciat;1b_Sous_dense\r\n2A004;Ajaccio;5b_Non_prioritaire"
        )
    }

    #[test]
    fn the_headings_tell_the_profession_whatever_the_name_of_the_file() {
        for (heading, code) in [
            ("Zonage chirurgien-dentiste", "dentist"),
            ("Zonage infirmiers", "nurse"),
            ("Zonage kinés", "physiotherapist"),
            ("Zonage orthophonistes", "speech_therapist"),
            ("Zonage sages-femmes", "midwife"),
            ("Zonage médecins généralistes", "doctor"),
        ] {
            let read = read(file(heading).as_bytes()).unwrap();
            assert_eq!((read.profession.code, read.key, read.lines.len()), (code, Key::Commune, 2));
            assert_eq!((read.lines[0].number, read.lines[0].raw_code.as_str()), (4, "1b_Sous_dense"));
            assert_eq!((read.lines[1].number, read.lines[1].key.as_str()), (5, "2A004"));
        }
    }

    #[test]
    fn the_doctors_extract_gets_its_lost_zero_back() {
        let read = read("\u{feff}Code_postal,Nom_commune,Zonage\n1400,L'Abergement-Clémenciat,2_ZAC\n97133,Saint-Barthélemy,N/A - résultat non disponible\n".as_bytes()).unwrap();
        assert_eq!((read.profession.code, read.key), ("doctor", Key::PostalCode));
        assert_eq!((read.lines[0].number, read.lines[0].key.as_str()), (2, "01400"));
        assert_eq!(read.lines[1].raw_code, "N/A - résultat non disponible");
    }

    #[test]
    fn what_is_no_zoning_is_refused_with_its_reason() {
        let refused = |text: &str| read(text.as_bytes()).unwrap_err();
        assert_eq!(refused(""), FileError::Headings);
        assert_eq!(refused("nom,lat,lng\nA,1,2\n"), FileError::Headings);
        assert_eq!(refused("Code;Libellé;Zonage\n01001;A;1\n"), FileError::Profession("Zonage".to_owned()));
        assert_eq!(
            refused("Code;Libellé;Zonage astronautes\n01001;A;1\n"),
            FileError::Profession("Zonage astronautes".to_owned())
        );
        assert_eq!(refused("Code;Libellé;Zonage kinés\n"), FileError::Empty);
        assert_eq!(refused("Code;Libellé;Zonage kinés\n01001;A\n"), FileError::Line(2, "a cell is missing"));
        assert_eq!(
            refused("Code;Libellé;Zonage kinés\n1;A;1\n"),
            FileError::Line(2, "no code of five characters")
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
            let mut below = file("Zonage kinés").into_bytes();
            below.extend(bytes);
            let _ = read(&below);
        }
    }
}
