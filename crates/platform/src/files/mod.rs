//! Files that are kept: pictures, exports, documents. A key names each; a folder holds them, or a bucket of an
//! S3-compatible storage.

mod bucket;
#[cfg(test)]
mod tests;
mod upload;

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Key};

pub use bucket::Bucket;
pub use upload::Upload;

/// Larger files go in parts of this size; the least that S3 takes as a part.
pub const PART: usize = 5 << 20;

/// A store of files. Cheap to clone.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>);

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
#[error("the files cannot be reached: {0}")]
pub struct FilesError(#[from] object_store::Error);

/// A file that is kept, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its key.
    pub key: String,
    /// When it was written, by the storage's clock.
    pub written_at: DateTime<Utc>,
}

impl Files {
    /// The files in this folder, which is made if need be, for its owner alone.
    pub fn in_folder(folder: &Path) -> std::io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(std::io::Error::other)?;
        Ok(Self(Arc::new(store)))
    }

    /// The files in this bucket. Nothing is asked of it yet.
    pub fn in_bucket(bucket: &Bucket) -> Result<Self, FilesError> {
        Ok(Self(Arc::new(bucket.open()?)))
    }

    /// Keeps a file whole, or not at all.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), FilesError> {
        if bytes.len() > PART {
            let mut upload = self.upload(key);
            upload.write(bytes).await?;
            return upload.finish().await;
        }
        self.0.put(&Key::from(key), PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    /// Begins a file that comes bit by bit; it is there once it is finished, or not at all.
    #[must_use]
    pub fn upload(&self, key: &str) -> Upload {
        Upload::new(self.0.clone(), Key::from(key))
    }

    /// A file; none when there is no such key.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>, FilesError> {
        match self.0.get(&Key::from(key)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a file; one that is not there is removed already.
    pub async fn delete(&self, key: &str) -> Result<(), FilesError> {
        match self.0.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Every file under a folder of keys (`media`), in no order.
    #[must_use]
    pub fn list(&self, folder: &str) -> BoxStream<'static, Result<Kept, FilesError>> {
        self.0
            .list(Some(&Key::from(folder)))
            .map_ok(|it| Kept { key: it.location.to_string(), written_at: it.last_modified })
            .map_err(FilesError::from)
            .boxed()
    }

    /// Writes, reads and removes a small file: whether the storage does what we ask of it.
    pub async fn try_out(&self) -> Result<(), FilesError> {
        const KEY: &str = "essai/doctor";
        self.put(KEY, Bytes::from_static(b"ecrit, lu, efface")).await?;
        let read = self.get(KEY).await?;
        self.delete(KEY).await?;
        match read {
            Some(bytes) if &bytes[..] == b"ecrit, lu, efface" => Ok(()),
            _ => Err(FilesError(object_store::Error::Generic {
                store: "files",
                source: "what was written is not what is read".into(),
            })),
        }
    }
}
