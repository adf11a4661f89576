//! Where PostgreSQL's programs are on this machine.

use std::cmp::Reverse;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::error::{ClusterError, install_line};

/// The oldest version whose SQL we may use.
const OLDEST: u32 = 15;

/// One installed server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Programs {
    /// Major version.
    pub(super) major: u32,
    /// Folder of `postgres` and `initdb`.
    pub(super) bin: PathBuf,
    has_postgis: bool,
}

/// Finds the server for a cluster: of the version that wrote it, or the oldest good one with PostGIS.
pub(super) fn find(folder: &Path, written_by: Option<u32>) -> Result<Programs, ClusterError> {
    choose(installed(), folder, written_by)
}

fn choose(mut all: Vec<Programs>, folder: &Path, written_by: Option<u32>) -> Result<Programs, ClusterError> {
    all.retain(|programs| programs.major >= OLDEST);
    if let Some(major) = written_by {
        all.retain(|programs| programs.major == major);
        if all.is_empty() {
            let folder = folder.to_owned();
            return Err(ClusterError::OtherVersion { folder, major, install: install_line(major) });
        }
    }
    all.sort_by_key(|programs| (!programs.has_postgis, programs.major));
    match all.into_iter().next() {
        None => Err(ClusterError::NoPostgres(install_line(OLDEST))),
        Some(Programs { major, has_postgis: false, .. }) => {
            Err(ClusterError::NoPostgis { major, install: install_line(major) })
        }
        Some(programs) => Ok(programs),
    }
}

/// Where one of the programs for operators lies (`psql`, `pg_dump`, `pg_restore`): the newest there is, since
/// `pg_dump` reads servers of its own version and older ones.
pub fn program(name: &str) -> Result<PathBuf, ClusterError> {
    let mut all = installed();
    all.sort_by_key(|programs| Reverse(programs.major));
    let beside_servers = all.into_iter().map(|programs| programs.bin.join(name));
    // A machine whose database is elsewhere has the programs without a server.
    let found = beside_servers.chain(in_path().map(|folder| folder.join(name))).find(|path| path.exists());
    found.ok_or_else(|| ClusterError::Program {
        program: name.to_owned(),
        cause: io::Error::other("it is not installed; type: apt-get install postgresql-client"),
    })
}

fn in_path() -> impl Iterator<Item = PathBuf> {
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    folders.into_iter()
}

/// Every server in `PATH` and in Debian's folder of each version.
fn installed() -> Vec<Programs> {
    let mut folders: Vec<PathBuf> = in_path().collect();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    let mut found: Vec<Programs> = folders.iter().filter_map(|folder| look_in(folder)).collect();
    found.sort_by(|one, other| one.bin.cmp(&other.bin));
    found.dedup();
    found
}

fn look_in(folder: &Path) -> Option<Programs> {
    // Through links, such as those of /usr/local/bin, to the folder where all its programs lie together.
    let bin = fs::canonicalize(folder.join("postgres")).ok()?.parent()?.to_owned();
    if !bin.join("initdb").exists() {
        return None;
    }
    let output = Command::new(bin.join("postgres")).arg("--version").output().ok()?;
    let major = major_of(&String::from_utf8_lossy(&output.stdout))?;
    let has_postgis =
        shared_folders(&bin, major).any(|share| share.join("extension/postgis.control").exists());
    Some(Programs { major, bin, has_postgis })
}

/// Where the extensions of a server may lie: Debian's place, then what the sources install by default.
fn shared_folders(bin: &Path, major: u32) -> impl Iterator<Item = PathBuf> {
    let root = bin.parent().map(Path::to_owned).unwrap_or_default();
    [
        PathBuf::from(format!("/usr/share/postgresql/{major}")),
        root.join("share/postgresql"),
        root.join("share"),
    ]
    .into_iter()
}

/// Reads `postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)`.
fn major_of(version: &str) -> Option<u32> {
    let number = version.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(major: u32, has_postgis: bool) -> Programs {
        Programs { major, bin: PathBuf::from(format!("/pg/{major}/bin")), has_postgis }
    }

    fn chosen(all: &[Programs], written_by: Option<u32>) -> Result<u32, String> {
        choose(all.to_vec(), Path::new("/var/x"), written_by)
            .map(|programs| programs.major)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_oldest_good_server_with_postgis_is_taken() {
        assert_eq!(
            chosen(&[server(17, true), server(16, true), server(15, false), server(13, true)], None),
            Ok(16)
        );
    }

    #[test]
    fn a_cluster_is_served_by_the_version_that_wrote_it() {
        assert_eq!(chosen(&[server(15, true), server(17, true)], Some(17)), Ok(17));
        let refusal = chosen(&[server(15, true)], Some(17)).unwrap_err();
        assert!(
            refusal.contains("written by PostgreSQL 17") && refusal.contains("postgresql-17 "),
            "{refusal}"
        );
    }

    #[test]
    fn what_is_missing_comes_with_the_line_to_type() {
        let nothing = chosen(&[server(13, true)], None).unwrap_err();
        assert!(
            nothing.contains("apt-get install") && nothing.contains("postgresql-15-postgis-3 "),
            "{nothing}"
        );
        let no_postgis = chosen(&[server(16, false)], None).unwrap_err();
        assert!(no_postgis.contains("postgresql-16-postgis-3 "), "{no_postgis}");
    }

    #[test]
    fn programs_for_operators_are_found_or_said_to_be_missing() {
        assert!(program("psql").unwrap().ends_with("psql"));
        let refusal = program("pg_nothing").unwrap_err().to_string();
        assert!(refusal.contains("pg_nothing") && refusal.contains("apt-get install"), "{refusal}");
    }

    #[test]
    fn versions_are_read_as_each_distribution_prints_them() {
        assert_eq!(major_of("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_of(""), None);
    }
}
