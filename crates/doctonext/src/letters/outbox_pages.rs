//! `/dev/outbox`: the letters of a development, to read and to click. It does not exist elsewhere.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use mail_parser::MessageParser;
use platform::mail::Outbox;

use crate::{
    app::App,
    config::Mode,
    failure::Failure,
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "letters/outbox.html")]
struct OutboxPage {
    frame: Frame,
    letters: Vec<Listed>,
}

struct Listed {
    file: String,
    subject: String,
    to: String,
}

#[derive(Template)]
#[template(path = "letters/outbox_letter.html")]
struct LetterPage {
    frame: Frame,
    file: String,
    subject: String,
    to: String,
    pieces: Vec<Piece>,
}

/// A piece of the text: words, or an address to click.
struct Piece {
    text: String,
    is_link: bool,
}

/// Letters shown.
const MOST: usize = 100;

pub(super) async fn list(State(app): State<App>) -> Result<Response, Failure> {
    let outbox = outbox(&app)?;
    let mut letters = Vec::new();
    for posted in outbox.letters().await.map_err(Failure::broken)?.into_iter().take(MOST) {
        let bytes = outbox.read(&posted.file).await.map_err(Failure::broken)?.unwrap_or_default();
        let parsed = MessageParser::default().parse(&bytes);
        letters.push(Listed {
            subject: parsed.as_ref().and_then(|it| it.subject()).unwrap_or_default().to_owned(),
            to: recipient(parsed.as_ref()),
            file: posted.file,
        });
    }
    Ok(shell::page(&OutboxPage { frame: frame(&app), letters })?)
}

pub(super) async fn show(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Failure> {
    let bytes = outbox(&app)?.read(&file).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    let parsed = MessageParser::default().parse(&bytes);
    let text = parsed.as_ref().and_then(|it| it.body_text(0)).unwrap_or_default().into_owned();
    let pieces = text
        .split_inclusive([' ', '\n'])
        .map(|word| Piece { is_link: word.starts_with(&app.settings.public_url), text: word.to_owned() })
        .collect();
    let page = LetterPage {
        frame: frame(&app),
        file,
        subject: parsed.as_ref().and_then(|it| it.subject()).unwrap_or_default().to_owned(),
        to: recipient(parsed.as_ref()),
        pieces,
    };
    let mut response = shell::page(&page)?;
    let policy = format!("{}; frame-src 'self'", shell::CONTENT_POLICY);
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// The HTML of a letter as it is, in a frame that can do nothing but show.
pub(super) async fn html(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Failure> {
    let bytes = outbox(&app)?.read(&file).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    let parsed = MessageParser::default().parse(&bytes);
    let html = parsed.as_ref().and_then(|it| it.body_html(0)).unwrap_or_default().into_owned();
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

fn recipient(parsed: Option<&mail_parser::Message<'_>>) -> String {
    parsed.and_then(|it| it.to()?.first()?.address().map(str::to_owned)).unwrap_or_default()
}

fn outbox(app: &App) -> Result<Outbox, Failure> {
    let is_development = app.settings.mode == Mode::Development && app.settings.mail == "outbox";
    if is_development && !is_public(&app.settings.public_url) {
        Ok(Outbox::at(&app.settings.var.join("outbox")))
    } else {
        Err(Failure::NotFound)
    }
}

/// Whether strangers may reach a site of this address: whoever forgot to say « production » must not show them letters.
/// Names of RFC 2606 §2 lead nowhere.
fn is_public(public_url: &str) -> bool {
    let host =
        url::Url::parse(public_url).ok().and_then(|it| it.host_str().map(str::to_owned)).unwrap_or_default();
    let leads_nowhere = ["localhost", "example", "test", "invalid"]
        .iter()
        .any(|end| host == *end || host.ends_with(&format!(".{end}")));
    public_url.starts_with("https://") && !leads_nowhere
}

fn frame(app: &App) -> Frame {
    Frame::new(&app.settings.public_url, "/dev/outbox", "Lettres parties (développement)", "")
        .hidden_from_robots()
}
