//! The program as it is typed. Its presence here also has `cargo test` build the program that the journeys in a browser start.

use std::process::{Command, Output};

fn typed(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    Command::new(env!("CARGO_BIN_EXE_doctonext"))
        .args(arguments)
        .env_clear()
        .env("DOCTONEXT_SHARED_SESSIONS_SECRET", "not to be printed, whatever happens")
        .current_dir(&folder)
        .output()
        .expect("the program starts")
}

#[test]
fn a_command_that_does_not_exist_is_refused_with_the_way_to_help() {
    let answer = typed(&["serv"]);

    assert_eq!(answer.status.code(), Some(2));
    let told = String::from_utf8(answer.stderr).unwrap();
    assert!(told.contains("'serve'") && told.contains("--help"), "{told}");
}

#[test]
fn settings_are_told_without_a_database_and_secrets_stay_secret() {
    let answer = typed(&["config"]);

    let told = String::from_utf8(answer.stdout).unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    assert!(told.contains("DOCTONEXT_LISTEN") && told.contains("DATABASE_URL"), "{told}");
    assert!(!told.contains("not to be printed"), "{told}");
}
