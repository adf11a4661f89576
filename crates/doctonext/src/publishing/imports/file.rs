//! A file as spreadsheets write it: every writing, every separator, turned into columns and lines. Pure.

use search_index::fold;

/// Largest file, in bytes.
pub(in crate::publishing) const LARGEST: usize = 5 << 20;
/// Most lines of a file, the first one not counted.
pub(super) const MOST_LINES: usize = 3_000;
/// Most columns: all fields of a type, and as many that we do not know.
const MOST_COLUMNS: usize = 100;

/// A file that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The first line, each name in lower case without accents: `chiffre_affaires`.
    pub(super) columns: Vec<String>,
    pub(super) lines: Vec<Line>,
}

/// A line that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Number in the file, the first line being 1.
    pub(super) number: i32,
    /// One for each column; more when the line has too many.
    pub(super) cells: Vec<String>,
}

/// Why a file cannot be read, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum FileError {
    #[error("Choisissez un fichier.")]
    Missing,
    #[error("Ce fichier dépasse 5\u{a0}Mo. Partagez-le en plusieurs.")]
    Heavy,
    #[error(
        "Ce fichier n’est pas un fichier CSV. Dans votre tableur, choisissez «\u{a0}Enregistrer sous\u{a0}», puis «\u{a0}CSV\u{a0}»."
    )]
    NotText,
    #[error("Ce fichier est vide, ou n’a pas de ligne sous celle des titres.")]
    Empty,
    #[error("Ce fichier dépasse 3\u{202f}000\u{a0}lignes. Partagez-le en plusieurs.")]
    Long,
    #[error("La première ligne a plus de 100\u{a0}colonnes.")]
    Wide,
    #[error("Deux colonnes portent le même titre. Gardez-en une.")]
    Twice,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Table, FileError> {
    if bytes.is_empty() {
        return Err(FileError::Missing);
    }
    if bytes.len() > LARGEST {
        return Err(FileError::Heavy);
    }
    let text = decoded(bytes)?;
    let (text, told, skipped) = without_hint(&text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(told.unwrap_or_else(|| separator(text)))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let first = records.next().and_then(Result::ok).ok_or(FileError::Empty)?;
    let mut columns: Vec<String> = first.iter().map(name_of).collect();
    while columns.last().is_some_and(String::is_empty) {
        columns.pop();
    }
    if columns.len() > MOST_COLUMNS {
        return Err(FileError::Wide);
    }
    let named: Vec<&String> = columns.iter().filter(|it| !it.is_empty()).collect();
    if named.iter().enumerate().any(|(rank, it)| named[..rank].contains(it)) {
        return Err(FileError::Twice);
    }
    let (mut lines, mut counted) = (Vec::new(), LineCount::new(text, skipped));
    for record in records {
        let record = record.map_err(|_| FileError::NotText)?;
        let number = counted.at(record.position().map_or(0, csv::Position::byte));
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(|it| it.trim().is_empty()) {
            continue;
        }
        while cells.len() > columns.len() && cells.last().is_some_and(|it| it.trim().is_empty()) {
            cells.pop();
        }
        cells.resize(cells.len().max(columns.len()), String::new());
        lines.push(Line { number, cells });
        if lines.len() > MOST_LINES {
            return Err(FileError::Long);
        }
    }
    if lines.is_empty() { Err(FileError::Empty) } else { Ok(Table { columns, lines }) }
}

/// Counts the lines of a text, whatever they end with.
struct LineCount<'a> {
    text: &'a [u8],
    at: usize,
    line: i32,
}

impl<'a> LineCount<'a> {
    fn new(text: &'a str, passed: i32) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 + passed }
    }

    /// The line on which what begins at or after this byte begins; asked in the order of the text.
    fn at(&mut self, start: u64) -> i32 {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            let is_end = *byte == b'\n' || (*byte == b'\r' && self.text.get(self.at + 1) != Some(&b'\n'));
            // Empty lines before it belong to nothing.
            if self.at >= start && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line += i32::from(is_end);
            self.at += 1;
        }
        self.line
    }
}

