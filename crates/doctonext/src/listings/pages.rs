//! `/annonces/{title}-{id}`.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use platform::{
    clock::{last_day_before, today_in_paris},
    french,
};

use super::{
    Details, Listing, Picture, Standing, answer_pages, facts, installation, is_to_confirm, json_ld, map,
    project::{self, public_document},
    store,
    views::{ClosedPage, ListingPage, Shown, SrcSets},
};
use crate::{
    app::App,
    failure::Failure,
    picture_sizes::Sizes,
    search::{self, ChosenArea, Criteria, Seen, Subject, Viewer, views::Card},
    shell::{self, Frame, Link, Section, account_frame},
    territory::{Department, Region},
    trades::ListingStatus,
};

const SIMILAR: i64 = 4;

/// The page of a listing and its API.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/annonces/{address}", get(show))
        .route("/annonces/reponse/{token}", get(answer_pages::show).post(answer_pages::answer))
        .route("/api/v1/listings/{id}", get(super::api::read))
}

/// The id at the end of an address: a UUID after the title, or, for listings that came with other ids, the whole.
#[must_use]
pub fn id_of(address: &str) -> &str {
    let tail = address.len().checked_sub(36).and_then(|at| address.get(at..));
    tail.filter(|tail| uuid::Uuid::try_parse(tail).is_ok()).unwrap_or(address)
}

async fn show(
    State(app): State<App>,
    Seen(viewer): Seen,
    Path(address): Path<String>,
) -> Result<Response, Failure> {
    let viewer = viewer.as_ref();
    let id = id_of(&address);
    if id.len() > 64 || id.contains('\0') {
        return Err(Failure::NotFound);
    }
    // What a colleague hid from the viewer does not exist for them, whatever its state.
    let (listing, is_own) = store::find_for(&app.db, id, viewer).await?.ok_or(Failure::NotFound)?;
    let now = app.clock.now();
    let mut response = match listing.standing(now) {
        Standing::Hidden => return Err(Failure::NotFound),
        Standing::Online => {
            let canonical = search::href_of(&listing.title, &listing.id);
            if canonical.trim_start_matches("/annonces/") != address {
                return Ok(Redirect::permanent(&canonical).into_response());
            }
            online(&app, &listing, viewer, now).await?
        }
        standing => closed(&app, &listing, standing, viewer, now).await?,
    };
    if is_own {
        response.extensions_mut().insert(ReadByOwner);
    }
    Ok(response)
}

/// Tells outer layers that the page of a listing was read by its owner.
#[derive(Debug, Clone, Copy)]
pub struct ReadByOwner;

