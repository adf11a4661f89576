//! Imports of files of listings: read, checked line by line, shown, then done by a job that may be killed at any point.
//!
//! A line is recognised when it comes again, by the reference that its organisation gave it or by what it says: nothing is
//! imported twice, and a file that was corrected can be sent again as a whole.

mod act;
mod cells;
mod check;
mod file;
pub(super) mod pages;
mod report;
mod store;
#[cfg(test)]
mod tests;

pub use act::run;
pub use store::sweep;

pub(super) use file::LARGEST;
pub(super) use store::{erase, export};

/// The job that imports a file; its payload names the import alone.
pub const IMPORT: &str = "import_listings";
