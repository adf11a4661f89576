//! Why a practice is handed over, what it brings, how the successor is introduced.

/// Retirement, first person.
pub(crate) const RETIREMENT: &[&str] = &[
    "Après {ans} ans d'exercice {a_ville}, je prends ma retraite et je souhaite transmettre mon {cabinet} à quelqu'un qui s'y plaira autant que moi.",
    "Je pars à la retraite et je cherche un successeur pour ma patientèle.",
    "L'heure de la retraite approche : voilà {ans} ans que je soigne les familles d'ici, souvent sur trois générations, et je ne veux pas fermer la porte sans relève.",
    "Cède {cabinet} cause retraite, {ans} ans d'activité au même endroit.",
    "Je raccroche bientôt la blouse et le répondeur ; reste à trouver celle ou celui qui reprendra la suite.",
    "Mon départ à la retraite est fixé et je m'y prends volontairement tôt, pour que la transmission se fasse sans précipitation.",
    "[Installé|Installée] {a_ville} depuis {ans} ans, je souhaite passer la main en douceur.",
    "Retraite bien méritée en vue : je cède mon {cabinet}, tenu avec soin depuis {ans} ans.",
    "Je n'ai pas vu passer ces {ans} années ; il est temps de laisser la place à un regard neuf.",
    "Arrivant à l'âge de la retraite, je recherche {un_nom} pour prendre ma suite.",
    "Proche de la retraite, je suis [prêt|prête] à réduire mes journées pour partager l'activité avant de partir pour de bon.",
    "Mes petits-enfants réclament leur part de mon agenda : je transmets mon {cabinet}.",
];

/// Moving away.
pub(crate) const RELOCATION: &[&str] = &[
    "Pour suivre mon conjoint, muté dans une autre région, je cède ma patientèle {a_ville}.",
    "Déménagement familial : je quitte à regret un {cabinet} qui tourne bien.",
    "Je change de région pour me rapprocher de mes parents et je cède mon activité {a_ville}.",
    "Un projet de vie sous d'autres latitudes m'amène à transmettre mon {cabinet}, créé il y a {ans} ans.",
    "Je pars m'installer ailleurs l'an prochain ; la patientèle, elle, reste et cherche son nouveau soignant.",
    "Nous quittons le département pour des raisons familiales, d'où cette cession qui n'était pas prévue si tôt.",
    "Mutation professionnelle dans le couple : cession d'un {cabinet} en pleine activité.",
];

/// Another career.
pub(crate) const CAREER: &[&str] = &[
    "Je me réoriente vers l'enseignement et cède mon {cabinet} en pleine activité.",
    "Après {ans} ans de libéral, je rejoins un poste salarié et laisse une patientèle fidèle.",
    "Changement de voie professionnelle : je transmets mon activité {a_ville} à qui voudra la faire vivre.",
    "J'ai accepté un poste à l'hôpital ; mon {cabinet} cherche donc preneur.",
    "Je consacre désormais mon temps à la formation et je cède la totalité de mon activité de soins.",
    "Reconversion réfléchie de longue date : je cherche un repreneur sérieux plutôt que pressé.",
];

/// Health reasons: stated without any detail.
pub(crate) const HEALTH: &[&str] = &[
    "Pour raisons de santé, je dois transmettre mon {cabinet} plus tôt que prévu.",
    "Je suis [contraint|contrainte] de lever le pied et je cède mon activité.",
    "Des raisons personnelles m'obligent à arrêter ; je cherche une reprise rapide pour que les patients ne soient pas abandonnés.",
    "Un arrêt d'activité non choisi me conduit à proposer mon {cabinet} à des conditions très souples.",
];

/// Progressive association.
pub(crate) const ASSOCIATION: &[&str] = &[
    "Je propose une association progressive : d'abord deux jours par semaine, puis la reprise complète quand chacun se sentira prêt.",
    "Mon activité dépasse ce qu'une seule personne peut absorber ; je cède la moitié de ma patientèle.",
    "Cession de parts {a_ville} : je réduis mon temps de travail et cherche un associé pour prendre le relais.",
    "Plutôt qu'une vente sèche, je préfère une collaboration qui débouche sur la reprise.",
    "Nous sommes à l'étroit dans l'agenda : cession d'une part de patientèle avec entrée dans la structure.",
];

/// Reorganisation of a group.
pub(crate) const REORGANISATION: &[&str] = &[
    "Un associé nous quitte et sa place est à reprendre.",
    "La réorganisation de notre cabinet libère une place : patientèle, bureau et droit de présentation sont cédés ensemble.",
    "Je regroupe mon activité sur un seul site et cède donc mon second cabinet, {a_ville}.",
    "Fermeture de mon cabinet secondaire : la patientèle mérite mieux qu'un panneau sur la porte.",
    "Je recentre mon exercice et me sépare d'une partie de l'activité, déjà bien structurée.",
];

/// The holder has died; heirs speak.
pub(crate) const DEATH: &[&str] = &[
    "À la suite d'un décès, la famille souhaite transmettre le {cabinet} dans le respect du travail accompli.",
    "Cession par les ayants droit, avec l'aide d'un confrère voisin qui assure la continuité des soins.",
    "Le titulaire nous a quittés ; un remplaçant tient l'activité en attendant la reprise.",
];