/// UTF-8, UTF-16 with its mark, or what Excel writes in France.
fn decoded(bytes: &[u8]) -> Result<String, FileError> {
    let (encoding, mark) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, mark),
        None if std::str::from_utf8(bytes).is_ok() => (encoding_rs::UTF_8, 0),
        None => (encoding_rs::WINDOWS_1252, 0),
    };
    let (text, is_broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    // A spreadsheet, an archive or a picture holds bytes that no text has.
    if is_broken || text.contains('\0') { Err(FileError::NotText) } else { Ok(text.into_owned()) }
}

/// The first line `sep=;` that Excel writes and reads: the text after it, the separator, lines passed.
fn without_hint(text: &str) -> (&str, Option<u8>, i32) {
    let Some((first, rest)) = text.split_once('\n') else { return (text, None, 0) };
    match first.trim_end().as_bytes() {
        [b's', b'e', b'p', b'=', separator] => (rest, Some(*separator), 1),
        _ => (text, None, 0),
    }
}

/// What separates the names of the first line most often, outside quotation marks.
fn separator(text: &str) -> u8 {
    let (mut quoted, mut seen) = (false, [(b';', 0), (b',', 0), (b'\t', 0)]);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                for (sign, count) in &mut seen {
                    *count += u32::from(*sign == byte);
                }
            }
        }
    }
    let mut best = seen[0];
    for one in seen {
        if one.1 > best.1 {
            best = one;
        }
    }
    best.0
}

/// « Chiffre affaires » and `chiffre_affaires` are one column.
fn name_of(title: &str) -> String {
    let plain = fold(title.trim());
    plain
        .split(|it: char| it.is_whitespace() || it == '_')
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<(i32, Vec<String>)> {
        read(bytes).unwrap().lines.into_iter().map(|it| (it.number, it.cells)).collect()
    }

    #[test]
    fn every_writing_and_every_separator_reads_the_same() {
        let text = "reference;titre;texte\nR-1;Été à Guéret;\"Deux lignes\net un ; dedans\"\n";
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(text);
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let expected = read(text.as_bytes()).unwrap();
        assert_eq!(expected.columns, ["reference", "titre", "texte"]);
        assert_eq!(expected.lines[0].cells, ["R-1", "Été à Guéret", "Deux lignes\net un ; dedans"]);
        let with_mark = format!("\u{feff}{text}");
        let comma = "Référence,titre,texte\r\nR-1,Été à Guéret,\"Deux lignes\net un ; dedans\"\r\n";
        let tab = "REFERENCE\ttitre\ttexte\nR-1\tÉté à Guéret\t\"Deux lignes\net un ; dedans\"";
        for other in [with_mark.as_bytes(), &latin, &utf16, comma.as_bytes(), tab.as_bytes()] {
            assert_eq!(read(other).unwrap(), expected);
        }
    }

    #[test]
    fn lines_keep_their_number_in_the_file() {
        let text = "a;b\n\n1;\"x\ny\"\n;\n2;z\n";
        let numbers: Vec<i32> = cells(text.as_bytes()).iter().map(|it| it.0).collect();
        assert_eq!(numbers, [3, 6]);
        assert_eq!(cells(b"sep=,\na,b\n1,2\n")[0].0, 3);
        let old: Vec<i32> = cells(b"a;b\r1;2\r3;4\r").iter().map(|it| it.0).collect();
        assert_eq!(old, [2, 3]);
    }

    #[test]
    fn a_line_with_too_few_cells_is_completed_and_one_with_too_many_keeps_them() {
        let found = cells(b"a;b;;\n1\n1;2;;;\n1;2;3\n");
        let sizes: Vec<usize> = found.iter().map(|it| it.1.len()).collect();
        assert_eq!(sizes, [2, 2, 3]);
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_reason() {
        for (bytes, error) in [
            (&b""[..], FileError::Missing),
            (b"titre\n", FileError::Empty),
            (b"PK\x03\x04\0\0", FileError::NotText),
            (b"titre;Titre\na;b\n", FileError::Twice),
        ] {
            assert_eq!(read(bytes), Err(error));
        }
        let long = format!("titre\n{}", "x\n".repeat(MOST_LINES + 1));
        assert_eq!(read(long.as_bytes()), Err(FileError::Long));
        assert_eq!(read(&vec![b'x'; LARGEST + 1]), Err(FileError::Heavy));
    }
}
