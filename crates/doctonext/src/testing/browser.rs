//! A browser without a network: it keeps cookies and sends the token of its forms.

use std::{cell::RefCell, collections::BTreeMap};

use axum::{
    body::Body,
    http::{HeaderMap, Request, header},
};

use super::{Answer, World};
use crate::accounts::{self, How, Origin};

/// Cookies of one person at one computer.
pub(crate) struct Browser<'a> {
    world: &'a World,
    cookies: RefCell<BTreeMap<String, String>>,
    agent: String,
}

impl<'a> Browser<'a> {
    /// A browser that has never been here.
    pub(crate) fn new(world: &'a World) -> Self {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned();
        Self { world, cookies: RefCell::default(), agent }
    }

    /// Reads a page.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    /// Sends a form from a page of ours.
    pub(crate) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.form_token().await;
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("jeton", &token).extend_pairs(fields);
        self.send_form(address, form.finish()).await
    }

    /// Sends a form that no page of ours printed.
    pub(crate) async fn post_without_token(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        self.send_form(address, form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish())
            .await
    }

    async fn send_form(&self, address: &str, body: String) -> Answer {
        let request = Request::post(address)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends any request with the cookies, and keeps those of the answer.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        let line = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ");
        if !line.is_empty() {
            request.headers_mut().insert(header::COOKIE, line.parse().unwrap());
        }
        request.headers_mut().insert(header::USER_AGENT, self.agent.parse().unwrap());
        let answer = self.world.send(request).await;
        self.keep(&answer.headers);
        answer
    }

    /// The token that pages print in this browser's forms; opens a page first if it has no cookie yet.
    pub(crate) async fn form_token(&self) -> String {
        if self.cookie("__Host-doctonext_device").is_none() {
            self.get("/mot-de-passe-oublie").await;
        }
        let device =
            self.cookie("__Host-doctonext_device").expect("a page with a form gives the browser its cookie");
        accounts::form_token(&self.world.app, &device)
    }

    /// The value of a cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Plants a cookie.
    pub(crate) fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    fn keep(&self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie::Cookie::parse(line.to_str().unwrap().to_owned()).unwrap();
            let over = cookie.max_age().is_some_and(|it| it.whole_seconds() <= 0);
            let mut cookies = self.cookies.borrow_mut();
            if over {
                cookies.remove(cookie.name());
            } else {
                cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
            }
        }
    }
}

/// What distinguishes a person of a test.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Someone {
    /// `users.role`.
    pub(crate) role: &'static str,
    /// `users.trust_level`.
    pub(crate) trust_level: i16,
    /// Whether the session showed a second factor.
    pub(crate) second_factor: bool,
    /// Whether the e-mail address is confirmed.
    pub(crate) email_verified: bool,
}

impl Default for Someone {
    fn default() -> Self {
        Self { role: "user", trust_level: 0, second_factor: false, email_verified: true }
    }
}

impl World {
    /// A new browser.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A member, signed in: `claire` is Claire, at claire@example.org, and her `users.id` is `claire`.
    pub(crate) async fn sign_up(&self, id: &str) -> Browser<'_> {
        self.sign_up_as(id, Someone::default()).await
    }

    /// A moderator with a second factor.
    pub(crate) async fn moderator(&self) -> Browser<'_> {
        self.sign_up_as("mina", Someone { role: "moderator", second_factor: true, ..Someone::default() })
            .await
    }

    /// An administrator with a second factor.
    pub(crate) async fn admin(&self) -> Browser<'_> {
        self.sign_up_as("ada", Someone { role: "admin", second_factor: true, ..Someone::default() }).await
    }

    /// Anyone, signed in. Their password is « girafe violette 12 ».
    pub(crate) async fn sign_up_as(&self, id: &str, someone: Someone) -> Browser<'_> {
        let now = self.app.clock.now();
        let name = format!("{}{}", id[..1].to_uppercase(), &id[1..]);
        sqlx::query(
            "insert into users (id, name, email, email_verified, role, trust_level, created_at, updated_at)
             values ($1, $2, $1 || '@example.org', $3, $4, $5, $6, $6) on conflict (id) do nothing",
        )
        .bind(id)
        .bind(name)
        .bind(someone.email_verified)
        .bind(someone.role)
        .bind(someone.trust_level)
        .bind(now)
        .execute(self.db())
        .await
        .unwrap();
        sqlx::query(
            "insert into accounts (id, account_id, provider_id, user_id, password, created_at, updated_at)
             values ($1 || '-credential', $1, 'credential', $1, $2, $3, $3) on conflict do nothing",
        )
        .bind(id)
        .bind(PASSWORD_HASH)
        .bind(now)
        .execute(self.db())
        .await
        .unwrap();
        let browser = self.browser();
        browser.form_token().await;
        let origin = Origin {
            address: "203.0.113.7".parse().unwrap(),
            user_agent: browser.agent.clone(),
            device: browser.cookie("__Host-doctonext_device").unwrap(),
        };
        let how = How { remembered: false, second_factor: someone.second_factor };
        let mut tx = self.db().begin().await.unwrap();
        let cookies = accounts::open_session(&self.app, &mut tx, &origin, id, how).await.unwrap();
        tx.commit().await.unwrap();
        browser.keep(&cookies.into_iter().map(|it| (header::SET_COOKIE, it)).collect());
        browser
    }
}

/// argon2id of « girafe violette 12 », as this program makes it.
const PASSWORD_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$BS9pGjVi5nhfAIRZsbhpOA$Sr4ZRJOfEhDN9B1Xyh/9bsEnT7t7yhwYborAgCQH9Fs";
/// The password of everyone here.
pub(crate) const PASSWORD: &str = "girafe violette 12";

/// What the application of a telephone shows now: it knows the key that the page printed, in base 32.
pub(crate) fn totp_code(world: &World, key: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(key.replace(' ', "")).unwrap();
    let application = totp_rs::Builder::new().with_secret(secret.as_bytes().to_vec()).build().unwrap();
    application.generate(u64::try_from(world.app.clock.now().timestamp()).unwrap()).to_string()
}
