//! Pictures of people: whatever comes in, a small square JPEG without a word about where it was taken goes out.

use image::imageops::FilterType;
use tokio::sync::Semaphore;

use crate::pictures;
pub(super) use crate::pictures::PictureError;

/// Largest file taken, and a little for the rest of the form.
pub(super) const LARGEST_UPLOAD: usize = (10 << 20) + (64 << 10);
/// Pixels a side of what is kept.
const SIDE: u32 = 320;
const QUALITY: u8 = 82;
/// Files that are in memory at once; who comes later waits before their file is read.
pub(super) static UPLOADS: Semaphore = Semaphore::const_new(4);

/// Makes the picture that is kept: 320 pixels a side, JPEG, centred, upright, without metadata.
pub(super) async fn prepare(bytes: Vec<u8>) -> Result<Vec<u8>, PictureError> {
    pictures::one_at_a_time(move || convert(&bytes)).await
}

fn convert(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let picture = pictures::decode(bytes)?;
    let square = picture.resize_to_fill(SIDE, SIDE, FilterType::Lanczos3).to_rgb8();
    pictures::encode(&square, QUALITY)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat};

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
