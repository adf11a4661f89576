//! What the directory says, in the words of the comparison.

use platform::clock::today_in_paris;

use super::{
    names::{DirectoryFacts, FullName},
    number::Number,
};
use crate::{
    app::App,
    directory::{self, Exercise, NationalId},
    failure::Failure,
};

/// The person of a number; none when the directory knows nobody so. Professions that they still study count for students
/// alone.
pub(super) async fn look_up(
    app: &App,
    number: &Number,
    is_student: bool,
) -> Result<Option<DirectoryFacts>, Failure> {
    let id = match number {
        Number::Rpps(text) => NationalId::rpps(text),
        Number::Adeli(text) => NationalId::adeli(text),
        Number::Test(_) => None,
    };
    let Some(id) = id else { return Ok(None) };
    let today = today_in_paris(app.clock.now());
    let found = directory::look_up(&app.db, app.directory_online.as_deref(), &id, today)
        .await
        .map_err(Failure::broken)?;
    Ok(found.map(|it| DirectoryFacts {
        professions: it
            .professions
            .iter()
            .filter(|it| is_student || !it.is_student())
            .filter_map(Exercise::profession)
            .collect(),
        names: it.names.into_iter().map(|it| FullName { family: it.family, given: it.given }).collect(),
        active: it.active,
    }))
}

/// Whether there is a directory to ask.
pub(super) async fn is_there(app: &App) -> Result<bool, Failure> {
    Ok(app.directory_online.is_some() || directory::edition(&app.db).await?.is_some())
}

/// Whether the directory is made up: then test identities are read.
pub(super) async fn is_demonstration(app: &App) -> Result<bool, Failure> {
    Ok(directory::edition(&app.db).await?.is_some_and(|it| it.is_demonstration()))
}
