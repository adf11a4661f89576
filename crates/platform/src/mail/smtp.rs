//! Letters to a mail server (RFC 5321), over a few connections that are kept open between letters.

use std::{fs, path::Path, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    transport::smtp::{
        Error, PoolConfig, authentication,
        client::{Certificate, Tls, TlsParameters},
    },
};
use tokio::time::timeout;

use super::{MailError, Message, RouteError, Security, Server, without_addresses};

/// Patience for each answer of the server.
const ANSWER: Duration = Duration::from_secs(10);
/// Patience for a whole letter, from the connection to the last 250.
const WHOLE: Duration = Duration::from_secs(30);
/// Connections kept at most: as many as jobs run at the same time.
const CONNECTIONS: u32 = 4;
/// How long an idle connection is kept: servers close theirs after a few minutes.
const IDLE: Duration = Duration::from_secs(30);

/// A mail server.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// Prepares to speak to a server; nothing is sent yet. The certificate of the server is always verified.
    pub fn to(server: &Server, authorities: Option<&Path>) -> Result<Self, RouteError> {
        let tls = match server.security {
            Security::Plain => Tls::None,
            Security::StartTls => Tls::Required(tls(&server.host, authorities)?),
            Security::Tls => Tls::Wrapper(tls(&server.host, authorities)?),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.clone())
            .port(server.port)
            .tls(tls)
            .timeout(Some(ANSWER))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE));
        if let Some(who) = &server.credentials {
            builder =
                builder.credentials(authentication::Credentials::new(who.user.clone(), who.password.clone()));
        }
        Ok(Self { transport: builder.build() })
    }

    /// Gives a letter to the server. Done means that it answered 250 after the last byte.
    pub async fn send(&self, message: &Message) -> Result<(), MailError> {
        let mime = message.to_mime()?;
        match timeout(WHOLE, self.transport.send(mime)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(verdict(&error)),
            Err(_) => Err(MailError::Temporary(format!("no end after {} s", WHOLE.as_secs()))),
        }
    }

    /// Connects, greets and signs in where that is asked, without sending anything.
    pub async fn greet(&self) -> Result<(), MailError> {
        match timeout(WHOLE, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(MailError::Temporary("the server hung up".to_owned())),
            Ok(Err(error)) => Err(verdict(&error)),
            Err(_) => Err(MailError::Temporary(format!("no answer in {} s", WHOLE.as_secs()))),
        }
    }
}

fn tls(host: &str, authorities: Option<&Path>) -> Result<TlsParameters, RouteError> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = authorities {
        let refused = |why: String| RouteError::Authorities { file: file.display().to_string(), why };
        let pem = fs::read(file).map_err(|error| refused(error.to_string()))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| refused(error.to_string()))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build_rustls().map_err(|error| RouteError::Tls(error.to_string()))
}

/// Codes by which a server refuses the recipient or the letter itself for good (RFC 5321 §4.2.3, RFC 7504). Other 5xx
/// (wrong password, commands it does not know) are a fault of the installation: mended there, the letter leaves.
const REFUSED_FOR_GOOD: [u16; 5] = [550, 551, 553, 554, 556];

fn verdict(error: &Error) -> MailError {
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        let text = deeper.to_string();
        if !said.contains(&text) {
            said = format!("{said}: {text}");
        }
        cause = deeper.source();
    }
    let said = without_addresses(&said);
    let code = error.status().map(u16::from);
    match code {
        Some(code) if REFUSED_FOR_GOOD.contains(&code) => MailError::Permanent(said),
        _ => MailError::Temporary(said),
    }
}
