//! The last step of every page and API answer: compressed once, recognised by its `ETag`, remembered while true.
//!
//! A page for a visitor who is not signed in depends only on its address and on the listings. It is rendered and
//! compressed once per state of the listings ([`Epoch`]) and minute, then served from memory: compressing costs more
//! than asking the database. Answers that carry a cookie, or are not plain successes, pass through untouched.

use std::{io::Write, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use moka::future::Cache;
use sha2::{Digest, Sha256};

use crate::{app::App, freshness::Epoch};

/// How long a finished page stays true: it prints ages (« il y a 3 jours ») and may show a listing that expired.
const TRUE_FOR: Duration = Duration::from_mins(1);
/// Larger answers pass through: nothing of ours but the sitemap comes near.
const LARGEST: usize = 4 << 20;
/// Below this, compressing gains nothing.
const WORTH_COMPRESSING: usize = 700;

/// Finished pages in memory. Cheap to clone.
#[derive(Clone)]
pub struct PageMemory {
    pages: Option<Cache<Key, Arc<Finished>>>,
    epoch: Epoch,
}

/// In the extensions of an answer: right, but a better one will soon be had, so nobody remembers it.
#[derive(Debug, Clone, Copy)]
pub struct Makeshift;

/// In the extensions of an answer: whoever asks without being known to us may keep it for five minutes, and so may what
/// stands between us.
#[derive(Debug, Clone, Copy)]
pub struct Keepable;

/// Feeds and lists in frames are asked for again and again, by readers who never look at the page.
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    epoch: u64,
    address: Box<str>,
    gzip: bool,
}

struct Finished {
    status: StatusCode,
    headers: HeaderMap,
    /// What inner layers tell outer ones.
    extensions: Extensions,
    body: Bytes,
}

impl PageMemory {
    /// Room for so many megabytes of finished pages; none at 0.
    #[must_use]
    pub fn new(megabytes: u64, epoch: Epoch) -> Self {
        let pages = (megabytes > 0).then(|| {
            Cache::builder()
                .max_capacity(megabytes << 20)
                .weigher(|key: &Key, page: &Arc<Finished>| {
                    u32::try_from(key.address.len() + page.body.len() + 1024).unwrap_or(u32::MAX)
                })
                .time_to_live(TRUE_FOR)
                .build()
        });
        Self { pages, epoch }
    }
}

/// The layer.
pub async fn deliver(State(app): State<App>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let gzip = accepts_gzip(request.headers());
    let asked = request.headers().clone();
    let memory = app.pages.clone();
    let shared = memory.pages.as_ref().filter(|_| is_shared(&request)).map(|pages| {
        let address = request.uri().path_and_query().map_or("/", |it| it.as_str());
        (pages, Key { epoch: memory.epoch.current(), address: address.into(), gzip })
    });

    if let Some((pages, key)) = &shared
        && let Some(page) = pages.get(key).await
    {
        metrics::counter!("doctonext_page_memory_total", "result" => "hit").increment(1);
        return print(&page, &asked);
    }
    let mut response = next.run(request).await;
    allow_keeping(&mut response, is_known(&asked));
    match finish(response, gzip).await {
        Ok(page) => {
            let page = Arc::new(page);
            if let Some((pages, key)) = shared {
                metrics::counter!("doctonext_page_memory_total", "result" => "miss").increment(1);
                let is_whole = page.extensions.get::<Makeshift>().is_none();
                if page.status == StatusCode::OK && is_whole && !page.headers.contains_key(header::SET_COOKIE)
                {
                    pages.insert(key, page.clone()).await;
                }
            }
            print(&page, &asked)
        }
        Err(untouched) => *untouched,
    }
}

/// Pages of listings, which change with them.
const SHARED: [&str; 9] = [
    "/annonces",
    "/api/v1/listings",
    "/carte",
    "/cessions/",
    "/collaborations/",
    "/disponibilites/",
    "/embed/",
    "/remplacements/",
    "/sitemap",
];

/// What moves with somebody's map: hardly anybody asks for the same again, and it would push pages out of the memory.
const OWN: [&str; 2] = ["/carte/vue", "/carte/fiches"];

/// Whether the same answer serves every visitor who is not known to us.
fn is_shared(request: &Request) -> bool {
    let path = request.uri().path();
    let listed = path == "/" || SHARED.iter().any(|root| path.starts_with(root));
    listed
        && !OWN.contains(&path)
        && *request.method() == Method::GET
        && !is_known(request.headers())
        && request.uri().path_and_query().is_some_and(|it| it.as_str().len() < 1024)
}

/// Whether a request may tell who sends it.
fn is_known(asked: &HeaderMap) -> bool {
    asked.contains_key(header::COOKIE) || asked.contains_key(header::AUTHORIZATION)
}

