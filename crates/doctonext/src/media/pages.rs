//! `/espace/annonces/{id}/photos`: a listing's photographs and documents, as a page and, for scripts, as JSON.

use axum::{
    Json,
    extract::{Multipart, Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    access,
    arrange::{self, Act},
    file::{Kind, Refusal, read_caption, shown_name},
    keep::{self, Outcome},
    receive::{self, Reception},
    store,
    views::{Items, PhotosPage, Sent, path},
};
use crate::{
    accounts::{CheckedForm, CheckedMultipart, Member, SignedIn, count_try_of},
    app::App,
    failure::Failure,
    listings::{self, Owned},
    shell::{self, account_frame},
};

/// Files that a person may send within a quarter of an hour.
const MOST_TRIES: i32 = 150;
/// The field with the files.
const FILES: &str = "fichiers";

/// A listing of this person, as long as they may change it.
async fn own(app: &App, who: &SignedIn, id: &str) -> Result<Owned, Failure> {
    if id.len() > 64 || id.contains('\0') {
        return Err(Failure::NotFound);
    }
    listings::owned(&app.db, id, app.clock.now())
        .await?
        .filter(|it| it.belongs_to(&who.person.id) && it.is_editable)
        .ok_or(Failure::NotFound)
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.contains("application/json"))
}

async fn page_of(app: &App, listing: &Owned) -> Result<PhotosPage, Failure> {
    let rows = store::of_listing(&app.db, &listing.id).await?;
    Ok(PhotosPage::new(account_frame(app, &path(&listing.id), "Photos et documents"), listing, rows))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Notes {
    #[serde(default)]
    note: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let listing = own(&app, &who, &id).await?;
    if wants_json(&headers) {
        return Ok(Json(Items::of(store::of_listing(&app.db, &listing.id).await?)).into_response());
    }
    let mut page = page_of(&app, &listing).await?;
    page.note = match notes.note.as_str() {
        "envoi" => "Vos fichiers sont arrivés. Les photos paraissent ici dès qu’elles sont prêtes.",
        "deja" => "Ces fichiers étaient déjà là\u{202f}: rien n’a été ajouté.",
        "ordre" => "Le nouvel ordre est enregistré.",
        "legende" => "La légende est enregistrée.",
        "supprime" => "Le fichier est supprimé.",
        _ => "",
    };
    Ok(shell::page(&page)?)
}

pub(super) async fn send(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    headers: HeaderMap,
    CheckedMultipart(mut form): CheckedMultipart,
) -> Result<Response, Failure> {
    let listing = own(&app, &who, &id).await?;
    let (sent, mut error) = take_all(&app, &who.person.id, &listing.id, &mut form).await?;
    if sent.is_empty() && error.is_empty() {
        "Choisissez au moins un fichier.".clone_into(&mut error);
    }
    let taken = sent.iter().filter(|it| it.outcome != "refused").count();
    if wants_json(&headers) {
        // The demand was understood; each file has its own outcome.
        return Ok(Json(json!({ "files": sent, "error": error })).into_response());
    }
    let is_whole = error.is_empty() && taken == sent.len();
    if is_whole {
        let note = if sent.iter().any(|it| it.outcome == "added") { "envoi" } else { "deja" };
        return Ok(Redirect::to(&format!("{}?note={note}", path(&listing.id))).into_response());
    }
    let mut page = page_of(&app, &listing).await?;
    page.error = error;
    page.refused = sent.into_iter().filter(|it| it.outcome == "refused").collect();
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

/// Every file of a form, each with its own outcome, and what broke the whole of it, if anything did. A file that came before is
/// known by its content: sending it again doubles nothing.
pub(super) async fn take_all(
    app: &App,
    person: &str,
    listing: &str,
    form: &mut Multipart,
) -> Result<(Vec<Sent>, String), Failure> {
    let _turn = app
        .uploads
        .take(person)
        .ok_or_else(|| Failure::TooMany("Trop d’envois à la fois. Attendez la fin des autres.".to_owned()))?;
    let (mut sent, mut error) = (Vec::new(), String::new());
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => {
                "L’envoi s’est interrompu. Renvoyez les mêmes fichiers\u{202f}: ceux qui sont arrivés ne seront pas doublés."
                    .clone_into(&mut error);
                break;
            }
        };
        // A field of files in which nothing was chosen comes as one file without a name.
        let given = field.file_name().unwrap_or_default().to_owned();
        if field.name() != Some(FILES) || given.is_empty() {
            continue;
        }
        let name = shown_name(&given);
        let outcome = match count_try_of(app, "media", person, MOST_TRIES).await? {
            Some(_) => Outcome::Refused(Refusal::TooOften),
            None => match receive::receive(app, field).await? {
                Reception::Arrived(arrived) => keep::keep(app, person, listing, &name, arrived).await?,
                Reception::Refused(refusal) => Outcome::Refused(refusal),
                Reception::Broken => Outcome::Refused(Refusal::Lost),
            },
        };
        sent.push(told(name, outcome));
    }
    Ok((sent, error))
}

