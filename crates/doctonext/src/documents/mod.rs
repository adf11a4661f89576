//! Documents that people send, as they are kept: pictures written anew, papers looked through, both sealed.
//!
//! Owns no table: the room that takes a document names its place and its file.

mod pdf;

use bytes::Bytes;
use image::imageops::FilterType;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

#[cfg(test)]
pub(crate) use pdf::tests::paper;

use crate::{
    app::App,
    failure::Failure,
    pictures::{self, PictureError},
    sealing::{Place, Scope, Sealed},
};

/// Largest request taken: a file, and a little for the rest of the form.
pub const LARGEST_UPLOAD: usize = (15 << 20) + (64 << 10);
const LARGEST_FILE: usize = 15 << 20;
/// Files that are in memory at once; who comes later waits before their file is read.
pub static UPLOADS: Semaphore = Semaphore::const_new(2);
/// Files that are being opened at once: whoever reads holds several times the size of a document in memory.
static OPENINGS: Semaphore = Semaphore::const_new(4);
/// Longest side of a kept picture, in pixels: small print stays readable.
const LONGEST_SIDE: u32 = 2400;
const QUALITY: u8 = 85;

/// A document ready to keep.
pub struct Document {
    /// `application/pdf` or `image/jpeg`.
    pub media_type: &'static str,
    /// Of the file as it is kept.
    pub bytes: Vec<u8>,
}

/// Why a document is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Nothing was sent.
    #[error("Choisissez un fichier.")]
    Missing,
    /// Past 15 MB.
    #[error("Ce fichier dépasse 15\u{a0}Mo. Choisissez-en un plus léger.")]
    Heavy,
    /// Another format, whatever its name says.
    #[error("Seuls les PDF et les images JPEG, PNG et WebP sont acceptés.")]
    Kind,
    /// A PDF that does more than paper.
    #[error(
        "Ce PDF contient un programme, un fichier joint ou un mot de passe. Imprimez-le en PDF simple, ou envoyez-en une photo."
    )]
    Active,
    /// Torn.
    #[error("Ce fichier ne peut pas être lu. Essayez-en un autre.")]
    Broken,
}

/// Makes what is kept of a file, or says why it is not taken. Its name and the type that it claims prove nothing.
pub async fn prepare(bytes: Vec<u8>) -> Result<Document, DocumentError> {
    if bytes.is_empty() {
        return Err(DocumentError::Missing);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(DocumentError::Heavy);
    }
    if bytes.starts_with(b"%PDF-") {
        let (bytes, plain) = tokio::task::spawn_blocking(move || {
            let plain = pdf::is_plain_paper(&bytes);
            (bytes, plain)
        })
        .await
        .map_err(|_| DocumentError::Broken)?;
        return if plain {
            Ok(Document { media_type: "application/pdf", bytes })
        } else {
            Err(DocumentError::Active)
        };
    }
    let bytes = pictures::one_at_a_time(move || {
        let picture = pictures::decode(&bytes)?;
        let kept = if picture.width().max(picture.height()) > LONGEST_SIDE {
            picture.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle)
        } else {
            picture
        };
        pictures::encode(&kept.to_rgb8(), QUALITY)
    })
    .await
    .map_err(|error| match error {
        PictureError::Kind => DocumentError::Kind,
        PictureError::Heavy | PictureError::Huge => DocumentError::Heavy,
        PictureError::Missing | PictureError::Broken => DocumentError::Broken,
    })?;
    Ok(Document { media_type: "image/jpeg", bytes })
}

impl Document {
    /// Checksum of the file as it is kept.
    #[must_use]
    pub fn sha256(&self) -> Vec<u8> {
        Sha256::digest(&self.bytes).to_vec()
    }

    /// Seals the document with its owner's key, for its place, and keeps it.
    pub async fn keep(
        &self,
        app: &App,
        db: &mut PgConnection,
        person: &str,
        place: Place<'_>,
        file: &str,
    ) -> Result<(), Failure> {
        let sealed = app.vault.seal(db, Scope::Person(person), place, &self.bytes).await?;
        let sealed = sealed.to_bytes().unwrap_or_default();
        app.files.put(file, Bytes::from(sealed)).await.map_err(Failure::broken)
    }
}

/// A kept document, opened.
pub async fn open(
    app: &App,
    db: &mut PgConnection,
    place: Place<'_>,
    file: &str,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let _place = OPENINGS.acquire().await.map_err(Failure::broken)?;
    let kept = app.files.get(file).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    Ok(app.vault.open(db, place, &Sealed::from_bytes(&kept)).await?)
}
