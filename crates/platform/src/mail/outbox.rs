//! Letters as files: one `.eml` each, whole or not there at all.

use std::{
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use tokio::{fs, io::AsyncWriteExt};

use super::{MailError, Message};

/// The list beside the letters: a line each, naming nobody.
const INDEX: &str = "index.jsonl";

/// A folder of letters.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// A letter found in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Name of its file, without the folder.
    pub file: String,
}

impl Outbox {
    /// The outbox in this folder, which is made with the first letter.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Puts a letter down. Its name comes from its own date and id, so a second attempt finds it there and changes
    /// nothing.
    pub async fn put(&self, message: &Message) -> Result<(), MailError> {
        let bytes = message.to_mime()?.formatted();
        self.write(&file_name(&message.id, message.date), &bytes, message)
            .await
            .map_err(|error| MailError::Temporary(format!("the outbox cannot be written: {error}")))
    }

    async fn write(&self, name: &str, bytes: &[u8], message: &Message) -> io::Result<()> {
        let place = self.folder.join(name);
        if fs::try_exists(&place).await? {
            return Ok(());
        }
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder).await?;
        let draft = self.folder.join(format!(".{name}.draft"));
        let mut file = ours_alone().truncate(true).open(&draft).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        fs::rename(&draft, &place).await?;
        let line = format!(
            "{{\"id\":\"{}\",\"kind\":\"{}\",\"at\":\"{}\"}}\n",
            message.id,
            message.kind,
            message.date.format("%Y-%m-%dT%H:%M:%SZ")
        );
        let mut index = ours_alone().append(true).open(self.folder.join(INDEX)).await?;
        index.write_all(line.as_bytes()).await?;
        index.flush().await
    }

    /// The letters in the folder, newest first.
    pub async fn letters(&self) -> io::Result<Vec<Posted>> {
        let mut found = Vec::new();
        let mut entries = match fs::read_dir(&self.folder).await {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(error),
        };
        while let Some(entry) = entries.next_entry().await? {
            let file = entry.file_name().to_string_lossy().into_owned();
            if is_letter(&file) {
                found.push(Posted { file });
            }
        }
        found.sort_by(|a, b| b.file.cmp(&a.file));
        Ok(found)
    }

    /// The bytes of a letter; none when there is no such letter.
    pub async fn read(&self, file: &str) -> io::Result<Option<Vec<u8>>> {
        if !is_letter(file) {
            return Ok(None);
        }
        match fs::read(self.folder.join(file)).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn ours_alone() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.create(true).write(true).mode(0o600);
    options
}

fn file_name(id: &str, date: DateTime<Utc>) -> String {
    format!("{}-{id}.eml", date.format("%Y%m%dT%H%M%SZ"))
}

/// Whether a name is one that [`file_name`] makes: nothing else is read, whatever a request asks for.
fn is_letter(file: &str) -> bool {
    file.strip_suffix(".eml").is_some_and(|stem| {
        !stem.is_empty() && stem.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
    })
}
