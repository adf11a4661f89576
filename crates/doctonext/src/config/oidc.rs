//! Providers of identities: other ways of signing in, one table `[oidc.<id>]` each.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;
use url::Url;

use super::Secret;

/// A provider that the house knows: the rest of its settings then have defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OidcKind {
    /// The State's identity of health professionals.
    ProSanteConnect,
    /// The same, for tests: made-up professionals.
    ProSanteConnectBas,
}

impl OidcKind {
    fn issuer(self) -> &'static str {
        match self {
            Self::ProSanteConnect => "https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet",
            Self::ProSanteConnectBas => "https://auth.bas.psc.esante.gouv.fr/auth/realms/esante-wallet",
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::ProSanteConnect => "pro-sante-connect",
            Self::ProSanteConnectBas => "pro-sante-connect-bas",
        }
    }
}

/// An `OpenID` Connect provider that people may sign in with. `DOCTONEXT_OIDC__<ID>__ISSUER`, ….
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcProvider {
    /// Whether it is Pro Santé Connect: `pro-sante-connect`, or `pro-sante-connect-bas` for its « bac à sable ».
    pub kind: Option<OidcKind>,
    /// What the button says after « Continuer avec ». By default the identifier of the table, or the official name.
    #[serde(default)]
    pub name: String,
    /// Who signs, exactly as its tokens name it.
    #[serde(default)]
    pub issuer: String,
    /// Whom the provider knows us as.
    pub client_id: String,
    /// What proves it.
    pub client_secret: Secret,
    /// What is asked, parted by spaces. `openid email profile` by default, `openid scope_all` of Pro Santé Connect.
    #[serde(default)]
    pub scopes: String,
    /// Where the provider describes itself, when it is not at the usual place under the issuer.
    pub discovery_url: Option<String>,
    /// The strengths of identification asked for, parted by spaces; then one of them must be proved. None by default,
    /// `eidas1` of Pro Santé Connect, without which it cannot do.
    #[serde(default)]
    pub acr_values: String,
    /// The strengths (values of `acr`) that count as two factors, parted by spaces. A method `mfa` always does. None by
    /// default; of Pro Santé Connect those asked for: a card or a telephone, and its code. `none` turns that off.
    pub two_factor_acr: Option<String>,
    /// Whether an e-mail address that the provider calls verified is believed without a letter of ours. False by default.
    #[serde(default)]
    pub trust_email: bool,
}

/// What makes a provider unusable; the boot stops with it.
#[derive(Debug, thiserror::Error)]
#[error("the provider [oidc.{id}] cannot be used: {problem}")]
pub struct OidcError {
    id: String,
    problem: String,
}

impl OidcProvider {
    /// Where the provider describes itself (`OpenID` Connect Discovery 1.0, section 4).
    #[must_use]
    pub fn discovery_address(&self) -> String {
        // Pro Santé Connect describes itself beside the usual place.
        let file = if self.kind.is_some() { "wallet-openid-configuration" } else { "openid-configuration" };
        self.discovery_url
            .clone()
            .unwrap_or_else(|| format!("{}/.well-known/{file}", self.issuer.trim_end_matches('/')))
    }

    /// Whether an `acr` counts as two factors.
    #[must_use]
    pub fn proves_two_factors(&self, acr: &str) -> bool {
        self.two_factor_acr.as_deref().unwrap_or_default().split_whitespace().any(|it| it == acr)
    }

    /// Fills in what was not said.
    pub(crate) fn complete(&mut self, id: &str) {
        let or = |value: &mut String, usual: &str| {
            if value.trim().is_empty() {
                usual.clone_into(value);
            }
        };
        // An empty variable of the environment is no variable.
        if self.two_factor_acr.as_deref() == Some("none") {
            self.two_factor_acr = Some(String::new());
        }
        let Some(kind) = self.kind else {
            or(&mut self.name, id);
            return or(&mut self.scopes, "openid email profile");
        };
        or(&mut self.name, "Pro Santé Connect");
        or(&mut self.issuer, kind.issuer());
        or(&mut self.scopes, "openid scope_all");
        or(&mut self.acr_values, "eidas1");
        self.two_factor_acr.get_or_insert_with(|| self.acr_values.clone());
    }

