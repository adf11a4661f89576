//! `/espace/verification`: where one stands, what to declare, what to send.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::{clock::today_in_paris, french};
use serde::Deserialize;

use super::{Choice, frame, wording};
use crate::{
    accounts::{CheckedForm, CheckedMultipart, Member, Origin, count_try_of, professional_identity},
    app::App,
    documents::{self, Document, DocumentError},
    failure::Failure,
    people::read_siren,
    shell::{self, Frame, Link},
    trades::{Badge, DocumentKind, Profession, TrustLevel, VerificationStatus as Status},
    verification::{
        act, check,
        declare::{self, Declaration, Declined},
        held,
        names::FullName,
        number::{self, Rules},
        review::{self, KINDS, Unwanted},
        source,
        store::{self, Row},
    },
};

/// Documents that a person may try to send within a quarter of an hour.
const MOST_TRIES: i32 = 12;

#[derive(Template)]
#[template(path = "verification/own.html")]
struct OwnPage {
    frame: Frame,
    note: &'static str,
    heading: &'static str,
    text: String,
    tone: &'static str,
    badge: Option<Badge>,
    facts: Vec<(&'static str, String)>,
    level: &'static str,
    /// The way to Pro Santé Connect, while it can prove something.
    identity: Option<Link>,
    form: Option<NumberForm>,
    professions: Vec<Choice>,
    structure: Option<StructureForm>,
    pieces: Option<PiecesForm>,
    kinds: Vec<Choice>,
}

struct NumberForm {
    /// Whether it is what to do next, or stands aside.
    is_next: bool,
    typed: Typed,
    errors: Errors,
}

struct StructureForm {
    typed: String,
    error: &'static str,
}

struct PiecesForm {
    is_licence: bool,
    sent: Vec<Sent>,
    error: String,
}

struct Sent {
    kind: &'static str,
    note: String,
}

#[derive(Clone, Default, Deserialize)]
pub(in crate::verification) struct Typed {
    #[serde(default)]
    prenom: String,
    #[serde(default)]
    nom: String,
    #[serde(default)]
    metier: String,
    #[serde(default)]
    numero: String,
}

#[derive(Default)]
struct Errors {
    given: &'static str,
    family: &'static str,
    profession: &'static str,
    number: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::verification) struct Notes {
    #[serde(default)]
    note: String,
}

pub(in crate::verification) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut page = page_of(&app, &who.person.id).await?;
    page.note = match notes.note.as_str() {
        "numero" => "Votre numéro est enregistré, chiffré.",
        "cle" => {
            "Votre numéro est enregistré, chiffré. Sa clé de contrôle est inhabituelle\u{202f}: relisez-le."
        }
        "piece" => "Votre pièce est reçue, chiffrée. Elle sera effacée 30\u{a0}jours après la décision.",
        "psc" => {
            "Pro Santé Connect a répondu. Le résultat paraît ici dans un instant et vous parvient par lettre."
        }
        "siren" => "Votre SIREN est enregistré.",
        _ => "",
    };
    Ok(shell::page(&page)?)
}

async fn page_of(app: &App, person: &str) -> Result<OwnPage, Failure> {
    let mut db = app.db.acquire().await?;
    let row = store::row(&mut *db, person).await?.ok_or(Failure::NotFound)?;
    let state = act::state(&row);
    let is_structure = act::is_structure(&row);
    let decision = store::last_decision(&mut *db, person).await?;
    let told = if is_structure {
        wording::told_structure(state != Status::None)
    } else {
        wording::told(&row, state, source::is_there(app).await?, decision.as_deref())
    };
    let trust = crate::verification::lifecycle::trust(state, act::has_number(&row));
    Ok(OwnPage {
        frame: frame(app, "/espace/verification", "Vérification"),
        note: "",
        heading: told.heading,
        text: told.text,
        tone: told.tone,
        badge: Badge::of(trust, matches!(state, Status::Matched | Status::Proved), row.verified_at),
        facts: facts(app, &mut db, &row).await?,
        level: TrustLevel::from_key(trust).map_or("", |it| it.label()),
        identity: professional_identity(app, "/espace/verification")
            .filter(|_| !is_structure && !matches!(state, Status::Proved | Status::Review)),
        form: (!is_structure).then(|| number_form(&row, state)).flatten(),
        professions: professions(row.profession.as_deref().unwrap_or_default()),
        kinds: kinds(&row),
        structure: is_structure
            .then(|| StructureForm { typed: row.siren.clone().unwrap_or_default(), error: "" }),
        pieces: pieces_form(&mut db, &row).await?,
    })
}

