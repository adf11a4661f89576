//! What is kept of a photograph: three sizes, each as WebP and JPEG, and a glimpse of it in 32 pixels. Nothing of the
//! file that came survives but what is seen: no place, no date, no camera, no second file behind the first.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, Rgb, RgbImage, metadata::Orientation};

use crate::{
    picture_sizes::{WIDTHS, widths_of},
    pictures::{self, PictureError},
};

const JPEG_QUALITY: u8 = 80;
const WEBP_QUALITY: f32 = 76.0;
/// Pixels of the glimpse, on its longer side.
const GLIMPSE: u32 = 32;
const GLIMPSE_QUALITY: f32 = 40.0;
/// What libwebp can write (VP8: 14 bits a side).
const TALLEST: u32 = 16_383;

/// One size.
pub(super) struct Size {
    pub(super) width: u32,
    pub(super) jpeg: Vec<u8>,
    pub(super) webp: Vec<u8>,
}

/// All that is kept.
pub(super) struct Made {
    /// The smallest first; never empty.
    pub(super) sizes: Vec<Size>,
    /// Pixels of the largest.
    pub(super) width: u32,
    pub(super) height: u32,
    /// WebP.
    pub(super) placeholder: Vec<u8>,
}

/// Makes everything of one file. Takes a processor for about a second; memory is the caller's to bound.
pub(super) fn make(bytes: &[u8]) -> Result<Made, PictureError> {
    let (whole, upright) = pictures::decode_as_it_lies(bytes)?;
    let is_turned = matches!(
        upright,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    );
    let (width, height) = (whole.width(), whole.height());
    let across = if is_turned { height } else { width };
    // Made small before it is turned: turning copies the picture.
    let largest = if across > WIDTHS[2] {
        let (wide, high) = scaled((width, height), across, WIDTHS[2]);
        resized(&whole, wide, high)?
    } else {
        whole
    };
    let mut largest = largest;
    largest.apply_orientation(upright);
    let largest = flattened(largest);
    let (width, height) = largest.dimensions();
    if height > TALLEST {
        return Err(PictureError::Huge);
    }
    let largest = DynamicImage::ImageRgb8(largest);
    let sizes = widths_of(width)
        .into_iter()
        .map(|it| if it == width { size(largest.as_rgb8()) } else { size(narrowed(&largest, it)?.as_rgb8()) })
        .collect::<Result<Vec<_>, _>>()?;
    let (wide, high) = scaled((width, height), width.max(height), GLIMPSE.min(width.max(height)));
    let glimpse = resized(&largest, wide, high)?;
    let placeholder = webp(glimpse.as_rgb8().ok_or(PictureError::Broken)?, GLIMPSE_QUALITY)?;
    Ok(Made { sizes, width, height, placeholder })
}

/// Both sides, when one of them becomes `to`.
fn scaled((width, height): (u32, u32), from: u32, to: u32) -> (u32, u32) {
    let side = |it: u32| {
        let scaled = (u64::from(it) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
        u32::try_from(scaled).unwrap_or(to).max(1)
    };
    (side(width), side(height))
}

fn narrowed(picture: &DynamicImage, width: u32) -> Result<DynamicImage, PictureError> {
    let (wide, high) = scaled((picture.width(), picture.height()), picture.width(), width);
    resized(picture, wide, high)
}

fn resized(picture: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, PictureError> {
    let mut smaller = DynamicImage::new(width, height, picture.color());
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(picture, &mut smaller, &how).map_err(|_| PictureError::Broken)?;
    Ok(smaller)
}

/// Without transparency: on white, as paper is.
fn flattened(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let on_white = |value: u8, alpha: u8| {
        let mixed = (u16::from(value) * u16::from(alpha) + 255 * (255 - u16::from(alpha)) + 127) / 255;
        u8::try_from(mixed).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        Rgb([red, green, blue].map(|it| on_white(it, alpha)))
    })
}

fn size(picture: Option<&RgbImage>) -> Result<Size, PictureError> {
    let picture = picture.ok_or(PictureError::Broken)?;
    Ok(Size {
        width: picture.width(),
        jpeg: pictures::encode(picture, JPEG_QUALITY)?,
        webp: webp(picture, WEBP_QUALITY)?,
    })
}

fn webp(picture: &RgbImage, quality: f32) -> Result<Vec<u8>, PictureError> {
    let encoder = webp::Encoder::from_rgb(picture, picture.width(), picture.height());
    Ok(encoder.encode_simple(false, quality).map_err(|_| PictureError::Broken)?.to_vec())
}
