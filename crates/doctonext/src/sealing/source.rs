//! Where key-encryption keys come from: a file, the environment, a command. Never the database.
//!
//! All three give the same text: `number:base64`, one after the other, parted by commas or lines; the highest number
//! wraps what is new.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use vault::{KEY_LENGTH, KeyEncryptionKey, SystemRandom};
use zeroize::Zeroizing;

use crate::config::{Mode, Secret, Settings};

/// A command that gives keys answers within this time.
const COMMAND_LASTS: Duration = Duration::from_secs(10);

/// A source of keys.
#[derive(Clone)]
pub enum KeySource {
    /// A file that its owner alone can read; made at first start when it is ours.
    File {
        /// Where.
        path: PathBuf,
        /// Whether to make it when it is not there.
        ours: bool,
    },
    /// The setting `DOCTONEXT_KEY_ENCRYPTION_KEYS`.
    Environment(Secret),
    /// What a command prints, such as the client of a key management system.
    Command(String),
}

/// Why keys cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// Production says where its keys are.
    #[error(
        "DOCTONEXT_KEYS is missing: in production, say where the key-encryption keys are (file:PATH, env or command:…)"
    )]
    NotChosen,
    /// Neither of the known words.
    #[error("DOCTONEXT_KEYS must be file:PATH, env or command:…")]
    UnknownSource,
    /// `env` without the setting.
    #[error("DOCTONEXT_KEY_ENCRYPTION_KEYS is missing")]
    NoEnvironment,
    /// The file cannot be read or made.
    #[error("the keys {0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// Others may read it.
    #[error("the keys {0} can be read by other users: chmod 600 {0}")]
    OpenToOthers(PathBuf),
    /// The text is not what it should be. Never says what it was.
    #[error(
        "the key-encryption keys must be written number:base64 (32 bytes each), parted by commas or lines"
    )]
    Malformed,
    /// The command failed or did not answer in time.
    #[error("the command that gives the key-encryption keys failed or took more than ten seconds")]
    Command,
    /// Only our own file can be given a new key by us.
    #[error(
        "add a key with a higher number to your source of keys first, then run `doctonext keys rotate --no-new-key`"
    )]
    NotOurs,
    /// No randomness.
    #[error("the system gives no randomness")]
    NoRandomness,
}

impl KeySource {
    /// The source that the operator chose; in development, a file under `var`.
    pub fn chosen(settings: &Settings) -> Result<Self, SourceError> {
        match settings.keys.as_deref() {
            None if settings.mode == Mode::Production => Err(SourceError::NotChosen),
            None => Ok(Self::File { path: Self::default_path(&settings.var), ours: true }),
            Some("env") => {
                settings.key_encryption_keys.clone().map(Self::Environment).ok_or(SourceError::NoEnvironment)
            }
            Some(other) => match other.split_once(':') {
                Some(("file", path)) => {
                    Ok(Self::File { path: path.into(), ours: settings.mode == Mode::Development })
                }
                Some(("command", line)) => Ok(Self::Command(line.to_owned())),
                _ => Err(SourceError::UnknownSource),
            },
        }
    }

    /// Where the keys of a development lie.
    #[must_use]
    pub fn default_path(var: &Path) -> PathBuf {
        var.join("keys").join("key-encryption.keys")
    }

    /// Where the keys come from, for `keys show` and `doctor`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File { path, .. } => path.display().to_string(),
            Self::Environment(_) => "DOCTONEXT_KEY_ENCRYPTION_KEYS".to_owned(),
            Self::Command(_) => "a command".to_owned(),
        }
    }

    /// The keys of this moment.
    pub async fn load(&self) -> Result<Vec<KeyEncryptionKey>, SourceError> {
        match self {
            Self::File { path, ours } => {
                if *ours && !path.exists() {
                    write_first(path)?;
                }
                read_file(path)
            }
            Self::Environment(keys) => parse(keys.expose()),
            Self::Command(line) => run(line).await,
        }
    }

    /// Adds a new key with the next number; only to a file.
    pub async fn add_key(&self) -> Result<(), SourceError> {
        let Self::File { path, .. } = self else { return Err(SourceError::NotOurs) };
        let mut keys = self.load().await?;
        let next = keys.iter().map(KeyEncryptionKey::id).max().unwrap_or(0) + 1;
        keys.push(KeyEncryptionKey::fresh(next, &SystemRandom).map_err(|_| SourceError::NoRandomness)?);
        let draft = draft_beside(path);
        write_new(&draft, &print(&keys))
            .and_then(|()| fs::rename(&draft, path))
            .map_err(|error| SourceError::Unreadable(path.clone(), error))
    }
}