fn told(name: String, outcome: Outcome) -> Sent {
    match outcome {
        Outcome::Added(id) => Sent { name, outcome: "added", id: Some(id), reason: None },
        Outcome::Already(id) => Sent { name, outcome: "already", id: Some(id), reason: None },
        Outcome::Refused(refusal) => {
            Sent { name, outcome: "refused", id: None, reason: Some(refusal.to_string()) }
        }
    }
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    acte: String,
    /// Place among its kind, from 1.
    #[serde(default)]
    place: String,
    #[serde(default)]
    legende: String,
}

impl Asked {
    fn act(&self) -> Result<(Act, &'static str), &'static str> {
        match self.acte.as_str() {
            "monter" => Ok((Act::Up, "ordre")),
            "descendre" => Ok((Act::Down, "ordre")),
            "principale" => Ok((Act::Place(0), "ordre")),
            "placer" => match self.place.parse::<usize>() {
                Ok(place) if place > 0 => Ok((Act::Place(place - 1), "ordre")),
                _ => Err("Indiquez une place, à partir de 1."),
            },
            "supprimer" => Ok((Act::Remove, "supprime")),
            "legende" => Ok((Act::Caption(read_caption(&self.legende)?), "legende")),
            _ => Err("Choisissez ce qu’il faut faire de ce fichier."),
        }
    }
}

pub(super) async fn arrange(
    State(app): State<App>,
    Member(who): Member,
    Path((id, media)): Path<(String, String)>,
    headers: HeaderMap,
    CheckedForm(asked): CheckedForm<Asked>,
) -> Result<Response, Failure> {
    let listing = own(&app, &who, &id).await?;
    let why = match asked.act() {
        Ok((act, note)) => {
            arrange::arrange(&app, &who.person.id, &listing.id, &media, &act).await?;
            if wants_json(&headers) {
                return Ok(Json(Items::of(store::of_listing(&app.db, &listing.id).await?)).into_response());
            }
            return Ok(Redirect::to(&format!("{}?note={note}", path(&listing.id))).into_response());
        }
        Err(why) => why,
    };
    if wants_json(&headers) {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "error": why }))).into_response());
    }
    let mut page = page_of(&app, &listing).await?;
    let all = page.items.photographs.iter_mut().chain(&mut page.items.documents);
    if let Some(item) = all.into_iter().find(|it| it.id == media) {
        why.clone_into(&mut item.error);
        if asked.acte == "legende" {
            item.caption = asked.legende;
        }
    }
    Ok(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?)
}

/// Leads to the signed address of a document, made for this person and these minutes.
pub(super) async fn open_document(
    State(app): State<App>,
    Member(who): Member,
    Path((id, media)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let found = store::find(&app.db, &media)
        .await?
        .filter(|it| it.listing_id == id && it.file_type.as_deref() == Some(Kind::Document.code()));
    let row = found.ok_or(Failure::NotFound)?;
    if !access::may_read(&app, &who, &row).await? {
        return Err(Failure::NotFound);
    }
    Ok(Redirect::to(&access::address(&app, &row.id, &who.person.id)).into_response())
}
