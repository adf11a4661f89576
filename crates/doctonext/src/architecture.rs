//! The map of docs/architecture.md, enforced on the sources themselves.

use std::{collections::BTreeSet, fs, path::Path};

/// Who may call whom. A domain calls what stands below it, never what stands above.
const ALLOWED: &[(&str, &[&str])] = &[
    ("shell", &[]),
    ("territory", &[]),
    ("trades", &[]),
    ("sealing", &[]),
    ("directory", &["territory", "trades"]),
    ("accessibility", &["directory", "territory", "trades"]),
    ("audit", &[]),
    ("desk", &[]),
    ("legal_log", &["sealing"]),
    ("letters", &["sealing", "shell"]),
    ("screening", &["trades"]),
    ("accounts", &["audit", "legal_log", "letters", "screening", "sealing", "shell", "trades"]),
    ("notifications", &["accounts", "letters", "shell"]),
    ("file_removals", &[]),
    ("documents", &["sealing"]),
    (
        "people",
        &[
            "accounts",
            "audit",
            "file_removals",
            "legal_log",
            "letters",
            "sealing",
            "shell",
            "territory",
            "trades",
        ],
    ),
    ("pricing", &["accounts", "audit", "shell", "trades"]),
    ("search", &["shell", "territory", "trades"]),
    ("zoning", &["accounts", "audit", "search", "shell", "territory", "trades"]),
    (
        "listings",
        &[
            "directory",
            "letters",
            "notifications",
            "sealing",
            "search",
            "shell",
            "territory",
            "trades",
            "zoning",
        ],
    ),
    ("media", &["access", "accounts", "documents", "file_removals", "listings", "sealing", "shell"]),
    (
        "verification",
        &[
            "accounts",
            "audit",
            "desk",
            "directory",
            "documents",
            "file_removals",
            "letters",
            "listings",
            "notifications",
            "people",
            "sealing",
            "shell",
            "trades",
        ],
    ),
    ("access", &["accounts", "audit", "letters", "shell"]),
    ("analytics", &["accounts", "listings", "notifications", "search", "territory"]),
    ("map", &["accessibility", "analytics", "search", "shell", "territory", "trades", "zoning"]),
    (
        "publishing",
        &[
            "access",
            "accounts",
            "analytics",
            "audit",
            "directory",
            "legal_log",
            "letters",
            "listings",
            "media",
            "screening",
            "sealing",
            "search",
            "shell",
            "territory",
            "trades",
        ],
    ),
    (
        "moderation",
        &[
            "accounts",
            "audit",
            "desk",
            "letters",
            "listings",
            "media",
            "people",
            "publishing",
            "rooms",
            "screening",
            "sealing",
            "search",
            "shell",
            "trades",
            "verification",
        ],
    ),
    (
        "pieces",
        &[
            "accounts",
            "documents",
            "file_removals",
            "letters",
            "notifications",
            "sealing",
            "shell",
            "trades",
            "verification",
        ],
    ),
    (
        "rooms",
        &[
            "accounts",
            "analytics",
            "letters",
            "listings",
            "media",
            "notifications",
            "people",
            "pieces",
            "sealing",
            "search",
            "shell",
            "trades",
            "verification",
        ],
    ),
    (
        "privacy",
        &[
            "access",
            "accounts",
            "audit",
            "file_removals",
            "legal_log",
            "letters",
            "listings",
            "media",
            "moderation",
            "notifications",
            "people",
            "pieces",
            "pricing",
            "publishing",
            "rooms",
            "screening",
            "sealing",
            "search",
            "shell",
            "verification",
            "zoning",
        ],
    ),
    ("staff", &["accessibility", "accounts", "audit", "letters", "shell", "trades", "verification"]),
    ("comparables", &["search", "shell", "territory", "trades"]),
    ("demonstration", &["comparables", "directory", "listings", "search", "territory", "trades"]),
];

/// Lines of a file, and of a function: past this, nobody reads to the end.
const LONGEST_FILE: usize = 400;

struct Source {
    path: String,
    text: String,
}

fn sources(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(Source { text: fs::read_to_string(&path).unwrap(), path: path.display().to_string() });
        }
    }
}

