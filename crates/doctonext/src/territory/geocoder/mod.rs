//! Streets on the map: an optional service that speaks the format of the Base Adresse Nationale (`/search`, `GeoJSON`), such as
//! `https://data.geopf.fr/geocodage` or an addok of one's own. Communes need none: the gazetteer has them.

#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use moka::future::Cache;
use reqwest::{Client, StatusCode, redirect::Policy};
use serde::Deserialize;
use tokio::{sync::Semaphore, time::timeout};
use url::Url;

/// The longest that the service may take: a job waits, never a visitor.
const LONGEST: Duration = Duration::from_secs(8);
/// The largest answer that is read; one address has under a kilobyte.
const LARGEST: usize = 64 << 10;
/// A likeness below this (0 to 1, the service's own measure) is another street.
const LEAST_SCORE: f64 = 0.6;
/// Addresses remembered.
const REMEMBERED: u64 = 10_000;

/// Calls for visitors under way at once: anybody may type streets, and the service is somebody else's.
const AT_ONCE: usize = 4;
/// How long visitors do without a service that asked for fewer calls, or fell silent.
const PAUSE: Duration = Duration::from_secs(30);
/// INSEE codes of the cities whose streets lie in arrondissements, how the codes of those begin, and the names.
const CITIES: [(&str, &str, &str); 3] =
    [("75056", "751", "Paris"), ("69123", "6938", "Lyon"), ("13055", "132", "Marseille")];

/// Why the service told nothing. The texts name no address: it may be a home.
#[derive(Debug, thiserror::Error)]
pub enum GeocoderError {
    /// Encrypted connections cannot be made on this machine.
    #[error("encrypted connections cannot be made: {0}")]
    Unprepared(String),
    /// Nobody answers, or not in time.
    #[error("the geocoder does not answer: {0}")]
    Silent(#[source] reqwest::Error),
    /// « Too many » (429): later.
    #[error("the geocoder asks for fewer calls")]
    Busy,
    /// Another status than success.
    #[error("the geocoder answers {0}")]
    Status(StatusCode),
    /// Not what the format says, or more than it ever has to say.
    #[error("the answer of the geocoder cannot be read")]
    Malformed,
}

/// A point: degrees north and east (WGS 84).
pub type Point = (f64, f64);

/// The way to the service.
pub struct Geocoder {
    base: Url,
    patience: Duration,
    client: OnceLock<Client>,
    found: Cache<(String, String), Option<Point>>,
    visitors: Arc<Semaphore>,
    /// Before this instant, no visitor makes the service work.
    not_before: Mutex<Option<Instant>>,
}

/// What a visitor is told, who does not wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Soon {
    /// What the service says.
    Known(Option<Point>),
    /// It may say more later.
    Later,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    /// East, then north.
    coordinates: [f64; 2],
}

#[derive(Deserialize)]
struct Properties {
    score: f64,
    #[serde(rename = "type")]
    kind: String,
    citycode: Option<String>,
}

impl Geocoder {
    /// The service at an address: `/search` follows it.
    #[must_use]
    pub fn at(base: Url) -> Self {
        Self::patient(base, LONGEST)
    }

    fn patient(base: Url, patience: Duration) -> Self {
        Self {
            base,
            patience,
            client: OnceLock::new(),
            found: Cache::new(REMEMBERED),
            visitors: Arc::new(Semaphore::new(AT_ONCE)),
            not_before: Mutex::new(None),
        }
    }

    /// The same for a visitor, who waits no longer than this. The service is asked all the same, and its answer kept for the
    /// next; few visitors are served at once, and none while it wants to be left alone.
    pub async fn locate_soon(self: &Arc<Self>, address: &str, commune: &str, patience: Duration) -> Soon {
        let key = (search_index::fold(address), commune.to_owned());
        if let Some(point) = self.found.get(&key).await {
            return Soon::Known(point);
        }
        if self.rests() {
            return Soon::Later;
        }
        let Ok(permit) = Arc::clone(&self.visitors).try_acquire_owned() else { return Soon::Later };
        let (service, address, commune) = (Arc::clone(self), address.to_owned(), commune.to_owned());
        let call = tokio::spawn(async move {
            let answer = service.locate(&address, &commune).await;
            drop(permit);
            if let Err(error) = &answer {
                tracing::warn!(%error, "a street that a visitor typed is not situated");
            }
            answer
        });
        match timeout(patience, call).await {
            Ok(Ok(Ok(point))) => Soon::Known(point),
            _ => Soon::Later,
        }
    }