    fn problem(&self) -> Option<String> {
        for (name, address) in
            [("issuer", Some(&self.issuer)), ("discovery_url", self.discovery_url.as_ref())]
        {
            if address.is_some_and(|it| !is_protected(it)) {
                return Some(format!("its {name} must begin with https:// (http:// on this machine alone)"));
            }
        }
        if self.issuer.contains(['?', '#']) {
            return Some("its issuer must have neither query nor fragment".to_owned());
        }
        if self.client_id.is_empty() || self.client_secret.expose().is_empty() {
            return Some("its client_id and client_secret must not be empty".to_owned());
        }
        if !self.scopes.split_whitespace().any(|it| it == "openid") {
            return Some("its scopes must name openid".to_owned());
        }
        if self.trust_email && !self.scopes.split_whitespace().any(|it| it == "email") {
            return Some("trust_email asks for the scope email".to_owned());
        }
        if self.kind.is_some() && self.trust_email {
            return Some("Pro Santé Connect vouches for no e-mail address".to_owned());
        }
        let asked = !self.acr_values.trim().is_empty();
        let asks = |acr: &str| self.acr_values.split_whitespace().any(|it| it == acr);
        let two = self.two_factor_acr.as_deref().unwrap_or_default();
        let never = two.split_whitespace().find(|it| asked && !asks(it));
        never.map(|it| format!("two_factor_acr names {it}, which acr_values does not ask for"))
    }
}

/// Whether nobody on the way can read or change what goes there.
pub(crate) fn is_protected(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let here = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(it)) => it.is_loopback(),
        Some(url::Host::Ipv6(it)) => it.is_loopback(),
        None => return false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

/// Checks the providers and gives each its name.
pub(super) fn completed(providers: &mut BTreeMap<String, OidcProvider>) -> Result<(), OidcError> {
    for (id, provider) in providers {
        provider.complete(id);
        let well_named = id.starts_with(|it: char| it.is_ascii_lowercase())
            && id.len() <= 40
            && id.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || "_-".contains(it));
        let problem = if id == "credential" {
            Some("that name stands for passwords".to_owned())
        } else if well_named {
            provider.problem()
        } else {
            Some("its name must be lower-case letters, digits, - and _".to_owned())
        };
        if let Some(problem) = problem {
            return Err(OidcError { id: id.clone(), problem });
        }
    }
    Ok(())
}

/// One line of `doctonext config`.
type Line = (Cow<'static, str>, String, &'static str);

