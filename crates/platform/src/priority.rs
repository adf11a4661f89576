//! How modest a thread is beside the others of the machine.

/// Makes the calling thread give way: `niceness` from 0 (as the others) to 19 (last). On systems where a thread has no
/// niceness of its own nothing happens: it is a courtesy, not a promise.
pub fn lower_this_thread(niceness: i32) {
    // On Linux the « process » whose priority is set is the thread that asks (setpriority(2), NOTES).
    if cfg!(target_os = "linux")
        && let Err(error) = rustix::process::setpriority_process(None, niceness)
    {
        tracing::debug!(%error, "this thread keeps its priority");
    }
}
