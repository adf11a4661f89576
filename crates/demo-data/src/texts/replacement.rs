//! Why and when someone must be replaced, how one is paid, lodged and welcomed.

/// Holidays.
pub(crate) const HOLIDAY: &[&str] = &[
    "Cause congés, je cherche {un_nom} pour me remplacer {periode}.",
    "Je pars en vacances {periode} et je voudrais partir l'esprit tranquille.",
    "Remplacement de vacances {a_ville} {periode}.",
    "Pour pouvoir souffler un peu, je cherche un remplaçant ou une remplaçante {periode}.",
    "Une place au soleil pour moi, un agenda garni pour vous : remplacement {periode}.",
    "Congés posés, billets pris, il ne manque que vous {periode}.",
    "Je m'absente {periode} ; mon {cabinet} vous attend.",
    "Vacances obligent, remplacement proposé {periode}.",
    "Mes remplaçants habituels ont eu le mauvais goût de s'installer : je cherche donc quelqu'un {periode}.",
    "Remplacement à pourvoir {periode}, activité soutenue mais sans excès.",
];

/// A birth.
pub(crate) const BIRTH: &[&str] = &[
    "Remplacement de congé [paternité|maternité] {periode}.",
    "Un heureux événement se prépare : je cherche quelqu'un de confiance {periode}.",
    "Pour mon congé [paternité|maternité], je recherche {un_nom} {periode}, avec possibilité de poursuivre ensuite.",
    "Bébé arrive, le {cabinet} doit continuer à tourner {periode}.",
];

/// Sickness, without detail.
pub(crate) const SICK: &[&str] = &[
    "Absence imprévue : remplacement {periode}, démarrage rapide apprécié.",
    "Indisponible {periode}, je cherche une aide fiable pour assurer la continuité des soins.",
    "Arrêt de travail, remplacement {periode}, renouvellement possible.",
    "Besoin d'un coup de main {periode} à la suite d'un arrêt.",
];

/// Training, mandates.
pub(crate) const TRAINING: &[&str] = &[
    "En formation {periode}, je confie mes patients à un remplaçant ou une remplaçante.",
    "Je suis un diplôme universitaire et cherche à me faire remplacer {periode}.",
    "Congrès et formation : remplacement {periode}.",
    "Retour sur les bancs de la faculté {periode}, le {cabinet} reste ouvert grâce à vous.",
    "[Élu|Élue] dans les instances de la profession, je dois m'absenter {periode}.",
];

/// Any reason, with a period.
pub(crate) const ANY: &[&str] = &[
    "Remplacement {a_ville} {periode}.",
    "Cherche {un_nom} {periode} {a_ville}.",
    "Je me fais remplacer {periode}.",
    "Poste de remplacement à saisir {periode}, dans un {cabinet} bien tenu.",
    "Remplacement {de_domaine} {periode}.",
];

/// Every week. Needs the days.
pub(crate) const REGULAR: &[&str] = &[
    "Remplacement régulier {a_ville}, chaque semaine : {jours}.",
    "Je cherche quelqu'un pour tenir le {cabinet} chaque semaine ({jours}), au long cours.",
    "Jours fixes à pourvoir : {jours}. Début le {debut}.",
    "Poste régulier ({jours}) à partir du {debut}, avec la perspective d'une collaboration si l'entente est bonne.",
    "Je lève le pied et confie quelques journées chaque semaine : {jours}.",
];

/// A weekend or a turn of duty.
pub(crate) const WEEKEND: &[&str] = &[
    "Week-end {periode} à reprendre {a_ville}.",
    "Cherche relève pour le samedi et le dimanche, {periode}.",
    "Week-end de garde {periode} : secteur connu, bonne ambiance avec la régulation.",
    "Mariage dans la famille : je cède mon week-end {periode}.",
];

/// A structure or town seeks.
pub(crate) const STRUCTURE: &[&str] = &[
    "Notre équipe recherche {un_nom} en renfort {periode}.",
    "La structure accueille un remplaçant ou une remplaçante {periode}.",
    "Renfort demandé {periode} afin que personne ne renonce à ses soins.",
    "Nous ouvrons un poste de remplacement {periode}, contrat et logistique pris en charge.",
    "Vacations à pourvoir {periode}, planning établi avec vous.",
];

/// Share of fees.
pub(crate) const SHARE: &[&str] = &[
    "Rétrocession de {retro} % au remplaçant.",
    "Je reverse {retro} % des honoraires.",
    "{Retro} % vous reviennent, versement sous quinze jours.",
    "Part reversée : {retro} %, réglée dès la fin du remplacement.",
    "Rétrocession {retro} %, gardes à 100 %.",
    "Conditions : {retro} % reversés, contrat envoyé à l'avance.",
    "Honoraires reversés à hauteur de {retro} %, sur la base d'environ {actes} actes par jour.",
    "Comptez {actes} actes quotidiens en moyenne et {retro} % de rétrocession.",
];

/// Share in trades of salaried replacement and fixed pay.
pub(crate) const DAILY: &[&str] = &[
    "Forfait de {journalier} € par jour.",
    "Rémunération fixe : {journalier} € la journée.",
    "{Journalier} € brut par jour, repas du midi offert.",
    "Paiement à la journée, {journalier} €, frais de route remboursés.",
];

/// A guaranteed minimum.
pub(crate) const MINIMUM: &[&str] = &[
    "Minimum garanti de {minimum} € par jour.",
    "Je garantis {minimum} € par jour, même si le téléphone reste muet.",
    "En cas de journée creuse, {minimum} € vous sont assurés.",
    "Garantie quotidienne : {minimum} €.",
];

