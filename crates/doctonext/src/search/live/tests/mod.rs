//! The index through its routes and beside the database.

mod feeding;
mod map;
mod pages;
mod payment;
mod same;
mod signs;
mod tiles;

use super::feed::{Look, Progress};
use crate::testing::World;

/// Brings the index up to what the house has heard of.
async fn look(world: &World, progress: &mut Progress) -> Look {
    let app = &world.app;
    app.live.look(world.db(), progress, app.epoch.current(), app.clock.now()).await.unwrap()
}
