//! How much memory pictures may take while they are made, and how many files may come in at once.

use std::sync::{Arc, LazyLock};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Megabytes for pictures in work, all together: two photographs of 24 megapixels side by side, or one of 40.
const MEGABYTES: u32 = 448;
/// Bytes a pixel: what the hungriest decoder holds (a progressive JPEG keeps coefficients, 6, beside the picture, 3).
const BYTES_A_PIXEL: u64 = 9;
/// What the sizes, their encoders and the file itself take beside the decoded picture.
const BESIDE: u64 = 24;

static IN_WORK: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(MEGABYTES as usize)));

/// Photographs that come in at once. Each holds one part of a file, twice for a moment: 80 MB together.
pub(super) static PHOTOGRAPHS: Semaphore = Semaphore::const_new(8);
/// Documents that come in or are looked through at once: they are held whole to be sealed, 15 MB twice: 60 MB together.
pub(super) static DOCUMENTS: Semaphore = Semaphore::const_new(2);

/// Waits until a picture of this size may be unpacked.
pub(super) async fn room_for((width, height): (u32, u32)) -> Option<OwnedSemaphorePermit> {
    let needed = ((u64::from(width) * u64::from(height) * BYTES_A_PIXEL) >> 20) + BESIDE;
    let permits = u32::try_from(needed).unwrap_or(MEGABYTES).min(MEGABYTES);
    IN_WORK.clone().acquire_many_owned(permits).await.ok()
}
