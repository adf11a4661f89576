//! Rows on their way to `copy … from stdin`, PostgreSQL's fastest door.

use std::fmt::{Display, Write};

use sqlx::PgConnection;

/// Rows in COPY's text format: a tab between columns, a line a row, `\N` for null.
#[derive(Debug, Default)]
pub struct CopyRows {
    text: String,
    at_row_start: bool,
    rows: u64,
}

impl CopyRows {
    /// No row yet.
    #[must_use]
    pub fn new() -> Self {
        Self { text: String::new(), at_row_start: true, rows: 0 }
    }

    /// Adds a column of free text.
    pub fn text(&mut self, value: &str) -> &mut Self {
        self.column();
        for letter in value.chars() {
            match letter {
                '\\' => self.text.push_str("\\\\"),
                '\t' => self.text.push_str("\\t"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                // PostgreSQL's text admits every character but this one.
                '\0' => {}
                other => self.text.push(other),
            }
        }
        self
    }

    /// Adds a column whose printed form has no special character: a number, a date, a boolean.
    pub fn plain(&mut self, value: impl Display) -> &mut Self {
        self.column();
        // Writing to a String does not fail.
        let _ = write!(self.text, "{value}");
        self
    }

    /// The same, or null.
    pub fn maybe(&mut self, value: Option<impl Display>) -> &mut Self {
        if let Some(value) = value {
            return self.plain(value);
        }
        self.column();
        self.text.push_str("\\N");
        self
    }

    /// A column of free text, or null.
    pub fn maybe_text(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => self.maybe(None::<bool>),
        }
    }

    /// A column of type `text[]`.
    pub fn array<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> &mut Self {
        let quoted: Vec<String> = values
            .into_iter()
            .map(|value| format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
            .collect();
        self.text(&format!("{{{}}}", quoted.join(",")))
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        self.text.push('\n');
        self.at_row_start = true;
        self.rows += 1;
    }

    /// Rows ended so far.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.rows
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Sends the rows with a `copy table (columns) from stdin` statement. Returns how many arrived.
    pub async fn send(self, connection: &mut PgConnection, statement: &str) -> sqlx::Result<u64> {
        if self.is_empty() {
            return Ok(0);
        }
        let mut copy = connection.copy_in_raw(statement).await?;
        copy.send(self.text.into_bytes()).await?;
        copy.finish().await
    }

    fn column(&mut self) {
        if self.at_row_start || self.text.is_empty() {
            self.at_row_start = false;
        } else {
            self.text.push('\t');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_cannot_end_a_column_or_a_row() {
        let mut rows = CopyRows::new();
        rows.text("a\tb\\c\nd\0e").maybe(None::<i32>).plain(7).end_row();
        rows.array(["x", "say \"y\"", "z\\"]).end_row();

        assert_eq!(rows.text, "a\\tb\\\\c\\nde\t\\N\t7\n{\"x\",\"say \\\\\"y\\\\\"\",\"z\\\\\\\\\"}\n");
    }
}
