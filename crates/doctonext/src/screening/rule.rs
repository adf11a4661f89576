//! A rule, and how the team writes a list of them: one a line. Pure.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};
use regex::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use crate::trades::coded;

/// What a rule looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word or some words, without accents nor capitals.
    Word,
    /// A regular expression.
    Pattern,
    /// The domain of an e-mail address, and those below it.
    Domain,
    /// A range of addresses of the network, such as `203.0.113.0/24`.
    Network,
}

coded!(Kind {
    Word => "word", "mot";
    Pattern => "pattern", "motif";
    Domain => "domain", "domaine";
    Network => "network", "réseau";
});

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What it looks for.
    pub kind: Kind,
    /// The word, the pattern, the domain or the range.
    pub text: String,
    /// Why, for the team.
    #[serde(default)]
    pub why: String,
}

/// Rules of a version.
pub const MOST_RULES: usize = 300;
/// Characters of a word, a pattern or a domain.
const LONGEST: usize = 200;
/// Bytes that a compiled pattern may take, and that its lazy automaton may take while it reads.
const LARGEST_PATTERN: usize = 256 << 10;

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// From 1; none for the list as a whole.
    pub line: Option<usize>,
    /// In French.
    pub why: String,
}

impl Rule {
    /// Whether an address at this host makes no account.
    #[must_use]
    pub fn bars(&self, host: &str) -> bool {
        self.kind == Kind::Domain
            && (host == self.text || host.strip_suffix(&self.text).is_some_and(|it| it.ends_with('.')))
    }

    /// Whether no account is made from this address of the network.
    #[must_use]
    pub fn covers(&self, address: IpAddr) -> bool {
        self.network().is_some_and(|it| it.contains(&address.to_canonical()))
    }

    /// Whether some of these addresses make no account: those that are kept have lost their end.
    #[must_use]
    pub fn touches(&self, addresses: IpNet) -> bool {
        self.network().is_some_and(|it| it.contains(&addresses) || addresses.contains(&it))
    }

    fn network(&self) -> Option<IpNet> {
        if self.kind == Kind::Network { self.text.parse().ok() } else { None }
    }

    /// The expression of a pattern. The library reads in linear time; what it may take of memory is bounded here.
    pub(super) fn expression(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.text)
            .case_insensitive(true)
            .size_limit(LARGEST_PATTERN)
            .dfa_size_limit(LARGEST_PATTERN)
            .nest_limit(20)
            .build()
    }

    fn fault(&self) -> Option<&'static str> {
        if self.text.is_empty() {
            return Some("rien à chercher.");
        }
        if self.text.chars().count() > LONGEST {
            return Some("plus de 200\u{a0}caractères.");
        }
        match self.kind {
            Kind::Word => super::engine::flattened(&self.text)
                .trim()
                .is_empty()
                .then_some("un mot a des lettres ou des chiffres."),
            Kind::Pattern => match self.expression() {
                Err(regex::Error::CompiledTooBig(_)) => Some("ce motif prendrait trop de mémoire."),
                Err(_) => Some("ce motif n’est pas une expression régulière."),
                Ok(it) if it.is_match("") => Some("ce motif trouve tout, même un texte vide."),
                Ok(_) => None,
            },
            Kind::Domain => {
                let ok = self.text.contains('.')
                    && self.text.split('.').all(|label| {
                        !label.is_empty() && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
                    });
                (!ok).then_some("ce n’est pas un domaine\u{202f}: exemple.fr.")
            }
            Kind::Network => match self.text.parse::<IpNet>() {
                Err(_) => Some("ce n’est pas un réseau\u{202f}: 203.0.113.0/24 ou 2001:db8::/32."),
                Ok(it) if it.prefix_len() < widest(it) => {
                    Some("ce réseau est trop vaste\u{202f}: /12 au plus en IPv4, /24 au plus en IPv6.")
                }
                Ok(_) => None,
            },
        }
    }
}

/// A rule that would keep a whole country out is a slip of the hand.
const fn widest(it: IpNet) -> u8 {
    match it {
        IpNet::V4(_) => 12,
        IpNet::V6(_) => 24,
    }
}

/// `203.0.113.7/24` is `203.0.113.0/24`, and one address alone is a network of one. What is no network stays as it is.
fn network(typed: &str) -> String {
    let one = |it: IpAddr| IpNet::from(it.to_canonical());
    let read = typed.parse::<IpNet>().or_else(|_| typed.parse::<IpAddr>().map(one)).map(canonical);
    read.map_or_else(|_| typed.to_owned(), |it| it.trunc().to_string())
}

/// `::ffff:203.0.113.0/120` is `203.0.113.0/24`: addresses are compared in their plain form.
fn canonical(it: IpNet) -> IpNet {
    match it {
        IpNet::V6(net) if net.prefix_len() >= 96 => match net.addr().to_ipv4_mapped() {
            Some(plain) => Ipv4Net::new(plain, net.prefix_len() - 96).map_or(it, IpNet::from),
            None => it,
        },
        _ => it,
    }
}

/// Reads what the team typed: `mot: bitcoin # pourquoi`, a rule a line; empty lines are left out.
pub fn read_lines(typed: &str) -> Result<Vec<Rule>, Vec<Fault>> {
    let (mut rules, mut faults) = (Vec::new(), Vec::new());
    for (at, line) in typed.lines().enumerate().filter(|(_, it)| !it.trim().is_empty()) {
        match read_line(line) {
            Ok(rule) => match rule.fault() {
                None if rules.contains(&rule) => {}
                None => rules.push(rule),
                Some(why) => faults.push(Fault { line: Some(at + 1), why: why.to_owned() }),
            },
            Err(why) => faults.push(Fault { line: Some(at + 1), why: why.to_owned() }),
        }
    }
    if rules.len() > MOST_RULES {
        faults.push(Fault { line: None, why: "Trois cents règles au plus.".to_owned() });
    }
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

fn read_line(line: &str) -> Result<Rule, &'static str> {
    const HOW: &str = "commencez par «\u{a0}mot:\u{a0}», «\u{a0}motif:\u{a0}», «\u{a0}domaine:\u{a0}» ou «\u{a0}réseau:\u{a0}».";
    let (kind, rest) = line.split_once(':').ok_or(HOW)?;
    let kind = search_index::fold(kind.trim());
    let kind = Kind::ALL.iter().copied().find(|it| search_index::fold(it.label()) == kind).ok_or(HOW)?;
    // A pattern may hold a « # »: what explains it stands behind a space and a « # ».
    let (text, why) = rest.rsplit_once(" # ").unwrap_or((rest, ""));
    let text = text.trim();
    let text = match kind {
        Kind::Domain => text.trim_start_matches('@').to_lowercase(),
        Kind::Network => network(text),
        Kind::Word | Kind::Pattern => text.to_owned(),
    };
    Ok(Rule { kind, text, why: why.trim().chars().take(LONGEST).collect() })
}

/// The rules as the team writes them.
#[must_use]
pub fn written_lines(rules: &[Rule]) -> String {
    let line = |it: &Rule| {
        let why = if it.why.is_empty() { String::new() } else { format!(" # {}", it.why) };
        format!("{}: {}{why}\n", it.kind.label(), it.text)
    };
    rules.iter().map(line).collect()
}
