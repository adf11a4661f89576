//! Places, and words that only look like places.

use super::{check, read};

#[test]
fn places_are_named_as_people_say_them() {
    check(&[
        ("Lyon", "Lyon (69)"),
        ("marseille 13008", "Marseille 8e (13)"),
        ("69003 Lyon", "Lyon 3e (69)"),
        ("Paris 16e arrondissement", "Paris 16e (75)"),
        ("paris", "75"),
        ("près de Paris", "Paris (75)"),
        ("autour de lille", "Lille (59)"),
        ("au Havre", "Le Havre (76)"),
        ("La Rochelle", "La Rochelle (17)"),
        ("aix en provence", "Aix-en-Provence (13)"),
        ("st etienne", "Saint-Étienne (42)"),
        ("Guéret (23)", "Guéret (23)"),
        ("Valence Drôme", "Valence (26)"),
        ("Saint-Denis 93", "Saint-Denis (93)"),
        ("saint denis réunion", "Saint-Denis (974)"),
        ("dans le Finistère", "29"),
        ("en Île-de-France", "region Île-de-France"),
        ("PACA", "region Provence-Alpes-Côte d'Azur"),
        ("à la Réunion", "974"),
        ("haute garonne", "31"),
        ("Loire-Atlantique 44", "44"),
        ("2b", "2B"),
        ("971", "971"),
        ("à Aubusson", "Aubusson (23)"),
        ("nice", "Nice (06)"),
        ("Tours", "Tours (37)"),
        ("à Orange", "Orange (84)"),
        ("kiné Orange", "physiotherapist | Orange (84)"),
        ("à Vienne", "Vienne (38)"),
        ("dans la Vienne", "86"),
        ("le Cher", "18"),
    ]);
}

#[test]
fn words_of_listings_are_no_places() {
    check(&[
        ("orange", "«orange»"),
        ("vienne", "«vienne»"),
        ("tours de garde", "«tours de garde»"),
        ("bourg", "«bourg»"),
        ("médecin Vienne", "doctor | «Vienne»"),
        ("Marne-la-Vallée", "«Marne-la-Vallée»"),
        ("cabinet en centre ville", "«cabinet en centre ville»"),
        ("départ en retraite", "«départ en retraite»"),
        ("Saint-Denis", "«Saint-Denis»"),
        ("pas cher", "«pas cher»"),
        ("lot de matériel", "«lot de matériel»"),
        ("réunion d’équipe", "«réunion d’équipe»"),
        ("à la montagne", "«à la montagne»"),
        ("bord de mer", "«bord de mer»"),
        ("cabinet plaisir garde", "«cabinet plaisir garde»"),
        ("Albert et Robert", "«Albert et Robert»"),
        ("grand cabinet", "«grand cabinet»"),
        ("lyon ou grenoble", "Lyon (69)"),
    ]);
}

#[test]
fn a_village_gives_way_to_the_city_that_people_call_so() {
    check(&[
        ("dentiste à Aix", "dentist | Aix-en-Provence (13)"),
        ("médecin à Évry", "doctor | Évry-Courcouronnes (91)"),
        ("kiné à Asnières", "physiotherapist | Asnières-sur-Seine (92)"),
        ("kiné Aix", "physiotherapist | Aix-en-Provence (13)"),
        ("à Clermont", "Clermont-Ferrand (63)"),
        ("à Aubusson", "Aubusson (23)"),
    ]);
}

#[test]
fn of_places_that_have_nothing_in_common_the_first_is_searched_for() {
    check(&[
        ("Paris ou Lyon", "75"),
        ("Bretagne ou Vendée", "region Bretagne"),
        ("kiné Lille Roubaix", "physiotherapist | Lille (59)"),
        ("Paris 15 Creuse", "Paris 15e (75)"),
        ("Lyon Isère", "Lyon (69) | 38"),
        ("Rennes Bretagne", "Rennes (35)"),
        ("Paris 10 et 11", "Paris 10e (75)"),
        ("kiné Lyon 3, 6 et 7", "physiotherapist | Lyon 3e (69)"),
        ("cession Paris 15 75015", "transfer | Paris 15e (75)"),
        ("Lyon 3e ou 6e kiné", "Lyon 3e (69) | physiotherapist"),
        ("Paris 13 ème", "Paris 13e (75)"),
        ("Paris 13e", "Paris 13e (75)"),
    ]);
}

