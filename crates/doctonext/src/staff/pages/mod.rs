//! The pages of the team.

pub(super) mod figures;
pub(super) mod jobs;
pub(super) mod log;
pub(super) mod looking;
pub(super) mod overview;
pub(super) mod people;
pub(super) mod person;

use crate::{audit, shell::account_frame as frame, staff::acts::in_french};

/// Shortest reason that explains anything.
const SHORTEST_REASON: usize = 10;

/// A reason as it is kept, or what is wrong with it.
fn reason(typed: &str) -> Result<String, &'static str> {
    let reason = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.chars().count() < SHORTEST_REASON || reason.chars().count() > 500 {
        return Err(
            "Indiquez le motif en une phrase (10 à 500\u{a0}caractères)\u{202f}: il est gardé dans le journal.",
        );
    }
    Ok(reason)
}

/// A line of the log as it is printed.
struct LogLine {
    at: String,
    actor: String,
    action: &'static str,
    code: String,
    subject: String,
    subject_href: Option<String>,
    is_about_another: bool,
    note: String,
    /// The first digits of what the log keeps of the state before and after.
    checksums: String,
}

/// Twelve hexadecimal digits tell two states apart.
fn short(checksum: Option<Vec<u8>>) -> String {
    checksum.map_or_else(|| "—".to_owned(), |it| hex::encode(it).chars().take(12).collect())
}

fn printed(line: audit::Line) -> LogLine {
    let note = [line.reason, line.address.map(|it| format!("réseau {it}"))].into_iter().flatten();
    LogLine {
        at: platform::french::moment(line.at),
        actor: line.actor_name.or_else(|| line.actor_id.clone()).unwrap_or_else(|| "Le site".to_owned()),
        action: in_french(&line.action),
        is_about_another: line.actor_id.as_deref() != Some(line.subject_id.as_str()),
        subject_href: (line.subject_kind == "user").then(|| format!("/equipe/personnes/{}", line.subject_id)),
        subject: line.subject_name.unwrap_or(line.subject_id),
        code: line.action,
        note: note.collect::<Vec<_>>().join(" · "),
        checksums: match (line.before_hash, line.after_hash) {
            (None, None) => String::new(),
            (before, after) => format!("{} → {}", short(before), short(after)),
        },
    }
}
