//! From lines to people: several lines tell of one person, one for each activity and know-how.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use platform::database::CopyRows;

use crate::trades::{Profession, Specialty};

/// A line as it waits between reading and merging. It names a person, so it has no `Debug`.
#[derive(Clone, Default, sqlx::FromRow)]
pub(super) struct StagedLine {
    pub(super) national_id: String,
    pub(super) family_name: String,
    pub(super) given_name: String,
    pub(super) profession: String,
    pub(super) category: String,
    pub(super) know_how: String,
    pub(super) mode: String,
    pub(super) commune_code: String,
    pub(super) sector: String,
    /// Parted by `|`.
    pub(super) site: String,
}

/// A person as the table keeps them. It names a person, so it has no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct PersonRow {
    pub(super) national_id: String,
    pub(super) names: BTreeSet<String>,
    pub(super) professions: BTreeSet<String>,
    pub(super) know_how: BTreeSet<String>,
    pub(super) modes: BTreeSet<String>,
    pub(super) communes: BTreeSet<String>,
    pub(super) sectors: BTreeSet<String>,
    pub(super) sites: BTreeSet<String>,
}

impl PersonRow {
    pub(super) fn copy_to(&self, rows: &mut CopyRows) {
        rows.text(&self.national_id);
        for list in [
            &self.names,
            &self.professions,
            &self.know_how,
            &self.modes,
            &self.communes,
            &self.sectors,
            &self.sites,
        ] {
            rows.array(list.iter().map(String::as_str));
        }
        rows.end_row();
    }
}

/// Where, and which trade: keys of profession and specialty, 0 for the whole profession.
pub(super) type Spot = (String, i16, i16);

/// How many practise there, and how much of them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Count {
    pub(super) practitioners: i32,
    pub(super) shares: f64,
}

/// Puts lines together that come in the order of their people, and counts who practises where.
#[derive(Default)]
pub(super) struct Merger {
    lines: Vec<StagedLine>,
    pub(super) density: HashMap<Spot, Count>,
    /// Know-how of people who have no activity.
    pub(super) without_activity: u64,
    /// Lines of professions that the house does not know.
    pub(super) unknown_professions: BTreeMap<String, u64>,
    /// People by code of know-how that the house does not know.
    pub(super) unknown_know_how: BTreeMap<String, u64>,
}

impl Merger {
    /// Takes a line; gives the person before when this one begins another.
    pub(super) fn add(&mut self, line: StagedLine) -> Option<PersonRow> {
        let same = self.lines.last().is_none_or(|last| last.national_id == line.national_id);
        let finished = if same { None } else { self.finish() };
        self.lines.push(line);
        finished
    }

    /// The last person.
    pub(super) fn finish(&mut self) -> Option<PersonRow> {
        let lines = std::mem::take(&mut self.lines);
        let person = merged(&lines)?;
        if person.names.is_empty() {
            self.without_activity += 1;
            return None;
        }
        self.count(&lines, &person);
        Some(person)
    }

    fn count(&mut self, lines: &[StagedLine], person: &PersonRow) {
        let mut places: BTreeMap<(i16, i16), BTreeSet<&str>> = BTreeMap::new();
        for line in lines.iter().filter(|it| !it.family_name.is_empty()) {
            let Some(profession) = Profession::from_directory_code(&line.profession) else {
                *self.unknown_professions.entry(line.profession.clone()).or_default() += 1;
                continue;
            };
            if line.mode != "L" || line.category == "E" || line.commune_code.is_empty() {
                continue;
            }
            // A speciality is exercised wherever its profession is, on whichever line it was told.
            let specialties = person
                .know_how
                .iter()
                .filter_map(|code| Specialty::from_directory_code(code))
                .filter(|it| it.profession == profession.code)
                .map(|it| it.key);
            for specialty in specialties.chain([0]) {
                places.entry((profession.key, specialty)).or_default().insert(&line.commune_code);
            }
        }
        for code in person.know_how.iter().filter(|it| Specialty::from_directory_code(it).is_none()) {
            *self.unknown_know_how.entry(code.clone()).or_default() += 1;
        }
        for ((profession, specialty), communes) in places {
            let share = 1.0 / f64::from(u32::try_from(communes.len()).unwrap_or(u32::MAX));
            for commune in communes {
                let count = self.density.entry((commune.to_owned(), profession, specialty)).or_default();
                count.practitioners += 1;
                count.shares += share;
            }
        }
    }
}