fn parse(text: &str) -> Result<Vec<KeyEncryptionKey>, SourceError> {
    let keys: Vec<KeyEncryptionKey> = text
        .split([',', '\n'])
        .map(str::trim)
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
        .map(|entry| {
            let (number, key) = entry.split_once(':')?;
            let decoded = Zeroizing::new(STANDARD.decode(key.trim()).ok()?);
            let bytes: Zeroizing<[u8; KEY_LENGTH]> = Zeroizing::new(decoded.as_slice().try_into().ok()?);
            let number: i16 = number.trim().parse().ok().filter(|it| *it > 0)?;
            Some(KeyEncryptionKey::new(number, *bytes))
        })
        .collect::<Option<_>>()
        .ok_or(SourceError::Malformed)?;
    let mut numbers: Vec<i16> = keys.iter().map(KeyEncryptionKey::id).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if keys.is_empty() || numbers.len() != keys.len() { Err(SourceError::Malformed) } else { Ok(keys) }
}

fn print(keys: &[KeyEncryptionKey]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::from(
        "# Doctonext: keep a copy of this file apart from the backups of the database.\n",
    ));
    for key in keys {
        let encoded = Zeroizing::new(STANDARD.encode(key.expose()));
        text.extend([key.id().to_string().as_str(), ":", &encoded, "\n"]);
    }
    text
}

fn read_file(path: &Path) -> Result<Vec<KeyEncryptionKey>, SourceError> {
    let unreadable = |error| SourceError::Unreadable(path.to_owned(), error);
    let about = fs::metadata(path).map_err(unreadable)?;
    if about.permissions().mode() & 0o077 != 0 {
        return Err(SourceError::OpenToOthers(path.to_owned()));
    }
    parse(&Zeroizing::new(fs::read_to_string(path).map_err(unreadable)?))
}

/// The first key. Written whole beside its place and then linked there: a kill in between leaves no half key, and of two
/// first starts the second finds the key of the first.
fn write_first(path: &Path) -> Result<(), SourceError> {
    let unreadable = |error| SourceError::Unreadable(path.to_owned(), error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(unreadable)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(unreadable)?;
    let key = KeyEncryptionKey::fresh(1, &SystemRandom).map_err(|_| SourceError::NoRandomness)?;
    let draft = draft_beside(path);
    let made = write_new(&draft, &print(&[key])).and_then(|()| fs::hard_link(&draft, path));
    let _ = fs::remove_file(&draft);
    match made {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(unreadable(error)),
        _ => Ok(()),
    }
}

fn draft_beside(path: &Path) -> PathBuf {
    path.with_extension(format!("{}.draft", std::process::id()))
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

async fn run(line: &str) -> Result<Vec<KeyEncryptionKey>, SourceError> {
    let asked = tokio::process::Command::new("sh")
        .args(["-c", line])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = tokio::time::timeout(COMMAND_LASTS, asked).await;
    let output = output.map_err(|_| SourceError::Command)?.map_err(|_| SourceError::Command)?;
    if !output.status.success() {
        return Err(SourceError::Command);
    }
    let text = Zeroizing::new(output.stdout);
    parse(std::str::from_utf8(&text).map_err(|_| SourceError::Malformed)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(pairs: &[(&str, &str)]) -> Settings {
        Settings::from_environment(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
            .unwrap()
    }

    #[tokio::test]
    async fn the_file_of_a_development_is_made_once_and_for_its_owner_alone() {
        let var = tempfile::tempdir().unwrap();
        let source =
            KeySource::chosen(&settings(&[("DOCTONEXT_VAR", var.path().to_str().unwrap())])).unwrap();

        let first = source.load().await.unwrap();
        let again = source.load().await.unwrap();

        assert_eq!((first.len(), first[0].id()), (1, 1));
        assert_eq!(first[0].expose(), again[0].expose());
        let path = KeySource::default_path(var.path());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(source.load().await.err().unwrap().to_string().contains("chmod 600"));
    }

    #[test]
    fn production_says_where_its_keys_are() {
        let production =
            [("DOCTONEXT_MODE", "production"), ("DOCTONEXT_PUBLIC_URL", "https://doctonext.example")];
        assert!(matches!(KeySource::chosen(&settings(&production)), Err(SourceError::NotChosen)));
    }

    #[tokio::test]
    async fn a_command_gives_keys_or_is_refused_without_being_quoted() {
        let key = STANDARD.encode([5; KEY_LENGTH]);
        let keys = KeySource::Command(format!("echo 1:{key}; echo 2:{key}")).load().await.unwrap();
        assert_eq!(keys.iter().map(KeyEncryptionKey::id).collect::<Vec<_>>(), [1, 2]);

        let error = KeySource::Command("echo 1:secret-words".to_owned()).load().await.err().unwrap();
        assert!(!error.to_string().contains("secret-words"));
        assert!(KeySource::Command("exit 3".to_owned()).load().await.is_err());
    }

    #[test]
    fn one_number_is_one_key() {
        let key = STANDARD.encode([5; KEY_LENGTH]);
        assert!(parse(&format!("1:{key},1:{key}")).is_err());
        assert!(parse(&format!("0:{key}")).is_err());
        assert!(parse("").is_err());
    }
}
