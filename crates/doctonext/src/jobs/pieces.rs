//! The job of documents.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::pieces;

/// Tells people of documents that end soon.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RemindOfPieces {}

impl TaskHandler for RemindOfPieces {
    const IDENTIFIER: &'static str = "remind_of_pieces";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let made = pieces::remind(&app).await.map_err(Trouble::retry)?;
            if made > 0 {
                tracing::info!(made, "reminders of documents that end soon");
            }
            Ok(())
        })
        .await
    }
}
