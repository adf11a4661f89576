//! The cells of a line, turned into what the wizard would have been answered. Pure.

use std::{collections::HashMap, sync::LazyLock};

use search_index::fold;
use sha2::{Digest, Sha256};

use crate::{
    publishing::{
        answers::Answers,
        question::{Kind, Question},
        questions,
    },
    refusal::FieldProblem,
    territory::Gazetteer,
    trades::{ListingType, Profession},
};

/// The column by which an organisation recognises its own lines.
pub(super) const REFERENCE: &str = "reference";
/// Columns of our reports: they may be corrected and sent again as they are.
pub(super) const OF_REPORTS: [&str; 4] = ["ligne", "resultat", "a_reprendre", "annonce"];
const LONGEST_REFERENCE: usize = 100;

/// A line as it was understood.
pub(super) struct Understood {
    pub(super) answers: Answers,
    /// By what it is recognised when it comes again.
    pub(super) mark: String,
    /// What could not be understood.
    pub(super) problems: Vec<FieldProblem>,
}

/// The columns of a type, in the order of the wizard, after the reference.
pub(super) fn columns(listing_type: ListingType) -> Vec<&'static str> {
    [REFERENCE].into_iter().chain(questions::all(listing_type).flat_map(|(_, it)| it.fields())).collect()
}

/// Reads a line.
pub(super) fn understand(
    listing_type: ListingType,
    columns: &[String],
    cells: &[String],
    gazetteer: &Gazetteer,
) -> Understood {
    let (mut answers, mut problems, mut reference) = (Answers::default(), Vec::new(), "");
    if cells.len() > columns.len() {
        problems.push(problem(
            "",
            "Cette ligne a plus de cellules que la première\u{202f}: un texte qui contient le séparateur doit être entre guillemets.",
        ));
    }
    for (column, cell) in columns.iter().zip(cells) {
        let cell = unguarded(cell).trim();
        if column == REFERENCE {
            reference = cell;
        } else if let Some((_, question)) = questions::with_field(listing_type, column) {
            match values(question, column, cell) {
                Ok(values) => answers.set_all(column, values),
                Err(why) => problems.push(problem(column, why)),
            }
        }
    }
    // The column « commune » holds codes; whoever writes a name there means the place.
    let commune = answers.text("commune").to_owned();
    if !commune.is_empty() && answers.text("lieu").is_empty() && gazetteer.by_code(&commune).is_none() {
        answers.set("lieu", commune);
        answers.set_all("commune", Vec::new());
    }
    if reference.chars().count() > LONGEST_REFERENCE {
        problems.push(problem(REFERENCE, "100\u{a0}caractères au plus."));
    }
    let mark = if reference.is_empty() { hashed(listing_type, &answers) } else { format!("ref:{reference}") };
    Understood { answers, mark, problems }
}

fn problem(field: &str, message: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), message: message.to_owned() }
}

/// Whatever the order of the columns, the same line has the same mark.
fn hashed(listing_type: ListingType, answers: &Answers) -> String {
    let mut digest = Sha256::new();
    digest.update(listing_type.code());
    digest.update(serde_json::to_string(answers).unwrap_or_default());
    format!("line:{}", hex::encode(digest.finalize()))
}

/// Spreadsheets take what begins so for a formula.
pub(super) fn is_a_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Without the apostrophe that our reports put before what looks like a formula.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|it| is_a_formula(it)).unwrap_or(cell)
}

fn values(question: &Question, column: &str, cell: &str) -> Result<Vec<String>, &'static str> {
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    Ok(match question.kind {
        Kind::Tick => return ticked(cell),
        Kind::Trade => vec![trade(cell)],
        Kind::One(choices) => vec![chosen(&choices(), cell)],
        Kind::Some(choices) => {
            let known = choices();
            parts(cell).map(|it| chosen(&known, it)).collect()
        }
        Kind::Periods => parts(cell).map(str::to_owned).collect(),
        Kind::Commune if matches!(column, "commune" | "lieu") => vec![with_its_zero(cell)],
        _ => vec![cell.to_owned()],
    })
}

/// Several values in one cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['|', ',', ';', '\n']).map(str::trim).filter(|it| !it.is_empty())
}

