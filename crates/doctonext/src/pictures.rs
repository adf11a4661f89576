//! Pictures that people send: read with limits, written anew as JPEG, so that nothing but what is seen remains.

use std::{
    io::Cursor,
    sync::{Arc, LazyLock},
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    metadata::Orientation,
};
use tokio::sync::Semaphore;

/// Largest picture, in pixels a side: 40 megapixels as a square.
const LONGEST_SIDE: u32 = 12_000;
const MOST_PIXELS: u64 = 40_000_000;
/// Memory that decoding one picture may take.
const MOST_MEMORY: u64 = 256 << 20;
/// One at a time: decoding 40 megapixels takes a processor and 160 MB for a second.
static ONE_AT_A_TIME: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

/// Why a picture is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PictureError {
    #[error("Choisissez une image.")]
    Missing,
    #[error("Cette image dépasse 10\u{a0}Mo. Choisissez-en une plus légère.")]
    Heavy,
    #[error("Seules les images JPEG, PNG et WebP sont acceptées.")]
    Kind,
    #[error("Cette image est trop grande (40\u{a0}mégapixels au plus).")]
    Huge,
    #[error("Cette image ne peut pas être lue. Essayez-en une autre.")]
    Broken,
}

/// Runs heavy work on pictures, one piece after the other.
pub(crate) async fn one_at_a_time<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
) -> Result<T, PictureError> {
    let Ok(turn) = ONE_AT_A_TIME.clone().acquire_owned().await else { return Err(PictureError::Broken) };
    // The turn goes along: a visitor who hangs up ends the waiting, not the work.
    let in_turn = move || {
        let done = work();
        drop(turn);
        done
    };
    tokio::task::spawn_blocking(in_turn).await.unwrap_or(Err(PictureError::Broken))
}

/// Reads a picture, upright.
pub(crate) fn decode(bytes: &[u8]) -> Result<DynamicImage, PictureError> {
    let (mut picture, upright) = decode_as_it_lies(bytes)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

/// Width and height that a picture promises, as it lies: its pixels are not unpacked yet.
pub(crate) fn look(bytes: &[u8]) -> Result<(u32, u32), PictureError> {
    Ok(open(bytes)?.dimensions())
}

/// Reads a picture, and how it must be turned: turning is cheaper once it is small.
pub(crate) fn decode_as_it_lies(bytes: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    let mut decoder = open(bytes)?;
    let upright = decoder.orientation().map_err(|_| PictureError::Broken)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| of(&error))?;
    Ok((picture, upright))
}

/// A picture whose head was read and is within the limits.
fn open(bytes: &[u8]) -> Result<impl ImageDecoder, PictureError> {
    // The name and the declared type of an upload prove nothing: its first bytes do.
    let format = match infer::get(bytes).map(|it| it.mime_type()) {
        Some("image/jpeg") => ImageFormat::Jpeg,
        Some("image/png") => ImageFormat::Png,
        Some("image/webp") => ImageFormat::WebP,
        _ => return Err(PictureError::Kind),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| of(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::Huge);
    }
    Ok(decoder)
}

/// Writes a picture as JPEG.
pub(crate) fn encode(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, PictureError> {
    let mut kept = Vec::new();
    JpegEncoder::new_with_quality(&mut kept, quality)
        .encode_image(picture)
        .map_err(|_| PictureError::Broken)?;
    Ok(kept)
}

fn of(error: &image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::Huge,
        _ => PictureError::Broken,
    }
}
