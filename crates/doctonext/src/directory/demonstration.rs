//! The directory of made-up people, so that verification can be tried without an official file.

use chrono::{DateTime, Utc};
use platform::database::CopyRows;
use sqlx::PgConnection;

use super::{
    NationalId,
    merge::{Merger, StagedLine},
    store,
};
use crate::trades::{Profession, Specialty};

/// A made-up person. No `Debug`, as for real ones.
pub struct MadeUp<'a> {
    /// Their number: of the demonstration's own range.
    pub rpps: &'a str,
    /// « Solenn Le Guen »: given name first.
    pub name: &'a str,
    /// Their profession.
    pub profession: &'static Profession,
    /// Their specialty.
    pub specialty: Option<&'static Specialty>,
    /// Whether they still study.
    pub is_student: bool,
    /// INSEE code of the commune of exercise.
    pub commune: &'a str,
}

/// Made-up people on their way.
#[derive(Default)]
pub struct Demonstration {
    merger: Merger,
    people: CopyRows,
}

impl Demonstration {
    /// Adds a person whose profession the directory knows.
    pub fn add(&mut self, it: &MadeUp<'_>) {
        let (Some(id), Some(profession)) = (NationalId::rpps(it.rpps), it.profession.directory_code) else {
            return;
        };
        let (given, family) = it.name.split_once(' ').unwrap_or(("", it.name));
        let know_how = it.specialty.and_then(|it| it.directory_codes.first()).copied().unwrap_or_default();
        self.merger.add(StagedLine {
            national_id: id.as_str().to_owned(),
            family_name: published(family),
            given_name: published(given),
            profession: profession.to_owned(),
            category: if it.is_student { "E" } else { "C" }.to_owned(),
            know_how: know_how.to_owned(),
            mode: "L".to_owned(),
            commune_code: it.commune.to_owned(),
            sector: "SA07".to_owned(),
            site: String::new(),
        });
        if let Some(person) = self.merger.finish() {
            person.copy_to(&mut self.people);
        }
    }

    /// Puts them in force, unless an official edition is. Gives whether it did.
    pub async fn put_in_force(self, tx: &mut PgConnection, now: DateTime<Utc>) -> sqlx::Result<bool> {
        store::replace_demonstration(tx, self.people, &self.merger.density, now).await
    }
}

/// As the directory prints names: capitals without accents.
fn published(name: &str) -> String {
    search_index::fold(name).to_uppercase()
}
