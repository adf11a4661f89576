//! What was recognised beside what was chosen: which of it narrows the search, and how.

use super::{Kind, Meaning, Outcome, Recognised, Spot, trades::Trade};
use crate::{
    search::{Around, Criteria},
    territory::Gazetteer,
    trades::Profession,
};

/// What becomes of something beside the filters that were chosen.
pub(super) fn outcome(it: &Recognised, chosen: &Criteria, gazetteer: &Gazetteer) -> Outcome {
    let decide = |is_chosen: bool, is_same: bool| match (is_chosen, is_same) {
        (false, _) => Outcome::Applied,
        (true, true) => Outcome::Chosen,
        (true, false) => Outcome::Overruled,
    };
    match &it.meaning {
        Meaning::Type(kind) => decide(chosen.listing_type.is_some(), chosen.listing_type == Some(*kind)),
        Meaning::Dates(range) => decide(!chosen.dates.is_open(), chosen.dates == *range),
        Meaning::Region(_) | Meaning::Department(_) | Meaning::Around(_) => {
            let named = Spot::named(&it.meaning, chosen.radius_km);
            let are_departments_same = chosen.departments == named.departments
                || named.departments.iter().any(|it| chosen.departments.contains(it));
            let is_same = chosen.region == named.region
                && are_departments_same
                && chosen.around.as_ref().map(|it| &it.commune)
                    == named.around.as_ref().map(|it| &it.commune);
            let is_chosen = match it.meaning.kind() {
                Kind::Region => chosen.region.is_some(),
                Kind::Department => !chosen.departments.is_empty(),
                _ => chosen.around.is_some(),
            };
            decide(is_chosen || !named.meets(chosen, gazetteer), is_same)
        }
        Meaning::Trade(trade) => of_trade(trade, chosen),
    }
}

fn of_trade(trade: &Trade, chosen: &Criteria) -> Outcome {
    // A specialty is one of a profession, whether that was chosen or not.
    let of_specialty = || chosen.specialties.first().and_then(|it| Profession::from_code(it.profession));
    match chosen.profession.or_else(of_specialty) {
        Some(it) if it.key != trade.profession.key => Outcome::Overruled,
        Some(_) if trade.specialties.is_empty() && chosen.profession.is_some() => Outcome::Chosen,
        _ if trade.specialties.is_empty() || chosen.specialties.is_empty() => Outcome::Applied,
        _ if trade.specialties.iter().any(|it| chosen.specialties.contains(it)) => Outcome::Chosen,
        _ => Outcome::Overruled,
    }
}

/// Narrows criteria by what was recognised.
pub(super) fn apply(meaning: &Meaning, chosen: &Criteria, criteria: &mut Criteria) {
    // A place that is named after all takes the stead of a view of the map, as one that is chosen does.
    if matches!(meaning, Meaning::Region(_) | Meaning::Department(_) | Meaning::Around(_)) {
        criteria.bounds = None;
    }
    match meaning {
        Meaning::Type(kind) => criteria.listing_type = Some(*kind),
        Meaning::Dates(range) => criteria.dates = *range,
        Meaning::Region(area) => criteria.region = Some(area.clone()),
        Meaning::Department(area) => criteria.departments.push(area.clone()),
        Meaning::Around(around) => {
            let radius_km = chosen.radius_km.unwrap_or(around.radius_km);
            criteria.around = Some(Around { radius_km, ..around.clone() });
        }
        Meaning::Trade(trade) => {
            criteria.profession = Some(trade.profession);
            for it in &trade.specialties {
                if !criteria.specialties.contains(it) {
                    criteria.specialties.push(it);
                }
            }
        }
    }
}

/// Whether something that the text leaves out was chosen, or holds what was chosen: then it is not left out.
pub(super) fn is_chosen_place(meaning: &Meaning, chosen: &Criteria, gazetteer: &Gazetteer) -> bool {
    match meaning {
        Meaning::Department(area) => chosen.departments.contains(area),
        Meaning::Region(region) => chosen.asks_in_region(region, gazetteer),
        _ => false,
    }
}

/// Leaves out a department or a region.
pub(super) fn leave_out(meaning: &Meaning, criteria: &mut Criteria) {
    let (areas, area) = match meaning {
        Meaning::Department(area) => (&mut criteria.without, area),
        Meaning::Region(area) => (&mut criteria.without_regions, area),
        _ => return,
    };
    if !areas.contains(area) {
        areas.push(area.clone());
    }
}
