//! The rules at work on a text. Pure, in time linear in the text.

use std::sync::{Arc, Mutex, PoisonError};

use regex::Regex;

use super::{Kind, Rule};

/// Words that a rule found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The rule, as the team wrote it.
    pub rule: String,
    /// What was found, cut to 80 characters.
    pub words: String,
}

/// Words shown of what was found.
const LONGEST_WORDS: usize = 80;

/// Rules made ready.
pub struct Engine {
    /// The rule, and its words between single spaces.
    words: Vec<(String, String)>,
    patterns: Vec<(String, Regex)>,
}

impl Engine {
    /// Makes rules ready. A pattern that is not one any more (a newer library may be stricter) is left out and logged.
    #[must_use]
    pub fn of(rules: &[Rule]) -> Self {
        let named = |it: &Rule| format!("{}\u{202f}: {}", it.kind.label(), it.text);
        let words = rules
            .iter()
            .filter(|it| it.kind == Kind::Word)
            .map(|it| (named(it), flattened(&it.text)))
            .filter(|(_, words)| words.len() > 2)
            .collect();
        let ready = |it: &Rule| match it.expression() {
            Ok(expression) => Some((named(it), expression)),
            Err(error) => {
                tracing::warn!(%error, "a pattern of the rules cannot be used");
                None
            }
        };
        let patterns = rules.iter().filter(|it| it.kind == Kind::Pattern).filter_map(ready).collect();
        Self { words, patterns }
    }

    /// What is found in a title and its text, each rule once.
    #[must_use]
    pub fn read(&self, title: &str, body: &str) -> Vec<Hit> {
        let whole = format!("{title}\n{body}");
        let flat = flattened(&whole);
        let mut hits: Vec<Hit> = self
            .words
            .iter()
            .filter(|(_, words)| flat.contains(words.as_str()))
            .map(|(rule, words)| Hit { rule: rule.clone(), words: words.trim().to_owned() })
            .collect();
        hits.extend(self.patterns.iter().filter_map(|(rule, expression)| {
            let words = expression.find(&whole)?.as_str();
            Some(Hit { rule: rule.clone(), words: words.chars().take(LONGEST_WORDS).collect() })
        }));
        hits
    }
}

/// The rules made ready last: those in force, which every publication reads and which change seldom.
static READY: Mutex<Option<(Vec<u8>, Arc<Engine>)>> = Mutex::new(None);

/// Rules made ready, from the last time when they are the same.
pub(super) fn ready(rules: &[Rule]) -> Arc<Engine> {
    let mark = super::versions::mark(rules);
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, engine)) = ready.as_ref().filter(|(of, _)| *of == mark) {
        return Arc::clone(engine);
    }
    let engine = Arc::new(Engine::of(rules));
    *ready = Some((mark, Arc::clone(&engine)));
    engine
}

/// Lower case without accents, every run of anything else a space, spaces around: words can be found whole.
pub(super) fn flattened(text: &str) -> String {
    let folded = search_index::fold(text);
    let mut flat = String::with_capacity(folded.len() + 2);
    flat.push(' ');
    for word in folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()) {
        flat.push_str(word);
        flat.push(' ');
    }
    flat
}
