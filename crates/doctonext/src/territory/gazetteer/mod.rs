//! All places in memory: exact look-ups, the autocomplete, and the reading of a place that somebody typed.
mod areas;
mod called;
mod names;
mod postal;
mod suggest;
#[cfg(test)]
mod tests;
mod typed;
mod typos;

use std::{collections::HashMap, sync::Arc};

use super::{Commune, Department, FormerCommune, Reference, Region, spelling};
pub use areas::DepartmentOrRegion;
pub use called::Called;
use names::{Beginning, Names};
use postal::PostalCodes;
use typed::Typed;
use typos::Typos;

/// Names by which people call a region, beside its own.
const REGION_NAMES: [(&str, &str); 6] =
    [("paca", "93"), ("idf", "11"), ("aura", "84"), ("hdf", "32"), ("bfc", "27"), ("reunion", "04")];

/// Every region, department and commune of France, indexed. Some 20 MB; made once, read by all requests.
#[derive(Debug)]
pub struct Gazetteer {
    regions: Vec<Arc<Region>>,
    departments: Vec<Arc<Department>>,
    communes: Vec<Commune>,
    former: Vec<FormerCommune>,
    names: Names,
    postal_codes: PostalCodes,
    typos: Typos,
    /// Ranks by compared name, without article.
    department_names: HashMap<String, usize>,
    region_names: HashMap<String, usize>,
}

impl Gazetteer {
    /// Indexes a data set.
    #[must_use]
    pub fn new(reference: Reference) -> Self {
        let Reference { regions, departments, mut communes, former } = reference;
        communes.sort_unstable_by(|a, b| a.code.cmp(&b.code));
        let names = Names::of(&communes);
        let postal_codes = PostalCodes::of(&communes);
        let typos = Typos::of(&names);
        let department_names = ranks(departments.iter().map(|it| it.name.as_str()));
        let mut region_names = ranks(regions.iter().map(|it| it.name.as_str()));
        for (name, code) in REGION_NAMES {
            let rank = regions.iter().position(|it| it.code == code);
            region_names.extend(rank.map(|rank| (name.to_owned(), rank)));
        }
        Self {
            regions,
            departments,
            communes,
            former,
            names,
            postal_codes,
            typos,
            department_names,
            region_names,
        }
    }

    /// All regions, in the order of their codes.
    #[must_use]
    pub fn regions(&self) -> &[Arc<Region>] {
        &self.regions
    }

    /// All departments, in the order of their codes.
    #[must_use]
    pub fn departments(&self) -> &[Arc<Department>] {
        &self.departments
    }

    /// All communes and arrondissements, in the order of their codes.
    #[must_use]
    pub fn communes(&self) -> &[Commune] {
        &self.communes
    }

    /// Codes and names of before, each with the commune of today.
    #[must_use]
    pub fn former(&self) -> &[FormerCommune] {
        &self.former
    }

    /// The arrondissements of a city; none for any other commune.
    pub fn parts_of<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Commune> {
        self.communes.iter().filter(move |it| it.parent_code.as_deref() == Some(code))
    }

