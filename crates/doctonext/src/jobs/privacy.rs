//! Jobs of privacy: copies, removals, retention.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::{file_removals, privacy};

/// Files removed in one job; the rest waits for the next.
const MOST_FILES: i64 = 1000;

/// Executes the rules of retention whose time has come.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ApplyRetention {}

impl TaskHandler for ApplyRetention {
    const IDENTIFIER: &'static str = "apply_retention";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            privacy::apply_retention(&app).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Makes the copy of somebody's data.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct BuildExport {
    /// Identifier of the copy.
    export: String,
}

impl TaskHandler for BuildExport {
    const IDENTIFIER: &'static str = privacy::BUILD_EXPORT;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            privacy::build_export(&app, &self.export).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Removes files that no row names any more.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RemoveFiles {}

impl TaskHandler for RemoveFiles {
    const IDENTIFIER: &'static str = file_removals::REMOVE;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            file_removals::remove(&app, MOST_FILES).await.map_err(Trouble::retry)
        })
        .await
    }
}
