//! What `doctonext config` prints.

use std::borrow::Cow;

use super::{FILE, Secret, Settings, oidc, storage};

/// Name, value and explanation of a setting.
type Explained = (&'static str, String, &'static str);

impl Settings {
    /// Name, value and explanation of each setting, for `doctonext config`; secrets are masked.
    #[must_use]
    pub fn explained(&self) -> Vec<(Cow<'static, str>, String, &'static str)> {
        let parts = [
            self.serving(),
            self.keys_and_sessions(),
            self.letters(),
            self.directory(),
            self.files(),
            self.telling(),
            self.operator_facts(),
        ];
        let named = parts.concat().into_iter().map(|(name, value, meaning)| (name.into(), value, meaning));
        named.chain(oidc::explained(&self.oidc)).collect()
    }

    fn serving(&self) -> Vec<Explained> {
        vec![
            ("DOCTONEXT_LISTEN", self.listen.to_string(), "address and port of the web server"),
            ("DOCTONEXT_VAR", self.var.display().to_string(), "folder of database, keys and letters"),
            (
                "DATABASE_URL",
                masked(self.database_url.as_ref()),
                "an ordinary PostgreSQL with PostGIS; none: a private one",
            ),
            (
                "DOCTONEXT_DATABASE_CONNECTIONS",
                self.database_connections.to_string(),
                "most connections used",
            ),
            ("DOCTONEXT_PUBLIC_URL", self.public_url.clone(), "address that visitors type"),
            ("DOCTONEXT_DEMO_LISTINGS", self.demo_listings.to_string(), "demonstration made on first start"),
            ("DOCTONEXT_WORKER", self.worker.to_string(), "whether `serve` also runs the jobs"),
            (
                "DOCTONEXT_PAGE_CACHE_MB",
                self.page_cache_mb.to_string(),
                "memory for finished pages, 0 for none",
            ),
            (
                "DOCTONEXT_SEARCH_IN_MEMORY",
                self.search_in_memory.to_string(),
                "whether searches are answered from memory",
            ),
            (
                "DOCTONEXT_BEHIND_PROXY",
                self.behind_proxy.to_string(),
                "whether X-Forwarded-For is written by a proxy of yours",
            ),
            (
                "DOCTONEXT_RPPS_CHECK",
                if self.rpps_key_is_a_gate() { "gate" } else { "warning" }.to_owned(),
                "what a wrong key of an RPPS number does: gate or warning",
            ),
            ("DOCTONEXT_MODE", format!("{:?}", self.mode).to_lowercase(), "development or production"),
        ]
    }

    fn keys_and_sessions(&self) -> Vec<Explained> {
        // A command may carry a secret of its own.
        let source = self.keys.as_ref().map_or("(a file under var)".to_owned(), |it| {
            if it.starts_with("command:") { "command:•••".to_owned() } else { it.clone() }
        });
        vec![
            ("DOCTONEXT_KEYS", source, "where the keys of sealed columns are: file:PATH, env or command:…"),
            (
                "DOCTONEXT_KEY_ENCRYPTION_KEYS",
                masked(self.key_encryption_keys.as_ref()),
                "number:base64,… when DOCTONEXT_KEYS is env",
            ),
            (
                "DOCTONEXT_SHARED_SESSIONS_SECRET",
                masked(self.shared_sessions_secret.as_ref()),
                "BETTER_AUTH_SECRET of the first Doctonext, to share its sessions",
            ),
        ]
    }

    fn letters(&self) -> Vec<Explained> {
        let authorities =
            self.mail_ca.as_ref().map_or("(none)".to_owned(), |path| path.display().to_string());
        vec![
            ("DOCTONEXT_MAIL", self.mail_shown(), "outbox, smtp://host:port, smtp+starttls://… or smtps://…"),
            ("DOCTONEXT_MAIL_FROM", self.mail_from.clone(), "who writes the letters"),
            ("DOCTONEXT_MAIL_CA", authorities, "certificate authorities (PEM) of a mail server of yours"),
        ]
    }

    fn directory(&self) -> Vec<Explained> {
        vec![
            (
                "DOCTONEXT_DIRECTORY_FHIR_URL",
                self.directory_fhir_url.to_string(),
                "online service of the national directory",
            ),
            (
                "DOCTONEXT_DIRECTORY_FHIR_KEY",
                masked(self.directory_fhir_key.as_ref()),
                "its key; without one the service is not asked",
            ),
            (
                "DOCTONEXT_GEOCODER_URL",
                self.geocoder_url.as_ref().map_or("(none)".to_owned(), ToString::to_string),
                "streets on the map, in the format of the Base Adresse Nationale",
            ),
            (
                "DOCTONEXT_MAP_BACKGROUND_URL",
                self.map_background_url.as_ref().map_or("(none)".to_owned(), |it| it.pattern().to_owned()),
                "tiles of another server under the map: …{z}…{x}…{y}…; browsers ask it",
            ),
            ("DOCTONEXT_MAP_BACKGROUND_CREDIT", self.map_background_credit.clone(), "whose tiles they are"),
        ]
    }

    fn files(&self) -> Vec<Explained> {
        let mut lines = storage::explained(self.s3.as_deref());
        lines.push((
            "DOCTONEXT_CLAMAV_SOCKET",
            self.clamav_socket.clone().unwrap_or_else(|| "(none)".to_owned()),
            "clamd, a path or host:port; files wait while it does not answer",
        ));
        lines
    }

    fn telling(&self) -> Vec<Explained> {
        let file = self.config.as_ref().map_or(FILE.to_owned(), |path| path.display().to_string());
        vec![
            (
                "DOCTONEXT_METRICS_TOKEN",
                masked(self.metrics_token.as_ref()),
                "opens /metrics to other machines",
            ),
            ("DOCTONEXT_LOG", self.log.clone(), "what is logged, as in RUST_LOG"),
            ("DOCTONEXT_LOG_FORMAT", format!("{:?}", self.log_format).to_lowercase(), "human or json"),
            ("DOCTONEXT_CONFIG", file, "the file read before the environment"),
        ]
    }

    fn operator_facts(&self) -> Vec<Explained> {
        let it = &self.operator;
        vec![
            ("DOCTONEXT_OPERATOR__NAME", it.name.clone(), "who runs this site (legal pages)"),
            ("DOCTONEXT_OPERATOR__LEGAL_FORM", it.legal_form.clone(), "legal form and capital"),
            ("DOCTONEXT_OPERATOR__ADDRESS", it.address.clone(), "postal address"),
            ("DOCTONEXT_OPERATOR__SIREN", it.siren.clone(), "nine digits"),
            (
                "DOCTONEXT_OPERATOR__PUBLICATION_DIRECTOR",
                it.publication_director.clone(),
                "directeur de la publication",
            ),
            ("DOCTONEXT_OPERATOR__EMAIL", it.email.clone(), "where people write"),
            ("DOCTONEXT_OPERATOR__HOST_NAME", it.host_name.clone(), "who houses the servers"),
            ("DOCTONEXT_OPERATOR__HOST_ADDRESS", it.host_address.clone(), "address of the host"),
        ]
    }
}

fn masked(secret: Option<&Secret>) -> String {
    secret.map_or("(none)".to_owned(), |it| format!("{it:?}"))
}
