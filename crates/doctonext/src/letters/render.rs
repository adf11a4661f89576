//! A letter as people see it: HTML that fits a phone and the night, and the same in plain text.

use askama::Template;
use mrml::prelude::render::RenderOptions;
use platform::mail::{Message, Unsubscription};

use super::{
    Kind,
    letter::{Block, Content},
    refusal,
    send::Addressee,
    store::DueLetter,
};
use crate::app::App;

/// Why a letter cannot be dressed: a fault of ours.
#[derive(Debug, thiserror::Error)]
pub(super) enum RenderError {
    #[error("its kind is unknown")]
    Kind,
    #[error(transparent)]
    Template(#[from] askama::Error),
    #[error("its markup cannot be read: {0}")]
    Markup(String),
}

#[derive(Template)]
#[template(path = "letters/letter.mjml", escape = "html")]
struct Markup<'a> {
    subject: &'a str,
    name: &'a str,
    blocks: &'a [Block],
    site: &'a str,
    operator: &'a str,
    why: &'a str,
    unsubscribe: Option<&'a str>,
}

pub(super) fn message(
    app: &App,
    letter: &DueLetter,
    to: &Addressee,
    content: &Content,
) -> Result<Message, RenderError> {
    let kind = Kind::from_code(&letter.kind).ok_or(RenderError::Kind)?;
    let unsubscribe = match (&letter.user_id, kind.can_be_refused()) {
        (Some(person), Some(_)) => Some(refusal::address(app, person, kind)),
        _ => None,
    };
    let site = app.settings.public_url.as_str();
    let host = site.split_once("://").map_or(site, |(_, host)| host);
    let markup = Markup {
        subject: &content.subject,
        name: &to.name,
        blocks: &content.blocks,
        site,
        operator: if app.settings.operator.name.is_empty() {
            "Doctonext"
        } else {
            &app.settings.operator.name
        },
        why: if to.name.is_empty() {
            "Vous recevez cette lettre parce que cette adresse a été saisie sur Doctonext."
        } else {
            "Vous recevez cette lettre parce que vous avez un compte sur Doctonext."
        },
        unsubscribe: unsubscribe.as_deref(),
    };
    let parsed =
        mrml::parse(for_xml(&markup.render()?)).map_err(|error| RenderError::Markup(error.to_string()))?;
    let html = parsed
        .element
        // No web font: a letter asks nobody for anything.
        .render(&RenderOptions { fonts: std::collections::HashMap::default(), ..RenderOptions::default() })
        .map_err(|error| RenderError::Markup(error.to_string()))?;
    Ok(Message {
        id: letter.id.clone(),
        message_id: format!("{}@{}", letter.id, host.split(':').next().unwrap_or(host)),
        kind: kind.code(),
        date: letter.created_at,
        from: app.settings.mail_from.clone(),
        to_name: to.name.clone(),
        to_address: to.address.clone(),
        subject: content.subject.clone(),
        text: plain(&markup),
        html,
        unsubscribe: unsubscribe.map(|address| Unsubscription { address }),
    })
}

/// Without the characters that XML 1.0 §2.2 has no place for: one of them in a name would keep every letter to that person
/// from being made.
fn for_xml(markup: &str) -> String {
    let fits = |it: char| {
        matches!(it, '\t' | '\n' | '\r') || !(it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}'))
    };
    markup.chars().filter(|it| fits(*it)).collect()
}

/// The letter without any markup.
fn plain(it: &Markup<'_>) -> String {
    let mut text =
        if it.name.is_empty() { "Bonjour,\n\n".to_owned() } else { format!("Bonjour {},\n\n", it.name) };
    for block in it.blocks {
        match block {
            Block::Paragraph(words) | Block::Small(words) => text.push_str(words),
            Block::Button { label, href } => text.extend([label.as_str(), "\u{202f}:\n", href]),
            Block::Facts(facts) => {
                let lines: Vec<String> =
                    facts.iter().map(|(name, fact)| format!("{name}\u{202f}: {fact}")).collect();
                text.push_str(&lines.join("\n"));
            }
        }
        text.push_str("\n\n");
    }
    text.extend(["-- \n", it.operator, ", ", it.site, "\n", it.why, "\n"]);
    if let Some(address) = it.unsubscribe {
        text.extend(["Ne plus recevoir ces lettres\u{202f}: ", address, "\n"]);
    }
    text
}
