//! Which state of the listings the remembered pages and numbers describe.
//!
//! Every change of the search projection notifies `listing_search_changed` when it commits; each server listens and
//! moves its epoch on, so whatever was remembered under the old one is never shown again. Holds for any number of
//! servers on one database.

use std::{sync::Arc, time::Duration};

use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::watch;

const CHANNEL: &str = "listing_search_changed";

/// A number that moves on when the listings change. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Epoch(Arc<watch::Sender<u64>>);

impl Epoch {
    /// The state that is being served now.
    #[must_use]
    pub fn current(&self) -> u64 {
        *self.0.borrow()
    }

    /// Something changed: forget.
    pub fn advance(&self) {
        self.0.send_modify(|epoch| *epoch += 1);
    }

    /// Resolves once the listings are no longer those of this epoch.
    pub async fn passed(&self, epoch: u64) {
        // It ends with an error only when the sender is gone, which `self` holds.
        let _ = self.0.subscribe().wait_for(|current| *current != epoch).await;
    }

    /// Follows the database's notices until the process ends. A lost connection is made again; what happened
    /// meanwhile is unknown, hence one step more.
    pub async fn follow(self, db: PgPool) {
        loop {
            let ended = self.listen(&db).await;
            if db.is_closed() {
                return;
            }
            if let Err(error) = ended {
                tracing::warn!(%error, "the notices of change stopped; listening again");
            }
            self.advance();
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    async fn listen(&self, db: &PgPool) -> sqlx::Result<()> {
        let mut listener = PgListener::connect_with(db).await?;
        listener.listen(CHANNEL).await?;
        self.advance();
        while listener.try_recv().await?.is_some() {
            self.advance();
        }
        Ok(())
    }
}