#[test]
fn several_departments_are_searched_together_and_other_numbers_are_no_codes() {
    check(&[
        ("remplacement 92 93 94", "replacement | 92 | 93 | 94"),
        ("médecin 75 ou 92", "doctor | 75 | 92"),
        ("kiné 75, 77 et 91", "physiotherapist | 75 | 77 | 91"),
        ("Corse 2A 2B", "region Corse | 2A | 2B"),
        ("infirmière Creuse, Corrèze", "nurse | 23 | 19"),
        ("médecin dept 33", "doctor | 33"),
        ("kiné dpt 44", "physiotherapist | 44"),
        ("cession 80 000", "transfer | «80 000»"),
        ("remplacement 12 13 14 août", "replacement | 2027-08-14..2027-08-14 | «12 13»"),
        ("06 98 76 54 32", "«06 98 76 54 32»"),
        ("remplacement août 2027 92 93", "replacement | 2027-08-01..2027-08-31 | 92 | 93"),
        ("kiné 75, 92, 2 jours", "physiotherapist | 75 | 92 | «2 jours»"),
        ("22, 23, 24 juillet", "2027-07-24..2027-07-24 | «22, 23,»"),
        ("+33 6 12 34 56 78", "«+33 6 12 34 56 78»"),
        ("remplacement 2 jours par semaine 75", "replacement | 75 | «2 jours par semaine»"),
        ("semaine 33 kiné", "physiotherapist | «semaine 33»"),
        ("Lyon et Isère", "Lyon (69)"),
        ("06 12 34 56 78", "«06 12 34 56 78»"),
        ("20 25 patients", "«20 25 patients»"),
        ("75 75", "«75 75»"),
        ("rétrocession 75/25", "«rétrocession 75/25»"),
    ]);
}

#[test]
fn an_hour_of_driving_is_a_distance() {
    let radius = |text: &str| read(text).0.around.map(|it| it.radius_km);
    assert_eq!(radius("remplacement à 1h de Lyon"), Some(60));
    assert_eq!(radius("à 1 heure de Lyon"), Some(60));
    assert_eq!(radius("à 1h30 de Lyon"), Some(90));
    assert_eq!(radius("à 2h de Lyon"), Some(100), "as far as a search reaches");
    assert_eq!(radius("Lyon 8h 19h"), Some(30), "hours of work");
}

#[test]
fn houses_people_and_streets_bear_names_of_places() {
    check(&[
        ("hôpital Sainte-Anne Paris", "75 | «hôpital Sainte-Anne»"),
        ("clinique Saint-Martin Caen", "Caen (14) | «clinique Saint-Martin»"),
        ("maison de santé Saint-Martin", "«maison de santé Saint-Martin»"),
        ("à Saint-Martin 978", "978"),
        ("docteur Mathieu Nantes", "Nantes (44) | «docteur Mathieu»"),
        ("clinique Lautrec Toulouse", "Toulouse (31) | «clinique Lautrec»"),
        ("cabinet Descartes Rennes", "Rennes (35) | «cabinet Descartes»"),
        ("cabinet Grenoble", "Grenoble (38) | «cabinet»"),
        ("rue de Bretagne Nantes", "Nantes (44) | «rue de Bretagne»"),
        ("avenue de Lyon", "«avenue de Lyon»"),
        ("sur place Lyon", "Lyon (69) | «sur place»"),
    ]);
}

#[test]
fn old_names_of_regions_and_landscapes_are_no_departments() {
    check(&[
        ("médecin Rhône Alpes", "doctor | region Auvergne-Rhône-Alpes"),
        ("Val de Loire", "region Centre-Val de Loire"),
        ("médecin vallée de la Loire", "doctor | «vallée de la Loire»"),
        ("kiné Midi-Pyrénées", "physiotherapist | region Occitanie"),
        ("Côte d’Azur", "region Provence-Alpes-Côte d'Azur"),
        ("Provence-Alpes-Côte d’Azur", "region Provence-Alpes-Côte d'Azur"),
        ("Alsace", "region Grand Est"),
        ("Nouvelle-Aquitaine", "region Nouvelle-Aquitaine"),
        ("Nord-Pas-de-Calais", "region Hauts-de-France"),
        ("Pas-de-Calais", "62"),
        ("Loire", "42"),
        ("Val de Saône", "«Val de Saône»"),
        ("vallée de Chevreuse", "Chevreuse (78) | «vallée»"),
        ("Val-de-Marne", "94"),
    ]);
}

