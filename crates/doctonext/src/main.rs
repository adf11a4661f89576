//! The command line: see `doctonext --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    doctonext::command_line::run()
}
