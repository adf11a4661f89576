//! Where a request comes from: address of the network, browser.

use std::{
    convert::Infallible,
    fmt,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use crate::app::App;

use super::recognise::Browser;

/// Where a request comes from.
#[derive(Clone)]
pub struct Origin {
    /// Address of the network, whole. Kept nowhere but in the legal log, sealed.
    pub address: IpAddr,
    /// The browser, as it names itself, cut to 400 characters.
    pub user_agent: String,
    /// Identifier that this browser keeps in its cookie.
    pub device: String,
}

/// No more than people are shown: the browser's identifier opens its forms.
impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({})", self.short_address())
    }
}

impl Origin {
    /// The address without its end, for people and lists: `203.0.113.0` or `2001:db8:1::` (a /24 or a /48).
    #[must_use]
    pub fn short_address(&self) -> String {
        shortened(self.address)
    }

    /// « Firefox sur Windows », as far as the browser tells.
    #[must_use]
    pub fn device_name(&self) -> String {
        device_name(&self.user_agent)
    }
}

/// An address without its end.
#[must_use]
pub fn shortened(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(it) => {
            let [a, b, c, _] = it.octets();
            Ipv4Addr::new(a, b, c, 0).to_string()
        }
        IpAddr::V6(it) => {
            let [a, b, c, ..] = it.segments();
            std::net::Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).to_string()
        }
    }
}

/// Names a browser and a system in French, from the words that they send. Order matters: Edge also says « Chrome »,
/// Chrome also says « Safari ».
#[must_use]
pub fn device_name(user_agent: &str) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "un iPhone"),
        ("iPad", "un iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "un Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |list: &[(&str, &'static str)]| {
        list.iter().find(|(word, _)| user_agent.contains(word)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Appareil inconnu".to_owned(),
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|it| it.0.ip());
        let agent = parts.headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
        Ok(Self {
            address: client_address(&parts.headers, peer, app.settings.behind_proxy),
            user_agent: agent.chars().take(400).collect(),
            device: parts.extensions.get::<Browser>().map(|it| it.device.clone()).unwrap_or_default(),
        })
    }
}

/// The address that the operator's own proxy saw: the last one of the list, since clients may write the others.
pub(super) fn client_address(headers: &HeaderMap, peer: Option<IpAddr>, behind_proxy: bool) -> IpAddr {
    let told = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .filter_map(|it| it.trim().parse().ok())
        .next_back();
    let believed = if behind_proxy { told } else { None };
    believed.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_their_end() {
        assert_eq!(shortened("203.0.113.77".parse().unwrap()), "203.0.113.0");
        assert_eq!(shortened("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1::");
        assert_eq!(shortened("::ffff:203.0.113.77".parse().unwrap()), "203.0.113.0");
    }

    #[test]
    fn devices_are_named_as_people_name_them() {
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0";
        assert_eq!(device_name(iphone), "Safari sur un iPhone");
        assert_eq!(device_name(edge), "Edge sur Windows");
        assert_eq!(device_name("curl/8"), "Appareil inconnu");
    }

    #[test]
    fn a_client_cannot_choose_its_address() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "1.1.1.1, 203.0.113.9".parse().unwrap());
        let peer = Some("127.0.0.1".parse().unwrap());
        assert_eq!(client_address(&headers, peer, false).to_string(), "127.0.0.1");
        assert_eq!(client_address(&headers, peer, true).to_string(), "203.0.113.9");
    }
}
