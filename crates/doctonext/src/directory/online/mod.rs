//! The online service of the directory (FHIR): one number at a time, where no extraction is imported.

mod bucket;
mod fhir;
#[cfg(test)]
mod tests;

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use bucket::Bucket;
use chrono::NaiveDate;
use fhir::Bundle;
use reqwest::{Client, StatusCode, header};
use url::Url;

use super::{DirectoryPerson, NationalId};
use crate::config::{Secret, Settings};

/// The longest that the service may take, by its own rules.
const LONGEST: Duration = Duration::from_secs(30);
/// The largest page that is read; fifty results have some hundred kilobytes.
const LARGEST: usize = 2 << 20;
/// One person has a handful of activities.
const MOST_PAGES: usize = 10;
/// How often a call is made again after « too many ».
const MOST_TRIES: u32 = 3;
/// A service that asks for a longer rest than this is not there today.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// Why the service told nothing. The texts name no address: it would hold a number.
#[derive(Debug, thiserror::Error)]
pub enum OnlineError {
    /// Encrypted connections cannot be made on this machine.
    #[error("encrypted connections cannot be made: {0}")]
    Unprepared(String),
    /// Nobody answers, or not in time.
    #[error("the directory does not answer: {0}")]
    Silent(#[source] reqwest::Error),
    /// Too many calls, by its count.
    #[error("the directory asks for fewer calls")]
    Busy,
    /// The key is refused.
    #[error("the directory refuses the key DOCTONEXT_DIRECTORY_FHIR_KEY ({0})")]
    Key(StatusCode),
    /// Another status than success.
    #[error("the directory answers {0}")]
    Status(StatusCode),
    /// Not a bundle of FHIR.
    #[error("the answer of the directory cannot be read")]
    Malformed,
    /// More than it ever has to say.
    #[error("the answer of the directory is larger than {LARGEST} bytes")]
    TooLarge,
    /// The next page is elsewhere, or there is no end of them.
    #[error("the pages of the directory lead nowhere")]
    Astray,
}

/// The way to the service.
pub struct Online {
    base: Url,
    key: Secret,
    patience: Duration,
    bucket: Bucket,
    client: OnceLock<Client>,
}

impl Online {
    /// The service of the settings; none without a key.
    #[must_use]
    pub fn of(settings: &Settings) -> Option<Self> {
        let key = settings.directory_fhir_key.clone()?;
        Some(Self::at(settings.directory_fhir_url.clone(), key, LONGEST))
    }

    fn at(base: Url, key: Secret, patience: Duration) -> Self {
        Self { base, key, patience, bucket: Bucket::full(), client: OnceLock::new() }
    }

    /// The person with this number; inactive, with nothing but the number, when they may not practise any more.
    pub async fn find(
        &self,
        id: &NationalId,
        today: NaiveDate,
    ) -> Result<Option<DirectoryPerson>, OnlineError> {
        let mut address = self.base.clone();
        address.path_segments_mut().map_err(|()| OnlineError::Astray)?.pop_if_empty().push("Practitioner");
        address
            .query_pairs_mut()
            .append_pair("identifier", id.number())
            .append_pair("_revinclude", "PractitionerRole:practitioner");
        let mut pages = Vec::new();
        let mut next = Some(address);
        while let Some(address) = next {
            if pages.len() == MOST_PAGES {
                return Err(OnlineError::Astray);
            }
            let page = self.page(address).await?;
            next = page.next().map(|it| self.within(it)).transpose()?;
            pages.push(page);
        }
        Ok(fhir::person(pages, id, today))
    }

    /// An address of the service itself: the key goes nowhere else.
    fn within(&self, address: &str) -> Result<Url, OnlineError> {
        let address = self.base.join(address).map_err(|_| OnlineError::Astray)?;
        if address.origin() == self.base.origin() { Ok(address) } else { Err(OnlineError::Astray) }
    }

    async fn page(&self, address: Url) -> Result<Bundle, OnlineError> {
        for _ in 0..MOST_TRIES {
            tokio::time::sleep(self.bucket.take(Instant::now())).await;
            let answer = self.ask(address.clone()).await?;
            match answer.status() {
                StatusCode::TOO_MANY_REQUESTS => tokio::time::sleep(rest(&answer)?).await,
                status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => {
                    return Err(OnlineError::Key(status));
                }
                status if status.is_success() => {
                    let bundle: Bundle =
                        serde_json::from_slice(&whole(answer).await?).map_err(|_| OnlineError::Malformed)?;
                    return if bundle.kind == "Bundle" { Ok(bundle) } else { Err(OnlineError::Malformed) };
                }
                status => return Err(OnlineError::Status(status)),
            }
        }
        Err(OnlineError::Busy)
    }

    async fn ask(&self, address: Url) -> Result<reqwest::Response, OnlineError> {
        self.client()?
            .get(address)
            .header("ESANTE-API-KEY", self.key.expose())
            .header(header::ACCEPT, "application/fhir+json")
            .send()
            .await
            .map_err(silent)
    }

    /// Made at first use: most sites import a file.
    fn client(&self) -> Result<&Client, OnlineError> {
        if let Some(client) = self.client.get() {
            return Ok(client);
        }
        // Refused when another part of the program chose already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder()
            // The key must not follow to another host.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(self.patience)
            .user_agent("Doctonext")
            .build()
            .map_err(|error| OnlineError::Unprepared(error.to_string()))?;
        Ok(self.client.get_or_init(|| client))
    }
}

fn silent(error: reqwest::Error) -> OnlineError {
    OnlineError::Silent(error.without_url())
}

/// How long the service wants us to wait, in seconds; a second when it does not say.
fn rest(answer: &reqwest::Response) -> Result<Duration, OnlineError> {
    let said = answer.headers().get(header::RETRY_AFTER).and_then(|it| it.to_str().ok()?.parse().ok());
    let rest = Duration::from_secs(said.unwrap_or(1));
    if rest <= LONGEST_REST { Ok(rest) } else { Err(OnlineError::Busy) }
}

async fn whole(mut answer: reqwest::Response) -> Result<Vec<u8>, OnlineError> {
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(silent)? {
        if body.len() + piece.len() > LARGEST {
            return Err(OnlineError::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