async fn online(
    app: &App,
    listing: &Listing,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> Result<Response, Failure> {
    let similar = similar(app, listing, viewer, now).await?;
    let installation = installation::of(app, listing, now).await?;
    Ok(shell::page(&ListingPage { installation, similar, ..page(app, listing, now)? })?)
}

/// The page as its owner sees it before others do: without neighbours, with a way back.
pub(super) fn unlinked(
    app: &App,
    listing: &Listing,
    back: &str,
    now: DateTime<Utc>,
) -> Result<ListingPage, Failure> {
    let page = page(app, listing, now)?;
    Ok(ListingPage {
        frame: account_frame(app, back, "Aperçu de l’annonce"),
        preview_of: Some(back.to_owned()),
        contact_href: back.to_owned(),
        room: page.room.as_ref().map(|_| back.to_owned()),
        ..page
    })
}

fn page(app: &App, listing: &Listing, now: DateTime<Utc>) -> Result<ListingPage, Failure> {
    // A listing that names no known trade or place has no card: it cannot be shown.
    let document = public_document(listing, &app.gazetteer, now).ok_or(Failure::NotFound)?;
    let head = search::card_of_document(&document, &app.gazetteer, now);
    Ok(ListingPage {
        frame: frame(app, listing, &head),
        breadcrumb: breadcrumb(app, listing),
        reference: listing
            .id
            .chars()
            .rev()
            .take(8)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<String>()
            .to_uppercase(),
        dates: dates(listing, now),
        tables: facts::tables(listing),
        prices_href: prices_href(app, listing),
        paragraphs: paragraphs(listing),
        pictures: pictures(listing),
        map: map::area(listing, &app.gazetteer),
        installation: None,
        author_kind: listing.author_kind.shown(listing.author_badge.is_some()).to_owned(),
        author_since: listing.author_since.map_or_else(String::new, |since| {
            format!("Membre depuis {}", french::month(today_in_paris(since)))
        }),
        author_badge: listing.author_badge.clone(),
        author_response: listing
            .author_response
            // Among few colleagues, a rate is as good as a name.
            .filter(|_| !listing.place.is_confidential())
            .map(|it| french::percent(f64::from(it))),
        taken_href: format!("/annonces/{}/pourvue", listing.id),
        contact_href: format!(
            "/connexion?retour={}",
            form_urlencoded::byte_serialize(head.href.as_bytes()).collect::<String>()
        ),
        room: (listing.place.is_confidential() || listing.has_papers)
            .then(|| format!("/espace/dossiers/demande/{}", listing.id)),
        similar: Vec::new(),
        similar_href: around(app, listing).href(),
        id: listing.id.clone(),
        preview_of: None,
        head,
    })
}

/// 410 for what is over, 404 for what may come back; either way, others like it.
async fn closed(
    app: &App,
    listing: &Listing,
    standing: Standing,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> Result<Response, Failure> {
    let (status, heading, lead) = match (standing, listing.status) {
        (Standing::Paused, _) => (
            StatusCode::NOT_FOUND,
            "Cette annonce est en pause",
            "Son auteur l’a mise en pause\u{202f}: elle reviendra peut-être.",
        ),
        (_, ListingStatus::Sold) => (
            StatusCode::GONE,
            "Cette annonce est pourvue",
            "Son auteur a trouvé la personne qu’il cherchait.",
        ),
        _ => (
            StatusCode::GONE,
            "Cette annonce n’est plus en ligne",
            "Elle a été retirée, ou elle est arrivée à son terme.",
        ),
    };
    let path = search::href_of(&listing.title, &listing.id);
    let page = ClosedPage {
        frame: Frame::new(&app.settings.public_url, path, heading, heading).hidden_from_robots(),
        heading: heading.to_owned(),
        lead,
        similar: similar(app, listing, viewer, now).await?,
        similar_href: around(app, listing).href(),
    };
    Ok(shell::page_with_status(status, &page)?)
}

async fn similar(
    app: &App,
    listing: &Listing,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> Result<Vec<Card>, Failure> {
    let Some(profession) = listing.profession else { return Ok(Vec::new()) };
    let department = department_of(app, listing);
    let region = department.map(|it| &*it.region).or_else(|| region_of(app, listing));
    let subject = Subject {
        listing_id: &listing.id,
        listing_type: listing.listing_type(),
        profession: profession.key,
        specialty: listing.specialty.map(|it| it.key),
        department: department.map_or(0, Department::key),
        region: region.map_or(0, Region::key),
    };
    Ok(search::similar(&app.db, &app.gazetteer, &subject, viewer, SIMILAR, now).await?)
}

fn department_of<'a>(app: &'a App, listing: &Listing) -> Option<&'a Department> {
    listing.place.department.as_deref().and_then(|code| app.gazetteer.department_by_code(code))
}

/// The region of a confidential listing whose area is larger than a department.
fn region_of<'a>(app: &'a App, listing: &Listing) -> Option<&'a Region> {
    let area = listing.place.area.as_ref()?;
    app.gazetteer.region_by_code(area.region(&app.gazetteer)?)
}

/// The search for the same type, trade and department, or region where that is all that is told.
fn around(app: &App, listing: &Listing) -> Criteria {
    Criteria {
        listing_type: Some(listing.listing_type()),
        profession: listing.profession,
        departments: department_of(app, listing).map(ChosenArea::from).into_iter().collect(),
        region: region_of(app, listing)
            .filter(|_| department_of(app, listing).is_none())
            .map(ChosenArea::from),
        ..Criteria::default()
    }
}

