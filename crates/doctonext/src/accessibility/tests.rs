//! Accessibility on a real database with all communes, against the same figure reckoned by hand.

use std::collections::HashMap;

use super::{
    compute::compute_trades,
    reach::{FARTHEST, weight},
    *,
};
use crate::{
    territory::Commune,
    testing::{NOW, World, gazetteer},
    trades::Profession,
};

fn nurses() -> Trade {
    Trade { profession: Profession::from_code("nurse").unwrap().key, specialty: 0 }
}

/// An official directory with so many nurses in these communes, fractions included.
async fn directory_of(world: &World, nurses_in: &[(&str, f64)]) {
    sqlx::query(
        "insert into directory_editions (source, file_name, file_sha256, extracted_on, imported_at, lines, people, added,
                                         changed, disappeared)
         values ('extraction', 'f', 'f', '2026-02-28', $1, 1, 1, 1, 0, 0)",
    )
    .bind(world.app.clock.now())
    .execute(world.db())
    .await
    .unwrap();
    for (commune, shares) in nurses_in {
        sqlx::query("insert into directory_density values ($1, $2, 0, 1, $3)")
            .bind(commune)
            .bind(nurses().profession)
            .bind(shares)
            .execute(world.db())
            .await
            .unwrap();
    }
}

async fn work_out(world: &World) -> Outcome {
    compute_trades(world.db(), gazetteer(), &*world.app.clock, &[nurses()]).await.unwrap()
}

async fn figure(world: &World, commune: &str) -> f64 {
    let found: f32 = sqlx::query_scalar("select per_100k from commune_accessibility where commune_code = $1")
        .bind(commune)
        .fetch_one(world.db())
        .await
        .unwrap();
    f64::from(found)
}

/// The places of the figure: a city with arrondissements is its arrondissements.
fn places() -> Vec<&'static Commune> {
    gazetteer().communes().iter().filter(|it| gazetteer().parts_of(&it.code).next().is_none()).collect()
}

fn between(one: &Commune, other: &Commune) -> f64 {
    weight(one.kilometres_to(other.latitude, other.longitude) * 1000.0)
}

/// Both steps, written as in the article.
fn by_hand(supply: &[(&str, f64)], of: &str) -> f64 {
    let places = places();
    let here = gazetteer().by_code(of).unwrap();
    let offered = supply.iter().map(|(code, practitioners)| {
        let there = gazetteer().by_code(code).unwrap();
        let demand: f64 = places.iter().map(|it| f64::from(it.population) * between(it, there)).sum();
        practitioners / demand * between(here, there)
    });
    offered.sum::<f64>() * 100_000.0
}

#[tokio::test]
async fn the_figure_is_that_of_the_published_method() {
    let world = World::new().await;
    // Guéret and two neighbours, one of them some kilometres off; a practitioner in Paris without an arrondissement.
    let near = places()
        .into_iter()
        .filter(|it| it.code != "23096")
        .min_by(|a, b| distance_to_gueret(a).total_cmp(&distance_to_gueret(b)))
        .unwrap();
    let supply = [("23096", 4.5), (near.code.as_str(), 2.0)];
    directory_of(&world, &supply).await;
    directory_of(&world, &[("75056", 10.0)]).await;

    let outcome = work_out(&world).await;

    assert_eq!(outcome.places, i64::try_from(places().len()).unwrap());
    for code in ["23096", near.code.as_str()] {
        let (ours, theirs) = (figure(&world, code).await, by_hand(&supply, code));
        assert!((ours / theirs - 1.0).abs() < 1e-3, "{code}: {ours} {theirs}");
    }
    // Nobody within reach of Ajaccio; in Paris, everybody has somebody.
    assert!(figure(&world, "2A004").await.abs() < f64::EPSILON);
    assert!(figure(&world, "75116").await > 0.0);
    let found = by_department(world.db(), nurses()).await.unwrap().unwrap();
    assert_eq!(found.run.directory_day.to_string(), "2026-02-28");
    assert!(found.figures["75"].far_share < 1e-6 && found.figures["2A"].far_share > 0.999);
    assert!(found.figures["23"].per_100k > 0.0 && found.figures["2A"].per_100k == 0.0);
}

fn distance_to_gueret(it: &Commune) -> f64 {
    let gueret = gazetteer().by_code("23096").unwrap();
    it.kilometres_to(gueret.latitude, gueret.longitude)
}

