use std::{fmt::Write, io::Cursor};

use image::{GenericImageView, ImageFormat};

use super::*;

/// The process that the other tests start: not a test by itself.
#[test]
#[ignore = "played as a process by the other tests"]
fn the_child_of_the_others() {
    let code = draw_as_child();
    std::process::exit(i32::from(code != std::process::ExitCode::SUCCESS));
}

/// A paper of some pages, the second one filled with black.
pub(crate) fn paper(pages: usize) -> Vec<u8> {
    let kids = (0..pages).map(|it| format!("{} 0 R", 3 + it * 2)).collect::<Vec<_>>().join(" ");
    let mut file = format!(
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [{kids}] /Count {pages}>> endobj\n"
    );
    for at in 0..pages {
        let drawn = if at == 1 { "0 g 0 0 595 842 re f" } else { "0.9 g 100 100 50 50 re f" };
        let _ = write!(
            file,
            "{} 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R>> endobj\n{} 0 obj <</Length {}>> stream\n{drawn}\nendstream endobj\n",
            3 + at * 2,
            4 + at * 2,
            4 + at * 2,
            drawn.len()
        );
    }
    file.push_str("trailer <</Root 1 0 R>>\n%%EOF");
    file.into_bytes()
}

const PDF: &str = "application/pdf";

fn light(picture: &image::DynamicImage) -> u64 {
    let all: u64 = picture.to_luma8().pixels().map(|it| u64::from(it[0])).sum();
    all / u64::from(picture.width() * picture.height())
}

#[tokio::test]
async fn pages_are_counted_and_drawn_one_by_one_with_the_mark() {
    let turn = Queue::default().turn("paul").await.unwrap();
    let paper = paper(3);
    assert_eq!(count_pages(&turn, &paper, PDF).await, Ok(3));

    let first =
        image::load_from_memory(&page(&turn, &paper, PDF, 1, "Zoë Lefort — RPPS •••140").await.unwrap())
            .unwrap();
    let second =
        image::load_from_memory(&page(&turn, &paper, PDF, 2, "Zoë Lefort — RPPS •••140").await.unwrap())
            .unwrap();

    assert_eq!(first.dimensions(), (1130, 1600));
    assert!(light(&first) > 200 && light(&second) < 60, "{} and {}", light(&first), light(&second));
    // The mark crosses every quarter of a white page and of a black one.
    for (picture, is_marked) in [(&first, (|it: u8| it < 230) as fn(u8) -> bool), (&second, |it| it > 6)] {
        for (x, y) in [(0, 0), (565, 0), (0, 800), (565, 800)] {
            let quarter = picture.view(x, y, 565, 800);
            let marked = quarter.pixels().filter(|(.., it)| is_marked(it[0])).count();
            assert!(marked > 1500, "{marked} pixels of the mark from {x}, {y}");
        }
    }
    assert_eq!(
        page(&turn, &paper, PDF, 4, "x").await,
        Err(DrawingError::Unreadable),
        "there is no such page"
    );
}

#[tokio::test]
async fn a_picture_is_a_document_of_one_page() {
    let turn = Queue::default().turn("paul").await.unwrap();
    let mut jpeg = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(2000, 1000).write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();

    assert_eq!(count_pages(&turn, &jpeg, "image/jpeg").await, Ok(1));
    let drawn = image::load_from_memory(&page(&turn, &jpeg, "image/jpeg", 1, "Zoë").await.unwrap()).unwrap();
    assert_eq!(drawn.dimensions(), (1600, 800));
    assert_eq!(page(&turn, &jpeg, "image/jpeg", 2, "Zoë").await, Err(DrawingError::Unreadable));
}

#[tokio::test]
async fn hostile_documents_end_as_unreadable_and_take_nobody_along() {
    let turn = Queue::default().turn("paul").await.unwrap();
    let endless = b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n2 0 obj <</Type /Pages /Kids [2 0 R] /Count 1>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF";
    let infinite = String::from_utf8(paper(1)).unwrap().replace("[0 0 595 842]", "[0 0 1e38 1e38]");
    let flat = String::from_utf8(paper(1)).unwrap().replace("[0 0 595 842]", "[0 0 90000 0.001]");
    for hostile in [&b"MZ"[..], b"%PDF-1.7"] {
        assert_eq!(page(&turn, hostile, PDF, 1, "x").await, Err(DrawingError::Unreadable));
    }
    // A picture of 100,000 by 100,000 pixels inside a page of a few bytes.
    let bomb = String::from_utf8(paper(1))
        .unwrap()
        .replace("/Contents 4 0 R", "/Contents 4 0 R /Resources <</XObject <</I 9 0 R>>>>")
        .replace("0.9 g 100 100 50 50 re f", "600 0 0 800 0 0 cm /I Do")
        .replace("trailer", "9 0 obj <</Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 1>> stream\nx\nendstream endobj\ntrailer");
    // What can be made of them is a page like any other, or nothing.
    for hostile in [&endless[..], infinite.as_bytes(), flat.as_bytes(), bomb.as_bytes()] {
        let outcome = page(&turn, hostile, PDF, 1, "x").await;
        let is_refused = matches!(outcome, Err(DrawingError::Unreadable | DrawingError::Late));
        assert!(is_refused || outcome.is_ok_and(|it| it.len() < 1 << 20));
    }
    assert_eq!(count_pages(&turn, &paper(1), PDF).await, Ok(1), "the next document is drawn as ever");
}

#[test]
fn a_killed_process_says_nothing_against_its_document() {
    use std::os::unix::process::ExitStatusExt;
    assert_eq!(judge(ExitStatus::from_raw(0)), Ok(()));
    assert_eq!(judge(ExitStatus::from_raw(1 << 8)), Err(DrawingError::Unreadable));
    assert_eq!(judge(ExitStatus::from_raw(9)), Err(DrawingError::Late));
}
