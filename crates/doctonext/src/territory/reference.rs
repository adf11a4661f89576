//! The data set of the territory that the program carries, and its reading.
//!
//! `frontend/reference/build.mjs` makes the files: tab-separated, UTF-8, one line a place, in the order of codes.

use std::{collections::HashMap, io::Read, str::FromStr, sync::Arc};

use flate2::read::GzDecoder;

use super::{Commune, Department, Region, slug};

const REGIONS: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/reference/regions.tsv"));
const DEPARTMENTS: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/reference/departments.tsv"));
const COMMUNES: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/reference/communes.tsv.gz"));
const FORMER: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/reference/former-communes.tsv"));
const FINGERPRINT: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../frontend/dist/reference/fingerprint.txt"));

/// All places of the data set.
#[derive(Debug, Clone)]
pub struct Reference {
    /// In the order of their codes.
    pub regions: Vec<Arc<Region>>,
    /// In the order of their codes.
    pub departments: Vec<Arc<Department>>,
    /// In the order of their codes.
    pub communes: Vec<Commune>,
    /// What communes were before a merger, in the order of their codes.
    pub former: Vec<FormerCommune>,
}

/// A code, and mostly a name, that a commune of today bore or took over; the name of a seat is here too, beside its
/// own code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerCommune {
    /// INSEE code of before.
    pub code: String,
    /// Name of before; empty when only the code is known.
    pub name: String,
    /// Code of the commune of today.
    pub now: String,
}

/// Why a data set cannot be read: the program was built from a broken one.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The compressed file is damaged.
    #[error("the communes cannot be decompressed")]
    Compressed(#[from] std::io::Error),
    /// A line misses a column or holds something else than expected there.
    #[error("{file}, line {line}: wrong or missing {column}")]
    Line {
        /// Which of the files.
        file: &'static str,
        /// Counted from 1.
        line: usize,
        /// What should have stood there.
        column: &'static str,
    },
}

impl Reference {
    /// Reads the embedded data set.
    pub fn embedded() -> Result<Self, ReferenceError> {
        let mut communes = String::new();
        GzDecoder::new(COMMUNES).read_to_string(&mut communes)?;
        let former = rows("former communes", FORMER).map(|row| former(&row)).collect::<Result<_, _>>()?;
        Ok(Self { former, ..Self::parse(REGIONS, DEPARTMENTS, &communes)? })
    }

    /// Changes with every change of the embedded data set.
    #[must_use]
    pub fn fingerprint() -> &'static str {
        FINGERPRINT
    }

    /// Reads a data set in the layout of the embedded one.
    pub fn parse(regions: &str, departments: &str, communes: &str) -> Result<Self, ReferenceError> {
        let regions = rows("regions", regions).map(|row| region(&row)).collect::<Result<Vec<_>, _>>()?;
        let by_code: HashMap<&str, &Arc<Region>> = regions.iter().map(|it| (it.code.as_str(), it)).collect();
        let departments = rows("departments", departments)
            .map(|row| department(&row, &by_code))
            .collect::<Result<Vec<_>, _>>()?;
        let by_code: HashMap<&str, &Arc<Department>> =
            departments.iter().map(|it| (it.code.as_str(), it)).collect();
        let mut communes =
            rows("communes", communes).map(|row| commune(&row, &by_code)).collect::<Result<Vec<_>, _>>()?;
        communes.shrink_to_fit();
        drop(by_code);
        Ok(Self { regions, departments, communes, former: Vec::new() })
    }
}

fn region(row: &Row<'_>) -> Result<Arc<Region>, ReferenceError> {
    let code: i16 = row.parsed(0, "code")?;
    debug_assert!(code > 0, "regions have positive codes");
    let name = row.text(1, "name")?.to_owned();
    Ok(Arc::new(Region {
        code: row.text(0, "code")?.to_owned(),
        slug: slug(&name),
        name,
        liaison: row.parsed(2, "liaison")?,
    }))
}

fn department(
    row: &Row<'_>,
    regions: &HashMap<&str, &Arc<Region>>,
) -> Result<Arc<Department>, ReferenceError> {
    let code = row.text(0, "code")?.to_owned();
    if !matches!(code.as_str(), "2A" | "2B") {
        row.parsed::<i16>(0, "code")?;
    }
    let name = row.text(1, "name")?.to_owned();
    let region = regions.get(row.text(2, "region")?).ok_or_else(|| row.wrong("region"))?;
    Ok(Arc::new(Department {
        code,
        slug: slug(&name),
        name,
        region: Arc::clone(region),
        liaison: row.parsed(3, "liaison")?,
    }))
}

