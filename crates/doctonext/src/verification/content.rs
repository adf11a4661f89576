//! Documents as they are kept: pictures written anew, papers looked through, both sealed.

use bytes::Bytes;
use image::imageops::FilterType;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use crate::{
    app::App,
    failure::Failure,
    pdf,
    pictures::{self, PictureError},
    sealing::{Place, Scope, Sealed},
};

/// Largest file taken, and a little for the rest of the form.
pub(super) const LARGEST_UPLOAD: usize = (15 << 20) + (64 << 10);
const LARGEST_FILE: usize = 15 << 20;
/// Files that are in memory at once; who comes later waits before their file is read.
pub(super) static UPLOADS: Semaphore = Semaphore::const_new(2);
/// Longest side of a kept picture, in pixels: small print stays readable.
const LONGEST_SIDE: u32 = 2400;
const QUALITY: u8 = 85;

/// A document ready to keep.
pub(super) struct Content {
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Why a document is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum ContentError {
    #[error("Choisissez un fichier.")]
    Missing,
    #[error("Ce fichier dépasse 15\u{a0}Mo. Choisissez-en un plus léger.")]
    Heavy,
    #[error("Seuls les PDF et les images JPEG, PNG et WebP sont acceptés.")]
    Kind,
    #[error(
        "Ce PDF contient un programme, un fichier joint ou un mot de passe. Imprimez-le en PDF simple, ou envoyez-en une photo."
    )]
    Active,
    #[error("Ce fichier ne peut pas être lu. Essayez-en un autre.")]
    Broken,
}

/// Makes what is kept of a file. Its name and the type that it claims prove nothing.
pub(super) async fn prepare(bytes: Vec<u8>) -> Result<Content, ContentError> {
    if bytes.is_empty() {
        return Err(ContentError::Missing);
    }
    if bytes.len() > LARGEST_FILE {
        return Err(ContentError::Heavy);
    }
    if bytes.starts_with(b"%PDF-") {
        let (bytes, plain) = tokio::task::spawn_blocking(move || {
            let plain = pdf::is_plain_paper(&bytes);
            (bytes, plain)
        })
        .await
        .map_err(|_| ContentError::Broken)?;
        return if plain {
            Ok(Content { media_type: "application/pdf", bytes })
        } else {
            Err(ContentError::Active)
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
        PictureError::Kind => ContentError::Kind,
        PictureError::Heavy | PictureError::Huge => ContentError::Heavy,
        PictureError::Missing | PictureError::Broken => ContentError::Broken,
    })?;
    Ok(Content { media_type: "image/jpeg", bytes })
}

impl Content {
    pub(super) fn sha256(&self) -> Vec<u8> {
        Sha256::digest(&self.bytes).to_vec()
    }

    /// Seals the document with its owner's key and keeps it.
    pub(super) async fn keep(
        &self,
        app: &App,
        db: &mut PgConnection,
        person: &str,
        piece: &str,
        file: &str,
    ) -> Result<(), Failure> {
        let sealed = app.vault.seal(db, Scope::Person(person), place(piece), &self.bytes).await?;
        let sealed = sealed.to_bytes().unwrap_or_default();
        app.files.put(file, Bytes::from(sealed)).await.map_err(Failure::broken)
    }
}

/// A kept document, opened.
pub(super) async fn open(
    app: &App,
    db: &mut PgConnection,
    piece: &str,
    file: &str,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let kept = app.files.get(file).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    Ok(app.vault.open(db, place(piece), &Sealed::from_bytes(&kept)).await?)
}

fn place(piece: &str) -> Place<'_> {
    Place { table: "verification_pieces", column: "file", row: piece }
}
