//! `/signaler/{quoi}/{id}`: somebody reports what they see, signed in or not (règlement (UE) 2022/2065, art. 16).

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;
use url::Url;

use super::{Choice, private, sentence};
use crate::{
    accounts::{
        Challenge, CheckedForm, Origin, StrangersToll, Visitor, count_try_of, read_email, read_name,
        toll_of_strangers,
    },
    app::App,
    failure::Failure,
    moderation::{
        links,
        report::{self, Notifier, Report},
        subject::{self, Subject},
        words::{Party, Reason, SubjectKind},
    },
    search::{Seen, Viewer},
    shell::{self, Frame},
};

/// Characters of an explanation: fewer explain nothing, more are not read.
const EXPLANATION: (usize, usize) = (20, 3000);
const LONGEST_ADDRESS: usize = 500;
/// What one member may report within a window.
const MOST_TRIES: i32 = 30;

#[derive(Template)]
#[template(path = "moderation/report.html")]
struct ReportPage {
    frame: Frame,
    /// « l’annonce », « la photo ».
    what: &'static str,
    action: String,
    typed: ReportForm,
    errors: Errors,
    has_errors: bool,
    reasons: Vec<Choice>,
    error: String,
    challenge: Option<Challenge>,
}

/// Names whoever reports: never printed.
#[derive(Default, Deserialize)]
pub(in crate::moderation) struct ReportForm {
    #[serde(default)]
    motif: String,
    #[serde(default)]
    adresse: String,
    #[serde(default)]
    explication: String,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    bonne_foi: String,
    #[serde(default)]
    travail: String,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Errors {
    reason: &'static str,
    address: String,
    explanation: &'static str,
    name: &'static str,
    email: String,
    good_faith: &'static str,
}

/// On which page of ours the link stood: a letter of intent is reported on the page where it is read.
#[derive(Debug, Default, Deserialize)]
pub(in crate::moderation) struct SeenOn {
    #[serde(default)]
    page: String,
}

impl SeenOn {
    /// A path of ours and nothing else.
    fn path(&self) -> Option<&str> {
        let is_plain = self.page.bytes().all(|it| it.is_ascii_alphanumeric() || b"/-_.#".contains(&it));
        let is_ours = self.page.starts_with("/espace/") && !self.page.contains("//");
        (is_plain && is_ours && self.page.len() <= 200).then_some(&self.page)
    }
}

/// A form that was read.
struct Checked {
    reason: Reason,
    address: String,
    explanation: String,
    notifier: Option<Notifier>,
}

async fn reported(app: &App, what: &str, id: &str, viewer: Option<&Viewer>) -> Result<Subject, Failure> {
    let kind = SubjectKind::from_slug(what).ok_or(Failure::NotFound)?;
    subject::shown(app, kind, id, viewer).await?.ok_or(Failure::NotFound)
}

pub(in crate::moderation) async fn form(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    Seen(viewer): Seen,
    Path((what, id)): Path<(String, String)>,
    Query(seen): Query<SeenOn>,
) -> Result<Response, Failure> {
    let subject = reported(&app, &what, &id, viewer.as_ref()).await?;
    let typed = ReportForm {
        adresse: format!("{}{}", app.settings.public_url, seen.path().unwrap_or(&subject.path)),
        nom: visitor.as_ref().map(|it| it.person.name.clone()).unwrap_or_default(),
        email: visitor.as_ref().map(|it| it.person.email.clone()).unwrap_or_default(),
        ..ReportForm::default()
    };
    let page = page(&app, (&subject, &id), typed, Errors::default());
    Ok(private(shell::page(&page)?))
}

fn page(app: &App, (subject, id): (&Subject, &str), typed: ReportForm, errors: Errors) -> ReportPage {
    let path = format!("/signaler/{}/{id}", subject.kind.slug());
    let title = format!("Signaler {}", subject.kind.with_article());
    let none =
        Choice { value: String::new(), label: "Choisissez…".to_owned(), selected: typed.motif.is_empty() };
    let listed = Reason::ALL.iter().map(|it| Choice {
        value: it.code().to_owned(),
        label: it.label().to_owned(),
        selected: typed.motif == it.code(),
    });
    ReportPage {
        frame: Frame::new(&app.settings.public_url, path.clone(), title, "").hidden_from_robots(),
        what: subject.kind.with_article(),
        action: path,
        reasons: std::iter::once(none).chain(listed).collect(),
        has_errors: errors != Errors::default(),
        typed,
        errors,
        error: String::new(),
        challenge: None,
    }
}

fn check(app: &App, form: &ReportForm) -> Result<Checked, Errors> {
    let mut errors = Errors::default();
    let reason = Reason::from_code(&form.motif);
    if reason.is_none() {
        errors.reason = "Choisissez un motif.";
    }
    let address = form.adresse.trim();
    if !is_of_this_site(app, address) {
        errors.address = format!(
            "Indiquez l’adresse exacte de la page\u{202f}: elle commence par {}",
            app.settings.public_url
        );
    }
    let explanation = sentence(&form.explication, EXPLANATION.0, EXPLANATION.1);
    if explanation.is_none() {
        errors.explanation = "Expliquez ce qui ne va pas et pourquoi (20 à 3\u{202f}000\u{a0}caractères).";
    }
    let may_be_nobody = reason == Some(Reason::ChildAbuse);
    let is_nobody = form.nom.trim().is_empty() && form.email.trim().is_empty();
    let mut notifier = None;
    if !(may_be_nobody && is_nobody) {
        let name = read_name(&form.nom);
        if name.is_none() {
            errors.name = "Indiquez votre prénom et votre nom (100\u{a0}caractères au plus).";
        }
        match read_email(&form.email) {
            Ok(email) => notifier = name.map(|name| Notifier { name, email }),
            Err(error) => errors.email = error.to_string(),
        }
    }
    if form.bonne_foi != "1" {
        errors.good_faith = "Cochez cette case si vous pensez de bonne foi que c’est exact.";
    }
    match (reason, explanation) {
        (Some(reason), Some(explanation)) if errors == Errors::default() => {
            Ok(Checked { reason, address: address.to_owned(), explanation, notifier })
        }
        _ => Err(errors),
    }
}

/// A member is counted by name, and always has a receipt; a stranger as whoever asks for letters.
async fn toll(
    app: &App,
    origin: &Origin,
    (member, mailbox): (Option<&str>, &str),
    work: &str,
) -> Result<StrangersToll, Failure> {
    let Some(person) = member else { return toll_of_strangers(app, origin, mailbox, work).await };
    match count_try_of(app, "notices", person, MOST_TRIES).await? {
        None => Ok(StrangersToll::Free(true)),
        Some(until) => Err(Failure::TooMany(format!(
            "Trop de signalements en peu de temps. Réessayez après le {}.",
            french::moment(until)
        ))),
    }
}

/// Whether it is the address of one of our pages, and nothing else around it.
fn is_of_this_site(app: &App, address: &str) -> bool {
    let origin = |it: &str| Url::parse(it).ok().map(|it| (it.origin(), it.username().is_empty()));
    address.len() <= LONGEST_ADDRESS
        && !address.contains(|it: char| it.is_whitespace() || it.is_control())
        && origin(address).is_some_and(|it| it.1 && Some(it) == origin(&app.settings.public_url))
}

pub(in crate::moderation) async fn send(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    Seen(viewer): Seen,
    origin: Origin,
    Path((what, id)): Path<(String, String)>,
    CheckedForm(form): CheckedForm<ReportForm>,
) -> Result<Response, Failure> {
    let subject = reported(&app, &what, &id, viewer.as_ref()).await?;
    let checked = match check(&app, &form) {
        Ok(checked) => checked,
        Err(errors) => {
            let page = page(&app, (&subject, &id), form, errors);
            return Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?));
        }
    };
    let mailbox = checked.notifier.as_ref().map_or("", |it| it.email.as_str());
    // Only their own mailbox ties a notice to an account.
    let member = visitor.as_ref().filter(|it| it.person.email == mailbox && it.person.email_verified);
    let member = member.map(|it| it.person.id.as_str());
    let may_write = match toll(&app, &origin, (member, mailbox), &form.travail).await? {
        StrangersToll::Free(may_write) => may_write,
        StrangersToll::First(error, challenge) => {
            let page = ReportPage {
                error,
                challenge: Some(challenge),
                ..page(&app, (&subject, &id), form, Errors::default())
            };
            return Ok(private(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?));
        }
    };
    let report = Report {
        subject: &subject,
        address: &checked.address,
        reason: checked.reason,
        explanation: &checked.explanation,
        notifier: checked.notifier,
        member,
        may_write,
    };
    let notice = report::receive(&app, &report).await?;
    let to = format!("{}?note=recu", links::path(&app, Party::Notifier, &notice));
    Ok(Redirect::to(&to).into_response())
}
