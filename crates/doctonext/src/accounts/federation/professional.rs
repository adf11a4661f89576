//! What Pro Santé Connect tells of a professional beside their being somebody: number, names, professions.
//!
//! It comes from the user info, asked for with the access token at once: the token lasts two minutes.

use serde::{Deserialize, Deserializer, Serialize};

use super::identity::Profile;
use crate::{accounts::read_name, config::OidcKind};

/// Exercises that are read; nobody has as many.
const MOST: usize = 20;
/// The longest name and code that are read.
const LONGEST: usize = 100;

/// A professional. No `Debug`: it names a person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Professional {
    /// National identification: `8` and eleven digits (RPPS), `0` and nine characters (ADELI), or a test identity.
    pub national_id: String,
    /// Whether test identities count: in the « bac à sable » alone.
    pub is_test: bool,
    /// Names under which they practise, and the civil one.
    pub names: Vec<ProfessionalName>,
    /// Codes of their professions in the directory, such as `10`; of a student none.
    pub professions: Vec<String>,
}

/// A name. No `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfessionalName {
    /// « LE GUEN ».
    pub family: String,
    /// « Yann ».
    pub given: String,
}

/// The user info, as far as it matters here.
#[derive(Deserialize)]
pub(super) struct Told {
    #[serde(rename = "SubjectNameID", default, deserialize_with = "or_nothing")]
    name_id: String,
    #[serde(default, deserialize_with = "or_nothing")]
    preferred_username: String,
    #[serde(default, deserialize_with = "or_nothing")]
    given_name: String,
    #[serde(default, deserialize_with = "or_nothing")]
    family_name: String,
    #[serde(rename = "SubjectRefPro")]
    reference: Option<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(default, deserialize_with = "or_nothing")]
    exercices: Vec<Exercise>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Exercise {
    #[serde(default, deserialize_with = "or_nothing")]
    code_profession: String,
    #[serde(default, deserialize_with = "or_nothing")]
    code_categorie_professionnelle: String,
    #[serde(default, deserialize_with = "or_nothing")]
    nom_dexercice: String,
    #[serde(default, deserialize_with = "or_nothing")]
    prenom_dexercice: String,
}

/// What is null was not said.
fn or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(told: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(told)?.unwrap_or_default())
}

impl Professional {
    /// Reads a professional; none when there is no exercise or no national number: not everybody with a card practises.
    pub(super) fn read(told: Told, kind: OidcKind) -> Option<Self> {
        let is_test = kind == OidcKind::ProSanteConnectBas;
        let Told { name_id, preferred_username, given_name, family_name, reference } = told;
        let national_id = [name_id, preferred_username].into_iter().find(|it| is_national_id(it, is_test))?;
        let mut exercises = reference?.exercices;
        exercises.retain(|it| it.is_sound());
        exercises.truncate(MOST);
        if exercises.is_empty() {
            return None;
        }
        let practising = exercises.iter().filter(|it| it.code_categorie_professionnelle != "E");
        let professions = practising.map(|it| it.code_profession.clone()).collect();
        let civil = ProfessionalName { family: family_name, given: given_name };
        let names = exercises
            .into_iter()
            .map(|it| ProfessionalName { family: it.nom_dexercice, given: it.prenom_dexercice })
            .chain([civil])
            .filter(|it| {
                !it.family.is_empty()
                    && !it.given.is_empty()
                    && it.family.len().max(it.given.len()) <= LONGEST
            })
            .collect();
        Some(Self { national_id, is_test, names, professions })
    }

    /// What an account may begin with.
    pub(super) fn profile(&self) -> Profile {
        let name = self.names.first().and_then(|it| read_name(&format!("{} {}", it.given, it.family)));
        Profile { name, ..Profile::default() }
    }
}

impl Exercise {
    fn is_sound(&self) -> bool {
        !self.code_profession.is_empty() && self.code_profession.len() <= LONGEST
    }
}

/// Other identifications, such as `3` and the number of an establishment, are of its employees and name no professional.
fn is_national_id(text: &str, is_test: bool) -> bool {
    let digits = text.bytes().all(|it| it.is_ascii_digit());
    let plain = text.bytes().all(|it| it.is_ascii_alphanumeric());
    (text.len() == 12 && digits && text.starts_with('8'))
        || (text.len() == 10 && plain && text.starts_with('0'))
        || (is_test && (6..=20).contains(&text.len()) && plain && !digits)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    static_assertions::assert_not_impl_any!(Professional: std::fmt::Debug, std::fmt::Display);
    static_assertions::assert_not_impl_any!(ProfessionalName: std::fmt::Debug, std::fmt::Display);

    fn read(change: impl FnOnce(&mut Value), kind: OidcKind) -> Option<Professional> {
        let mut told = json!({
            "sub": "f:550dc1c8:899700000017", "SubjectNameID": "899700000017", "given_name": "Anne",
            "family_name": "Kerbrat", "SubjectRefPro": { "codeCivilite": "MME", "exercices": [{
                "codeProfession": "60", "codeCategorieProfessionnelle": "C", "nomDexercice": "LE GUEN",
                "prenomDexercice": "ANNE", "activities": [{ "codeModeExercice": "L" }],
            }] },
        });
        change(&mut told);
        Professional::read(serde_json::from_value(told).unwrap(), kind)
    }

    #[test]
    fn a_professional_has_a_number_an_exercise_and_names() {
        let found = read(|_| {}, OidcKind::ProSanteConnect).unwrap();

        assert_eq!(found.national_id, "899700000017");
        assert_eq!(found.professions, ["60"]);
        let names: Vec<_> = found.names.iter().map(|it| format!("{} {}", it.given, it.family)).collect();
        assert_eq!(names, ["ANNE LE GUEN", "Anne Kerbrat"]);
    }

    #[test]
    fn who_has_no_exercise_or_no_national_number_is_no_professional() {
        let none: [fn(&mut Value); 4] = [
            |it| drop(it.as_object_mut().unwrap().remove("SubjectRefPro")),
            |it| it["SubjectRefPro"] = json!({}),
            |it| it["SubjectRefPro"]["exercices"] = json!([{ "codeProfession": "" }]),
            |it| it["SubjectNameID"] = json!("3990000001/0000000123"),
        ];
        for change in none {
            assert!(read(change, OidcKind::ProSanteConnect).is_none());
        }
    }

    #[test]
    fn what_is_null_is_not_said() {
        let nulls = |it: &mut Value| {
            it["preferred_username"] = Value::Null;
            it["given_name"] = Value::Null;
            it["SubjectRefPro"]["exercices"][0]["codeCategorieProfessionnelle"] = Value::Null;
        };
        let found = read(nulls, OidcKind::ProSanteConnect).unwrap();
        assert_eq!((found.professions, found.names.len()), (vec!["60".to_owned()], 1));
        let none = |it: &mut Value| it["SubjectRefPro"]["exercices"] = Value::Null;
        assert!(read(none, OidcKind::ProSanteConnect).is_none());
    }

    #[test]
    fn a_student_exercises_no_profession_yet() {
        let student = |it: &mut Value| {
            it["SubjectRefPro"]["exercices"][0]["codeCategorieProfessionnelle"] = json!("E");
        };
        assert!(read(student, OidcKind::ProSanteConnect).unwrap().professions.is_empty());
    }

    #[test]
    fn test_identities_count_in_the_sandbox_alone() {
        let test = |it: &mut Value| it["SubjectNameID"] = json!("ANS20231122132732");
        assert!(read(test, OidcKind::ProSanteConnect).is_none());
        assert!(read(test, OidcKind::ProSanteConnectBas).unwrap().is_test);
    }
}