fn ticked(cell: &str) -> Result<Vec<String>, &'static str> {
    match fold(cell).as_str() {
        "oui" | "o" | "x" | "1" | "vrai" | "true" | "yes" => Ok(vec!["1".to_owned()]),
        "non" | "n" | "0" | "faux" | "false" | "no" => Ok(Vec::new()),
        _ => Err("Écrivez «\u{a0}oui\u{a0}» ou «\u{a0}non\u{a0}»."),
    }
}

/// The code of a choice that is named by its code or its label; anything else as it is, for the rules to refuse.
fn chosen(choices: &[(&'static str, &'static str)], cell: &str) -> String {
    let wanted = fold(cell);
    let found = choices.iter().find(|(code, label)| *code == cell || fold(label) == wanted);
    found.map_or(cell, |(code, _)| code).to_owned()
}

/// `doctor/medecine_generale` of « Médecine générale », by code or label; anything else as it is.
fn trade(cell: &str) -> String {
    static BY_LABEL: LazyLock<HashMap<String, String>> = LazyLock::new(trades_by_label);
    BY_LABEL.get(&fold(cell)).cloned().unwrap_or_else(|| cell.to_owned())
}

/// Every label that means one trade and no other; a profession goes before a specialty of the same name.
fn trades_by_label() -> HashMap<String, String> {
    let mut specialties: HashMap<String, Option<String>> = HashMap::new();
    for profession in Profession::all() {
        for specialty in profession.specialties() {
            let code = format!("{}/{}", profession.code, specialty.code);
            specialties.entry(fold(specialty.label)).and_modify(|it| *it = None).or_insert(Some(code));
        }
    }
    let mut all: HashMap<String, String> =
        specialties.into_iter().filter_map(|(label, code)| Some((label, code?))).collect();
    for it in Profession::all() {
        for label in [it.label, it.feminine] {
            all.insert(fold(label), it.code.to_owned());
        }
    }
    all
}

/// Spreadsheets take the zero before « 01000 » away.
fn with_its_zero(cell: &str) -> String {
    if cell.len() == 4 && cell.bytes().all(|it| it.is_ascii_digit()) {
        format!("0{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gazetteer;

    fn read(pairs: &[(&str, &str)]) -> Understood {
        let (columns, cells): (Vec<String>, Vec<String>) =
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).unzip();
        understand(ListingType::Replacement, &columns, &cells, gazetteer())
    }

    #[test]
    fn words_of_people_become_codes() {
        let it = read(&[
            ("metier", "Médecine générale"),
            ("commune", "1053"),
            ("jours", "lundi | Mardi, friday"),
            ("visibilite", "La commune"),
            ("du", "03/08/2026|20/08/2026"),
            ("logement", "Oui"),
            ("garde", "non"),
        ]);
        assert_eq!(it.answers.text("metier"), "doctor/medecine_generale");
        assert_eq!(it.answers.text("commune"), "01053");
        assert_eq!(it.answers.texts("jours"), ["monday", "tuesday", "friday"]);
        assert_eq!(it.answers.texts("du"), ["03/08/2026", "20/08/2026"]);
        assert!(it.answers.is_ticked("logement") && !it.answers.is_ticked("garde"));
        assert!(it.problems.is_empty());
    }

    #[test]
    fn a_name_in_the_column_of_communes_is_a_place() {
        let it = read(&[("commune", "Guéret")]);
        assert_eq!((it.answers.text("lieu"), it.answers.text("commune")), ("Guéret", ""));
    }

    #[test]
    fn a_line_is_known_again_by_its_reference_or_by_what_it_says() {
        assert_eq!(read(&[("reference", "R-1"), ("titre", "a")]).mark, "ref:R-1");
        let one = read(&[("titre", "a"), ("texte", "b")]).mark;
        assert_eq!(one, read(&[("texte", "b"), ("titre", "a"), ("inconnue", "c")]).mark);
        assert_ne!(one, read(&[("titre", "a"), ("texte", "c")]).mark);
    }

    #[test]
    fn a_box_that_is_neither_yes_nor_no_is_a_problem_and_a_guarded_cell_is_not() {
        let it = read(&[("logement", "peut-être"), ("titre", "'=2+2")]);
        assert_eq!(it.problems[0].field, "logement");
        assert_eq!(it.answers.text("titre"), "=2+2");
    }
}
