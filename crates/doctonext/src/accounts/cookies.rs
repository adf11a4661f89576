//! The cookies of the site: the session, the browser that it belongs to, and what is under way. All are strictly
//! necessary.
//!
//! Over https their names begin with `__Host-`: no subdomain and no plain http page can set or overwrite them (RFC
//! 6265bis §4.1.3.2). Over http, which only development uses, browsers refuse that prefix and the plain name serves.

use axum::http::{HeaderMap, HeaderValue, header};
use cookie::{Cookie, SameSite, time::Duration};

use crate::config::Settings;

/// Proves a session.
pub(super) const SESSION: &str = "doctonext_session";
/// Names a browser: known devices and form tokens hang on it.
pub(super) const DEVICE: &str = "doctonext_device";
/// Proves that the first factor was right, until the second is shown.
pub(super) const STEP: &str = "doctonext_step";

/// Finds an identity of another provider again, until it is linked or an account is made with it.
pub(super) const IDENTITY: &str = "doctonext_identity";

/// Names the provider that a browser came in with, for who wants to sign out there too.
pub(super) const CAME_WITH: &str = "doctonext_came_with";

/// How long a browser is remembered: 13 months, the longest that the CNIL admits.
const DEVICE_DAYS: i64 = 395;

/// Reads a cookie of ours.
#[must_use]
pub(super) fn read(settings: &Settings, headers: &HeaderMap, name: &str) -> Option<String> {
    read_named(headers, &full_name(settings, name))
}

/// Reads any cookie, by its whole name.
#[must_use]
pub(super) fn read_named(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| Cookie::split_parse(line.to_owned()))
        .filter_map(Result::ok)
        .find(|it| it.name() == name)
        .map(|it| it.value().to_owned())
}

/// A cookie that lasts so many seconds, or until the browser closes.
#[must_use]
pub(super) fn set(settings: &Settings, name: &str, value: &str, seconds: Option<i64>) -> Option<HeaderValue> {
    let mut cookie = Cookie::build((full_name(settings, name), value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_secure(settings))
        .build();
    cookie.set_max_age(seconds.map(Duration::seconds));
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// The browser's cookie.
#[must_use]
pub(super) fn device(settings: &Settings, value: &str) -> Option<HeaderValue> {
    set(settings, DEVICE, value, Some(DEVICE_DAYS * 86_400))
}

/// Takes a cookie away.
#[must_use]
pub(super) fn forget(settings: &Settings, name: &str) -> Option<HeaderValue> {
    set(settings, name, "", Some(0))
}

fn full_name(settings: &Settings, name: &str) -> String {
    if is_secure(settings) { format!("__Host-{name}") } else { name.to_owned() }
}

fn is_secure(settings: &Settings) -> bool {
    settings.public_url.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str) -> Settings {
        Settings::from_environment(
            [("DOCTONEXT_PUBLIC_URL".to_owned(), url.to_owned())].into_iter().collect(),
        )
        .unwrap()
    }

    #[test]
    fn over_https_a_cookie_is_bound_to_this_host_and_hidden_from_scripts() {
        let cookie = set(&settings("https://doctonext.example"), SESSION, "abc", Some(60)).unwrap();
        assert_eq!(
            cookie.to_str().unwrap(),
            "__Host-doctonext_session=abc; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=60"
        );
    }

    #[test]
    fn a_cookie_is_read_back_under_its_whole_name_alone() {
        let settings = settings("https://doctonext.example");
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            "doctonext_session=planted; __Host-doctonext_session=mine; x=y".parse().unwrap(),
        );
        assert_eq!(read(&settings, &headers, SESSION).as_deref(), Some("mine"));
        assert_eq!(read(&settings, &headers, DEVICE), None);
    }
}
