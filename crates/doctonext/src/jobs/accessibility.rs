//! The job of accessibility.

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use serde::{Deserialize, Serialize};

use super::{Reach, Trouble, carry_out};
use crate::{
    accessibility::{self, ComputeError},
    app::App,
};

/// Works out accessibility anew, when directory, positions or formula changed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ComputeAccessibility {}

impl TaskHandler for ComputeAccessibility {
    const IDENTIFIER: &'static str = accessibility::COMPUTE;

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        carry_out(&ctx, async |Reach { app, .. }| bring_up_to_date(&app).await).await
    }
}

/// Works out until nothing is due: a directory may come while a run reads the one of before.
async fn bring_up_to_date(app: &App) -> Result<(), Trouble> {
    while accessibility::is_due(&app.db).await.map_err(Trouble::retry)? {
        match accessibility::compute(&app.db, &app.gazetteer, &*app.clock).await {
            Ok(outcome) if outcome.is_overtaken => {}
            Ok(_) | Err(ComputeError::NoDirectory) => return Ok(()),
            // Whoever is at it may have begun before what we were asked for.
            Err(error @ (ComputeError::Another | ComputeError::Database(_))) => {
                return Err(Trouble::retry(error));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::World;

    #[tokio::test]
    async fn what_is_asked_for_during_another_run_is_tried_again() {
        let world = World::new().await;
        sqlx::query(
            "insert into directory_editions (source, file_name, file_sha256, extracted_on, imported_at, lines, people, added,
                                             changed, disappeared)
             values ('extraction', 'f', 'f', '2026-02-28', now(), 1, 1, 1, 0, 0)",
        )
        .execute(world.db())
        .await
        .unwrap();
        let mut other = world.db().acquire().await.unwrap();
        sqlx::query("select pg_advisory_lock(hashtext('doctonext accessibility'))")
            .execute(&mut *other)
            .await
            .unwrap();

        let tried = bring_up_to_date(&world.app).await;

        assert!(matches!(tried, Err(Trouble::Retry(_))), "{tried:?}");
    }
}