async fn facts(
    app: &App,
    db: &mut sqlx::PgConnection,
    row: &Row,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let Some(number) = held::number_of(app, db, row).await? else { return Ok(Vec::new()) };
    let declared = check::declared(row);
    let mut facts = vec![
        ("Nom d’exercice", format!("{} {}", declared.name.given, declared.name.family)),
        ("Profession", declared.profession.map_or("—", |it| it.label).to_owned()),
        (number.register(), number.masked()),
    ];
    if let Some(at) = row.verification_checked_at {
        facts.push(("Annuaire interrogé", french::moment(at)));
    }
    Ok(facts)
}

fn number_form(row: &Row, state: Status) -> Option<NumberForm> {
    let is_next = match state {
        Status::None | Status::Mismatch | Status::NotFound => true,
        Status::Matched => false,
        _ => return None,
    };
    let declared = check::declared(row);
    let typed = Typed {
        prenom: declared.name.given,
        nom: declared.name.family,
        metier: row.profession.clone().unwrap_or_default(),
        numero: String::new(),
    };
    Some(NumberForm { is_next, typed, errors: Errors::default() })
}

fn professions(chosen: &str) -> Vec<Choice> {
    let none = Choice { value: "", label: "Choisissez", selected: chosen.is_empty() };
    let all = Profession::all().iter().map(|it| Choice {
        value: it.code,
        label: it.label,
        selected: it.code == chosen,
    });
    std::iter::once(none).chain(all).collect()
}

/// What may be sent, the likeliest chosen.
fn kinds(row: &Row) -> Vec<Choice> {
    let likely = if review::is_student(row) {
        DocumentKind::ReplacementLicence
    } else {
        DocumentKind::CouncilRegistration
    };
    KINDS.iter().map(|it| Choice { value: it.code(), label: it.label(), selected: *it == likely }).collect()
}

async fn pieces_form(db: &mut sqlx::PgConnection, row: &Row) -> Result<Option<PiecesForm>, Failure> {
    if !review::is_awaited(row) {
        return Ok(None);
    }
    let sent = match store::open_case_of(&mut *db, &row.id).await? {
        Some(case) => store::pieces_of(&mut *db, &case.id).await?,
        None => Vec::new(),
    };
    Ok(Some(PiecesForm {
        is_licence: review::is_student(row),
        sent: sent
            .into_iter()
            .map(|it| Sent {
                kind: DocumentKind::from_code(&it.kind).map_or("", |kind| kind.label()),
                note: format!("reçue le {}", french::date(today_in_paris(it.uploaded_at))),
            })
            .collect(),
        error: String::new(),
    }))
}

