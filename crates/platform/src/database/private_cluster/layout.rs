//! The folders of the private cluster.

use std::env;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::error::ClusterError;
use super::runner::Runner;

/// Longest path of a Unix socket: `sun_path` has 108 bytes and ends with a zero (unix(7)).
const LONGEST_SOCKET_PATH: usize = 107;
/// PostgreSQL names its socket after the port, though nothing listens on a port.
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// Where everything of one cluster lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The folder given by the operator: `var/postgres`.
    pub(super) root: PathBuf,
    /// The folder of the socket, reached only by the server's user (and root).
    pub(super) run: PathBuf,
}

impl Layout {
    /// Makes the folder if it is missing and gives it to the server's user.
    pub(super) fn prepare(root: &Path) -> Result<(Self, Runner), ClusterError> {
        let refused = |cause| ClusterError::Folder { path: root.to_owned(), cause };
        fs::create_dir_all(root).map_err(refused)?;
        let root = fs::canonicalize(root).map_err(refused)?;
        let layout = Self { run: socket_folder(&root, &env::temp_dir()), root };
        let runner = Runner::choose(&layout.cluster())?;
        runner.give(&layout.root)?;
        layout.close_to_others(&runner)?;
        runner.reaches(&layout.root)?;
        layout.make_run_folder(&runner)?;
        Ok((layout, runner))
    }

    /// The log quotes statements: nobody but the server's user (and root) looks into the folder.
    fn close_to_others(&self, runner: &Runner) -> Result<(), ClusterError> {
        let refused = |cause| ClusterError::Folder { path: self.root.clone(), cause };
        let there = fs::metadata(&self.root).map_err(refused)?;
        if there.mode() & 0o777 == 0o700 {
            return Ok(());
        }
        if there.uid() != runner.uid() {
            // A mounted folder may be somebody else's, who lets us write there: only its owner can close it.
            tracing::warn!(folder = %self.root.display(), "others can look into the database's folder");
            return Ok(());
        }
        fs::set_permissions(&self.root, Permissions::from_mode(0o700)).map_err(refused)
    }

    /// PostgreSQL's own folder.
    pub(super) fn cluster(&self) -> PathBuf {
        self.root.join("cluster")
    }

    /// Where a cluster is made before it is whole.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.root.join("cluster.unfinished")
    }

    /// The server's log.
    pub(super) fn log(&self) -> PathBuf {
        self.root.join("server.log")
    }

    /// What the running server says of itself.
    pub(super) fn pid_file(&self) -> PathBuf {
        self.cluster().join("postmaster.pid")
    }

    /// Opens the file whose lock says that a living program answers for the server.
    pub(super) fn owner_file(&self) -> Result<File, ClusterError> {
        let path = self.root.join("owner.lock");
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|cause| ClusterError::Folder { path, cause })
    }

    /// Major version of the server that wrote the cluster, if there is one.
    pub(super) fn written_by(&self) -> Option<u32> {
        fs::read_to_string(self.cluster().join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// The folder of the socket may lie under the common temporary folder: it must be ours, and no link.
    fn make_run_folder(&self, runner: &Runner) -> Result<(), ClusterError> {
        let refused = |cause| ClusterError::Folder { path: self.run.clone(), cause };
        match DirBuilder::new().mode(0o700).create(&self.run) {
            Ok(()) => runner.give(&self.run),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let there = fs::symlink_metadata(&self.run).map_err(refused)?;
                if there.is_dir() && there.uid() == runner.uid() && there.mode() & 0o777 == 0o700 {
                    return Ok(());
                }
                if there.is_dir() && there.uid() == 0 && runner.uid() != 0 {
                    // We were stopped between making it and giving it away.
                    return runner.give(&self.run);
                }
                Err(refused(io::Error::other("it belongs to somebody else")))
            }
            Err(cause) => Err(refused(cause)),
        }
    }
}

/// `run` beside the cluster, or a short folder under the temporary one when its socket's path were too long.
fn socket_folder(root: &Path, temporary: &Path) -> PathBuf {
    let beside = root.join("run");
    if beside.as_os_str().len() + 1 + SOCKET_NAME.len() <= LONGEST_SOCKET_PATH {
        return beside;
    }
    temporary.join(format!("doctonext-{:016x}", fingerprint(root.as_os_str().as_encoded_bytes())))
}

/// FNV-1a: the same on every machine and for every version of the program, unlike the standard hasher.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_lies_beside_the_cluster_unless_its_path_were_too_long() {
        let temporary = Path::new("/tmp");
        let longest = format!("/{}", "a".repeat(LONGEST_SOCKET_PATH - 1 - "/run/".len() - SOCKET_NAME.len()));
        let too_long = format!("{longest}a");

        assert_eq!(socket_folder(Path::new(&longest), temporary), Path::new(&longest).join("run"));
        let short = socket_folder(Path::new(&too_long), temporary);
        assert!(short.starts_with("/tmp") && short.as_os_str().len() < 40, "{}", short.display());
        assert_eq!(socket_folder(Path::new(&too_long), temporary), short);
        assert_ne!(socket_folder(Path::new(&format!("{too_long}b")), temporary), short);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let refusal = Layout::prepare(Path::new("/proc/doctonext")).unwrap_err().to_string();

        assert!(refusal.contains("/proc/doctonext") && refusal.contains("DOCTONEXT_VAR"), "{refusal}");
    }
}
