//! `/equipe/verifications/{id}`: one case, side by side with the directory; its documents; the decision.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::{frame, wording};
use crate::{
    accounts::{CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    audit, desk, documents,
    failure::Failure,
    shell::{self, Frame},
    trades::{AuthorKind, DocumentKind, VerificationStatus},
    verification::{
        act, check, held, key_of,
        names::DirectoryFacts,
        number::Number,
        review, source,
        store::{self, Case, Row},
    },
};

#[derive(Template)]
#[template(path = "verification/case.html")]
struct CasePage {
    frame: Frame,
    note: &'static str,
    error: &'static str,
    id: String,
    person_href: String,
    /// Where the badge can be taken away.
    standing_href: String,
    cause: &'static str,
    opened: String,
    is_open: bool,
    /// Who else looks at it, and until when.
    held: String,
    ending: String,
    /// What, as declared, as the directory says.
    compared: Vec<(&'static str, String, String)>,
    has_number: bool,
    /// The whole number, after a reason.
    revealed: Option<String>,
    pieces: Vec<Document>,
    history: Vec<(String, String)>,
    typed_reason: String,
    typed_reveal: String,
}

struct Document {
    kind: &'static str,
    note: String,
    href: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::verification) struct Notes {
    #[serde(default)]
    pub(super) note: String,
}

pub(in crate::verification) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut page = page_of(&app, &staff, &id).await?;
    page.note = match notes.note.as_str() {
        "decision" => "La décision est prise\u{202f}; la personne en est prévenue par lettre.",
        "fait" => "C’est décidé. Voici l’élément suivant.",
        "propose" => "Le bannissement est proposé\u{202f}: une autre personne doit le confirmer.",
        "deja" => "Quelqu’un d’autre a décidé entre-temps, ou rien n’est à décider.",
        _ => "",
    };
    Ok(private(shell::page(&page)?))
}

/// What no browser keeps.
pub(super) fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn found(app: &App, id: &str) -> Result<(Case, Row), Failure> {
    let case = store::case(&app.db, id).await?.ok_or(Failure::NotFound)?;
    let row = store::row(&app.db, &case.user_id).await?.ok_or(Failure::NotFound)?;
    Ok((case, row))
}

/// The page; an open case is held by whoever reads it, but by those who may not decide on it.
async fn page_of(app: &App, staff: &SignedIn, id: &str) -> Result<CasePage, Failure> {
    let (case, row) = found(app, id).await?;
    let may_decide = case.decision.is_none() && !review::concerns(app, &row, &staff.person.id).await?;
    let mut db = app.db.acquire().await?;
    let held = if may_decide {
        desk::hold(app, &mut db, &key_of(id), &staff.person.id).await?
    } else {
        String::new()
    };
    let number = held::number_of(app, &mut db, &row).await?;
    let facts = match &number {
        // The rest of the case can be read without it.
        Some(number) => {
            source::look_up(app, number, review::is_student(&row)).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "the directory does not answer");
                None
            })
        }
        None => None,
    };
    let compared = compared(&row, number.as_ref(), facts.as_ref());
    let pieces = store::pieces_of(&mut *db, &case.id).await?;
    let history = store::history(&mut *db, &row.id, 20).await?;
    Ok(CasePage {
        frame: frame(app, &format!("/equipe/verifications/{id}"), &row.name),
        note: "",
        error: "",
        person_href: format!("/equipe/personnes/{}", row.id),
        standing_href: format!("/equipe/personnes/{}/verification", row.id),
        cause: wording::cause(&case.cause),
        opened: french::moment(case.opened_at),
        is_open: case.decision.is_none(),
        held,
        ending: ending(&case),
        compared,
        has_number: number.is_some(),
        revealed: None,
        pieces: pieces.into_iter().map(|it| document(&case, it)).collect(),
        history: history.into_iter().map(past).collect(),
        typed_reason: String::new(),
        typed_reveal: String::new(),
        id: case.id,
    })
}

/// What, as declared, as the directory says.
fn compared(
    row: &Row,
    number: Option<&Number>,
    facts: Option<&DirectoryFacts>,
) -> Vec<(&'static str, String, String)> {
    let declared = check::declared(row);
    let known = |text: fn(&DirectoryFacts) -> String| facts.map_or_else(|| "inconnu".to_owned(), text);
    vec![
        (
            "Nom d’exercice",
            format!("{} {}", declared.name.given, declared.name.family),
            known(|it| {
                let names = it.names.iter().map(|it| format!("{} {}", it.given, it.family));
                names.collect::<Vec<_>>().join(", ")
            }),
        ),
        (
            "Profession",
            declared.profession.map_or("—", |it| it.label).to_owned(),
            known(|it| match it.professions.as_slice() {
                [] => "aucune qui soit exercée et connue du site".to_owned(),
                some => some.iter().map(|it| it.label).collect::<Vec<_>>().join(", "),
            }),
        ),
        (
            "Numéro",
            number.map_or("aucun".to_owned(), |it| format!("{} {}", it.register(), it.masked())),
            known(|it| if it.active { "en activité" } else { "plus en activité" }.to_owned()),
        ),
        (
            "Compte",
            AuthorKind::from_code(&row.account_kind).map_or("", |it| it.label()).to_owned(),
            "—".to_owned(),
        ),
        (
            "État",
            act::state(row).label().to_owned(),
            row.verification_reason.as_deref().map_or("—", wording::reason).to_owned(),
        ),
    ]
}

fn ending(case: &Case) -> String {
    let words = match case.decision.as_deref() {
        Some("accepted") => "Accepté",
        Some("refused") => "Refusé",
        Some(_) => "Retiré par la personne",
        None => "",
    };
    match &case.reason {
        Some(reason) => format!("{words}\u{202f}: {reason}"),
        None => words.to_owned(),
    }
}

