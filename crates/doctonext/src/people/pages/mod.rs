//! The pages of people.

pub(super) mod notifications;
pub(super) mod overview;
pub(super) mod profile;
pub(super) mod public;
pub(super) mod telephone;

use crate::{
    app::App,
    shell::{Frame, Section},
};

fn frame(app: &App, path: &str, title: &str) -> Frame {
    Frame::new(&app.settings.public_url, path, title, "").in_section(Section::Account).hidden_from_robots()
}
