//! Titles: 10 to 110 characters, said in many ways.

use super::story::{ListingType, Story, Voice};
use crate::chance::Chance;
use crate::trades::Craft;

const TRANSFER: &[&str] = &[
    "Cession {cabinet} {a_ville}",
    "Cède patientèle {de_domaine} {a_ville}",
    "{Cabinet} à reprendre {a_ville}",
    "{Domaine} : succession à prendre {a_ville}",
    "Cherche successeur {a_ville}, {court}",
    "Patientèle fidèle à céder {a_ville} ({court})",
    "À céder : {cabinet} bien tenu, {dept}",
    "Cession {court} {en_dept}, activité soutenue",
    "Reprise de patientèle {a_ville} : {court}",
    "{Cabinet} {de_ville} : {ans} ans d'activité à transmettre",
    "{Domaine} {a_ville} : je cède mon activité",
    "{Cabinet} clé en main {a_ville}",
    "Belle patientèle {de_domaine} à reprendre {a_ville}",
    "Vends {cabinet} {a_ville}, matériel récent",
    "Opportunité de reprise {en_dept} : {cabinet}",
    "{Cabinet} lumineux à transmettre {a_ville}, accompagnement possible",
    "Droit de présentation, {court}, {ville}",
    "{Cabinet} à transmettre en douceur {a_ville}",
    "Reprise progressive possible, {court} {a_ville}",
    "{Cabinet} en activité cherche repreneur {en_dept}",
];
const TRANSFER_RETIREMENT: &[&str] = &[
    "Cause retraite, cède {cabinet} {a_ville}",
    "Retraite prochaine : {cabinet} à transmettre {a_ville}",
    "Départ en retraite, patientèle {court} {a_ville}",
    "{ans} ans {a_ville}, l'heure de passer la main ({court})",
    "{Nom} cède {cabinet} pour cause de retraite, {ville}",
    "Cherche relève {a_ville} avant la retraite ({court})",
];
const GIVEN: &[&str] = &[
    "Patientèle cédée gratuitement {a_ville} ({court})",
    "Cession à titre gracieux, {court} {en_dept}",
    "Donne patientèle {de_domaine} {a_ville}",
    "{Cabinet} offert à qui viendra {a_ville}",
];
const NURSE_TRANSFER: &[&str] = &[
    "Cède tournée {a_ville}",
    "Tournée d'IDEL à reprendre {a_ville}",
    "Place dans cabinet infirmier {a_ville}, rachat de patientèle",
    "Vends part de patientèle IDEL, {ville}",
    "Tournée mixte à céder, secteur {de_ville}",
];
const PHARMACY_TRANSFER: &[&str] = &[
    "Officine à céder {a_ville}",
    "Vente pharmacie {en_dept}",
    "Pharmacie {a_ville}, fonds à reprendre",
    "Cession d'officine cause retraite, {ville}",
    "Pharmacie saine à reprendre {a_ville}",
    "Officine de proximité cherche nouveau titulaire, {dept}",
];
const REPLACEMENT: &[&str] = &[
    "Remplacement {court} {a_ville}",
    "Remplacement {a_ville} {periode}",
    "{Court} : remplacement {periode} {a_ville}",
    "Cherche {un_nom} pour remplacement {a_ville}",
    "Remplacement {court} {en_dept} {periode}",
    "Besoin d'un coup de main {periode} {a_ville} ({court})",
    "Rempla {court} {a_ville}, bonne ambiance",
    "Qui pour me remplacer {a_ville} {periode} ?",
    "Remplacement {de_domaine} {a_ville}, planning souple",
    "{Court} {a_ville} : poste de remplacement",
    "Remplacement {court}, secteur {de_ville}",
    "{Ville} : remplacement {court} {periode}",
];
const HOLIDAY: &[&str] = &[
    "Remplacement de vacances {a_ville} ({court})",
    "Congés : cherche relève {periode} {a_ville}",
    "Vacances {periode} : {court} {a_ville}",
    "Je pars, vous venez ? {Court} {a_ville} {periode}",
];
const HOUSED: &[&str] = &[
    "Remplacement {court} {a_ville}, logement fourni",
    "{Court} {en_dept} : remplacement avec logement",
    "Logé pendant le remplacement, {court} {a_ville}",
];
const REGULAR: &[&str] = &[
    "Remplacement régulier {a_ville} ({court}), {jours}",
    "{Court} : jours fixes {a_ville}",
    "Remplacement fixe {jours}, {court} {a_ville}",
    "Cherche remplaçant(e) régulier(ère) {a_ville}, {court}",
];
const WEEKEND: &[&str] = &[
    "Week-end de garde à céder {a_ville} ({court})",
    "Garde {periode} {a_ville}",
    "Week-end {court} {a_ville}",
];
const BIRTH: &[&str] = &[
    "Congé [paternité|maternité] : remplacement {court} {a_ville}",
    "Remplacement long {a_ville} ({court}), congé [paternité|maternité]",
];
const PHARMACY_REPLACEMENT: &[&str] = &[
    "Remplacement de titulaire {a_ville}",
    "Pharmacie {a_ville} cherche remplaçant(e) {periode}",
    "Remplacement en officine {periode}, {ville}",
    "Renfort au comptoir {a_ville}",
];
const COLLABORATION: &[&str] = &[
    "Collaboration en {domaine} {a_ville}",
    "Collaboration libérale {a_ville} ({court})",
    "Cherche {un_nom} pour collaboration {a_ville}",
    "{Cabinet} {a_ville} cherche collaborateur ou collaboratrice",
    "Poste de collaboration en {domaine}, {dept}",
    "{Court} : rejoindre une équipe de {associes} {a_ville}",
];
const PARTNERS: &[&str] = &[
    "{Domaine} : association {a_ville}",
    "{Cabinet} {a_ville} cherche associé(e)",
    "Place d'associé(e) {a_ville} ({court})",
    "Projet d'association {de_domaine} {en_dept}",
];
const ROOM: &[&str] = &[
    "Bureau à partager {a_ville}, {court}",
    "Local partagé {a_ville} pour {court}",
    "Salle de consultation à louer {a_ville} ({court})",
];
const SALARIED: &[&str] = &[
    "Poste salarié en {domaine} {a_ville}",
    "Recrute {un_nom} {a_ville}",
    "{Domaine} : poste salarié {a_ville}, temps plein ou partiel",
    "Centre de santé {en_dept} : poste {de_domaine}",
];
const TOWN: &[&str] = &[
    "{Ville} cherche {un_nom}",
    "La commune {de_ville} accueille {un_nom}",
    "Installation aidée {a_ville} : {court}",
    "Un bureau prêt pour vous {a_ville} ({court})",
    "{Ville} n'attend plus que vous : {court}",
];
const PHARMACY_COLLABORATION: &[&str] = &[
    "Pharmacien(ne) adjoint(e) {a_ville}",
    "Association en officine {a_ville}",
    "Officine {a_ville} : poste d'adjoint(e)",
];
const AVAILABILITY: &[&str] = &[
    "{Nom} disponible pour remplacements {en_dept}",
    "Disponible {periode}, {court}",
    "{Court} : je remplace {a_ville} et alentour",
    "Propose remplacements {de_domaine}, {dept}",
    "Remplacements {court} dans un rayon de {km} km",
    "{Nom}, je me déplace {a_ville} et autour",
    "Cherche remplacements {court} {en_dept}",
    "Libre {periode} : {court} {a_ville}",
];
const STUDENT: &[&str] = &[
    "{Court} : étudiant(e) avec licence, disponible {en_dept}",
    "[Étudiant|Étudiante] avec licence cherche remplacements {a_ville} ({court})",
    "Premiers remplacements souhaités {a_ville}, {court}",
    "Fin d'études : disponible pour vous remplacer {en_dept} ({court})",
];

