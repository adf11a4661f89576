//! Places, and words that only look like places.

use super::check;

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
        ("lyon ou grenoble", "«lyon ou grenoble»"),
    ]);
}

#[test]
fn numbers_that_count_are_no_departments() {
    check(&[
        ("3 jours", "«3 jours»"),
        ("15 jours", "«15 jours»"),
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
        ("médecin 44", "doctor | 44"),
        ("infirmier 06", "nurse | 06"),
        ("99", "«99»"),
    ]);
}
