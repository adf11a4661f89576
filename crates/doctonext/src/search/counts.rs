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

    /// Numbers counted to the end.
    pub(super) fn exact(rows: impl Iterator<Item = (i16, i64)>) -> Self {
        let mut counts = Self::default();
        for (kind, n) in rows {
            if let Some(kind) = ListingType::from_key(kind) {
                counts.by_type[slot(kind)] = n;
            }
        }
        counts
    }

    /// Listings of a type, or of all.
    #[must_use]
    pub fn of_type(&self, kind: Option<ListingType>) -> i64 {
        kind.map_or_else(|| self.by_type.iter().sum(), |kind| self.by_type[slot(kind)])
    }

    /// Whether the number is a floor (« plus de 1 000 »).
    #[must_use]
    pub fn is_floor(&self, kind: Option<ListingType>) -> bool {
        self.capped
            && match kind {
                Some(kind) => self.by_type[slot(kind)] >= CAP,
                None => self.by_type.iter().any(|n| *n >= CAP),
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
