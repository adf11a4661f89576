//! What machines ask: alive? ready? how much?

use axum::{
    Router,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use std::net::SocketAddr;

use crate::{app::App, jobs, letters};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(figures))
}

/// The process answers.
async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too: a load balancer may send visitors.
async fn ready(State(app): State<App>) -> Response {
    match sqlx::query_scalar::<_, i32>("select 1").fetch_one(&app.db).await {
        Ok(_) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// Prometheus text. Open to this machine; to others with the bearer token.
async fn figures(State(app): State<App>, request: Request) -> Response {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|ConnectInfo(peer)| peer.ip().is_loopback());
    let proxied =
        ["forwarded", "x-forwarded-for", "x-real-ip"].iter().any(|it| request.headers().contains_key(*it));
    let from_here = direct && !proxied;
    if !from_here && !bears_token(&app, request.headers()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Some(figures) = &app.figures else {
        return StatusCode::NOT_FOUND.into_response();
    };
    metrics::gauge!("doctonext_database_connections").set(f64::from(app.db.size()));
    metrics::gauge!("doctonext_search_index_ready").set(f64::from(u8::from(app.live.is_there())));
    if let Err(error) = count_later_work(&app).await {
        tracing::warn!(%error, "jobs and letters cannot be counted");
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], figures.render()).into_response()
}

/// Jobs and letters by state: what an operator wants to be woken for.
async fn count_later_work(app: &App) -> sqlx::Result<()> {
    for it in jobs::tally_by_task(&app.db).await? {
        for (state, jobs) in [("waiting", it.waiting), ("running", it.running), ("dead", it.dead)] {
            metrics::gauge!("doctonext_jobs", "task" => it.task.clone(), "state" => state).set(count(jobs));
        }
    }
    let letters = letters::tally(&app.db).await?;
    for state in ["waiting", "dead"] {
        let found = letters.iter().find(|(it, _)| it == state).map_or(0, |(_, n)| *n);
        metrics::gauge!("doctonext_letters", "state" => state).set(count(found));
    }
    Ok(())
}

fn count(n: i64) -> f64 {
    f64::from(i32::try_from(n).unwrap_or(i32::MAX))
}

fn bears_token(app: &App, headers: &HeaderMap) -> bool {
    let shown = headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    match (&app.settings.metrics_token, shown.and_then(|it| it.strip_prefix("Bearer "))) {
        // Compared as digests, so that the time taken tells nothing of the token.
        (Some(token), Some(shown)) => digest(token.expose()) == digest(shown),
        _ => false,
    }
}

fn digest(text: &str) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::body::Body;
    use http_body_util::BodyExt;
    use platform::telemetry;

    use super::*;
    use crate::{
        config::Secret,
        letters::{Kind, Letter, Recipient},
        testing::World,
    };

    async fn shown(app: &App) -> String {
        let asked = Request::get("/metrics").header("authorization", "Bearer sesame");
        let asked = asked.body(Body::empty()).unwrap();
        let answer = figures(State(app.clone()), asked).await;
        String::from_utf8(answer.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    #[tokio::test]
    async fn jobs_are_counted_by_task_and_letters_by_state() {
        let world = World::with(|settings| settings.metrics_token = Some(Secret::new("sesame"))).await;
        let mut app = world.app.clone();
        // The only test of this program that collects figures: a process has one collection.
        app.figures = Some(Arc::new(telemetry::start_figures().unwrap()));
        let now = app.clock.now();
        let mut tx = app.db.begin().await.unwrap();
        for _ in 0..3 {
            jobs::ask(&mut tx, "sweep_accounts", &serde_json::json!({})).await.unwrap();
        }
        let letter = Letter::new(Kind::Welcome, "Bonjour").paragraph("Bienvenue.");
        let to = Recipient { person: None, name: "", address: "claire@example.org" };
        letters::send(&mut tx, &app.vault, now, to, &letter).await.unwrap();
        tx.commit().await.unwrap();
        sqlx::query(
            "update graphile_worker._private_jobs set attempts = max_attempts
             where id = (select min(id) from graphile_worker._private_jobs)",
        )
        .execute(&app.db)
        .await
        .unwrap();

        let text = shown(&app).await;
        for line in [
            "doctonext_jobs{task=\"sweep_accounts\",state=\"waiting\"} 2",
            "doctonext_jobs{task=\"sweep_accounts\",state=\"dead\"} 1",
            "doctonext_jobs{task=\"sweep_accounts\",state=\"running\"} 0",
            "doctonext_letters{state=\"waiting\"} 1",
            "doctonext_letters{state=\"dead\"} 0",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }

        jobs::replay(&mut app.db.acquire().await.unwrap(), None, now).await.unwrap();
        let text = shown(&app).await;
        assert!(text.contains("doctonext_jobs{task=\"sweep_accounts\",state=\"dead\"} 0"), "{text}");
    }
}
