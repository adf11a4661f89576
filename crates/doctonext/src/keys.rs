//! The installation's own secret, made at first start and kept beside the database, never in it.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

/// Bytes of the key.
const LENGTH: usize = 32;

/// Where the key of an installation lies.
#[must_use]
pub fn path(var: &Path) -> PathBuf {
    var.join("keys").join("installation.key")
}

/// Makes the key on first start; later, checks that nobody else can read it.
pub fn prepare(var: &Path) -> anyhow::Result<()> {
    let path = path(var);
    let folder = path.parent().unwrap_or(var);
    fs::create_dir_all(folder).with_context(|| {
        format!("The folder {} cannot be made: choose another with DOCTONEXT_VAR", folder.display())
    })?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .with_context(|| format!("The folder {} cannot be closed to others", folder.display()))?;
    if path.exists() {
        return check(&path);
    }
    // Written whole beside its place and then linked there: a kill in between leaves no half key, and of two first
    // starts the second finds the key of the first.
    let draft = path.with_extension(format!("{}.draft", std::process::id()));
    let mut writing = OpenOptions::new();
    let made =
        writing.write(true).create(true).truncate(true).mode(0o600).open(&draft).and_then(|mut file| {
            file.write_all(&fresh())?;
            file.sync_all()?;
            fs::hard_link(&draft, &path)
        });
    let _ = fs::remove_file(&draft);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("The key {} cannot be made", path.display()))
        }
        _ => check(&path),
    }
}

/// Says what is wrong with a key file.
pub fn check(path: &Path) -> anyhow::Result<()> {
    let about = fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?;
    if about.permissions().mode() & 0o077 != 0 {
        bail!("{} can be read by other users: chmod 600 {}", path.display(), path.display());
    }
    if about.len() != LENGTH as u64 {
        bail!("{} does not hold {LENGTH} bytes: restore it from a backup", path.display());
    }
    Ok(())
}

/// Random bytes from the system, through the version 4 UUIDs that it seeds.
fn fresh() -> [u8; LENGTH] {
    let mut mixed = Sha256::new();
    for _ in 0..4 {
        mixed.update(uuid::Uuid::new_v4().as_bytes());
    }
    mixed.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_for_its_owner_alone() {
        let var = tempfile::tempdir().unwrap();

        prepare(var.path()).unwrap();
        let first = fs::read(path(var.path())).unwrap();
        prepare(var.path()).unwrap();

        assert_eq!(first.len(), LENGTH);
        assert_eq!(fs::read(path(var.path())).unwrap(), first);
        assert_eq!(fs::metadata(path(var.path())).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_key_that_others_can_read_is_refused_with_the_mend() {
        let var = tempfile::tempdir().unwrap();
        prepare(var.path()).unwrap();
        fs::set_permissions(path(var.path()), fs::Permissions::from_mode(0o644)).unwrap();

        let error = prepare(var.path()).unwrap_err().to_string();

        assert!(error.contains("chmod 600"), "{error}");
    }
}
