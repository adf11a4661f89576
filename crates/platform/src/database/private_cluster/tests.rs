//! The private cluster on a real folder with the real server.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::Row;
use tokio::time::timeout;

use super::*;

/// A folder of a test's own, which others can reach or not.
fn folder_of_mode(mode: u32) -> tempfile::TempDir {
    let permissions = PermissionsExt::from_mode(mode);
    tempfile::Builder::new().prefix("doctonext-cluster-").permissions(permissions).tempdir().unwrap()
}

/// Open to the unprivileged user of the server, as a project's folder is.
fn folder() -> tempfile::TempDir {
    folder_of_mode(0o755)
}

async fn ask(cluster: &PrivateCluster, statement: &'static str) -> String {
    let mut connection = cluster.options("postgres").connect().await.unwrap();
    let row = sqlx::query(statement).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    row.get(0)
}

/// Variable by which this test program, started again by itself, is told to be the one that gets killed.
const VICTIM: &str = "DOCTONEXT_TEST_VICTIM_FOLDER";

/// Started by the test below as another process: commits a row, says so, and waits to be killed.
#[tokio::test]
async fn a_program_that_is_about_to_be_killed() {
    let Some(folder) = std::env::var_os(VICTIM) else {
        return;
    };
    let cluster = PrivateCluster::open(Path::new(&folder)).unwrap();
    let mut connection = cluster.options("postgres").connect().await.unwrap();
    sqlx::raw_sql("create table kept as select 'committed'::text as what")
        .execute(&mut connection)
        .await
        .unwrap();
    fs::write(Path::new(&folder).join("committed"), "").unwrap();
    std::future::pending::<()>().await;
}

fn start_victim(folder: &Path) -> Child {
    let victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "database::private_cluster::tests::a_program_that_is_about_to_be_killed"])
        .env(VICTIM, folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begin = Instant::now();
    while !folder.join("committed").exists() {
        assert!(begin.elapsed() < Duration::from_mins(1), "the victim has not committed");
        thread::yield_now();
    }
    victim
}

#[tokio::test]
async fn what_was_committed_survives_kill_9_and_nothing_is_left_running() {
    let folder = folder();
    let mut victim = start_victim(folder.path());
    victim.kill().unwrap();
    victim.wait().unwrap();

    let again = PrivateCluster::open(folder.path()).unwrap();

    assert!(again.owns_server());
    assert_eq!(ask(&again, "select what from kept").await, "committed");
    let layout = again.layout.clone();
    again.stop().unwrap();
    assert_eq!(look(&layout), Postmaster::Absent);
}

#[tokio::test]
async fn the_kernel_ends_the_server_of_a_killed_program_without_our_help() {
    let folder = folder();
    let mut victim = start_victim(folder.path());
    victim.kill().unwrap();
    victim.wait().unwrap();

    let (layout, _) = Layout::prepare(folder.path()).unwrap();
    let begin = Instant::now();
    while look(&layout) != Postmaster::Absent {
        assert!(begin.elapsed() < Duration::from_secs(30), "the server still runs");
        thread::yield_now();
    }
}

#[tokio::test]
async fn a_second_one_joins_the_server_and_leaves_it_running() {
    let folder = folder();
    let first = PrivateCluster::open(folder.path()).unwrap();

    let second = PrivateCluster::open(folder.path()).unwrap();

    assert!(first.owns_server() && !second.owns_server());
    second.stop().unwrap();
    assert_eq!(ask(&first, "select current_user::text").await, SUPERUSER);
}

fn kill_postmaster(folder: &Path) {
    let (layout, _) = Layout::prepare(folder).unwrap();
    let Postmaster::Alive { pid, .. } = look(&layout) else {
        panic!("no server to kill");
    };
    kill_process(Pid::from_raw(pid).unwrap(), Signal::KILL).unwrap();
}

#[tokio::test]
async fn a_killed_server_is_noticed_by_all_who_use_it_and_starts_again() {
    let folder = folder();
    let owner = PrivateCluster::open(folder.path()).unwrap();
    let joined = PrivateCluster::open(folder.path()).unwrap();
    let patience = Duration::from_mins(1);
    let (of_owner, of_joined) = (owner.ended(), joined.ended());

    kill_postmaster(folder.path());

    let said = timeout(patience, of_owner).await.unwrap();
    assert!(said.contains("without being asked") && said.contains("SIGKILL"), "{said}");
    let said = timeout(patience, of_joined).await.unwrap();
    assert!(said.contains(&*folder.path().to_string_lossy()), "{said}");
    joined.stop().unwrap();
    owner.stop().unwrap();

    let again = PrivateCluster::open(folder.path()).unwrap();
    assert_eq!(ask(&again, "select current_user::text").await, SUPERUSER);
}

#[tokio::test]
async fn one_that_joined_notices_that_the_owner_stopped() {
    let folder = folder();
    let owner = PrivateCluster::open(folder.path()).unwrap();
    let joined = PrivateCluster::open(folder.path()).unwrap();

    owner.stop().unwrap();

    let said = timeout(Duration::from_mins(1), joined.ended()).await.unwrap();
    assert!(said.contains("has ended"), "{said}");
}

