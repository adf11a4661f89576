//! Joining large parts, beside readers and writers.

use std::{
    ops::Range,
    sync::{Arc, PoisonError, TryLockError},
};

use super::{
    live::{Engine, State, is_small_beside, joined},
    part::Part,
};

impl Engine {
    /// Whether [`Engine::settle`] would find something to join.
    #[must_use]
    pub fn is_unsettled(&self) -> bool {
        to_join(&self.state.load().parts).is_some()
    }

    /// Joins parts so that there are few, and gives back the room of the dead. May take seconds: for a thread that is in
    /// no hurry. Readers and writers go on meanwhile; a second caller returns at once.
    pub fn settle(&self) {
        let _one = match self.settling.try_lock() {
            Ok(one) => one,
            // One that panicked has left its marks, and nothing else.
            Err(TryLockError::Poisoned(poisoned)) => PoisonError::into_inner(poisoned),
            Err(TryLockError::WouldBlock) => return,
        };
        while let Some(old) = self.take_up() {
            let new = joined(&self.bands, &old);
            self.put_in_place(&old, new);
        }
    }

    /// Marks the parts that are to be joined, and gives them as they are.
    fn take_up(&self) -> Option<Vec<Part>> {
        let _alone = self.alone();
        let mut parts = self.state.load().parts.clone();
        for part in &mut parts {
            part.joining = false;
        }
        let at = to_join(&parts)?;
        let taken = parts.get_mut(at)?;
        for part in &mut *taken {
            part.joining = true;
        }
        let taken = taken.to_vec();
        self.state.store(Arc::new(State { parts }));
        Some(taken)
    }

    /// Puts a joined part in the place of its origins; what has gone from them meanwhile goes from it too.
    fn put_in_place(&self, old: &[Part], mut new: Part) {
        let _alone = self.alone();
        let mut parts = self.state.load().parts.clone();
        let is_first = |part: &Part| old.first().is_some_and(|it| Arc::ptr_eq(&it.segment, &part.segment));
        let Some(first) = parts.iter().position(is_first) else { return };
        let place = first..first + old.len();
        let Some(origins) = parts.get(place.clone()) else { return };
        let mut gone = Vec::new();
        for (origin, before) in origins.iter().zip(old) {
            origin.dead.clone().without(&before.dead).each(|slot| {
                let number = origin.segment.columns.number.get(slot as usize);
                gone.extend(number.and_then(|number| new.segment.columns.slot_of(*number)));
            });
        }
        new.bury(gone);
        parts.splice(place, (new.segment.size > 0).then_some(new));
        self.state.store(Arc::new(State { parts }));
    }
}

/// The last two neighbours of like size; else a part that is mostly dead.
fn to_join(parts: &[Part]) -> Option<Range<usize>> {
    let alike = parts.array_windows().rposition(|[before, last]| !is_small_beside(last, before));
    let dying = || parts.iter().position(|part| part.dead.len() * 2 > part.segment.size);
    alike.map(|at| at..at + 2).or_else(|| dying().map(|at| at..at + 1))
}
