//! The running server as the child of one thread of ours.

use std::fs::{self, File};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tokio::sync::watch;

use super::error::ClusterError;
use super::layout::Layout;
use super::postmaster::{Postmaster, Status, look};
use super::programs::Programs;
use super::runner::{Runner, no_setpriv};

/// How often we look whether the server has got further.
const LOOK_EVERY: Duration = Duration::from_millis(10);
/// A server that recovers from a crash replays at most `max_wal_size`: minutes on a slow disk.
const LONGEST_START: Duration = Duration::from_mins(10);
/// A fast shutdown writes everything that is in memory.
const LONGEST_STOP: Duration = Duration::from_mins(2);
/// From this size on, the log is put aside at the next start.
const LOG_IS_LONG: u64 = 8 * 1024 * 1024;

/// A server that this program started.
#[derive(Debug)]
pub(super) struct Server {
    pid: Pid,
    exit: Arc<Exit>,
}

/// Told by the keeping thread when the server has ended.
#[derive(Debug, Default)]
struct Exit {
    status: Mutex<Option<ExitStatus>>,
    happened: Condvar,
    /// Set before the server is told to end.
    asked: AtomicBool,
    /// How it ended, if nobody had asked for it.
    unasked: watch::Sender<Option<ExitStatus>>,
}

impl Server {
    /// Starts the server and waits until it answers.
    pub(super) fn start(layout: &Layout, runner: &Runner, programs: &Programs) -> Result<Self, ClusterError> {
        // SIGINT asks for a fast shutdown; the kernel sends it when we are gone, kill -9 included.
        let mut command = runner.command(&["--pdeathsig=INT"], &programs.bin.join("postgres"));
        command.arg("-D").arg(layout.cluster());
        command.stdout(Stdio::null()).stderr(open_log(&layout.log(), runner)?);
        // Ctrl-C in the terminal goes to our group: the server must outlive our own graceful end.
        command.process_group(0);
        let server = keep(command)?;
        server.wait_until_ready(layout)?;
        Ok(server)
    }

    /// Ends the server after it has written everything.
    pub(super) fn stop(&self, layout: &Layout) -> Result<(), ClusterError> {
        self.exit.asked.store(true, Ordering::SeqCst);
        if self.exit.seen().is_none() {
            // It may end at this very moment: then there is nobody to tell, which is what we want.
            let _ = kill_process(self.pid, Signal::INT);
        }
        if self.exit.awaited(LONGEST_STOP) { Ok(()) } else { Err(too_slow(layout, "ended", LONGEST_STOP)) }
    }

    /// Is told how the server ended unless it was asked to; closed without a word when it was.
    pub(super) fn ended_unasked(&self) -> watch::Receiver<Option<ExitStatus>> {
        self.exit.unasked.subscribe()
    }

    fn wait_until_ready(&self, layout: &Layout) -> Result<(), ClusterError> {
        let begin = Instant::now();
        let ours = self.pid.as_raw_nonzero().get();
        while begin.elapsed() < LONGEST_START {
            if look(layout) == (Postmaster::Alive { pid: ours, status: Status::Ready }) {
                return Ok(());
            }
            if self.exit.awaited(LOOK_EVERY) {
                let log = layout.log();
                return Err(ClusterError::NotStarted { said: last_words(&log), log });
            }
        }
        Err(too_slow(layout, "started", LONGEST_START))
    }
}

impl Exit {
    fn seen(&self) -> Option<ExitStatus> {
        *self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the end at most that long; tells whether it came.
    fn awaited(&self, longest: Duration) -> bool {
        let status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        let (status, _) = self
            .happened
            .wait_timeout_while(status, longest, |status| status.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        status.is_some()
    }
}

/// Ends a server that nobody answers for any more: its program was killed. It may be ending already.
pub(super) fn end_orphan(layout: &Layout) -> Result<(), ClusterError> {
    let begin = Instant::now();
    let mut told = false;
    while let Postmaster::Alive { pid, .. } = look(layout) {
        if begin.elapsed() > LONGEST_STOP {
            return Err(too_slow(layout, "ended", LONGEST_STOP));
        }
        if let Some(pid) = Pid::from_raw(pid).filter(|_| !told) {
            // Gone since we looked, or already told by the kernel: both are fine.
            let _ = kill_process(pid, Signal::INT);
            told = true;
        }
        thread::sleep(LOOK_EVERY);
    }
    Ok(())
}

/// Spawns the command on a thread that lives as long as the child.
///
/// The kernel sends the parent's death signal when the *thread* that spawned ends (`prctl(2)`,
/// `PR_SET_PDEATHSIG`): a thread of the async runtime, which comes and goes, would take the server with it.
fn keep(mut command: Command) -> Result<Server, ClusterError> {
    let exit = Arc::new(Exit::default());
    let (started, wait_for_start) = sync_channel(1);
    let theirs = Arc::clone(&exit);
    thread::Builder::new()
        .name("postgres-keeper".to_owned())
        .spawn(move || watch_over(command.spawn(), &started, &theirs))
        .map_err(|cause| ClusterError::Program { program: "a thread".to_owned(), cause })?;
    let spawned = wait_for_start.recv().unwrap_or_else(|_| Err(std::io::Error::other("the thread ended")));
    Ok(Server { pid: spawned.map_err(no_setpriv)?, exit })
}

fn watch_over(spawned: std::io::Result<Child>, started: &SyncSender<std::io::Result<Pid>>, exit: &Exit) {
    let mut child = match spawned {
        Ok(child) => child,
        Err(cause) => return drop(started.send(Err(cause))),
    };
    // Nobody listens only if the starting thread is gone; the child still has to be awaited.
    let _ = started.send(Ok(Pid::from_child(&child)));
    let status = child.wait().unwrap_or_default();
    tracing::debug!(%status, "PostgreSQL has ended");
    if !exit.asked.load(Ordering::SeqCst) {
        exit.unasked.send_replace(Some(status));
    }
    *exit.status.lock().unwrap_or_else(PoisonError::into_inner) = Some(status);
    exit.happened.notify_all();
}

fn open_log(path: &Path, runner: &Runner) -> Result<File, ClusterError> {
    let refused = |cause| ClusterError::Folder { path: path.to_owned(), cause };
    // Opened before it is put aside too, so that an old log becomes private as well.
    let log = runner.own_file(path, File::options().append(true))?;
    if log.metadata().map_err(refused)?.len() <= LOG_IS_LONG {
        return Ok(log);
    }
    fs::rename(path, path.with_extension("log.old")).map_err(refused)?;
    runner.own_file(path, File::options().append(true))
}

/// The last line of the log that says what went wrong.
fn last_words(log: &Path) -> String {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let mut lines = text.lines().rev().filter(|line| !line.trim().is_empty());
    let last = lines.clone().next().unwrap_or("it said nothing");
    lines.find(|line| line.contains("FATAL") || line.contains("ERROR")).unwrap_or(last).trim().to_owned()
}

fn too_slow(layout: &Layout, awaited: &'static str, longest: Duration) -> ClusterError {
    ClusterError::TooSlow { folder: layout.root.clone(), awaited, seconds: longest.as_secs() }
}
