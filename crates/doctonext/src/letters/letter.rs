use serde::{Deserialize, Serialize};

use super::Kind;

/// A letter before it is dressed: a subject and blocks, in the order in which they are read.
#[derive(Clone)]
pub struct Letter {
    pub(super) kind: Kind,
    pub(super) content: Content,
}

/// What is sealed.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Content {
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
}

/// A part of a letter.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Block {
    Paragraph(String),
    Button { label: String, href: String },
    Facts(Vec<(String, String)>),
    Small(String),
}

impl Letter {
    /// A letter with its subject and nothing in it.
    #[must_use]
    pub fn new(kind: Kind, subject: impl Into<String>) -> Self {
        Self { kind, content: Content { subject: subject.into(), blocks: Vec::new() } }
    }

    /// Its subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.content.subject
    }

    /// Some sentences.
    #[must_use]
    pub fn paragraph(self, text: impl Into<String>) -> Self {
        self.with(Block::Paragraph(text.into()))
    }

    /// The one thing to do, and its whole address.
    #[must_use]
    pub fn button(self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.with(Block::Button { label: label.into(), href: href.into() })
    }

    /// Facts with their names.
    #[must_use]
    pub fn facts<K: Into<String>, V: Into<String>>(self, facts: impl IntoIterator<Item = (K, V)>) -> Self {
        self.with(Block::Facts(facts.into_iter().map(|(name, fact)| (name.into(), fact.into())).collect()))
    }

    /// What need not be read.
    #[must_use]
    pub fn small(self, text: impl Into<String>) -> Self {
        self.with(Block::Small(text.into()))
    }

    fn with(mut self, block: Block) -> Self {
        self.content.blocks.push(block);
        self
    }
}
