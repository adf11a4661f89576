//! The full row of an author.

use super::names::{MEN, OVERSEAS, SURNAMES, WOMEN};
use super::{AccountKind, Author};
use crate::calendar::{moment, shift};
use crate::chance::Chance;
use crate::directory::demo_rpps;
use crate::grammar::{at_place, of_place, push_number, spoken_name, typographic};
use crate::ids::{Kind, uuid};
use crate::model::DemoPerson;
use crate::places::Places;
use crate::trades::Craft;
use chrono::NaiveDate;

/// The stream of draws for the row of a person.
const SHEET: u64 = 2;
/// No letter can be sent to this domain (RFC 2606).
const DOMAIN: &str = "@demo.doctonext.invalid";

const HOUSES: &[&str] = &[
    "Maison de santé des Tilleuls",
    "Pôle de santé du Parc",
    "Centre de santé Simone-Veil",
    "Maison de santé des Trois Ponts",
    "Centre médical de la Gare",
    "Pôle santé des Lavandières",
    "Maison médicale du Marché",
    "Centre de santé Paul-Éluard",
    "Maison de santé du Vieux Moulin",
    "Pôle pluridisciplinaire de la Fontaine",
    "Centre de santé Germaine-Tillion",
    "Maison de santé des Remparts",
    "Cabinet des Quatre Saisons",
    "Maison de santé Marie-Curie",
    "Pôle santé du Lavoir",
];
const CLINICS: &[&str] = &[
    "Clinique Saint-Luc",
    "Polyclinique du Val",
    "Clinique des Chênes",
    "Hôpital privé Sainte-Anne",
    "Clinique du Château",
    "Centre de soins du Belvédère",
    "Clinique Ambroise-Paré",
    "Polyclinique des Ormes",
];
const PHARMACIES: &[&str] = &[
    "Pharmacie des Halles",
    "Pharmacie du Pont-Neuf",
    "Pharmacie de la Mairie",
    "Grande pharmacie du Centre",
    "Pharmacie des Arcades",
    "Pharmacie de la République",
    "Pharmacie du Lion d'Or",
];
const AGENCIES: &[&str] = &[
    "Passerelle Santé",
    "Relais Praticiens",
    "Cabinet Lemoine Transmission",
    "Hippocampe Conseil",
    "Caducée Transactions",
    "Rive Droite Cessions",
    "Cabinet Artaud et associés",
    "Officines du Ponant",
    "Transmission Libérale Conseil",
];

impl Author {
    /// The full row.
    pub(crate) fn sheet(&self, seed: u64, today: NaiveDate, places: &Places<'_>) -> DemoPerson {
        let mut chance = Chance::new(seed, SHEET, self.n);
        let commune = places.commune(self.commune);
        let name = self.name(places, &mut chance);
        let mut email = slug(&name);
        email.push('.');
        push_number(&mut email, i64::try_from(self.n).unwrap_or(0));
        email.push_str(DOMAIN);
        let opened = shift(today, -chance.between(125, 1500));
        let registered =
            matches!(self.kind, AccountKind::Practitioner | AccountKind::Student | AccountKind::Organisation);
        DemoPerson {
            id: uuid(seed, Kind::Person, self.n),
            name,
            email,
            email_verified: chance.odds(96),
            profession: registered.then_some(self.trade.profession.code),
            specialty: if registered { self.trade.specialty_code() } else { None },
            rpps: matches!(self.kind, AccountKind::Practitioner | AccountKind::Student)
                .then(|| demo_rpps(self.n)),
            account_kind: self.kind.code(),
            role: "user",
            is_verified_professional: self.kind == AccountKind::Practitioner && chance.odds(72),
            bio: self.bio(&commune.name, &mut chance),
            commune_code: commune.code.clone(),
            created_at: moment(opened, &mut chance),
            updated_at: moment(shift(today, -chance.between(1, 120)), &mut chance),
        }
    }