pub(in crate::verification) async fn declare(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let rules = Rules {
        key_is_a_gate: app.settings.rpps_key_is_a_gate(),
        test_identities: source::is_demonstration(&app).await?,
    };
    let errors = match read(&typed, rules) {
        Ok((declaration, key_is_right)) => {
            let note = if key_is_right { "numero" } else { "cle" };
            match declare::declare(&app, &who, &origin, &declaration).await? {
                Ok(()) => {
                    let to = format!("/espace/verification?note={note}");
                    return Ok(Redirect::to(&to).into_response());
                }
                Err(Declined::NotNow) => return Ok(Redirect::to("/espace/verification").into_response()),
                Err(Declined::Wait(until)) => Errors {
                    number: format!("Trop d’essais. Réessayez après le {}.", french::moment(until)),
                    ..Errors::default()
                },
            }
        }
        Err(errors) => errors,
    };
    let mut page = page_of(&app, &who.person.id).await?;
    page.professions = professions(&typed.metier);
    page.form = page.form.map(|_| NumberForm { typed, errors, is_next: true });
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

/// What was typed, and whether the key of the number is right; or what is wrong, by field.
fn read(typed: &Typed, rules: Rules) -> Result<(Declaration, bool), Errors> {
    let mut errors = Errors::default();
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (given, family) = (tidy(&typed.prenom), tidy(&typed.nom));
    let is_name = |it: &str| {
        it.chars().count() <= 50
            && it.chars().any(char::is_alphabetic)
            && !it.chars().any(|c| c.is_numeric() || matches!(c, '@' | '<' | '>' | '/'))
    };
    if !is_name(&given) {
        errors.given = "Indiquez votre prénom d’exercice.";
    }
    if !is_name(&family) {
        errors.family = "Indiquez votre nom d’exercice.";
    }
    let profession = Profession::from_code(&typed.metier);
    if profession.is_none() {
        errors.profession = "Choisissez votre profession.";
    }
    match (number::read(&typed.numero, rules), profession) {
        (Err(error), _) => errors.number = error.to_string(),
        (Ok(reading), Some(profession)) if errors.given.is_empty() && errors.family.is_empty() => {
            let name = FullName { family, given };
            return Ok((Declaration { number: reading.number, name, profession }, reading.key_is_right));
        }
        (Ok(_), _) => {}
    }
    Err(errors)
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::verification) struct TypedSiren {
    #[serde(default)]
    siren: String,
}

pub(in crate::verification) async fn declare_structure(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(typed): CheckedForm<TypedSiren>,
) -> Result<Response, Failure> {
    let mut page = page_of(&app, &who.person.id).await?;
    if page.structure.is_none() {
        return Ok(Redirect::to("/espace/verification").into_response());
    }
    let Some(siren) = read_siren(&typed.siren) else {
        let error = "Ce numéro SIREN n’est pas juste\u{202f}: neuf chiffres, comme sur l’avis de situation de l’INSEE.";
        page.structure = Some(StructureForm { typed: typed.siren, error });
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    };
    declare::declare_structure(&app, &who.person.id, &siren).await?;
    Ok(Redirect::to("/espace/verification?note=siren").into_response())
}

pub(in crate::verification) async fn send_piece(
    State(app): State<App>,
    Member(who): Member,
    CheckedMultipart(mut form): CheckedMultipart,
) -> Result<Response, Failure> {
    let _place = documents::UPLOADS.acquire().await.map_err(Failure::broken)?;
    let (mut kind, mut bytes, mut heavy) = (None, Vec::new(), false);
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("nature") => {
                let code = field.text().await.unwrap_or_default();
                kind = DocumentKind::from_code(&code).filter(|it| KINDS.contains(it));
            }
            Some("piece") => match field.bytes().await {
                Ok(found) => bytes = found.to_vec(),
                Err(_) => heavy = true,
            },
            _ => {}
        }
    }
    let error = if let Some(until) = count_try_of(&app, "piece", &who.person.id, MOST_TRIES).await? {
        format!("Trop d’envois. Réessayez après le {}.", french::moment(until))
    } else {
        let prepared = if heavy { Err(DocumentError::Heavy) } else { documents::prepare(bytes).await };
        match (kind, prepared) {
            (_, Err(error)) => error.to_string(),
            (None, Ok(_)) => "Choisissez la nature de la pièce.".to_owned(),
            (Some(kind), Ok(content)) => match keep(&app, &who.person.id, kind, &content).await? {
                None => return Ok(Redirect::to("/espace/verification?note=piece").into_response()),
                Some(error) => error,
            },
        }
    };
    let mut page = page_of(&app, &who.person.id).await?;
    match &mut page.pieces {
        Some(form) => form.error = error,
        None => return Ok(Redirect::to("/espace/verification").into_response()),
    }
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

async fn keep(
    app: &App,
    person: &str,
    kind: DocumentKind,
    document: &Document,
) -> Result<Option<String>, Failure> {
    Ok(review::send_piece(app, person, kind, document).await?.err().map(Unwanted::in_french))
}
