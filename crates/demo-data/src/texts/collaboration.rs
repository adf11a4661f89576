//! Sharing a practice: collaborators, partners, assistants, employees, rooms.

/// Liberal collaboration.
pub(crate) const LIBERAL: &[&str] = &[
    "Je cherche {un_nom} pour une collaboration libérale {a_ville}.",
    "Collaboration libérale proposée {a_ville} : vous développez votre propre patientèle dès le premier jour.",
    "Nous ouvrons un poste de collaboration, la demande dépassant largement ce que nous pouvons absorber.",
    "Notre collaboratrice s'installe dans une autre région et sa place se libère.",
    "Contrat de collaboration conforme à la loi de 2005, avec une vraie liberté d'organisation.",
    "Agenda plein à six semaines : un poste de collaborateur ou collaboratrice est à pourvoir.",
    "Collaboration évolutive vers une association si le courant passe.",
];

/// Association.
pub(crate) const PARTNERS: &[&str] = &[
    "Le cabinet cherche un associé ou une associée {a_ville}.",
    "Association proposée dans une structure {de_domaine} qui fonctionne bien.",
    "Une place d'associé se crée {a_ville} : parts accessibles et gouvernance à égalité.",
    "Nous voulons grandir sans nous perdre : une association à taille humaine.",
    "Projet d'association à construire ensemble, décisions prises à l'unanimité.",
    "Entrée au capital progressive, sur deux ou trois ans.",
];

/// Rooms shared.
pub(crate) const ROOM: &[&str] = &[
    "Bureau à partager {a_ville} au sein d'un lieu dédié à la santé.",
    "Un bureau se libère quelques jours par semaine, idéal pour démarrer une activité.",
    "Partage de locaux : chacun sa patientèle, café en commun.",
    "Salle de consultation disponible, équipée et calme, à la journée ou à la demi-journée.",
    "Nous louons un bureau lumineux à une personne qui aime travailler entourée.",
];

/// Assistant doctors.
pub(crate) const ASSISTANT: &[&str] = &[
    "Devant l'afflux de patients, je recherche {un_nom} en assistanat.",
    "Poste d'assistant à pourvoir {a_ville}, autorisation ordinale demandée.",
    "Saison chargée : contrat d'adjoint proposé, idéal en fin d'études.",
    "Un bras droit est souhaité pour passer un cap difficile dans notre secteur.",
];

/// Employees.
pub(crate) const SALARIED: &[&str] = &[
    "Poste salarié à temps plein ou partiel {a_ville}, statut protecteur et vrais week-ends.",
    "La structure recrute {un_nom} : contrat à durée indéterminée, reprise d'ancienneté.",
    "Nous proposons un exercice salarié, sans paperasse ni comptabilité.",
    "Trente-cinq heures, formation financée, équipe soudée : ce poste existe bel et bien.",
    "Recrutement {de_domaine} {a_ville}, prise de fonctions à votre convenance.",
];

/// A team speaks of its project.
pub(crate) const PROJECT: &[&str] = &[
    "Une réunion de concertation a lieu deux fois par mois, sans langue de bois.",
    "Le projet de santé met l'accent sur la prévention et l'éducation thérapeutique.",
    "Nous participons aux actions de la communauté professionnelle du territoire.",
    "Protocoles écrits, dossiers partagés, entraide au quotidien.",
    "Recherche en soins primaires et maîtrise de stage font partie de notre identité.",
    "Chacun garde sa patientèle, les remplacements entre nous se font sans calcul.",
    "L'équipe se renouvelle et les idées neuves sont bienvenues.",
    "Nos locaux viennent d'être agrandis pour accueillir de nouvelles compétences.",
    "Nous déjeunons ensemble le jeudi, c'est là que se règlent les vrais sujets.",
];

