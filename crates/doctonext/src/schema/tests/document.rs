//! docs/schema.md tells the schema as it is.

use super::super::design::design;
use super::super::markdown::render;
use super::{catalog, in_repository, migrated_database};

const PAGE: &str = "docs/schema.md";

async fn rendered() -> String {
    let database = migrated_database().await;
    render(&catalog(database.pool()).await, &design().unwrap())
}

#[tokio::test]
async fn the_page_of_documentation_tells_the_live_schema() {
    let written = std::fs::read_to_string(in_repository(PAGE)).unwrap_or_default();
    let rendered = rendered().await;

    let first_difference = rendered.lines().zip(written.lines()).find(|(new, old)| new != old);

    assert!(
        written == rendered,
        "{PAGE} is not up to date (its first lines say how to write it anew); first difference: {first_difference:?}"
    );
}

#[tokio::test]
#[ignore = "writes docs/schema.md anew; run it by name after a migration"]
async fn write_docs_schema() {
    std::fs::write(in_repository(PAGE), rendered().await).unwrap();
}
