//! The process that draws: reads a task and a document, answers with a picture, ends.

use std::{
    io::{self, BufRead, Read, Write},
    process::ExitCode,
};

use hayro::{
    PixmapSettings, RenderCache, RenderSettings,
    hayro_interpret::InterpreterSettings,
    hayro_syntax::{Pdf, page::Page},
    vello_cpu::color::palette::css::{TRANSPARENT, WHITE},
};
use image::RgbImage;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::{ANSWER, LONGEST_SIDE, MOST_PAGES, Task, mark};
use crate::pictures;

/// Bytes of address space: a page, its pictures, and room to unpack them.
const MOST_MEMORY: u64 = 1 << 30;
/// Seconds of a processor.
const MOST_SECONDS: u64 = 10;
/// Larger than any document that is kept.
const LARGEST_DOCUMENT: u64 = 20 << 20;
const QUALITY: u8 = 82;

/// Draws what its input asks for. Ends with a failure when it cannot.
#[must_use]
pub fn run() -> ExitCode {
    if limit().is_err() {
        return ExitCode::FAILURE;
    }
    match answer() {
        Some(bytes) => {
            let mut out = io::stdout().lock();
            let written =
                out.write_all(ANSWER).and_then(|()| out.write_all(&bytes)).and_then(|()| out.flush());
            if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        None => ExitCode::FAILURE,
    }
}

/// From here on the process can take no more than this, nor write a file, nor leave a copy of its memory.
fn limit() -> rustix::io::Result<()> {
    for (what, most) in [
        (Resource::As, MOST_MEMORY),
        (Resource::Cpu, MOST_SECONDS),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ] {
        setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

fn answer() -> Option<Vec<u8>> {
    let mut input = io::stdin().lock();
    let mut head = Vec::new();
    input.by_ref().take(64 << 10).read_until(b'\n', &mut head).ok()?;
    let task: Task = serde_json::from_slice(&head).ok()?;
    let mut bytes = Vec::new();
    input.take(LARGEST_DOCUMENT).read_to_end(&mut bytes).ok()?;
    if task.media_type == "application/pdf" { of_pdf(&task, bytes) } else { of_picture(&task, &bytes) }
}

fn of_picture(task: &Task, bytes: &[u8]) -> Option<Vec<u8>> {
    let Some(page) = task.page else {
        return pictures::look(bytes).ok().map(|_| b"1".to_vec());
    };
    let picture = pictures::decode(bytes).ok().filter(|_| page == 1)?;
    let side = u32::from(LONGEST_SIDE);
    let picture = if picture.width().max(picture.height()) > side {
        picture.resize(side, side, image::imageops::FilterType::Triangle)
    } else {
        picture
    };
    finished(picture.to_rgb8(), &task.mark)
}

fn of_pdf(task: &Task, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let pdf = Pdf::new(bytes).ok()?;
    let Some(number) = task.page else {
        let count = pdf.pages().len().min(usize::from(MOST_PAGES));
        return Some(count.to_string().into_bytes());
    };
    if number == 0 || number > MOST_PAGES {
        return None;
    }
    let page = pdf.pages().get(usize::from(number) - 1)?;
    let pixels = draw(page, fitting(page)?, WHITE);
    finished(image::DynamicImage::ImageRgba8(pixels).to_rgb8(), &task.mark)
}

/// The scale that makes the longest side of a page as long as it may be.
fn fitting(page: &Page<'_>) -> Option<f32> {
    let (width, height) = page.render_dimensions();
    let longest = width.max(height);
    let scale = f32::from(LONGEST_SIDE) / longest;
    (scale.is_finite() && scale > 0.0 && width * scale >= 1.0 && height * scale >= 1.0).then_some(scale)
}

fn draw(
    page: &Page<'_>,
    scale: f32,
    background: hayro::vello_cpu::color::AlphaColor<hayro::vello_cpu::color::Srgb>,
) -> image::RgbaImage {
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: background };
    let pixels = hayro::render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &size,
    );
    let (width, height) = (u32::from(pixels.width()), u32::from(pixels.height()));
    image::RgbaImage::from_raw(width, height, pixels.data_as_u8_slice().to_vec()).unwrap_or_default()
}

/// Puts the mark across a page and packs it. Without its mark no page leaves.
fn finished(mut page: RgbImage, words: &str) -> Option<Vec<u8>> {
    let (width, height) = page.dimensions();
    let sheet = Pdf::new(mark::sheet(width, height, words)).ok()?;
    let over = draw(sheet.pages().first()?, 1.0, TRANSPARENT);
    if over.dimensions() != (width, height) {
        return None;
    }
    for (below, above) in page.pixels_mut().zip(over.pixels()) {
        // Colours of the sheet are multiplied by its opacity already.
        let rest = 255 - u16::from(above[3]);
        for channel in 0..3 {
            let shown = u16::from(above[channel]) + u16::from(below[channel]) * rest / 255;
            below[channel] = u8::try_from(shown).unwrap_or(u8::MAX);
        }
    }
    pictures::encode(&page, QUALITY).ok()
}
