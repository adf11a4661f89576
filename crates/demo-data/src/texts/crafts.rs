//! What each craft does all day, and with what.

use crate::trades::Craft;

/// Sentences about the activity of a craft.
pub(crate) fn activity(craft: Craft) -> &'static [&'static str] {
    match craft {
        Craft::General => GENERAL,
        Craft::Specialist => SPECIALIST,
        Craft::Theatre => THEATRE,
        Craft::Dental => DENTAL,
        Craft::Nursing => NURSING,
        Craft::Physio => PHYSIO,
        Craft::Birth => BIRTH,
        Craft::Pharmacy => PHARMACY,
        Craft::Speech => SPEECH,
        Craft::Foot => FOOT,
        Craft::Session => SESSION,
        Craft::Shop => SHOP,
        Craft::Employed => EMPLOYED,
    }
}

/// Sentences about the equipment of a craft.
pub(crate) fn equipment(craft: Craft) -> &'static [&'static str] {
    match craft {
        Craft::General => GENERAL_KIT,
        Craft::Specialist | Craft::Theatre | Craft::Employed => SPECIALIST_KIT,
        Craft::Dental => DENTAL_KIT,
        Craft::Nursing => NURSING_KIT,
        Craft::Physio => PHYSIO_KIT,
        Craft::Birth => BIRTH_KIT,
        Craft::Pharmacy => PHARMACY_KIT,
        Craft::Speech => SPEECH_KIT,
        Craft::Foot => FOOT_KIT,
        Craft::Session => SESSION_KIT,
        Craft::Shop => SHOP_KIT,
    }
}

