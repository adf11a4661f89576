//! A few real communes of every size, enough to read texts and check rules.

use chrono::NaiveDate;
use demo_data::CommuneSeed;

type Row =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, u32, f64, f64);

const ROWS: &[Row] = &[
    ("07019", "Aubenas", "07200", "07", "84", "Auvergne-Rhône-Alpes", 12_600, 44.62, 4.39),
    ("23096", "Guéret", "23000", "23", "75", "Nouvelle-Aquitaine", 12_700, 46.17, 1.87),
    ("23008", "Aubusson", "23200", "23", "75", "Nouvelle-Aquitaine", 3_100, 45.96, 2.17),
    ("72181", "Le Mans", "72000", "72", "52", "Pays de la Loire", 145_000, 48.0, 0.2),
    ("76351", "Le Havre", "76600", "76", "28", "Normandie", 166_000, 49.49, 0.11),
    ("85194", "Les Sables-d'Olonne", "85100", "85", "52", "Pays de la Loire", 48_700, 46.5, -1.78),
    ("17300", "La Rochelle", "17000", "17", "75", "Nouvelle-Aquitaine", 78_500, 46.16, -1.15),
    ("91692", "Les Ulis", "91940", "91", "11", "Île-de-France", 25_500, 48.68, 2.17),
    ("95313", "L'Isle-Adam", "95290", "95", "11", "Île-de-France", 13_000, 49.11, 2.22),
    ("75056", "Paris", "75001", "75", "11", "Île-de-France", 2_100_000, 48.86, 2.34),
    ("75116", "Paris 16e Arrondissement", "75016", "75", "11", "Île-de-France", 160_000, 48.86, 2.26),
    ("69383", "Lyon 3e Arrondissement", "69003", "69", "84", "Auvergne-Rhône-Alpes", 105_000, 45.75, 4.86),
    ("2A004", "Ajaccio", "20000", "2A", "94", "Corse", 74_000, 41.93, 8.74),
    ("97411", "Saint-Denis", "97400", "974", "04", "La Réunion", 155_000, -20.9, 55.45),
    ("97302", "Cayenne", "97300", "973", "03", "Guyane", 65_000, 4.93, -52.33),
    ("29019", "Brest", "29200", "29", "53", "Bretagne", 140_000, 48.4, -4.5),
    ("26198", "Montmaur-en-Diois", "26150", "26", "84", "Auvergne-Rhône-Alpes", 90, 44.68, 5.48),
    ("15140", "Neussargues", "15170", "15", "84", "Auvergne-Rhône-Alpes", 1_900, 45.13, 2.98),
    ("59350", "Lille", "59000", "59", "32", "Hauts-de-France", 236_000, 50.63, 3.07),
    ("87085", "Limoges", "87000", "87", "75", "Nouvelle-Aquitaine", 130_000, 45.85, 1.25),
];

/// The communes of the tests.
pub(crate) fn communes() -> Vec<CommuneSeed> {
    ROWS.iter()
        .map(
            |&(code, name, postal, department, region_code, region_name, population, latitude, longitude)| {
                CommuneSeed {
                    code: code.to_owned(),
                    name: name.to_owned(),
                    postal_code: postal.to_owned(),
                    department: department.to_owned(),
                    region_code: region_code.to_owned(),
                    region_name: region_name.to_owned(),
                    population,
                    latitude,
                    longitude,
                }
            },
        )
        .collect()
}

/// The day of the tests.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 15).unwrap_or_default()
}
