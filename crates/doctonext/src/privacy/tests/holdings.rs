//! Nothing that we hold about a person can be forgotten: the live catalogue beside the declarations.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::person::{PICTURE, PLANTED, claire_everywhere};
use crate::{
    file_removals,
    personal_data::{Erased, Told},
    privacy::{erasing, export::Part, holdings},
    schema::catalog::Catalog,
    testing::{PASSWORD, World},
};

async fn catalog(world: &World) -> Catalog {
    Catalog::read(world.db()).await.unwrap()
}

/// Rows of `table.column` that name Claire.
async fn rows(world: &World, column: &str) -> i64 {
    let (table, column) = column.split_once('.').unwrap();
    let statement = format!("select count(*) from {table} where {column} = 'claire'");
    sqlx::query_scalar(AssertSqlSafe(statement)).fetch_one(world.db()).await.unwrap()
}

#[tokio::test]
async fn every_column_that_names_a_person_is_declared() {
    let world = World::new().await;
    let catalog = catalog(&world).await;

    let named: BTreeSet<String> = catalog
        .constraints
        .iter()
        .filter(|it| it.kind == "f" && it.target.as_deref() == Some("users"))
        .map(|it| format!("{}.{}", it.table, it.columns[0]))
        .collect();
    let declared: Vec<String> = holdings().map(|it| it.column.to_owned()).collect();

    let forgotten: Vec<_> = named.iter().filter(|it| !declared.contains(it)).collect();
    let gone: Vec<_> = declared
        .iter()
        .filter(|it| it.split_once('.').is_none_or(|(table, name)| catalog.column(table, name).is_none()))
        .collect();
    assert!(forgotten.is_empty(), "neither told nor erased: {forgotten:?}");
    assert!(gone.is_empty(), "no such column: {gone:?}");
    assert_eq!(declared.iter().collect::<BTreeSet<_>>().len(), declared.len(), "declared twice");
}

#[tokio::test]
async fn what_is_held_is_told_to_the_person_and_secrets_are_not() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    browser.post("/espace/donnees/export", &[]).await;

    let mut told: BTreeMap<&str, Value> = BTreeMap::new();
    for part in Part::ALL {
        let (file, value) = part.told(&world.app, "claire").await.unwrap();
        told.insert(file, value);
    }

    for holding in holdings() {
        assert!(rows(&world, holding.column).await > 0, "the person of this test has no {}", holding.column);
        match holding.told {
            Told::Not(why) => assert!(why.len() > 20, "{} needs a reason", holding.column),
            Told::At(file, pointer) => {
                let value = told[file].pointer(pointer).unwrap_or(&Value::Null);
                let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
                assert!(!empty, "{} is not at {file}{pointer}", holding.column);
            }
        }
    }
    let all = serde_json::to_string(&told).unwrap();
    for word in
        PLANTED.iter().chain(&["10003456789", "231234567", "732829320", "Bonjour de paul", "203.0.113.0"])
    {
        assert!(all.contains(word), "the copy does not tell {word}");
    }
    let secrets: Vec<String> = sqlx::query_scalar(
        "select password from accounts where user_id = 'claire' union all select token from sessions where user_id = 'claire'
         union all select mark from recovery_codes union all select secret from totp_secrets",
    )
    .fetch_all(world.db())
    .await
    .unwrap();
    assert!(secrets.len() >= 4 && secrets.iter().all(|it| !all.contains(it)), "a secret is told");
}

/// Columns of `users` that erasure leaves: they say nothing of a person.
const LEFT: [&str; 3] = ["id", "created_at", "account_kind"];

#[tokio::test]
async fn erasing_leaves_what_others_rest_on_and_nothing_of_the_person() {
    let world = World::new().await;
    let browser = claire_everywhere(&world).await;
    browser.post("/espace/donnees/export", &[]).await;
    let before = user(&world).await;
    let answer = browser.post("/espace/donnees/suppression", &[("mot_de_passe", PASSWORD)]).await;
    assert_eq!(answer.header("location"), "/espace/donnees?note=suppression", "{}", answer.text());
    world.clock.advance(TimeDelta::days(16));

    assert_eq!(erasing::erase_due(&world.app, 10).await.unwrap().removed, 1);
    file_removals::remove(&world.app, 10).await.unwrap();

    for holding in holdings() {
        let left = rows(&world, holding.column).await;
        match holding.erased {
            Erased::Gone => assert_eq!(left, 0, "{} still names the person", holding.column),
            Erased::Kept(why) => assert!(left > 0 && why.len() > 20, "{} went", holding.column),
        }
    }
    let after = user(&world).await;
    for (column, value) in &before {
        let kept = LEFT.contains(&column.as_str()) || column == "erased_at" || column == "closing_at";
        assert!(kept || after[column] != *value, "users.{column} is still {value}");
    }
    assert_eq!(after["name"], "Compte supprimé");
    // A commune may bear the name of anybody.
    for table in catalog(&world).await.tables.into_iter().filter(|it| it.name != "communes") {
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(format!("select t::text from {} t", table.name)))
                .fetch_all(world.db())
                .await
                .unwrap();
        for word in PLANTED {
            assert!(
                !rows.iter().any(|row| row.contains(word)),
                "{} still says {word}: {rows:#?}",
                table.name
            );
        }
    }
    for key in [PICTURE, "listings/plan.pdf", "pieces/diploma", "vault/rcp"] {
        assert!(world.app.files.get(key).await.unwrap().is_none(), "{key} is still there");
    }
    let proofs: Vec<String> =
        sqlx::query_scalar("select id from verifications").fetch_all(world.db()).await.unwrap();
    assert_eq!(proofs, ["proof-4"], "that of somebody else");
    let keys: i64 = sqlx::query_scalar(
        "select count(*) from data_keys where scope_id = 'claire' and wrapped is not null",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(keys, 0, "the key of the person is destroyed");
}

async fn user(world: &World) -> BTreeMap<String, Value> {
    let row: Value = sqlx::query_scalar("select to_jsonb(u) from users u where id = 'claire'")
        .fetch_one(world.db())
        .await
        .unwrap();
    serde_json::from_value(row).unwrap()
}