const GENERAL: &[&str] = &[
    "Médecine générale variée : pédiatrie, gynécologie courante, gériatrie, petite traumatologie.",
    "Consultations sur rendez-vous le matin, visites en début d'après-midi, quelques créneaux libres en fin de journée.",
    "Pas mal de suivi chronique, diabète et hypertension en tête, un peu de gestes techniques.",
    "Visites limitées aux patients qui ne peuvent vraiment pas se déplacer.",
    "Coordination d'un établissement pour personnes âgées deux demi-journées par mois, facultative.",
    "Beaucoup de nourrissons et de jeunes parents, vaccinations et certificats de sport.",
    "Infiltrations, sutures, pose d'implants contraceptifs, électrocardiogrammes : on fait de tout.",
    "Médecine de famille au sens plein, du premier vaccin à la fin de vie à domicile.",
    "Peu de renouvellements mécaniques, une vraie réflexion sur les ordonnances.",
    "Une infirmière en pratique avancée suit les malades chroniques stabilisés.",
    "Participation aux soins non programmés une demi-journée par semaine, sans obligation de garde.",
    "Patientèle polie, visites rares, certificats absurdes refusés avec le sourire.",
];
const SPECIALIST: &[&str] = &[
    "Demande très forte, délai de rendez-vous de plusieurs mois malgré les plages d'urgence.",
    "Adressage par les généralistes de tout le bassin, comptes rendus envoyés le jour même.",
    "Vacations possibles au centre hospitalier voisin.",
    "Consultations de trente minutes, premiers avis et suivis alternés.",
    "Activité mixte, examens techniques le matin et consultations l'après-midi.",
    "Une téléconsultation par semaine suffit aux renouvellements lointains.",
];
const THEATRE: &[&str] = &[
    "Plateau technique complet : bloc rénové, réanimation, imagerie en coupe.",
    "Vacations opératoires fixes, équipe de bloc stable et expérimentée.",
    "Astreintes partagées équitablement, pas de garde sur place.",
    "Clinique certifiée, parcours ambulatoire bien rodé.",
    "Staff hebdomadaire, dossiers discutés en commun.",
];
const DENTAL: &[&str] = &[
    "Omnipratique avec un bon équilibre entre conservateur, prothèse et chirurgie simple.",
    "Prévention, pédodontie sous MEOPA, endodontie sous digue.",
    "Implantologie en développement, cône de radiographie en trois dimensions à disposition.",
    "Esthétique, facettes et blanchiment pour qui veut, sans pression commerciale.",
    "Plans de traitement expliqués, devis clairs, peu d'impayés.",
    "Travail à quatre mains avec une assistante qualifiée.",
    "Parodontologie et maintenance suivies, patients motivés.",
    "Urgences regroupées en fin de matinée, vraie plage de chirurgie le jeudi.",
    "Prothésiste dans la même rue, teintes prises ensemble.",
];
const NURSING: &[&str] = &[
    "Tournée mixte : pansements, injections, perfusions, toilettes et surveillance de traitements.",
    "Tournée compacte, presque tout à pied ou à vélo.",
    "Beaucoup de diabétiques, quelques soins palliatifs en lien avec l'hospitalisation à domicile.",
    "Départ à 6 h 30, retour vers 13 h, reprise de 17 h à 19 h 30.",
    "Prélèvements le matin, permanence au cabinet, pansements complexes et chimiothérapies.",
    "Peu de nursing lourd, patients autonomes pour la plupart.",
    "Roulement de sept jours travaillés pour sept jours de repos.",
    "Bilan de soins infirmiers à jour, facturation le soir sur tablette.",
    "Tournée de campagne : trente à soixante kilomètres par jour selon la saison.",
    "Vaccinations, bas de contention, sondes, plaies chroniques : on ne s'ennuie jamais.",
    "Bonne entente avec les médecins, ordonnances claires, relais faciles.",
];
const PHYSIO: &[&str] = &[
    "Rééducation variée : traumatologie, rhumatologie, neurologie, un peu de respiratoire l'hiver.",
    "Prise en charge individuelle de trente minutes, pas d'usine.",
    "Domiciles regroupés sur deux matinées.",
    "Plateau de rééducation de belle taille, cages, vélos et tapis.",
    "Partenariat avec un club de rugby et une troupe de danse.",
    "Suites opératoires de la clinique voisine, ligaments croisés, coiffes, prothèses.",
    "Bilans diagnostiques rédigés, communication suivie avec les prescripteurs.",
    "Accès direct expérimenté dans le cadre du protocole de la maison de santé.",
    "Liste d'attente longue, priorités réévaluées chaque lundi.",
];
const BIRTH: &[&str] = &[
    "Suivi de grossesse, préparation, retours à domicile et rééducation.",
    "Retours précoces de maternité organisés avec l'hôpital.",
    "Allaitement, puériculture, accompagnement global pour celles qui le demandent.",
    "Gynécologie de prévention en forte hausse, nombreuses demandes d'adolescentes.",
    "Bonne collaboration avec les gynécologues et la protection maternelle.",
    "Ateliers de portage et de massage un samedi par mois.",
];
const PHARMACY: &[&str] = &[
    "Officine de bourg sans concurrence directe, ordonnances majoritaires.",
    "Clientèle de quartier fidèle, développement possible en orthopédie et en matériel médical.",
    "Vaccination, entretiens, dépistages : les nouvelles missions sont bien lancées.",
    "Préparation de doses à administrer pour deux résidences.",
    "Parapharmacie soignée, rayon vétérinaire qui marche fort.",
    "Flux réguliers grâce à la maison de santé contiguë.",
    "Garde un dimanche sur douze environ.",
    "Ouverture du lundi au samedi midi, équipe autonome.",
    "Marge correcte, stock tenu, peu d'invendus.",
];
const SPEECH: &[&str] = &[
    "Patients de tous âges, liste d'attente de plus d'un an.",
    "Rééducations variées, du bébé à la personne âgée, bilans deux matinées par semaine.",
    "Écoles et collège très preneurs d'échanges.",
    "Travail avec le centre médico-psycho-pédagogique et les enseignants.",
    "Groupes de jeu et de langage le mercredi.",
    "Séances à domicile rares, toujours dans la commune.",
];
const FOOT: &[&str] = &[
    "Soins de pédicurie, semelles orthopédiques, orthoplasties et onychoplasties.",
    "Moitié soins, moitié orthèses ; atelier de fabrication sur place.",
    "Vacations en résidence pour personnes âgées une fois par mois.",
    "Agenda rempli à cinq semaines, clientèle fidélisée par des rendez-vous de suivi.",
    "Sportifs, diabétiques, enfants : une activité équilibrée.",
];
const SESSION: &[&str] = &[
    "Consultations individuelles, peu de désistements, paiement comptant.",
    "Orientation par les médecins du secteur et par le bouche-à-oreille.",
    "Suivis longs et demandes ponctuelles se complètent bien.",
    "Créneaux du soir très recherchés par les actifs.",
    "Interventions possibles dans une crèche et deux établissements médico-sociaux.",
    "Ateliers collectifs une fois par trimestre.",
];
const SHOP: &[&str] = &[
    "Point de vente bien placé, clientèle fidèle et renouvelée.",
    "Prescriptions régulières des ophtalmologues et des ORL voisins.",
    "Tiers payant rodé, conventions avec les principaux réseaux.",
    "Fichier clients tenu, relances automatiques et bons retours.",
    "Activité à domicile et en maison de retraite à développer.",
];
const EMPLOYED: &[&str] = &[
    "Équipe pluridisciplinaire, protocoles écrits, encadrement disponible.",
    "Plannings connus trois mois à l'avance.",
    "Matériel renouvelé récemment, formation assurée à l'arrivée.",
    "Travail en binôme, montée en charge progressive.",
    "Activité diurne, un samedi matin par mois.",
];

