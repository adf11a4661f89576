//! Pages of documents as pictures, with the name of their reader across them.
//!
//! A document may be hostile. It is drawn by a process of its own (this very program, `draw-page`) that has no environment, no
//! database and no file to write, and little memory and time: what goes wrong there is « this document cannot be shown ».

mod child;
mod mark;
mod queue;
#[cfg(test)]
pub(crate) mod tests;

use std::{
    process::{ExitStatus, Stdio},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    process::Command,
};

pub use child::run as draw_as_child;
pub use mark::can_be_written;
pub use queue::{Busy, Queue, Turn};

/// Pages of a document that are shown; the others are not.
pub const MOST_PAGES: u16 = 300;
/// Longest side of a drawn page, in pixels: an A4 page in 140 dots an inch.
const LONGEST_SIDE: u16 = 1600;
/// Time for one page, start of the process included.
const LONGEST: Duration = Duration::from_secs(10);
/// Bytes that are taken of an answer.
const LARGEST_ANSWER: u64 = 16 << 20;

/// What a process is asked.
#[derive(Serialize, Deserialize)]
struct Task {
    /// `application/pdf` or `image/jpeg`.
    media_type: String,
    /// From 1; none to count the pages.
    page: Option<u16>,
    /// What stands across the page.
    mark: String,
}

/// Stands before an answer.
const ANSWER: &[u8] = b"\x02doctonext page\x02";

/// Why a page is not drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DrawingError {
    /// Torn, not a document, or more than a page may ask for.
    #[error("this document cannot be drawn")]
    Unreadable,
    /// It took too long, or the process was killed: the machine may have been busy, and the next attempt may succeed.
    #[error("this document was not drawn in time")]
    Late,
    /// The process could not be started: nothing is wrong with the document.
    #[error("the process that draws cannot be started")]
    Unable,
}

/// How many pages a document has; at most [`MOST_PAGES`] are told.
pub async fn count_pages(turn: &Turn, bytes: &[u8], media_type: &str) -> Result<u16, DrawingError> {
    let task = Task { media_type: media_type.to_owned(), page: None, mark: String::new() };
    let answer = ask(turn, &task, bytes).await?;
    let count = std::str::from_utf8(&answer).ok().and_then(|it| it.parse::<u16>().ok());
    count.filter(|it| *it > 0).ok_or(DrawingError::Unreadable)
}

/// A page (from 1) as a JPEG, with words across it.
pub async fn page(
    turn: &Turn,
    bytes: &[u8],
    media_type: &str,
    page: u16,
    mark: &str,
) -> Result<Vec<u8>, DrawingError> {
    let task = Task { media_type: media_type.to_owned(), page: Some(page), mark: mark.to_owned() };
    ask(turn, &task, bytes).await
}

async fn ask(_: &Turn, task: &Task, bytes: &[u8]) -> Result<Vec<u8>, DrawingError> {
    let started = std::time::Instant::now();
    let outcome = tokio::time::timeout(LONGEST, talk(task, bytes)).await.unwrap_or(Err(DrawingError::Late));
    metrics::histogram!("doctonext_page_drawing_seconds").record(started.elapsed().as_secs_f64());
    outcome
}

/// Dropped at any moment, it leaves no process behind.
async fn talk(task: &Task, bytes: &[u8]) -> Result<Vec<u8>, DrawingError> {
    let mut command = command();
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| unable(&error))?;
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(DrawingError::Unable);
    };
    let head = serde_json::to_vec(task).map_err(|_| DrawingError::Unable)?;
    let mut answer = Vec::new();
    let mut from = from.take(LARGEST_ANSWER);
    let told = async {
        // A process that gave up reads no further: what it answered counts.
        let _ = to.write_all(&head).await;
        let _ = to.write_all(b"\n").await;
        let _ = to.write_all(bytes).await;
        drop(to);
    };
    let ((), read) = tokio::join!(told, from.read_to_end(&mut answer));
    read.map_err(|error| unable(&error))?;
    let status = child.wait().await.map_err(|error| unable(&error))?;
    judge(status)?;
    let at = answer.windows(ANSWER.len()).position(|it| it == ANSWER).ok_or(DrawingError::Unreadable)?;
    Ok(answer.split_off(at + ANSWER.len()))
}

/// What the end of a process says of its document. Without a code of its own it was killed: by its limits, or because the machine
/// had no more memory, which is nothing against the document.
fn judge(status: ExitStatus) -> Result<(), DrawingError> {
    match status.code() {
        Some(0) => Ok(()),
        Some(_) => Err(DrawingError::Unreadable),
        None => Err(DrawingError::Late),
    }
}

fn unable(error: &std::io::Error) -> DrawingError {
    tracing::error!(%error, "the process that draws pages does not work");
    DrawingError::Unable
}

/// This very program, even when another version was put in its place meanwhile.
fn command() -> Command {
    let mut command = Command::new("/proc/self/exe");
    if cfg!(test) {
        // In tests this very program is the test itself: one of its tests plays the child.
        command.args(["drawing::tests::the_child_of_the_others", "--exact", "--ignored", "--nocapture"]);
    } else {
        command.arg("draw-page");
    }
    command
}
