//! The table of contents of the site, and what every answer goes through.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer, csrf::CsrfLayer, request_id::PropagateRequestIdLayer,
    timeout::TimeoutLayer, trace::TraceLayer,
};

use crate::{
    access, accounts, analytics, app::App, comparables, delivery, failure, letters, listings, map, media,
    moderation, notifications, openapi, people, pieces, pricing, privacy, probes, publishing, rooms, search,
    seo, shell, staff, territory, trades, verification, viewers, zoning,
};

/// Forms carry a few fields; the upload of a picture says its own limit.
const LARGEST_BODY: usize = 64 << 10;
/// A page that takes longer has met a fault.
const LONGEST: Duration = Duration::from_secs(20);
/// A batch of photographs over a slow line.
const LONGEST_UPLOAD: Duration = Duration::from_mins(15);

/// Every address of the site.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(access::routes())
        .merge(accounts::routes())
        .merge(letters::routes())
        .merge(moderation::routes())
        .merge(notifications::routes())
        .merge(people::routes())
        .merge(pieces::routes())
        .merge(comparables::routes())
        .merge(pricing::routes())
        .merge(privacy::routes())
        .merge(publishing::routes())
        .merge(rooms::routes())
        .merge(staff::routes())
        .merge(verification::routes())
        .merge(search::routes())
        .merge(listings::routes())
        .merge(map::routes())
        .merge(media::routes())
        .merge(territory::routes())
        .merge(trades::routes())
        .merge(zoning::routes())
        .merge(openapi::routes())
        .merge(seo::routes())
        .merge(shell::routes())
        .fallback(|| async { failure::Failure::NotFound })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(|_| failure::Failure::broken("a handler panicked").into_response()))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST))
        .merge(
            media::uploads()
                .layer(CatchPanicLayer::custom(|_| {
                    failure::Failure::broken("a handler panicked").into_response()
                }))
                .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_UPLOAD)),
        )
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), failure::present))
        .layer(middleware::from_fn_with_state(app.clone(), viewers::know))
        .layer(middleware::from_fn_with_state(app.clone(), analytics::know_owners))
        .layer(middleware::from_fn_with_state(app.clone(), accounts::recognise))
        .layer(middleware::from_fn_with_state(app.clone(), delivery::deliver))
        .layer(middleware::from_fn_with_state(app.clone(), analytics::count_views))
        .layer(middleware::from_fn_with_state(app.clone(), analytics::count_searches))
        .merge(probes::routes())
        .layer(middleware::from_fn_with_state(app.clone(), protect))
        .layer(middleware::from_fn(measure))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_request(()).on_response(()).on_failure(()))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(middleware::from_fn(number))
        .with_state(app)
}

/// Gives each request a number of ours: a client's own would let it write into our logs.
async fn number(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::new_v4().simple().to_string();
    if let Ok(value) = HeaderValue::from_str(&id) {
        request.headers_mut().insert("x-request-id", value);
    }
    next.run(request).await
}

/// The pattern of an address, not the address: links of letters carry tokens that open accounts.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|it| it.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), route = pattern(request))
}

/// `/mot-de-passe/{token}`; nothing of an address that no route has.
pub(crate) fn pattern(request: &Request) -> &str {
    request.extensions().get::<MatchedPath>().map_or("(none)", MatchedPath::as_str)
}

