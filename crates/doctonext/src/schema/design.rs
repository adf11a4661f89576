//! The database design, as statements that a program can check: see `design.txt` for the grammar.

/// One phase of the design, with what it promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    pub number: u8,
    pub title: String,
    pub statements: Vec<Statement>,
}

/// One line of the design.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// The table exists.
    Table(String),
    /// The column exists, with that type in the design's words.
    Column { table: String, name: String, kind: String, not_null: bool, default: Option<String> },
    /// No two rows share these columns.
    Unique { table: String, columns: Vec<String> },
    /// A check admits these values and no other.
    Values { table: String, column: String, values: Vec<String> },
    /// A foreign key.
    Relation { table: String, column: String, target: String, target_column: String },
    /// An index of that name, on these columns in that order.
    Index { name: String, table: String, columns: Vec<String> },
}

/// A line that does not follow the grammar.
#[derive(Debug, thiserror::Error)]
#[error("line {line} of the design is not understood: {text}")]
pub struct Unreadable {
    /// From 1.
    pub line: usize,
    pub text: String,
}

/// The design of this product.
///
/// # Errors
/// When a line of `design.txt` does not follow the grammar.
pub fn design() -> Result<Vec<Phase>, Unreadable> {
    parse(include_str!("design.txt"))
}

/// Reads a design.
///
/// # Errors
/// At the first line that does not follow the grammar, or that stands before the first phase.
pub fn parse(text: &str) -> Result<Vec<Phase>, Unreadable> {
    let mut phases: Vec<Phase> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let unreadable = || Unreadable { line: number + 1, text: line.to_owned() };
        if let Some(rest) = line.strip_prefix("phase ") {
            phases.push(phase(rest).ok_or_else(unreadable)?);
        } else {
            let statement = statement(line).ok_or_else(unreadable)?;
            phases.last_mut().ok_or_else(unreadable)?.statements.push(statement);
        }
    }
    Ok(phases)
}

fn phase(text: &str) -> Option<Phase> {
    let (number, title) = text.split_once(' ')?;
    Some(Phase { number: number.parse().ok()?, title: title.to_owned(), statements: Vec::new() })
}

fn statement(line: &str) -> Option<Statement> {
    let (word, rest) = line.split_once(' ')?;
    match word {
        "table" => Some(Statement::Table(rest.to_owned())),
        "column" => column(rest),
        "unique" => {
            let (table, columns) = table_and_columns(rest)?;
            Some(Statement::Unique { table, columns })
        }
        "values" => {
            let (path, values) = rest.split_once(' ')?;
            let (table, column) = table_and_column(path)?;
            Some(Statement::Values { table, column, values: values.split(' ').map(str::to_owned).collect() })
        }
        "relation" => {
            let (from, to) = rest.split_once(" -> ")?;
            let (table, column) = table_and_column(from)?;
            let (target, target_column) = table_and_column(to)?;
            Some(Statement::Relation { table, column, target, target_column })
        }
        "index" => {
            let (name, rest) = rest.split_once(' ')?;
            let (table, columns) = table_and_columns(rest)?;
            Some(Statement::Index { name: name.to_owned(), table, columns })
        }
        _ => None,
    }
}

/// `T.C type [not null] [default D]`
fn column(text: &str) -> Option<Statement> {
    let (path, rest) = text.split_once(' ')?;
    let (table, name) = table_and_column(path)?;
    let (rest, default) = match rest.split_once(" default ") {
        Some((before, default)) => (before, Some(default.to_owned())),
        None => (rest, None),
    };
    let (kind, not_null) = match rest.strip_suffix(" not null") {
        Some(kind) => (kind, true),
        None => (rest, false),
    };
    let one_word = !kind.is_empty() && !kind.contains(' ');
    one_word.then(|| Statement::Column { table, name, kind: kind.to_owned(), not_null, default })
}

/// `T.C`
fn table_and_column(text: &str) -> Option<(String, String)> {
    let (table, column) = text.split_once('.')?;
    Some((table.to_owned(), column.to_owned()))
}

/// `T(C, C, …)`
fn table_and_columns(text: &str) -> Option<(String, Vec<String>)> {
    let (table, rest) = text.split_once('(')?;
    let columns = rest.strip_suffix(')')?;
    Some((table.to_owned(), columns.split(", ").map(str::to_owned).collect()))
}
