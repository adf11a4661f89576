//! Files that are kept: pictures, exports, documents. A key names each; a folder holds them, or later a bucket.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as Key};

/// A store of files. Cheap to clone.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>);

/// Why a file cannot be kept or read.
#[derive(Debug, thiserror::Error)]
#[error("the files cannot be reached: {0}")]
pub struct FilesError(#[from] object_store::Error);

impl Files {
    /// The files in this folder, which is made if need be, for its owner alone.
    pub fn in_folder(folder: &Path) -> std::io::Result<Self> {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(std::io::Error::other)?;
        Ok(Self(Arc::new(store)))
    }

    /// Keeps a file whole, or not at all.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), FilesError> {
        self.0.put(&Key::from(key), PutPayload::from_bytes(bytes)).await?;
        Ok(())
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
}
