//! Style, scripts, font, icons and drawings, embedded in the program.

use std::{collections::HashMap, io::Write as _, sync::LazyLock};

use axum::{
    body::Body,
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use include_dir::{Dir, File, include_dir};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::delivery;

static BUNDLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../frontend/dist/assets");
static DRAWINGS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../frontend/dist/illustrations");
const MANIFEST: &str = include_str!("../../../../frontend/dist/manifest.json");

/// The name changes with the content: a browser may keep it for ever.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// The name stays: a browser asks again once a day.
const ONE_DAY: &str = "public, max-age=86400";

/// Readable name (`main.css`) to address (`/assets/main-1a2b3c4d.css`), written by the frontend's build.
static ADDRESSES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| serde_json::from_str::<Manifest>(MANIFEST).unwrap_or_default().addresses);

static BUNDLED: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| load(&BUNDLE, FOREVER));
static DRAWN: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| load(&DRAWINGS, ONE_DAY));

/// What the frontend's build says about itself.
#[derive(Default, Deserialize)]
struct Manifest {
    addresses: HashMap<String, String>,
}

/// A file ready to send.
struct Asset {
    plain: Bytes,
    /// Absent when compression gains nothing (fonts, pictures).
    gzip: Option<Bytes>,
    etag: HeaderValue,
    kind: &'static str,
    keep: &'static str,
}

/// Address of an embedded file by its readable name, for templates.
///
/// An unknown name gives an address that answers 404: a broken picture is better than no page.
#[must_use]
pub fn asset(name: &'static str) -> &'static str {
    ADDRESSES.get(name).map_or(name, String::as_str)
}

pub(super) async fn bundled(Path(path): Path<String>, headers: HeaderMap) -> Response {
    send(BUNDLED.get(&path), &headers)
}

pub(super) async fn illustration(Path(name): Path<String>, headers: HeaderMap) -> Response {
    send(DRAWN.get(&name), &headers)
}

pub(super) async fn favicon_ico(headers: HeaderMap) -> Response {
    send(named("favicon.ico"), &headers)
}

pub(super) async fn favicon_svg(headers: HeaderMap) -> Response {
    send(named("favicon.svg"), &headers)
}

fn named(name: &'static str) -> Option<&'static Asset> {
    BUNDLED.get(asset(name).trim_start_matches("/assets/"))
}

fn load(folder: &'static Dir<'_>, keep: &'static str) -> HashMap<String, Asset> {
    folder.files().filter_map(|file| Some((file.path().to_str()?.to_owned(), prepare(file, keep)))).collect()
}

fn prepare(file: &'static File<'_>, keep: &'static str) -> Asset {
    let plain = Bytes::from_static(file.contents());
    let digest = hex::encode(&Sha256::digest(&plain)[..12]);
    let kind = media_type(&file.path().to_string_lossy());
    let gzip = compress(&plain).filter(|packed| packed.len() * 10 < plain.len() * 9);
    let etag = HeaderValue::from_str(&format!("\"{digest}\"")).unwrap_or(HeaderValue::from_static("\"\""));
    Asset { plain, gzip, etag, kind, keep }
}

fn compress(plain: &[u8]) -> Option<Bytes> {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::best());
    packer.write_all(plain).ok()?;
    packer.finish().ok().map(Bytes::from)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

fn send(found: Option<&Asset>, asked: &HeaderMap) -> Response {
    let Some(file) = found else {
        return (StatusCode::NOT_FOUND, "Ce fichier n’existe pas.").into_response();
    };
    let mut answer = if delivery::knows(asked, &file.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let packed = file.gzip.as_ref().filter(|_| delivery::accepts_gzip(asked));
        let mut full = Body::from(packed.unwrap_or(&file.plain).clone()).into_response();
        full.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
        if packed.is_some() {
            full.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        full
    };
    let headers = answer.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(file.keep));
    headers.insert(header::ETAG, file.etag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn every_address_of_the_manifest_leads_to_an_embedded_file() {
        assert!(!ADDRESSES.is_empty());
        for (name, address) in ADDRESSES.iter() {
            let path = address.trim_start_matches("/assets/");
            assert!(BUNDLED.contains_key(path), "{name} leads to {address}");
        }
    }

    #[test]
    fn every_listing_type_has_three_drawings_for_every_profession() {
        assert_eq!(DRAWN.len(), 4 * 20 * 3);
        for name in ["replacement-nurse.svg", "replacement-nurse-2.svg", "replacement-nurse-3.svg"] {
            assert!(DRAWN.contains_key(name), "{name}");
        }
    }

    #[test]
    fn a_hashed_file_is_kept_for_ever_and_sent_compressed() {
        let answer = send(named("main.css"), &asking(header::ACCEPT_ENCODING, "br, gzip;q=0.8"));

        assert_eq!(answer.headers()[header::CACHE_CONTROL], FOREVER);
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "gzip");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
    }

    #[test]
    fn a_client_that_refuses_gzip_gets_plain_bytes() {
        let answer = send(named("main.css"), &asking(header::ACCEPT_ENCODING, "gzip;q=0"));

        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = send(named("main.css"), &HeaderMap::new());
        let mut again = HeaderMap::new();
        again.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());

        assert_eq!(send(named("main.css"), &again).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn an_unknown_file_is_not_found() {
        assert_eq!(send(DRAWN.get("../manifest.json"), &HeaderMap::new()).status(), StatusCode::NOT_FOUND);
    }
}