    /// The commune with this INSEE code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Commune> {
        let rank = self.communes.binary_search_by(|commune| commune.code.as_str().cmp(code)).ok()?;
        self.communes.get(rank)
    }

    /// The commune of a department with this very name; accents, hyphens and capitals do not count.
    #[must_use]
    pub fn find_exact(&self, name: &str, department: &str) -> Option<&Commune> {
        let name = spelling::spelled(name);
        self.names
            .beginning_with(&name)
            .iter()
            .filter(|ending| ending.beginning == Beginning::Name && self.names.ends_after(ending, name.len()))
            .filter_map(|ending| self.commune(ending.commune))
            .filter(|commune| commune.department.code == department)
            .max_by_key(|commune| commune.population)
    }

    /// The `count` communes nearest to a point and their distances in kilometres, nearest first; no arrondissements.
    #[must_use]
    pub fn nearest(&self, latitude: f64, longitude: f64, count: usize) -> Vec<(&Commune, f64)> {
        /// Nearly enough to tell near from far, without trigonometry for each commune.
        const CHECKED_MORE: usize = 32;
        let narrowing = latitude.to_radians().cos();
        let roughly = |commune: &Commune| {
            let east = (commune.longitude - longitude + 540.0).rem_euclid(360.0) - 180.0;
            (east * narrowing).powi(2) + (commune.latitude - latitude).powi(2)
        };
        let whole = self.communes.iter().filter(|commune| !commune.is_arrondissement());
        let mut all: Vec<(&Commune, f64)> = whole.map(|commune| (commune, roughly(commune))).collect();
        let order = |a: &(&Commune, f64), b: &(&Commune, f64)| {
            a.1.total_cmp(&b.1).then(b.0.population.cmp(&a.0.population)).then(a.0.code.cmp(&b.0.code))
        };
        let checked = count.saturating_add(CHECKED_MORE);
        if checked < all.len() {
            all.select_nth_unstable_by(checked, order);
            all.truncate(checked);
        }
        for (commune, distance) in &mut all {
            *distance = commune.kilometres_to(latitude, longitude);
        }
        all.sort_unstable_by(order);
        all.truncate(count);
        all
    }

    /// The department with this code; "2a" is "2A", "1" is "01".
    #[must_use]
    pub fn department_by_code(&self, code: &str) -> Option<&Department> {
        let code = if code.len() == 1 { format!("0{code}") } else { code.to_ascii_uppercase() };
        self.departments.iter().find(|it| it.code == code).map(Arc::as_ref)
    }

    /// The department with this word of URLs.
    #[must_use]
    pub fn department_by_slug(&self, slug: &str) -> Option<&Department> {
        self.departments.iter().find(|it| it.slug == slug).map(Arc::as_ref)
    }

    /// The department that a person names: « creuse », « la Creuse », « Creuse (23) », "23".
    #[must_use]
    pub fn department_by_name(&self, text: &str) -> Option<&Department> {
        let typed = Typed::read(text);
        match typed.numbers.as_slice() {
            [] => self.department_named(&typed.words),
            [number] if !number.is_rank => self.department_by_code(&number.code).filter(|it| {
                typed.words.is_empty()
                    || self.department_named(&typed.words).is_some_and(|named| named == *it)
            }),
            _ => None,
        }
    }

    /// The region with this INSEE code.
    #[must_use]
    pub fn region_by_code(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|it| it.code == code).map(Arc::as_ref)
    }

    /// The region with this word of URLs.
    #[must_use]
    pub fn region_by_slug(&self, slug: &str) -> Option<&Region> {
        self.regions.iter().find(|it| it.slug == slug).map(Arc::as_ref)
    }

    /// The region that a person names: « bretagne », « la Réunion », « PACA ».
    #[must_use]
    pub fn region_by_name(&self, text: &str) -> Option<&Region> {
        let typed = Typed::read(text);
        if typed.numbers.is_empty() { self.region_named(&typed.words) } else { None }
    }

    fn department_named(&self, words: &[String]) -> Option<&Department> {
        let rank = self.department_names.get(&without_article(words))?;
        self.departments.get(*rank).map(Arc::as_ref)
    }

    fn region_named(&self, words: &[String]) -> Option<&Region> {
        let rank = self.region_names.get(&without_article(words))?;
        self.regions.get(*rank).map(Arc::as_ref)
    }

    fn commune(&self, rank: u32) -> Option<&Commune> {
        self.communes.get(rank as usize)
    }
}

fn without_article(words: &[String]) -> String {
    match words {
        [article, rest @ ..] if !rest.is_empty() && spelling::is_article(article) => rest.join(" "),
        words => words.join(" "),
    }
}

fn ranks<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<String, usize> {
    names.enumerate().map(|(rank, name)| (without_article(&spelling::words(name)), rank)).collect()
}
