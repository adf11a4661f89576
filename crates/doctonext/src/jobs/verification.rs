//! The jobs of verification.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::{accounts, listings, verification};

/// Looks up every number that was declared.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CheckNumbers {}

impl TaskHandler for CheckNumbers {
    const IDENTIFIER: &'static str = verification::CHECK_NUMBERS;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            verification::check_declared(&app).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Draws the consequences of what Pro Santé Connect said of somebody.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ProveByPsc {
    /// Names what was kept, sealed.
    note: String,
}

impl TaskHandler for ProveByPsc {
    const IDENTIFIER: &'static str = accounts::PROVE;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            verification::prove_by_psc(&app, &self.note).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Looks everybody with a badge up again.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RecheckNumbers {}

impl TaskHandler for RecheckNumbers {
    const IDENTIFIER: &'static str = "recheck_numbers";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let night = verification::recheck(&app).await.map_err(Trouble::retry)?;
            tracing::info!(?night, "everybody with a badge was looked up again");
            verification::mark_colleagues(&app).await.map_err(Trouble::retry)?;
            let changed = listings::confidential::follow_directory(&app).await.map_err(Trouble::retry)?;
            tracing::info!(changed, "areas of confidential listings follow the directory");
            Ok(())
        })
        .await
    }
}

/// Marks adopted numbers, ends licences, removes documents whose time is over.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TidyVerification {}

impl TaskHandler for TidyVerification {
    const IDENTIFIER: &'static str = "tidy_verification";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| verification::tidy(&app).await.map_err(Trouble::retry))
            .await
    }
}
