//! The life of a listing, from its first submission to the archive: rules, the one act that changes a state, and what the
//! clock brings.

mod act;
mod answer;
mod letters;
mod machine;
#[cfg(test)]
mod machine_tests;
mod notices;
mod reminders;
mod taken;
mod term;

pub(super) use act::follow_end;
pub use act::{Moved, explain_closing, follow_dates, submit, transition};
pub(super) use answer::{Answer, Asked, give, read};
pub(super) use machine::{ARCHIVAL, UNREAD};
pub use machine::{Actor, Event, Refusal, TRUSTED, UNDO};
pub(super) use reminders::{UNSURE, rhythms};
pub use reminders::{ask_whether_it_holds, is_to_confirm, tell_of_the_end};
pub use taken::report_taken;

use chrono::TimeDelta;

/// Without an answer for so long, a listing is paused.
pub(super) const SILENCE: TimeDelta = TimeDelta::days(14);