fn all_of(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    found.retain(|it| !it.path.ends_with("tests.rs") && !it.path.contains("/tests/"));
    found
}

#[test]
fn domains_call_only_what_stands_below_them() {
    let domains: Vec<&str> = ALLOWED.iter().map(|(domain, _)| *domain).collect();
    let mut trespasses = BTreeSet::new();
    for (domain, allowed) in ALLOWED {
        for source in all_of(&format!("src/{domain}")) {
            // Tests inside a file may reach everywhere.
            let text = source.text.split("#[cfg(test)]").next().unwrap_or_default();
            for other in domains.iter().filter(|other| *other != domain && !allowed.contains(other)) {
                if text.contains(&format!("crate::{other}::")) || text.contains(&format!("    {other}::")) {
                    trespasses.insert(format!("{} calls {other}", source.path));
                }
            }
        }
    }
    assert!(trespasses.is_empty(), "{trespasses:#?}");
}

#[test]
fn sql_of_a_domain_lives_in_its_store() {
    let mut elsewhere = BTreeSet::new();
    for (domain, _) in ALLOWED {
        for source in all_of(&format!("src/{domain}")) {
            let is_store = source.path.contains("/store.rs") || source.path.contains("/store/");
            let text = source.text.split("#[cfg(test)]").next().unwrap_or_default();
            let speaks_sql = text.contains("sqlx::query") || text.contains("QueryBuilder");
            if speaks_sql && !is_store {
                elsewhere.insert(source.path);
            }
        }
    }
    assert!(elsewhere.is_empty(), "{elsewhere:#?}");
}

#[test]
fn every_file_can_be_read_to_its_end() {
    let mut long = BTreeSet::new();
    for folder in ["src", "../platform/src", "../search-index/src", "../demo-data/src"] {
        for source in all_of(folder) {
            let lines = source.text.lines().count();
            // Tables of words and names are data in the clothes of code.
            let is_data = source.path.contains("demo-data/src/");
            if lines > LONGEST_FILE && !is_data {
                long.insert(format!("{} has {lines} lines", source.path));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn nobody_reads_the_environment_but_the_settings() {
    for source in all_of("src") {
        let reads = source.text.contains("env::var");
        assert!(
            !reads || source.path.ends_with("config.rs") || source.path.ends_with("architecture.rs"),
            "{}",
            source.path
        );
    }
}

/// Fields that tell who somebody is, or open something.
const GUARDED: [&str; 13] = [
    "password",
    "mot_de_passe",
    "secret",
    "token",
    "jeton",
    "device",
    "email",
    "to_address",
    "phone",
    "telephone",
    "user_agent",
    "ip_address",
    "rpps_number",
];

#[test]
fn what_holds_secrets_or_addresses_derives_no_way_to_be_printed() {
    let mut printable = BTreeSet::new();
    for folder in ["src", "../platform/src", "../vault/src"] {
        for source in all_of(folder) {
            let text = source.text.split("#[cfg(test)]").next().unwrap_or_default();
            for derived in
                text.split("#[derive(").skip(1).filter(|it| it.split(')').next().unwrap().contains("Debug"))
            {
                // A struct of this derive, and not one further down: only attributes stand between the two.
                let Some((between, rest)) = derived.split_once("struct ") else { continue };
                // The sentences about wrong fields, and the address that the operator prints on the site.
                if rest.starts_with("Errors ") || rest.starts_with("Operator ") {
                    continue;
                }
                if between.contains("enum ") || between.contains("fn ") || between.contains('}') {
                    continue;
                }
                let fields = rest.split("\n}").next().unwrap_or_default();
                for line in fields.lines().filter_map(|it| it.split_once(": ")) {
                    let name = line.0.rsplit(' ').next().unwrap_or_default();
                    if GUARDED.contains(&name)
                        && ["String", "&'a str", "Vec<u8>"].iter().any(|it| line.1.contains(it))
                    {
                        printable.insert(format!(
                            "{}: {name} of {}",
                            source.path,
                            rest.split(['{', ' ', '<', '(']).next().unwrap()
                        ));
                    }
                }
            }
        }
    }
    assert!(printable.is_empty(), "{printable:#?}");
}