fn commune(row: &Row<'_>, departments: &HashMap<&str, &Arc<Department>>) -> Result<Commune, ReferenceError> {
    let department = departments.get(row.text(2, "department")?).ok_or_else(|| row.wrong("department"))?;
    if department.region.code != row.text(3, "region")? {
        return Err(row.wrong("region"));
    }
    let optional = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let postal_codes = row.field(5, "postal codes")?;
    Ok(Commune {
        code: row.text(0, "code")?.to_owned(),
        name: row.text(1, "name")?.to_owned(),
        department: Arc::clone(department),
        epci_code: optional(row.field(4, "EPCI")?),
        postal_codes: postal_codes.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        population: row.parsed(6, "population")?,
        latitude: row.parsed(7, "latitude")?,
        longitude: row.parsed(8, "longitude")?,
        position_is_approximate: row.field(9, "approximate flag")? == "1",
        parent_code: optional(row.field(10, "parent")?),
    })
}

fn former(row: &Row<'_>) -> Result<FormerCommune, ReferenceError> {
    Ok(FormerCommune {
        code: row.text(0, "code")?.to_owned(),
        name: row.field(1, "name")?.to_owned(),
        now: row.text(2, "code of today")?.to_owned(),
    })
}

struct Row<'a> {
    file: &'static str,
    line: usize,
    fields: Vec<&'a str>,
}

fn rows<'a>(file: &'static str, text: &'a str) -> impl Iterator<Item = Row<'a>> {
    text.lines().enumerate().map(move |(index, line)| Row {
        file,
        line: index + 1,
        fields: line.split('\t').collect(),
    })
}

impl Row<'_> {
    fn wrong(&self, column: &'static str) -> ReferenceError {
        ReferenceError::Line { file: self.file, line: self.line, column }
    }

    fn field(&self, index: usize, column: &'static str) -> Result<&str, ReferenceError> {
        self.fields.get(index).copied().ok_or_else(|| self.wrong(column))
    }

    fn text(&self, index: usize, column: &'static str) -> Result<&str, ReferenceError> {
        self.field(index, column).and_then(
            |text| {
                if text.is_empty() { Err(self.wrong(column)) } else { Ok(text) }
            },
        )
    }

    fn parsed<T: FromStr>(&self, index: usize, column: &'static str) -> Result<T, ReferenceError> {
        self.field(index, column)?.parse().map_err(|_| self.wrong(column))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_embedded_data_set_holds_every_commune_and_arrondissement_of_france() {
        let reference = Reference::embedded().unwrap();
        let arrondissements = reference.communes.iter().filter(|it| it.is_arrondissement()).count();
        assert_eq!((reference.communes.len() - arrondissements, arrondissements), (34_969, 45));
        assert_eq!((reference.regions.len(), reference.departments.len()), (26, 109));
        assert!(reference.communes.is_sorted_by(|a, b| a.code < b.code));
    }

    #[test]
    fn keys_and_slugs_are_unique() {
        let reference = Reference::embedded().unwrap();
        let keys: HashSet<i16> = reference.departments.iter().map(|it| it.key()).collect();
        assert_eq!(keys.len(), reference.departments.len());
        assert!(keys.contains(&200) && keys.contains(&201) && keys.contains(&1) && keys.contains(&974));
        let slugs: HashSet<&str> = reference.departments.iter().map(|it| it.slug.as_str()).collect();
        assert_eq!(slugs.len(), reference.departments.len());
        let keys: HashSet<i16> = reference.regions.iter().map(|it| it.key()).collect();
        assert_eq!(keys.len(), reference.regions.len());
        assert!(keys.contains(&1) && keys.contains(&84));
    }

    #[test]
    fn names_are_linked_as_in_french() {
        let reference = Reference::embedded().unwrap();
        let of = |code: &str| reference.departments.iter().find(|it| it.code == code).unwrap().of();
        assert_eq!(of("23"), "de la Creuse");
        assert_eq!(of("15"), "du Cantal");
        assert_eq!(of("75"), "de Paris");
        assert_eq!(of("01"), "de l’Ain");
    }

    #[test]
    fn a_wrong_line_is_named() {
        let error = Reference::parse("84\tAuvergne\t1\nx\tY\t0\n", "", "").unwrap_err();
        assert_eq!(error.to_string(), "regions, line 2: wrong or missing code");
        let error = Reference::parse("84\tA\t1\n", "01\tAin\t99\t5\n", "").unwrap_err();
        assert_eq!(error.to_string(), "departments, line 1: wrong or missing region");
        let error = Reference::parse("84\tA\t1\n", "01\tAin\t84\t5\n", "01001\tB\t01\t84\n").unwrap_err();
        assert_eq!(error.to_string(), "communes, line 1: wrong or missing postal codes");
    }
}
