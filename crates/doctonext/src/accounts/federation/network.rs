//! What goes over the network to a provider: few bytes, little time, no detours.

use std::{sync::OnceLock, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// The longest that a provider may take; a visitor waits meanwhile.
const LONGEST: Duration = Duration::from_secs(6);
/// The longest that it may take to open a connection.
const LONGEST_GREETING: Duration = Duration::from_secs(3);
/// The largest answer that is read. Key sets and tokens have a few kilobytes.
const LARGEST: usize = 256 << 10;

/// Why there is no answer. The texts name no address with a query: they are logged.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// No certificate authorities on this machine, or none that can be read.
    #[error("encrypted connections cannot be made: {0}")]
    Unprepared(String),
    /// Nobody answers, or not in time.
    #[error("no answer: {0}")]
    Silent(String),
    /// More than a provider ever has to say.
    #[error("the answer is larger than {LARGEST} bytes")]
    TooLarge,
}

/// The way to every provider.
#[derive(Default)]
pub(super) struct Network(OnceLock<reqwest::Client>);

impl Network {
    /// Made at first use: reading the certificates of the system takes a while, and most sites have no provider.
    fn client(&self) -> Result<&reqwest::Client, NetworkError> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        // Refused when another part of the program chose already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = reqwest::Client::builder()
            // A provider that sends us elsewhere could send us into the operator's own network.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(LONGEST_GREETING)
            .timeout(LONGEST)
            .user_agent("Doctonext")
            .build()
            .map_err(|error| NetworkError::Unprepared(error.to_string()))?;
        Ok(self.0.get_or_init(|| client))
    }

    /// One question, one answer.
    pub(super) async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, NetworkError> {
        let request = request.try_into().map_err(silent)?;
        let mut answer = self.client()?.execute(request).await.map_err(silent)?;
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(silent)? {
            if body.len() + piece.len() > LARGEST {
                return Err(NetworkError::TooLarge);
            }
            body.extend_from_slice(&piece);
        }
        let mut whole = HttpResponse::new(body);
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = answer.headers().clone();
        Ok(whole)
    }
}

impl<'c> AsyncHttpClient<'c> for Network {
    type Error = NetworkError;
    type Future = BoxFuture<'c, Result<HttpResponse, NetworkError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        self.ask(request).boxed()
    }
}

/// Every cause in a line, since the outermost says little; without the address, which may carry a secret.
fn silent(error: reqwest::Error) -> NetworkError {
    let error = error.without_url();
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |it| it.source());
    NetworkError::Silent(causes.map(ToString::to_string).collect::<Vec<_>>().join(": "))
}
