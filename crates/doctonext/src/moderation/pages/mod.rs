//! The pages of moderation: to report, to follow, to contest; those of the team; what everybody may read.

pub(super) mod appeal;
pub(super) mod authorities;
pub(super) mod case;
pub(super) mod decided;
pub(super) mod follow;
pub(super) mod form;
pub(super) mod person;
pub(super) mod public;
pub(super) mod queue;
pub(super) mod report;
pub(super) mod rules;
pub(super) mod second;
pub(super) mod statement;
pub(super) mod transparency;

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use serde::Deserialize;

use crate::{
    app::App,
    failure::Failure,
    shell::{Frame, account_frame},
};

/// A choice in a list.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) selected: bool,
}

fn frame(app: &App, path: &str, title: &str) -> Frame {
    account_frame(app, path, title)
}

/// What no browser keeps, nor tells another site.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// What the page says of what was just done, by the word that the decision before left in the address.
#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct Before {
    #[serde(default)]
    note: String,
}

impl Before {
    /// Empty for a word of nobody's.
    fn said(&self) -> &'static str {
        match self.note.as_str() {
            "fait" => "C’est décidé. Voici l’élément suivant.",
            "propose" => "Le bannissement est proposé\u{202f}: une autre personne doit le confirmer.",
            _ => "",
        }
    }
}

/// A sentence as it is kept, or nothing when it is too short or too long; line breaks stay.
fn sentence(typed: &str, shortest: usize, longest: usize) -> Option<String> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    (shortest..=longest).contains(&text.chars().count()).then_some(text)
}

/// Identifiers are short; anything longer is none.
fn checked_id(id: &str) -> Result<&str, Failure> {
    if id.is_empty() || id.len() > 64 || id.contains('\0') { Err(Failure::NotFound) } else { Ok(id) }
}
