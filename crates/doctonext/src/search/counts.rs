//! « 128 annonces » and the numbers on the tabs.

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::{Criteria, Viewer, store};
use crate::trades::ListingType;

/// Past this many, counting on costs more than it tells: pages say « plus de 1 000 ».
pub(super) const CAP: i64 = 1001;

/// How many listings of each type the criteria leave, their own type apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    by_type: [i64; 4],
    /// Of all types, where that is not their sum.
    of_all: Option<i64>,
    capped: bool,
}

impl Counts {
    /// Asks the cube when it knows, the projection otherwise.
    pub(super) async fn of(
        db: &PgPool,
        criteria: &Criteria,
        viewer: Option<&Viewer>,
        now: DateTime<Utc>,
    ) -> sqlx::Result<Self> {
        let structured = criteria.is_structured();
        let rows = if structured {
            store::cube_by_type(db, criteria, viewer, now).await?
        } else {
            store::by_type(db, criteria, viewer, now).await?
        };
        Ok(Self { capped: !structured, ..Self::exact(rows.into_iter()) })
    }

    /// Numbers counted to the end; under 0 that of all types, where it is not their sum.
    pub(super) fn exact(rows: impl Iterator<Item = (i16, i64)>) -> Self {
        let mut counts = Self::default();
        for (kind, n) in rows {
            match ListingType::from_key(kind) {
                Some(kind) => counts.by_type[slot(kind)] = n,
                None if kind == 0 => counts.of_all = Some(n),
                None => {}
            }
        }
        counts
    }

    /// Listings of a type, or of all.
    #[must_use]
    pub fn of_type(&self, kind: Option<ListingType>) -> i64 {
        let of_all = || self.of_all.unwrap_or_else(|| self.by_type.iter().sum());
        kind.map_or_else(of_all, |kind| self.by_type[slot(kind)])
    }

    /// Whether the number is a floor (« plus de 1 000 »).
    #[must_use]
    pub fn is_floor(&self, kind: Option<ListingType>) -> bool {
        self.capped
            && match kind {
                Some(kind) => self.by_type[slot(kind)] >= CAP,
                None => self.of_all.map_or_else(|| self.by_type.iter().any(|n| *n >= CAP), |n| n >= CAP),
            }
    }
}

fn slot(kind: ListingType) -> usize {
    match kind {
        ListingType::Transfer => 0,
        ListingType::Replacement => 1,
        ListingType::Collaboration => 2,
        ListingType::Availability => 3,
    }
}