    fn name(&self, places: &Places<'_>, chance: &mut Chance) -> String {
        let craft = self.trade.craft();
        match self.kind {
            AccountKind::Organisation => (*chance.pick(match craft {
                Craft::Pharmacy => PHARMACIES,
                Craft::Theatre | Craft::Employed => CLINICS,
                _ => HOUSES,
            }))
            .to_owned(),
            AccountKind::PublicBody => {
                ["Commune ", &of_place(spoken_name(&places.commune(self.commune).name))]
                    .concat()
                    .replace('’', "'")
            }
            AccountKind::Agency => (*chance.pick(AGENCIES)).to_owned(),
            AccountKind::Practitioner | AccountKind::Student => {
                let given = chance.pick(if self.feminine { WOMEN } else { MEN });
                let overseas = places.department(self.commune).has('O') && chance.odds(60);
                let surname = chance.pick(if overseas { OVERSEAS } else { SURNAMES });
                [given, " ", surname].concat()
            }
        }
    }

    fn bio(&self, commune: &str, chance: &mut Chance) -> Option<String> {
        if !chance.odds(45) {
            return None;
        }
        let at = at_place(&typographic(spoken_name(commune)));
        let e = if self.feminine { "e" } else { "" };
        let words = self.trade.words();
        let noun = if self.feminine { words.f } else { words.m };
        let lines = match self.kind {
            AccountKind::Practitioner => [
                [capital(noun).as_str(), ", exerce ", &at, "."].concat(),
                ["Installé", e, " ", &at, ", attaché", e, " au travail en équipe."].concat(),
                ["Exercice libéral ", &at, ", accueil de stagiaires."].concat(),
            ],
            AccountKind::Student => [
                "En fin d’études, à la recherche de remplacements.".to_owned(),
                "Licence de remplacement à jour, disponible pendant les vacances universitaires.".to_owned(),
                "Jeune diplômé".to_owned() + e + " bientôt, en découverte des territoires.",
            ],
            AccountKind::Organisation => [
                ["Équipe pluriprofessionnelle ", &at, "."].concat(),
                "Structure coordonnée, projet de santé validé par l’agence régionale.".to_owned(),
                ["Nous recevons les patients ", &at, " six jours sur sept."].concat(),
            ],
            AccountKind::PublicBody => [
                "La commune soutient l’installation des professionnels de santé.".to_owned(),
                "Un interlocuteur unique en mairie pour le logement, l’école et les locaux.".to_owned(),
                ["Projet de santé porté par la commune, ", &at, "."].concat(),
            ],
            AccountKind::Agency => [
                "Accompagnement des cessions de professions libérales.".to_owned(),
                "Courtier en transmission, mandats exclusifs.".to_owned(),
                "Quinze ans de transmissions d’officines et de cabinets.".to_owned(),
            ],
        };
        let [first, second, third] = lines;
        Some(match chance.index(3) {
            0 => first,
            1 => second,
            _ => third,
        })
    }
}

fn capital(word: &str) -> String {
    let mut text = word.to_owned();
    crate::grammar::capitalise(&mut text, 0);
    text
}

/// Letters of an address: « Solenn Le Guen-O'Brien » becomes `solenn.le-guen-o-brien`.
fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.to_lowercase().chars() {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            'à' | 'â' | 'ä' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' => out.push('i'),
            'ô' | 'ö' => out.push('o'),
            'ù' | 'û' | 'ü' => out.push('u'),
            'ç' => out.push('c'),
            'œ' => out.push_str("oe"),
            ' ' if !out.contains('.') => out.push('.'),
            _ if !out.ends_with(['-', '.']) => out.push('-'),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_of_plain_letters() {
        assert_eq!(slug("Solenn Le Guen-O'Brien"), "solenn.le-guen-o-brien");
        assert_eq!(slug("Élodie Guivarc'h"), "elodie.guivarc-h");
    }
}
