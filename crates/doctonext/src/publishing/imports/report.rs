//! Files that we give: the model of a type, and what became of each line. Pure.

use super::{cells, store::Line};
use crate::{refusal::FieldProblem, spreadsheet, trades::ListingType};

/// An empty file with the columns of a type.
pub(super) fn model(listing_type: ListingType) -> String {
    written([cells::columns(listing_type).into_iter().map(str::to_owned).collect()])
}

/// Every line as it was sent, with what became of it: may be corrected and sent again.
pub(super) fn report(columns: &[String], lines: &[Line], site: &str) -> String {
    let title: Vec<String> =
        cells::OF_REPORTS.iter().map(|it| (*it).to_owned()).chain(columns.iter().cloned()).collect();
    let width = title.len();
    let rows = lines.iter().map(|line| {
        let place = line.listing_id.as_ref();
        let ours = [
            line.number.to_string(),
            label_of(&line.state).to_owned(),
            line.problems.0.iter().map(sentence).collect::<Vec<_>>().join(" "),
            place.map_or_else(String::new, |id| format!("{site}/espace/annonces/{id}/modifier")),
        ];
        let mut row: Vec<String> = ours.into_iter().chain(line.cells.0.iter().cloned()).collect();
        row.resize(row.len().max(width), String::new());
        row
    });
    written([title].into_iter().chain(rows))
}

/// « titre : 10 caractères au moins. »
pub(super) fn sentence(it: &FieldProblem) -> String {
    if it.field.is_empty() { it.message.clone() } else { format!("{}\u{202f}: {}", it.field, it.message) }
}

/// What became of a line, for people.
pub(super) fn label_of(state: &str) -> &'static str {
    match state {
        "ready" => "prête",
        "wrong" => "à reprendre",
        "known" => "déjà importée",
        "drafted" => "brouillon créé",
        "updated" => "brouillon mis à jour",
        "published" => "en ligne",
        "reviewed" => "en cours de relecture",
        "held" => "brouillon, non mis en ligne",
        _ => "",
    }
}

fn written(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    spreadsheet::written(rows.into_iter().map(|row| row.into_iter().map(guarded)))
}

/// A cell that a spreadsheet would execute is made a text (CWE-1236).
fn guarded(cell: String) -> String {
    if cells::is_a_formula(&cell) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use sqlx::types::Json;

    use super::*;

    #[test]
    fn no_cell_of_a_report_is_a_formula() {
        let cells = ["=HYPERLINK(\"x\")", "+33", "-1", "@a", "\tx", "\rx", "a=b"].map(str::to_owned).to_vec();
        let columns: Vec<String> = (0..cells.len()).map(|it| format!("c{it}")).collect();
        let line = Line {
            number: 2,
            cells: Json(cells.clone()),
            state: "wrong".to_owned(),
            problems: Json(vec![]),
            listing_id: None,
        };

        let text = report(&columns, &[line], "https://x.example");

        let read = super::super::file::read(text.as_bytes()).unwrap();
        for (rank, cell) in read.lines[0].cells.iter().enumerate().skip(cells::OF_REPORTS.len()) {
            assert!(!cells::is_a_formula(cell), "{rank}: {cell}");
        }
        assert!(text.starts_with('\u{feff}') && text.contains(";'+33;"), "{text}");
    }

    #[test]
    fn a_model_names_every_field_of_its_type() {
        let text = model(ListingType::Availability);
        assert!(text.starts_with("\u{feff}reference;metier;lieu;commune;mobilite;du;au;jours;"), "{text}");
    }
}
