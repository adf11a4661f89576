//! A provider on this machine that does what the standard says, and then what a test makes it do.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, MutexGuard},
};

use axum::{
    Form, Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use rsa::pkcs1::EncodeRsaPrivateKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    config::{OidcProvider, Secret},
    testing::World,
};

pub(super) const CLIENT: &str = "doctonext";
pub(super) const SECRET: &str = "un secret/de client";

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Signed {
    /// With the key `rsa-1`, which is published.
    Rs256,
    /// With the key `ec-1`, which is published.
    Es256,
    /// With the key `ec-2`, which is published only once the provider has changed its keys.
    NewKey,
    /// As by `ec-1`, but by somebody else.
    Forged,
    /// With the client's secret.
    Hs256,
    /// Not at all.
    None,
}

/// What the provider says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// What the standard asks.
    TheTruth,
    /// Nothing, with an error.
    Nothing,
    /// More than anybody reads.
    TooMuch,
    /// That it is elsewhere.
    Elsewhere,
    /// That tokens are fetched without encryption, from another machine.
    AnOpenAddress,
}

type Change = Box<dyn Fn(&mut Value) + Send>;

struct Inner {
    issuer: String,
    codes: HashMap<String, Value>,
    claims: Value,
    change: Change,
    signed: Signed,
    says: Says,
    /// Whether `ec-2` has replaced `ec-1`.
    changed_keys: bool,
    asked_for_keys: u32,
    user_info: Value,
}

/// The running provider.
pub(super) struct TestProvider {
    inner: Arc<Mutex<Inner>>,
    server: JoinHandle<()>,
    pub(super) issuer: String,
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        self.server.abort();
    }
}

struct Keys {
    rsa: CoreRsaPrivateSigningKey,
    ec: [SigningKey; 3],
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let rsa = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
    let pem = rsa.to_pkcs1_pem(rsa::pkcs8::LineEnding::LF).unwrap();
    let random = || SigningKey::from_slice(&crate::accounts::tokens::random_bytes::<32>()).unwrap();
    Keys {
        rsa: CoreRsaPrivateSigningKey::from_pem(&pem, Some(JsonWebKeyId::new("rsa-1".to_owned()))).unwrap(),
        ec: [random(), random(), random()],
    }
});

fn ec_key(kid: &str, key: &SigningKey) -> Value {
    let point = key.verifying_key().to_sec1_point(false);
    let part = |range: std::ops::Range<usize>| URL_SAFE_NO_PAD.encode(&point.as_bytes()[range]);
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": kid, "x": part(1..33), "y": part(33..65) })
}

fn token(claims: &Value, signed: Signed) -> String {
    let (alg, kid) = match signed {
        Signed::Rs256 => ("RS256", "rsa-1"),
        Signed::Es256 | Signed::Forged => ("ES256", "ec-1"),
        Signed::NewKey => ("ES256", "ec-2"),
        Signed::Hs256 => ("HS256", "ec-1"),
        Signed::None => ("none", "ec-1"),
    };
    let header = json!({ "alg": alg, "typ": "JWT", "kid": kid });
    let encode = |it: &Value| URL_SAFE_NO_PAD.encode(it.to_string());
    let message = format!("{}.{}", encode(&header), encode(claims));
    let ec = |n: usize| {
        let signature: Signature = KEYS.ec[n].sign(message.as_bytes());
        signature.to_bytes().to_vec()
    };
    let signature = match signed {
        Signed::Rs256 => {
            KEYS.rsa.sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, message.as_bytes()).unwrap()
        }
        Signed::Es256 => ec(0),
        Signed::NewKey => ec(1),
        Signed::Forged => ec(2),
        Signed::Hs256 => {
            use hmac::{Hmac, KeyInit, Mac};
            let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
            mac.chain_update(message.as_bytes()).finalize().into_bytes().to_vec()
        }
        Signed::None => Vec::new(),
    };
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

impl TestProvider {
    /// Starts on a free port.
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realms/sante", listener.local_addr().unwrap());
        let inner = Arc::new(Mutex::new(Inner {
            issuer: issuer.clone(),
            codes: HashMap::new(),
            claims: json!({}),
            change: Box::new(|_| {}),
            signed: Signed::Rs256,
            says: Says::TheTruth,
            changed_keys: false,
            asked_for_keys: 0,
            user_info: json!({}),
        }));
        let router = Router::new()
            .route("/realms/sante/.well-known/openid-configuration", get(describe))
            .route("/realms/sante/.well-known/wallet-openid-configuration", get(describe))
            .route("/realms/sante/keys", get(keys))
            .route("/realms/sante/token", post(exchange))
            .route("/realms/sante/user", get(user_info))
            .with_state(inner.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { inner, server, issuer }
    }

    /// A house that knows this provider as « Essai ».
    pub(super) async fn house(&self) -> World {
        self.house_with(|_| {}).await
    }

    /// The same with other settings of the provider.
    pub(super) async fn house_with(&self, change: impl FnOnce(&mut OidcProvider)) -> World {
        let mut provider = OidcProvider {
            kind: None,
            name: "Essai".to_owned(),
            issuer: self.issuer.clone(),
            client_id: CLIENT.to_owned(),
            client_secret: Secret::new(SECRET),
            scopes: "openid email profile".to_owned(),
            discovery_url: None,
            acr_values: String::new(),
            two_factor_acr: None,
            trust_email: false,
        };
        change(&mut provider);
        World::with(|settings| drop(settings.oidc.insert("essai".to_owned(), provider))).await
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap()
    }