#[tokio::test]
async fn whoever_is_offered_is_shared_out_and_nobody_is_counted_twice() {
    let world = World::new().await;
    directory_of(&world, &[("23096", 3.0), ("13001", 7.0), ("69123", 20.0), ("2A004", 0.5)]).await;
    // Nobody knows this commune, and nobody lives near that one.
    let lonely = sqlx::query_scalar::<_, String>(
        "update communes set population = 0, latitude = -60, longitude = 60 where code = '23095' returning code",
    );
    let lonely = lonely.fetch_one(world.db()).await.unwrap();
    directory_of(&world, &[("00000", 1.5), (lonely.as_str(), 2.0)]).await;

    work_out(&world).await;

    // The people of each commune, times what each of them finds, are all practitioners again: the property that makes the
    // method worth its second step.
    let found: f64 = sqlx::query_scalar(
        "select sum(a.per_100k::float8 * c.population / 100000) from commune_accessibility a join communes c on c.code = a.commune_code",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert!((found - 30.5).abs() < 0.01, "{found}");
    let figures = by_department(world.db(), nurses()).await.unwrap().unwrap();
    assert!((figures.unplaced - 3.5).abs() < 1e-9, "{}", figures.unplaced);
}

#[tokio::test]
async fn figures_are_due_when_the_directory_changes_and_replace_those_of_before() {
    let world = World::new().await;
    assert!(!is_due(world.db()).await.unwrap(), "without a directory there is nothing to work out");
    let refused = compute(world.db(), gazetteer(), &*world.app.clock).await;
    assert!(matches!(refused, Err(ComputeError::NoDirectory)));
    assert_eq!(by_department(world.db(), nurses()).await.unwrap(), None);
    directory_of(&world, &[("23096", 3.0)]).await;
    assert!(is_due(world.db()).await.unwrap());
    work_out(&world).await;
    assert!(!is_due(world.db()).await.unwrap());

    world.clock.advance(chrono::TimeDelta::days(1));
    directory_of(&world, &[("23095", 1.0)]).await;
    assert!(is_due(world.db()).await.unwrap());
    work_out(&world).await;

    let kept: HashMap<i32, i64> =
        sqlx::query_as::<_, (i32, i64)>("select run_id, count(*) from commune_accessibility group by 1")
            .fetch_all(world.db())
            .await
            .unwrap()
            .into_iter()
            .collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let runs = latest_runs(world.db()).await.unwrap();
    assert_eq!(runs.len(), 2);
    assert!(runs[0].trades_done == 1 && runs[0].finished_at.is_some() && runs[0].pairs > 1_000_000);
    assert!(NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap() < runs[0].started_at && FARTHEST > 0.0);
}

#[tokio::test]
async fn a_directory_that_comes_during_a_run_changes_none_of_its_figures_and_makes_another_due() {
    let world = World::new().await;
    directory_of(&world, &[("23096", 3.0)]).await;
    let dentists = Trade { profession: Profession::from_code("dentist").unwrap().key, specialty: 0 };
    sqlx::query("insert into directory_density values ('23096', $1, 0, 1, 5)")
        .bind(dentists.profession)
        .execute(world.db())
        .await
        .unwrap();
    // Another directory is there as soon as the first trade is done.
    for meanwhile in [
        "create function come() returns trigger language plpgsql as $$ begin
             insert into directory_editions (source, file_name, file_sha256, extracted_on, imported_at, lines, people, added,
                                             changed, disappeared)
             values ('extraction', 'g', 'g', '2026-03-31', clock_timestamp(), 1, 1, 1, 0, 0);
             delete from directory_density;
             return new;
         end $$",
        "create trigger come after insert on accessibility_trades for each row execute function come()",
    ] {
        sqlx::query(meanwhile).execute(world.db()).await.unwrap();
    }

    let trades = [nurses(), dentists];
    let outcome = compute_trades(world.db(), gazetteer(), &*world.app.clock, &trades).await.unwrap();

    let counted: Vec<f64> =
        sqlx::query_scalar("select practitioners from accessibility_trades order by practitioners")
            .fetch_all(world.db())
            .await
            .unwrap();
    let counted: Vec<String> = counted.iter().map(f64::to_string).collect();
    assert_eq!(counted, ["3", "5"]);
    assert!(outcome.is_overtaken && is_due(world.db()).await.unwrap());
}

#[tokio::test]
async fn what_an_interrupted_run_left_is_taken_away_by_the_next() {
    let world = World::new().await;
    directory_of(&world, &[("23096", 3.0)]).await;
    for left in [
        "insert into accessibility_runs (started_at, source, directory_day, basis, approximate_places, places, trades)
         values (now(), 'extraction', '2026-02-28', 'b', 0, 1, 2)",
        "insert into accessibility_trades select id, 1, 0, 3.5, 0, 27.5 from accessibility_runs",
        "insert into commune_accessibility select id, 1, 0, '23096', 27.5 from accessibility_runs",
        // The next one does not reach its end either.
        "alter table accessibility_runs add constraint broken check (pairs < 0) not valid",
    ] {
        sqlx::query(left).execute(world.db()).await.unwrap();
    }

    let broken = compute_trades(world.db(), gazetteer(), &*world.app.clock, &[nurses()]).await;

    assert!(matches!(broken, Err(ComputeError::Database(_))), "{broken:?}");
    let left: i64 =
        sqlx::query_scalar("select count(*) from commune_accessibility").fetch_one(world.db()).await.unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_specialty_that_was_not_worked_out_is_answered_by_its_profession() {
    let doctor = Profession::from_code("doctor").unwrap();
    let general = doctor.specialties().iter().find(|it| it.code == "medecine_generale").unwrap();
    let other = doctor.specialties().iter().find(|it| it.code != "medecine_generale").unwrap();
    assert_eq!(Trade::of_search(doctor, &[general]).specialty, general.key);
    assert_eq!(Trade::of_search(doctor, &[other]).specialty, 0);
    assert_eq!(Trade::of_search(doctor, &[general, other]).specialty, 0);
}
