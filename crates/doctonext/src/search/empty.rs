//! An empty page that helps: which filter to let go, and where there is something.

use chrono::{DateTime, Utc};
use platform::french;

use super::{
    Criteria, Viewer,
    asked::Asked,
    found::count_each,
    live::IndexReading,
    store,
    understood::Kind,
    views::EmptyState,
    wording::{heading, removable},
};
use crate::{app::App, shell::Link, territory::Gazetteer};

/// Filters tried one by one.
const TRIED: usize = 6;

/// Searches that would find something, counted; first without the place or the days that the text was understood to name.
/// `reading` is the index that found nothing, if it was the index.
pub(super) async fn suggestions_for(
    app: &App,
    asked: &Asked,
    reading: Option<IndexReading>,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<EmptyState> {
    let mut tried = easier_searches(&asked.for_addresses());
    tried.sort_by_key(|(_, easier)| certainty(asked, easier));
    counted_searches(app, &asked.criteria, &tried, (reading, viewer), now).await
}

/// How sure we were of what an easier search lets go: 0 a place that was only understood, 1 days, 2 something else.
fn certainty(asked: &Asked, easier: &Criteria) -> u8 {
    let searched = Criteria { sort: easier.sort, ..asked.for_addresses().unranked() };
    let names = |kind: Kind| asked.understood.applied().any(|it| it.meaning.kind() == kind);
    let lets_go = |kind: Kind, rest: Criteria| names(kind) && rest == *easier;
    if lets_go(Kind::Around, Criteria { around: None, ..searched.clone() })
        || lets_go(Kind::Department, Criteria { departments: Vec::new(), ..searched.clone() })
        || lets_go(Kind::Region, Criteria { region: None, ..searched.clone() })
    {
        0
    } else if lets_go(
        Kind::Dates,
        Criteria { dates: super::Range::default(), coverage_min: None, ..searched },
    ) {
        1
    } else {
        2
    }
}

/// Searches that would find something, counted.
pub(crate) async fn suggestions(
    app: &App,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<EmptyState> {
    // What is hidden from somebody signed in, the index does not know.
    let reading = if viewer.is_none() { app.live.at(&app.epoch) } else { None };
    counted_searches(app, criteria, &easier_searches(criteria), (reading, viewer), now).await
}

async fn counted_searches(
    app: &App,
    criteria: &Criteria,
    tried: &[(String, Criteria)],
    (reading, viewer): (Option<IndexReading>, Option<&Viewer>),
    now: DateTime<Utc>,
) -> sqlx::Result<EmptyState> {
    let gazetteer = &app.gazetteer;
    let variants: Vec<Criteria> = tried.iter().map(|(_, easier)| easier.clone()).collect();
    let known = match reading {
        Some(reading) => count_each(app, reading, &variants, now).await,
        None => None,
    };
    // A word that many listings hold takes the database most of a second at a million of them.
    let left = if known.is_some() { &[] } else { variants.as_slice() };
    let mut found = store::loosened(&app.db, left, Some(criteria), viewer, now).await?;
    found.extend(known.into_iter().flatten().zip(0..).map(|(n, rank)| store::Suggestion::loosened(rank, n)));

    let mut state = EmptyState::default();
    for hint in found.into_iter().filter(|hint| hint.n > 0) {
        match hint.loosened.and_then(|rank| tried.get(usize::try_from(rank).ok()?)) {
            Some((label, easier)) => {
                state.loosen.push(Link::new(format!("{label}\u{202f}: {}", counted(hint.n)), easier.href()));
            }
            None => state.nearby.extend(place(gazetteer, criteria, hint)),
        }
    }
    Ok(state)
}

/// One filter less at a time; then, when no single filter is to blame, the trade alone and the place alone.
fn easier_searches(criteria: &Criteria) -> Vec<(String, Criteria)> {
    let mut tried: Vec<(String, Criteria)> = removable(criteria)
        .into_iter()
        .map(|(label, rest)| (format!("Sans le critère «\u{a0}{}\u{a0}»", bare(&label)), rest))
        .collect();
    if criteria.listing_type.is_some() {
        tried.push(("Parmi tous les types d’annonces".to_owned(), criteria.for_type(None)));
    }
    tried.truncate(TRIED);
    let trade = Criteria {
        listing_type: criteria.listing_type,
        profession: criteria.profession,
        ..Criteria::default()
    };
    let place = Criteria {
        around: criteria.around.clone(),
        street: criteria.street.clone().filter(|_| criteria.around.is_some()),
        departments: if criteria.around.is_none() { criteria.departments.clone() } else { Vec::new() },
        region: criteria.region.clone().filter(|_| criteria.around.is_none()),
        bounds: criteria.bounds.clone(),
        ..Criteria::default()
    };
    for whole in [trade, place] {
        if !whole.is_empty() && whole != *criteria && tried.iter().all(|(_, other)| *other != whole) {
            tried.push((heading(&whole), whole));
        }
    }
    tried
}

fn counted(n: i64) -> String {
    if n >= 100 {
        "100 annonces et plus".to_owned()
    } else {
        french::counted(n.unsigned_abs(), "annonce", "annonces")
    }
}

/// A searched text already stands between guillemets.
fn bare(label: &str) -> &str {
    label.trim_start_matches("«\u{a0}").trim_end_matches("\u{a0}»")
}

/// The same trade around another place. Its number is not said: the link opens a circle, the hint is a point.
fn place(gazetteer: &Gazetteer, criteria: &Criteria, hint: store::Suggestion) -> Option<Link> {
    let (city, department) = (hint.city?, hint.department?);
    let commune = gazetteer.find_exact(&city, &department)?;
    let away = french::distance(hint.distance? / 1000.0);
    let mut around = criteria.around.clone()?;
    around.commune.clone_from(&commune.code);
    let there = Criteria {
        listing_type: criteria.listing_type,
        profession: criteria.profession,
        specialties: criteria.specialties.clone(),
        around: Some(around),
        ..Criteria::default()
    };
    Some(Link::new(format!("{city} ({department}), {away}"), there.href()))
}

#[cfg(test)]
mod tests {
    use super::easier_searches;
    use crate::{
        search::{Criteria, parse::around},
        testing::gazetteer,
        trades::ListingType,
    };

    #[test]
    fn the_place_alone_is_still_the_street_that_was_typed() {
        let street = "12 rue de la République 23000 Guéret".to_owned();
        let criteria = Criteria {
            listing_type: Some(ListingType::Transfer),
            around: gazetteer().by_code("23096").map(around),
            street: Some(street.clone()),
            text: Some("lumineux".to_owned()),
            ..Criteria::default()
        };
        let easier = easier_searches(&criteria).into_iter().map(|(_, it)| it);
        let places: Vec<Criteria> = easier.filter(|it| it.around.is_some()).collect();
        assert!(places.iter().all(|it| it.street.as_ref() == Some(&street)));
        assert!(places.iter().any(|it| it.text.is_none() && it.listing_type.is_none()));
    }
}