/// What is left to the practice. Needs a percentage.
pub(crate) const FEE: &[&str] = &[
    "Redevance de {redevance} % des honoraires, tout compris.",
    "La redevance s'élève à {redevance} %, dégressive après deux ans.",
    "Participation aux frais : {redevance} % des recettes, matériel et logiciel inclus.",
    "{Redevance} % de redevance, revue chaque année ensemble.",
    "Vous conservez l'essentiel : {redevance} % seulement vont aux charges communes.",
];

/// Pay of employees. Needs a daily rate.
pub(crate) const SALARY: &[&str] = &[
    "Rémunération de l'ordre de {journalier} € brut par jour travaillé.",
    "Salaire selon la grille, primes d'équipe et tickets-restaurant.",
    "Paie fixe et intéressement, congés supplémentaires.",
    "Base de {journalier} € la journée, à ajuster selon l'expérience.",
];

/// Full time.
pub(crate) const FULL: &[&str] = &[
    "Temps plein souhaité, quatre jours et demi par semaine.",
    "Activité à temps complet d'emblée, les demandes ne manquent pas.",
    "Plein temps possible, avec une journée libre au choix.",
];

/// Part time.
pub(crate) const PART: &[&str] = &[
    "Temps partiel possible, deux ou trois jours au choix.",
    "Quelques demi-journées suffisent pour commencer.",
    "Mi-temps accepté, compatible avec un poste hospitalier.",
    "Rythme à la carte, mercredi et samedi très demandés par les familles.",
];

/// Money to bring. Needs an amount.
pub(crate) const INVEST: &[&str] = &[
    "Un apport de {apport} € est à prévoir pour les parts.",
    "Investissement : {apport} €, finançable sans difficulté.",
    "Rachat de parts à hauteur de {apport} €.",
];

/// Who is sought.
pub(crate) const PROFILE: &[&str] = &[
    "Premier poste accepté, nous aimons transmettre.",
    "Profil curieux, à l'aise avec le travail d'équipe.",
    "Peu importe le diplôme complémentaire : l'envie compte davantage.",
    "Une première expérience en libéral serait un plus, sans être exigée.",
    "Nous cherchons quelqu'un qui reste, pas une étoile filante.",
    "Compétences complémentaires appréciées, à vous de nous surprendre.",
    "Sens de l'écoute, ponctualité et bonne humeur.",
];

/// Values, for the facts table.
pub(crate) const VALUES: &[&str] = &[
    "Prendre le temps nécessaire avec chaque patient.",
    "Une médecine de proximité, coordonnée et accessible à tous.",
    "Qualité des soins, respect des horaires, formation continue.",
    "Partager les décisions et les charges à parts égales.",
    "Accueillir des étudiants et transmettre.",
    "Garder un équilibre entre vie professionnelle et vie de famille.",
    "Développer la prévention dans les écoles et les entreprises du secteur.",
    "Travailler en confiance, sans hiérarchie.",
];

/// Experience, for the facts table.
pub(crate) const EXPERIENCE: &[&str] = &[
    "Débutants acceptés",
    "Un an d'exercice",
    "Deux à trois ans",
    "Indifférente",
    "Cinq ans souhaités",
    "Remplacements préalables appréciés",
];

/// How a collaborator is paid, for the facts table.
pub(crate) const MODELS: &[&str] = &[
    "Rétrocession d'honoraires",
    "Redevance mensuelle",
    "Partage des frais au prorata du temps d'occupation",
    "Honoraires mis en commun",
    "Redevance dégressive",
];

/// Last words.
pub(crate) const CLOSING: &[&str] = &[
    "Passez une journée avec nous, vous saurez tout de suite.",
    "Prise de poste souple.",
    "Écrivez-nous, même si votre projet n'est pas encore mûr.",
    "Nous répondons à chaque message.",
    "Au plaisir d'échanger de vive voix.",
    "Période d'essai de trois mois, pour vous comme pour nous.",
    "Un simple mot suffit pour commencer.",
    "Visite des locaux organisée à la demande.",
];
