//! From file to look-up, on a real database.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use demo_data::HEADINGS;
use platform::clock::Clock;

use super::{import::import_by, *};
use crate::{
    testing::{World, gazetteer},
    trades::{Profession, Specialty},
};

/// A line of the extraction.
fn line(rpps: &str, name: &str, profession: &str, know_how: &str, mode: &str, commune: &str) -> String {
    format!(
        "8|{rpps}|8{rpps}|||MME|Madame|{name}|{profession}|Profession|C|Civil|S|Spécialité|{know_how}||{mode}|Mode||||||\
         CABINET||||8||RUE|Rue|DU PORT|||23000|{commune}|Commune|99000|FRANCE|0555112233|||claire@example.org|||R1|CNOM|\
         SA07|Cabinet|||FON-01||GENR01|Activité|"
    )
}

const CLAIRE: &str = "99900000015";
const KARIM: &str = "99900000023";
const LEA: &str = "99900000031";

fn claires_lines() -> Vec<String> {
    vec![
        line(CLAIRE, "MOREAU|CLAIRE", "10", "SM54", "L", "23096"),
        line(KARIM, "BENALI|KARIM", "70", "", "S", "23096"),
        line(CLAIRE, "MOREAU|CLAIRE", "10", "SM54", "L", "87085"),
        line(LEA, "LE GUEN|LÉA", "60", "", "L", "23096"),
    ]
}

/// A world with a folder for files.
struct Import {
    world: World,
    folder: tempfile::TempDir,
}

impl Import {
    async fn new() -> Self {
        Self { world: World::new().await, folder: tempfile::tempdir().unwrap() }
    }

    fn write(&self, name: &str, lines: &[String]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, format!("{HEADINGS}\n{}\n", lines.join("\n"))).unwrap();
        path
    }

    async fn run(&self, file: &Path, force: bool) -> Result<Report, ImportError> {
        let order = Order { file, know_how: None, force };
        import_by(3, self.world.db(), gazetteer(), order, self.world.clock.now()).await
    }

    /// Writes the lines into a file and imports it.
    async fn imported(&self, name: &str, lines: &[String]) -> Imported {
        match self.run(&self.write(name, lines), false).await.unwrap() {
            Report::Imported(it) => *it,
            Report::InForceAlready => panic!("another file was expected"),
        }
    }

    async fn find(&self, rpps: &str) -> Option<DirectoryPerson> {
        find(self.world.db(), &NationalId::rpps(rpps).unwrap()).await.unwrap()
    }

    async fn count(&self, table: &str) -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(self.world.db())
            .await
            .unwrap()
    }
}

fn trade(profession: &str, specialty: Option<&str>) -> Trade {
    let specialty = specialty.map(|it| Specialty::from_directory_code(it).unwrap());
    Trade { profession: Profession::from_directory_code(profession).unwrap(), specialty }
}

#[tokio::test]
async fn an_extraction_becomes_people_who_are_found_by_number() {
    let import = Import::new().await;
    assert!(edition(import.world.db()).await.unwrap().is_none());

    let report = import.imported("PS_LibreAcces_Personne_activite_202602270800.txt", &claires_lines()).await;

    assert_eq!(report.lines, 4);
    assert_eq!(report.changes, Changes { people: 3, added: 3, changed: 0, disappeared: 0 });
    let claire = import.find(CLAIRE).await.unwrap();
    assert!(claire.active && claire.source == Source::Extraction);
    assert_eq!(claire.seen_on.to_string(), "2026-02-27");
    assert_eq!((claire.names[0].family.as_str(), claire.names[0].given.as_str()), ("MOREAU", "CLAIRE"));
    assert!(
        claire.exercises(Profession::from_code("doctor").unwrap()) && !claire.professions[0].is_student()
    );
    assert_eq!(claire.specialties().map(|it| it.code).collect::<Vec<_>>(), ["medecine_generale"]);
    assert_eq!(
        (claire.modes, claire.communes),
        (vec!["L".to_owned()], vec!["23096".to_owned(), "87085".to_owned()])
    );
    assert!(import.find("99900000049").await.is_none());
    let edition = edition(import.world.db()).await.unwrap().unwrap();
    assert_eq!((edition.people, edition.lines, edition.is_demonstration()), (3, 4, false));
    assert_eq!(import.count("directory_lines").await + import.count("directory_next").await, 0);
}

