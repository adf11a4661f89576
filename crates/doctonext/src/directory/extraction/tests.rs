//! Every vintage is read, everything else refused.

use std::io::Write;

use demo_data::HEADINGS;
use proptest::prelude::*;

use super::{headings::Field, *};

/// A published line of the vintage with 52 columns, lengthened to 56.
const SAMPLE: &str = "0|012600631|0012600631|||M|Monsieur|PETITGUYOT|ALEXANDRE|26|Audioprothésiste|C|Civil|||||S|Salarié|49940088500020||||C49940088500020|DOUBS OPTIC||DOUBS OPTIC||9||RTE|Route|DE BESANCON||25300 DOUBS|25300|||||||||||349940088500020|ARS/Variable/Variable|SA42|Appareillage médical|||||||";

const CLAIRE: &str = "8|99900000015|899900000015|||MME|Madame|MOREAU \"LE BRAS\"|CLAIRE|10|Médecin|C|Civil|S|Spécialité ordinale|SM54|Médecine générale|L|Libéral||||||CABINET||||8||RUE|Rue|DU PORT|||23000|23096|Guéret|99000|FRANCE|0555000000||||||R1|CNOM|SA07|Cabinet individuel|||FON-01||GENR01|Activité standard|";

/// What is read of a line, joined.
fn seen(line: &Line<'_>) -> String {
    let id = line.id.as_str();
    [
        id,
        line.family,
        line.given,
        line.profession,
        line.category,
        line.know_how,
        line.mode,
        line.commune,
        line.sector,
    ]
    .join("/")
}

fn lines_of(kind: Kind, bytes: &[u8]) -> Result<Vec<String>, ExtractionError> {
    let mut found = Vec::new();
    lines::read(&mut &*bytes, kind, &mut |line| {
        found.push(seen(line));
        Ok(())
    })?;
    Ok(found)
}

fn refusal(bytes: &[u8]) -> String {
    lines_of(Kind::Activities, bytes).map_or_else(|it| it.to_string(), |_| String::new())
}

fn file(lines: &[&str]) -> String {
    let mut text = format!("{HEADINGS}\n");
    for line in lines {
        text += line;
        text += "\n";
    }
    text
}

/// The file with some columns only, in another order.
fn rearranged(text: &str, columns: &[usize], end: &str) -> String {
    text.lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('|').collect();
            columns.iter().map(|it| fields[*it]).collect::<Vec<_>>().join("|") + end
        })
        .collect()
}

#[test]
fn the_fifty_six_columns_are_read_with_quotes_as_they_stand() {
    let read = lines_of(Kind::Activities, file(&[CLAIRE, SAMPLE]).as_bytes()).unwrap();

    assert_eq!(read[0], "899900000015/MOREAU \"LE BRAS\"/CLAIRE/10/C/SM54/L/23096/SA07");
    assert_eq!(read[1], "0012600631/PETITGUYOT/ALEXANDRE/26/C//S//SA42");
}

#[test]
fn columns_are_known_by_their_headings_whatever_their_order_number_and_line_ends() {
    let whole = file(&[CLAIRE]);
    let expected = lines_of(Kind::Activities, whole.as_bytes()).unwrap();

    let older: Vec<usize> = (0..52).collect();
    let reversed: Vec<usize> = (0..56).rev().collect();
    for columns in [older, reversed] {
        for end in ["|\r\n", "\n"] {
            let text = rearranged(&whole, &columns, end);
            assert_eq!(lines_of(Kind::Activities, text.as_bytes()).unwrap(), expected);
        }
    }
    let marked = format!("\u{feff}{}", whole.trim_end());
    assert_eq!(lines_of(Kind::Activities, marked.as_bytes()).unwrap(), expected);
    let renamed = whole.replace("(coord. structure)", "(structure)").replace("d'exercice", "d’exercice");
    assert_eq!(lines_of(Kind::Activities, renamed.as_bytes()).unwrap(), expected);
}

#[test]
fn know_how_may_be_in_a_file_of_its_own() {
    let know_how = "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|Code profession|Code savoir-faire|\n\
                    8|99900000015|899900000015|MOREAU|10|SM54|\n";

    assert_eq!(lines_of(Kind::KnowHow, know_how.as_bytes()).unwrap().len(), 1);
    let without =
        rearranged(&file(&[CLAIRE]), &(0..56).filter(|it| !(13..17).contains(it)).collect::<Vec<_>>(), "|\n");
    let read = lines_of(Kind::Activities, without.as_bytes()).unwrap();
    assert_eq!(read, ["899900000015/MOREAU \"LE BRAS\"/CLAIRE/10/C//L/23096/SA07"]);
}

#[test]
fn telephones_and_addresses_of_mail_have_no_name_here() {
    let headings = headings::Headings::read(HEADINGS, Kind::Activities).unwrap();
    let line = (0..56).map(|column| format!("c{column}")).collect::<Vec<_>>().join("|");
    let Ok(fields) = headings.cut(&line).map_err(|_| ()) else { panic!("as wide as its headings") };

    let all = [
        Field::IdType,
        Field::Id,
        Field::NationalId,
        Field::Family,
        Field::Given,
        Field::Profession,
        Field::Category,
        Field::KnowHow,
        Field::Mode,
        Field::PostalCode,
        Field::Commune,
        Field::Sector,
    ];
    let read: Vec<&str> = all.iter().map(|it| fields.get(*it)).collect();
    assert_eq!(read, ["c0", "c1", "c2", "c7", "c8", "c9", "c11", "c15", "c17", "c35", "c36", "c48"]);
}

