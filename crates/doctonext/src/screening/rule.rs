//! A rule, and how the team writes a list of them: one a line. Pure.

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
}

coded!(Kind {
    Word => "word", "mot";
    Pattern => "pattern", "motif";
    Domain => "domain", "domaine";
});

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What it looks for.
    pub kind: Kind,
    /// The word, the pattern or the domain.
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
        }
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
    const HOW: &str = "commencez par «\u{a0}mot:\u{a0}», «\u{a0}motif:\u{a0}» ou «\u{a0}domaine:\u{a0}».";
    let (kind, rest) = line.split_once(':').ok_or(HOW)?;
    let kind = Kind::ALL.iter().copied().find(|it| it.label() == kind.trim().to_lowercase()).ok_or(HOW)?;
    // A pattern may hold a « # »: what explains it stands behind a space and a « # ».
    let (text, why) = rest.rsplit_once(" # ").unwrap_or((rest, ""));
    let text = text.trim();
    let text =
        if kind == Kind::Domain { text.trim_start_matches('@').to_lowercase() } else { text.to_owned() };
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
