//! People who offer themselves for replacements.

/// A student.
pub(crate) const STUDENT: &[&str] = &[
    "Interne en fin de cursus, licence de remplacement en poche, je propose mes services {en_dept}.",
    "[Étudiant|Étudiante] en dernière année, je cherche mes premiers remplacements {a_ville} et alentour.",
    "Fin de sixième semestre, thèse en cours d'écriture : je suis disponible pour vous relayer.",
    "Jeune [remplaçant|remplaçante] non [thésé|thésée], je me rends disponible entre deux stages.",
    "Stage de niveau 2 validé, bonnes évaluations, envie de découvrir l'exercice rural comme urbain.",
];

/// A student of dentistry.
pub(crate) const DENTAL_STUDENT: &[&str] = &[
    "[Étudiant|Étudiante] en sixième année d'odontologie, clinicat validé, je cherche mes premiers remplacements {en_dept}.",
    "Thèse en cours, stage actif terminé : je suis disponible pour tenir votre fauteuil.",
    "Fin d'études dentaires, à l'aise en soins conservateurs, en prothèse simple et avec les enfants.",
];

/// A student of another specialty.
pub(crate) const SPECIALIST_STUDENT: &[&str] = &[
    "Interne en fin de cursus {de_domaine}, licence de remplacement en poche, je propose mes services {en_dept}.",
    "Docteur junior, je cherche des remplacements {a_ville} et alentour pendant mes semaines libres.",
    "[Interne expérimenté|Interne expérimentée], thèse en cours, je me rends disponible entre deux stages.",
];

/// A practitioner.
pub(crate) const PRACTITIONER: &[&str] = &[
    "{Nom}, je propose des remplacements {a_ville} et dans les environs.",
    "[Remplaçant|Remplaçante] depuis {ans} ans, je cherche des périodes courtes ou longues.",
    "Sans envie d'installation pour l'instant, j'enchaîne volontiers les remplacements {en_dept}.",
    "Je me tiens à disposition des confrères qui veulent souffler.",
    "[Arrivé|Arrivée] récemment dans la région, j'aimerais rencontrer les cabinets du coin en commençant par les remplacer.",
    "Après {ans} ans d'installation, je suis [revenu|revenue] au remplacement par goût de la liberté.",
    "Retraite active : je rends service aux collègues, sans compter les kilomètres.",
    "{Nom} [expérimenté|expérimentée], disponible régulièrement.",
];

/// How far. Needs kilometres.
pub(crate) const MOBILITY: &[&str] = &[
    "Je me déplace jusqu'à {km} km.",
    "Mobilité dans un rayon de {km} km, plus loin si un logement est prévu.",
    "Rayon d'action : {km} km autour de chez moi.",
    "Permis et voiture, {km} km ne me font pas peur.",
    "Au-delà de {km} km, je demande un hébergement.",
];

/// Dates. Needs a period.
pub(crate) const DATES: &[&str] = &[
    "Libre {periode}.",
    "Disponible {periode}, modulable de quelques jours.",
    "Mes disponibilités : {periode}.",
    "Je peux m'engager {periode}.",
];

/// Days.
pub(crate) const DAYS: &[&str] = &[
    "Jours possibles : {jours}.",
    "De préférence {jours}.",
    "Je travaille {jours}, jamais davantage, famille oblige.",
];

/// Share wished.
pub(crate) const TERMS: &[&str] = &[
    "Rétrocession souhaitée : {retro} %.",
    "À partir de {retro} % reversés, on peut discuter.",
    "Je demande {retro} %, un peu moins si l'hébergement est compris.",
    "Conditions habituelles de la profession, contrat écrit indispensable.",
    "Assurance et attestations à jour, transmises avant le premier jour.",
];

/// About the person.
pub(crate) const PERSON: &[&str] = &[
    "Ponctualité, tenue des dossiers et transmission écrite à votre retour.",
    "Je m'adapte vite aux logiciels et aux habitudes de la maison.",
    "Calme en toutes circonstances, bon contact avec les enfants comme avec les aînés.",
    "Je laisse le cabinet rangé et l'agenda à jour.",
    "Anglais courant, notions d'espagnol.",
    "Visites acceptées, gardes à l'occasion.",
    "Plusieurs confrères de la région peuvent témoigner de mon sérieux.",
    "Formation récente, recommandations appliquées, prescriptions sobres.",
    "Je préfère les équipes où l'on se parle.",
    "J'aime autant la ville que la campagne, pourvu que le café soit bon.",
];

/// Software known.
pub(crate) const SOFTWARE: &[&str] = &[
    "Je connais bien {logiciel}.",
    "À l'aise sur {logiciel}, rapide à former sur les autres.",
    "Logiciels pratiqués : {logiciel} et quelques autres.",
];

/// Last words.
pub(crate) const CLOSING: &[&str] = &[
    "Faites-moi signe assez tôt, l'agenda se remplit.",
    "Écrivez-moi par la messagerie, je rappelle toujours.",
    "Dépannage de dernière minute possible.",
    "Week-ends envisageables.",
    "Au plaisir de vous rendre service.",
    "Collaboration envisageable plus tard.",
];
