//! From whom a listing is hidden: marks of what colleagues are known by, never the words themselves.

use sqlx::PgConnection;

use super::HiddenFrom;
use crate::{
    app::App,
    failure::Failure,
    sealing::Vault,
    search::{self, MarkKind},
    territory::Gazetteer,
};

/// What the directory says of where somebody practises, and the number it knows them by.
#[derive(Clone, Default)]
pub struct Practice<'a> {
    /// The mark of the number, as `users` has it.
    pub number: Option<Vec<u8>>,
    /// INSEE codes.
    pub communes: &'a [String],
    /// Structures and addresses, see `directory_people.sites`.
    pub sites: &'a [String],
}

/// The mark of a number: the one by which `users` finds it again.
fn mark_of_number(vault: &Vault, number: &str) -> Vec<u8> {
    let column = if number.len() == 11 { "users.rpps_number" } else { "users.adeli_number" };
    vault.blind_index(column, number)
}

fn mark_of_commune(vault: &Vault, code: &str) -> Vec<u8> {
    vault.blind_index("listing_hidden.commune", code)
}

/// Notes where somebody practises, in the place of what was known: from now on what colleagues hide from them is hidden.
pub async fn mark_colleague(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    practice: Practice<'_>,
) -> sqlx::Result<()> {
    let vault = &app.vault;
    let number = practice.number.map(|it| (MarkKind::Number, it));
    let communes = practice.communes.iter().map(|it| (MarkKind::Commune, mark_of_commune(vault, it)));
    let sites =
        practice.sites.iter().map(|it| (MarkKind::Site, vault.blind_index("listing_hidden.site", it)));
    let marks: Vec<(MarkKind, Vec<u8>)> = number.into_iter().chain(communes).chain(sites).collect();
    search::mark_colleague(db, person, &marks).await
}

/// Whether somebody's sites are known, so that their associates can be told.
pub async fn knows_sites(db: &mut PgConnection, person: &str) -> sqlx::Result<bool> {
    Ok(!search::sites_of(db, person).await?.is_empty())
}

/// Hides a listing from these, and from nobody else.
pub(super) async fn hide(
    app: &App,
    db: &mut PgConnection,
    (id, owner): (&str, &str),
    from: &HiddenFrom,
) -> Result<(), Failure> {
    let vault = &app.vault;
    let mut marks: Vec<Vec<u8>> =
        from.emails.iter().map(|it| vault.blind_index(search::EMAIL_MARK, it)).collect();
    marks.extend(from.numbers.iter().map(|it| mark_of_number(vault, it)));
    marks.extend(with_parts(&app.gazetteer, &from.communes).iter().map(|it| mark_of_commune(vault, it)));
    if from.associates {
        marks.extend(search::sites_of(&mut *db, owner).await?);
    }
    marks.sort_unstable();
    marks.dedup();
    Ok(search::hide(db, id, owner, &marks).await?)
}

/// A large city means its arrondissements too.
fn with_parts(gazetteer: &Gazetteer, codes: &[String]) -> Vec<String> {
    let is_part =
        |it: &&crate::territory::Commune| it.parent_code.as_ref().is_some_and(|it| codes.contains(it));
    let parts = gazetteer.communes().iter().filter(is_part).map(|it| it.code.clone());
    codes.iter().cloned().chain(parts).collect()
}
