//! The job of accessibility.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::accessibility::{self, ComputeError};

/// Works out accessibility anew, when directory, positions or formula changed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ComputeAccessibility {}

impl TaskHandler for ComputeAccessibility {
    const IDENTIFIER: &'static str = accessibility::COMPUTE;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            if !accessibility::is_due(&app.db).await.map_err(Trouble::retry)? {
                return Ok(());
            }
            match accessibility::compute(&app.db, &app.gazetteer, &*app.clock).await {
                // Whoever is at it does what we were asked for.
                Ok(_) | Err(ComputeError::Another | ComputeError::NoDirectory) => Ok(()),
                Err(error @ ComputeError::Database(_)) => Err(Trouble::retry(error)),
            }
        })
        .await
    }
}
