//! Tables for a spreadsheet: CSV as the French ones read it.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// By this mark, spreadsheets know that the text is UTF-8.
const MARK: &str = "\u{feff}";

/// Rows of cells, the heading among them; rows may be of different lengths. Cells that somebody typed are the caller's to guard
/// against formulas (CWE-1236).
pub(crate) fn written<Row: IntoIterator<Item = String>>(rows: impl IntoIterator<Item = Row>) -> String {
    // Semicolons, since the comma separates decimals in French.
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(MARK.as_bytes().to_vec());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(row.into_iter().collect::<Vec<_>>());
    }
    writer.into_inner().ok().and_then(|it| String::from_utf8(it).ok()).unwrap_or_default()
}

/// The answer that saves a table under a name of ours: letters, digits, `-` and `.`.
pub(crate) fn answer(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_a_semicolon_or_a_quote_stays_one_cell() {
        let rows =
            [vec!["jour".to_owned(), "dit".to_owned()], vec!["a;b".to_owned(), "« c » \"d\"".to_owned()]];
        assert_eq!(written(rows), "\u{feff}jour;dit\r\n\"a;b\";\"« c » \"\"d\"\"\"\r\n");
    }
}
