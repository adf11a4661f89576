//! `/espace/profil`.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;
use serde::Deserialize;

use super::{
    frame,
    telephone::{PhoneForm, Refusal},
};
use crate::{
    accounts::{CheckedForm, CheckedMultipart, Member, SignedIn},
    app::App,
    failure::Failure,
    legal_log,
    people::{
        avatar,
        phone::{self, ShownTo},
        picture,
        profile::{self, Errors, Profile, Typed},
        store::{self, Row},
    },
    shell::{self, Frame, initials},
    trades::{AuthorKind, Profession},
};

#[derive(Template)]
#[template(path = "people/profile.html")]
pub(super) struct ProfilePage {
    frame: Frame,
    note: &'static str,
    has_errors: bool,
    conflict: bool,
    typed: Typed,
    errors: Errors,
    kinds: Vec<Choice>,
    trades: Vec<Group>,
    departments: Vec<Choice>,
    picture: Option<String>,
    initials: String,
    picture_error: String,
    phone: String,
    phone_error: &'static str,
    phone_agreed: bool,
    phone_consent_error: &'static str,
    phone_shown: Vec<Choice>,
    phone_since: Option<String>,
    has_phone: bool,
    public_path: Option<String>,
}

pub(super) struct Choice {
    value: String,
    label: String,
    selected: bool,
}

/// A profession with its specialties.
struct Group {
    label: &'static str,
    choices: Vec<Choice>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::people) struct Notes {
    #[serde(default)]
    note: String,
}

pub(in crate::people) async fn form(
    State(app): State<App>,
    Member(who): Member,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let mut page = page_of(&app, &who.person.id).await?;
    if who.is_read_only() && page.has_phone {
        // A member of the team who looks sees the page, not the number.
        page.phone = String::new();
        page.phone_error = "Numéro masqué pendant la consultation.";
    }
    page.note = match notes.note.as_str() {
        "profil" => "Votre profil est enregistré.",
        "photo" => "Votre photo est enregistrée.",
        "photo-retiree" => "Votre photo est retirée.",
        "telephone" => "Votre téléphone est enregistré.",
        "telephone-retire" => "Votre téléphone est effacé. Plus personne ne le voit.",
        _ => "",
    };
    Ok(shell::page(&page)?)
}

pub(in crate::people) async fn save(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    let id = &who.person.id;
    match profile::read(&app, &typed) {
        Ok(profile) if is_vouched_for(&app, id, &profile).await? => {
            let why = "Votre inscription est vérifiée sous ce nom et pour cette profession. Pour en changer, passez par « Vérification ».";
            let page = page_of(&app, id).await?.showing(&app, typed);
            let errors = Errors { name: why, ..Errors::default() };
            let page = ProfilePage { errors, has_errors: true, ..page };
            Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
        }
        Ok(profile) => {
            let version = typed.version.parse().unwrap_or(0);
            if keep(&app, &who, &profile, version).await? {
                return Ok(Redirect::to("/espace/profil?note=profil").into_response());
            }
            // Another tab saved meanwhile: what was typed here stays, and saving again is a decision.
            let fresh = store::row(&app.db, id).await?.ok_or(Failure::NotFound)?.version.to_string();
            let page = page_of(&app, id).await?.showing(&app, Typed { version: fresh, ..typed });
            Ok(shell::page_with_status(StatusCode::CONFLICT, &ProfilePage { conflict: true, ..page })?)
        }
        Err(errors) => {
            let page = page_of(&app, id).await?.showing(&app, typed);
            let page = ProfilePage { errors, has_errors: true, ..page };
            Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
        }
    }
}

/// Whether a badge vouches for a name, profession or kind of account that this profile would change.
async fn is_vouched_for(app: &App, id: &str, profile: &Profile) -> Result<bool, Failure> {
    let row = store::row(&app.db, id).await?.ok_or(Failure::NotFound)?;
    let is_changed = profile.name != row.name
        || profile.profession != row.profession.as_deref()
        || profile.account_kind != row.account_kind;
    Ok(row.is_verified_professional && is_changed)
}

pub(in crate::people) async fn save_picture(
    State(app): State<App>,
    Member(who): Member,
    CheckedMultipart(mut form): CheckedMultipart,
) -> Result<Response, Failure> {
    let _place = avatar::UPLOADS.acquire().await.map_err(Failure::broken)?;
    let mut bytes = Vec::new();
    let mut refused = None;
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("photo") {
            match field.bytes().await {
                Ok(found) => bytes = found.to_vec(),
                Err(_) => refused = Some(avatar::PictureError::Heavy),
            }
        }
    }
    let prepared = match refused {
        Some(error) => Err(error),
        None if bytes.is_empty() => Err(avatar::PictureError::Missing),
        None => avatar::prepare(bytes).await,
    };
    match prepared {
        Ok(picture) => {
            picture::keep(&app, &who.person.id, picture).await?;
            Ok(Redirect::to("/espace/profil?note=photo").into_response())
        }
        Err(error) => {
            let page =
                ProfilePage { picture_error: error.to_string(), ..page_of(&app, &who.person.id).await? };
            Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
        }
    }
}

