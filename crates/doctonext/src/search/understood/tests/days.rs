//! Periods as people write them.

use super::check;

#[test]
fn two_dates_are_the_ends_of_one_period() {
    check(&[
        ("du 15 décembre 2026 au 5 janvier 2027", "2026-12-15..2027-01-05"),
        ("du 15 décembre 2026 au 5 janvier", "2026-12-15..2027-01-05"),
        ("de septembre 2026 à juin 2027", "2026-09-01..2027-06-30"),
        ("de septembre 2027 à juin", "2027-09-01..2028-06-30"),
        ("fin juillet début août", "2027-07-21..2027-08-10"),
        ("mi-juillet à mi-août", "2027-07-11..2027-08-20"),
        ("mi-juillet à mi-août 2028", "2028-07-11..2028-08-20"),
        ("juin juillet août", "2027-06-01..2027-08-31"),
        ("15-30 août", "2027-08-15..2027-08-30"),
        ("entre le 3 et le 10 août", "2027-08-03..2027-08-10"),
        ("entre mi-juillet et fin août", "2027-07-11..2027-08-31"),
        ("15/07-30/08", "2027-07-15..2027-08-30"),
        ("du lundi 3 au vendredi 14 août", "2027-08-03..2027-08-14"),
        ("semaine du 10 août", "2027-08-10..2027-08-16"),
        ("semaine du 3 au 7 août", "2027-08-03..2027-08-07"),
        ("24 - 31 décembre", "2026-12-24..2026-12-31"),
        ("24/12 au 02/01", "2026-12-24..2027-01-02"),
        ("la semaine du 10 août", "2027-08-10..2027-08-16"),
        ("à partir du 3 septembre jusqu’au 15 décembre 2027", "2027-09-03..2027-12-15"),
        ("du 3 au 10 aout", "2027-08-03..2027-08-10"),
        ("aout 2027", "2027-08-01..2027-08-31"),
        ("hiver 2026-2027", "2026-12-21..2027-03-19"),
        ("août ou décembre 2027", "2027-08-01..2027-12-31"),
    ]);
}

#[test]
fn days_in_digits_are_days_and_no_departments() {
    check(&[
        ("à partir du 03/08/2027", "2027-08-03.."),
        ("08/2027", "2027-08-01..2027-08-31"),
        ("du 03/08 au 15/08", "2027-08-03..2027-08-15"),
        ("le 3/8", "2027-08-03..2027-08-03"),
        ("03.08.2027", "2027-08-03..2027-08-03"),
        ("03-08-2027", "2027-08-03..2027-08-03"),
        ("remplacement 3/4", "replacement | «3/4»"),
    ]);
}

#[test]
fn months_inside_names_and_days_of_history_are_no_dates() {
    check(&[
        ("Cinq-Mars-la-Pile", "Cinq-Mars-la-Pile (37)"),
        ("Saint-Mars-du-Désert", "Saint-Mars-du-Désert (44)"),
        ("rue du 8 mai 1945", "«rue du 8 mai 1945»"),
        ("rue du 4 septembre", "«rue du 4 septembre»"),
        ("juillet-août", "2027-07-01..2027-08-31"),
    ]);
}

#[test]
fn words_around_a_date_belong_to_it() {
    check(&[
        ("depuis septembre", "2026-09-01.."),
        ("août prochain", "2027-08-01..2027-08-31"),
        ("à compter du 3 septembre", "2027-09-03.."),
        ("après le 15 août", "2027-08-16.."),
    ]);
}
