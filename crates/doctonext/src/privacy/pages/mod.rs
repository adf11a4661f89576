//! The pages of privacy.

pub(super) mod closing;
pub(super) mod data;
pub(super) mod export;
pub(super) mod retention;

use crate::{
    app::App,
    shell::{Frame, Section},
};

fn frame(app: &App, path: &str, title: &str) -> Frame {
    Frame::new(&app.settings.public_url, path, title, "").in_section(Section::Account).hidden_from_robots()
}
