//! The pages that search engines are told of: those with a listing that everybody may see.

use std::collections::BTreeSet;

use sqlx::PgPool;

use super::path;
use crate::{
    search::{Criteria, criteria::ChosenArea, store},
    territory::Gazetteer,
    trades::{ListingType, Profession},
};

/// Paths, in order; at most 4 types × 23 professions × 130 places, far below the 50,000 addresses of a file.
pub async fn sitemap_landings(db: &PgPool, gazetteer: &Gazetteer) -> sqlx::Result<Vec<String>> {
    let cells = store::cube_cells(db).await?;
    let mut paths = BTreeSet::new();
    for (kind, profession, region, department) in cells {
        let (Some(kind), Some(profession)) = (ListingType::from_key(kind), Profession::from_key(profession))
        else {
            continue;
        };
        let everywhere =
            Criteria { listing_type: Some(kind), profession: Some(profession), ..Criteria::default() };
        let region =
            gazetteer.regions().iter().find(|it| it.key() == region).map(|it| ChosenArea::from(it.as_ref()));
        let department = gazetteer
            .departments()
            .iter()
            .find(|it| it.key() == department)
            .map(|it| ChosenArea::from(it.as_ref()));
        let in_region = region.map(|it| Criteria { region: Some(it), ..everywhere.clone() });
        let in_department = department.map(|it| Criteria { departments: vec![it], ..everywhere.clone() });
        let all = std::iter::once(everywhere).chain(in_region).chain(in_department);
        paths.extend(all.filter_map(|it| path(&it, gazetteer)));
    }
    Ok(paths.into_iter().collect())
}
