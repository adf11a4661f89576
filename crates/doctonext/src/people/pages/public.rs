//! `/praticiens/…`: the page of who wants one.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use platform::{clock::today_in_paris, french};
use serde_json::json;

use crate::{
    accounts::Visitor,
    app::App,
    failure::Failure,
    people::{
        phone::{self, written},
        store::{self, Row},
    },
    shell::{self, Frame, JsonLd, initials},
    trades::{AuthorKind, Badge, Profession, Specialty},
};

#[derive(Template)]
#[template(path = "people/public.html")]
struct PublicPage {
    frame: Frame,
    name: String,
    initials: String,
    picture: Option<String>,
    kind: &'static str,
    trade: String,
    place: String,
    bio: String,
    since: String,
    badge: Option<Badge>,
    phone: Option<(String, String)>,
    id: String,
}

/// A name cut to 60 characters, a hyphen, an identifier.
const LONGEST_ADDRESS: usize = 160;

/// The address of a person's page.
pub(in crate::people) fn path(row: &Row) -> String {
    format!("/praticiens/{}-{}", search_index::slugify(&row.name, 60), row.id)
}

pub(in crate::people) async fn show(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    Path(address): Path<String>,
) -> Result<Response, Failure> {
    let row = found(&app, &address).await?.ok_or(Failure::NotFound)?;
    let trade = trade(&row);
    let place = row
        .department
        .as_deref()
        .and_then(|code| app.gazetteer.department_by_code(code))
        .map(|it| it.label())
        .unwrap_or_default();
    let number = phone::phone_for(&app, &row.id, visitor.as_ref()).await?;
    let description =
        [row.name.as_str(), &trade, &place].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>();
    let frame = Frame::new(&app.settings.public_url, path(&row), row.name.clone(), description.join(", "))
        .with_json_ld(JsonLd::new(json!({
            "@context": "https://schema.org", "@type": "Person", "name": row.name, "jobTitle": trade,
            "url": format!("{}{}", app.settings.public_url, path(&row)),
        })));
    let page = PublicPage {
        initials: initials(&row.name),
        kind: AuthorKind::from_code(&row.account_kind).map_or("", |it| it.shown(row.trust_level >= 2)),
        trade,
        place,
        bio: row.bio.unwrap_or_default(),
        id: row.id.clone(),
        since: french::month(today_in_paris(row.created_at)),
        badge: Badge::of(row.trust_level, row.is_verified_professional, row.verified_at),
        phone: number.map(|it| (format!("tel:{it}"), written(&it))),
        picture: row.avatar_url,
        name: row.name,
        frame,
    };
    Ok(shell::page(&page)?)
}

/// The person of an address, if they want a page. The name in the address is for people: the identifier at its end
/// counts.
async fn found(app: &App, address: &str) -> Result<Option<Row>, Failure> {
    // An address of ours is short; longer ones would make us look for thousands of identifiers.
    if address.len() > LONGEST_ADDRESS {
        return Ok(None);
    }
    // Identifiers may hold hyphens: the longest end of the address that names somebody is theirs.
    let ends: Vec<&str> = address.match_indices('-').map(|(at, _)| &address[at + 1..]).collect();
    let Some(id) = store::longest_id(&app.db, &ends).await? else { return Ok(None) };
    Ok(store::row(&app.db, &id).await?.filter(|it| it.is_public && path(it).ends_with(address)))
}

fn trade(row: &Row) -> String {
    let profession = row.profession.as_deref().and_then(Profession::from_code);
    let specialty =
        profession.zip(row.specialty.as_deref()).and_then(|(it, code)| Specialty::from_code(it.code, code));
    match (profession, specialty) {
        (_, Some(specialty)) => specialty.practitioner.to_owned(),
        (Some(profession), None) => profession.label.to_owned(),
        (None, None) => String::new(),
    }
}

/// `/avatars/{file}`: pictures have random names and never change, yet one that was taken away should not live on elsewhere
/// for longer than a day.
pub(in crate::people) async fn picture(
    State(app): State<App>,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let ours = file
        .strip_suffix(".jpg")
        .is_some_and(|it| it.len() == 32 && it.bytes().all(|b| b.is_ascii_hexdigit()));
    if !ours {
        return Err(Failure::NotFound);
    }
    let bytes =
        app.files.get(&format!("avatars/{file}")).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    ];
    Ok((headers, bytes).into_response())
}
