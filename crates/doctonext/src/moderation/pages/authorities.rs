//! `/equipe/moderation/autorites/{quoi}/{id}`: a suspicion that somebody's life or safety is in danger, told to the authorities
//! (règlement (UE) 2022/2065, art. 18).
//!
//! The site writes to no authority by itself: the page says where to tell it, gathers what they ask for, and the log keeps who
//! told whom, and what. Whoever is concerned is not told of it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;

use super::{Choice, checked_id, follow::Notes, frame, private, sentence};
use crate::{
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
    listings,
    moderation::{
        store,
        subject::{self, Subject},
        words::SubjectKind,
    },
    shell::{self, Frame},
};

/// The act of the log; its lines are counted every year.
pub(in crate::moderation) const ACT: &str = "moderation.authorities_told";

/// Whom it may be told to.
const AUTHORITIES: [(&str, &str); 4] = [
    ("police", "Police ou gendarmerie secours (17 ou 112)"),
    ("pharos", "PHAROS (internet-signalement.gouv.fr)"),
    ("parquet", "Procureur de la République"),
    ("autre", "Autre autorité d’un État membre, ou Europol"),
];

#[derive(Template)]
#[template(path = "moderation/authorities.html")]
struct AuthoritiesPage {
    frame: Frame,
    action: String,
    facts: Vec<(&'static str, String)>,
    authorities: Vec<Choice>,
    typed: String,
    error_authority: &'static str,
    error_facts: &'static str,
    note: &'static str,
    /// What was told before.
    past: Vec<String>,
}

#[derive(Default, serde::Deserialize)]
pub(in crate::moderation) struct AuthoritiesForm {
    #[serde(default)]
    autorite: String,
    #[serde(default)]
    faits: String,
}

/// What is told; of themselves nobody learns it here.
async fn found(app: &App, staff: &SignedIn, what: &str, id: &str) -> Result<Subject, Failure> {
    let kind = SubjectKind::from_slug(what).ok_or(Failure::NotFound)?;
    let mut db = app.db.acquire().await?;
    let found = subject::known(app, &mut db, kind, checked_id(id)?).await?;
    found.filter(|it| it.owner.as_deref() != Some(&staff.person.id)).ok_or(Failure::NotFound)
}

/// What the log names. Never the account itself: its lines are given to whoever asks for a copy of their data.
fn named(subject: &Subject) -> (&'static str, &str) {
    (subject.kind.code(), &subject.id)
}

/// Nothing is chosen beforehand: the log must say what was done.
fn choices(chosen: &str) -> Vec<Choice> {
    std::iter::once(("", "Choisissez…"))
        .chain(AUTHORITIES)
        .map(|(value, label)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: chosen == value,
        })
        .collect()
}

async fn page(app: &App, subject: &Subject, form: AuthoritiesForm) -> Result<AuthoritiesPage, Failure> {
    let mut facts = vec![
        ("Contenu", subject.kind.label().to_owned()),
        ("Titre", subject.title.clone()),
        ("Page", format!("{}{}", app.settings.public_url, subject.path)),
        ("Identifiant", subject.id.clone()),
    ];
    if subject.kind == SubjectKind::Listing
        && let Some(found) = listings::find(app, &mut *app.db.acquire().await?, &subject.id).await?
    {
        facts.push(("Texte", found.listing.description.unwrap_or_default()));
    }
    if let Some(owner) = &subject.owner
        && let Some(who) = store::someone(&app.db, owner).await?
    {
        facts.push(("Auteur", format!("{} ({})", who.name, who.email)));
        facts.push(("Inscrit le", french::moment(who.created_at)));
        facts.push(("Compte", who.id));
    }
    let past = audit::about(&app.db, ACT, named(subject)).await?;
    Ok(AuthoritiesPage {
        frame: frame(app, "/equipe/moderation/autorites", "Signaler aux autorités"),
        action: format!("/equipe/moderation/autorites/{}/{}", subject.kind.slug(), subject.id),
        facts,
        authorities: choices(&form.autorite),
        typed: form.faits,
        error_authority: "",
        error_facts: "",
        note: "",
        past: past
            .into_iter()
            .map(|it| {
                let who = it.actor_name.unwrap_or_default();
                format!("{}, {who}\u{202f}: {}", french::moment(it.at), it.reason.unwrap_or_default())
            })
            .collect(),
    })
}

pub(in crate::moderation) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path((what, id)): Path<(String, String)>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let subject = found(&app, &staff, &what, &id).await?;
    let mut page = page(&app, &subject, AuthoritiesForm::default()).await?;
    if notes.note == "note" {
        page.note = "C’est inscrit au journal. La personne concernée n’en est pas prévenue.";
    }
    Ok(private(shell::page(&page)?))
}

pub(in crate::moderation) async fn tell(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path((what, id)): Path<(String, String)>,
    CheckedForm(form): CheckedForm<AuthoritiesForm>,
) -> Result<Response, Failure> {
    let subject = found(&app, &staff, &what, &id).await?;
    let authority = AUTHORITIES.iter().find(|(value, _)| *value == form.autorite);
    let facts = sentence(&form.faits, 20, 1500);
    if let (Some((_, label)), Some(facts)) = (authority, &facts) {
        let reason = format!("{label}\u{202f}: {facts}");
        let entry = audit::Entry {
            actor: Some(&staff.person.id),
            action: ACT,
            subject: named(&subject),
            address: Some(&origin.short_address()),
            reason: Some(&reason),
            ..audit::Entry::default()
        };
        audit::record(&mut *app.db.acquire().await?, entry, app.clock.now()).await?;
        let to = format!("/equipe/moderation/autorites/{}/{}?note=note", subject.kind.slug(), subject.id);
        return Ok(Redirect::to(&to).into_response());
    }
    let mut page = page(&app, &subject, form).await?;
    if authority.is_none() {
        page.error_authority = "Choisissez à qui vous l’avez signalé.";
    }
    if facts.is_none() {
        page.error_facts =
            "Dites ce que vous avez transmis (20 à 1\u{202f}500\u{a0}caractères), avec la référence reçue.";
    }
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}
