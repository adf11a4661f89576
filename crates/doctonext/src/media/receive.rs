//! Files as they come: read bit by bit, judged by their first bytes, staged before anything is done with them.

use std::time::Duration;

use axum::extract::multipart::Field;
use bytes::{Bytes, BytesMut};
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use super::{
    budget,
    file::{Kind, Refusal, START},
};
use crate::{app::App, failure::Failure, file_removals};

/// A whole batch: ten photographs, five documents, and the rest of the form.
pub(super) const LARGEST_BODY: usize = (10 * 10 + 5 * 15) << 20 | 1 << 20;
/// A line that gives nothing for so long is dead.
const SILENCE: Duration = Duration::from_secs(30);

/// A file that arrived whole.
pub(super) struct Arrived {
    pub(super) bytes: usize,
    /// SHA-256.
    pub(super) hash: Vec<u8>,
    pub(super) content: Content,
}

/// Where its content is.
pub(super) enum Content {
    /// Under this private key, as it came.
    Photograph { staged: String },
    /// In memory, to be sealed.
    Document { bytes: Bytes, _place: tokio::sync::SemaphorePermit<'static> },
}

/// What became of a part of the form.
pub(super) enum Reception {
    Arrived(Arrived),
    Refused(Refusal),
    /// The line broke before the end.
    Broken,
}

/// One file over the slowest line that we serve: 10 MB at 20 kB/s.
const WHOLE_WITHIN: Duration = Duration::from_mins(9);

/// Takes one file in, within its time.
pub(super) async fn receive(app: &App, field: Field<'_>) -> Result<Reception, Failure> {
    timeout(WHOLE_WITHIN, take(app, field)).await.unwrap_or(Ok(Reception::Broken))
}

/// Never more than a part of a photograph is in memory; who comes while all places are taken waits.
async fn take(app: &App, field: Field<'_>) -> Result<Reception, Failure> {
    let mut coming = Coming { field, hash: Sha256::new(), bytes: 0 };
    let mut start = BytesMut::new();
    while start.len() < START {
        match coming.next().await {
            Ok(Some(bytes)) => start.extend_from_slice(&bytes),
            Ok(None) => break,
            Err(()) => return Ok(Reception::Broken),
        }
    }
    if start.is_empty() {
        return Ok(Reception::Refused(Refusal::Empty));
    }
    match Kind::of(&start) {
        Some(kind) if coming.bytes > kind.largest() => Ok(Reception::Refused(Refusal::Heavy)),
        Some(Kind::Photograph) => coming.stage(app, start.freeze()).await,
        Some(Kind::Document) => coming.hold(start).await,
        None => Ok(Reception::Refused(Refusal::Kind)),
    }
}

/// A file on its way.
struct Coming<'a> {
    field: Field<'a>,
    hash: Sha256,
    bytes: usize,
}

impl Coming<'_> {
    async fn next(&mut self) -> Result<Option<Bytes>, ()> {
        let found = timeout(SILENCE, self.field.chunk()).await.map_err(|_| ())?.map_err(|_| ())?;
        if let Some(bytes) = &found {
            self.hash.update(bytes);
            self.bytes += bytes.len();
        }
        Ok(found)
    }

    /// A photograph goes straight to the storage.
    async fn stage(mut self, app: &App, start: Bytes) -> Result<Reception, Failure> {
        let _place = budget::PHOTOGRAPHS.acquire().await.map_err(Failure::broken)?;
        let staged = format!("media/staged/{}", uuid::Uuid::new_v4().simple());
        file_removals::expect(&app.db, &staged, app.clock.now()).await?;
        let mut upload = app.files.upload(&staged);
        upload.write(start).await.map_err(Failure::broken)?;
        loop {
            match self.next().await {
                Ok(Some(bytes)) if self.bytes <= Kind::Photograph.largest() => {
                    upload.write(bytes).await.map_err(Failure::broken)?;
                }
                Ok(Some(_)) => {
                    upload.abandon().await;
                    return Ok(Reception::Refused(Refusal::Heavy));
                }
                Ok(None) => break,
                Err(()) => {
                    upload.abandon().await;
                    return Ok(Reception::Broken);
                }
            }
        }
        upload.finish().await.map_err(Failure::broken)?;
        Ok(self.arrived(Content::Photograph { staged }))
    }

    /// A document is held until it is sealed.
    async fn hold(mut self, mut held: BytesMut) -> Result<Reception, Failure> {
        let place = budget::DOCUMENTS.acquire().await.map_err(Failure::broken)?;
        loop {
            match self.next().await {
                Ok(Some(bytes)) if self.bytes <= Kind::Document.largest() => held.extend_from_slice(&bytes),
                Ok(Some(_)) => return Ok(Reception::Refused(Refusal::Heavy)),
                Ok(None) => break,
                Err(()) => return Ok(Reception::Broken),
            }
        }
        Ok(self.arrived(Content::Document { bytes: held.freeze(), _place: place }))
    }

    fn arrived(self, content: Content) -> Reception {
        Reception::Arrived(Arrived { bytes: self.bytes, hash: self.hash.finalize().to_vec(), content })
    }
}
