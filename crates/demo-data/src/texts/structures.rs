//! Towns and care structures that look for practitioners.

/// A town speaks.
pub(crate) const TOWN_OPENING: &[&str] = &[
    "La commune {de_ville} recherche {un_nom} pour répondre aux besoins des habitants.",
    "La municipalité se mobilise : un cabinet prêt à l'emploi attend {un_nom}.",
    "Depuis le départ du dernier praticien, nos habitants parcourent de longues distances : aidez-nous à changer cela.",
    "Le conseil municipal a voté à l'unanimité un plan d'accueil pour les soignants.",
    "Un pôle de santé communal ouvre ses portes et il reste un bureau à attribuer.",
    "La communauté de communes soutient toute installation {de_domaine} sur son territoire.",
];

/// What a town offers.
pub(crate) const TOWN_OFFER: &[&str] = &[
    "Loyer offert la première année, locaux neufs, charges partagées.",
    "Logement de transition mis à disposition, aide à la recherche d'emploi pour le conjoint.",
    "Place en crèche réservée, cantine bio, garderie jusqu'à 19 h.",
    "Une secrétaire municipale assure l'accueil téléphonique.",
    "Bourse d'installation cumulable avec les aides de l'assurance maladie.",
    "Deux infirmières et une pharmacie sont déjà présentes et attendent ce renfort.",
    "Visite organisée avec le maire, les professionnels et les associations.",
    "Un référent vous accompagne dans toutes les démarches administratives.",
    "Les locaux respectent les normes d'accessibilité et disposent de la fibre.",
    "Navette gratuite pour les patients sans voiture.",
];

/// A structure speaks.
pub(crate) const HOUSE_OPENING: &[&str] = &[
    "Notre structure pluriprofessionnelle recherche {un_nom} {a_ville}.",
    "Centre de soins en développement, nous renforçons l'équipe {de_domaine}.",
    "Une place se libère dans notre maison de santé, labellisée et bien équipée.",
    "L'équipe soignante accueille {un_nom} pour compléter ses compétences.",
    "Nous ouvrons un poste supplémentaire afin de réduire les délais de rendez-vous.",
    "Structure à but non lucratif, fidèle au tiers payant et au travail coordonné.",
];

/// What a structure offers.
pub(crate) const HOUSE_OFFER: &[&str] = &[
    "Coordinatrice à temps plein, réunions cliniques rémunérées.",
    "Dossier patient partagé, indicateurs suivis ensemble.",
    "Temps dédié à la formation et à la recherche.",
    "Assistants médicaux, médiation en santé, interprétariat.",
    "Matériel mutualisé et renouvelé régulièrement.",
    "Restaurant d'entreprise, parking, crèche partenaire.",
    "Direction à l'écoute, décisions collégiales.",
    "Mutuelle, prévoyance et tickets-restaurant pour les postes salariés.",
];
