//! Making the demonstration: generated and projected on two threads, loaded in order, a transaction a chunk.

use std::{collections::HashSet, fmt, ops::Range, sync::Arc, time::Duration};

use chrono::{DateTime, NaiveDate, Utc};
use demo_data::{CommuneSeed, DemoPerson, Generator};
use futures::{StreamExt, stream};
use platform::{
    clock::{Clock, today_in_paris},
    database::CopyRows,
};
use sqlx::{PgConnection, PgPool};

use super::{convert, store};
use crate::{
    comparables,
    directory::{self, MadeUp},
    listings::{self, BulkListings, public_document},
    search::BulkLoad,
    territory::Gazetteer,
    trades::{Profession, Specialty, UnknownCode},
};

const CHUNK: u64 = 5_000;
/// From here on, making the indexes once at the end is faster than keeping them.
const WITHOUT_INDEXES_FROM: u64 = 50_000;
/// Serve makes the same demonstration on every machine.
const FIRST_SEED: u64 = 1;

/// Why there is no demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemonstrationError {
    /// Two demonstrations would bear the same ids.
    #[error("A demonstration stands already: `doctonext demo --replace` makes it anew")]
    StandsAlready,
    /// The database refused.
    #[error("The demonstration could not be loaded")]
    Database(#[from] sqlx::Error),
    /// The generator and the house disagree.
    #[error("The demonstration speaks of what this program does not know")]
    Unknown(#[from] UnknownCode),
    /// A card that cannot be written.
    #[error("A card could not be written")]
    Card(#[from] serde_json::Error),
    /// A thread of the generator died.
    #[error("The demonstration could not be generated")]
    Generator(#[from] tokio::task::JoinError),
}

/// What was made.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    listings: u64,
    people: u64,
    visible: u64,
    took: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { listings, people, visible, took } = self;
        write!(f, "{listings} listings by {people} people, {visible} online, in {:.1} s", took.as_secs_f64())
    }
}

/// On a database without anybody: the demonstration of the settings. Otherwise nothing.
pub async fn make_on_first_start(
    db: &PgPool,
    gazetteer: &Arc<Gazetteer>,
    clock: &dyn Clock,
    listings: u64,
) -> Result<Option<Report>, DemonstrationError> {
    let (demonstration, others) = store::inhabitants(&mut *db.acquire().await?).await?;
    if listings == 0 || demonstration || others {
        return Ok(None);
    }
    match make(db, gazetteer, clock, listings, FIRST_SEED, false).await {
        // Another first start on the same database was quicker.
        Err(DemonstrationError::StandsAlready) => Ok(None),
        made => made.map(Some),
    }
}

/// Makes a demonstration of so many listings. Progress goes to the log.
pub async fn make(
    db: &PgPool,
    gazetteer: &Arc<Gazetteer>,
    clock: &dyn Clock,
    listings: u64,
    seed: u64,
    replace: bool,
) -> Result<Report, DemonstrationError> {
    let started = tokio::time::Instant::now();
    // One transaction: a kill in the middle leaves nothing half made, and no projection without its indexes.
    let mut tx = store::begin_alone(db).await?;
    let (stands, others) = store::inhabitants(&mut tx).await?;
    if stands {
        if !replace {
            return Err(DemonstrationError::StandsAlready);
        }
        store::remove(&mut tx).await?;
    }
    let now = clock.now();
    let plan = Arc::new(Plan { seed, today: today_in_paris(now), communes: seeds(gazetteer), now });
    // With listings of real people in it, the projection keeps its indexes: visitors are reading.
    let dropped = if listings >= WITHOUT_INDEXES_FROM && !others {
        Some(BulkLoad::without_indexes(&mut tx).await?)
    } else {
        None
    };
    let mut report = load_all(&mut tx, gazetteer, &plan, listings).await?;
    if let Some(dropped) = dropped {
        tracing::info!("making the indexes of the projection");
        dropped.restore(&mut tx).await?;
    }
    tx.commit().await?;
    store::refresh_planner_figures(db).await?;
    listings::place_all(db, gazetteer, clock).await?;
    comparables::compute(db, now).await?;
    report.took = started.elapsed();
    Ok(report)
}

async fn load_all(
    tx: &mut PgConnection,
    gazetteer: &Arc<Gazetteer>,
    plan: &Arc<Plan>,
    listings: u64,
) -> Result<Report, DemonstrationError> {
    let mut report = Report { listings, people: 0, visible: 0, took: Duration::ZERO };
    let mut known = HashSet::new();
    let mut register = directory::Demonstration::default();
    let generator = plan.generator();
    let starts = (0..listings).step_by(usize::try_from(CHUNK).unwrap_or(usize::MAX));
    let mut chunks = stream::iter(starts)
        .map(|start| {
            let (plan, gazetteer) = (plan.clone(), gazetteer.clone());
            let range = start..(start + CHUNK).min(listings);
            tokio::task::spawn_blocking(move || generate(&plan, &gazetteer, range))
        })
        .buffered(2);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk??;
        let mut people = CopyRows::new();
        for person in chunk.people {
            if known.insert(person) {
                let person = generator.person(person);
                enter(&mut register, &person);
                store::add_person(&mut people, &person);
            }
        }
        report.people += store::send_people(people, tx).await?;
        chunk.listings.send(tx).await?;
        report.visible += chunk.documents.send(tx).await?;
        if chunk.end % 50_000 == 0 {
            tracing::info!(done = chunk.end, of = listings, "making the demonstration");
        }
    }
    if !register.put_in_force(tx, plan.now).await? {
        tracing::info!("the official directory stays in force");
    }
    Ok(report)
}

