//! The live catalogue, line by line beside the design.

use super::super::catalog::{Catalog, Constraint, Index};
use super::super::design::{Statement, design, parse};
use super::{catalog, migrated_database};

#[tokio::test]
async fn the_live_catalogue_keeps_every_line_of_the_design() {
    let database = migrated_database().await;
    let catalog = catalog(database.pool()).await;

    let lines: Vec<Statement> = design().unwrap().into_iter().flat_map(|phase| phase.statements).collect();
    let complaints: Vec<String> = lines.iter().filter_map(|line| line.complaint(&catalog)).collect();

    assert!(lines.len() > 300, "the design was cut short: {} lines", lines.len());
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[tokio::test]
async fn a_promise_that_is_not_kept_is_named() {
    let database = migrated_database().await;
    let catalog = catalog(database.pool()).await;
    let promises = "phase 9 Promises\n\
        table unicorns\n\
        column users.horn text\n\
        column users.email integer\n\
        column users.bio text not null\n\
        column users.role text default 'admin'\n\
        unique listings(title)\n\
        values listings.listing_type transfer\n\
        relation listings.title -> users.id\n\
        index idx_listings_type_specialty listings(specialty, listing_type)\n";

    let complaints: Vec<String> =
        parse(promises).unwrap()[0].statements.iter().filter_map(|line| line.complaint(&catalog)).collect();

    assert_eq!(complaints.len(), 9, "{complaints:#?}");
    assert_eq!(complaints[0], "table unicorns does not exist");
    assert_eq!(complaints[1], "column users.horn does not exist");
    assert_eq!(complaints[2], "column users.email is text, the design says integer");
    assert_eq!(complaints[3], "column users.bio admits null");
}

#[test]
fn a_line_outside_the_grammar_is_refused_with_its_number() {
    for text in ["phase 1 A\ntabel users", "phase 1 A\ncolumn users.id", "table users", "phase one A"] {
        let refusal = parse(text).unwrap_err().to_string();
        assert!(refusal.contains("is not understood"), "{refusal}");
    }
    assert_eq!(parse("phase 1 A\n\n# note\ntabel users").unwrap_err().line, 4);
}

#[tokio::test]
async fn every_foreign_key_leads_an_index_and_states_its_rule_of_deletion() {
    let database = migrated_database().await;
    let catalog = catalog(database.pool()).await;

    let keys: Vec<&Constraint> = catalog.constraints.iter().filter(|key| key.kind == "f").collect();
    let bare: Vec<&str> =
        keys.iter().filter(|key| !is_indexed(&catalog, key)).map(|key| key.name.as_str()).collect();
    let vague: Vec<&str> = keys
        .iter()
        .filter(|key| key.on_delete.as_deref() == Some("no action"))
        .map(|key| key.name.as_str())
        .collect();

    assert!(keys.len() > 30, "only {} foreign keys", keys.len());
    assert!(bare.is_empty(), "without an index: {bare:?}");
    assert!(vague.is_empty(), "without a rule of deletion: {vague:?}");
}

/// An index serves a key when it begins with the key's columns; it may leave out the rows that have none.
fn is_indexed(catalog: &Catalog, key: &Constraint) -> bool {
    let leaves_out_nulls_only = |index: &Index| {
        let condition = format!("WHERE ({} IS NOT NULL)", key.columns[0]);
        index.definition.ends_with(&condition)
    };
    catalog.indexes_of(&key.table).any(|index| {
        index.columns.starts_with(&key.columns) && (!index.partial || leaves_out_nulls_only(index))
    })
}

#[tokio::test]
async fn every_check_that_lists_values_is_told_by_the_design() {
    let database = migrated_database().await;
    let catalog = catalog(database.pool()).await;
    let told: Vec<(String, String)> = design()
        .unwrap()
        .into_iter()
        .flat_map(|phase| phase.statements)
        .filter_map(|line| match line {
            Statement::Values { table, column, .. } => Some((table, column)),
            _ => None,
        })
        .collect();

    let untold: Vec<&str> = catalog
        .constraints
        .iter()
        .filter(|check| check.kind == "c" && check.columns.len() == 1)
        .filter(|check| check.definition.contains("ARRAY['"))
        .filter(|check| !told.contains(&(check.table.clone(), check.columns[0].clone())))
        .map(|check| check.name.as_str())
        .collect();

    assert!(untold.is_empty(), "{untold:?}");
}

#[tokio::test]
async fn every_table_says_what_it_is_for() {
    let database = migrated_database().await;
    let catalog = catalog(database.pool()).await;

    let silent: Vec<&str> = catalog
        .tables
        .iter()
        .filter(|table| table.comment.is_none())
        .map(|table| table.name.as_str())
        .collect();

    assert!(catalog.tables.len() > 25);
    assert!(silent.is_empty(), "{silent:?}");
}

#[tokio::test]
async fn every_moment_bears_its_time_zone() {
    let database = migrated_database().await;
    let catalog = catalog(database.pool()).await;

    let vague: Vec<String> = catalog
        .columns
        .iter()
        .filter(|column| column.kind.starts_with("timestamp without"))
        .map(|column| format!("{}.{}", column.table, column.name))
        .collect();

    assert!(vague.is_empty(), "{vague:?}");
}