/// The lines of `doctonext config`.
pub(super) fn explained(providers: &BTreeMap<String, OidcProvider>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (id, it) in providers {
        let prefix = format!("DOCTONEXT_OIDC__{}", id.to_uppercase());
        let mut tell = |name: &str, value: String, meaning| {
            lines.push((Cow::Owned(format!("{prefix}__{name}")), value, meaning));
        };
        let kind = it.kind.map_or("(any)", OidcKind::code).to_owned();
        tell("KIND", kind, "whether it is Pro Santé Connect");
        tell("NAME", it.name.clone(), "what its button says");
        tell("ISSUER", it.issuer.clone(), "who signs");
        tell("CLIENT_ID", it.client_id.clone(), "whom it knows us as");
        tell("CLIENT_SECRET", format!("{:?}", it.client_secret), "what proves it");
        tell("SCOPES", it.scopes.clone(), "what is asked");
        tell("DISCOVERY_URL", it.discovery_address(), "where it describes itself");
        tell("ACR_VALUES", it.acr_values.clone(), "strengths of identification asked for");
        tell(
            "TWO_FACTOR_ACR",
            it.two_factor_acr.clone().unwrap_or_default(),
            "strengths that count as two factors",
        );
        tell("TRUST_EMAIL", it.trust_email.to_string(), "whether its verified e-mail addresses are believed");
    }
    if lines.is_empty() {
        lines.push((
            Cow::Borrowed("DOCTONEXT_OIDC__<ID>__ISSUER"),
            "(none)".to_owned(),
            "a provider to sign in with; also …__KIND (pro-sante-connect), __NAME, __CLIENT_ID, __CLIENT_SECRET, __SCOPES, __DISCOVERY_URL, __ACR_VALUES, __TWO_FACTOR_ACR, __TRUST_EMAIL",
        ));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{Settings, SettingsError};

    const WHOLE: [(&str, &str); 3] = [
        ("ISSUER", "https://connexion.example/realms/sante"),
        ("CLIENT_ID", "0123"),
        ("CLIENT_SECRET", "00700"),
    ];

    fn read(changes: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let all = WHOLE
            .iter()
            .chain(changes)
            .map(|(name, value)| (format!("DOCTONEXT_OIDC__ANNUAIRE__{name}"), (*value).to_owned()));
        Settings::from_environment(all.collect())
    }

    #[test]
    fn a_provider_is_read_from_the_environment_as_it_was_written() {
        let settings = read(&[]).unwrap();

        let provider = &settings.oidc["annuaire"];
        assert_eq!((provider.name.as_str(), provider.client_id.as_str()), ("annuaire", "0123"));
        assert_eq!(provider.client_secret.expose(), "00700");
        assert_eq!(
            provider.discovery_address(),
            "https://connexion.example/realms/sante/.well-known/openid-configuration"
        );
        assert!(!provider.trust_email);
    }

    #[test]
    fn a_provider_is_read_from_a_table_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("doctonext.toml");
        let text = "[oidc.pro-sante-connect]\nname = 'Pro Santé Connect'\nissuer = 'https://psc.example'\nclient_id = 'a'\nclient_secret = 'b'\nacr_values = 'eidas1'\n";
        std::fs::write(&path, text).unwrap();

        let named = ("DOCTONEXT_CONFIG".to_owned(), path.display().to_string());
        let settings = Settings::from_environment([named].into_iter().collect()).unwrap();

        assert_eq!(settings.oidc["pro-sante-connect"].name, "Pro Santé Connect");
    }

    #[test]
    fn pro_sante_connect_asks_for_two_settings_alone() {
        let named = |name: &str, value: &str| (format!("DOCTONEXT_OIDC__PSC__{name}"), value.to_owned());
        let read = |kind: &str, more: &[(&str, &str)]| {
            let all = [("KIND", kind), ("CLIENT_ID", "a"), ("CLIENT_SECRET", "b")];
            let all = all.iter().chain(more).map(|(name, value)| named(name, value));
            Settings::from_environment(all.collect()).map(|it| it.oidc["psc"].clone())
        };

        let psc = read("pro-sante-connect", &[]).unwrap();
        assert_eq!(psc.name, "Pro Santé Connect");
        assert_eq!(
            psc.discovery_address(),
            "https://auth.esw.esante.gouv.fr/auth/realms/esante-wallet/.well-known/wallet-openid-configuration"
        );
        assert_eq!((psc.scopes.as_str(), psc.acr_values.as_str()), ("openid scope_all", "eidas1"));
        assert!(psc.proves_two_factors("eidas1") && !psc.proves_two_factors("eidas2"));
        let sandbox = read("pro-sante-connect-bas", &[("TWO_FACTOR_ACR", "none")]).unwrap();
        assert!(sandbox.issuer.starts_with("https://auth.bas.psc.") && !sandbox.proves_two_factors("eidas1"));
        assert!(read("pro-sante-connect", &[("TRUST_EMAIL", "true")]).is_err());
        assert!(read("pro-santé", &[]).is_err());
    }

    #[test]
    fn what_contradicts_itself_stops_the_boot() {
        let wrong: [&[(&str, &str)]; 8] = [
            &[("ISSUER", "http://connexion.example")],
            &[("ISSUER", "https://connexion.example?a=b")],
            &[("DISCOVERY_URL", "http://connexion.example/d")],
            &[("SCOPES", "email")],
            &[("SCOPES", "openid"), ("TRUST_EMAIL", "true")],
            &[("ACR_VALUES", "eidas1"), ("TWO_FACTOR_ACR", "eidas2")],
            &[("TRUST_EMAIL", "perhaps")],
            &[("ISUER", "https://connexion.example")],
        ];
        for changes in wrong {
            assert!(read(changes).is_err(), "{changes:?}");
        }
        let lonely = ("DOCTONEXT_OIDC__ANNUAIRE__ISSUER".to_owned(), "https://connexion.example".to_owned());
        assert!(Settings::from_environment([lonely].into_iter().collect()).is_err());
        assert!(read(&[("ISSUER", "http://127.0.0.1:8430")]).is_ok());
    }

    #[test]
    fn its_secret_shows_in_no_printed_form() {
        let settings = read(&[("CLIENT_SECRET", "hunter2")]).unwrap();
        let printed = format!("{settings:?}{:?}", settings.explained());
        assert!(!printed.contains("hunter2") && printed.contains("DOCTONEXT_OIDC__ANNUAIRE__ISSUER"));
    }
}
