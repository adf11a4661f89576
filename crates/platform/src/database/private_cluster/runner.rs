//! Who runs the server: ourselves, or an unprivileged user when root starts the program.

use std::fs::{self, File, OpenOptions, Permissions};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, chown, fchown};
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::fs::OFlags;
use rustix::process::geteuid;

use super::error::ClusterError;

/// The user under whom the server runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Runner {
    /// The user of this process, who is not root.
    Ourselves,
    /// Somebody with fewer rights, since PostgreSQL refuses to run as root.
    Unprivileged {
        /// As in the file of users, or its number.
        name: String,
        /// Number of the user.
        uid: u32,
        /// Number of the user's first group.
        gid: u32,
    },
}

impl Runner {
    /// Chooses: ourselves, or for root the owner of an existing cluster, or else `postgres` or `nobody`.
    pub(super) fn choose(cluster: &Path) -> Result<Self, ClusterError> {
        if !geteuid().is_root() {
            return Ok(Self::Ourselves);
        }
        if let Some(there) = fs::metadata(cluster).ok().filter(|there| there.uid() != 0) {
            return Ok(Self::Unprivileged {
                name: there.uid().to_string(),
                uid: there.uid(),
                gid: there.gid(),
            });
        }
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| listed(&users, name))
            .ok_or(ClusterError::NobodyToRunIt)
    }

    /// Number of the user that owns what the server writes.
    pub(super) fn uid(&self) -> u32 {
        match self {
            Self::Ourselves => geteuid().as_raw(),
            Self::Unprivileged { uid, .. } => *uid,
        }
    }

    /// Gives a folder or file that this process made to the user of the server.
    pub(super) fn give(&self, path: &Path) -> Result<(), ClusterError> {
        let Self::Unprivileged { uid, gid, .. } = self else {
            return Ok(());
        };
        chown(path, Some(*uid), Some(*gid))
            .map_err(|cause| ClusterError::Folder { path: path.to_owned(), cause })
    }

    /// Opens a file for the server, which alone (and root) may read it from then on; it is made if missing.
    ///
    /// Its folder belongs to the server's user, who must not make root write elsewhere: links are refused.
    pub(super) fn own_file(&self, path: &Path, options: &mut OpenOptions) -> Result<File, ClusterError> {
        let no_link = OFlags::NOFOLLOW.bits().cast_signed();
        let opened = options.create(true).mode(0o600).custom_flags(no_link).open(path);
        let owned = opened.and_then(|file| {
            file.set_permissions(Permissions::from_mode(0o600))?;
            if let Self::Unprivileged { uid, gid, .. } = self {
                fchown(&file, Some(*uid), Some(*gid))?;
            }
            Ok(file)
        });
        owned.map_err(|cause| ClusterError::Folder { path: path.to_owned(), cause })
    }

    /// A command that this user will run, through `setpriv` with these further options.
    ///
    /// The environment is empty but for the language: a stray `PGDATA` or `PGOPTIONS` must not reach it.
    pub(super) fn command(&self, options: &[&str], program: &Path) -> Command {
        let mut command = Command::new("setpriv");
        if let Self::Unprivileged { uid, gid, .. } = self {
            command.arg(format!("--reuid={uid}")).arg(format!("--regid={gid}")).arg("--clear-groups");
        }
        command.args(options).arg("--").arg(program);
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("LC_ALL", "C.UTF-8");
        // The folder where a person types may be closed to the other user.
        command.current_dir("/").stdin(Stdio::null());
        command
    }

    /// Checks that this user can write into the folder: a parent of it may be closed to others.
    pub(super) fn reaches(&self, folder: &Path) -> Result<(), ClusterError> {
        let Self::Unprivileged { name, .. } = self else {
            return Ok(());
        };
        let status =
            self.command(&[], Path::new("test")).arg("-w").arg(folder).status().map_err(no_setpriv)?;
        if status.success() {
            return Ok(());
        }
        Err(ClusterError::OutOfReach { user: name.clone(), path: folder.to_owned() })
    }
}

/// `setpriv` is part of util-linux, which every Debian has; a very small container may not.
pub(super) fn no_setpriv(cause: std::io::Error) -> ClusterError {
    ClusterError::Program { program: "setpriv (package util-linux)".to_owned(), cause }
}

/// A user in the text of `/etc/passwd`.
fn listed(users: &str, name: &str) -> Option<Runner> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Runner::Unprivileged { name: name.to_owned(), uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_their_whole_name() {
        let users = "root:x:0:0:root:/root:/bin/bash\npostgres2:x:7:7::/:\npostgres:x:101:104:PostgreSQL:/var:/bin/sh\n";

        let found = listed(users, "postgres");

        assert_eq!(found, Some(Runner::Unprivileged { name: "postgres".to_owned(), uid: 101, gid: 104 }));
        assert_eq!(listed(users, "nobody"), None);
    }
}