fn tables(story: &Story<'_>) -> [&'static [&'static str]; 3] {
    let pharmacy = story.trade.craft() == Craft::Pharmacy;
    match story.listing_type {
        ListingType::Transfer if pharmacy => [PHARMACY_TRANSFER, &[], &[]],
        ListingType::Transfer => [
            TRANSFER,
            match story.reason {
                "retirement" => TRANSFER_RETIREMENT,
                _ if story.price == Some(0) && !story.is_confidential() => GIVEN,
                _ => &[],
            },
            if story.trade.craft() == Craft::Nursing { NURSE_TRANSFER } else { &[] },
        ],
        ListingType::Replacement if pharmacy => [PHARMACY_REPLACEMENT, &[], &[]],
        ListingType::Replacement => match story.period.kind {
            "regular" => [REGULAR, &[], &[]],
            "weekend" => [WEEKEND, &[], &[]],
            _ => [
                REPLACEMENT,
                if story.housing { HOUSED } else { &[] },
                match story.reason {
                    "holiday" => HOLIDAY,
                    "maternity" if story.voice == Voice::I => BIRTH,
                    _ => &[],
                },
            ],
        },
        ListingType::Collaboration if story.voice == Voice::Town => [TOWN, &[], &[]],
        ListingType::Collaboration if pharmacy => [PHARMACY_COLLABORATION, &[], &[]],
        ListingType::Collaboration => match story.arrangement {
            "association" | "partnership" | "group_practice" => [PARTNERS, &[], &[]],
            "shared_space" => [ROOM, &[], &[]],
            "salaried" | "assistant" => [SALARIED, &[], &[]],
            _ => [COLLABORATION, &[], &[]],
        },
        ListingType::Availability => [AVAILABILITY, if story.student { STUDENT } else { &[] }, &[]],
    }
}

/// A title of at most 110 characters.
pub(crate) fn title(story: &Story<'_>, chance: &mut Chance) -> String {
    let tables = tables(story);
    let mut out = String::with_capacity(96);
    for _ in 0..8 {
        out.clear();
        let fragment = draw(&tables, chance);
        if story.allows(fragment) && story.render(fragment, &mut out) && out.chars().count() <= 110 {
            crate::grammar::capitalise(&mut out, 0);
            return out;
        }
    }
    out.clear();
    story.render("{Domaine} {a_ville}", &mut out);
    out
}

/// One fragment of several tables, each fragment with the same chance; a short special table counts triple.
pub(crate) fn draw(tables: &[&'static [&'static str]; 3], chance: &mut Chance) -> &'static str {
    let weights = [tables[0].len(), tables[1].len() * 2, tables[2].len() * 2];
    let mut at = chance.index(weights.iter().sum());
    for (table, weight) in tables.iter().zip(weights) {
        if at < weight {
            return table[at % table.len()];
        }
        at -= weight;
    }
    ""
}
