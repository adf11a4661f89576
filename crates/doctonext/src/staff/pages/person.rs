//! `/equipe/personnes/{id}`.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use platform::{
    clock::{end_of_day_in_paris, today_in_paris},
    french,
};
use serde::Deserialize;

use super::people::{Listed, listed};
use super::{LogLine, frame, printed, reason};
use crate::{
    accounts::{self, Admin, CheckedForm, Moderator, Origin, SignedIn},
    app::App,
    audit,
    failure::Failure,
    shell::{self, Frame},
    staff::store,
    trades::{AuthorKind, Profession, TrustLevel},
};

#[derive(Template)]
#[template(path = "staff/person.html")]
struct PersonPage {
    frame: Frame,
    note: &'static str,
    error: String,
    id: String,
    name: String,
    facts: Vec<(&'static str, String)>,
    role: String,
    is_admin: bool,
    is_self: bool,
    sessions: Vec<Device>,
    neighbours: Vec<Listed>,
    look: Typed,
    change: Typed,
    role_error: String,
    log: Vec<LogLine>,
}

/// A reason as it was typed, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    reason: String,
    error: String,
}

/// Which form is not taken.
pub(super) enum Refused {
    /// The look: what is wrong, the reason.
    Look(String, String),
    /// The change of role: whether it is the role that is wrong, what is wrong, the form.
    Role(bool, String, RoleForm),
}

/// Where the person is signed in.
struct Device {
    name: String,
    note: String,
}

pub(super) fn role_label(role: &str) -> &'static str {
    match role {
        "moderator" => "modérateur",
        "admin" => "administrateur",
        _ => "membre",
    }
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct Notes {
    #[serde(default)]
    note: String,
}

pub(in crate::staff) async fn show(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut page = page_of(&app, &staff, &id).await?;
    note_visit(&app, &staff, &origin, &id).await?;
    page.note = match notes.note.as_str() {
        "mention" => "La mention est changée\u{202f}; la personne en est prévenue par lettre.",
        "role" => "Le rôle est changé. La personne doit se reconnecter.",
        "sessions" => "Toutes ses sessions sont fermées.",
        _ => "",
    };
    Ok(shell::page(&page)?)
}

/// Who of the team opened whose page, once a day.
async fn note_visit(app: &App, staff: &SignedIn, origin: &Origin, id: &str) -> sqlx::Result<()> {
    if staff.person.id == id {
        return Ok(());
    }
    let now = app.clock.now();
    let entry = audit::Entry {
        actor: Some(&staff.person.id),
        action: "account.consulted",
        subject: ("user", id),
        address: Some(&origin.short_address()),
        ..audit::Entry::default()
    };
    let mut db = app.db.acquire().await?;
    let today = today_in_paris(now).pred_opt().map_or(now, end_of_day_in_paris);
    audit::record_once(&mut db, entry, today, now).await
}

async fn page_of(app: &App, staff: &SignedIn, id: &str) -> Result<PersonPage, Failure> {
    let it = store::facts(&app.db, id).await?.ok_or(Failure::NotFound)?;
    let trust =
        TrustLevel::ALL.iter().find(|level| level.key() == it.trust_level).map_or("", |level| level.label());
    let seen = it.last_seen_at.map_or("jamais".to_owned(), |at| french::date(today_in_paris(at)));
    let facts = vec![
        (
            "Adresse e-mail",
            format!("{}{}", it.email, if it.email_verified { "" } else { " (non confirmée)" }),
        ),
        ("Compte", AuthorKind::from_code(&it.account_kind).map_or("", |kind| kind.label()).to_owned()),
        (
            "Profession",
            it.profession.as_deref().and_then(Profession::from_code).map_or("—", |p| p.label).to_owned(),
        ),
        ("Confiance", format!("{} ({trust})", it.trust_level)),
        ("Rôle", role_label(&it.role).to_owned()),
        ("Téléphone", if it.has_phone { "enregistré, chiffré" } else { "aucun" }.to_owned()),
        ("Inscrit le", french::date(today_in_paris(it.created_at))),
        ("Vu le", seen),
        ("Annonces", it.listings.to_string()),
    ];
    let filter = audit::Filter { person: Some(&it.id), ..audit::Filter::default() };
    let log = audit::read(&app.db, filter, 20).await?.into_iter().map(printed).collect();
    Ok(PersonPage {
        frame: frame(app, &format!("/equipe/personnes/{}", it.id), &it.name),
        note: "",
        error: String::new(),
        is_admin: staff.person.role == "admin",
        is_self: staff.person.id == it.id,
        sessions: devices(app, &it.id).await?,
        neighbours: neighbours(app, &it.id).await?,
        look: Typed::default(),
        change: Typed::default(),
        role_error: String::new(),
        id: it.id,
        name: it.name,
        facts,
        role: it.role,
        log,
    })
}

