//! The pages of the wizard.

pub(super) mod check;
pub(super) mod copy;
pub(super) mod dashboard;
pub(super) mod exact;
mod fields;
pub(super) mod history;
mod notes;
pub(super) mod preview;
pub(super) mod publish;
pub(super) mod start;
pub(super) mod state;
pub(super) mod statistics;
pub(super) mod step;
pub(super) mod taken;
pub(super) mod waiting;

use super::{own::Own, step::Step};
use crate::{
    app::App,
    failure::Failure,
    shell::{Frame, Section, account_frame},
};

/// Identifiers are short; anything longer is none.
const LONGEST_ID: usize = 64;

fn checked_id(id: &str) -> Result<&str, Failure> {
    if id.is_empty() || id.len() > LONGEST_ID || id.contains('\0') { Err(Failure::NotFound) } else { Ok(id) }
}

fn frame(app: &App, own: &Own, step: Step) -> Frame {
    let title = step.title(own.listing_type());
    account_frame(app, &address(own.id(), step), title).in_section(Section::Account)
}

/// The page of a step.
pub(super) fn address(id: &str, step: Step) -> String {
    match step {
        Step::Photos => format!("/espace/annonces/{id}/photos"),
        _ => format!("/espace/annonces/{id}/modifier/{}", step.slug()),
    }
}

/// A step in the list above the page.
pub(super) struct Mark {
    pub(super) rank: usize,
    pub(super) title: &'static str,
    pub(super) href: String,
    pub(super) here: bool,
    pub(super) done: bool,
}

/// Every step, with the one that is shown; earlier ones count as done.
fn marks(own: &Own, here: Step) -> Vec<Mark> {
    let mark = |(rank, step): (usize, Step)| Mark {
        rank: rank + 1,
        title: step.title(own.listing_type()),
        href: address(own.id(), step),
        here: step == here,
        done: step < here,
    };
    Step::ALL.into_iter().enumerate().map(mark).collect()
}
