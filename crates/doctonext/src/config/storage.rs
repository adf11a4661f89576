//! Where files are kept: a folder under `var`, or a bucket.

use platform::files::Bucket;
use serde::Deserialize;
use url::Url;

use super::Secret;

/// A bucket of an S3-compatible storage. `DOCTONEXT_S3__ENDPOINT`, …; without them files are kept under `var/files`.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// `https://s3.fr-par.scw.cloud`; plain HTTP is for a storage on this machine.
    pub endpoint: Url,
    /// Name of the bucket, which must exist and be private.
    pub bucket: String,
    /// Region, `us-east-1` by default: storages without regions take it.
    #[serde(default = "any_region")]
    pub region: String,
    /// Public half of the key.
    pub access_key: String,
    /// Secret half of the key.
    pub secret_key: Secret,
    /// Whether the bucket stands in the path and not in the name of the host. True by default: every storage takes it.
    #[serde(default = "yes")]
    pub path_style: bool,
}

fn any_region() -> String {
    "us-east-1".to_owned()
}

fn yes() -> bool {
    true
}

/// Why a storage cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum S3Error {
    /// Keys and files would travel in clear.
    #[error("DOCTONEXT_S3__ENDPOINT must begin with https://, unless it is on this machine")]
    Plain,
    /// Something is missing.
    #[error("DOCTONEXT_S3__{0} must not be empty")]
    Empty(&'static str),
}

impl S3 {
    pub(super) fn checked(&self) -> Result<(), S3Error> {
        let is_here = matches!(self.endpoint.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        if self.endpoint.scheme() != "https" && !(self.endpoint.scheme() == "http" && is_here) {
            return Err(S3Error::Plain);
        }
        for (name, value) in
            [("BUCKET", &self.bucket), ("REGION", &self.region), ("ACCESS_KEY", &self.access_key)]
        {
            if value.is_empty() {
                return Err(S3Error::Empty(name));
            }
        }
        if self.secret_key.expose().is_empty() { Err(S3Error::Empty("SECRET_KEY")) } else { Ok(()) }
    }

    /// The bucket, with what opens it.
    #[must_use]
    pub fn bucket(&self) -> Bucket {
        Bucket {
            endpoint: self.endpoint.as_str().trim_end_matches('/').to_owned(),
            name: self.bucket.clone(),
            region: self.region.clone(),
            access_key: self.access_key.clone(),
            secret_key: self.secret_key.expose().to_owned(),
            path_style: self.path_style,
            answer_within: None,
        }
    }
}

/// Lines of `doctonext config`.
pub(super) fn explained(s3: Option<&S3>) -> Vec<(&'static str, String, &'static str)> {
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "(none)".to_owned());
    vec![
        (
            "DOCTONEXT_S3__ENDPOINT",
            or_none(s3.map(|it| it.endpoint.to_string())),
            "S3-compatible storage of files; none: a folder under var",
        ),
        ("DOCTONEXT_S3__BUCKET", or_none(s3.map(|it| it.bucket.clone())), "its private bucket"),
        ("DOCTONEXT_S3__REGION", or_none(s3.map(|it| it.region.clone())), "its region"),
        ("DOCTONEXT_S3__ACCESS_KEY", or_none(s3.map(|it| it.access_key.clone())), "public half of the key"),
        (
            "DOCTONEXT_S3__SECRET_KEY",
            or_none(s3.map(|it| format!("{:?}", it.secret_key))),
            "secret half of the key",
        ),
        (
            "DOCTONEXT_S3__PATH_STYLE",
            or_none(s3.map(|it| it.path_style.to_string())),
            "whether the bucket stands in the path (true) or in the host’s name",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;

    fn read(endpoint: &str, secret: &str) -> Option<Settings> {
        let pairs = [
            ("DOCTONEXT_S3__ENDPOINT", endpoint),
            ("DOCTONEXT_S3__BUCKET", "doctonext"),
            ("DOCTONEXT_S3__ACCESS_KEY", "house"),
            ("DOCTONEXT_S3__SECRET_KEY", secret),
        ];
        Settings::from_environment(pairs.map(|(k, v)| (k.to_owned(), v.to_owned())).into()).ok()
    }

    #[test]
    fn a_bucket_is_read_and_its_secret_shows_nowhere() {
        let settings = read("https://s3.example.org", "hunter2").unwrap();

        assert!(settings.s3.as_ref().is_some_and(|it| it.path_style && it.region == "us-east-1"));
        assert!(
            !format!("{settings:?}{:?}", settings.s3.as_deref().map(super::S3::bucket)).contains("hunter2")
        );
    }

    #[test]
    fn keys_travel_in_clear_on_this_machine_alone() {
        assert!(read("http://s3.example.org", "hunter2").is_none());
        assert!(read("http://127.0.0.1:9000", "hunter2").is_some());
        assert!(read("https://s3.example.org", "").is_none());
    }
}
