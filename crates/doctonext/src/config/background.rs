//! A map to lie under ours: tiles of another server, which browsers then ask.

use serde::Deserialize;
use url::Url;

/// The pattern of the tiles, such as the State's plan: `https://data.geopf.fr/wmts?…&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct MapBackground {
    pattern: String,
    origin: String,
}

/// Why a pattern cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BackgroundError {
    /// Every tile would be the same.
    #[error("DOCTONEXT_MAP_BACKGROUND_URL must hold {{z}}, {{x}} and {{y}}")]
    NoPlaces,
    /// Browsers refuse it on a page that came encrypted.
    #[error(
        "DOCTONEXT_MAP_BACKGROUND_URL must be an address that begins with https://, unless it is on this machine"
    )]
    NoAddress,
}

/// Of the State's plan, the likeliest.
pub(super) fn ign() -> String {
    "© IGN".to_owned()
}

impl MapBackground {
    /// As it was written.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// `https://data.geopf.fr`: whom browsers ask.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl TryFrom<String> for MapBackground {
    type Error = BackgroundError;

    fn try_from(pattern: String) -> Result<Self, BackgroundError> {
        if !["{z}", "{x}", "{y}"].iter().all(|place| pattern.contains(place)) {
            return Err(BackgroundError::NoPlaces);
        }
        let plain = pattern.replace(['{', '}'], "");
        let url = Url::parse(&plain).map_err(|_| BackgroundError::NoAddress)?;
        // The origin is written into the policy of a page, where other signs would end a rule.
        let is_plain = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c));
        let is_one =
            url.host_str().is_some_and(is_plain) && !pattern.split('/').nth(2).unwrap_or("{").contains('{');
        if !is_one {
            return Err(BackgroundError::NoAddress);
        }
        let is_here = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(BackgroundError::NoAddress);
        }
        Ok(Self { origin: url.origin().ascii_serialization(), pattern })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_each_tile_at_an_address_that_browsers_accept() {
        let of = |pattern: &str| MapBackground::try_from(pattern.to_owned());

        let plan = of("https://data.geopf.fr/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}").unwrap();
        assert_eq!(plan.origin(), "https://data.geopf.fr");
        assert!(of("http://127.0.0.1:8080/{z}/{x}/{y}.png").is_ok());
        assert!(matches!(of("https://tiles.example/{z}/{x}.png"), Err(BackgroundError::NoPlaces)));
        for pattern in [
            "https://a;b.example/{z}/{x}/{y}",
            "https://{s}.example/{z}/{x}/{y}",
            "http://tiles.example/{z}/{x}/{y}",
            "/{z}/{x}/{y}",
            "javascript:{z}{x}{y}",
        ] {
            assert!(matches!(of(pattern), Err(BackgroundError::NoAddress)), "{pattern}");
        }
    }
}
