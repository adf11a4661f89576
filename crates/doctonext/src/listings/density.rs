//! The density of a listing's commune: written when its content is, and again when the zoning changes.

use platform::clock::Clock;
use sqlx::{PgConnection, PgPool};

use super::{ownership::refresh, store};
use crate::{
    territory::Gazetteer,
    trades::Profession,
    zoning::{self, Density},
};

/// Listings asked for at a time.
const BATCH: i64 = 200;

/// Writes the density that the zoning in force gives to a listing; tells whether it was another one before.
pub(super) async fn place(db: &mut PgConnection, gazetteer: &Gazetteer, id: &str) -> sqlx::Result<bool> {
    let subject = store::density_subject(&mut *db, id).await?;
    let density = match subject {
        Some((profession, commune)) => zoning::density(&mut *db, gazetteer, &profession, &commune).await?,
        None => Density::default(),
    };
    store::set_density(db, id, &density).await
}

/// Lets listings follow an edition of the zoning: those of its profession in the communes whose class it changed. Run again
/// after an interruption, it ends with the same result. Returns how many listings changed.
pub async fn follow_zoning(
    db: &PgPool,
    gazetteer: &Gazetteer,
    clock: &dyn Clock,
    edition: &str,
) -> sqlx::Result<u64> {
    let Some(touched) = zoning::touched(db, edition).await? else { return Ok(0) };
    let communes = touched.communes.map(|codes| with_cities(gazetteer, codes));
    follow(db, gazetteer, clock, touched.profession, communes.as_deref()).await
}

/// Lets every listing follow the zoning in force.
pub async fn place_all(db: &PgPool, gazetteer: &Gazetteer, clock: &dyn Clock) -> sqlx::Result<u64> {
    let mut changed = 0;
    for profession in zoning::professions_in_force(db).await? {
        changed += follow(db, gazetteer, clock, profession, None).await?;
    }
    Ok(changed)
}

/// A listing may be in a city whose arrondissements the files name.
fn with_cities(gazetteer: &Gazetteer, mut codes: Vec<String>) -> Vec<String> {
    let mut cities: Vec<String> =
        codes.iter().filter_map(|it| gazetteer.by_code(it)?.parent_code.clone()).collect();
    cities.dedup();
    codes.append(&mut cities);
    codes
}

async fn follow(
    db: &PgPool,
    gazetteer: &Gazetteer,
    clock: &dyn Clock,
    profession: &'static Profession,
    communes: Option<&[String]>,
) -> sqlx::Result<u64> {
    let (mut changed, mut last) = (0, String::new());
    loop {
        let batch = store::zoned_after(db, profession.code, communes, &last, BATCH).await?;
        let Some(end) = batch.last().cloned() else { return Ok(changed) };
        for id in batch {
            // One by one, as in `reproject`: what search counts is locked in one order by everybody.
            let mut tx = db.begin().await?;
            // In the order in which everybody locks: the listing, its place, its document.
            store::lock_ownership(&mut tx, &id).await?;
            if place(&mut tx, gazetteer, &id).await? {
                refresh(&mut tx, gazetteer, &id, clock.now()).await?;
                changed += 1;
            }
            tx.commit().await?;
        }
        last = end;
    }
}
