//! A letter as RFC 5322 writes it.

use chrono::{DateTime, Utc};
use lettre::{
    Address,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use super::MailError;

/// One letter to one person, ready to leave. No `Debug`: it holds an address and secrets in links.
#[derive(Clone)]
pub struct Message {
    /// Identifier of the letter, in `[A-Za-z0-9-]`: names its file.
    pub id: String,
    /// `Message-ID` without its angle brackets, the same at every attempt.
    pub message_id: String,
    /// Short code of what it is about, for lists that must name nobody.
    pub kind: &'static str,
    /// When it was written.
    pub date: DateTime<Utc>,
    /// « Doctonext <bonjour@doctonext.example> ».
    pub from: String,
    /// Name of the recipient, may be empty.
    pub to_name: String,
    /// Address of the recipient.
    pub to_address: String,
    /// Subject.
    pub subject: String,
    /// The whole letter in plain text.
    pub text: String,
    /// The same in HTML, without external resources.
    pub html: String,
    /// How to stop letters of this kind, for those that can be switched off.
    pub unsubscribe: Option<Unsubscription>,
}

/// Where one click stops letters of a kind (RFC 8058).
#[derive(Clone)]
pub struct Unsubscription {
    /// `https://…`: answers to POST without asking who is there.
    pub address: String,
}

const LANGUAGE: &str = "fr";

impl Message {
    /// The letter as MIME: plain text and HTML of the same content.
    pub fn to_mime(&self) -> Result<lettre::Message, MailError> {
        let malformed = |what: &str| MailError::Permanent(format!("the letter is malformed: {what}"));
        let from: Mailbox = self.from.parse().map_err(|_| malformed("its sender is no address"))?;
        let to: Address = self.to_address.parse().map_err(|_| malformed("its recipient is no address"))?;
        let name = Some(on_one_line(&self.to_name)).filter(|name| !name.is_empty());
        let mut builder = lettre::Message::builder()
            .from(from)
            .to(Mailbox::new(name, to))
            .date(self.date.into())
            .message_id(Some(format!("<{}>", self.message_id)))
            .subject(on_one_line(&self.subject))
            // RFC 3834: answering machines keep silent.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", LANGUAGE));
        if let Some(unsubscription) = &self.unsubscribe {
            builder = builder
                .raw_header(header("List-Unsubscribe", &format!("<{}>", unsubscription.address)))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        builder
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .map_err(|_| malformed("its parts do not fit"))
    }
}

/// What people typed, fit for a header: a line break would begin another one, and the library panics over it.
fn on_one_line(text: &str) -> String {
    text.split(|it: char| it.is_control()).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A header whose value is ASCII already: encoding it again would break addresses into pieces.
fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.to_owned(),
        value.to_owned(),
    )
}
