//! What the clock brings to listings.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::{analytics, comparables, listings, publishing, zoning};

/// Ends the listings whose time is over.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ExpireListings {}

impl TaskHandler for ExpireListings {
    const IDENTIFIER: &'static str = "expire_listings";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let ended = listings::expire_due(&app).await.map_err(Trouble::retry)?;
            if ended > 0 {
                tracing::info!(ended, "listings came to their end");
            }
            Ok(())
        })
        .await
    }
}

/// Starts the scheduled ones, lets the unread ones online, pauses the silent ones, archives the old ones.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FollowListings {}

impl TaskHandler for FollowListings {
    const IDENTIFIER: &'static str = "follow_listings";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| listings::follow_clock(&app).await.map_err(Trouble::retry))
            .await
    }
}

/// Tells search, after an upgrade, what the program before could not tell it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CompleteProjection {}

impl TaskHandler for CompleteProjection {
    const IDENTIFIER: &'static str = "complete_projection";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let completed = listings::complete_projection(&app.db, &app.gazetteer, &*app.clock).await;
            completed.map_err(Trouble::retry)
        })
        .await
    }
}

/// Asks owners whether their listings hold, and tells them of their end.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RemindOwners {}

impl TaskHandler for RemindOwners {
    const IDENTIFIER: &'static str = "remind_owners";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            // A fault in the first keeps nobody from the second.
            let asked = listings::ask_whether_it_holds(&app).await;
            listings::tell_of_the_end(&app).await.and(asked).map_err(Trouble::retry)
        })
        .await
    }
}

/// Measures how owners answer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MeasureAnswers {}

impl TaskHandler for MeasureAnswers {
    const IDENTIFIER: &'static str = "measure_answers";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            publishing::measure_answers(&app).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Writes to owners what happened in the week.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TellOfTheWeek {}

impl TaskHandler for TellOfTheWeek {
    const IDENTIFIER: &'static str = "tell_of_the_week";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            publishing::tell_of_the_week(&app).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Imports what is left of a file of listings.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ImportListings {
    /// `listing_imports.id`.
    import: String,
}

impl TaskHandler for ImportListings {
    const IDENTIFIER: &'static str = publishing::IMPORT;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            publishing::import_listings(&app, &self.import).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Lets listings follow an edition of the zoning.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FollowZoning {
    /// `zoning_editions.id`.
    edition: String,
}

impl TaskHandler for FollowZoning {
    const IDENTIFIER: &'static str = zoning::FOLLOW;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            let changed = listings::follow_zoning(&app.db, &app.gazetteer, &*app.clock, &self.edition);
            let changed = changed.await.map_err(Trouble::retry)?;
            tracing::info!(changed, "listings followed the zoning");
            Ok(())
        })
        .await
    }
}

/// Finds the street of a listing on the map.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LocateListing {
    /// `listings.id`.
    listing: String,
}

impl TaskHandler for LocateListing {
    const IDENTIFIER: &'static str = listings::LOCATE;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            listings::locate(&app, &self.listing).await.map_err(Trouble::retry)
        })
        .await
    }
}

/// Counts what happened around listings.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FoldViews {}

impl TaskHandler for FoldViews {
    const IDENTIFIER: &'static str = "fold_views";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| analytics::fold(&app).await.map_err(Trouble::retry)).await
    }
}

/// Compares what practices are asked for.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ComparePrices {}

impl TaskHandler for ComparePrices {
    const IDENTIFIER: &'static str = "compare_prices";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| {
            comparables::compute(&app.db, app.clock.now()).await.map(drop).map_err(Trouble::retry)
        })
        .await
    }
}