    fn rests(&self) -> bool {
        let not_before = *self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        not_before.is_some_and(|it| Instant::now() < it)
    }

    fn rest(&self) {
        let again = Instant::now().checked_add(PAUSE);
        *self.not_before.lock().unwrap_or_else(PoisonError::into_inner) = again;
    }

    /// Where a street address of a commune is; none when the service knows no house and no street like it there.
    ///
    /// # Errors
    /// When the service does not answer, or not as it should; nothing is remembered then.
    pub async fn locate(&self, address: &str, commune: &str) -> Result<Option<Point>, Arc<GeocoderError>> {
        let key = (search_index::fold(address), commune.to_owned());
        let answer = self.found.try_get_with(key, self.ask(address, commune)).await;
        if let Err(error) = &answer
            && matches!(**error, GeocoderError::Busy | GeocoderError::Silent(_))
        {
            self.rest();
        }
        answer
    }

    async fn ask(&self, address: &str, commune: &str) -> Result<Option<Point>, GeocoderError> {
        let mut url = self.base.clone();
        url.path_segments_mut().map_err(|()| GeocoderError::Malformed)?.pop_if_empty().push("search");
        // The service refuses longer questions, and reads no line breaks.
        let mut asked: String =
            address.chars().map(|it| if it.is_control() { ' ' } else { it }).take(200).collect();
        // The service knows streets of arrondissements, and none of the whole city: its name says where.
        let city = CITIES.iter().find(|(city, ..)| *city == commune);
        if let Some((.., name)) = city.filter(|(.., name)| !asked.contains(name)) {
            asked = format!("{} {name}", asked.trim());
        }
        url.query_pairs_mut()
            .append_pair("q", asked.trim())
            .append_pair("limit", "1")
            .append_pair("autocomplete", "0");
        if city.is_none() {
            url.query_pairs_mut().append_pair("citycode", commune);
        }
        let mut answer = self.client()?.get(url).send().await.map_err(silent)?;
        match answer.status() {
            StatusCode::TOO_MANY_REQUESTS => return Err(GeocoderError::Busy),
            status if !status.is_success() => return Err(GeocoderError::Status(status)),
            _ => {}
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(silent)? {
            if body.len() + piece.len() > LARGEST {
                return Err(GeocoderError::Malformed);
            }
            body.extend_from_slice(&piece);
        }
        let found: Collection = serde_json::from_slice(&body).map_err(|_| GeocoderError::Malformed)?;
        Ok(found.features.into_iter().find_map(|it| point(&it, commune)))
    }

    /// Made at first use: most sites have no geocoder.
    fn client(&self) -> Result<&Client, GeocoderError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // Refused when another part of the program chose already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder()
            // Streets of practices go to the service of the settings, and nowhere else.
            .redirect(Policy::none())
            .timeout(self.patience)
            .user_agent("Doctonext")
            .build()
            .map_err(|error| GeocoderError::Unprepared(error.to_string()))?;
        Ok(self.client.get_or_init(|| client))
    }
}

/// A house or a street of the commune that was asked for, in which the service believes.
fn point(it: &Feature, commune: &str) -> Option<Point> {
    let [east, north] = it.geometry.coordinates;
    let is_street = matches!(it.properties.kind.as_str(), "housenumber" | "street");
    let is_there = it.properties.citycode.as_deref().is_some_and(|code| lies_in(code, commune));
    let is_on_earth = (-90.0..=90.0).contains(&north) && (-180.0..=180.0).contains(&east);
    (is_street && is_there && is_on_earth && it.properties.score >= LEAST_SCORE).then_some((north, east))
}

/// Whether a commune is the one that was asked for, or an arrondissement of it.
fn lies_in(code: &str, commune: &str) -> bool {
    let is_part = |(city, part, _): &(&str, &str, &str)| *city == commune && code.starts_with(part);
    code == commune || CITIES.iter().any(is_part)
}

fn silent(error: reqwest::Error) -> GeocoderError {
    GeocoderError::Silent(error.without_url())
}
