//! What every request can reach. Built in one place, cheap to clone.

use std::sync::Arc;

use platform::{clock::Clock, files::Files, telemetry::Figures};
use sqlx::PgPool;

use crate::{
    accounts::{OldHashes, Providers},
    analytics::{Searches, Views},
    config::Settings,
    delivery::PageMemory,
    directory, drawing,
    freshness::Epoch,
    media::Turns,
    sealing::Vault,
    search::{CountMemory, Live},
    territory::{Gazetteer, Geocoder},
};

/// The parts of the running program.
#[derive(Clone)]
pub struct App {
    /// What the operator decided.
    pub settings: Arc<Settings>,
    /// The database.
    pub db: PgPool,
    /// The hour.
    pub clock: Arc<dyn Clock>,
    /// Communes, departments and regions, in memory.
    pub gazetteer: Arc<Gazetteer>,
    /// The keys of sealed columns.
    pub vault: Vault,
    /// Other ways of signing in.
    pub providers: Providers,
    /// Pictures and other files that are kept.
    pub files: Files,
    /// Who is sending files.
    pub uploads: Turns,
    /// Who waits for drawn pages.
    pub drawings: drawing::Queue,
    /// Numbers of listings, remembered while they are true.
    pub counts: CountMemory,
    /// The index in memory that answers searches while it is up to date.
    pub live: Live,
    /// Finished pages, remembered while they are true.
    pub pages: PageMemory,
    /// Moves on when the listings change.
    pub epoch: Epoch,
    /// The service that knows streets; none unless the settings name one.
    pub geocoder: Option<Arc<Geocoder>>,
    /// The online service of the national directory; none without a key.
    pub directory_online: Option<Arc<directory::Online>>,
    /// Whether passwords of the first Doctonext are left.
    pub old_hashes: OldHashes,
    /// Views of listings that wait to be written.
    pub views: Views,
    /// Sums of searches that wait to be written.
    pub searches: Searches,
    /// What `/metrics` prints; none in tests and commands.
    pub figures: Option<Arc<Figures>>,
}

impl App {
    /// Puts the parts together.
    #[must_use]
    pub fn new(
        settings: Settings,
        db: PgPool,
        clock: Arc<dyn Clock>,
        gazetteer: Arc<Gazetteer>,
        vault: Vault,
        files: Files,
    ) -> Self {
        let epoch = Epoch::default();
        Self {
            pages: PageMemory::new(settings.page_cache_mb, epoch.clone()),
            counts: CountMemory::new(epoch.clone()),
            live: Live::default(),
            providers: Providers::new(&settings),
            geocoder: settings.geocoder_url.clone().map(Geocoder::at).map(Arc::new),
            directory_online: directory::Online::of(&settings).map(Arc::new),
            settings: Arc::new(settings),
            db,
            clock,
            gazetteer,
            vault,
            files,
            uploads: Turns::default(),
            drawings: drawing::Queue::default(),
            epoch,
            old_hashes: OldHashes::default(),
            views: Views::default(),
            searches: Searches::default(),
            figures: None,
        }
    }
}