#[tokio::test]
async fn no_telephone_and_no_address_of_mail_reaches_the_database() {
    let import = Import::new().await;
    import.imported("first.txt", &claires_lines()).await;

    let everything: String = sqlx::query_scalar("select string_agg(p::text, ' ') from directory_people p")
        .fetch_one(import.world.db())
        .await
        .unwrap();
    assert!(everything.contains("MOREAU") && !everything.contains("0555112233") && !everything.contains('@'));
}

#[tokio::test]
async fn the_next_edition_tells_who_is_new_other_and_gone() {
    let import = Import::new().await;
    let mut lines = claires_lines();
    let others = ["99900000049", "99900000056", "99900000064", "99900000072"];
    lines.extend(others.iter().map(|it| line(it, "PETIT|ANNE", "60", "", "S", "23096")));
    import.imported("PS_LibreAcces_202602270800.txt", &lines).await;
    import.world.clock.advance(TimeDelta::days(1));

    lines.retain(|it| !it.contains(KARIM));
    lines[0] = line(CLAIRE, "MOREAU|CLAIRE", "10", "SM04", "L", "23096");
    lines.push(line("99900000080", "DIALLO|AWA", "50", "", "L", "23096"));
    lines.reverse();
    let report = import.imported("PS_LibreAcces_202602280800.txt", &lines).await;

    assert_eq!(report.changes, Changes { people: 7, added: 1, changed: 1, disappeared: 1 });
    assert_eq!(import.find(CLAIRE).await.unwrap().know_how, ["SM04", "SM54"]);
    let karim = import.find(KARIM).await.unwrap();
    assert!(!karim.active && karim.names.is_empty() && karim.seen_on.to_string() == "2026-02-27");

    lines.push(line(KARIM, "BENALI|KARIM", "70", "", "S", "23096"));
    let report = import.imported("PS_LibreAcces_202603010800.txt", &lines).await;
    assert_eq!((report.changes.added, import.count("directory_gone").await), (1, 0));
    assert!(import.find(KARIM).await.unwrap().active);
}

#[tokio::test]
async fn the_same_file_is_not_read_twice() {
    let import = Import::new().await;
    let file = import.write("first.txt", &claires_lines());
    import.run(&file, false).await.unwrap();

    assert_eq!(import.run(&file, false).await.unwrap(), Report::InForceAlready);
    let Report::Imported(again) = import.run(&file, true).await.unwrap() else { panic!("it was asked") };
    assert_eq!(again.changes, Changes { people: 3, added: 0, changed: 0, disappeared: 0 });
}

#[tokio::test]
async fn a_wrong_file_changes_nothing() {
    let import = Import::new().await;
    import.imported("first.txt", &claires_lines()).await;
    let mut lines = claires_lines();
    lines.push("8|nobody".to_owned());

    let refused = import.run(&import.write("second.txt", &lines), false).await.unwrap_err();

    assert_eq!(refused.to_string(), "line 6: 2 fields instead of 56 (9|xxxxxx)");
    assert!(import.find(CLAIRE).await.unwrap().active);
    assert_eq!(import.count("directory_editions").await, 1);
    assert_eq!(import.count("directory_lines").await, 0, "nothing of it stays");
    let report = import.imported("third.txt", &claires_lines().split_off(1)).await;
    assert_eq!((report.resumed_after, report.changes.people), (0, 3));
}

#[tokio::test]
async fn a_cut_file_needs_the_operators_word() {
    let import = Import::new().await;
    import.imported("first.txt", &claires_lines()).await;
    let cut = import.write("second.txt", &claires_lines()[..3]);

    let refused = import.run(&cut, false).await.unwrap_err();
    assert!(refused.to_string().starts_with("1 of 3 people would disappear"), "{refused}");
    assert!(import.find(LEA).await.unwrap().active);

    let Report::Imported(forced) = import.run(&cut, true).await.unwrap() else { panic!("it was asked") };
    assert_eq!((forced.changes.disappeared, forced.resumed_after), (1, 3), "its lines were here already");
    assert!(!import.find(LEA).await.unwrap().active);
}

#[tokio::test]
async fn an_import_that_was_cut_off_is_taken_up_and_nobody_saw_half_of_it() {
    let import = Import::new().await;
    import.imported("first.txt", &claires_lines()).await;
    let mut lines = claires_lines();
    lines.push(line("99900000080", "DIALLO|AWA", "50", "", "L", "23096"));
    let file = import.write("second.txt", &lines);

    // Given up as soon as some lines are in: the last chunk is not.
    {
        let running = std::pin::pin!(import.run(&file, false));
        let watched = async {
            while import.count("directory_loading where lines > 0").await == 0 {
                tokio::task::yield_now().await;
            }
        };
        futures::future::select(running, std::pin::pin!(watched)).await;
    }
    let after_the_cut = import.count("directory_lines").await;
    let report = import.run(&file, false).await.unwrap();

    let Report::Imported(report) = report else {
        // The machine was quicker than the watch: then nothing was cut off.
        return;
    };
    assert_eq!(report.resumed_after, after_the_cut.unsigned_abs());
    assert_eq!(report.changes, Changes { people: 4, added: 1, changed: 0, disappeared: 0 });
}

