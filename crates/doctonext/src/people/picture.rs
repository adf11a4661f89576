//! The picture of a person on disk: named by their row, or noted to be removed; nothing in between survives.

use super::store;
use crate::{app::App, failure::Failure, file_removals};

/// Keeps a prepared picture in place of the one before.
pub(super) async fn keep(app: &App, person: &str, picture: Vec<u8>) -> Result<(), Failure> {
    let file = format!("{}.jpg", uuid::Uuid::new_v4().simple());
    let key = key_of(&file);
    file_removals::expect(&app.db, &key, app.clock.now()).await?;
    app.files.put(&key, picture.into()).await.map_err(Failure::broken)?;
    replace(app, person, Some(&file)).await
}

/// Takes the picture away.
pub(super) async fn take_away(app: &App, person: &str) -> Result<(), Failure> {
    replace(app, person, None).await
}

async fn replace(app: &App, person: &str, file: Option<&str>) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    let before = store::set_avatar(&mut tx, person, file).await?.ok_or(Failure::NotFound)?;
    if let Some(file) = file {
        file_removals::spare(&mut tx, &key_of(file)).await?;
    }
    let old: Vec<String> = before.iter().map(|it| key_of(it)).collect();
    file_removals::doom(&mut tx, &old, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Where a picture lies among the files.
pub(super) fn key_of(file: &str) -> String {
    format!("avatars/{file}")
}
