//! The job of rooms.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::rooms;

/// Ends what is over, and tells readers.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TendRooms {}

impl TaskHandler for TendRooms {
    const IDENTIFIER: &'static str = "tend_rooms";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let did = rooms::tend(&app).await.map_err(Trouble::retry)?;
            if did != rooms::Tended::default() {
                tracing::info!(?did, "rooms were tended");
            }
            Ok(())
        })
        .await
    }
}
