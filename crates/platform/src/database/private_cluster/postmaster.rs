//! What the running server says of itself in `postmaster.pid`, and what follows from it.

use std::fs;
use std::path::Path;

use super::layout::Layout;

/// State that a server writes into the eighth line of its file (`LOCK_FILE_LINE_PM_STATUS`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// It starts, or recovers after a crash.
    Starting,
    /// It answers.
    Ready,
    /// It ends.
    Stopping,
}

/// The server of a cluster as seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Postmaster {
    /// None, and no trace of one.
    Absent,
    /// The file of one that is gone: of a machine that lost power, or of a killed server.
    Gone,
    /// It runs.
    Alive {
        /// Number of its process.
        pid: i32,
        /// What it is doing.
        status: Status,
    },
}

/// Looks at the cluster's file and at the process that it names.
pub(super) fn look(layout: &Layout) -> Postmaster {
    let text = fs::read_to_string(layout.pid_file()).ok();
    judge(text.as_deref(), |pid| works_in(pid, &layout.cluster()))
}

/// `lives` tells whether the process of that number is a server of this very cluster.
fn judge(file: Option<&str>, lives: impl Fn(i32) -> bool) -> Postmaster {
    let Some(text) = file else {
        return Postmaster::Absent;
    };
    let mut written = text.lines();
    let Some(pid) = written.next().and_then(|line| line.trim().parse().ok()) else {
        return Postmaster::Gone;
    };
    if !lives(pid) {
        return Postmaster::Gone;
    }
    let status = match written.nth(6).map(str::trim) {
        Some("ready" | "standby") => Status::Ready,
        Some("stopping") => Status::Stopping,
        _ => Status::Starting,
    };
    Postmaster::Alive { pid, status }
}

/// Numbers of processes are used again: a server of this cluster is one that works in its folder.
fn works_in(pid: i32, cluster: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == cluster)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(status: &str) -> String {
        format!("4242\n/var/x/cluster\n1700000000\n5432\n/var/x/run\n\n  5432001    32768\n{status}\n")
    }

    #[test]
    fn the_file_of_a_living_server_tells_what_it_does() {
        for (written, status) in [
            ("starting", Status::Starting),
            ("ready   ", Status::Ready),
            ("standby ", Status::Ready),
            ("stopping", Status::Stopping),
        ] {
            assert_eq!(
                judge(Some(&file(written)), |pid| pid == 4242),
                Postmaster::Alive { pid: 4242, status }
            );
        }
    }

    #[test]
    fn a_file_being_written_belongs_to_a_server_that_starts() {
        let seen = judge(Some("4242\n/var/x/cluster\n"), |_| true);

        assert_eq!(seen, Postmaster::Alive { pid: 4242, status: Status::Starting });
    }

    #[test]
    fn a_file_whose_process_is_gone_or_that_says_nothing_is_only_a_trace() {
        assert_eq!(judge(None, |_| true), Postmaster::Absent);
        assert_eq!(judge(Some(&file("ready")), |_| false), Postmaster::Gone);
        assert_eq!(judge(Some(""), |_| true), Postmaster::Gone);
        assert_eq!(judge(Some("\u{0}\u{0}"), |_| true), Postmaster::Gone);
    }

    #[test]
    fn another_process_with_that_number_is_not_taken_for_the_server() {
        let this_process = i32::try_from(std::process::id()).unwrap();

        assert!(!works_in(this_process, Path::new("/var/x/cluster")));
        assert!(works_in(this_process, &std::env::current_dir().unwrap()));
    }
}
