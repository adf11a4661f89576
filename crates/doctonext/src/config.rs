//! Every setting, read once at boot; the rest of the code never sees the environment.
//!
//! Sources, later ones win: the defaults below, a TOML file (`doctonext.toml` in the working folder or the
//! one that `DOCTONEXT_CONFIG` names), the environment (`DOCTONEXT_LISTEN`, `DOCTONEXT_OPERATOR__EMAIL`, …).
//! A name that nobody knows stops the boot: a misspelt setting must not pass for a default.

mod background;
mod explained;
mod oidc;
mod storage;

pub use background::{BackgroundError, MapBackground};
pub(crate) use oidc::is_protected;
pub use oidc::{OidcError, OidcKind, OidcProvider};
pub use storage::{S3, S3Error};

use std::{
    collections::BTreeMap,
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use platform::mail::{Carrier, Route, RouteError};
use serde::Deserialize;
use url::Url;

use crate::media::{Scanner, ScannerError};

/// What the operator decides.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Address and port of the web server. `DOCTONEXT_LISTEN`, `127.0.0.1:3000` by default.
    pub listen: SocketAddr,
    /// Folder of everything that is kept: database, keys, outgoing letters. `DOCTONEXT_VAR`, `var` by default.
    pub var: PathBuf,
    /// An ordinary PostgreSQL with PostGIS. `DATABASE_URL`; when absent, a private one runs under `var`.
    pub database_url: Option<Secret>,
    /// Greatest number of database connections. `DOCTONEXT_DATABASE_CONNECTIONS`, 16 by default.
    pub database_connections: u32,
    /// Address that visitors type, without a final slash. `DOCTONEXT_PUBLIC_URL`, `http://<listen>` by default.
    #[serde(default)]
    pub public_url: String,
    /// Size of the demonstration made on first start, 0 for none. `DOCTONEXT_DEMO_LISTINGS`, 2000 by default.
    pub demo_listings: u64,
    /// Whether `serve` also runs the jobs. `DOCTONEXT_WORKER`, true by default.
    pub worker: bool,
    /// Memory for finished pages, in megabytes, 0 for none. `DOCTONEXT_PAGE_CACHE_MB`, 16 by default.
    pub page_cache_mb: u64,
    /// Whether searches are answered from an index in memory (about 0.4 KB a listing), PostgreSQL standing by.
    /// `DOCTONEXT_SEARCH_IN_MEMORY`, true by default.
    pub search_in_memory: bool,
    /// Bearer token that opens `/metrics` to other machines; without it only this machine reads them.
    /// `DOCTONEXT_METRICS_TOKEN`, none by default.
    pub metrics_token: Option<Secret>,
    /// `development` (one computer, letters in a folder, keys made under `var`) or `production` (https, keys that the
    /// operator keeps). `DOCTONEXT_MODE`, `development` by default.
    pub mode: Mode,
    /// Where the key-encryption keys of sealed columns come from: `file:PATH`, `env` or `command:…`. `DOCTONEXT_KEYS`; in
    /// development a file under `var/keys` by default, in production there is no default.
    pub keys: Option<String>,
    /// The keys themselves when `DOCTONEXT_KEYS` is `env`: `number:base64`, parted by commas.
    /// `DOCTONEXT_KEY_ENCRYPTION_KEYS`.
    pub key_encryption_keys: Option<Secret>,
    /// Whether a proxy of the operator stands in front and writes `X-Forwarded-For`. `DOCTONEXT_BEHIND_PROXY`, false by
    /// default: believed without a proxy, that header would let anyone choose their address.
    pub behind_proxy: bool,
    /// The secret of the first Doctonext (`BETTER_AUTH_SECRET`), to share its sessions while both run on one database.
    /// `DOCTONEXT_SHARED_SESSIONS_SECRET`, none by default.
    pub shared_sessions_secret: Option<Secret>,
    /// Where letters go: `outbox` (files under `var/outbox`), `smtp://host:port`, `smtp+starttls://user:password@host:port`
    /// or `smtps://…`. `DOCTONEXT_MAIL`, `outbox` by default.
    pub mail: String,
    /// Who writes: « Doctonext <bonjour@doctonext.example> ». `DOCTONEXT_MAIL_FROM`; by default `bonjour@` the host of
    /// the public address.
    #[serde(default)]
    pub mail_from: String,
    /// Certificate authorities (PEM) trusted beside the public ones, for a mail server of one's own.
    /// `DOCTONEXT_MAIL_CA`, none by default.
    pub mail_ca: Option<PathBuf>,
    /// The online service of the national directory (FHIR). `DOCTONEXT_DIRECTORY_FHIR_URL`, the State's by default.
    pub directory_fhir_url: Url,
    /// Key of that service, given by the Agence du numérique en santé; without one the service is not asked.
    /// `DOCTONEXT_DIRECTORY_FHIR_KEY`, none by default.
    pub directory_fhir_key: Option<Secret>,
    /// A service that knows streets, in the format of the Base Adresse Nationale: `https://data.geopf.fr/geocodage`. Without one
    /// an address stands at the centre of its commune. `DOCTONEXT_GEOCODER_URL`, none by default.
    pub geocoder_url: Option<Url>,
    /// Tiles of another server under the map, in squares of the web: `…{z}…{x}…{y}…`. Browsers ask it then, on `/carte` alone.
    /// `DOCTONEXT_MAP_BACKGROUND_URL`, none by default.
    pub map_background_url: Option<MapBackground>,
    /// Whose tiles they are, as their licence asks. `DOCTONEXT_MAP_BACKGROUND_CREDIT`, `© IGN` by default.
    #[serde(default = "background::ign")]
    pub map_background_credit: String,
    /// Whether an RPPS number whose key is wrong is refused (`gate`) or taken with a warning (`warning`), as published test
    /// numbers need. `DOCTONEXT_RPPS_CHECK`; `gate` in production, else `warning`.
    pub rpps_check: Option<RppsCheck>,
    /// A bucket for files. `DOCTONEXT_S3__ENDPOINT`, …; by default they are kept under `var/files`.
    pub s3: Option<Box<S3>>,
    /// Where clamd listens, a path or `host:port`: every file that people send goes through it.
    /// `DOCTONEXT_CLAMAV_SOCKET`, none by default.
    pub clamav_socket: Option<String>,
    /// What is logged, in the syntax of `RUST_LOG`. `DOCTONEXT_LOG`; by default `info`, less talk from libraries.
    pub log: String,
    /// `human` or `json`. `DOCTONEXT_LOG_FORMAT`, `human` by default.
    pub log_format: LogFormat,
    /// Who runs this site, printed on the legal pages. `DOCTONEXT_OPERATOR__NAME`, ….
    #[serde(default)]
    pub operator: Operator,
    /// Other ways of signing in, by identifier. `DOCTONEXT_OIDC__<ID>__…`, none by default.
    #[serde(default)]
    pub oidc: BTreeMap<String, OidcProvider>,
    /// The file that these settings came from. `DOCTONEXT_CONFIG`.
    #[serde(default)]
    pub config: Option<PathBuf>,
}

