//! A rule, and what executes it.

use super::{Keeping, Rhythm};
use crate::legal_log::Kind;

/// What executes a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) enum Act {
    SweepSessions,
    SweepTokens,
    SweepAnswers,
    SweepImports,
    SweepProofs,
    SweepTries,
    SweepDevices,
    EmptyDeadLetters,
    SweepLetters,
    SweepNotifications,
    EmptyVisits,
    SweepVisits,
    ForgetListings,
    EraseAccounts,
    WatchSilence,
    RemoveDocuments,
    SweepOpenings,
    SweepShares,
    SweepExactReadings,
    SweepRooms,
    SweepRoomRequests,
    SweepRoomCodes,
    ExpireExports,
    RemoveFiles,
    SweepLog,
    PurgeLegalLog(Kind),
    AnonymiseNotices,
    AnonymiseDecisions,
    SweepClosures,
    SweepRuns,
}

/// A rule: what, how long since when, what becomes of it, why so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) struct Rule {
    /// Its name in `retention_runs`.
    pub(in crate::privacy) code: &'static str,
    pub(in crate::privacy) act: Act,
    pub(in crate::privacy) rhythm: Rhythm,
    pub(in crate::privacy) keeping: Keeping,
    /// « après leur envoi »: what follows the duration, or stands alone when there is none.
    pub(in crate::privacy) since: &'static str,
    /// « Lettres que nous vous écrivons ».
    pub(in crate::privacy) what: &'static str,
    /// « effacées ».
    pub(in crate::privacy) then: &'static str,
    pub(in crate::privacy) basis: &'static str,
}

/// A rule from its words: what, since when, what becomes of it, why so long.
pub(super) const fn rule(
    code: &'static str,
    act: Act,
    rhythm: Rhythm,
    keeping: Keeping,
    words: [&'static str; 4],
) -> Rule {
    let [what, since, then, basis] = words;
    Rule { code, act, rhythm, keeping, since, what, then, basis }
}

impl Rule {
    /// « 12 mois après leur envoi ».
    pub(in crate::privacy) fn how_long(&self) -> String {
        match self.keeping {
            Keeping::Serves => self.since.to_owned(),
            keeping => format!("{} {}", keeping.in_french(), self.since),
        }
    }
}