#[derive(Deserialize)]
pub(in crate::people) struct Nothing {}

pub(in crate::people) async fn remove_picture(
    State(app): State<App>,
    Member(who): Member,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    picture::take_away(&app, &who.person.id).await?;
    Ok(Redirect::to("/espace/profil?note=photo-retiree").into_response())
}

/// Keeps a profile; who the person is goes into the legal log when it changes. False when another tab saved meanwhile.
async fn keep(app: &App, who: &SignedIn, it: &Profile, version: i64) -> Result<bool, Failure> {
    let (id, now) = (who.person.id.as_str(), app.clock.now());
    let before = store::row(&app.db, id).await?.ok_or(Failure::NotFound)?;
    let mut tx = app.db.begin().await?;
    if !store::save(&mut tx, id, it, version, now).await? {
        return Ok(false);
    }
    if before.name != it.name || before.siren != it.siren {
        let email = &who.person.email;
        let identity = legal_log::Identity { name: &it.name, email, phone: None, siren: it.siren.as_deref() };
        legal_log::note_identity(&mut tx, &app.vault, (id, "identity_changed"), identity, now).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// The page as the row stands.
pub(super) async fn page_of(app: &App, id: &str) -> Result<ProfilePage, Failure> {
    let row = store::row(&app.db, id).await?.ok_or(Failure::NotFound)?;
    let mut db = app.db.acquire().await?;
    let number = match store::phone(&mut db, id).await?.and_then(|it| it.phone) {
        Some(sealed) => Some(app.vault.open_text(&mut db, phone::place(id), &sealed).await?),
        None => None,
    };
    let page = ProfilePage {
        frame: frame(app, "/espace/profil", "Mon profil"),
        note: "",
        has_errors: false,
        conflict: false,
        typed: Typed::default(),
        errors: Errors::default(),
        kinds: Vec::new(),
        trades: Vec::new(),
        departments: Vec::new(),
        picture: row.avatar_url.clone(),
        initials: initials(&row.name),
        picture_error: String::new(),
        has_phone: number.is_some(),
        phone: number.as_deref().map(phone::written).unwrap_or_default(),
        phone_error: "",
        phone_agreed: row.phone_consent_at.is_some(),
        phone_consent_error: "",
        phone_shown: audiences(&row.phone_shown_to),
        phone_since: row.phone_consent_at.map(french::moment),
        public_path: row.is_public.then(|| super::public::path(&row)),
    };
    Ok(page.showing(app, typed_of(&row)))
}

/// To whom a telephone may be shown, one of them chosen.
fn audiences(chosen: &str) -> Vec<Choice> {
    ShownTo::ALL
        .into_iter()
        .map(|it| Choice {
            value: it.code().to_owned(),
            label: it.label().to_owned(),
            selected: it.code() == chosen,
        })
        .collect()
}

fn typed_of(row: &Row) -> Typed {
    let metier = match (&row.profession, &row.specialty) {
        (Some(profession), Some(specialty)) => format!("{profession}/{specialty}"),
        (Some(profession), None) => profession.clone(),
        _ => String::new(),
    };
    Typed {
        nom: row.name.clone(),
        compte: row.account_kind.clone(),
        metier,
        departement: row.department.clone().unwrap_or_default(),
        siren: row.siren.clone().unwrap_or_default(),
        bio: row.bio.clone().unwrap_or_default(),
        page_publique: row.public_profile.then(|| "1".to_owned()),
        version: row.version.to_string(),
    }
}

impl ProfilePage {
    /// The same page with these values in its fields.
    fn showing(self, app: &App, typed: Typed) -> Self {
        let choice = |value: &str, label: &str, chosen: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: value == chosen,
        };
        let kinds = AuthorKind::ALL.iter().map(|it| choice(it.code(), it.label(), &typed.compte)).collect();
        let trades = Profession::all()
            .iter()
            .map(|profession| Group {
                label: profession.label,
                choices: std::iter::once(choice(profession.code, profession.label, &typed.metier))
                    .chain(profession.specialties().iter().map(|it| {
                        choice(&format!("{}/{}", profession.code, it.code), it.label, &typed.metier)
                    }))
                    .collect(),
            })
            .collect();
        let departments = app
            .gazetteer
            .departments()
            .iter()
            .map(|it| choice(&it.code, &it.label(), &typed.departement))
            .collect();
        Self { typed, kinds, trades, departments, ..self }
    }

    /// The same page with what was typed and chosen for the telephone, and why it is not taken.
    pub(super) fn refusing_phone(self, typed: PhoneForm, why: Refusal) -> Self {
        let (phone_error, phone_consent_error) = match why {
            Refusal::Number(words) => (words, ""),
            Refusal::Consent(words) => ("", words),
        };
        Self {
            phone: typed.telephone,
            phone_error,
            phone_agreed: typed.accord.is_some(),
            phone_consent_error,
            phone_shown: audiences(&typed.visible_par),
            ..self
        }
    }
}