/// Lets an answer be kept that says so, unless it is somebody's own or a better one will soon be had.
fn allow_keeping(response: &mut Response, is_known: bool) {
    let extensions = response.extensions();
    if extensions.get::<Keepable>().is_none() {
        return;
    }
    let is_whole = extensions.get::<Makeshift>().is_none() && response.status() == StatusCode::OK;
    let headers = response.headers_mut();
    // Who is signed in may see less, whether by a browser or by a program's token.
    headers.append(header::VARY, HeaderValue::from_static("cookie, authorization"));
    if !is_known && is_whole && !headers.contains_key(header::SET_COOKIE) {
        headers.insert(header::CACHE_CONTROL, FIVE_MINUTES);
    }
}

/// Compresses and marks an answer of ours; anything else comes back as it was.
async fn finish(response: Response, gzip: bool) -> Result<Finished, Box<Response>> {
    let (mut head, body) = response.into_parts();
    // Browsers keep permanent redirects and « gone » for ever unless told (RFC 9110 §15.1); a listing may come back, a title change.
    head.headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, max-age=0, must-revalidate"));
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let ours = kind.starts_with("text/html")
        || kind.contains("json")
        || kind.contains("xml")
        || kind.contains("vector-tile");
    let declared = http_body::Body::size_hint(&body).exact().unwrap_or(u64::MAX);
    let small = usize::try_from(declared).is_ok_and(|size| size <= LARGEST);
    if !ours || !small || head.headers.contains_key(header::ETAG) {
        return Err(Box::new(Response::from_parts(head, body)));
    }
    let Ok(plain) = to_bytes(body, LARGEST).await else {
        head.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Err(Box::new(Response::from_parts(head, Body::empty())));
    };
    let packed = (gzip && plain.len() > WORTH_COMPRESSING).then(|| compress(&plain)).flatten();
    if head.status == StatusCode::OK
        && let Ok(etag) = HeaderValue::from_str(&etag(&plain, packed.is_some()))
    {
        head.headers.insert(header::ETAG, etag);
    }
    head.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    head.headers.remove(header::CONTENT_LENGTH);
    if packed.is_some() {
        head.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    let body = packed.unwrap_or(plain);
    Ok(Finished { status: head.status, headers: head.headers, extensions: head.extensions, body })
}

fn compress(plain: &[u8]) -> Option<Bytes> {
    let mut packer = GzEncoder::new(Vec::with_capacity(plain.len() / 3), Compression::new(5));
    packer.write_all(plain).ok()?;
    packer.finish().ok().map(Bytes::from)
}

fn etag(plain: &[u8], packed: bool) -> String {
    format!("\"{}{}\"", hex::encode(&Sha256::digest(plain)[..12]), if packed { "-gz" } else { "" })
}

fn print(page: &Finished, asked: &HeaderMap) -> Response {
    let etag = page.headers.get(header::ETAG);
    let unchanged = etag.is_some_and(|etag| knows(asked, etag));
    let mut response = Response::new(if unchanged { Body::empty() } else { Body::from(page.body.clone()) });
    *response.status_mut() = if unchanged { StatusCode::NOT_MODIFIED } else { page.status };
    *response.headers_mut() = page.headers.clone();
    *response.extensions_mut() = page.extensions.clone();
    if unchanged {
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_ENCODING);
    }
    response
}

/// Whether `If-None-Match` names this tag: a list of tags, weak or not, or a star (RFC 9110 §13.1.2).
pub(crate) fn knows(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let mut tags = known.split(',').map(str::trim);
    tags.any(|tag| tag == "*" || tag.trim_start_matches("W/").as_bytes() == etag.as_bytes())
}

/// Whether the client takes gzip (RFC 9110 §12.5.3): named, and not with a weight of nought.
pub(crate) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let asked = headers.get(header::ACCEPT_ENCODING).and_then(|it| it.to_str().ok()).unwrap_or_default();
    asked.split(',').any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty());
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of keeping an answer that may be kept, after a change.
    fn keeping(is_known: bool, change: fn(&mut Response)) -> Option<HeaderValue> {
        let mut response = Response::new(Body::empty());
        response.extensions_mut().insert(Keepable);
        change(&mut response);
        allow_keeping(&mut response, is_known);
        assert_eq!(response.headers().get(header::VARY).unwrap(), "cookie, authorization");
        response.headers().get(header::CACHE_CONTROL).cloned()
    }

    #[test]
    fn only_a_whole_answer_to_nobody_in_particular_may_be_kept() {
        assert_eq!(keeping(false, |_| {}), Some(FIVE_MINUTES));
        assert_eq!(keeping(true, |_| {}), None);
        let makeshift = keeping(false, |it| {
            it.extensions_mut().insert(Makeshift);
        });
        assert_eq!(makeshift, None);
        let with_cookie = keeping(false, |it| {
            it.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_static("a=b"));
        });
        assert_eq!(with_cookie, None);
        assert_eq!(keeping(false, |it| *it.status_mut() = StatusCode::BAD_REQUEST), None);
    }
}