/// What a wrong key of an RPPS number does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RppsCheck {
    /// The number is refused.
    Gate,
    /// The number is taken, its owner warned.
    Warning,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For eyes.
    Human,
    /// One JSON object a line, for a log collector.
    Json,
}

/// As `doctonext config` prints it: an address of a mail server may hold a password, so nothing is printed raw.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.explained().into_iter().map(|(name, value, _)| (name, value))).finish()
    }
}

/// What an installation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// One computer, for trying and building.
    Development,
    /// For people.
    Production,
}

/// Who runs the site: the facts that French law asks of a publisher (LCEN, article 1-1).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operator {
    /// Company or person.
    pub name: String,
    /// « SAS au capital de … € ».
    pub legal_form: String,
    /// Postal address.
    pub address: String,
    /// Nine digits.
    pub siren: String,
    /// « Directeur de la publication ».
    pub publication_director: String,
    /// Where people write.
    pub email: String,
    /// Who houses the servers.
    pub host_name: String,
    /// Address and telephone of the host.
    pub host_address: String,
}

/// A value that never shows in logs nor in `doctonext config`.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps what must not be printed.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The value itself: call it where it is used, never where it is printed.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("•••")
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A file or variable that cannot be read, or an unknown name.
    #[error("The settings cannot be read")]
    Unreadable(#[from] config::ConfigError),
    /// Neither `outbox` nor an SMTP address.
    #[error("DOCTONEXT_MAIL cannot be used")]
    Mail(#[from] RouteError),
    /// A storage of files that cannot be used.
    #[error(transparent)]
    S3(#[from] S3Error),
    /// Neither a path nor `host:port`.
    #[error(transparent)]
    Clamav(#[from] ScannerError),
    /// A provider of identities that contradicts itself.
    #[error(transparent)]
    Oidc(#[from] OidcError),
    /// A page and a job must not wait for each other.
    #[error("DOCTONEXT_DATABASE_CONNECTIONS must be 2 or more, not {0}")]
    Connections(u32),
    /// Without a scheme, canonical addresses would be wrong on every page.
    #[error("DOCTONEXT_PUBLIC_URL must begin with http:// or https://, not {0:?}")]
    PublicUrl(String),
    /// Passwords and sessions must not travel in clear.
    #[error("DOCTONEXT_PUBLIC_URL must begin with https:// in production, not {0:?}")]
    PlainHttp(String),
    /// The key would travel in clear.
    #[error("DOCTONEXT_DIRECTORY_FHIR_URL must begin with https://, not {0:?}")]
    PlainDirectory(String),
}

/// The environment as the process received it.
pub type Environment = config::Map<String, String>;

const FILE: &str = "doctonext.toml";
const PREFIX: &str = "DOCTONEXT";

impl Settings {
    /// Reads the file and the environment of this process.
    pub fn read() -> Result<Self, SettingsError> {
        Self::from_environment(std::env::vars().collect())
    }

    /// The same with a given environment, so that tests need not change their own.
    pub fn from_environment(environment: Environment) -> Result<Self, SettingsError> {
        let named = environment.get("DOCTONEXT_CONFIG").filter(|path| !path.is_empty());
        let file = match named {
            Some(path) => config::File::from(Path::new(path)).required(true),
            None => config::File::from(Path::new(FILE)).required(false),
        };
        let database_url = environment.get("DATABASE_URL").filter(|url| !url.is_empty()).cloned();
        let mut builder = defaults()?.add_source(file.format(config::FileFormat::Toml)).add_source(
            config::Environment::with_prefix(PREFIX)
                .prefix_separator("_")
                .separator("__")
                .ignore_empty(true)
                .source(Some(environment)),
        );
        if let Some(url) = database_url {
            builder = builder.set_override("database_url", url)?;
        }
        builder.build()?.try_deserialize::<Self>()?.completed()
    }

    fn completed(mut self) -> Result<Self, SettingsError> {
        if self.public_url.is_empty() {
            self.public_url = format!("http://{}", self.listen);
        }
        self.public_url.truncate(self.public_url.trim_end_matches('/').len());
        if !self.public_url.starts_with("http://") && !self.public_url.starts_with("https://") {
            return Err(SettingsError::PublicUrl(self.public_url));
        }
        if self.mode == Mode::Production && !self.public_url.starts_with("https://") {
            return Err(SettingsError::PlainHttp(self.public_url));
        }
        let is_here = matches!(self.directory_fhir_url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        if self.directory_fhir_url.scheme() != "https" && !is_here {
            return Err(SettingsError::PlainDirectory(self.directory_fhir_url.into()));
        }
        if self.database_connections < 2 {
            return Err(SettingsError::Connections(self.database_connections));
        }
        Route::parse(&self.mail)?;
        oidc::completed(&mut self.oidc)?;
        self.s3.as_deref().map_or(Ok(()), S3::checked)?;
        self.clamav_socket.as_deref().map(Scanner::at).transpose()?;
        if self.mail_from.is_empty() {
            let host = Url::parse(&self.public_url).ok().and_then(|it| it.host_str().map(str::to_owned));
            // An address needs a domain: a number of the network has none.
            let host =
                host.filter(|it| it.contains(|c: char| c.is_alphabetic())).unwrap_or("localhost".to_owned());
            self.mail_from = format!("Doctonext <bonjour@{host}>");
        }
        Ok(self)
    }

    /// Whether a wrong key refuses an RPPS number.
    #[must_use]
    pub fn rpps_key_is_a_gate(&self) -> bool {
        match self.rpps_check {
            Some(check) => check == RppsCheck::Gate,
            None => self.mode == Mode::Production,
        }
    }

    /// What takes letters away.
    pub fn carrier(&self) -> Result<Carrier, RouteError> {
        Carrier::open(&Route::parse(&self.mail)?, &self.var.join("outbox"), self.mail_ca.as_deref())
    }

    /// Where letters go, without a password.
    #[must_use]
    pub fn mail_shown(&self) -> String {
        Route::parse(&self.mail).map_or_else(|_| "?".to_owned(), |it| it.to_string())
    }
}

fn defaults() -> Result<config::ConfigBuilder<config::builder::DefaultState>, config::ConfigError> {
    config::Config::builder()
        .set_default("listen", "127.0.0.1:3000")?
        .set_default("var", "var")?
        .set_default("database_connections", 16)?
        .set_default("demo_listings", 2000)?
        .set_default("worker", true)?
        .set_default("page_cache_mb", 16)?
        .set_default("search_in_memory", true)?
        .set_default("mode", "development")?
        .set_default("behind_proxy", false)?
        .set_default("mail", "outbox")?
        .set_default("directory_fhir_url", "https://gateway.api.esante.gouv.fr/fhir/v2")?
        .set_default("log", "info,sqlx=warn,graphile_worker=warn")?
        .set_default("log_format", "human")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        Settings::from_environment(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn an_empty_environment_gives_the_documented_defaults() {
        let settings = read(&[]).unwrap();

        assert_eq!(settings.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(settings.public_url, "http://127.0.0.1:3000");
        assert_eq!(settings.demo_listings, 2000);
        assert!(settings.database_url.is_none());
    }

    #[test]
    fn the_environment_wins_and_nested_names_are_read() {
        let settings = read(&[
            ("DOCTONEXT_LISTEN", "127.0.0.1:4000"),
            ("DOCTONEXT_PUBLIC_URL", "https://doctonext.example/"),
            ("DOCTONEXT_OPERATOR__NAME", "Doctonext SAS"),
            ("DATABASE_URL", "postgres://localhost/x"),
        ])
        .unwrap();

        assert_eq!(settings.listen.port(), 4000);
        assert_eq!(settings.public_url, "https://doctonext.example");
        assert_eq!(settings.operator.name, "Doctonext SAS");
        assert_eq!(settings.database_url.unwrap().expose(), "postgres://localhost/x");
    }

    #[test]
    fn a_misspelt_setting_stops_the_boot() {
        let error = read(&[("DOCTONEXT_LISTENN", "127.0.0.1:4000")]).unwrap_err();
        let cause = std::error::Error::source(&error).unwrap().to_string();
        assert!(cause.contains("listenn"), "{cause}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_stops_the_boot() {
        assert!(read(&[("DOCTONEXT_LISTEN", "everywhere")]).is_err());
        assert!(read(&[("DOCTONEXT_DATABASE_CONNECTIONS", "0")]).is_err());
        assert!(read(&[("DOCTONEXT_MAIL", "pigeon")]).is_err());
        assert!(read(&[("DOCTONEXT_DIRECTORY_FHIR_URL", "http://directory.example/fhir")]).is_err());
        assert!(read(&[("DOCTONEXT_DIRECTORY_FHIR_URL", "http://127.0.0.1:8080/fhir")]).is_ok());
        assert!(read(&[("DOCTONEXT_PUBLIC_URL", "doctonext.example")]).is_err());
    }

    #[test]
    fn secrets_show_in_no_printed_form() {
        let settings =
            read(&[("DATABASE_URL", "postgres://u:hunter2@h/x"), ("DOCTONEXT_METRICS_TOKEN", "hunter2")])
                .unwrap();

        assert!(!format!("{settings:?}{:?}", settings.explained()).contains("hunter2"));
    }
}
