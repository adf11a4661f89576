//! Confidential listings through every route, on a real database.

mod circles;
mod hiding;
mod leaks;
mod sealing;

use crate::{
    listings::{Details, Listing, TransferDetails},
    territory::Commune,
    testing::{World, day, gazetteer, listing},
    trades::Visibility,
};

/// A practice of general medicine that is sold in confidence: no two have the same street, figures or days.
fn secret(n: u128, commune: &str) -> Listing {
    let titles = ["Cession discrète", "Patientèle à reprendre", "Cabinet lumineux", "Départ en retraite"];
    let title = titles[usize::try_from(n % 4).unwrap()];
    let mut it = listing(1_000 + n, title, "doctor", Some("medecine_generale"), commune);
    let rank = i32::try_from(n).unwrap();
    it.description = Some("Patientèle fidèle, locaux clairs, équipe soudée.".to_owned());
    it.place.visibility = Visibility::Area;
    it.place.address = Some(format!("{} impasse du Belvédère", 700 + n));
    it.details = Details::Transfer(Box::new(TransferDetails {
        annual_turnover: Some(163_417 + 1_013 * rank),
        charges_percentage: Some(41.37),
        sale_price: Some(81_239 + 617 * rank),
        availability_date: Some(day("2026-09-17")),
        software_used: Some("Logisoft-Secret".to_owned()),
        patient_base_size: Some(31_237 + 7 * rank),
        acts_per_week: Some(119),
        staff_count: Some(3),
        ..TransferDetails::default()
    }));
    it
}

/// Communes with people in them, far and near, small and large.
fn some_communes(count: usize) -> Vec<&'static Commune> {
    let inhabited: Vec<&Commune> =
        gazetteer().communes().iter().filter(|it| it.population > 0 && !it.postal_codes.is_empty()).collect();
    (0..count).map(|n| inhabited[(n * 7_919 + 13) % inhabited.len()]).collect()
}

/// A directory in which these communes have so many general practitioners.
pub(crate) async fn directory(world: &World, counts: &[(&str, i32)]) {
    let edition = "insert into directory_editions (source, file_name, file_sha256, imported_at, lines, people, added, changed,
                                                   disappeared)
                   values ('extraction', 'f', 'f', $1, 1, 1, 1, 0, 0)";
    sqlx::query(edition).bind(world.app.clock.now()).execute(world.db()).await.unwrap();
    sqlx::query("delete from directory_density").execute(world.db()).await.unwrap();
    let profession = crate::trades::Profession::from_code("doctor").unwrap();
    let specialty = crate::trades::Specialty::from_code("doctor", "medecine_generale").unwrap();
    for (commune, n) in counts {
        sqlx::query(
            "insert into directory_density (commune_code, profession, specialty, practitioners, shares)
             values ($1, $2, $3, $4, $4) on conflict do nothing",
        )
        .bind(commune)
        .bind(profession.key)
        .bind(specialty.key)
        .bind(n)
        .execute(world.db())
        .await
        .unwrap();
    }
}
