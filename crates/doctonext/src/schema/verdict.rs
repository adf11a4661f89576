//! Does a live catalogue hold what a line of the design promises?

use super::catalog::{Catalog, Column};
use super::design::Statement;

impl Statement {
    /// What is missing or different, in one sentence; nothing when the catalogue keeps the promise.
    #[must_use]
    pub fn complaint(&self, catalog: &Catalog) -> Option<String> {
        match self {
            Self::Table(name) => {
                catalog.table(name).is_none().then(|| format!("table {name} does not exist"))
            }
            Self::Column { table, name, kind, not_null, default } => match catalog.column(table, name) {
                None => Some(format!("column {table}.{name} does not exist")),
                Some(found) => column_complaint(found, kind, *not_null, default.as_deref()),
            },
            Self::Unique { table, columns } => {
                let kept = catalog
                    .indexes_of(table)
                    .any(|index| index.unique && !index.partial && same_names(&index.columns, columns));
                (!kept).then(|| format!("{table}({}) is not unique", columns.join(", ")))
            }
            Self::Values { table, column, values } => values_complaint(catalog, table, column, values),
            Self::Relation { table, column, target, target_column } => {
                let kept = catalog.constraints_of(table, "f").any(|key| {
                    key.columns == [column.as_str()]
                        && key.target.as_deref() == Some(target)
                        && key.target_columns == [target_column.as_str()]
                });
                (!kept).then(|| format!("no foreign key from {table}.{column} to {target}.{target_column}"))
            }
            Self::Index { name, table, columns } => {
                let kept = catalog
                    .indexes_of(table)
                    .any(|index| &index.name == name && !index.partial && &index.columns == columns);
                (!kept).then(|| format!("no index {name} on {table}({})", columns.join(", ")))
            }
        }
    }
}

fn column_complaint(found: &Column, kind: &str, not_null: bool, default: Option<&str>) -> Option<String> {
    let place = format!("column {}.{}", found.table, found.name);
    if !same_kind(&found.kind, kind) {
        return Some(format!("{place} is {}, the design says {kind}", found.kind));
    }
    if not_null && !found.not_null {
        return Some(format!("{place} admits null"));
    }
    let default = default?;
    let held = found.default.as_deref().map(bare);
    (held != Some(default)).then(|| format!("{place} has the default {held:?}, the design says {default}"))
}

/// The design writes types loosely: every moment is a timestamptz here, every decimal a numeric.
fn same_kind(found: &str, wanted: &str) -> bool {
    match wanted {
        "timestamp" => found == "timestamp with time zone",
        "decimal" => found == "numeric" || found.starts_with("numeric("),
        other => found == other,
    }
}

/// `'draft'::text` is the default `'draft'`.
fn bare(expression: &str) -> &str {
    expression.split("::").next().unwrap_or(expression)
}

fn values_complaint(catalog: &Catalog, table: &str, column: &str, values: &[String]) -> Option<String> {
    let mut wanted: Vec<&str> = values.iter().map(String::as_str).collect();
    wanted.sort_unstable();
    let admitted: Vec<Vec<&str>> = catalog
        .constraints_of(table, "c")
        .filter(|check| check.columns == [column])
        .map(|check| quoted(&check.definition))
        .filter(|texts| !texts.is_empty())
        .collect();
    if admitted.contains(&wanted) {
        return None;
    }
    Some(format!("{table}.{column} should admit {wanted:?}, its checks name {admitted:?}"))
}

/// The texts between single quotes, sorted.
fn quoted(definition: &str) -> Vec<&str> {
    let mut texts: Vec<&str> = definition.split('\'').skip(1).step_by(2).collect();
    texts.sort_unstable();
    texts
}

fn same_names(left: &[String], right: &[String]) -> bool {
    let (mut left, mut right) = (left.to_vec(), right.to_vec());
    left.sort_unstable();
    right.sort_unstable();
    left == right
}
