//! What the text of a search was understood to name, as JSON.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    parse::DEFAULT_RADIUS,
    understood::{Meaning, Understood},
};
use crate::trades::ListingType;

/// Words that became a filter, with the field of the API that asks for the same.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct ApiReading {
    /// As typed: repeat them in `as_typed` to look for them as words.
    #[schema(example = "près de Lyon 3e")]
    pub(crate) words: String,
    /// `transfer`, `replacement`, `collaboration`, `availability`.
    pub(crate) listing_type: Option<&'static str>,
    /// Code of the profession.
    pub(crate) profession: Option<&'static str>,
    /// Codes of specialties, any of which is meant.
    pub(crate) specialties: Vec<&'static str>,
    /// INSEE code of the region.
    pub(crate) region: Option<String>,
    /// Code of the department.
    pub(crate) department: Option<String>,
    /// INSEE code of the commune around which is searched.
    #[schema(example = "69383")]
    pub(crate) commune: Option<String>,
    /// Kilometres around it, where the text says how many.
    pub(crate) radius: Option<u16>,
    /// First day.
    pub(crate) from: Option<NaiveDate>,
    /// Last day.
    pub(crate) to: Option<NaiveDate>,
}

/// What became a filter, in the order of the text.
pub(super) fn reading(understood: &Understood) -> Vec<ApiReading> {
    let one = |words: &str, meaning: &Meaning| {
        let mut it = ApiReading { words: words.to_owned(), ..ApiReading::default() };
        match meaning {
            Meaning::Type(kind) => it.listing_type = Some(ListingType::code(*kind)),
            Meaning::Trade(trade) => {
                it.profession = Some(trade.profession.code);
                it.specialties = trade.specialties.iter().map(|it| it.code).collect();
            }
            Meaning::Region(area) => it.region = Some(area.code.clone()),
            Meaning::Department(area) => it.department = Some(area.code.clone()),
            Meaning::Around(around) => {
                it.commune = Some(around.commune.clone());
                it.radius = Some(around.radius_km).filter(|it| *it != DEFAULT_RADIUS);
            }
            Meaning::Dates(range) => (it.from, it.to) = (range.from, range.to),
        }
        it
    };
    understood.applied().map(|it| one(&it.words, &it.meaning)).collect()
}
