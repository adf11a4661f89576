//! The server's settings, made to the measure of the machine.

use std::fs;
use std::path::Path;
use std::thread;

/// What becomes of committed rows when the machine loses power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// They are there again: every commit reaches the disk.
    Kept,
    /// They may be lost, which makes tests faster.
    Disposable,
}

/// The text of the file that the cluster includes; written anew at each start.
pub(super) fn settings(run: &Path, durability: Durability) -> String {
    let memory = fs::read_to_string("/proc/meminfo").ok().and_then(|text| total_mebibytes(&text));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let sized = match durability {
        Durability::Kept => sized_for(memory.unwrap_or(1024), cores),
        Durability::Disposable => sized_for(1024, 1),
    };
    let safety = match durability {
        Durability::Kept => "",
        Durability::Disposable => {
            "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nautovacuum = off\nwal_level = minimal\n\
             max_wal_senders = 0\n"
        }
    };
    let folder = run.display().to_string().replace('\'', "''");
    format!(
        "# Written at each start: changes made here are lost. Use `alter system`, which wins over this file.\n\
         listen_addresses = ''\n\
         unix_socket_directories = '{folder}'\n\
         unix_socket_permissions = 0700\n\
         max_connections = 100\n\
         jit = off\n\
         random_page_cost = 1.1\n\
         log_destination = 'stderr'\n\
         log_min_messages = warning\n\
         log_line_prefix = '%m [%p] %a '\n\
         timezone = 'UTC'\n\
         log_timezone = 'UTC'\n\
         {sized}{safety}"
    )
}

/// An eighth of the memory for the server's cache, at most 2 GiB: the rest belongs to the program and the files.
fn sized_for(mebibytes: u64, cores: usize) -> String {
    let cache = (mebibytes / 8).clamp(64, 2048);
    let maintenance = (mebibytes / 32).clamp(64, 512);
    let work = (mebibytes / 512).clamp(4, 32);
    let wal = (mebibytes / 4).clamp(512, 4096);
    // A search page is quicker than the start of a parallel worker; on few cores workers only get in the way.
    let gather = if cores > 4 { 2 } else { 0 };
    format!(
        "shared_buffers = {cache}MB\n\
         effective_cache_size = {}MB\n\
         work_mem = {work}MB\n\
         maintenance_work_mem = {maintenance}MB\n\
         max_wal_size = {wal}MB\n\
         max_parallel_workers_per_gather = {gather}\n",
        (mebibytes / 2).max(128),
    )
}

/// Reads `MemTotal:       24677764 kB`.
fn total_mebibytes(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_grows_with_the_machine_within_bounds() {
        for (mebibytes, line) in [
            (256, "shared_buffers = 64MB"),
            (8_192, "shared_buffers = 1024MB"),
            (24_000, "shared_buffers = 2048MB"),
        ] {
            assert!(sized_for(mebibytes, 2).starts_with(line), "{mebibytes}");
        }
    }

    #[test]
    fn only_disposable_clusters_skip_the_disk() {
        let run = Path::new("/var/it's/run");

        assert!(!settings(run, Durability::Kept).contains("fsync"));
        assert!(settings(run, Durability::Disposable).contains("fsync = off"));
        assert!(settings(run, Durability::Kept).contains("unix_socket_directories = '/var/it''s/run'"));
    }

    #[test]
    fn memory_is_read_from_the_kernels_lines() {
        assert_eq!(total_mebibytes("MemTotal:       24677764 kB\nMemFree: 1 kB\n"), Some(24_099));
        assert_eq!(total_mebibytes("nothing"), None);
    }
}
