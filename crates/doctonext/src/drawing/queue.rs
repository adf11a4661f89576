//! Who draws next. A turn is taken before a document is opened: documents of people who wait take no memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Processes at the same time: each may take a processor and its share of memory.
const AT_WORK: usize = 2;
/// Demands that draw or wait, all together: the last of them waits a minute at most.
const MOST: usize = 16;
/// The same of one person: they read one page at a time, and turn some quickly.
const MOST_OF_ONE: usize = 3;
/// Nobody waits longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Why somebody gets no turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// They wait for several pages already.
    #[error("this person waits for several pages already")]
    Person,
    /// Too many people wait.
    #[error("too many people wait for pages")]
    House,
}

/// The demands that draw or wait. Cheap to clone.
#[derive(Clone)]
pub struct Queue {
    at_work: Arc<Semaphore>,
    people: Arc<Mutex<HashMap<String, Person>>>,
}

/// One person's demands, and their turn: one at a time.
struct Person {
    demands: usize,
    turn: Arc<Semaphore>,
}

impl Default for Queue {
    fn default() -> Self {
        Self { at_work: Arc::new(Semaphore::new(AT_WORK)), people: Arc::default() }
    }
}

/// The right to draw, until it is dropped.
pub struct Turn {
    _at_work: OwnedSemaphorePermit,
    _own: OwnedSemaphorePermit,
    _demand: Demand,
}

/// A demand in the queue; it leaves when this is dropped.
struct Demand {
    queue: Queue,
    person: String,
}

impl Queue {
    /// A turn of this person, after those who came before.
    pub async fn turn(&self, person: &str) -> Result<Turn, Busy> {
        let (demand, own) = self.enter(person)?;
        let wait = async {
            let own = own.acquire_owned().await.map_err(|_| Busy::House)?;
            let at_work = self.at_work.clone().acquire_owned().await.map_err(|_| Busy::House)?;
            Ok(Turn { _at_work: at_work, _own: own, _demand: demand })
        };
        tokio::time::timeout(LONGEST, wait).await.unwrap_or(Err(Busy::House))
    }

    fn enter(&self, person: &str) -> Result<(Demand, Arc<Semaphore>), Busy> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if people.values().map(|it| it.demands).sum::<usize>() >= MOST {
            return Err(Busy::House);
        }
        let known = people
            .entry(person.to_owned())
            .or_insert_with(|| Person { demands: 0, turn: Arc::new(Semaphore::new(1)) });
        if known.demands >= MOST_OF_ONE {
            return Err(Busy::Person);
        }
        known.demands += 1;
        Ok((Demand { queue: self.clone(), person: person.to_owned() }, known.turn.clone()))
    }
}

impl Drop for Demand {
    fn drop(&mut self) {
        let mut people = self.queue.people.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = people.get_mut(&self.person) {
            known.demands -= 1;
            if known.demands == 0 {
                people.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use super::*;

    #[tokio::test]
    async fn one_person_draws_one_page_at_a_time_and_leaves_a_place_to_others() {
        let queue = Queue::default();
        let first = queue.turn("paul").await.unwrap();
        let mut second = Box::pin(queue.turn("paul"));
        assert!(matches!(futures::poll!(&mut second), Poll::Pending));

        assert!(queue.turn("claire").await.is_ok());
        drop(first);
        assert!(second.await.is_ok());
        assert!(queue.people.lock().unwrap().is_empty(), "who has left is forgotten");
    }

    #[tokio::test]
    async fn who_waits_for_several_pages_already_is_refused_and_a_long_queue_refuses_everybody() {
        let queue = Queue::default();
        let mut waiting = Vec::new();
        for person in 0..6 {
            for _ in 0..MOST_OF_ONE.min(MOST - waiting.len()) {
                let mut demand = Box::pin(queue.turn(["a", "b", "c", "d", "e", "f"][person]));
                let drawn = futures::poll!(&mut demand);
                waiting.push((demand, drawn));
            }
        }

        assert_eq!(queue.turn("g").await.err(), Some(Busy::House));
        waiting.truncate(MOST_OF_ONE);
        assert_eq!(queue.turn("a").await.err(), Some(Busy::Person));
        drop(waiting);
        assert!(queue.turn("a").await.is_ok());
    }
}
