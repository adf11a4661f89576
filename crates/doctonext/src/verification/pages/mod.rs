//! The pages of verification.

pub(super) mod case;
pub(super) mod own;
pub(super) mod queue;
mod wording;

use crate::{
    app::App,
    shell::{Frame, Section},
};

fn frame(app: &App, path: &str, title: &str) -> Frame {
    Frame::new(&app.settings.public_url, path, title, "").in_section(Section::Account).hidden_from_robots()
}

/// An option of a list.
struct Choice {
    value: &'static str,
    label: &'static str,
    selected: bool,
}
