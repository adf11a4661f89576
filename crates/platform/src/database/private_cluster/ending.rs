//! The end of the server that nobody asked for.

use std::future::pending;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::sync::Weak;
use std::time::Duration;

use tokio::sync::watch::Receiver;
use tokio::time::sleep;

use super::layout::Layout;
use super::postmaster::{Postmaster, look};

/// How often one that joined looks whether the server still runs.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How the end of the server is noticed.
pub(super) enum Ending {
    /// The thread that keeps it tells.
    OfOurs {
        /// How it ended, unless it was asked to.
        told: Receiver<Option<ExitStatus>>,
        /// Where its last words are.
        log: PathBuf,
    },
    /// Another program answers for it: only looking tells.
    OfAnothers {
        /// Its folders.
        layout: Layout,
        /// Of the cluster that was joined; gone when this program has left it.
        presence: Weak<()>,
    },
}

impl Ending {
    /// Waits for the end and says it; for ever when it does not come, or was wanted.
    pub(super) async fn sentence(self) -> String {
        match self {
            Self::OfOurs { mut told, log } => {
                let status = told.wait_for(Option::is_some).await.ok().and_then(|status| *status);
                match status {
                    Some(status) => format!(
                        "PostgreSQL ended without being asked to ({status}; its log is {}): start this program again",
                        log.display()
                    ),
                    // Its keeper has gone without a word: the end was asked for.
                    None => pending().await,
                }
            }
            Self::OfAnothers { layout, presence } => {
                while matches!(look(&layout), Postmaster::Alive { .. }) {
                    sleep(LOOK_EVERY).await;
                }
                if presence.strong_count() == 0 {
                    return pending().await;
                }
                format!(
                    "the PostgreSQL of {} has ended, with the program that had started it: start this program again",
                    layout.root.display()
                )
            }
        }
    }
}
