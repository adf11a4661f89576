//! Against a server that answers as the service does.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Json, Router,
    extract::{Query, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::*;
use crate::{directory::Source, testing::TODAY};

const NOS: &str = "https://mos.esante.gouv.fr/NOS";

/// How the server behaves, by the number that is asked.
const CLAIRE: &str = "99900000015";
const INACTIVE: &str = "99900000023";
const UNKNOWN: &str = "99900000031";
const BUSY_ONCE: &str = "99900000049";
const BUSY: &str = "99900000056";
const MUTE: &str = "99900000064";
const BROKEN: &str = "99900000072";
const ENDLESS: &str = "99900000080";
const ELSEWHERE: &str = "99900000098";
const LARGE: &str = "99900000106";
const OUTCOME: &str = "99900000114";

#[derive(Clone, Default)]
struct Seen(Arc<AtomicUsize>);

#[derive(serde::Deserialize)]
struct Asked {
    identifier: Option<String>,
    #[serde(rename = "_revinclude")]
    with: Option<String>,
    page: Option<String>,
}

fn coding(nomenclature: &str, name: &str, code: &str) -> Value {
    json!({ "system": format!("{NOS}/TRE_{nomenclature}-{name}/FHIR/TRE-{nomenclature}-{name}"), "code": code })
}

fn practitioner(number: &str, active: bool) -> Value {
    let mut it = json!({
        "resourceType": "Practitioner", "id": "003-137", "active": active,
        "identifier": [
            { "system": "urn:oid:1.2.250.1.71.4.2.1", "value": format!("8{number}") },
            { "system": "https://rpps.esante.gouv.fr", "value": number },
        ],
    });
    if active {
        it["name"] = json!([{ "family": "MOREAU", "given": ["CLAIRE"], "prefix": ["MME"] }]);
        it["qualification"] = json!([
            { "code": { "coding": [coding("G15", "ProfessionSante", "10"), coding("R09", "CategorieProfessionnelle", "C")] } },
            { "code": { "coding": [coding("R38", "SpecialiteOrdinale", "SM54")] } },
        ]);
    }
    it
}

fn role(mode: &str) -> Value {
    json!({ "resourceType": "PractitionerRole", "active": true,
            "code": [{ "coding": [coding("R23", "ModeExercice", mode)] }] })
}

fn bundle(resources: &[Value], next: Option<&str>) -> Json<Value> {
    let link: Vec<Value> = next.iter().map(|url| json!({ "relation": "next", "url": url })).collect();
    let entry: Vec<Value> = resources.iter().map(|it| json!({ "resource": it })).collect();
    Json(json!({ "resourceType": "Bundle", "type": "searchset", "total": 1, "entry": entry, "link": link }))
}

async fn answer(State(seen): State<Seen>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    let calls = seen.0.fetch_add(1, Ordering::SeqCst);
    if headers.get("ESANTE-API-KEY").is_none_or(|it| it != "cle") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if asked.page.as_deref() == Some("2") {
        return bundle(&[role("S"), json!({ "resourceType": "Organization" })], None).into_response();
    }
    let Some(number) = asked.identifier.filter(|_| asked.with.is_some()) else {
        return bundle(&[], Some("?page=again")).into_response();
    };
    let busy = [(header::RETRY_AFTER, "0")];
    match number.as_str() {
        INACTIVE => bundle(&[practitioner(INACTIVE, false)], None).into_response(),
        UNKNOWN => bundle(&[], None).into_response(),
        BUSY_ONCE if calls > 0 => bundle(&[practitioner(BUSY_ONCE, true)], None).into_response(),
        BUSY_ONCE | BUSY => (StatusCode::TOO_MANY_REQUESTS, busy).into_response(),
        MUTE => std::future::pending().await,
        BROKEN => "{\"resourceType\":\"Bundle\",\"entry\":[{".into_response(),
        ENDLESS => bundle(&[], Some("?page=again")).into_response(),
        ELSEWHERE => bundle(&[], Some("https://elsewhere.example/fhir?page=2")).into_response(),
        LARGE => vec![b' '; LARGEST + 1].into_response(),
        OUTCOME => Json(json!({ "resourceType": "OperationOutcome" })).into_response(),
        number => {
            bundle(&[practitioner(number, true), role("L")], Some("Practitioner?page=2")).into_response()
        }
    }
}

/// Starts the server; gives the way to it and the number of calls that it got.
async fn service(key: &str, patience: Duration) -> (Online, Seen) {
    let seen = Seen::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}/fhir/v2/", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer).with_state(seen.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (Online::at(base.parse().unwrap(), Secret::new(key), patience), seen)
}

