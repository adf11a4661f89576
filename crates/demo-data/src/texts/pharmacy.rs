//! Dispensaries: « officine » is feminine and a pharmacy is sold as a business, so they have their own words.

/// Why it is sold.
pub(crate) const OPENING: &[&str] = &[
    "Officine à céder {a_ville}, cause retraite du titulaire.",
    "Je transmets ma pharmacie après {ans} ans derrière le comptoir.",
    "Cession d'officine {en_dept} : belle affaire saine, sans regroupement à craindre.",
    "Vente de pharmacie {a_ville}, fonds ou parts selon le montage choisi.",
    "Titulaire depuis {ans} ans, je souhaite céder à un confrère ou une consœur qui aime le conseil.",
    "Pharmacie familiale, tenue avec rigueur, à reprendre {a_ville}.",
    "Première installation possible : officine à taille humaine {a_ville}.",
];

/// A replacement is sought.
pub(crate) const REPLACEMENT: &[&str] = &[
    "Pharmacie {a_ville} recherche {un_nom} remplaçant(e) {periode}.",
    "Remplacement de titulaire {periode}, équipe rodée qui connaît son métier.",
    "Notre officine cherche un renfort au comptoir {periode}.",
    "Congé du titulaire {periode} : remplacement confortable, préparateurs expérimentés.",
    "Remplacement en officine {a_ville} {periode}.",
];

/// A collaborator or a partner is sought.
pub(crate) const COLLABORATION: &[&str] = &[
    "L'officine recrute {un_nom} {a_ville}, poste pérenne.",
    "Poste d'adjoint à pourvoir, coefficient selon l'expérience.",
    "Association proposée dans une pharmacie en croissance {a_ville}.",
    "Nous cherchons {un_nom} pour développer les missions de prévention et, à terme, prendre des parts.",
    "Renfort durable souhaité dans notre officine : vaccination, bilans de médication, dépistage.",
];

/// Turnover. Needs it.
pub(crate) const TURNOVER: &[&str] = &[
    "Chiffre d'affaires hors taxes de {ca} €.",
    "CA : {ca} €, en progression, marge dans la moyenne du groupement.",
    "L'exercice se clôt à {ca} € hors taxes, bilans disponibles.",
];

/// Price. Needs it.
pub(crate) const PRICE: &[&str] = &[
    "Prix du fonds : {prix} €, stock en sus.",
    "Valeur demandée, {prix} €, négociable avec un apport solide.",
    "Fonds proposé à {prix} €, murs à louer ou à vendre.",
];

/// Programs. Needs the name.
pub(crate) const SOFTWARE: &[&str] = &[
    "Logiciel {logiciel}, inventaire et commandes automatisés.",
    "Officine équipée de {logiciel}, tiers payant sans retard.",
    "{logiciel} en réseau sur tous les postes de vente.",
];

/// The team. Needs a staff.
pub(crate) const TEAM: &[&str] = &[
    "Équipe de {equipe} personnes, stable et motivée.",
    "{Equipe} salariés, dont des préparateurs très autonomes.",
    "L'équipe ({equipe} personnes) restera en place.",
];

/// The place.
pub(crate) const ROOMS: &[&str] = &[
    "Croix visible de loin, parking, accès de plain-pied.",
    "Surface de {surface} m² au total, réserve comprise.",
    "Emplacement central, face à la mairie et à l'école.",
    "Logement de fonction à l'étage, libre.",
    "Voisine d'un cabinet médical récemment renforcé.",
    "Licence ancienne, aucun transfert envisagé alentour.",
];
