//! The antivirus of the operator, when there is one: clamd, asked over its socket by the protocol that it publishes
//! (`INSTREAM`, clamd(8)).

use std::{path::PathBuf, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// Looking through one file: clamd unpacks what it can.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);
/// Bytes sent at once.
const CHUNK: usize = 64 << 10;
const LONGEST_ANSWER: u64 = 4096;

/// Where clamd listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanner {
    /// Path of a socket on this machine.
    Unix(PathBuf),
    /// `host:port`.
    Tcp(String),
}

/// Why nothing can be said of a file: it must wait.
#[derive(Debug, thiserror::Error)]
pub enum ScannerError {
    /// Neither a path nor `host:port`.
    #[error("DOCTONEXT_CLAMAV_SOCKET must be a path or host:port, not {0:?}")]
    Address(String),
    /// Nobody answers there.
    #[error("clamd cannot be reached: {0}")]
    Unreachable(#[from] std::io::Error),
    /// It takes too long.
    #[error("clamd did not answer in time")]
    Late,
    /// It looked and gave up.
    #[error("clamd could not look through the file: {0}")]
    Confused(String),
}

impl Scanner {
    /// Reads an address: a path begins with a slash.
    pub fn at(address: &str) -> Result<Self, ScannerError> {
        if address.starts_with('/') {
            return Ok(Self::Unix(PathBuf::from(address)));
        }
        let port = address
            .rsplit_once(':')
            .filter(|(host, _)| !host.is_empty())
            .map(|(_, port)| port.parse::<u16>());
        match port {
            Some(Ok(_)) => Ok(Self::Tcp(address.to_owned())),
            _ => Err(ScannerError::Address(address.to_owned())),
        }
    }

    /// Whether a file is clean. An error says nothing about the file.
    pub async fn is_clean(&self, bytes: &[u8]) -> Result<bool, ScannerError> {
        let answer = self.ask(b"zINSTREAM\0", Some(bytes)).await?;
        match answer.strip_prefix("stream: ") {
            Some("OK") => Ok(true),
            Some(found) if found.ends_with(" FOUND") => {
                tracing::warn!(found, "the antivirus refused a file");
                Ok(false)
            }
            _ => Err(ScannerError::Confused(answer)),
        }
    }

    /// Whether it is there, for `doctonext doctor`.
    pub async fn greet(&self) -> Result<(), ScannerError> {
        let answer = self.ask(b"zPING\0", None).await?;
        if answer == "PONG" { Ok(()) } else { Err(ScannerError::Confused(answer)) }
    }

    async fn ask(&self, command: &[u8], stream: Option<&[u8]>) -> Result<String, ScannerError> {
        let late = |_| ScannerError::Late;
        match self {
            Self::Unix(path) => {
                let socket = timeout(CONNECT_WITHIN, UnixStream::connect(path)).await.map_err(late)??;
                timeout(ANSWER_WITHIN, converse(socket, command, stream)).await.map_err(late)?
            }
            Self::Tcp(address) => {
                let socket = timeout(CONNECT_WITHIN, TcpStream::connect(address)).await.map_err(late)??;
                timeout(ANSWER_WITHIN, converse(socket, command, stream)).await.map_err(late)?
            }
        }
    }
}

async fn converse(
    mut socket: impl AsyncRead + AsyncWrite + Unpin,
    command: &[u8],
    stream: Option<&[u8]>,
) -> Result<String, ScannerError> {
    socket.write_all(command).await?;
    if let Some(bytes) = stream {
        // Past its own limit clamd answers and closes before it has read all: then the answer counts, not the pipe.
        if let Err(error) = send(&mut socket, bytes).await {
            let answer = answer_of(&mut socket).await.unwrap_or_default();
            return if answer.is_empty() { Err(error.into()) } else { Ok(answer) };
        }
    }
    Ok(answer_of(&mut socket).await?)
}

/// Chunks with their length before them, a length of zero at the end.
async fn send(socket: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> std::io::Result<()> {
    for chunk in bytes.chunks(CHUNK) {
        socket.write_u32(u32::try_from(chunk.len()).unwrap_or_default()).await?;
        socket.write_all(chunk).await?;
    }
    socket.write_u32(0).await?;
    socket.flush().await
}

async fn answer_of(socket: &mut (impl AsyncRead + Unpin)) -> std::io::Result<String> {
    let mut answer = Vec::new();
    socket.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).trim_end_matches(['\0', '\n']).to_owned())
}
