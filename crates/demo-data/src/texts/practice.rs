//! The practice itself: people, rooms, programs.

/// A lone practice.
pub(crate) const ALONE: &[&str] = &[
    "Exercice seul, dans le calme, avec une grande liberté d'organisation.",
    "Je travaille sans associé mais jamais isolément.",
    "Petite structure à taille humaine, facile à tenir.",
    "Cabinet individuel, entretien assuré par une personne deux fois par semaine.",
];

/// A group practice. Needs a number of partners.
pub(crate) const GROUP: &[&str] = &[
    "Équipe de {associes} praticiens, remplacements mutuels pendant les congés.",
    "Nous sommes {associes} à nous partager les lieux et les charges.",
    "Cabinet de groupe ({associes} professionnels), charges divisées et ambiance conviviale.",
    "À {associes}, on se remplace sans difficulté et l'on déjeune souvent ensemble.",
    "Structure de {associes} soignants : avis entre deux portes, matériel mutualisé.",
    "Le groupe compte {associes} personnes de tous horizons, réunies par l'envie de bien travailler.",
];

/// A secretary is there.
pub(crate) const SECRETARY: &[&str] = &[
    "Secrétariat sur place le matin, prise de rendez-vous en ligne l'après-midi.",
    "Une secrétaire en or, présente depuis des années, connaît tout le monde.",
    "Accueil téléphonique assuré, vous ne gérez que les soins.",
    "Secrétariat à temps plein, tri des appels et gestion du courrier.",
    "Une assistante prépare les dossiers et encaisse les actes.",
    "Une assistante filtre les urgences et tient le planning.",
];

/// No secretary.
pub(crate) const NO_SECRETARY: &[&str] = &[
    "Pas de secrétariat, les rendez-vous se prennent en ligne.",
    "Télésecrétariat efficace, messages lus entre deux patients.",
    "Agenda en ligne et répondeur : le téléphone ne vous interrompt pas.",
];

/// Programs. Needs the name.
pub(crate) const SOFTWARE: &[&str] = &[
    "Logiciel {logiciel}, dossiers informatisés depuis longtemps.",
    "Informatique sous {logiciel}, sauvegardes quotidiennes.",
    "Tout est sur {logiciel} : dossiers, agenda, télétransmission.",
    "Nous utilisons {logiciel}, prise en main rapide.",
    "{logiciel} à jour, messagerie sécurisée et carte Vitale sans accroc.",
    "Télétransmission avec {logiciel}, très peu de rejets.",
];

/// Rooms.
pub(crate) const ROOMS: &[&str] = &[
    "Locaux clairs et récents, salle d'attente spacieuse, accès handicapé conforme.",
    "Le cabinet a été repeint, isolé et climatisé.",
    "Deux salles indépendantes permettent de passer de l'une à l'autre sans perdre de temps.",
    "Grande pièce avec vue sur jardin, sanitaires séparés pour le personnel.",
    "Locaux de plain-pied, stationnement devant la porte.",
    "Insonorisation soignée, mobilier de bois clair, lumière naturelle.",
    "Une cuisine, une terrasse, un coin repos : on y est bien.",
    "Rien de luxueux, mais propre, fonctionnel et chauffé.",
    "Maison ancienne réhabilitée, parquet et poutres, beaucoup de charme.",
    "Bâtiment basse consommation livré récemment, panneaux solaires et parking ombragé.",
    "Le rez-de-chaussée d'une ancienne école abrite le cabinet, les enfants d'autrefois y reviennent en patients.",
    "Vidéosurveillance de l'entrée, alarme, serrure à code.",
];

/// Patients. Needs their number.
pub(crate) const PATIENTS: &[&str] = &[
    "Patientèle fidèle d'environ {patients} personnes, tous âges confondus.",
    "File active de {patients} patients, respectueux des horaires.",
    "Environ {patients} patients suivis, très peu de rendez-vous non honorés.",
    "{Patients} patients à l'année, familles, actifs et retraités.",
    "La patientèle ({patients} personnes) est agréable et reconnaissante.",
    "On compte {patients} dossiers actifs, à jour et bien classés.",
];

/// Rhythm. Needs acts a day.
pub(crate) const RHYTHM: &[&str] = &[
    "En moyenne {actes} actes par jour, sans courir.",
    "Journées de {actes} rendez-vous, rythme modulable.",
    "L'agenda comporte environ {actes} patients par jour.",
    "Activité régulière : {actes} passages quotidiens.",
    "Comptez {actes} actes par jour, un peu plus le lundi.",
];

/// Fees of sector 2. Needs the sector.
pub(crate) const SECTOR_2: &[&str] = &[
    "Exercice en secteur 2, dépassements modérés et affichés.",
    "Secteur 2 avec option de maîtrise tarifaire possible.",
    "Honoraires libres avec tact et mesure.",
];

/// Students train there.
pub(crate) const TRAINING: &[&str] = &[
    "Cabinet agréé pour recevoir des étudiants, ce qui aide à ne pas rester seul.",
    "Maîtrise de stage en cours, à poursuivre si le cœur vous en dit.",
    "Nous accueillons des stagiaires toute l'année.",
];

/// Rhythm of nurses. Needs visits a day.
pub(crate) const ROUND: &[&str] = &[
    "Environ {actes} passages par jour, secteur resserré.",
    "La tournée compte {actes} passages en moyenne.",
    "Activité régulière : {actes} passages quotidiens.",
    "De quoi s'occuper : {actes} visites par jour, jamais plus de quelques minutes de route entre deux.",
];

/// Patients of nurses. Needs their number.
pub(crate) const ROUND_PATIENTS: &[&str] = &[
    "Environ {patients} patients suivis dans l'année, dont beaucoup au long cours.",
    "Patientèle fidèle de {patients} personnes, prescriptions régulières.",
    "File active de {patients} patients, bien connue de l'équipe.",
    "On suit {patients} personnes, avec très peu d'impayés.",
];
