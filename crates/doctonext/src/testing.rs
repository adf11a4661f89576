//! What tests share: a frozen hour, a small France, listings with stories, a browser without a network.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Request, StatusCode},
};
use chrono::NaiveDate;
use http_body_util::BodyExt;
use platform::testing::{FrozenClock, Template, TestCluster, TestDatabase};
use scraper::{Html, Selector};
use sqlx::PgPool;
use tokio::sync::OnceCell;
use tower::ServiceExt;

use crate::{
    app::App,
    command_line::MIGRATOR,
    config::{Secret, Settings},
    jobs,
    listings::{self, BulkListings, Listing, Ownership},
    routes,
    sealing::{KeySource, Vault},
    search,
    territory::{self, Gazetteer, Reference},
    trades,
};

mod authenticator;
mod browser;
mod factory;
mod letters;
mod program;
pub(crate) use authenticator::Authenticator;
pub(crate) use browser::*;
pub(crate) use factory::*;
pub(crate) use program::Program;

/// Monday, in the morning.
pub(crate) const NOW: &str = "2026-03-02T09:00:00Z";
/// The day of [`NOW`] in Paris.
pub(crate) const TODAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 3, 2) {
    Some(day) => day,
    None => panic!("a day that exists"),
};

/// A vault whose key every test knows.
async fn vault(db: &PgPool, clock: &Arc<FrozenClock>) -> Vault {
    let key = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, [7_u8; 32]);
    let source = KeySource::Environment(Secret::new(format!("1:{key}")));
    Vault::open_house(source, db, clock.clone()).await.unwrap()
}

/// All of France, read once.
pub(crate) fn gazetteer() -> &'static Arc<Gazetteer> {
    static GAZETTEER: LazyLock<Arc<Gazetteer>> =
        LazyLock::new(|| Arc::new(Gazetteer::new(Reference::embedded().unwrap())));
    &GAZETTEER
}

/// A database with the whole schema and the reference data, of its own for each test.
pub(crate) async fn migrated_database() -> TestDatabase {
    static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
    let template = TEMPLATE
        .get_or_init(|| async {
            TestCluster::shared()
                .template("doctonext", &fingerprint(), async |pool| {
                    MIGRATOR.run(&pool).await.unwrap();
                    territory::load(&mut pool.acquire().await.unwrap(), NOW.parse().unwrap()).await.unwrap();
                    trades::load(&pool).await.unwrap();
                    jobs::prepare(&pool).await.unwrap();
                })
                .await
        })
        .await;
    TestCluster::shared().fresh_database(template).await
}

/// A database with nothing of ours in it.
pub(crate) async fn empty_database() -> TestDatabase {
    static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(|| TestCluster::shared().template("empty", "1", async |_| {})).await;
    TestCluster::shared().fresh_database(template).await
}

/// Changes with the migrations, the communes and the trades: then the template is made anew.
fn fingerprint() -> String {
    use sha2::Digest;
    let mut digest = sha2::Sha256::new();
    for migration in MIGRATOR.iter() {
        digest.update(&*migration.checksum);
    }
    digest.update(Reference::fingerprint());
    digest.update(format!("{:?}{:?}", trades::Profession::all(), trades::Specialty::all()));
    hex::encode(digest.finalize())
}

/// A running house on a database of its own, with a clock that tests set.
pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) clock: Arc<FrozenClock>,
    router: Router,
    _database: TestDatabase,
    _folder: tempfile::TempDir,
}

impl World {
    /// An empty house.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// An empty house with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let database = migrated_database().await;
        let clock = Arc::new(FrozenClock::reading(NOW));
        let mut settings = Settings::from_environment(
            [("DOCTONEXT_PUBLIC_URL".to_owned(), "https://doctonext.example".to_owned())]
                .into_iter()
                .collect(),
        )
        .unwrap();
        // A remembered page would hide what the test has just changed.
        settings.page_cache_mb = 0;
        let folder = tempfile::tempdir().unwrap();
        // A worker under test lets letters leave: not into the checkout.
        settings.var = folder.path().join("var");
        change(&mut settings);
        let files = platform::files::Files::in_folder(folder.path()).unwrap();
        let vault = vault(database.pool(), &clock).await;
        let app =
            App::new(settings, database.pool().clone(), clock.clone(), gazetteer().clone(), vault, files);
        Self { router: routes::router(app.clone()), app, clock, _database: database, _folder: folder }
    }

    /// An empty house whose database has met no key yet.
    pub(crate) async fn without_keys() -> Self {
        let world = Self::new().await;
        for forget in ["delete from data_keys", "delete from key_encryption_keys"] {
            sqlx::query(forget).execute(world.db()).await.unwrap();
        }
        world
    }

    pub(crate) fn db(&self) -> &PgPool {
        &self.app.db
    }

    /// Puts listings into the house and, if they are online, into search. Gives the address of each.
    pub(crate) async fn publish(&self, listings: impl IntoIterator<Item = Listing>) -> Vec<String> {
        let mut tx = self.db().begin().await.unwrap();
        sqlx::query(
            "insert into users (id, name, email, created_at, updated_at)
             values ('claire', 'Claire Moreau', 'claire@example.org', $1, $1) on conflict do nothing",
        )
        .bind(self.app.clock.now())
        .execute(&mut *tx)
        .await
        .unwrap();
        let mut addresses = Vec::new();
        let mut rows = BulkListings::default();
        let listings: Vec<Listing> = listings.into_iter().collect();
        for listing in &listings {
            let of = Ownership {
                user_id: "claire".to_owned(),
                views_count: 0,
                contacts_count: 0,
                closing_reason: None,
            };
            rows.add(listing, &of);
            addresses.push(search::href_of(&listing.title, &listing.id));
        }
        rows.send(&mut tx).await.unwrap();
        for listing in &listings {
            if let Some(document) =
                listings::public_document(listing, &self.app.gazetteer, self.app.clock.now())
            {
                search::put(&mut tx, &document).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        listings::confidential::seal_clear(&self.app).await.unwrap();
        self.app.epoch.advance();
        addresses
    }

    /// Reads a page.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        Answer { status: head.status, headers: head.headers, body: body.collect().await.unwrap().to_bytes() }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The texts of the elements that a CSS selector finds, spaces folded.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        page.select(&Selector::parse(selector).unwrap())
            .map(|element| {
                element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// An attribute of the elements that a CSS selector finds.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.text());
        page.select(&Selector::parse(selector).unwrap())
            .filter_map(|it| it.value().attr(name))
            .map(str::to_owned)
            .collect()
    }

    /// The text of `main`, a line an element, for snapshots.
    pub(crate) fn main(&self) -> String {
        let page = Html::parse_document(&self.text());
        let main = page.select(&Selector::parse("main").unwrap()).next().expect("a main element");
        main.text()
            .map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}
