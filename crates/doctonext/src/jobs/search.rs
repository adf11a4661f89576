//! The job of search.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::search;

/// Forgets the notes of changes that indexes in memory have read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SweepSearchNotes {}

impl TaskHandler for SweepSearchNotes {
    const IDENTIFIER: &'static str = "sweep_search_notes";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| search::sweep_notes(&app.db).await.map_err(Trouble::retry))
            .await
    }
}
