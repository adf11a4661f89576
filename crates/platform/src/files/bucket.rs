//! Where a bucket is and what opens it.

use std::{fmt, time::Duration};

use object_store::{
    BackoffConfig, ClientOptions, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
};

use super::FilesError;

/// Asking again, and between: what a storage that stumbles for a moment needs.
const MOST_RETRIES: usize = 6;
/// All the tries of one demand together.
const RETRY_WITHIN: Duration = Duration::from_mins(1);
/// One demand: 15 MB at 0.5 MB/s.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// A bucket of an S3-compatible storage.
#[derive(Clone)]
pub struct Bucket {
    /// `https://s3.fr-par.scw.cloud`; plain HTTP is for this machine alone.
    pub endpoint: String,
    /// Name of the bucket.
    pub name: String,
    /// `fr-par`; storages without regions take any.
    pub region: String,
    /// Public half of the key.
    pub access_key: String,
    /// Secret half of the key.
    pub secret_key: String,
    /// Whether the bucket stands in the path (`endpoint/bucket/key`) and not in the name of the host.
    pub path_style: bool,
    /// How long one demand may take; 30 s unless a test says otherwise.
    pub answer_within: Option<Duration>,
}

/// Without the keys.
impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bucket({} at {})", self.name, self.endpoint)
    }
}

impl Bucket {
    pub(super) fn open(&self) -> Result<AmazonS3, FilesError> {
        // Fails when another part of the program chose one before: then that one serves.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = ClientOptions::new()
            .with_timeout(self.answer_within.unwrap_or(ANSWER_WITHIN))
            .with_connect_timeout(CONNECT_WITHIN)
            .with_allow_http(self.endpoint.starts_with("http://"));
        let retry = RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(5),
                base: 2.0,
            },
            max_retries: MOST_RETRIES,
            retry_timeout: RETRY_WITHIN,
        };
        // With the bucket in the host's name, the endpoint is the bucket's own.
        let endpoint = match self.endpoint.split_once("://") {
            Some((scheme, host)) if !self.path_style => format!("{scheme}://{}.{host}", self.name),
            _ => self.endpoint.clone(),
        };
        Ok(AmazonS3Builder::new()
            .with_endpoint(endpoint.trim_end_matches('/'))
            .with_bucket_name(&self.name)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key)
            .with_secret_access_key(&self.secret_key)
            .with_virtual_hosted_style_request(!self.path_style)
            .with_client_options(client)
            .with_retry(retry)
            .build()?)
    }
}
