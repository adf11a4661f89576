//! The table of contents of the site, and what every answer goes through.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use tower_http::{
    catch_panic::CatchPanicLayer, request_id::PropagateRequestIdLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{app::App, delivery, failure, listings, openapi, probes, search, seo, shell, territory, trades};

/// Forms of today carry a few fields; uploads will say their own limit.
const LARGEST_BODY: usize = 64 << 10;
/// A page that takes longer has met a fault.
const LONGEST: Duration = Duration::from_secs(20);

/// Every address of the site.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(search::routes())
        .merge(listings::routes())
        .merge(territory::routes())
        .merge(trades::routes())
        .merge(openapi::routes())
        .merge(seo::routes())
        .merge(shell::routes())
        .fallback(|| async { failure::Failure::NotFound })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CatchPanicLayer::custom(|_| {
            axum::response::IntoResponse::into_response(failure::Failure::broken("a handler panicked"))
        }))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            LONGEST,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), failure::present))
        .layer(middleware::from_fn_with_state(app.clone(), delivery::deliver))
        .merge(probes::routes())
        .layer(middleware::from_fn(protect))
        .layer(middleware::from_fn(measure))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(())
                .on_failure(()),
        )
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

fn span(request: &Request) -> tracing::Span {
    let id = request
        .headers()
        .get("x-request-id")
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

/// One line and one measure a request. Addresses are measured by their pattern: ids would fill the memory.
async fn measure(request: Request, next: Next) -> Response {
    let started = tokio::time::Instant::now();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)".to_owned(), |it| it.as_str().to_owned());
    let method = request.method().to_string();
    let response = next.run(request).await;
    let took = started.elapsed();
    let status = response.status().as_u16();
    metrics::histogram!("doctonext_request_seconds", "route" => route, "method" => method, "status" => status.to_string())
        .record(took.as_secs_f64());
    tracing::info!(status, ms = took.as_secs_f64() * 1000.0, "answered");
    response
}

const HEADERS: [(HeaderName, &str); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), payment=(), geolocation=(self)",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Headers that every answer carries; the API opens itself to other origins on its own.
async fn protect(request: Request, next: Next) -> Response {
    let open = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if open {
        let headers = response.headers_mut();
        headers.insert(
            "cross-origin-resource-policy",
            HeaderValue::from_static("cross-origin"),
        );
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag, x-request-id"),
        );
    }
    response
}