/// All that the lines of one person say.
fn merged(lines: &[StagedLine]) -> Option<PersonRow> {
    let mut person = PersonRow { national_id: lines.first()?.national_id.clone(), ..PersonRow::default() };
    let add = |list: &mut BTreeSet<String>, value: &str| {
        if !value.is_empty() && !list.contains(value) {
            list.insert(value.to_owned());
        }
    };
    for line in lines {
        add(&mut person.know_how, &line.know_how);
        // A line of the file of know-how: the activities tell the rest.
        if line.family_name.is_empty() {
            continue;
        }
        add(&mut person.names, &format!("{}|{}", line.family_name, line.given_name));
        add(&mut person.professions, &format!("{}|{}", line.profession, line.category));
        add(&mut person.modes, &line.mode);
        add(&mut person.communes, &line.commune_code);
        add(&mut person.sectors, &line.sector);
        for site in line.site.split('|') {
            add(&mut person.sites, site);
        }
    }
    Some(person)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, commune: &str, mode: &str, know_how: &str) -> StagedLine {
        StagedLine {
            national_id: id.to_owned(),
            family_name: "MOREAU".to_owned(),
            given_name: "CLAIRE".to_owned(),
            profession: "10".to_owned(),
            category: "C".to_owned(),
            know_how: know_how.to_owned(),
            mode: mode.to_owned(),
            commune_code: commune.to_owned(),
            sector: "SA07".to_owned(),
            site: format!("finess:{commune}0001|address:{commune}/3 rue des lilas"),
        }
    }

    fn list(set: &BTreeSet<String>) -> Vec<&str> {
        set.iter().map(String::as_str).collect()
    }

    #[test]
    fn several_lines_make_one_person() {
        let mut merger = Merger::default();
        assert!(merger.add(line("899900000017", "23096", "L", "SM54")).is_none());
        assert!(merger.add(line("899900000017", "23096", "S", "SM54")).is_none());
        let claire = merger.add(line("899900000025", "87085", "L", "")).unwrap();
        let other = merger.finish().unwrap();

        assert_eq!(list(&claire.names), ["MOREAU|CLAIRE"]);
        assert_eq!(list(&claire.professions), ["10|C"]);
        assert_eq!((list(&claire.modes), list(&claire.know_how)), (vec!["L", "S"], vec!["SM54"]));
        assert!(other.national_id == "899900000025" && merger.finish().is_none());
    }

    #[test]
    fn who_practises_in_two_communes_counts_in_both_and_half_in_each_for_sums() {
        let mut merger = Merger::default();
        for (commune, mode) in [("23096", "L"), ("87085", "L"), ("19272", "S")] {
            merger.add(line("899900000017", commune, mode, "SM54"));
        }
        merger.finish();
        let general = Specialty::from_directory_code("SM54").unwrap().key;

        for specialty in [0, general] {
            for commune in ["23096", "87085"] {
                let count = merger.density[&(commune.to_owned(), 1, specialty)];
                assert_eq!(count, Count { practitioners: 1, shares: 0.5 });
            }
        }
        assert_eq!(merger.density.len(), 4, "an employed activity is not counted");
    }

    #[test]
    fn know_how_told_in_a_file_of_its_own_belongs_to_the_activities() {
        let mut merger = Merger::default();
        let alone = StagedLine { know_how: "SM54".to_owned(), ..line("899900000017", "", "", "SM54") };
        merger.add(StagedLine { family_name: String::new(), given_name: String::new(), ..alone.clone() });
        merger.add(line("899900000017", "23096", "L", ""));
        let claire = merger.finish().unwrap();
        merger.add(StagedLine { family_name: String::new(), ..alone });

        assert_eq!((list(&claire.know_how), list(&claire.names)), (vec!["SM54"], vec!["MOREAU|CLAIRE"]));
        assert_eq!(merger.density.len(), 2);
        assert!(merger.finish().is_none(), "nobody without an activity");
        assert_eq!(merger.without_activity, 1);
    }

    #[test]
    fn students_are_people_of_the_directory_and_no_density() {
        let mut merger = Merger::default();
        merger.add(StagedLine { category: "E".to_owned(), ..line("899900000017", "23096", "L", "") });

        assert_eq!(list(&merger.finish().unwrap().professions), ["10|E"]);
        assert!(merger.density.is_empty());
    }

    #[test]
    fn what_the_house_does_not_know_is_counted() {
        let mut merger = Merger::default();
        merger.add(StagedLine { profession: "35".to_owned(), ..line("899900000017", "23096", "L", "CEX99") });
        merger.finish();

        assert_eq!(merger.unknown_professions["35"], 1);
        assert_eq!(merger.unknown_know_how["CEX99"], 1);
    }
}
