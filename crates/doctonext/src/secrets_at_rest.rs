//! What a thief of the database, of the logs or of the outbox's index finds: none of the secrets that were planted, in
//! whatever writing.

use std::{
    fmt::Write,
    io,
    sync::{Arc, Mutex},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::TimeDelta;
use platform::{
    mail::{Carrier, Outbox},
    testing::overhear,
};
use sqlx::PgPool;

use crate::{
    letters,
    sealing::{Place, Scope, Sealed, SealingError},
    testing::{Browser, PASSWORD, World, totp_code},
};

const SECOND_FACTOR: &str = "/espace/securite/double-authentification";

/// The log lines of this thread from now on, as talkative as an operator makes them to find a fault.
#[derive(Clone, Default)]
struct Overheard(Arc<Mutex<Vec<u8>>>);

impl io::Write for Overheard {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Overheard {
    fn start() -> (Self, tracing::subscriber::DefaultGuard) {
        let overheard = Self::default();
        let lines = overheard.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(move || lines.clone())
            .with_ansi(false)
            .finish();
        (overheard, overhear(subscriber))
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// What must be found nowhere, each with its name for the message of a failure.
#[derive(Default)]
struct Planted(Vec<(&'static str, Vec<u8>)>);

impl Planted {
    fn plant(&mut self, what: &'static str, value: impl AsRef<[u8]>) {
        assert!(value.as_ref().len() >= 8, "{what} is too short to be looked for");
        self.0.push((what, value.as_ref().to_vec()));
    }

    /// The planted values that a text holds, in clear, in hexadecimal or anywhere inside base64.
    fn found_in(&self, place: &str, text: &str) -> Vec<String> {
        let lower = text.to_lowercase();
        let mut found = Vec::new();
        for (what, value) in &self.0 {
            let clear = std::str::from_utf8(value).is_ok_and(|it| text.contains(it));
            if clear || lower.contains(&hex::encode(value)) || in_base64(value).any(|it| text.contains(&it)) {
                found.push(format!("{what} in {place}"));
            }
        }
        found
    }
}

/// How a value looks inside longer base64: at each of the three alignments, without the characters that its neighbours
/// share.
fn in_base64(value: &[u8]) -> impl Iterator<Item = String> {
    (0..3).flat_map(move |shift: usize| {
        let shifted = [&vec![0; shift][..], value].concat();
        let (first, whole) = ([0, 2, 3][shift], shifted.len() * 8 / 6);
        [STANDARD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)].map(|it| it[first..whole].to_owned())
    })
}

/// Every row of every table of every schema of ours and of the queue, as `pg_dump` would write it.
async fn dump(db: &PgPool) -> String {
    let tables: Vec<(String, String)> = sqlx::query_as(
        "select schemaname, tablename from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'spatial_ref_sys' order by 1, 2",
    )
    .fetch_all(db)
    .await
    .unwrap();
    assert!(tables.iter().any(|(schema, name)| schema == "graphile_worker" && name.contains("jobs")));
    let mut text = String::new();
    for (schema, table) in tables {
        let rows = format!("select coalesce(string_agg(t::text, E'\\n'), '') from {schema}.{table} t");
        let rows: String = sqlx::query_scalar(sqlx::AssertSqlSafe(rows)).fetch_one(db).await.unwrap();
        writeln!(text, "-- {schema}.{table}\n{rows}").unwrap();
    }
    text
}

async fn last_token(world: &World, start: &str) -> String {
    let path = world.letters().await.pop().unwrap().path();
    path.strip_prefix(start).unwrap_or_else(|| panic!("{path} is no {start}")).to_owned()
}

/// A whole account through its pages: invitation, introduction, telephone, second factor, a second device, a forgotten
/// password, another address. Each secret of it is planted.
async fn live<'a>(world: &'a World, planted: &mut Planted) -> Browser<'a> {
    let browser = world.browser();
    browser.post("/inscription", &[("email", "yann@example.bzh")]).await;
    let invitation = last_token(world, "/inscription/").await;
    planted.plant("the token of an invitation", &invitation);
    let password = "le phare éteint sa lampe";
    planted.plant("a password", password);
    let introduction = [
        ("nom", "Yann Le Guen"),
        ("compte", "practitioner"),
        ("profession", "nurse"),
        ("mot_de_passe", password),
        ("certifie", "1"),
        ("conditions", "1"),
    ];
    let path = format!("/inscription/{invitation}");
    assert_eq!(browser.post(&path, &introduction).await.status, 303);
    plant_cookies(planted, &browser);

    planted.plant("a telephone", "612345678");
    planted.plant("a telephone as it was typed", "06 12 34 56 78");
    let phone = [("telephone", "06 12 34 56 78"), ("visible_par", "members"), ("accord", "1")];
    assert_eq!(browser.post("/espace/profil/telephone", &phone).await.status, 303);

    plant_number(planted, &browser).await;
    plant_tokens_of_a_provider(world, planted).await;

    let key = browser.get(SECOND_FACTOR).await.texts("code.key").remove(0).replace(' ', "");
    planted.plant("the secret of an application", &key);
    planted.plant(
        "the bytes of an application's secret",
        totp_rs::Secret::try_from_base32(&key).unwrap().as_bytes(),
    );
    let shown = browser.post(SECOND_FACTOR, &[("code", &totp_code(world, &key))]).await;
    for code in shown.texts(".recovery-codes code") {
        planted.plant("a recovery code", &code);
        planted.plant("a recovery code without its dashes", code.replace(['-', ' '], ""));
    }
    // The change of rights turned the session's cookie.
    plant_cookies(planted, &browser);

    world.clock.advance(TimeDelta::minutes(1));
    let other = world.browser();
    let form = [("email", "yann@example.bzh"), ("mot_de_passe", password), ("rester", "1")];
    assert_eq!(other.post("/connexion", &form).await.header("location"), "/connexion/verification");
    plant_cookies(planted, &other);
    assert_eq!(other.post("/connexion/verification", &[("code", &totp_code(world, &key))]).await.status, 303);
    plant_cookies(planted, &other);

    other.post("/mot-de-passe-oublie", &[("email", "yann@example.bzh")]).await;
    planted.plant("the token of a forgotten password", last_token(world, "/mot-de-passe/").await);
    let asked = browser.post("/espace/securite/adresse", &[("email", "guen@example.bzh")]).await;
    assert_eq!(asked.status, 200, "{}", asked.text());
    let letters = world.letters().await;
    let link = letters.iter().rev().find(|it| it.to == "guen@example.bzh").unwrap().path();
    planted.plant("the token of a new address", link.strip_prefix("/confirmer-adresse/").unwrap());
    for letter in letters {
        planted.plant("the subject of a letter", &letter.subject);
        for line in letter.text.lines().filter(|it| it.chars().count() > 20 && !it.starts_with("-- ")) {
            planted.plant("a line of a letter", line);
        }
    }
    browser
}

async fn plant_number(planted: &mut Planted, browser: &Browser<'_>) {
    planted.plant("a professional number", "10001045367");
    planted.plant("a professional number as it was typed", "8 10001 045367");
    let number = [("prenom", "Yann"), ("nom", "Le Guen"), ("metier", "nurse"), ("numero", "8 10001 045367")];
    assert_eq!(browser.post("/espace/verification", &number).await.status, 303);
}

/// Tokens of another site, as the first Doctonext kept them, sealed by the job that finds them.
async fn plant_tokens_of_a_provider(world: &World, planted: &mut Planted) {
    let token = "ya29.un-jeton-qui-ouvre-une-messagerie";
    planted.plant("a token of another site", token);
    let kept =
        "insert into accounts (id, account_id, provider_id, user_id, access_token, created_at, updated_at)
                select 'p', '118', 'google', id, $1, created_at, created_at from users where email = $2";
    sqlx::query(kept).bind(token).bind("yann@example.bzh").execute(world.db()).await.unwrap();
    assert_eq!(crate::accounts::seal_clear_columns(&world.app).await.unwrap(), 1);
}

fn plant_cookies(planted: &mut Planted, browser: &Browser<'_>) {
    for name in ["session", "device", "step"] {
        if let Some(value) = browser.cookie(&format!("__Host-doctonext_{name}")) {
            planted.plant("a cookie", value);
        }
    }
}

#[tokio::test]
async fn nothing_planted_lies_in_clear_in_the_database_the_logs_or_the_index_of_the_outbox() {
    let (overheard, _guard) = Overheard::start();
    let world = World::new().await;
    let folder = tempfile::tempdir().unwrap();
    let mut planted = Planted::default();

    live(&world, &mut planted).await;
    let waiting = dump(world.db()).await;
    let outbox = Outbox::at(folder.path());
    let done = letters::deliver(&world.app, &Carrier::Outbox(outbox.clone())).await.unwrap();
    let left = dump(world.db()).await;

    assert!(done.sent >= 5, "{done:?}");
    let mut index = std::fs::read_to_string(folder.path().join("index.jsonl")).unwrap();
    for posted in outbox.letters().await.unwrap() {
        writeln!(index, "{}", posted.file).unwrap();
    }
    let logs = overheard.text();
    // The nets hold what they should: an address stands in `users`, statements and requests in the log.
    assert!(left.contains("yann@example.bzh"));
    for line in ["insert into letters", "/connexion/verification", "/inscription/{token}"] {
        assert!(logs.contains(line), "{line}");
    }
    let found: Vec<String> = [
        ("the database", &waiting),
        ("the later database", &left),
        ("the log", &logs),
        ("the index", &index),
    ]
    .into_iter()
    .flat_map(|(place, text)| planted.found_in(place, text))
    .collect();
    assert!(found.is_empty(), "{found:#?}");
    for personal in ["yann@example.bzh", "guen@example.bzh", "Le Guen"] {
        assert!(!logs.contains(personal) && !index.contains(personal), "{personal}");
    }
    let jobs = left.split("-- ").filter(|it| it.starts_with("graphile_worker")).collect::<String>();
    assert!(!jobs.contains("example.bzh"), "{jobs}");
}

#[test]
fn the_search_for_planted_values_knows_their_disguises() {
    let mut planted = Planted::default();
    planted.plant("it", "un secret");
    for before in ["", "a", "bc", "def"] {
        let longer = format!("{before}un secret, et la suite");
        for text in
            [longer.clone(), hex::encode(&longer), STANDARD.encode(&longer), URL_SAFE_NO_PAD.encode(&longer)]
        {
            assert_eq!(planted.found_in("here", &text), ["it in here"], "{text}");
        }
    }
    assert!(planted.found_in("here", "rien").is_empty());
}

#[tokio::test]
async fn with_one_persons_key_destroyed_theirs_are_unreadable_in_every_copy() {
    let world = World::new().await;
    let (claire, paul) = (world.sign_up("claire").await, world.sign_up("paul").await);
    for browser in [&claire, &paul] {
        let phone = [("telephone", "06 12 34 56 78"), ("visible_par", "members"), ("accord", "1")];
        assert_eq!(browser.post("/espace/profil/telephone", &phone).await.status, 303);
        browser.get(SECOND_FACTOR).await;
    }
    // A new device writes each of them a letter.
    for email in ["claire@example.org", "paul@example.org"] {
        world.browser().post("/connexion", &[("email", email), ("mot_de_passe", PASSWORD)]).await;
    }
    let backup = sealed_values(&world).await;
    assert_eq!(
        backup.iter().filter(|it| it.owner == "claire").count(),
        4,
        "telephone, secret, address and letter"
    );

    let mut db = world.db().acquire().await.unwrap();
    world.app.vault.destroy(&mut db, Scope::Person("claire")).await.unwrap();

    // The copy of before is as unreadable as the rows that are still there.
    for kept in backup.iter().chain(&sealed_values(&world).await) {
        let place = Place { table: kept.table, column: kept.column, row: &kept.row };
        let opened = world.app.vault.open(&mut db, place, &kept.value).await;
        match kept.owner.as_str() {
            "claire" => {
                assert!(matches!(opened, Err(SealingError::Destroyed)), "{}.{}", kept.table, kept.column);
            }
            _ => assert!(!opened.unwrap().is_empty(), "{}.{}", kept.table, kept.column),
        }
    }
    drop(db);
    assert!(claire.get("/espace").await.status.is_success(), "her space opens without what was destroyed");
}

struct Kept {
    owner: String,
    table: &'static str,
    column: &'static str,
    row: String,
    value: Sealed,
}

/// What lies sealed for people, with its place.
async fn sealed_values(world: &World) -> Vec<Kept> {
    const COLUMNS: [(&str, &str, &str); 4] = [
        ("users", "phone", "select id, id, phone from users where phone is not null"),
        ("totp_secrets", "secret", "select user_id, user_id, secret from totp_secrets"),
        (
            "letters",
            "recipient",
            "select user_id, id, recipient from letters where user_id is not null and recipient is not null",
        ),
        (
            "letters",
            "content",
            "select user_id, id, content from letters where user_id is not null and content is not null",
        ),
    ];
    let mut found = Vec::new();
    for (table, column, statement) in COLUMNS {
        let rows: Vec<(String, String, Sealed)> =
            sqlx::query_as(statement).fetch_all(world.db()).await.unwrap();
        found.extend(rows.into_iter().map(|(owner, row, value)| Kept { owner, table, column, row, value }));
    }
    found
}
