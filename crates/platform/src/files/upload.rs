//! A file that comes bit by bit.

use std::{fmt, sync::Arc};

use bytes::{Bytes, BytesMut};
use object_store::{MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, path::Path as Key};

use super::{FilesError, PART};

/// A file in the making. One part is in memory at most, twice for a moment; dropped, it leaves nothing in a folder, and
/// parts in a bucket that [`Upload::abandon`] or the bucket's own rule removes.
pub struct Upload {
    store: Arc<dyn ObjectStore>,
    key: Key,
    held: BytesMut,
    parts: Option<Box<dyn MultipartUpload>>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({})", self.key)
    }
}

impl Upload {
    pub(super) fn new(store: Arc<dyn ObjectStore>, key: Key) -> Self {
        Self { store, key, held: BytesMut::new(), parts: None }
    }

    /// Adds what follows.
    pub async fn write(&mut self, mut bytes: Bytes) -> Result<(), FilesError> {
        while !bytes.is_empty() {
            let room = PART - self.held.len();
            let taken = bytes.split_to(room.min(bytes.len()));
            self.held.extend_from_slice(&taken);
            if self.held.len() == PART {
                self.send_part().await?;
            }
        }
        Ok(())
    }

    async fn send_part(&mut self) -> Result<(), FilesError> {
        let part = std::mem::take(&mut self.held).freeze();
        let parts = match &mut self.parts {
            Some(parts) => parts,
            none => none.insert(self.store.put_multipart(&self.key).await?),
        };
        Ok(parts.put_part(PutPayload::from_bytes(part)).await?)
    }

    /// Keeps the file. A small one goes at once, without parts.
    pub async fn finish(mut self) -> Result<(), FilesError> {
        if self.parts.is_none() {
            self.store.put(&self.key, PutPayload::from_bytes(self.held.freeze())).await?;
            return Ok(());
        }
        if !self.held.is_empty() {
            self.send_part().await?;
        }
        if let Some(mut parts) = self.parts.take()
            && let Err(error) = parts.complete().await
        {
            // Best effort: whether or not the parts go, it is the first error that counts.
            drop(parts.abort().await);
            return Err(error.into());
        }
        Ok(())
    }

    /// Lets go of what was sent.
    pub async fn abandon(self) {
        if let Some(mut parts) = self.parts {
            drop(parts.abort().await);
        }
    }
}
