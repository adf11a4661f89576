//! Batches whose rows are each treated on their own: one that breaks keeps no other from its turn, is tried once a run, and
//! fails the run at its end, so that the operator reads of it.

use std::fmt::Display;

use crate::failure::Failure;

/// What came of the rows of a run so far.
#[derive(Default)]
pub(crate) struct Round {
    done: u64,
    tried: Vec<String>,
    failed: Option<Failure>,
}

impl Round {
    /// Notes what came of a row: `true` when it changed and is due no more; otherwise it is not looked for again in this run.
    pub(crate) fn note<E: Into<Failure> + Display>(
        &mut self,
        what: &str,
        id: String,
        outcome: Result<bool, E>,
    ) {
        match outcome {
            Ok(true) => self.done += 1,
            Ok(false) => self.tried.push(id),
            Err(failure) => {
                tracing::error!(%id, what, %failure, "a row stays as it is");
                self.failed = Some(failure.into());
                self.tried.push(id);
            }
        }
    }

    /// Rows that are not to be looked for again.
    #[must_use]
    pub(crate) fn tried(&self) -> &[String] {
        &self.tried
    }

    /// How many changed, unless one broke.
    ///
    /// # Errors
    /// The last failure of a row.
    pub(crate) fn end(self) -> Result<u64, Failure> {
        self.failed.map_or(Ok(self.done), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_breaks_is_tried_once_and_fails_the_run_at_its_end() {
        let mut round = Round::default();
        round.note("test", "a".to_owned(), Ok::<_, Failure>(true));
        round.note("test", "b".to_owned(), Err(Failure::NotFound));
        round.note("test", "c".to_owned(), Ok::<_, Failure>(false));
        assert_eq!(round.tried(), ["b", "c"]);
        assert!(round.end().is_err());
    }
}
