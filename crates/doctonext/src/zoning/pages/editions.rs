//! `/equipe/zonage`: the files in force, those that wait, and the sending of a new one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;

use super::plural_of;
use crate::{
    accounts::{CheckedMultipart, Moderator, Origin},
    app::App,
    failure::Failure,
    shell::{self, Frame, account_frame},
    trades::Profession,
    zoning::{
        asked,
        decide::{self, Sent},
        file::{self, FileError},
        import::{About, Read, USUAL_SOURCE},
        store::{self, Edition},
    },
};

/// Editions of the page.
const MOST: i64 = 60;
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "zoning/editions.html")]
struct EditionsPage {
    frame: Frame,
    waiting: Vec<Listed>,
    active: Vec<Listed>,
    past: Vec<Listed>,
    /// Professions that have a zoning and no file.
    missing: String,
    typed: Typed,
    error: String,
    date_error: &'static str,
}

struct Listed {
    href: String,
    title: String,
    note: String,
}

/// What was typed beside the file.
#[derive(Debug, Clone, Default)]
struct Typed {
    date: String,
    source: String,
    decree: String,
}

pub(in crate::zoning) async fn show(State(app): State<App>, _: Moderator) -> Result<Response, Failure> {
    let typed = Typed { source: USUAL_SOURCE.to_owned(), ..Typed::default() };
    Ok(shell::page(&page(&app, typed, String::new(), "").await?)?)
}

async fn page(
    app: &App,
    typed: Typed,
    error: String,
    date_error: &'static str,
) -> Result<EditionsPage, Failure> {
    let editions = store::editions(&app.db, MOST).await?;
    let of = |states: &[&str]| -> Vec<Listed> {
        editions.iter().filter(|it| states.contains(&it.state.as_str())).map(listed).collect()
    };
    let has_file = |it: &&Profession| editions.iter().any(|e| e.state == "active" && e.profession == it.code);
    let missing: Vec<&str> = Profession::all()
        .iter()
        .filter(|it| it.zoning.is_some())
        .filter(|it| !has_file(it))
        .map(|it| it.plural)
        .collect();
    Ok(EditionsPage {
        frame: account_frame(app, "/equipe/zonage", "Zonage"),
        waiting: of(&["proposed"]),
        active: of(&["active"]),
        past: of(&["replaced", "refused"]),
        missing: missing.join(", "),
        typed,
        error,
        date_error,
    })
}

fn listed(it: &Edition) -> Listed {
    let dated = it
        .dated_on
        .map_or("données sans date".to_owned(), |day| format!("données du {}", french::date(day)));
    let by = it.imported_by_name.as_deref().unwrap_or("la ligne de commande");
    let ending = if it.state == "refused" { " · refusé" } else { "" };
    Listed {
        href: format!("/equipe/zonage/{}", it.id),
        title: plural_of(&it.profession),
        note: format!(
            "{dated} · {} sur {} reconnues · importé le {} par {by}{ending}",
            french::number(i64::from(it.matched)),
            french::counted(u64::from(it.lines.unsigned_abs()), "ligne", "lignes"),
            french::moment(it.imported_at),
        ),
    }
}

/// Takes a file; it waits for a second person.
pub(in crate::zoning) async fn send(
    State(app): State<App>,
    Moderator(staff): Moderator,
    origin: Origin,
    CheckedMultipart(mut form): CheckedMultipart,
) -> Result<Response, Failure> {
    let (mut typed, mut name, mut bytes) = (Typed::default(), String::new(), Ok(Vec::new()));
    while let Ok(Some(field)) = form.next_field().await {
        match field.name() {
            Some("date") => typed.date = short(&field.text().await.unwrap_or_default()),
            Some("source") => typed.source = short(&field.text().await.unwrap_or_default()),
            Some("arrete") => typed.decree = short(&field.text().await.unwrap_or_default()),
            Some("fichier") => {
                name = short(
                    field.file_name().unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default(),
                );
                bytes = field.bytes().await.map(|it| it.to_vec()).map_err(|_| FileError::Heavy);
            }
            _ => {}
        }
    }
    let dated_on = asked::day(&typed.date);
    if dated_on.is_none() && !typed.date.is_empty() {
        let page = page(&app, typed, String::new(), "Donnez une date comme 31/01/2026.").await?;
        return Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?);
    }
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let about = About {
        dated_on,
        source: some(&typed.source).filter(|it| it != USUAL_SOURCE),
        decree: some(&typed.decree),
    };
    let read = match bytes {
        Ok(bytes) if bytes.is_empty() => Err("Choisissez un fichier.".to_owned()),
        Ok(bytes) => read(name, bytes).await?.map_err(|error| error.in_french()),
        Err(error) => Err(error.in_french()),
    };
    let error = match read {
        Ok(read) => match decide::propose_file(&app, (&staff, &origin), &read, &about).await? {
            Sent::Waits(id) => return Ok(Redirect::to(&format!("/equipe/zonage/{id}")).into_response()),
            Sent::InForceAlready => {
                "Ce fichier est déjà en vigueur, avec la même date et la même source.".to_owned()
            }
        },
        Err(error) => error,
    };
    let page = page(&app, typed, error, "").await?;
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

/// Reading a whole file takes some tenths of a second: on a thread of its own.
async fn read(name: String, bytes: Vec<u8>) -> Result<Result<Read, FileError>, Failure> {
    let name = if name.is_empty() { "fichier.csv".to_owned() } else { name };
    tokio::task::spawn_blocking(move || Read::of(name, &bytes)).await.map_err(Failure::broken)
}

fn short(text: &str) -> String {
    text.trim().chars().filter(|it| !it.is_control()).take(LONGEST).collect()
}

/// Largest body of the form: the file and a few words.
pub(in crate::zoning) const LARGEST_BODY: usize = file::LARGEST + (64 << 10);