#[tokio::test]
async fn our_own_stop_is_no_unasked_end() {
    let folder = folder();
    let owner = PrivateCluster::open(folder.path()).unwrap();
    let joined = PrivateCluster::open(folder.path()).unwrap();
    let (of_owner, of_joined) = (owner.ended(), joined.ended());

    joined.stop().unwrap();
    owner.stop().unwrap();

    // One look each, at a folder without a server.
    assert!(timeout(Duration::ZERO, of_owner).await.is_err());
    assert!(timeout(Duration::ZERO, of_joined).await.is_err());
}

#[tokio::test]
async fn several_first_starts_at_once_make_one_database() {
    let folder = folder();
    let cluster = PrivateCluster::open(folder.path()).unwrap();
    let start = || cluster.create_database_if_missing("doctonext");

    let made = tokio::join!(start(), start(), start(), start());

    let made = [made.0.unwrap(), made.1.unwrap(), made.2.unwrap(), made.3.unwrap()];
    assert_eq!(made.iter().filter(|made| **made).count(), 1);
}

#[test]
fn the_folder_and_the_log_become_private_at_each_start() {
    let folder = folder();
    PrivateCluster::open(folder.path()).unwrap().stop().unwrap();
    // As an earlier version left them.
    let log = folder.path().join("server.log");
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    fs::set_permissions(&log, PermissionsExt::from_mode(0o644)).unwrap();

    let cluster = PrivateCluster::open(folder.path()).unwrap();

    let (folder, log) = (fs::metadata(folder.path()).unwrap(), fs::metadata(&log).unwrap());
    assert_eq!((folder.mode() & 0o777, log.mode() & 0o777), (0o700, 0o600));
    let owner = fs::metadata(cluster.layout.cluster()).unwrap().uid();
    assert_eq!((folder.uid(), log.uid()), (owner, owner));
}

#[test]
fn a_link_in_place_of_the_log_is_not_written_through() {
    let folder = folder();
    PrivateCluster::open(folder.path()).unwrap().stop().unwrap();
    let (log, elsewhere) = (folder.path().join("server.log"), tempfile::NamedTempFile::new().unwrap());
    fs::remove_file(&log).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), &log).unwrap();

    let refusal = PrivateCluster::open(folder.path()).unwrap_err();

    assert!(refusal.to_string().contains("server.log"), "{refusal}");
    assert_eq!(elsewhere.as_file().metadata().unwrap().len(), 0);
}

#[tokio::test]
async fn a_refusal_of_the_server_says_its_cause_once() {
    let folder = folder();
    let cluster = PrivateCluster::open(folder.path()).unwrap();
    let absent = cluster.options("absent").connect().await.unwrap_err();

    let refusal = ClusterError::from(absent);

    assert_eq!(refusal.to_string().matches("does not exist").count(), 1, "{refusal}");
    assert!(std::error::Error::source(&refusal).is_none());
}

#[tokio::test]
async fn a_stale_pid_file_with_the_number_of_a_stranger_does_not_prevent_the_start() {
    let folder = folder();
    PrivateCluster::open(folder.path()).unwrap().stop().unwrap();
    let stranger = std::process::id();
    fs::write(
        folder.path().join("cluster/postmaster.pid"),
        format!("{stranger}\n/x\n1\n5432\n/x\n\n1 1\nready\n"),
    )
    .unwrap();

    let cluster = PrivateCluster::open(folder.path()).unwrap();

    assert!(cluster.owns_server());
}

#[tokio::test]
async fn a_folder_with_a_long_and_odd_name_serves_too() {
    let folder = folder();
    let long = folder.path().join(format!("l'été {}", "é".repeat(60)));
    let cluster = PrivateCluster::open(&long).unwrap();

    assert!(cluster.create_database_if_missing("doctonext").await.unwrap());
    assert!(!cluster.create_database_if_missing("doctonext").await.unwrap());
    assert!(matches!(cluster.create_database_if_missing("a\"b").await, Err(ClusterError::Name(_))));
    let pool = crate::database::connect(&cluster.url("doctonext"), 3, "tests").await.unwrap();
    crate::database::require_extensions(&pool).await.unwrap();
    let timeout: String = sqlx::query_scalar("show statement_timeout").fetch_one(&pool).await.unwrap();
    assert_eq!(timeout, "15s");
    pool.close().await;
    let run = cluster.layout.run.clone();
    drop(cluster);
    fs::remove_dir_all(run).unwrap();
}

#[test]
fn an_unfinished_cluster_is_made_again() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("cluster.unfinished/base")).unwrap();

    let cluster = PrivateCluster::open(folder.path()).unwrap();

    assert!(cluster.owns_server());
    assert!(!folder.path().join("cluster.unfinished").exists());
}

#[test]
fn a_folder_that_the_servers_user_cannot_reach_is_refused_in_one_sentence() {
    if !rustix::process::geteuid().is_root() {
        // Others run the server themselves: what they can make, they can reach.
        return;
    }
    let closed = folder_of_mode(0o700);

    let refusal = PrivateCluster::open(&closed.path().join("postgres")).unwrap_err();

    assert!(matches!(refusal, ClusterError::OutOfReach { .. }), "{refusal}");
    assert!(refusal.to_string().contains("cannot reach"), "{refusal}");
}
