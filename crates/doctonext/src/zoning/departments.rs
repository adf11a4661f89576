//! The zoning of a profession by department.

use std::collections::BTreeMap;

use sqlx::PgExecutor;

use super::{Class, Origin, store};
use crate::{territory::Tile, trades::Profession};

/// How much of a department has a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassShare {
    /// As the file writes it; several joined by " + ", for communes that have several.
    pub raw_code: String,
    /// What it means; none for several that mean different things, or when nobody has taught us the word.
    pub class: Option<Class>,
    /// Communes.
    pub communes: u64,
    /// Their inhabitants.
    pub people: u64,
}

/// The edition in force, by department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentClasses {
    /// Where the classes come from.
    pub origin: Origin,
    /// By code of the department.
    pub departments: BTreeMap<String, Vec<ClassShare>>,
}

/// Reads it, in one statement; none while no file was imported for the profession.
pub async fn by_department(
    db: impl PgExecutor<'_>,
    profession: &Profession,
) -> sqlx::Result<Option<DepartmentClasses>> {
    let Some((origin, counted)) = store::by_department(db, profession.code).await? else { return Ok(None) };
    let mut departments: BTreeMap<String, Vec<ClassShare>> = BTreeMap::new();
    for (department, raw_code, communes, people) in counted {
        let share = ClassShare {
            class: meaning(&raw_code),
            raw_code,
            communes: communes.unsigned_abs().into(),
            people: people.unsigned_abs(),
        };
        departments.entry(department).or_default().push(share);
    }
    Ok(Some(DepartmentClasses { origin, departments }))
}

/// What a class as the file writes it means, or several of them that mean the same.
fn meaning(raw_code: &str) -> Option<Class> {
    let of_several = || {
        let mut classes = raw_code.split(" + ").map(Class::of);
        let first = classes.next()??;
        classes.all(|it| it == Some(first)).then_some(first)
    };
    Class::of(raw_code).or_else(of_several)
}

/// The communes of a tile, as a vector tile: name, class in words and its shade, as given by raw code.
pub async fn tile(
    db: impl PgExecutor<'_>,
    profession: &Profession,
    tile: Tile,
    known: &[(String, String, u8)],
) -> sqlx::Result<Vec<u8>> {
    store::tile(db, profession.code, tile, known).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_for_one_class_are_that_class() {
        assert_eq!(meaning("2_Sous_dotee"), Class::of("2_Sous_dotee"));
        assert_eq!(meaning("2_Sous_dotee + 3_Sous_dotee"), Class::of("2_Sous_dotee"));
        assert_eq!(meaning("2_Sous_dotee + 5_Sur_dotee"), None);
        assert_eq!(meaning("2_Sous_dotee + inconnu"), None);
    }
}
