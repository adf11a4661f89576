//! The schema as a thing to read and to prove: what the database design promises ([`design`]), what a live
//! database holds ([`catalog`]), and the page of documentation made from the second ([`markdown`]).
//!
//! The tests of this folder hold the two side by side, line by line. Nothing here runs while the site serves.

pub mod catalog;
pub mod design;
pub mod markdown;
mod verdict;

#[cfg(test)]
mod tests;
