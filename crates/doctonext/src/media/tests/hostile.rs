//! Files that mean harm: none is kept as it came, none brings the house down. A small sample of what `bench/` sends.

use super::*;

/// A PNG of one grey, so large that it packs to almost nothing.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let line = vec![0_u8; width as usize / 8 + 2];
    for _ in 0..height {
        packed.write_all(&line[..=(width as usize).div_ceil(8)]).unwrap();
    }
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    for (kind, body) in [(b"IHDR", head), (b"IDAT", packed.finish().unwrap()), (b"IEND", Vec::new())] {
        png.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(&body);
        png.extend_from_slice(kind);
        png.extend(body);
        png.extend(crc.sum().to_be_bytes());
    }
    png
}

/// Numbers without an end, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

fn corpus() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = [
        ("bomb of 100 megapixels", bomb(10_000, 10_000)),
        ("bomb in one line", bomb(3_000_000, 4)),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec()),
        ("html", b"<!doctype html><script>alert(1)</script>".to_vec()),
        ("gif with javascript", b"GIF89a/*\0*/=1;alert(1)".to_vec()),
        ("pdf with javascript", crate::documents::paper("/OpenAction <</S /JavaScript /JS (app.alert(1))>>")),
        ("pdf with a file", crate::documents::paper("/Names <</EmbeddedFiles 3 0 R>>")),
        ("pdf cut", b"%PDF-1.7\n1 0 obj".to_vec()),
        ("jpeg and pdf", [jpeg(8, 8), crate::documents::paper("/JS (x)")].concat()),
        ("zip called jpeg", b"PK\x03\x04".repeat(40)),
        ("head alone", b"\xff\xd8\xff".to_vec()),
        ("webp of nothing", b"RIFF\x04\0\0\0WEBPVP8 ".to_vec()),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into();
    let mut chance = Chance(20);
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(&picture(60, 40), format);
        for turn in 0..12 {
            let mut torn = whole.clone();
            for _ in 0..=chance.below(8) {
                let at = chance.below(torn.len());
                torn[at] = u8::try_from(chance.below(256)).unwrap();
            }
            torn.truncate(chance.below(torn.len()) + 12);
            files.push((format!("{format:?} torn {turn}"), torn));
        }
    }
    files
}

#[tokio::test]
async fn no_hostile_file_is_kept_as_it_came() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let files = corpus();

    for (name, bytes) in &files {
        send_by_script(&claire, &[(name, bytes)]).await;
        work(&world).await;
        sqlx::query("delete from listing_media where state = 'ready' and file_type = 'image'")
            .execute(world.db())
            .await
            .unwrap();
    }
    remove_doomed(&world).await;

    assert_eq!(one::<i64>(&world, "select count(*) from listing_media where state = 'processing'").await, 0);
    assert_eq!(
        one::<i64>(
            &world,
            "select count(*) from listing_media where file_type = 'document' and state = 'ready'"
        )
        .await,
        0
    );
    for key in keys(&world).await {
        let kept = world.app.files.get(&key).await.unwrap().unwrap();
        assert!(files.iter().all(|(name, it)| *it != kept || name.is_empty()), "{key} is kept as it came");
        assert!(image::load_from_memory(&kept).is_ok(), "{key} is a picture of ours");
    }
}
