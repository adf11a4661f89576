//! An empty page that helps: which filter to let go, and where there is something.

use platform::french;
use sqlx::PgPool;

use super::{Criteria, store, views::EmptyState, wording::removable};
use crate::{shell::Link, territory::Gazetteer};

/// Filters tried one by one.
const TRIED: usize = 6;

/// Searches that would find something, counted.
pub(super) async fn suggestions(
    db: &PgPool,
    gazetteer: &Gazetteer,
    criteria: &Criteria,
) -> sqlx::Result<EmptyState> {
    let mut loosened = removable(criteria);
    if criteria.listing_type.is_some() {
        loosened.push(("type d’annonce".to_owned(), criteria.for_type(None)));
    }
    loosened.truncate(TRIED);
    let variants: Vec<Criteria> = loosened.iter().map(|(_, rest)| rest.clone()).collect();
    let found = store::loosened(db, &variants, Some(criteria)).await?;

    let mut state = EmptyState::default();
    for hint in found.into_iter().filter(|hint| hint.n > 0) {
        let number = counted(hint.n);
        match hint
            .loosened
            .and_then(|rank| loosened.get(usize::try_from(rank).ok()?))
        {
            Some((label, rest)) => {
                let label = format!("Sans le critère «\u{a0}{}\u{a0}»\u{202f}: {number}", bare(label));
                state.loosen.push(Link::new(label, rest.href()));
            }
            None => state.nearby.extend(place(gazetteer, criteria, hint)),
        }
    }
    Ok(state)
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

fn place(gazetteer: &Gazetteer, criteria: &Criteria, hint: store::Suggestion) -> Option<Link> {
    let (city, department) = (hint.city?, hint.department?);
    let commune = gazetteer.find_exact(&city, &department)?;
    let away = french::distance(hint.distance? / 1000.0);
    let mut there = criteria.clone();
    if let Some(around) = &mut there.around {
        around.commune.clone_from(&commune.code);
    }
    Some(Link::new(
        format!("{} ({department}), {away}\u{202f}: {}", city, counted(hint.n)),
        there.href(),
    ))
}