#[tokio::test]
async fn what_another_file_left_behind_is_swept_away() {
    let import = Import::new().await;
    for statement in [
        "insert into directory_loading (file_sha256, lines, started_at) values ('another', 1, now())",
        "insert into directory_lines values ('899900000098', 'X', 'Y', '10', 'C', '', 'L', '23096', 'SA07')",
        "insert into directory_next values ('899900000098', '{}', '{}', '{}', '{}', '{}', '{}')",
    ] {
        sqlx::query(statement).execute(import.world.db()).await.unwrap();
    }

    let report = import.imported("first.txt", &claires_lines()).await;

    assert_eq!((report.resumed_after, report.changes.people), (0, 3));
    assert_eq!(import.count("directory_loading").await, 0);
}

#[tokio::test]
async fn self_employed_practitioners_are_counted_by_commune_and_once_in_sums() {
    let import = Import::new().await;
    import.imported("first.txt", &claires_lines()).await;
    let count = async |area, trade| density(import.world.db(), area, trade).await.unwrap();

    for (area, doctors) in [
        (CountedArea::Commune("23096"), 1),
        (CountedArea::Commune("87085"), 1),
        (CountedArea::Commune("23001"), 0),
        (CountedArea::Region("75"), 1),
        (CountedArea::France, 1),
    ] {
        assert_eq!(count(area, trade("10", None)).await, doctors, "{area:?}");
        assert_eq!(count(area, trade("10", Some("SM54"))).await, doctors, "{area:?}");
        assert_eq!(count(area, trade("10", Some("SM04"))).await, 0);
    }
    assert_eq!(count(CountedArea::Department("23"), trade("60", None)).await, 1);
    assert_eq!(count(CountedArea::Department("23"), trade("70", None)).await, 0, "employed");
}

#[tokio::test]
async fn a_line_without_a_commune_is_placed_by_a_postal_code_that_names_one() {
    let import = Import::new().await;
    let elsewhere = line(LEA, "LE GUEN|LÉA", "60", "", "L", "");
    // 23000 is shared; 29242 is Ouessant's alone.
    let there = elsewhere.replace("|23000|", "|29242|").replace(LEA, KARIM);

    let report = import.imported("first.txt", &[elsewhere, there]).await;

    assert_eq!(report.without_commune, 1);
    assert_eq!(import.find(KARIM).await.unwrap().communes, ["29155"]);
}

#[tokio::test]
async fn an_official_file_takes_the_place_of_the_demonstration_and_keeps_it() {
    let import = Import::new().await;
    let made_up = async || {
        let mut tx = import.world.db().begin().await.unwrap();
        let mut made = Demonstration::default();
        made.add(&MadeUp {
            rpps: KARIM,
            name: "Karim Ben Ali",
            profession: Profession::from_code("dentist").unwrap(),
            specialty: None,
            is_student: false,
            commune: "23096",
        });
        let done = made.put_in_force(&mut tx, import.world.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        done
    };
    assert!(made_up().await);
    let karim = import.find(KARIM).await.unwrap();
    assert!(karim.source == Source::Demonstration && karim.names[0].family == "BEN ALI");
    assert!(edition(import.world.db()).await.unwrap().unwrap().is_demonstration());

    let report = import.imported("first.txt", &claires_lines()[..1]).await;
    assert_eq!((report.changes.people, report.changes.disappeared), (1, 0));
    assert!(import.find(KARIM).await.is_none(), "made-up people leave without a trace");

    assert!(!made_up().await);
    assert!(import.find(KARIM).await.is_none());
}

#[tokio::test]
async fn without_a_directory_nobody_is_looked_up() {
    let import = Import::new().await;
    let id = NationalId::rpps(CLAIRE).unwrap();
    let today = crate::testing::TODAY;
    let outcome = look_up(import.world.db(), None, &id, today).await;
    assert!(matches!(outcome, Err(LookUpError::NoDirectory)));

    import.imported("first.txt", &claires_lines()).await;
    let found = look_up(import.world.db(), None, &id, today).await.unwrap();
    assert!(found.is_some_and(|it| it.active));
}