#[test]
fn how_far_around_a_place_is_read_with_it() {
    let around = |text: &str| {
        let (criteria, _) = super::read(text);
        let around = criteria.around.map(|it| format!("{} {}", it.label, it.radius_km));
        format!("{} «{}»", around.unwrap_or_default(), criteria.text.unwrap_or_default().trim_end())
    };
    for (text, expected) in [
        ("Lyon et alentours", "Lyon (69) 30 «»"),
        ("kiné Lyon et environs", "Lyon (69) 30 «»"),
        ("Paris et alentours", "Paris (75) 30 «»"),
        ("20 km autour de Lyon", "Lyon (69) 20 «»"),
        ("dans un rayon de 15km autour de Guéret", "Guéret (23) 15 «»"),
        ("cabinet à 30 mn de Lyon", "Lyon (69) 30 «cabinet»"),
        ("kiné 30km Nantes", "Nantes (44) 30 «»"),
        ("rayon 50 km Bordeaux", "Bordeaux (33) 50 «»"),
        ("30 min Bordeaux", "Bordeaux (33) 30 «30 min»"),
        ("Lyon 10 km", "Lyon (69) 10 «»"),
        ("pas loin de Lyon", "Lyon (69) 30 «»"),
        ("Lyon 30 min", "Lyon (69) 30 «30 min»"),
    ] {
        assert_eq!(around(text), expected, "{text}");
    }
}

#[test]
fn numbers_that_count_are_no_departments() {
    check(&[
        ("3 jours", "«3 jours»"),
        ("15 jours", "«15 jours»"),
        ("remplacement 15 j", "replacement | «15 j»"),
        ("2 fauteuils", "«2 fauteuils»"),
        ("12 fauteuils", "«12 fauteuils»"),
        ("35 h", "«35 h»"),
        ("80 %", "«80 %»"),
        ("80%", "«80%»"),
        ("80 000 €", "«80 000 €»"),
        ("80000€", "«80000€»"),
        ("prix 80000", "«prix 80000»"),
        ("moins de 50 ans", "«moins de 50 ans»"),
        ("10 mois", "«10 mois»"),
        ("44 infirmiers", "nurse | «44»"),
        ("remplacement 23", "replacement | 23"),
        ("rempl 23", "replacement | 23"),
        ("médecin 44", "doctor | 44"),
        ("infirmier 06", "nurse | 06"),
        ("99", "«99»"),
        ("rétrocession 70/30", "«rétrocession 70/30»"),
        ("80/20", "«80/20»"),
        ("50/50", "«50/50»"),
        ("garde 24h/24", "«garde 24h/24»"),
        ("7j/7 7/7", "«7j/7 7/7»"),
        ("10 à 15 jours", "«10 à 15 jours»"),
        ("30 à 35 patients par jour", "«30 à 35 patients par jour»"),
        ("12 et 13 fauteuils", "«12 et 13 fauteuils»"),
        ("du 1er au 15", "«du 1er au 15»"),
        ("équipe de 12 orthophonistes", "speech_therapist | «équipe de 12»"),
        ("covid 19", "«covid 19»"),
        ("rétrocession à 80", "«rétrocession à 80»"),
        ("70 rétrocession", "«70 rétrocession»"),
        ("semaine 32", "«semaine 32»"),
        ("cabinet à moins de 50000", "«cabinet à moins de 50000»"),
        ("CA de 80000", "«CA de 80000»"),
        ("12 rue de Rivoli", "«12 rue de Rivoli»"),
        ("kiné 44, cabinet", "physiotherapist | 44 | «cabinet»"),
        ("44 kiné", "44 | physiotherapist"),
    ]);
}