    /// Changes the claims of the tokens to come.
    pub(super) fn change(&self, change: impl Fn(&mut Value) + Send + 'static) {
        self.inner().change = Box::new(change);
    }

    /// Signs the tokens to come in another way.
    pub(super) fn sign(&self, signed: Signed) {
        self.inner().signed = signed;
    }

    /// Says something else of itself from now on.
    pub(super) fn say(&self, says: Says) {
        self.inner().says = says;
    }

    /// Publishes `ec-2` in the place of `ec-1`.
    pub(super) fn change_keys(&self) {
        self.inner().changed_keys = true;
    }

    /// How often somebody asked for the keys.
    pub(super) fn asked_for_keys(&self) -> u32 {
        self.inner().asked_for_keys
    }

    /// What the user info endpoint says.
    pub(super) fn set_user_info(&self, info: Value) {
        self.inner().user_info = info;
    }

    /// Somebody signs in here and says yes: the path that their browser is sent to.
    pub(super) fn agree(&self, asked: &str, claims: &Value, now: DateTime<Utc>) -> String {
        let url = url::Url::parse(asked).unwrap();
        assert!(asked.starts_with(&format!("{}/authorize?", self.issuer)), "{asked}");
        let query: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!((query["response_type"].as_str(), query["client_id"].as_str()), ("code", CLIENT));
        assert_eq!(query["code_challenge_method"], "S256");
        assert_eq!(query["redirect_uri"], "https://doctonext.example/connexion/avec/essai/retour");
        assert!(query["scope"].split(' ').any(|it| it == "openid"));
        let mut inner = self.inner();
        let code = format!("code-{}", inner.codes.len());
        inner.claims = claims.clone();
        let grant = json!({
            "nonce": query["nonce"], "challenge": query["code_challenge"], "at": now.timestamp(),
            "reauthenticated": query.get("prompt").is_some_and(|it| it == "login"),
        });
        inner.codes.insert(code.clone(), grant);
        let issuer = form_urlencoded::byte_serialize(self.issuer.as_bytes()).collect::<String>();
        format!("/connexion/avec/essai/retour?code={code}&state={}&iss={issuer}", query["state"])
    }
}

type Shared = State<Arc<Mutex<Inner>>>;

async fn describe(State(inner): Shared) -> Response {
    let inner = inner.lock().unwrap();
    let issuer = &inner.issuer;
    let token = match inner.says {
        Says::TheTruth => format!("{issuer}/token"),
        Says::AnOpenAddress => "http://ailleurs.example/token".to_owned(),
        Says::Nothing => return StatusCode::BAD_GATEWAY.into_response(),
        Says::TooMuch => return " ".repeat(300 << 10).into_response(),
        Says::Elsewhere => return axum::response::Redirect::to(issuer).into_response(),
    };
    let description = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": token, "userinfo_endpoint": format!("{issuer}/user"),
        "end_session_endpoint": format!("{issuer}/logout"), "jwks_uri": format!("{issuer}/keys"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    });
    Json(description).into_response()
}

async fn keys(State(inner): Shared) -> Json<Value> {
    let mut inner = inner.lock().unwrap();
    inner.asked_for_keys += 1;
    let rsa = serde_json::to_value(KEYS.rsa.as_verification_key()).unwrap();
    let ec = if inner.changed_keys { ec_key("ec-2", &KEYS.ec[1]) } else { ec_key("ec-1", &KEYS.ec[0]) };
    Json(json!({ "keys": [rsa, ec] }))
}

async fn exchange(
    State(inner): Shared,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let refuse = |error| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let part = |it: &str| form_urlencoded::byte_serialize(it.as_bytes()).collect::<String>();
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", part(CLIENT), part(SECRET))));
    if headers["authorization"] != basic.as_str() {
        return refuse("invalid_client");
    }
    let mut inner = inner.lock().unwrap();
    let Some(grant) = inner.codes.remove(&form["code"]) else { return refuse("invalid_grant") };
    let proved = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    if grant["challenge"] != proved.as_str() {
        return refuse("invalid_grant");
    }
    let at = grant["at"].as_i64().unwrap();
    let mut claims = json!({
        "iss": inner.issuer, "aud": CLIENT, "iat": at, "exp": at + 300, "nonce": grant["nonce"], "sub": "claire-1",
    });
    let facts = inner.claims.as_object().unwrap().clone();
    claims.as_object_mut().unwrap().extend(facts);
    if grant["reauthenticated"] == true {
        claims["auth_time"] = json!(at);
    }
    (inner.change)(&mut claims);
    Json(json!({
        "access_token": "jeton-acces", "refresh_token": "jeton-renouvellement", "token_type": "Bearer",
        "expires_in": 120, "scope": "openid email", "id_token": token(&claims, inner.signed),
    }))
    .into_response()
}

async fn user_info(State(inner): Shared, headers: HeaderMap) -> Response {
    if headers["authorization"] != "Bearer jeton-acces" {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    Json(inner.lock().unwrap().user_info.clone()).into_response()
}