/// Any other reason.
pub(crate) const OTHER: &[&str] = &[
    "Je cède mon {cabinet} {a_ville}.",
    "Reprise d'une activité déjà lancée {a_ville}, pour qui ne veut pas partir de zéro.",
    "{Cabinet} à céder {a_ville}, activité régulière et potentiel réel.",
    "À reprendre : patientèle {de_domaine} constituée au fil de {ans} ans.",
    "Je transmets une activité saine, sans dettes ni travaux urgents.",
];

/// A broker speaks.
pub(crate) const AGENCY: &[&str] = &[
    "Nous accompagnons la cession d'un {cabinet} {a_ville}.",
    "En exclusivité, {cabinet} à reprendre {a_ville} : dossier complet sur demande après engagement de confidentialité.",
    "Mandatés par le titulaire, nous recherchons {un_nom} pour une reprise {a_ville}.",
    "Affaire suivie de longue date par notre équipe : le cédant est motivé et les comptes sont clairs.",
    "Notre client prépare son départ et souhaite rencontrer des repreneurs dont le projet est avancé.",
];

/// What a broker adds.
pub(crate) const AGENCY_MORE: &[&str] = &[
    "Rendez-vous de présentation à votre convenance, en visioconférence ou sur place.",
    "Honoraires d'agence à la charge du cédant.",
    "Financement étudié avec plusieurs banques partenaires.",
    "Le dossier comprend les trois derniers bilans, le bail et un état du matériel.",
    "Nous vous aidons à monter le plan de financement, sans engagement de votre part.",
];

/// What the practice earns. Needs a turnover.
pub(crate) const TURNOVER: &[&str] = &[
    "Chiffre d'affaires de {ca} €, charges autour de {charges} %.",
    "Les recettes s'établissent à {ca} € sur le dernier exercice.",
    "{Ca} € d'honoraires l'an dernier, sans forcer, avec {charges} % de charges.",
    "Recettes annuelles : {ca} €. Déclarations 2035 des trois dernières années à disposition.",
    "Le chiffre d'affaires, {ca} €, progresse un peu chaque année.",
    "Activité stable autour de {ca} €, relevés à l'appui.",
    "On tourne à {ca} € par an avec {charges} % de frais, tout compris.",
    "Environ {actes_semaine} actes par semaine, pour {ca} € de recettes.",
];

/// The price when there is one.
pub(crate) const PRICE: &[&str] = &[
    "Prix demandé : {prix} €, {inclus}.",
    "Je demande {prix} €, {inclus}.",
    "Droit de présentation proposé à {prix} €, discutable pour un projet sérieux.",
    "Le prix de {prix} € a été fixé avec mon comptable ; {inclus}.",
    "Cession à {prix} €, étalement possible sur deux ans.",
    "Indemnité de présentation : {prix} €.",
    "{Prix} € pour l'ensemble, {inclus} ; pas de pas-de-porte.",
    "Valeur : {prix} €. Je préfère un bon successeur à une bonne affaire, parlons-en.",
];

/// The practice is given.
pub(crate) const GIVEN: &[&str] = &[
    "Je ne demande rien pour la patientèle : seul compte le fait que quelqu'un la reprenne.",
    "Patientèle cédée gratuitement, matériel à racheter pour une somme symbolique ou à laisser.",
    "Cession à titre gracieux, je veux simplement éviter que mes patients se retrouvent sans personne.",
    "Pas de droit de présentation : dans notre secteur, c'est nous qui vous remercions.",
    "Reprise gratuite ; les frais d'acte resteront votre seule dépense.",
    "Zéro euro. Oui, vraiment.",
];

/// No price is written.
pub(crate) const ON_REQUEST: &[&str] = &[
    "Prix à discuter selon le projet et le calendrier.",
    "Conditions financières communiquées lors du premier échange.",
    "Le prix dépendra de la formule choisie, reprise totale ou association.",
    "Tarif raisonnable, à convenir ensemble après étude des chiffres.",
    "Je préfère parler d'argent de vive voix, chiffres sur la table.",
];

/// The earnings of a confidential listing: true of any figure, without it.
pub(crate) const SECRET_TURNOVER: &[&str] = &[
    "Les chiffres sont communiqués après un premier échange.",
    "Bilans des trois derniers exercices consultables après engagement de confidentialité.",
    "Activité rentable, comptes à l'appui une fois les présentations faites.",
    "Par discrétion, les recettes ne figurent pas ici ; elles vous seront détaillées de vive voix.",
];

/// The price of a confidential listing, be it nothing.
pub(crate) const SECRET_PRICE: &[&str] = &[
    "Conditions financières données lors du premier échange.",
    "Les conditions de reprise se disent de vive voix.",
    "Annonce confidentielle : les conditions de cession sont réservées aux candidats sérieux.",
    "Le montant est précisé à réception de votre projet.",
];

