//! Against a server that answers as the Base Adresse Nationale does.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Json, Router,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::json;
use tokio::net::TcpListener;

use super::*;

#[derive(Deserialize)]
struct Asked {
    q: String,
    #[serde(default)]
    citycode: String,
}

type Calls = Arc<AtomicUsize>;

async fn search(State(calls): State<Calls>, Query(asked): Query<Asked>) -> Response {
    calls.fetch_add(1, Ordering::Relaxed);
    let (score, kind, citycode) = match asked.q.as_str() {
        "occupé" => return StatusCode::TOO_MANY_REQUESTS.into_response(),
        "cassé" => return "<html>".into_response(),
        "muet" => std::future::pending().await,
        "ailleurs" => (0.9, "housenumber", "75056"),
        "rue de Rivoli Paris" => (0.9, "street", if asked.citycode.is_empty() { "75101" } else { "75056" }),
        "vague" => (0.4, "street", asked.citycode.as_str()),
        "la ville" => (0.95, "municipality", asked.citycode.as_str()),
        _ => (0.97, "housenumber", asked.citycode.as_str()),
    };
    let feature = json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [1.871_4, 46.170_2] },
        "properties": { "label": "3 Rue des Lilas 23000 Guéret", "score": score, "type": kind, "citycode": citycode },
    });
    Json(json!({ "type": "FeatureCollection", "features": [feature] })).into_response()
}

/// A geocoder, and how often it was asked.
async fn geocoder() -> (Geocoder, Calls) {
    let calls = Calls::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new().fallback(get(search)).with_state(Arc::clone(&calls));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let base = format!("http://{address}/geocodage/").parse().unwrap();
    (Geocoder::patient(base, Duration::from_millis(200)), calls)
}

#[tokio::test]
async fn a_house_of_the_commune_is_found_and_remembered() {
    let (geocoder, calls) = geocoder().await;
    for address in ["3 rue des Lilas", "3 Rue des LILAS"] {
        assert_eq!(geocoder.locate(address, "23096").await.unwrap(), Some((46.170_2, 1.871_4)));
    }
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn another_commune_a_doubtful_street_or_a_whole_town_is_no_point() {
    let (geocoder, _) = geocoder().await;
    for address in ["ailleurs", "vague", "la ville"] {
        assert_eq!(geocoder.locate(address, "23096").await.unwrap(), None, "{address}");
    }
}

#[tokio::test]
async fn trouble_is_told_without_the_address_and_not_remembered() {
    let (geocoder, calls) = geocoder().await;
    assert!(matches!(*geocoder.locate("occupé", "23096").await.unwrap_err(), GeocoderError::Busy));
    assert!(matches!(*geocoder.locate("occupé", "23096").await.unwrap_err(), GeocoderError::Busy));
    assert_eq!(calls.load(Ordering::Relaxed), 2);
    assert!(matches!(*geocoder.locate("cassé", "23096").await.unwrap_err(), GeocoderError::Malformed));
    let silent = geocoder.locate("muet", "23096").await.unwrap_err();
    assert!(matches!(*silent, GeocoderError::Silent(_)));
    assert!(!format!("{silent} {silent:?}").contains("muet"));
}

#[tokio::test]
async fn a_street_of_a_city_lies_in_one_of_its_arrondissements() {
    let (geocoder, _) = geocoder().await;
    for address in ["rue de Rivoli Paris", "rue de Rivoli"] {
        assert_eq!(geocoder.locate(address, "75056").await.unwrap(), Some((46.170_2, 1.871_4)), "{address}");
    }
    assert_eq!(geocoder.locate("rue de Rivoli Paris", "69123").await.unwrap(), None);
}

#[tokio::test]
async fn a_visitor_is_told_later_what_is_not_known_yet_and_the_answer_is_kept() {
    let (geocoder, calls) = geocoder().await;
    let geocoder = Arc::new(geocoder);
    let soon = geocoder.locate_soon("3 rue des Lilas", "23096", Duration::ZERO).await;
    assert!(matches!(soon, Soon::Later | Soon::Known(Some(_))));
    // The call goes on without its visitor: whoever asks next waits for the same answer.
    let found = geocoder.locate("3 rue des Lilas", "23096").await.unwrap();
    assert_eq!(found, Some((46.170_2, 1.871_4)));
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    let again = geocoder.locate_soon("3 rue des Lilas", "23096", Duration::ZERO).await;
    assert_eq!(again, Soon::Known(found), "what is known costs no patience");
}

#[tokio::test]
async fn a_busy_service_is_left_alone_by_visitors_for_a_while() {
    let (geocoder, calls) = geocoder().await;
    let geocoder = Arc::new(geocoder);
    let patience = Duration::from_secs(5);
    assert_eq!(geocoder.locate_soon("occupé", "23096", patience).await, Soon::Later);
    assert_eq!(geocoder.locate_soon("3 rue des Lilas", "23096", patience).await, Soon::Later);
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn few_visitors_make_the_service_work_at_once() {
    let (geocoder, calls) = geocoder().await;
    let geocoder = Arc::new(geocoder);
    let permits =
        Arc::clone(&geocoder.visitors).acquire_many_owned(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
    let patience = Duration::from_secs(5);
    assert_eq!(geocoder.locate_soon("3 rue des Lilas", "23096", patience).await, Soon::Later);
    assert_eq!(calls.load(Ordering::Relaxed), 0);
    drop(permits);
    assert!(matches!(geocoder.locate_soon("3 rue des Lilas", "23096", patience).await, Soon::Known(Some(_))));
}