async fn asked(number: &str) -> (Result<Option<DirectoryPerson>, OnlineError>, usize) {
    let (online, seen) = service("cle", LONGEST).await;
    let outcome = online.find(&NationalId::rpps(number).unwrap(), TODAY).await;
    (outcome, seen.0.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_person_is_put_together_from_all_pages() {
    let (outcome, calls) = asked(CLAIRE).await;
    let claire = outcome.unwrap().unwrap();

    assert_eq!(calls, 2);
    assert!(claire.active && claire.source == Source::Online && claire.seen_on == TODAY);
    assert_eq!(claire.names[0].folded(), ("moreau".to_owned(), "claire".to_owned()));
    assert_eq!(claire.professions[0].profession().unwrap().code, "doctor");
    assert_eq!(claire.professions[0].category, "C");
    assert_eq!(
        (claire.know_how.as_slice(), claire.modes.as_slice()),
        (&["SM54".to_owned()][..], &["L".to_owned(), "S".to_owned()][..])
    );
}

#[tokio::test]
async fn somebody_inactive_is_a_number_and_nothing_else() {
    let (outcome, _) = asked(INACTIVE).await;
    let person = outcome.unwrap().unwrap();

    assert!(!person.active && person.names.is_empty() && person.professions.is_empty());
    assert!(asked(UNKNOWN).await.0.unwrap().is_none());
}

#[tokio::test]
async fn too_many_calls_are_made_again_a_few_times() {
    let (once, calls) = asked(BUSY_ONCE).await;
    assert!(once.unwrap().is_some());
    assert_eq!(calls, 2);

    let (ever, calls) = asked(BUSY).await;
    assert!(matches!(ever, Err(OnlineError::Busy)));
    assert_eq!(calls, 3);
}

#[tokio::test]
async fn what_cannot_be_understood_is_an_error_and_never_a_person() {
    assert!(matches!(asked(BROKEN).await.0, Err(OnlineError::Malformed)));
    assert!(matches!(asked(OUTCOME).await.0, Err(OnlineError::Malformed)));
    assert!(matches!(asked(LARGE).await.0, Err(OnlineError::TooLarge)));
}

#[tokio::test]
async fn pages_without_end_or_elsewhere_are_not_followed() {
    let (endless, calls) = asked(ENDLESS).await;
    assert!(matches!(endless, Err(OnlineError::Astray)));
    assert_eq!(calls, MOST_PAGES);

    let (elsewhere, calls) = asked(ELSEWHERE).await;
    assert!(matches!(elsewhere, Err(OnlineError::Astray)));
    assert_eq!(calls, 1);
}

#[tokio::test]
async fn a_service_that_keeps_silent_is_given_up_without_telling_the_number() {
    let (online, _) = service("cle", Duration::from_millis(50)).await;
    let Err(error) = online.find(&NationalId::rpps(MUTE).unwrap(), TODAY).await else {
        panic!("an answer");
    };

    let told = format!("{error} {error:?}");
    assert!(matches!(error, OnlineError::Silent(_)));
    assert!(!told.contains(MUTE) && !told.contains("cle\""), "{told}");
}

#[tokio::test]
async fn a_refused_key_is_said_so() {
    let (online, _) = service("fausse", LONGEST).await;

    let outcome = online.find(&NationalId::rpps(CLAIRE).unwrap(), TODAY).await;
    assert!(matches!(outcome, Err(OnlineError::Key(StatusCode::UNAUTHORIZED))));
}
