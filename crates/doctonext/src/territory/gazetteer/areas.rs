//! Departments and regions by what somebody has begun to type.

use std::sync::Arc;

use super::{Department, Gazetteer, Region, typed::Typed, without_article};

/// A department or a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DepartmentOrRegion<'a> {
    /// A department or an overseas collectivity.
    Department(&'a Department),
    /// A region of several departments.
    Region(&'a Region),
}

impl<'a> DepartmentOrRegion<'a> {
    /// Its INSEE code.
    #[must_use]
    pub fn code(self) -> &'a str {
        match self {
            Self::Department(it) => &it.code,
            Self::Region(it) => &it.code,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'a str {
        match self {
            Self::Department(it) => &it.name,
            Self::Region(it) => &it.name,
        }
    }
}

/// How well a name answers; the smaller the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Called,
    Begins,
    /// A later word begins so.
    Word,
}

impl Fit {
    fn of(name: &str, typed: &str) -> Option<Self> {
        match name.strip_prefix(typed) {
            Some("") => Some(Self::Called),
            Some(_) => Some(Self::Begins),
            None => name.match_indices(typed).any(|(at, _)| name[..at].ends_with(' ')).then_some(Self::Word),
        }
    }
}

impl Gazetteer {
    /// The departments and regions that a text may mean: those that are called so or have this code, then those whose name begins
    /// so, then those with a word that does; regions first among equals. A region that is one department is given once, as that.
    #[must_use]
    pub fn suggest_areas(&self, query: &str, limit: usize) -> Vec<DepartmentOrRegion<'_>> {
        let typed = Typed::read(query);
        if !typed.numbers.is_empty() {
            return self
                .department_by_name(query)
                .map(DepartmentOrRegion::Department)
                .into_iter()
                .take(limit)
                .collect();
        }
        let name = without_article(&typed.words);
        if name.is_empty() {
            return Vec::new();
        }
        let regions = self.region_names.iter().filter_map(|(own, rank)| {
            let region = self.regions.get(*rank).map(Arc::as_ref)?;
            let several = self.department_by_slug(&region.slug).is_none();
            Some((Fit::of(own, &name).filter(|_| several)?, 0, DepartmentOrRegion::Region(region)))
        });
        let departments = self.department_names.iter().filter_map(|(own, rank)| {
            let department = self.departments.get(*rank).map(Arc::as_ref)?;
            Some((Fit::of(own, &name)?, 1, DepartmentOrRegion::Department(department)))
        });
        let mut found: Vec<(Fit, u8, DepartmentOrRegion<'_>)> = regions.chain(departments).collect();
        found.sort_unstable_by_key(|(fit, kind, area)| (*fit, *kind, area.name()));
        let mut kept: Vec<DepartmentOrRegion<'_>> = Vec::new();
        for (.., area) in found {
            // « PACA » is a name, too.
            if kept.len() < limit && !kept.contains(&area) {
                kept.push(area);
            }
        }
        kept
    }
}
