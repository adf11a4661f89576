//! Who looks at the page that is being rendered: known to the frame without every handler passing it on.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

tokio::task_local! {
    /// Set for the length of a request by the layer that recognises visitors.
    pub static ONLOOKER: Onlooker;
}

/// What the frame prints about the visitor.
#[derive(Debug, Clone, Default)]
pub struct Onlooker {
    /// The signed-in person.
    pub person: Option<Face>,
    /// Proves that a form was sent from a page of ours to this very browser.
    form_token: String,
    /// Set when a page printed the token: only then does the browser get its cookie.
    asked: Arc<AtomicBool>,
}

/// The signed-in person, as the header shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Face {
    /// « Claire Moreau ».
    pub name: String,
    /// « CM ».
    pub initials: String,
    /// Address of the picture, when there is one.
    pub avatar_url: Option<String>,
    /// Whether the pages of the team are open to them.
    pub is_staff: bool,
    /// A member of the team looks as this person: nothing can be changed.
    pub looked_at: bool,
    /// Notifications that they have not read, a hundred at most.
    pub unread: i32,
    /// « 17 mars 2026 »: the last day to undo the deletion that the person asked for.
    pub closes: Option<String>,
}

impl Onlooker {
    /// A visitor, signed in or not, with the token of their browser.
    #[must_use]
    pub fn new(person: Option<Face>, form_token: String) -> Self {
        Self { person, form_token, asked: Arc::default() }
    }

    /// The visitor of the request at hand; nobody outside of one.
    #[must_use]
    pub fn current() -> Self {
        ONLOOKER.try_with(Clone::clone).unwrap_or_default()
    }

    /// The hidden field of every form that changes something.
    #[must_use]
    pub fn form_token(&self) -> &str {
        self.asked.store(true, Ordering::Relaxed);
        &self.form_token
    }

    /// Whether a page of this request holds a form.
    #[must_use]
    pub fn met_a_form(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

/// Name of the hidden field.
pub const FORM_TOKEN_FIELD: &str = "jeton";

/// First letters of the first and the last name, at most two.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|it| it.is_alphabetic()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_word() {
        assert_eq!(initials("Claire Moreau"), "CM");
        assert_eq!(initials("Yann Le Guen-O’Brien"), "YG");
        assert_eq!(initials("Élodie"), "É");
        assert_eq!(initials("  "), "");
    }
}