/// Days in which accounts of one network are told of each other.
const NETWORK_DAYS: i64 = 30;
/// Accounts of one network that a page tells: a hospital has hundreds.
const MOST_NEIGHBOURS: i64 = 20;

/// Other accounts that came from the same networks lately.
async fn neighbours(app: &App, person: &str) -> sqlx::Result<Vec<Listed>> {
    let since = app.clock.now() - TimeDelta::days(NETWORK_DAYS);
    let ids = audit::sharing_network(&app.db, person, since, MOST_NEIGHBOURS).await?;
    Ok(store::by_ids(&app.db, &ids).await?.into_iter().map(listed).collect())
}

async fn devices(app: &App, person: &str) -> Result<Vec<Device>, Failure> {
    let sessions = accounts::open_sessions(app, person).await?;
    Ok(sessions
        .into_iter()
        .map(|it| Device {
            name: it.device,
            note: format!(
                "Réseau {} · vu le {} · ouverte le {}",
                it.network,
                french::moment(it.seen_at),
                french::moment(it.opened_at)
            ),
        })
        .collect())
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::staff) struct RoleForm {
    #[serde(default)]
    role: String,
    #[serde(default)]
    motif: String,
}

pub(in crate::staff) async fn give_role(
    State(app): State<App>,
    Admin(staff): Admin,
    Path(id): Path<String>,
    CheckedForm(form): CheckedForm<RoleForm>,
) -> Result<Response, Failure> {
    let (is_role, wrong) = match reason(&form.motif) {
        _ if staff.person.id == id => (true, "Personne ne change son propre rôle.".to_owned()),
        Err(why) => (false, why.to_owned()),
        Ok(reason) => match accounts::give_role(&app, Some(&staff.person.id), &id, &form.role, &reason).await
        {
            Ok(()) => return Ok(Redirect::to(&format!("/equipe/personnes/{id}?note=role")).into_response()),
            Err(accounts::RoleError::Failed(failure)) => return Err(failure),
            Err(refused) => (true, refused.to_string()),
        },
    };
    refused(&app, &staff, &id, Refused::Role(is_role, wrong, form)).await
}

/// The page again, with what is wrong and what was typed in that form.
pub(super) async fn refused(
    app: &App,
    staff: &SignedIn,
    id: &str,
    what: Refused,
) -> Result<Response, Failure> {
    let mut page = page_of(app, staff, id).await?;
    match what {
        Refused::Look(error, reason) => {
            page.error.clone_from(&error);
            page.look = Typed { reason, error };
        }
        Refused::Role(is_role, error, form) => {
            page.error.clone_from(&error);
            page.role = form.role;
            page.change.reason = form.motif;
            if is_role {
                page.role_error = error;
            } else {
                page.change.error = error;
            }
        }
    }
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

#[derive(Deserialize)]
pub(in crate::staff) struct Nothing {}

pub(in crate::staff) async fn end_sessions(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    if !accounts::end_sessions(&app, &staff, &origin, &id).await? {
        let mut page = page_of(&app, &staff, &id).await?;
        "Seul un administrateur déconnecte un administrateur.".clone_into(&mut page.error);
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    }
    Ok(Redirect::to(&format!("/equipe/personnes/{id}?note=sessions")).into_response())
}