/// Enters a practitioner or a student into the made-up directory.
fn enter(register: &mut directory::Demonstration, person: &DemoPerson) {
    let profession = person.profession.and_then(Profession::from_code);
    if let (Some(rpps), Some(profession)) = (&person.rpps, profession) {
        register.add(&MadeUp {
            rpps,
            name: &person.name,
            profession,
            specialty: person.specialty.and_then(|it| Specialty::from_code(profession.code, it)),
            is_student: person.account_kind == "student",
            commune: &person.commune_code,
        });
    }
}

/// What determines the demonstration.
struct Plan {
    seed: u64,
    today: NaiveDate,
    communes: Vec<CommuneSeed>,
    now: DateTime<Utc>,
}

impl Plan {
    fn generator(&self) -> Generator<'_> {
        Generator::new(self.seed, self.today, &self.communes)
    }
}

/// Rows of some listings, ready to send.
struct Chunk {
    people: Vec<u64>,
    listings: BulkListings,
    documents: BulkLoad,
    end: u64,
}

fn generate(plan: &Plan, gazetteer: &Gazetteer, range: Range<u64>) -> Result<Chunk, DemonstrationError> {
    let end = range.end;
    let generator = plan.generator();
    let mut chunk =
        Chunk { people: Vec::new(), listings: BulkListings::default(), documents: BulkLoad::default(), end };
    for n in range {
        let generated = generator.listing(n);
        chunk.people.push(generated.person);
        let (listing, of) = convert::listing(generated)?;
        chunk.listings.add(&listing, &of);
        if let Some(document) = public_document(&listing, gazetteer, plan.now) {
            chunk.documents.add(&document)?;
        }
    }
    Ok(chunk)
}

/// Communes that have people and a postal code; the great cities by their arrondissements.
pub(super) fn seeds(gazetteer: &Gazetteer) -> Vec<CommuneSeed> {
    let divided: HashSet<&str> =
        gazetteer.communes().iter().filter_map(|it| it.parent_code.as_deref()).collect();
    gazetteer
        .communes()
        .iter()
        .filter(|it| it.population > 0 && !divided.contains(it.code.as_str()))
        .filter_map(|it| {
            Some(CommuneSeed {
                code: it.code.clone(),
                name: it.name.clone(),
                postal_code: it.postal_codes.first()?.clone(),
                department: it.department.code.clone(),
                region_code: it.region().code.clone(),
                region_name: it.region().name.clone(),
                population: it.population,
                latitude: it.latitude,
                longitude: it.longitude,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_house_knows_every_code_of_the_demonstration() {
        let gazetteer = testing::gazetteer();
        let communes = seeds(gazetteer);
        let generator = Generator::new(7, testing::TODAY, &communes);

        for n in 0..3_000 {
            convert::listing(generator.listing(n)).unwrap();
        }
    }

    #[tokio::test]
    async fn practitioners_of_the_demonstration_are_in_a_directory_that_says_what_it_is() {
        let world = testing::World::new().await;
        let gazetteer = &world.app.gazetteer;

        make(world.db(), gazetteer, &*world.app.clock, 40, 7, false).await.unwrap();

        let edition = directory::edition(world.db()).await.unwrap().unwrap();
        assert!(edition.is_demonstration() && edition.people > 10);
        let communes = seeds(gazetteer);
        let generator = Generator::new(7, testing::TODAY, &communes);
        let claire =
            (0..30).map(|n| generator.person(n)).find(|it| it.account_kind == "practitioner").unwrap();
        let id = directory::NationalId::rpps(claire.rpps.as_deref().unwrap()).unwrap();
        let found = directory::find(world.db(), &id).await.unwrap().unwrap();
        let name = format!("{} {}", found.names[0].given, found.names[0].family);
        assert_eq!(directory::folded(&name), directory::folded(&claire.name));
        assert_eq!(found.communes, [claire.commune_code]);
    }

    #[test]
    fn a_later_edition_of_a_made_up_extraction_tells_what_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, drift| {
            let path = folder.path().join(name);
            crate::demonstration::write_directory_file(&path, testing::gazetteer(), 2_000, 7, drift).unwrap()
        };

        let (first, later) = (write("first.txt", 0), write("later.txt", 100));

        assert!(first.lines >= 2_000 && first.people < first.lines);
        assert!(later.gone > 0 && later.changed > 0 && later.added > 0);
        assert_eq!(later.people, first.people - later.gone + later.added);
    }
}
