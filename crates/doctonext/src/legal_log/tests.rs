//! The legal log through the acts that write it.

use super::read;
use crate::testing::World;

async fn join(world: &World) {
    let browser = world.browser();
    browser.post("/inscription", &[("email", "claire@example.org")]).await;
    let path = world.letters().await.pop().unwrap().path();
    let joined = browser
        .post(
            &path,
            &[
                ("nom", "Claire Moreau"),
                ("compte", "practitioner"),
                ("profession", "doctor"),
                ("mot_de_passe", "le chat dort sur le toit"),
                ("certifie", "1"),
                ("conditions", "1"),
            ],
        )
        .await;
    assert_eq!(joined.status, 303, "{}", joined.text());
}

#[tokio::test]
async fn signing_up_leaves_identity_account_and_source_sealed() {
    let world = World::new().await;
    join(&world).await;

    let mut db = world.db().acquire().await.unwrap();
    let lines = read(&mut db, &world.app.vault, "claire@example.org").await.unwrap();

    let kinds: Vec<&str> = lines.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["identity", "account", "connection"]);
    assert_eq!(lines[0].content["name"], "Claire Moreau");
    assert_eq!(lines[1].content["terms"], "2026-11");
    assert_eq!(lines[2].content["address"], "0.0.0.0", "the test has no network");
    assert_eq!((lines[0].kept_until, lines[1].kept_until), (None, None), "the account lives");
    assert_eq!(lines[2].kept_until.unwrap().to_rfc3339(), "2027-03-02T09:00:00+00:00");
    let rows: Vec<String> =
        sqlx::query_scalar("select l::text from legal_log l").fetch_all(world.db()).await.unwrap();
    assert!(rows.iter().all(|row| !row.contains("Claire") && !row.contains("example.org")), "{rows:?}");
}

#[tokio::test]
async fn a_new_name_is_added_and_the_old_one_stays() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let version = browser.get("/espace/profil").await.attributes("input[name=version]", "value").remove(0);
    let fields = [
        ("version", version.as_str()),
        ("nom", "Claire Moreau-Petit"),
        ("compte", "practitioner"),
        ("metier", "doctor"),
    ];
    assert_eq!(browser.post("/espace/profil", &fields).await.status, 303);

    let mut db = world.db().acquire().await.unwrap();
    let lines = read(&mut db, &world.app.vault, "claire").await.unwrap();

    assert_eq!((lines.len(), lines[0].fact.as_str()), (1, "identity_changed"));
    assert_eq!(lines[0].content["name"], "Claire Moreau-Petit");
}

#[tokio::test]
async fn a_line_can_be_dated_once_and_neither_changed_nor_removed_before_its_end() {
    let world = World::new().await;
    join(&world).await;
    let refused = async |statement: &'static str| sqlx::query(statement).execute(world.db()).await.is_err();

    assert!(refused("update legal_log set content = 'v1.BBBB'").await);
    assert!(refused("update legal_log set kept_until = now() where kind = 'connection'").await);
    assert!(refused("update legal_log set kept_until = now(), fact = 'other' where kind = 'identity'").await);
    assert!(refused("delete from legal_log").await);
    assert!(refused("truncate legal_log").await);
    let dated = "update legal_log set kept_until = '2031-03-02T09:00:00Z' where kind = 'identity'";
    assert!(!refused(dated).await);
    assert!(refused(dated).await);
}
