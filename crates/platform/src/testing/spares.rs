use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime;

use super::cluster::TestCluster;

/// Copies that wait; one more is in the maker's hand.
const WAITING: usize = 2;

/// Copies of one template made in advance, while a test computes: the next test then waits for none.
///
/// A copy costs a tenth of a second and more, nearly all of it spent in the kernel.
#[derive(Debug)]
pub(super) struct Spares(Mutex<Receiver<String>>);

impl Spares {
    /// Starts making copies. What nobody takes is swept by the next run.
    pub(super) fn of(cluster: &'static TestCluster, template: String) -> Self {
        let (ready, waiting) = sync_channel(WAITING);
        let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let making = move || while ready.send(runtime.block_on(cluster.copy(&template))).is_ok() {};
        thread::Builder::new().name("test-database-maker".to_owned()).spawn(making).expect("a thread");
        Self(Mutex::new(waiting))
    }

    /// One that is ready, if there is one.
    pub(super) fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).try_recv().ok()
    }
}
