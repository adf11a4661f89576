//! Whom the keys are for: this site, by the name in its public address.

use std::time::Duration;

use url::Url;
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// How long a device may take: what is recommended where the user is verified.
pub(super) const PATIENCE: Duration = Duration::from_mins(5);

/// Whether passkeys can exist at this public address.
#[must_use]
pub(crate) fn are_possible(public_url: &str) -> bool {
    relying_party(public_url).is_some()
}

/// The relying party, or none where no browser would let us be one: its identifier is a name, never a number of the
/// network, and pages over plain http have no passkeys unless they are on this computer (`localhost`).
#[must_use]
pub(super) fn relying_party(public_url: &str) -> Option<Webauthn> {
    let url = Url::parse(public_url).ok()?;
    let host = url.domain()?;
    let is_here = host == "localhost" || host.ends_with(".localhost");
    if url.scheme() != "https" && !is_here {
        return None;
    }
    let builder = WebauthnBuilder::new(host, &url).ok()?;
    builder.rp_name("Doctonext").timeout(PATIENCE).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_a_safe_way_to_it() {
        for (url, possible) in [
            ("https://doctonext.example", true),
            ("https://doctonext.example:8443", true),
            ("http://localhost:3000", true),
            ("http://127.0.0.1:3000", false),
            ("https://127.0.0.1", false),
            ("https://[::1]:3000", false),
            ("http://doctonext.example", false),
            ("http://notlocalhost", false),
        ] {
            assert_eq!(are_possible(url), possible, "{url}");
        }
    }
}