/// The days. Needs them.
pub(crate) const SCHEDULE: &[&str] = &[
    "Jours travaillés : {jours}.",
    "Semaine type : {jours}.",
    "Jours à couvrir : {jours}.",
    "Présence attendue {jours}.",
];

/// The days, where one receives by appointment. Needs them.
pub(crate) const SCHEDULE_DESK: &[&str] = &[
    "On consulte {jours} ; le reste du temps est à vous.",
    "{Jours}, de 8 h 30 à 18 h 30 avec une vraie pause.",
    "Rythme souple ({jours}), créneaux réglables sur l'agenda.",
    "Présence attendue {jours}, horaires à votre main.",
];

/// Hours of nurses.
pub(crate) const ROUND_HOURS: &[&str] = &[
    "Tournée du matin de 6 h 30 à 12 h 30, celle du soir de 16 h 30 à 19 h.",
    "Une seule tournée par jour, coupure l'après-midi pour souffler.",
    "Vous commencez par les insulines et les prélèvements, le reste se règle à votre rythme.",
    "Transmissions chaque soir, à l'oral ou sur l'application du cabinet.",
    "Deux jours de suite au minimum, pour le confort des patients.",
];

/// Hours and organisation, no figures needed.
pub(crate) const HOURS: &[&str] = &[
    "Premier rendez-vous à 9 h, dernier à 18 h, pas de nocturne.",
    "Les horaires s'adaptent aux vôtres, train compris.",
    "Matinées chargées, après-midi plus calmes.",
    "Les rendez-vous sont déjà pris, il n'y a qu'à suivre l'agenda.",
    "Plages d'urgence chaque fin de matinée.",
    "Pause déjeuner respectée, c'est une règle de la maison.",
    "Vous organisez vos journées librement.",
    "Planning transmis une semaine avant.",
];

/// A lodging is lent.
pub(crate) const HOUSING: &[&str] = &[
    "Logement fourni, studio indépendant au-dessus du cabinet.",
    "Je prête ma maison, jardin et chat compris.",
    "Appartement meublé à disposition, draps et connexion inclus.",
    "Hébergement possible dans un gîte voisin, à notre charge.",
    "Un deux-pièces calme vous attend, famille bienvenue.",
    "Chambre d'amis et cuisine équipée ; vélo prêté pour les trajets.",
    "Le logement est offert, le linge aussi.",
    "Petite maison de bourg mise à disposition gratuitement.",
];

/// On call.
pub(crate) const ON_CALL: &[&str] = &[
    "Pas de garde pendant la période.",
    "Une garde facultative, rémunérée à part et entièrement pour vous.",
    "La permanence des soins est assurée par la maison médicale de garde.",
    "Astreinte un soir seulement, sur la base du volontariat.",
    "Aucune garde ni samedi imposés.",
];

/// Students may come.
pub(crate) const STUDENTS: &[&str] = &[
    "Étudiants avec licence acceptés.",
    "Étudiants en fin de cursus bienvenus, je reste joignable par téléphone.",
    "Premier remplacement ? Nous prenons une demi-journée ensemble avant de commencer.",
    "Diplôme tout frais ou longue expérience, tout le monde est bienvenu.",
    "Idéal pour un premier poste : tout est écrit, tout est expliqué.",
];

/// How one is welcomed.
pub(crate) const WELCOME: &[&str] = &[
    "Une journée en doublon est prévue et payée avant mon départ.",
    "Un classeur de consignes répond à presque toutes les questions.",
    "Passation la veille, avec remise des clés et tour du secteur.",
    "Mes correspondants sont prévenus et vous accueilleront bien.",
    "La patientèle a l'habitude des remplaçants et les reçoit avec gentillesse.",
    "Ambiance simple, tutoiement de rigueur.",
];

/// How one comes, in the country.
pub(crate) const WELCOME_COUNTRY: &[&str] = &[
    "Voiture indispensable, stationnement aisé partout.",
    "Prévoir un véhicule, le secteur s'étend sur plusieurs communes.",
];

/// How one comes, in a city.
pub(crate) const WELCOME_CITY: &[&str] = &[
    "Transport en commun au pied de l'immeuble, voiture inutile.",
    "Stationnement difficile : préférez le bus, le vélo ou la marche.",
];

/// Last words.
pub(crate) const CLOSING: &[&str] = &[
    "Si les dates ne conviennent qu'à moitié, écrivez quand même.",
    "Contrat écrit préparé par mes soins.",
    "Reconduction possible aux prochaines vacances.",
    "Possibilité de partager la période entre deux remplaçants.",
    "Merci de préciser votre expérience dans le premier message.",
    "Réponse assurée dans la journée.",
    "À bientôt peut-être !",
    "Une installation ou une association sont envisageables par la suite.",
    "Premier arrivé, premier servi, ou presque.",
    "Les personnes déjà venues sont revenues : c'est bon signe, non ?",
];

/// Free words for the facts table.
pub(crate) const PRACTICAL: &[&str] = &[
    "Horaires de 8 h à 19 h, pause d'une heure et demie.",
    "Deux demi-journées de visites, secteur de dix kilomètres.",
    "Parking gratuit, gare à dix minutes à pied.",
    "Véhicule personnel nécessaire, indemnités kilométriques.",
    "Ordinateur et carte fournis par mes soins, pensez à votre CPS.",
    "Repas du midi possible sur place.",
    "Consignes écrites, mots de passe remis le premier jour.",
    "Aucune visite, consultations sur rendez-vous uniquement.",
    "Un doublon d'une demi-journée avant le début.",
    "Climatisation, vestiaire et douche sur place.",
];
