//! Numbers remembered until the listings change: the tabs of every page of a search ask for the same ones.

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use moka::future::Cache;
use sqlx::PgPool;

use super::{Counts, Criteria, Viewer, Vocabulary};
use crate::freshness::Epoch;

/// State of the listings, who looks (from some people listings are hidden), what is asked.
type Key = (u64, Option<Arc<str>>, Arc<str>);

/// Remembered numbers. Cheap to clone.
#[derive(Clone)]
pub struct CountMemory {
    known: Cache<Key, Counts>,
    epoch: Epoch,
}

impl CountMemory {
    /// Room for the searches of a busy hour; a number lives ten minutes at most, should a notice of change get lost.
    #[must_use]
    pub fn new(epoch: Epoch) -> Self {
        let known = Cache::builder().max_capacity(20_000).time_to_live(Duration::from_mins(10)).build();
        Self { known, epoch }
    }

    /// The counts of these criteria, their type and order apart.
    pub async fn of(
        &self,
        db: &PgPool,
        criteria: &Criteria,
        viewer: Option<&Viewer>,
        now: DateTime<Utc>,
    ) -> Result<Counts, sqlx::Error> {
        let mut subject = criteria.for_type(None);
        subject.sort = super::Sort::default();
        let person = viewer.map(|it| Arc::from(it.person.as_str()));
        let key = (self.epoch.current(), person, Arc::from(subject_of(&subject)));
        if let Some(counts) = self.known.get(&key).await {
            return Ok(counts);
        }
        let counts = Counts::of(db, &subject, viewer, now).await?;
        self.known.insert(key, counts).await;
        Ok(counts)
    }
}

/// What is asked, with the point of a street: it may be found after the first count around its commune.
fn subject_of(criteria: &Criteria) -> String {
    let query = criteria.query(Vocabulary::English);
    match criteria.around.as_ref().filter(|_| criteria.street.is_some()) {
        Some(it) => format!("{query}@{},{}", it.latitude, it.longitude),
        None => query,
    }
}

#[cfg(test)]
mod tests {
    use super::subject_of;
    use crate::{
        search::{Around, Criteria, parse::around},
        testing::gazetteer,
    };

    #[test]
    fn a_street_and_the_commune_that_stood_for_it_are_counted_apart() {
        let commune = gazetteer().by_code("23096").map(around);
        let at = |latitude: f64| Criteria {
            around: commune.clone().map(|it| Around { latitude, ..it }),
            street: Some("12 rue de la République Guéret".to_owned()),
            ..Criteria::default()
        };
        assert_ne!(subject_of(&at(46.1)), subject_of(&at(46.2)));
        assert_eq!(subject_of(&Criteria::default()), "");
    }
}
