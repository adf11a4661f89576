//! What the clock brings to moderation.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::moderation;

/// Ends measures whose time is over.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FollowModeration {}

impl TaskHandler for FollowModeration {
    const IDENTIFIER: &'static str = "follow_moderation";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            moderation::follow_clock(&app).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Gives a fingerprint to texts that have none.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PrintTexts {}

impl TaskHandler for PrintTexts {
    const IDENTIFIER: &'static str = "print_texts";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| moderation::print_texts(&app).await.map_err(Trouble::retry))
            .await
    }
}
