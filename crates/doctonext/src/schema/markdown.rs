//! Renders `docs/schema.md` from the catalogue of a live database.

use std::fmt::Write as _;

use super::catalog::{Catalog, Column, Table};
use super::design::{Phase, Statement};

const PREAMBLE: &str = "# Schema of the database

This page is made from the catalogue of a migrated database and checked by the tests: do not edit it. To write it
anew after a migration:

```
cargo test -p doctonext --lib schema::tests::document::write_docs_schema -- --ignored
```

Tables stand in the phases of the database design. Comments, types, constraints and indexes are those of the
live database; how migrations work is told in [migrations/README.md](../migrations/README.md).
";

/// The page, ending with a line feed.
#[must_use]
pub fn render(catalog: &Catalog, phases: &[Phase]) -> String {
    let mut page = String::from(PREAMBLE);
    let mut told: Vec<&str> = Vec::new();
    for phase in phases {
        let names = phase.statements.iter().filter_map(|statement| match statement {
            Statement::Table(name) => Some(name.as_str()),
            _ => None,
        });
        let tables: Vec<&Table> = names.filter_map(|name| catalog.table(name)).collect();
        let title = match phase.number {
            0 => phase.title.clone(),
            number => format!("Phase {number}: {}", phase.title),
        };
        section(&mut page, &title, catalog, &tables);
        told.extend(tables.iter().map(|table| table.name.as_str()));
    }
    let others: Vec<&Table> =
        catalog.tables.iter().filter(|table| !told.contains(&table.name.as_str())).collect();
    section(&mut page, "Other tables", catalog, &others);
    page
}

fn section(page: &mut String, title: &str, catalog: &Catalog, tables: &[&Table]) {
    if tables.is_empty() {
        return;
    }
    line(page, &format!("\n## {title}"));
    for table in tables {
        line(page, &format!("\n### {}\n", table.name));
        if let Some(comment) = &table.comment {
            line(page, &format!("{comment}\n"));
        }
        columns(page, catalog, &table.name);
        foreign_keys(page, catalog, &table.name);
        checks(page, catalog, &table.name);
        indexes(page, catalog, &table.name);
        triggers(page, catalog, &table.name);
    }
}

fn columns(page: &mut String, catalog: &Catalog, table: &str) {
    line(page, "| column | type | null | default | meaning |");
    line(page, "|---|---|---|---|---|");
    for column in catalog.columns_of(table) {
        let null = if column.not_null { "no" } else { "yes" };
        let meaning = column.comment.as_deref().unwrap_or_default();
        line(
            page,
            &format!(
                "| `{}` | {} | {null} | {} | {} |",
                column.name,
                column.kind.replace("timestamp with time zone", "timestamptz"),
                origin(column),
                meaning.replace('|', "\\|"),
            ),
        );
    }
}

/// Where the value comes from when nobody gives one.
fn origin(column: &Column) -> String {
    match &column.default {
        _ if column.identity => "identity".to_owned(),
        Some(expression) if column.generated => format!("computed: `{}`", expression.replace('|', "\\|")),
        Some(expression) => format!("`{}`", expression.trim_end_matches("::text")),
        None => String::new(),
    }
}

fn foreign_keys(page: &mut String, catalog: &Catalog, table: &str) {
    let lines = catalog.constraints_of(table, "f").map(|key| {
        format!(
            "`{}` → `{}({})`, on delete {}",
            key.columns.join(", "),
            key.target.as_deref().unwrap_or_default(),
            key.target_columns.join(", "),
            key.on_delete.as_deref().unwrap_or("no action"),
        )
    });
    list(page, "Foreign keys", lines);
}

fn checks(page: &mut String, catalog: &Catalog, table: &str) {
    let lines = catalog
        .constraints_of(table, "c")
        .map(|check| format!("`{}`: `{}`", check.name, check.definition.replace("::text", "")));
    list(page, "Checks", lines);
}

fn indexes(page: &mut String, catalog: &Catalog, table: &str) {
    let lines = catalog.indexes_of(table).map(|index| {
        let definition = &index.definition;
        let how = definition.split_once(" USING ").map_or(definition.as_str(), |(_, how)| how);
        let unique = if index.unique { "unique " } else { "" };
        format!("`{}`: {unique}`{how}`", index.name)
    });
    list(page, "Indexes", lines);
}

fn triggers(page: &mut String, catalog: &Catalog, table: &str) {
    let lines = catalog.triggers_of(table).map(|trigger| {
        let purpose = trigger.comment.as_deref().unwrap_or_default();
        format!("`{}` runs `{}`. {purpose}", trigger.name, trigger.function).trim_end().to_owned()
    });
    list(page, "Triggers", lines);
}

fn list(page: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    line(page, &format!("\n{title}:\n"));
    for text in lines {
        line(page, &format!("- {text}"));
    }
}

fn line(page: &mut String, text: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(page, "{text}");
}
