//! The letters that wait, as their readers will see them.

use super::World;

/// A letter that would leave.
#[derive(Debug, Clone)]
pub(crate) struct SentLetter {
    /// Address of its reader.
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

impl SentLetter {
    /// The addresses in its text.
    pub(crate) fn links(&self) -> Vec<String> {
        self.text.split_whitespace().filter(|it| it.starts_with("https://")).map(str::to_owned).collect()
    }

    /// The path of its only button.
    pub(crate) fn path(&self) -> String {
        self.links().remove(0).strip_prefix("https://doctonext.example").unwrap().to_owned()
    }
}

impl World {
    /// What waits to leave, in the order in which it was written.
    pub(crate) async fn letters(&self) -> Vec<SentLetter> {
        crate::letters::waiting_letters(&self.app)
            .await
            .into_iter()
            .map(|it| SentLetter { to: it.to_address, subject: it.subject, text: it.text, html: it.html })
            .collect()
    }
}
