//! What the service answers: bundles of `Practitioner` and `PractitionerRole` (FHIR R4). Only what is used is read.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::directory::{DirectoryPerson, Exercise, NationalId, PublishedName, Source};

#[derive(Deserialize)]
pub(super) struct Bundle {
    #[serde(rename = "resourceType")]
    pub(super) kind: String,
    #[serde(default)]
    entry: Vec<Entry>,
    #[serde(default)]
    link: Vec<Link>,
}

#[derive(Deserialize)]
struct Entry {
    resource: Resource,
}

#[derive(Deserialize)]
struct Link {
    relation: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(tag = "resourceType")]
enum Resource {
    Practitioner(Practitioner),
    PractitionerRole(Role),
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Practitioner {
    #[serde(default)]
    identifier: Vec<Identifier>,
    active: bool,
    #[serde(default)]
    name: Vec<HumanName>,
    #[serde(default)]
    qualification: Vec<Qualification>,
}

#[derive(Deserialize)]
struct Identifier {
    value: Option<String>,
}

#[derive(Deserialize)]
struct HumanName {
    family: Option<String>,
    #[serde(default)]
    given: Vec<String>,
}

#[derive(Deserialize)]
struct Qualification {
    code: Concept,
}

#[derive(Deserialize)]
struct Role {
    #[serde(default = "yes")]
    active: bool,
    #[serde(default)]
    code: Vec<Concept>,
    #[serde(default)]
    specialty: Vec<Concept>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
struct Concept {
    #[serde(default)]
    coding: Vec<Coding>,
}

#[derive(Deserialize)]
struct Coding {
    #[serde(default)]
    system: String,
    #[serde(default)]
    code: String,
}

impl Coding {
    /// Whether the code is of this nomenclature (`R38`, whatever the address around it).
    fn is_of(&self, nomenclature: &str) -> bool {
        self.system.contains(&format!("TRE_{nomenclature}-"))
            || self.system.contains(&format!("TRE-{nomenclature}-"))
    }

    fn is_profession(&self) -> bool {
        // Professions, and users of a title.
        self.is_of("G15") || self.is_of("R95")
    }

    /// Specialities, competences, diplomas of further studies and the other kinds of know-how.
    fn is_know_how(&self) -> bool {
        ["R38", "R39", "R40", "R42", "R43", "R44", "R45", "R97"].iter().any(|it| self.is_of(it))
    }
}

impl Bundle {
    /// Address of the next page.
    pub(super) fn next(&self) -> Option<&str> {
        self.link.iter().find(|it| it.relation == "next").map(|it| it.url.as_str())
    }
}

/// The person with this number in all pages of an answer.
pub(super) fn person(pages: Vec<Bundle>, id: &NationalId, today: NaiveDate) -> Option<DirectoryPerson> {
    let mut found = None;
    let mut roles = Vec::new();
    for entry in pages.into_iter().flat_map(|it| it.entry) {
        match entry.resource {
            Resource::Practitioner(it) if it.has(id) => found = Some(it),
            Resource::PractitionerRole(it) if it.active => roles.push(it),
            _ => {}
        }
    }
    let practitioner = found?;
    let mut person = DirectoryPerson::inactive(id.clone(), today, Source::Online);
    if !practitioner.active {
        return Some(person);
    }
    person.active = true;
    person.names = practitioner.name.iter().filter_map(HumanName::published).collect();
    person.professions = practitioner.qualification.iter().flat_map(|it| exercises(&it.code)).collect();
    let qualified = practitioner.qualification.iter().map(|it| &it.code);
    let concepts: Vec<&Coding> = qualified
        .chain(roles.iter().flat_map(|it| it.code.iter().chain(&it.specialty)))
        .flat_map(|it| &it.coding)
        .collect();
    let codes = |wanted: &dyn Fn(&Coding) -> bool| {
        let mut codes: Vec<String> =
            concepts.iter().filter(|it| wanted(it)).map(|it| it.code.clone()).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    person.know_how = codes(&Coding::is_know_how);
    person.modes = codes(&|it| it.is_of("R23"));
    person.sectors = codes(&|it| it.is_of("R02"));
    person.professions.sort();
    person.professions.dedup();
    Some(person)
}

impl Practitioner {
    fn has(&self, id: &NationalId) -> bool {
        let values = self.identifier.iter().filter_map(|it| it.value.as_deref());
        values.into_iter().any(|it| it == id.number() || it == id.as_str())
    }
}

impl HumanName {
    fn published(&self) -> Option<PublishedName> {
        Some(PublishedName { family: self.family.clone()?, given: self.given.join(" ") })
    }
}

/// The professions of a qualification; its category stands beside them.
fn exercises(concept: &Concept) -> impl Iterator<Item = Exercise> {
    let category = concept.coding.iter().find(|it| it.is_of("R09")).map_or("", |it| it.code.as_str());
    concept
        .coding
        .iter()
        .filter(|it| it.is_profession())
        .map(move |it| Exercise { code: it.code.clone(), category: category.to_owned() })
}
