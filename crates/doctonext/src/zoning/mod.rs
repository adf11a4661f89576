//! The zoning: official classes of each commune for each profession, and what they mean for who wants to set up there.
//!
//! Owns `zoning_editions`, `zoning_lines`, `zoning_changes`, `zoning_departments` and `installation_rules`. Files are read as they are published
//! and kept as they stand, with source and date; the rules are data with dates, written by one member of the team and put
//! in force by another. Without a file nothing is guessed.

mod api;
mod asked;
mod class;
mod decide;
mod departments;
mod file;
mod import;
mod pages;
pub mod personal_data;
mod places;
mod report;
mod rules;
mod situation;
mod store;
#[cfg(test)]
pub(crate) mod tests;
pub mod views;
mod writing;

pub(crate) use api::*;
pub use class::Class;
pub use departments::{ClassShare, DepartmentClasses, by_department, tile};
pub use import::{About, ImportError, Order, import};
pub use report::{Imported, Report, Told};
pub use rules::{Kind, Outcome, Rule, rule};
pub use situation::{Density, LocalClass, Origin, Situation, density, situation};

use axum::{Router, extract::DefaultBodyLimit, routing::get};
use sqlx::PgExecutor;

use crate::{app::App, trades::Profession};

/// Name of the job by which listings follow an edition that was put in force.
pub const FOLLOW: &str = "follow_zoning";

/// The public question, its API, and the pages of the team.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/installation", get(pages::question::show))
        .route("/api/v1/installation", get(installation))
        .route(
            "/equipe/zonage",
            get(pages::editions::show)
                .post(pages::editions::send)
                .layer(DefaultBodyLimit::max(pages::editions::LARGEST_BODY)),
        )
        .route("/equipe/zonage/{id}", get(pages::edition::show).post(pages::edition::decide))
        .route("/equipe/zonage/{id}/changements.csv", get(pages::edition::changes_csv))
        .route("/equipe/installation", get(pages::rules::list))
        .route("/equipe/installation/nouvelle", get(pages::proposal::show).post(pages::proposal::propose))
        .route("/equipe/installation/{id}", get(pages::rules::show).post(pages::rules::decide))
}

/// What an edition touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Whose zoning it is.
    pub profession: &'static Profession,
    /// Communes whose class it changed; none when it is the first of its profession, and touches every one.
    pub communes: Option<Vec<String>>,
}

/// The professions that have an edition in force.
pub async fn professions_in_force(db: impl PgExecutor<'_>) -> sqlx::Result<Vec<&'static Profession>> {
    let codes = store::professions_in_force(db).await?;
    Ok(codes.iter().filter_map(|it| Profession::from_code(it)).collect())
}

/// What an edition touches; nothing when there is no such edition.
pub async fn touched(db: impl PgExecutor<'_>, edition: &str) -> sqlx::Result<Option<Touched>> {
    let found = store::touched(db, edition).await?;
    Ok(found.and_then(|(profession, changed, communes)| {
        let is_first = changed > 0 && communes.is_empty();
        Some(Touched {
            profession: Profession::from_code(&profession)?,
            communes: (!is_first).then_some(communes),
        })
    }))
}
