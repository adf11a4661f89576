//! How a session travels: our own cookie, or the first Doctonext's when both run on one database.
//!
//! Ours is an opaque secret of which the database keeps the SHA-256. Sharing (`DOCTONEXT_SHARED_SESSIONS_SECRET`) takes
//! better-auth's form instead: the token lies in clear in `sessions.token`, and the cookie carries it with an
//! HMAC-SHA-256 under the shared secret. The operator chooses it for the time of a change-over, and pays that price.

use axum::http::{HeaderMap, HeaderValue};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use sha2::Sha256;

use super::{cookies, tokens};
use crate::config::{Secret, Settings};

const SHARED_NAME: &str = "better-auth.session_token";
/// What `encodeURIComponent` leaves alone.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'(')
    .remove(b')');

/// The value of `sessions.token` that the request's cookie stands for, if it is genuine.
#[must_use]
pub(super) fn read(settings: &Settings, headers: &HeaderMap) -> Option<String> {
    let Some(secret) = &settings.shared_sessions_secret else {
        return cookies::read(settings, headers, cookies::SESSION).map(|it| tokens::mark(&it));
    };
    let raw = cookies::read_named(headers, &shared_name(settings))?;
    let value = percent_decode_str(&raw).decode_utf8().ok()?.into_owned();
    let (token, signature) = value.rsplit_once('.')?;
    let given = STANDARD.decode(signature).ok()?;
    signed(secret.expose(), token)?.verify_slice(&given).ok()?;
    Some(token.to_owned())
}

/// A new session: what the database keeps, and the cookie that proves it for so many seconds (or until the browser
/// closes).
#[must_use]
pub(super) fn fresh(settings: &Settings, seconds: Option<i64>) -> (String, Option<HeaderValue>) {
    let token = tokens::fresh();
    match &settings.shared_sessions_secret {
        None => (tokens::mark(&token), cookies::set(settings, cookies::SESSION, &token, seconds)),
        Some(secret) => {
            let cookie = shared(settings, secret, &token, seconds);
            (token, cookie)
        }
    }
}

/// The cookie as better-auth writes it.
fn shared(settings: &Settings, secret: &Secret, token: &str, seconds: Option<i64>) -> Option<HeaderValue> {
    let signature = signed(secret.expose(), token).map(|it| STANDARD.encode(it.finalize().into_bytes()));
    let value = format!("{token}.{}", signature.unwrap_or_default());
    let value = utf8_percent_encode(&value, COMPONENT).to_string();
    let secure = if settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    let lasting = seconds.map(|it| format!("; Max-Age={it}")).unwrap_or_default();
    let cookie =
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{lasting}", shared_name(settings));
    HeaderValue::from_str(&cookie).ok()
}

/// The session cookie as the browser sent it, to be put aside.
#[must_use]
pub(super) fn raw(settings: &Settings, headers: &HeaderMap) -> Option<String> {
    match settings.shared_sessions_secret {
        None => cookies::read(settings, headers, cookies::SESSION),
        Some(_) => cookies::read_named(headers, &shared_name(settings)),
    }
}

/// Gives a session cookie back that was put aside. It proves nothing new: only its own value counts.
#[must_use]
pub(super) fn restore(settings: &Settings, raw: &str) -> Option<HeaderValue> {
    if settings.shared_sessions_secret.is_none() {
        return cookies::set(settings, cookies::SESSION, raw, None);
    }
    let secure = if settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    let clean = raw.chars().all(|it| it.is_ascii_graphic() && it != ';' && it != ',');
    let cookie = format!("{}={raw}; Path=/; HttpOnly; SameSite=Lax{secure}", shared_name(settings));
    HeaderValue::from_str(&cookie).ok().filter(|_| clean)
}

/// Takes the cookie away.
#[must_use]
pub(super) fn forget(settings: &Settings) -> Option<HeaderValue> {
    if settings.shared_sessions_secret.is_none() {
        return cookies::forget(settings, cookies::SESSION);
    }
    let secure = if settings.public_url.starts_with("https://") { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{}=; Path=/; HttpOnly; SameSite=Lax{secure}; Max-Age=0",
        shared_name(settings)
    ))
    .ok()
}

fn shared_name(settings: &Settings) -> String {
    let prefix = if settings.public_url.starts_with("https://") { "__Secure-" } else { "" };
    format!("{prefix}{SHARED_NAME}")
}

fn signed(secret: &str, token: &str) -> Option<Hmac<Sha256>> {
    Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok().map(|it| it.chain_update(token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;

    fn sharing() -> Settings {
        let mut settings = Settings::from_environment(config::Map::default()).unwrap();
        settings.shared_sessions_secret = Some(Secret::new("test-secret-0123456789abcdef0123456789abcdef"));
        settings
    }

    fn with_cookie(cookie: &str) -> HeaderMap {
        [(header::COOKIE, cookie.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn a_cookie_of_the_first_doctonext_is_believed_when_sessions_are_shared() {
        let value = "9zujLoHVPzt1D2jNwwwBwBziYqofbHOL.g0xt9e%2B26aCNAnErLrK%2BkYPcKkHmwgdmASw1VRS6Tdw%3D";
        let headers = with_cookie(&format!("better-auth.session_token={value}"));

        assert_eq!(read(&sharing(), &headers).as_deref(), Some("9zujLoHVPzt1D2jNwwwBwBziYqofbHOL"));
    }

    #[test]
    fn our_cookie_is_the_one_that_the_first_doctonext_would_write() {
        let settings = sharing();
        let secret = settings.shared_sessions_secret.as_ref().unwrap();

        let cookie = shared(&settings, secret, "9zujLoHVPzt1D2jNwwwBwBziYqofbHOL", Some(604_800)).unwrap();

        assert_eq!(
            cookie,
            "better-auth.session_token=9zujLoHVPzt1D2jNwwwBwBziYqofbHOL.g0xt9e%2B26aCNAnErLrK%2BkYPcKkHmwgdmASw1VRS6Tdw%3D; \
             Path=/; HttpOnly; SameSite=Lax; Max-Age=604800"
        );
    }

    #[test]
    fn a_forged_signature_is_not() {
        let headers = with_cookie("better-auth.session_token=9zujLoHVPzt1D2jNwwwBwBziYqofbHOL.AAAA");
        assert_eq!(read(&sharing(), &headers), None);
    }

    #[test]
    fn what_we_write_we_read() {
        for settings in [sharing(), Settings::from_environment(config::Map::default()).unwrap()] {
            let (kept, cookie) = fresh(&settings, Some(60));
            let pair = cookie.unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
            assert_eq!(read(&settings, &with_cookie(&pair)), Some(kept.clone()));
            assert_eq!(pair.contains(&kept), settings.shared_sessions_secret.is_some());
        }
    }
}
