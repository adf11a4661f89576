//! The jobs of media.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::media;

/// Makes what is kept of one file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MakePictures {
    /// Identifier of the file.
    media: String,
}

impl TaskHandler for MakePictures {
    const IDENTIFIER: &'static str = media::MAKE_PICTURES;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            media::make_pictures(&app, &self.media).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Compares the storage with the rows, both ways.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CompareMedia {}

impl TaskHandler for CompareMedia {
    const IDENTIFIER: &'static str = "compare_media";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let found = media::compare(&app).await.map_err(Trouble::retry)?;
            tracing::info!(?found, "the files of listings were compared with their rows");
            Ok(())
        })
        .await
    }
}
