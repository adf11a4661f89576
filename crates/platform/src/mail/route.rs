//! The setting that says where letters go.

use std::{fmt, net::IpAddr};

use url::Url;

/// Where letters go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Into a folder.
    Outbox,
    /// To a mail server.
    Smtp(Server),
}

/// A mail server and how to speak to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Name or address.
    pub host: String,
    /// Port: 25, 587 or 465 unless stated.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Who we are there.
    pub credentials: Option<Credentials>,
}

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on this machine.
    Plain,
    /// STARTTLS (RFC 3207), refused when the server does not offer it.
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
}

/// Name and password at a mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Name.
    pub user: String,
    pub(super) password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(•••)")
    }
}

/// Why letters cannot take this way.
#[derive(Debug, thiserror::Error)]
pub enum RouteError {
    /// Neither `outbox` nor an address of a mail server.
    #[error(
        "it must be `outbox`, `smtp://host:port`, `smtp+starttls://user:password@host:port` or `smtps://user:password@host:port`"
    )]
    Unknown,
    /// A password would cross the network in clear.
    #[error("a password is only sent over TLS: write smtp+starttls:// or smtps://")]
    PasswordInClear,
    /// The file of certificate authorities cannot be used.
    #[error("the certificate authorities in {file} cannot be used: {why}")]
    Authorities {
        /// The file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
}

impl Route {
    /// Reads `outbox` or the address of a mail server.
    pub fn parse(text: &str) -> Result<Self, RouteError> {
        if text == "outbox" {
            return Ok(Self::Outbox);
        }
        let url = Url::parse(text).map_err(|_| RouteError::Unknown)?;
        let (security, port) = match url.scheme() {
            "smtp" => (Security::Plain, 25),
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(RouteError::Unknown),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(RouteError::Unknown)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(RouteError::Unknown);
        }
        let credentials = credentials(&url)?;
        if credentials.is_some() && security == Security::Plain && !is_this_machine(&host) {
            return Err(RouteError::PasswordInClear);
        }
        Ok(Self::Smtp(Server { host, port: url.port().unwrap_or(port), security, credentials }))
    }
}

/// The setting as it may be printed: without its password.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Smtp(server) = self else {
            return f.write_str("outbox");
        };
        let scheme = match server.security {
            Security::Plain => "smtp",
            Security::StartTls => "smtp+starttls",
            Security::Tls => "smtps",
        };
        let who = if server.credentials.is_some() { "•••@" } else { "" };
        write!(f, "{scheme}://{who}{}:{}", server.host, server.port)
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, RouteError> {
    let decoded = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8()
            .map(|it| it.into_owned())
            .map_err(|_| RouteError::Unknown)
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (user, Some(password)) if !user.is_empty() => {
            Ok(Some(Credentials { user: decoded(user)?, password: decoded(password)? }))
        }
        _ => Err(RouteError::Unknown),
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}
