//! Zones, authors, programs, photographs, ages and shares of days, by the database and by the index.

use chrono::{NaiveDate, TimeDelta};

use super::look;
use crate::{
    listings::{Details, Listing, Period, complete_projection},
    search::live::feed,
    testing::{World, august_in_aubusson, listing, nurses_in_paris},
    trades::{ActivityDistribution, DensityZone},
};

fn with_software(mut it: Listing, named: &str) -> Listing {
    if let Details::Transfer(details) = &mut it.details {
        details.software_used = Some(named.to_owned());
    }
    it
}

/// Two practices, a replacement of the first and the last week of August, and a collaboration of part time.
async fn market() -> World {
    let world = World::new().await;
    let mut gueret =
        with_software(listing(41, "Cabinet à Guéret", "doctor", None, "23096"), "WEDA, et Doctolib Médecin");
    gueret.place.medical_density_zone = Some(DensityZone::UnderServed);
    let mut lyon = with_software(listing(42, "Cabinet à Lyon", "doctor", None, "69383"), "Weda");
    lyon.place.medical_density_zone = Some(DensityZone::OverServed);
    lyon.published_at = gueret.published_at.map(|at| at - TimeDelta::days(40));
    let mut august = august_in_aubusson();
    let day = |day| NaiveDate::from_ymd_opt(2026, 8, day).unwrap();
    august.periods =
        [(1, 7), (25, 31)].map(|(from, to)| Period { starts_on: day(from), ends_on: day(to) }).to_vec();
    if let Details::Replacement(details) = &mut august.details {
        (details.start_date, details.end_date) = (Some(day(1)), Some(day(31)));
        details.guaranteed_minimum = Some(300);
    }
    let mut paris = nurses_in_paris();
    if let Details::Collaboration(details) = &mut paris.details {
        details.activity_distribution = Some(ActivityDistribution::PartTime);
    }
    world.publish([gueret, lyon, august, paris]).await;
    sqlx::query("update listing_search set author_group = 3, has_pictures = true where department = 69")
        .execute(world.db())
        .await
        .unwrap();
    world
}

async fn titles(world: &World, address: &str) -> Vec<String> {
    let mut found = world.get(address).await.texts(".card h3");
    found.sort();
    found
}

#[tokio::test]
async fn what_one_recognises_a_listing_by_narrows_pages_and_api_alike() {
    let world = market().await;
    let asked = [
        ("zone=sous-dotee", "zone=under_served", 1),
        ("zone=sous-dotee&zone=sur-dotee", "zone=under_served&zone=over_served", 2),
        ("auteur=agence", "author=agency", 1),
        ("logiciel=weda", "software=weda", 2),
        ("logiciel=doctolib", "software=doctolib", 1),
        ("temps=partiel", "activity=part_time", 1),
        ("temps=plein", "activity=full_time", 0),
        ("temps=plein&temps=partiel", "activity=full_time&activity=part_time", 1),
        ("minimum_garanti=1", "guaranteed_minimum=true", 1),
        ("photos=1", "with_pictures=true", 1),
        ("type=cession&depuis=30", "type=transfer&published_within=30", 1),
        // Between the two weeks nobody is needed.
        ("du=2026-08-10&au=2026-08-20", "from=2026-08-10&to=2026-08-20", 0),
        ("du=2026-08-01&au=2026-08-14", "from=2026-08-01&to=2026-08-14", 1),
        ("du=2026-08-01&au=2026-08-14&couverture=50", "from=2026-08-01&to=2026-08-14&coverage_min=50", 1),
        ("du=2026-08-01&au=2026-08-14&couverture=80", "from=2026-08-01&to=2026-08-14&coverage_min=80", 0),
        ("du=2026-08-26&au=2026-08-30&couverture=100", "from=2026-08-26&to=2026-08-30&coverage_min=100", 1),
    ];
    let ask = async || {
        for (french, english, n) in asked {
            assert_eq!(titles(&world, &format!("/annonces?{french}")).await.len(), n, "{french}");
            let found = world.get(&format!("/api/v1/listings?{english}")).await.json();
            assert_eq!(found["items"].as_array().unwrap().len(), n, "{english}");
        }
    };
    ask().await;

    let mut progress = feed::build(world.db()).await.unwrap();
    look(&world, &mut progress).await;
    ask().await;
    let page = world.get("/annonces?du=2026-08-01&au=2026-08-14").await;
    let offered =
        |name: &str| page.texts(&format!("[name={name}] option")).join(" | ").replace('\u{a0}', " ");
    assert_eq!(
        offered("couverture").replace('\u{202f}', " "),
        "Un jour au moins | La moitié des jours au moins (1) | 80 % des jours au moins (0) | Tous les jours (0)"
    );
    let all = world.get("/annonces").await;
    let choices = all.texts(".choice").join(" | ").replace('\u{a0}', " ");
    for said in [
        "Zone sous-dotée (1)",
        "Zone très dotée (1)",
        "Agence ou courtier (1)",
        "Weda (2)",
        "Avec photos (1)",
        "Temps plein (0)",
        "Temps partiel (1)",
        "Minimum garanti par jour (1)",
    ] {
        assert!(choices.contains(said), "{said}: {choices}");
    }
    assert!(
        !choices.contains("Zone intermédiaire") && !choices.contains("Maiia"),
        "nobody has them: {choices}"
    );
}

#[tokio::test]
async fn a_share_of_days_without_days_is_said_and_left_out() {
    let world = market().await;

    let page = world.get("/annonces?couverture=80&du=2026-08-01").await;

    assert!(page.main().contains("indiquez les deux dates"), "{}", page.main());
    // The days may come from the text.
    let page = world.get("/annonces?q=ao%C3%BBt+2026&couverture=100").await;
    assert!(!page.main().contains("indiquez les deux dates"));
    assert!(page.texts(".chip").join(" ").contains("Tous les jours"), "{:?}", page.texts(".chip"));
}

#[tokio::test]
async fn what_an_older_program_projected_is_completed() {
    let world = market().await;
    sqlx::query("update listing_search set author_group = null, software = 0, zone = null, periods = null, terms = null")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(
        titles(&world, "/annonces?auteur=praticien").await.len(),
        4,
        "until then, everybody practises"
    );

    let completed = complete_projection(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap();

    assert_eq!(completed, 4);
    assert_eq!(titles(&world, "/annonces?temps=partiel").await.len(), 1);
    assert_eq!(titles(&world, "/annonces?zone=sous-dotee&logiciel=doctolib").await, ["Cabinet à Guéret"]);
    assert_eq!(complete_projection(world.db(), &world.app.gazetteer, &*world.clock).await.unwrap(), 0);
}