const GENERAL_KIT: &[&str] = &[
    "Électrocardiographe, spiromètre, oxymètre et petite chirurgie à disposition.",
    "Échographe de poche utilisé chaque jour.",
    "Table d'examen électrique, autoclave, réfrigérateur à vaccins.",
    "Matériel récent : tensiomètres connectés, dermatoscope, Holter tensionnel.",
    "Le strict nécessaire, en bon état.",
];
const SPECIALIST_KIT: &[&str] = &[
    "Matériel sous contrat d'entretien, factures disponibles.",
    "Appareils récents, en crédit-bail jusqu'à l'an prochain.",
    "Équipement complet, rien à prévoir avant plusieurs années.",
    "Parc technique renouvelé il y a peu.",
];
const DENTAL_KIT: &[&str] = &[
    "Deux fauteuils, panoramique numérique, caméra optique et usinage sur place.",
    "Stérilisation séparée et tracée, compresseur et aspiration changés.",
    "Fauteuils récents, moteur d'endodontie, localisateur d'apex, radiographie rétro-alvéolaire.",
    "Salle de chirurgie dédiée, microscope, laser diode.",
    "Empreinte numérique adoptée depuis trois ans.",
];
const NURSING_KIT: &[&str] = &[
    "Tablette, lecteur de carte et coffre de soins fournis.",
    "Local de permanence avec table d'examen et stock de pansements.",
    "Stationnement toléré presque partout avec le caducée.",
    "Véhicule personnel, indemnités kilométriques facturées.",
];
const PHYSIO_KIT: &[&str] = &[
    "Huber, ondes de choc, pressothérapie, électrostimulation, tables électriques.",
    "Gymnase de soixante mètres carrés, presse, poulies, tapis de course.",
    "Quatre box fermés, cryothérapie, plateforme de proprioception.",
    "Espace de rééducation ouvert, poids libres et barres.",
    "Échographe de rééducation et dynamomètre.",
];
const BIRTH_KIT: &[&str] = &[
    "Monitoring, échographe, sonde de biofeedback, tables confortables.",
    "Salle de préparation avec ballons, tapis et projecteur.",
    "Balances, tire-lait de prêt, bibliothèque pour les parents.",
];
const PHARMACY_KIT: &[&str] = &[
    "Robot de délivrance installé, étiquettes électroniques, façade refaite.",
    "Espace de confidentialité et cabine de téléconsultation.",
    "Agencement récent, réserve aux normes, livraisons biquotidiennes.",
    "Surface de vente agrandie, deux vitrines, croix neuve.",
    "Préparatoire conforme, armoire sécurisée, logiciel de gestion des rendez-vous.",
];
const SPEECH_KIT: &[&str] = &[
    "Tests récents, matériothèque fournie, tablette et jeux.",
    "Bureau insonorisé, miroir, petit mobilier pour les tout-petits.",
    "Bibliothèque commune et abonnement aux outils en ligne.",
];
const FOOT_KIT: &[&str] = &[
    "Podoscope, plateforme de pression, four à thermoformage, ponceuse à aspiration.",
    "Fauteuil électrique, turbine à spray, autoclave de classe B.",
    "Atelier complet, tapis de marche avec caméras.",
];
const SESSION_KIT: &[&str] = &[
    "Bureau meublé, isolé du bruit, salle d'attente partagée.",
    "Table de pratique, tests et matériel pédagogique disponibles.",
    "Pièce chaleureuse, deux fauteuils et une bibliothèque.",
    "Wifi, imprimante et terminal de paiement inclus.",
];
const SHOP_KIT: &[&str] = &[
    "Atelier complet, réfractomètre, frontofocomètre ou cabine insonorisée selon l'activité.",
    "Mobilier de présentation changé, enseigne lumineuse.",
    "Chaîne de mesure numérique, stock sain.",
];