fn document(case: &Case, it: store::Piece) -> Document {
    let status = match it.status.as_str() {
        "accepted" => "acceptée",
        "refused" => "refusée",
        "expired" => "expirée",
        _ => "à examiner",
    };
    let until = it.accepted_until.map_or(String::new(), |day| format!(" jusqu’au {}", french::date(day)));
    let size = u64::from(it.bytes.unsigned_abs()).div_ceil(1024);
    let format = if it.media_type == "application/pdf" { "PDF" } else { "image" };
    Document {
        kind: DocumentKind::from_code(&it.kind).map_or("Pièce", |kind| kind.label()),
        note: format!(
            "{format}, {}\u{a0}Ko · {status}{until} · reçue le {}",
            french::number(i64::try_from(size).unwrap_or_default()),
            french::moment(it.uploaded_at)
        ),
        href: it.file.map(|_| format!("/equipe/verifications/{}/pieces/{}", case.id, it.id)),
    }
}

pub(super) fn past(it: store::Past) -> (String, String) {
    let actor = match it.actor.as_str() {
        "owner" => "la personne",
        "moderator" => "l’équipe",
        _ => "le site",
    };
    let state = VerificationStatus::from_code(&it.to_status).map_or("", |it| it.label());
    let reason = it.reason.map_or(String::new(), |it| format!(" ({})", wording::reason(&it)));
    (french::moment(it.at), format!("{state}, par {actor}{reason}"))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::verification) struct Decision {
    #[serde(default)]
    decision: String,
    #[serde(default)]
    motif: String,
}

/// A reason as it is kept, or nothing when it explains nothing.
pub(super) fn reason(typed: &str) -> Option<String> {
    let reason = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    (10..=500).contains(&reason.chars().count()).then_some(reason)
}

pub(in crate::verification) async fn decide(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Decision>,
) -> Result<Response, Failure> {
    let (case, row) = found(&app, &id).await?;
    let error = match (form.decision.as_str(), reason(&form.motif)) {
        _ if review::concerns(&app, &row, &staff.person.id).await? => {
            "Personne ne décide de son propre dossier, ni d’un numéro qui est aussi le sien."
        }
        _ if !desk::take(&app.db, &key_of(&id), &staff.person.id, app.clock.now()).await? => {
            "Quelqu’un d’autre examine ce dossier en ce moment."
        }
        ("accepter" | "refuser", Some(reason)) => {
            let accepted = form.decision == "accepter";
            let done = review::decide(&app, &staff, &origin, &case, accepted, &reason).await?;
            let note = if done { "decision" } else { "deja" };
            return Ok(Redirect::to(&format!("/equipe/verifications/{id}?note={note}")).into_response());
        }
        (_, None) => "Indiquez le motif en une phrase (10 à 500 caractères)\u{202f}: la personne le lira.",
        _ => "Choisissez d’accepter ou de refuser.",
    };
    let page = CasePage { error, typed_reason: form.motif, ..page_of(&app, &staff, &id).await? };
    Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?))
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::verification) struct Reveal {
    #[serde(default)]
    pub(super) motif: String,
}

pub(in crate::verification) async fn reveal(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<Reveal>,
) -> Result<Response, Failure> {
    let (_, row) = found(&app, &id).await?;
    let mut page = page_of(&app, &staff, &id).await?;
    let Some(why) = reason(&form.motif) else {
        page.error =
            "Indiquez le motif en une phrase (10 à 500 caractères)\u{202f}: il est gardé dans le journal.";
        page.typed_reveal = form.motif;
        return Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?));
    };
    let mut tx = app.db.begin().await?;
    let number = held::number_of(&app, &mut tx, &row).await?.ok_or(Failure::NotFound)?;
    seen(&app, &mut tx, (&staff, &origin), "verification.number_revealed", ("user", &row.id), Some(&why))
        .await?;
    tx.commit().await?;
    page.revealed = Some(format!("{} {}", number.register(), number.text()));
    Ok(private(shell::page(&page)?))
}

/// Writes down what a member of the team looked at.
pub(super) async fn seen(
    app: &App,
    db: &mut sqlx::PgConnection,
    (staff, origin): (&SignedIn, &Origin),
    action: &str,
    subject: (&str, &str),
    reason: Option<&str>,
) -> Result<(), Failure> {
    let address = origin.short_address();
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action,
        subject,
        address: Some(&address),
        reason,
        ..audit::Entry::default()
    };
    Ok(audit::record(db, entry, app.clock.now()).await?)
}

/// A document, for the team's eyes: never kept by a browser, never run by it.
pub(in crate::verification) async fn piece(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path((id, piece)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let mut tx = app.db.begin().await?;
    let pieces = store::pieces_of(&mut *tx, &id).await?;
    let it = pieces.into_iter().find(|it| it.id == piece).ok_or(Failure::NotFound)?;
    let file = it.file.as_deref().ok_or(Failure::NotFound)?;
    let bytes = documents::open(&app, &mut tx, review::place(&it.id), file).await?;
    seen(&app, &mut tx, (&staff, &origin), "verification.piece_seen", ("user", &it.user_id), None).await?;
    tx.commit().await?;
    let (media_type, disposition) = match it.media_type.as_str() {
        "image/jpeg" => ("image/jpeg", "inline; filename=\"piece.jpg\""),
        _ => ("application/pdf", "attachment; filename=\"piece.pdf\""),
    };
    let headers: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    Ok((headers, bytes.to_vec()).into_response())
}