/// What visitors may read of price and turnover, compared: nothing of a listing that says bands only.
fn prices_href(app: &App, listing: &Listing) -> Option<String> {
    let Details::Transfer(details) = &listing.details else { return None };
    let (price, turnover) = (details.public_price()?, details.annual_turnover?);
    if listing.place.is_confidential() || price == 0 {
        return None;
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("prof", listing.profession?.slug);
    query.append_pair("spec", listing.specialty.map_or("", |it| it.slug));
    query.append_pair("region", region_of(app, listing).map_or("", |it| &it.code));
    query.append_pair("ca", &turnover.to_string());
    query.append_pair("prix", &price.to_string());
    Some(format!("/prix-de-cession?{}", query.finish()))
}

fn frame(app: &App, listing: &Listing, head: &Card) -> Frame {
    let url = format!("{}{}", app.settings.public_url, head.href);
    let title = format!("{} · {} · {}", listing.title, head.kind_label, head.place);
    let mut frame = Frame::new(&app.settings.public_url, head.href.clone(), title, head.excerpt.clone())
        .in_section(Section::of_listing_type(head.kind));
    // Where links are shared, the first photograph stands for the listing.
    frame.image = listing.pictures.first().and_then(|it| Sizes::at(&it.address)).map(|it| it.at_least(960));
    if listing.place.is_confidential() || listing.is_reduced {
        return frame.hidden_from_robots();
    }
    match json_ld::describe(listing, &url) {
        Some(json_ld) => frame.with_json_ld(json_ld),
        None => frame,
    }
}

fn breadcrumb(app: &App, listing: &Listing) -> Vec<Link> {
    let here = around(app, listing);
    let kind = Criteria::default().for_type(here.listing_type);
    let trade = Criteria { profession: here.profession, ..kind.clone() };
    let mut links = vec![
        Link::new("Accueil", "/"),
        Link::new(search::wording::plural_of(listing.listing_type()), kind.href()),
    ];
    links.extend(here.profession.map(|it| Link::new(it.plural, trade.href())));
    links.extend(here.department().map(|it| Link::new(format!("{} ({})", it.name, it.code), here.href())));
    links.extend(here.region.as_ref().map(|it| Link::new(it.name.clone(), here.href())));
    links
}

fn dates(listing: &Listing, now: DateTime<Utc>) -> Vec<String> {
    let day = |at: DateTime<Utc>| french::date(today_in_paris(at));
    let mut dates = Vec::new();
    if let Some(published) = listing.published_at {
        dates.push(format!("Publiée le {}", day(published)));
        let revised = listing.revised_at.filter(|at| today_in_paris(*at) > today_in_paris(published));
        dates.extend(revised.map(|at| format!("modifiée le {}", day(at))));
    }
    if is_to_confirm(listing.checkin_asked_at, now) {
        dates.push("à confirmer\u{202f}: son auteur n’a pas répondu récemment".to_owned());
    }
    dates.extend(
        listing
            .expires_at
            .map(|end| format!("en ligne jusqu’au {} inclus", french::date(last_day_before(end)))),
    );
    dates
}

fn paragraphs(listing: &Listing) -> Vec<String> {
    let text = listing.description.as_deref().unwrap_or_default();
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn pictures(listing: &Listing) -> Vec<Shown> {
    if listing.pictures.is_empty() {
        return vec![shown(listing, &project::picture(listing).into(), 1)];
    }
    listing.pictures.iter().enumerate().map(|(at, it)| shown(listing, it, at + 1)).collect()
}

fn shown(listing: &Listing, picture: &Picture, rank: usize) -> Shown {
    let sizes = Sizes::at(&picture.address);
    let kind = listing.listing_type().label().to_lowercase();
    let alt = match (&picture.caption, &sizes) {
        (Some(caption), _) => caption.clone(),
        (None, Some(_)) => format!("Photo {rank} de l’annonce"),
        (None, None) => format!("Illustration\u{202f}: {kind}"),
    };
    Shown {
        src: sizes.as_ref().map_or_else(|| picture.address.clone(), |it| it.at_least(960)),
        name: sizes.as_ref().map(|it| it.name.to_owned()),
        sizes: sizes.map(|it| SrcSets { webp: it.srcset("webp"), jpeg: it.srcset("jpg") }),
        width: picture.width.unwrap_or(800),
        height: picture.height.unwrap_or(600),
        glimpse: picture.placeholder.as_ref().map(|it| format!("data:image/webp;base64,{it}")),
        alt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_the_uuid_at_the_end_or_the_whole_address() {
        let uuid = "0199c0de-1111-7abc-8def-0123456789ab";
        assert_eq!(id_of(&format!("cabinet-a-gueret-{uuid}")), uuid);
        assert_eq!(id_of(uuid), uuid);
        assert_eq!(id_of("V1StGXR8_Z5jdHi6B-myT"), "V1StGXR8_Z5jdHi6B-myT");
        assert_eq!(id_of("é".repeat(40).as_str()), "é".repeat(40));
    }
}
