//! A profile: what may be said in it.

use crate::{
    accounts::read_name,
    app::App,
    trades::{AuthorKind, Profession, Specialty},
};

use super::siren;

/// Longest biography, in characters.
const LONGEST_BIO: usize = 2000;

/// A profile as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) nom: String,
    #[serde(default)]
    pub(super) compte: String,
    /// `profession` or `profession/specialty`.
    #[serde(default)]
    pub(super) metier: String,
    #[serde(default)]
    pub(super) departement: String,
    #[serde(default)]
    pub(super) siren: String,
    #[serde(default)]
    pub(super) bio: String,
    pub(super) page_publique: Option<String>,
    /// State of the row that the page showed.
    #[serde(default)]
    pub(super) version: String,
}

/// A profile that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) account_kind: &'static str,
    pub(super) profession: Option<&'static str>,
    pub(super) specialty: Option<&'static str>,
    pub(super) department: Option<String>,
    pub(super) siren: Option<String>,
    pub(super) bio: Option<String>,
    pub(super) has_public_page: bool,
}

/// What is wrong, by field, in French.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Errors {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) trade: &'static str,
    pub(super) department: &'static str,
    pub(super) siren: &'static str,
    pub(super) bio: &'static str,
}

/// Reads what was typed.
pub(super) fn read(app: &App, typed: &Typed) -> Result<Profile, Errors> {
    let mut errors = Errors::default();
    let name = read_name(&typed.nom).unwrap_or_default();
    if name.is_empty() {
        errors.name = "Indiquez votre prénom et votre nom (100\u{a0}caractères au plus).";
    }
    let kind = AuthorKind::from_code(&typed.compte);
    if kind.is_none() {
        errors.kind = "Choisissez ce que vous êtes.";
    }
    let (profession, specialty) = match typed.metier.split_once('/') {
        Some((profession, specialty)) => (profession, Some(specialty)),
        None => (typed.metier.as_str(), None),
    };
    let trade = Profession::from_code(profession);
    let branch = specialty.and_then(|it| Specialty::from_code(profession, it));
    if (!profession.is_empty() && trade.is_none()) || (specialty.is_some() && branch.is_none()) {
        errors.trade = "Choisissez une profession de la liste.";
    }
    let is_person = matches!(kind, Some(AuthorKind::Practitioner | AuthorKind::Student));
    if profession.is_empty() && is_person {
        errors.trade = "Choisissez votre profession.";
    }
    let department = app.gazetteer.department_by_code(&typed.departement).map(|it| it.code.clone());
    if !typed.departement.is_empty() && department.is_none() {
        errors.department = "Choisissez un département de la liste.";
    }
    let number = siren::read(&typed.siren);
    if !typed.siren.trim().is_empty() && number.is_none() {
        errors.siren = "Ce numéro SIREN n’est pas juste\u{202f}: neuf chiffres, comme sur l’avis de situation de l’INSEE.";
    }
    if typed.siren.trim().is_empty() && kind.is_some() && !is_person {
        errors.siren = "Indiquez le SIREN de la structure.";
    }
    let bio = typed.bio.replace("\r\n", "\n").trim().to_owned();
    if bio.chars().count() > LONGEST_BIO {
        errors.bio = "2\u{202f}000\u{a0}caractères au plus.";
    }
    if errors != Errors::default() {
        return Err(errors);
    }
    Ok(Profile {
        name,
        account_kind: kind.map_or("practitioner", |it| it.code()),
        profession: trade.map(|it| it.code),
        specialty: branch.map(|it| it.code),
        department,
        siren: number.filter(|_| !is_person),
        bio: Some(bio).filter(|it| !it.is_empty()),
        has_public_page: typed.page_publique.is_some(),
    })
}
