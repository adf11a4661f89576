//! The wish of the operator that the program ends.

use std::io;

use tokio::signal::unix::{SignalKind, signal};

/// Which signal asked the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// SIGINT: Ctrl-C in the terminal.
    Interrupt,
    /// SIGTERM: the supervisor.
    Terminate,
}

/// Listens for SIGINT and SIGTERM from now on, and gives a future that resolves at the first one.
///
/// Listening starts at the call, so that a signal during the start-up is not lost. Fails when the machine
/// lets no more signals be watched.
pub fn requested() -> io::Result<impl Future<Output = Request> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => Request::Interrupt,
            _ = terminate.recv() => Request::Terminate,
        }
    })
}

#[cfg(test)]
mod tests {
    use rustix::process::{Signal, getpid, kill_process};

    use super::*;

    #[tokio::test]
    async fn each_of_the_two_signals_is_heard_even_when_it_comes_before_anyone_waits() {
        for (signal, request) in [(Signal::INT, Request::Interrupt), (Signal::TERM, Request::Terminate)] {
            let asked = requested().unwrap();

            kill_process(getpid(), signal).unwrap();

            assert_eq!(asked.await, request);
        }
    }
}
