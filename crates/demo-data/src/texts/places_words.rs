//! The surroundings: what lies around a village, a market town, a city, near the sea or the mountains.

/// Villages.
pub(crate) const VILLAGE: &[&str] = &[
    "Village avec école, boulangerie, café associatif et marché le vendredi.",
    "Vie de campagne : potager, silence et voisins qui déposent des œufs sur le pas de la porte.",
    "La mairie a prévu une aide à l'installation et un logement pour commencer.",
    "Fibre optique arrivée, école à deux classes, bus scolaire pour le collège.",
    "On connaît chaque famille, on tutoie le maire, on rentre déjeuner chez soi.",
    "Le secteur est étendu mais les routes sont belles.",
    "Aucun embouteillage, sauf quand les vaches traversent.",
    "Commerces de base sur place, grande surface à un quart d'heure.",
    "Associations nombreuses, fête patronale en août et randonnées balisées.",
    "Le village garde son bureau de poste et sa supérette, ce qui n'est plus si courant.",
    "Exercice rural complet, autonome, varié, avec de la reconnaissance au bout.",
];

/// Small market towns.
pub(crate) const BOURG: &[&str] = &[
    "Bourg-centre dynamique, collège, crèche, piscine et zone artisanale.",
    "Marché deux fois par semaine, médiathèque neuve et cinéma d'art et d'essai.",
    "Tous commerces à pied, gendarmerie, pompiers volontaires et maison de retraite.",
    "Une petite ville où l'on trouve tout, même une place de stationnement.",
    "Écoles jusqu'au collège, clubs de sport et école de musique.",
    "Bassin de vie de plusieurs communes, dont beaucoup n'ont plus de soignant.",
    "Loyers modérés, maisons avec terrain, cadre propice aux enfants.",
    "La population augmente, lotissements et entreprises s'installent.",
    "Place de village restaurée, halles couvertes et terrasses aux beaux jours.",
];

/// Towns.
pub(crate) const TOWN: &[&str] = &[
    "Ville à taille humaine, avec lycée, commerces et bonne desserte.",
    "Centre-ville piéton rénové, théâtre, lycée réputé et vie associative nourrie.",
    "Quartier mixte, résidences récentes et pavillons, bus toutes les quinze minutes.",
    "À deux pas du centre, parking public gratuit en face.",
    "Ville agréable où l'on fait tout à vélo.",
    "Urgences, scanner et maternité du secteur sont accessibles sans difficulté.",
    "Secteur en renouvellement urbain, crèches et écoles refaites.",
    "Situé sur l'axe principal, excellente visibilité.",
    "Bassin d'emploi solide, jeunes couples et retraités en proportions égales.",
];

/// Cities.
pub(crate) const CITY: &[&str] = &[
    "Quartier commerçant, tramway à deux minutes, vélo en libre-service.",
    "Immeuble récent avec ascenseur, local à vélos et digicode.",
    "Patientèle urbaine, tous âges, beaucoup d'étudiants et de jeunes parents.",
    "Plateaux techniques à proximité immédiate, avis spécialisés faciles.",
    "Rue calme à deux pas d'une place animée.",
    "Emplacement recherché, entre parc et grand boulevard.",
    "Secteur en pleine mutation, nouveaux logements livrés chaque année.",
    "Internes et stagiaires sont nombreux à vouloir venir.",
    "Rez-de-chaussée sur rue, accès de plain-pied, vitrine discrète.",
    "Hôpital, cliniques et laboratoires dans un rayon de deux kilomètres.",
];

/// Where it lies. Needs a neighbouring town.
pub(crate) const NEAR: &[&str] = &[
    "Nous sommes {trajet}.",
    "On se trouve {trajet}, par une route sans difficulté.",
    "La ville n'est pas loin : on est {trajet}.",
    "Situation pratique, {trajet}.",
    "Idéalement placé, {trajet}.",
];

/// Near the sea.
pub(crate) const SEA: &[&str] = &[
    "Le littoral se rejoint facilement pour une baignade après les consultations.",
    "Voile, paddle ou simple promenade sur la plage le week-end.",
    "Affluence estivale, hivers paisibles.",
    "Air iodé garanti, surtout les jours de tempête.",
    "Port, criée et fruits de mer : la côte fait partie du quotidien.",
];

/// Near the mountains.
pub(crate) const MOUNTAIN: &[&str] = &[
    "Raquettes et ski aux beaux jours d'hiver, randonnée le reste de l'année.",
    "Pneus neige utiles de novembre à mars.",
    "Sentiers, cols et torrents pour les amateurs de grand air.",
    "Les sommets se voient du parking.",
    "Refuges, via ferrata et lacs d'altitude à portée de week-end.",
];

/// Among vines.
pub(crate) const VINES: &[&str] = &[
    "Vignobles, caves et vendanges rythment l'année.",
    "Les vignerons du coin sont d'excellents patients et de meilleurs voisins encore.",
    "Coteaux, chais et marchés de producteurs.",
];

/// In the country.
pub(crate) const COUNTRY: &[&str] = &[
    "Environnement verdoyant, prix de l'immobilier imbattables.",
    "Zone aidée : exonérations fiscales et soutien des collectivités.",
    "Zone de revitalisation, avantages à vérifier avec votre comptable.",
    "Chevaux, étangs, chemins creux : le calme absolu.",
    "La communauté de communes offre un coup de pouce aux familles qui s'installent.",
];

/// Colleagues around, in the country.
pub(crate) const NETWORK_COUNTRY: &[&str] = &[
    "L'entraide entre soignants est réelle : infirmières, pharmacien et kinésithérapeute se parlent chaque jour.",
    "Une communauté professionnelle territoriale organise les soins non programmés.",
    "L'hôpital de proximité dispose de lits de médecine et d'un service de suite.",
    "Les spécialistes viennent en consultation avancée une fois par mois.",
    "Télé-expertise en place avec le centre hospitalier.",
    "Pompiers et SMUR interviennent vite, hélicoptère si besoin.",
    "Bonne entente avec les collègues des communes voisines, tour de vacances organisé.",
];

/// Colleagues around, in town.
pub(crate) const NETWORK_TOWN: &[&str] = &[
    "Réseau de correspondants étoffé, courriers rapides.",
    "Laboratoire, imagerie et pharmacie dans la même rue.",
    "Adressages réguliers des confrères du quartier.",
    "Groupe de pairs mensuel, ouvert à tous.",
    "Liens étroits avec les services hospitaliers du secteur.",
    "La maison médicale de garde soulage les soirées.",
    "Nombreux paramédicaux alentour, collaboration fluide.",
];
