//! What a search asks for, as far as it says what is wanted where: to be counted without anybody's name. Pure.

use chrono::{DateTime, Utc};

use super::{Vocabulary, parse::parse};
use crate::territory::Gazetteer;

/// One search of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Demand {
    /// Key of the profession.
    pub profession: i16,
    /// Key of the type of listing; 0 for any.
    pub listing_type: i16,
    /// Key of the department, also when a commune in it is asked; 0 for anywhere, a region or several departments.
    pub department: i16,
}

/// What a query string of `/annonces` asks for; none without a profession, or for a later page of the same search.
#[must_use]
pub fn demand(query: &str, gazetteer: &Gazetteer, now: DateTime<Utc>) -> Option<Demand> {
    let asked = parse(query, Vocabulary::French, gazetteer, now);
    if asked.after.is_some() {
        return None;
    }
    let criteria = asked.criteria;
    let around =
        criteria.around.as_ref().and_then(|it| gazetteer.by_code(&it.commune).map(|it| it.department.key()));
    let seen = criteria.bounds.as_ref().and_then(|it| it.department(gazetteer));
    Some(Demand {
        profession: criteria.profession?.key,
        listing_type: criteria.listing_type.map_or(0, |it| it.key()),
        department: criteria.department().map(|it| it.key).or(around).or(seen).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, gazetteer};

    fn asked(query: &str) -> Option<(i16, i16)> {
        let found = demand(query, gazetteer(), NOW.parse().unwrap())?;
        Some((found.listing_type, found.department))
    }

    #[test]
    fn a_search_is_wanted_somewhere_or_anywhere() {
        assert_eq!(asked("prof=infirmier&dep=23"), Some((0, 23)));
        assert_eq!(asked("prof=infirmier&type=cession&commune=2A004&rayon=30"), Some((1, 200)));
        assert_eq!(asked("prof=infirmier&region=75"), Some((0, 0)));
        assert_eq!(asked("prof=infirmier&cadre=1.5,46,2.25,46.5"), Some((0, 23)));
        assert_eq!(asked("prof=infirmier&cadre=-5,41,9,51"), Some((0, 0)));
        assert_eq!(asked("q=cabinet&dep=23"), None);
        assert_eq!(asked(""), None);
    }
}
