//! Pictures of people: whatever comes in, a small square JPEG without a word about where it was taken goes out.

use std::{
    io::Cursor,
    sync::{Arc, LazyLock},
};

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
    imageops::FilterType,
};
use tokio::sync::Semaphore;

/// Largest file taken, and a little for the rest of the form.
pub(super) const LARGEST_UPLOAD: usize = (10 << 20) + (64 << 10);
/// Largest picture, in pixels a side: 40 megapixels as a square.
const LONGEST_SIDE: u32 = 12_000;
const MOST_PIXELS: u64 = 40_000_000;
/// Memory that decoding one picture may take.
const MOST_MEMORY: u64 = 256 << 20;
/// Pixels a side of what is kept.
const SIDE: u32 = 320;
const QUALITY: u8 = 82;
/// One at a time: decoding 40 megapixels takes a processor and 160 MB for a second.
static ONE_AT_A_TIME: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));
/// Files that are in memory at once; who comes later waits before their file is read.
pub(super) static UPLOADS: Semaphore = Semaphore::const_new(4);

/// Why a picture is not taken, in French.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum PictureError {
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

/// Makes the picture that is kept: 320 pixels a side, JPEG, centred, upright, without metadata.
pub(super) async fn prepare(bytes: Vec<u8>) -> Result<Vec<u8>, PictureError> {
    let Ok(turn) = ONE_AT_A_TIME.clone().acquire_owned().await else { return Err(PictureError::Broken) };
    // The turn goes along: a visitor who hangs up ends the waiting, not the work.
    let work = move || {
        let kept = convert(&bytes);
        drop(turn);
        kept
    };
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(PictureError::Broken))
}

fn convert(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
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
    let mut decoder = reader.into_decoder().map_err(|error| of(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::Huge);
    }
    let upright = decoder.orientation().map_err(|_| PictureError::Broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| of(&error))?;
    picture.apply_orientation(upright);
    let square = picture.resize_to_fill(SIDE, SIDE, FilterType::Lanczos3).to_rgb8();
    let mut kept = Vec::new();
    JpegEncoder::new_with_quality(&mut kept, QUALITY)
        .encode_image(&square)
        .map_err(|_| PictureError::Broken)?;
    Ok(kept)
}

fn of(error: &image::ImageError) -> PictureError {
    match error {
        image::ImageError::Limits(_) => PictureError::Huge,
        _ => PictureError::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(width, height, |x, _| {
            image::Rgb([u8::try_from(x * 255 / width).unwrap(), 80, 120])
        }))
    }

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG whose EXIF block says where it was taken and that it lies on its side (orientation 6).
    fn taken_at_home() -> Vec<u8> {
        let jpeg = encoded(&picture(600, 300), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 46.1706N 1.8715E chez Claire");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn what_is_kept_is_a_small_square_that_tells_nothing_of_its_place() {
        let kept = convert(&taken_at_home()).unwrap();

        assert!(!kept.windows(3).any(|it| it == b"GPS") && !kept.windows(4).any(|it| it == b"Exif"));
        let seen = image::load_from_memory(&kept).unwrap();
        assert_eq!((seen.width(), seen.height()), (SIDE, SIDE));
        // Upright again: the shades that ran from left to right now run from top to bottom.
        let seen = seen.to_rgb8();
        assert!(seen.get_pixel(160, 300)[0].abs_diff(seen.get_pixel(160, 20)[0]) > 60);
        assert!(seen.get_pixel(300, 160)[0].abs_diff(seen.get_pixel(20, 160)[0]) < 30);
    }

    #[test]
    fn png_and_webp_are_taken_and_their_names_prove_nothing() {
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            assert!(convert(&encoded(&picture(40, 90), format)).is_ok());
        }
        assert_eq!(convert(b"<svg onload=alert(1)>"), Err(PictureError::Kind));
        assert_eq!(convert(b"GIF89a..........."), Err(PictureError::Kind));
        assert_eq!(convert(&encoded(&picture(40, 90), ImageFormat::Png)[..60]), Err(PictureError::Broken));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        // A PNG header that promises 60,000 by 60,000 pixels.
        let mut bomb = encoded(&picture(8, 8), ImageFormat::Png);
        bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        assert!(matches!(convert(&bomb), Err(PictureError::Huge | PictureError::Broken)));
    }
}