#[test]
fn the_first_wrong_line_is_named_and_shown_without_what_it_says() {
    let cut = &CLAIRE[..CLAIRE.len() - 40];
    let told = refusal(file(&[SAMPLE, cut, "x"]).as_bytes());
    assert!(
        told.starts_with(
            "line 3: 50 fields instead of 56 (9|99999999999|999999999999|||xxx|xxxxxx|xxxxxx ?xx xxxx?|xxx…)"
        ),
        "{told}"
    );
    assert!(!told.contains("MOREAU") && !told.contains("99900000015"));

    for wrong in [
        "7|99900000015|799900000015",
        "8|9990000001|89990000001",
        "8|99900000015|899900000023",
        "0|01260063|001260063",
    ] {
        let told = refusal(file(&[&CLAIRE.replacen("8|99900000015|899900000015", wrong, 1)]).as_bytes());
        assert!(told.starts_with("line 2: no possible identifier"), "{told}");
    }
}

#[test]
fn a_line_that_no_database_can_keep_is_wrong() {
    let told = refusal(file(&[SAMPLE, &CLAIRE.replacen("CLAIRE", "CLA\0RE", 1)]).as_bytes());
    assert!(told.starts_with("line 3: not text"), "{told}");
}

#[test]
fn another_file_is_refused_by_what_it_lacks() {
    assert!(refusal(b"Prix;Produit\n1;2\n").contains("no column is called typedidentifiantpp"));
    assert!(refusal(HEADINGS.replace("Code mode exercice", "Mode").as_bytes()).contains("codemodeexercice"));
    assert_eq!(refusal(file(&[]).as_bytes()), "the file holds no line after its headings");
    assert!(refusal(b"").contains("no column is called"));
    let mut latin = file(&[SAMPLE, CLAIRE]).into_bytes();
    let at = latin.len() - 20;
    latin[at] = 0xE9;
    assert!(refusal(&latin).starts_with("line 3: not UTF-8"));
    assert!(refusal(&vec![b'x'; 100_000]).starts_with("line 1: too long"));
}

#[test]
fn an_archive_is_searched_for_its_files_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("PS_LibreAcces_202611280830.zip");
    let columns: Vec<usize> = (0..56).filter(|it| !(13..17).contains(it)).collect();
    let activities = rearranged(&file(&[CLAIRE]), &columns, "|\n");
    let know_how =
        "Type d'identifiant PP|Identifiant PP|Code profession|Code savoir-faire|\n8|99900000015|10|SM54|\n";
    let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
    for (name, text) in [
        ("PS_LibreAcces_Dipl_AutExerc_202611280830.txt", "x"),
        ("PS_LibreAcces_SavoirFaire_202611280830.txt", know_how),
        ("PS_LibreAcces_Personne_activite_202611280830.txt", &activities),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();

    let mut found = Vec::new();
    let extraction = Extraction::at(&path, None);
    let totals = extraction.read(&mut |line| {
        found.push(seen(line));
        Ok(())
    });

    assert_eq!(totals.unwrap(), Totals { lines: 2, know_how: true });
    assert_eq!(found[1], "899900000015///10//SM54///");
    assert_eq!(extraction.day(), NaiveDate::from_ymd_opt(2026, 11, 28));
}

#[test]
fn a_damaged_archive_or_one_of_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.zip");
    let mut archive = zip::ZipWriter::new(File::create(&path).unwrap());
    archive.start_file("lisez-moi.txt", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(b"bonjour").unwrap();
    archive.finish().unwrap();
    let refused = |path: &Path| Extraction::at(path, None).read(&mut |_| Ok(())).unwrap_err();
    assert!(matches!(refused(&path), ExtractionError::Member));

    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 10]).unwrap();
    assert!(matches!(refused(&path), ExtractionError::Archive(_)));
    assert!(matches!(refused(&folder.path().join("nowhere.zip")), ExtractionError::File(_)));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), kind in prop::bool::ANY) {
        let kind = if kind { Kind::Activities } else { Kind::KnowHow };
        let _ = lines_of(kind, &bytes);
        let _ = lines_of(kind, &[file(&[CLAIRE]).as_bytes(), &bytes].concat());
    }

    #[test]
    fn a_changed_line_is_read_or_refused_by_its_number(at in 0..CLAIRE.len(), byte in any::<u8>()) {
        let mut line = CLAIRE.as_bytes().to_vec();
        line[at] = byte;
        let text = [format!("{HEADINGS}\n{SAMPLE}\n").as_bytes(), &line, b"\n"].concat();
        match lines_of(Kind::Activities, &text) {
            Ok(read) => prop_assert!(read.len() == 2),
            // A line feed makes two lines of one.
            Err(ExtractionError::Line { line, .. }) => prop_assert!(line == 3 || byte == b'\n'),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn an_excerpt_says_nothing(name in "[A-ZÉÈ]{4,12}") {
        let told = refusal(file(&[&format!("8|99900000015|{name}|{name}")]).as_bytes());
        prop_assert!(told.starts_with("line 2:") && !told.contains(&name) && !told.contains("99900000015"));
    }
}