/// One line and one measure a request. Addresses are measured by their pattern: ids would fill the memory.
async fn measure(request: Request, next: Next) -> Response {
    let started = tokio::time::Instant::now();
    let route = pattern(&request).to_owned();
    let method = method_label(request.method());
    let response = next.run(request).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    metrics::histogram!("doctonext_request_seconds", "route" => route, "method" => method, "status" => status.to_string())
        .record(took.as_secs_f64());
    tracing::info!(status, ms = took.as_secs_f64() * 1000.0, "answered");
    response
}

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, shell::CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), payment=(), geolocation=(self)",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Verbs are measured by name when they are known: a client may invent others without end.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// What a browser is told before it asks from another origin, for a day.
const PREFLIGHT: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "if-none-match"),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// Headers that every answer carries. The API may be read from other origins (Fetch standard, CORS protocol):
/// nothing there depends on who asks.
async fn protect(State(app): State<App>, request: Request, next: Next) -> Response {
    let open = request.uri().path().starts_with("/api/");
    let mut response = if open && request.method() == Method::OPTIONS {
        let mut allowed = StatusCode::NO_CONTENT.into_response();
        allowed.headers_mut().extend(PREFLIGHT.map(|(name, value)| (name, HeaderValue::from_static(value))));
        allowed
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    if app.settings.public_url.starts_with("https://") {
        // Two years, subdomains too: what browsers ask of a site that wants to be on their lists.
        let always = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, always);
    }
    if open {
        let headers = response.headers_mut();
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag, x-request-id"));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};

    use crate::testing::World;

    /// Every page without an id, and the status that a visitor gets.
    const PAGES: [(&str, u16); 36] = [
        ("/", 200),
        ("/annonces", 200),
        ("/annonces.atom", 200),
        ("/annonces.json", 200),
        ("/annonces.rss", 200),
        ("/embed/annonces", 200),
        ("/a-propos", 200),
        ("/classement", 200),
        ("/prix-de-cession", 200),
        ("/tarifs", 200),
        ("/transparence", 200),
        ("/transparence.csv", 200),
        ("/mentions-legales", 200),
        ("/confidentialite", 200),
        ("/confidentialite/conservation", 200),
        ("/conditions", 200),
        ("/accessibilite", 200),
        ("/credits", 200),
        ("/contact", 200),
        ("/connexion", 200),
        ("/style", 200),
        ("/api", 200),
        ("/api/openapi.json", 200),
        ("/api/v1/listings", 200),
        ("/api/v1/communes?q=gueret", 200),
        ("/api/v1/regions", 200),
        ("/api/v1/departments", 200),
        ("/api/v1/professions", 200),
        ("/api/v1/enumerations", 200),
        ("/robots.txt", 200),
        ("/sitemap.xml", 200),
        ("/sitemaps/pages.xml", 200),
        ("/sitemaps/autre.xml", 404),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/nulle-part", 404),
    ];

    #[tokio::test]
    async fn every_page_answers_with_its_status_and_the_headers_of_safety() {
        let world = World::new().await;
        for (address, status) in PAGES {
            let answer = world.get(address).await;
            assert_eq!(answer.status, status, "{address}");
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{address}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
            assert_eq!(answer.header("x-request-id").len(), 32, "{address}");
        }
    }

    #[tokio::test]
    async fn pages_need_no_inline_script_nor_style() {
        let world = World::new().await;
        for (address, _) in PAGES.iter().filter(|(address, _)| !address.starts_with("/api/")) {
            let text = world.get(address).await.text();
            assert!(
                !text.contains(" style=\"") && !text.contains("<style") && !text.contains(" onclick="),
                "{address}"
            );
            assert!(!text.contains("<script>"), "{address}");
        }
    }

    #[tokio::test]
    async fn a_wrong_verb_is_refused_in_the_language_of_the_client() {
        let world = World::new().await;
        let post = |address: &str| Request::post(address).body(Body::empty()).unwrap();

        let page = world.send(post("/annonces")).await;
        let api = world.send(post("/api/v1/regions")).await;

        assert_eq!((page.status.as_u16(), api.status.as_u16()), (405, 405));
        assert!(page.header("content-type").starts_with("text/html"));
        assert_eq!(api.json()["status"], 405);
    }

    #[tokio::test]
    async fn other_sites_may_read_the_api_and_nothing_else() {
        let world = World::new().await;
        let preflight = Request::options("/api/v1/listings").header("origin", "https://mairie.example");

        let allowed = world.send(preflight.body(Body::empty()).unwrap()).await;

        assert_eq!(allowed.status, 204);
        assert_eq!(allowed.header("access-control-allow-origin"), "*");
        assert_eq!(world.get("/api/v1/professions").await.header("access-control-allow-origin"), "*");
        assert_eq!(world.get("/annonces").await.header("access-control-allow-origin"), "");
    }

    #[tokio::test]
    async fn a_request_number_of_the_client_is_not_taken() {
        let world = World::new().await;
        let request = Request::get("/").header("x-request-id", "forged");

        let answer = world.send(request.body(Body::empty()).unwrap()).await;

        assert_ne!(answer.header("x-request-id"), "forged");
    }

    #[tokio::test]
    async fn figures_are_for_this_machine_or_for_the_token() {
        let world =
            World::with(|settings| settings.metrics_token = Some(crate::config::Secret::new("open-sesame")))
                .await;
        let asked = |token: &str| {
            Request::get("/metrics").header("authorization", token).body(Body::empty()).unwrap()
        };

        // The test has no peer address: it counts as another machine. No recorder runs here, hence 404 for all.
        assert_eq!(world.get("/metrics").await.status, 404);
        assert_eq!(world.send(asked("Bearer wrong")).await.status, 404);
    }

    #[tokio::test]
    async fn the_api_document_names_every_route_of_the_api() {
        let world = World::new().await;

        let document = world.get("/api/openapi.json").await.json();

        assert_eq!(document["openapi"], "3.1.0");
        let described: Vec<&String> = document["paths"].as_object().unwrap().keys().collect();
        let sources = [
            include_str!("search/pages.rs"),
            include_str!("listings/pages.rs"),
            include_str!("territory/api.rs"),
            include_str!("trades/api.rs"),
            include_str!("zoning/mod.rs"),
            include_str!("publishing/mod.rs"),
        ];
        let routed = sources.iter().flat_map(|source| source.split("route(\"/api/v1").skip(1));
        for route in routed.map(|rest| format!("/api/v1{}", rest.split('"').next().unwrap())) {
            assert!(described.contains(&&route), "{route} is not described");
        }
    }
}