/// The author stays a while. Needs months.
pub(crate) const HANDOVER: &[&str] = &[
    "Je reste {mois} mois à vos côtés pour vous présenter les patients et les correspondants.",
    "Accompagnement de {mois} mois possible, en travaillant ensemble ou en simple relais téléphonique.",
    "La transition se fera en douceur : {mois} mois de présence commune, puis des remplacements pendant vos vacances si vous le voulez.",
    "Je peux présenter mon successeur à chacun pendant {mois} mois.",
    "Remplacement préalable bienvenu, afin de juger sur pièces avant de s'engager.",
    "Venez d'abord remplacer quelques semaines : vous saurez vite si l'endroit est fait pour vous.",
    "Je vous transmettrai mes carnets d'adresses, mes petites astuces et la recette du café.",
];

/// When. Immediate.
pub(crate) const NOW: &[&str] = &[
    "Disponible immédiatement.",
    "Reprise possible dès que votre dossier est bouclé.",
    "Libre de suite, un remplaçant assure la continuité.",
    "La reprise peut avoir lieu sans délai.",
];

/// When. Needs a date.
pub(crate) const ON_DATE: &[&str] = &[
    "Reprise souhaitée au {dispo}.",
    "Disponible à partir du {dispo}.",
    "Je cesse mon activité le {dispo} au plus tard.",
    "Échéance visée : le {dispo}, avec un peu de souplesse.",
    "Départ prévu le {dispo}.",
];

/// When. To be agreed.
pub(crate) const TO_DISCUSS: &[&str] = &[
    "Date à convenir.",
    "Le calendrier s'adaptera au vôtre, dans la limite du raisonnable.",
    "Rien ne presse : mieux vaut prendre le temps de se rencontrer.",
    "Date de reprise à définir ensemble.",
];

/// The premises are rented.
pub(crate) const RENT: &[&str] = &[
    "Locaux à louer, {surface} m² de plain-pied, bail professionnel renouvelable.",
    "Le local se loue ; loyer modéré, charges comprises.",
    "Bail professionnel de six ans tout juste renouvelé, {surface} m² aux normes d'accessibilité.",
    "Loyer très correct pour {surface} m² lumineux avec salle d'attente indépendante.",
    "Bureau loué à la commune pour un montant symbolique.",
];

/// The premises are sold.
pub(crate) const SALE: &[&str] = &[
    "Murs à vendre séparément : {surface} m², places de parking privatives.",
    "Je suis propriétaire des locaux et je peux les vendre ou les louer.",
    "Possibilité d'acquérir les murs, {surface} m² en rez-de-chaussée, rénovés récemment.",
    "Le local, {surface} m² avec jardinet, peut être acheté avec la patientèle.",
];

/// The lease is sold.
pub(crate) const LEASE: &[&str] = &[
    "Droit au bail cédé avec l'activité, loyer ancien et donc avantageux.",
    "Bail commercial en cours, emplacement numéro un.",
    "Reprise du bail possible aux mêmes conditions.",
];

/// No premises.
pub(crate) const NO_PREMISES: &[&str] = &[
    "Pas de local à reprendre : libre à vous de vous installer où bon vous semble dans le secteur.",
    "Les locaux actuels ne sont pas inclus, mais plusieurs solutions existent à proximité.",
    "Cession de patientèle seule.",
];

/// Last words.
pub(crate) const CLOSING: &[&str] = &[
    "N'hésitez pas à m'écrire, je réponds le soir.",
    "Visite possible le samedi, autour d'un café.",
    "Contact par la messagerie du site, réponse rapide.",
    "Curieux s'abstenir, passionnés bienvenus.",
    "Je fournirai volontiers le détail des chiffres à toute personne vraiment intéressée.",
    "Au plaisir de vous rencontrer et de vous faire découvrir les lieux.",
    "Venez voir, cela n'engage à rien.",
    "Débutants acceptés : j'ai été aidé à mes débuts, je ferai de même.",
    "Un courrier qui raconte votre projet vaut mieux qu'un long curriculum.",
    "Toutes les questions sont permises.",
];

/// Reasons in the author's words, for the facts table: (code, sentences).
pub(crate) const REASONS: &[(&str, &[&str])] = &[
    (
        "retirement",
        &[
            "Départ à la retraite",
            "Retraite prévue de longue date",
            "Fin de carrière, départ volontaire",
            "Cumul emploi-retraite qui s'achève",
        ],
    ),
    ("relocation", &["Rapprochement familial", "Mutation du conjoint", "Déménagement dans une autre région"]),
    (
        "career_change",
        &[
            "Reconversion dans l'enseignement",
            "Poste salarié à l'hôpital",
            "Nouvelle orientation professionnelle",
        ],
    ),
    ("health", &["Raisons de santé"]),
    ("association", &["Recherche d'un associé", "Réduction progressive de l'activité"]),
    (
        "reorganisation",
        &["Regroupement sur un seul site", "Départ d'un associé", "Fermeture du cabinet secondaire"],
    ),
    ("death", &["Cession par les ayants droit"]),
    ("other", &["Convenance personnelle", "Projet personnel"]),
];
