//! How much memory pictures may take while they are made, and how many files may come in at once.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Megabytes for pictures in work, all together: two photographs of 24 megapixels side by side, or one of 40.
const MEGABYTES: u32 = 448;
/// Bytes a pixel: what the hungriest decoder holds (a progressive JPEG keeps coefficients, 6, beside the picture, 3).
const BYTES_A_PIXEL: u64 = 9;
/// What the sizes, their encoders and the file itself take beside the decoded picture.
const BESIDE: u64 = 16;

static IN_WORK: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(MEGABYTES as usize)));

/// Photographs that come in at once. Each holds one part of a file, twice for a moment: 80 MB together.
pub(super) static PHOTOGRAPHS: Semaphore = Semaphore::const_new(8);
/// Documents that come in at once: each is held whole, with room to grow, and once more sealed: 180 MB together.
pub(super) static DOCUMENTS: Semaphore = Semaphore::const_new(3);
/// Demands with files that one person may have open: a browser of ours sends two files at a time, and somebody who never
/// ends theirs must not take everybody's places.
const MOST_OF_ONE: u32 = 3;

/// How many demands with files each person has open. Cheap to clone.
#[derive(Clone, Default)]
pub struct Turns(Arc<Mutex<HashMap<String, u32>>>);

/// One open demand of a person; it ends when this is dropped.
pub(super) struct Turn {
    turns: Turns,
    person: String,
}

impl Turns {
    /// A turn for one more demand of this person; none while too many are open.
    pub(super) fn take(&self, person: &str) -> Option<Turn> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(person.to_owned()).or_default();
        if *count >= MOST_OF_ONE {
            return None;
        }
        *count += 1;
        Some(Turn { turns: self.clone(), person: person.to_owned() })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut open = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.person) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.person);
            }
        }
    }
}

/// Waits until a picture of this size may be unpacked.
pub(super) async fn room_for((width, height): (u32, u32)) -> Option<OwnedSemaphorePermit> {
    let needed = ((u64::from(width) * u64::from(height) * BYTES_A_PIXEL) >> 20) + BESIDE;
    let permits = u32::try_from(needed).unwrap_or(MEGABYTES).min(MEGABYTES);
    IN_WORK.clone().acquire_many_owned(permits).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_everybodys_places() {
        let turns = Turns::default();
        let taken: Vec<Turn> = std::iter::from_fn(|| turns.take("paul")).collect();

        assert_eq!(taken.len(), 3);
        assert!(turns.take("claire").is_some());
        drop(taken);
        assert!(turns.take("paul").is_some());
    }

    #[tokio::test]
    async fn two_photographs_of_24_megapixels_are_made_side_by_side() {
        let first = room_for((6000, 4000)).await.unwrap();
        let second = room_for((6000, 4000)).await.unwrap();

        assert!(first.num_permits() + second.num_permits() <= MEGABYTES as usize);
        drop((first, second));
        assert!(room_for((12_000, 12_000)).await.is_some(), "whatever it asks for, one fits");
    }
}
