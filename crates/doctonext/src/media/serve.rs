//! Files on their way out.

use axum::{
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{access, prepare, store};
use crate::{
    accounts::{Member, Visitor},
    app::App,
    failure::Failure,
    listings::{self, Standing},
    picture_sizes::read_file_name,
};

/// Whatever a browser takes it for, it runs nothing.
const NOTHING_RUNS: (HeaderName, HeaderValue) =
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
/// Names are random and never given twice: what was fetched once never changes.
const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Before and after the listing is online only its owner and the team see it.
const FOR_ONE: HeaderValue = HeaderValue::from_static("private, no-store");

/// `/medias/{file}`: a size of a photograph.
pub(super) async fn picture(
    State(app): State<App>,
    Visitor(visitor): Visitor,
    Path(file): Path<String>,
) -> Result<Response, Failure> {
    let (name, _, extension) = read_file_name(&file).ok_or(Failure::NotFound)?;
    let row = store::by_name(&app.db, name).await?.ok_or(Failure::NotFound)?;
    let listing =
        listings::owned(&app.db, &row.listing_id, app.clock.now()).await?.ok_or(Failure::NotFound)?;
    let is_staff = visitor.as_ref().is_some_and(|it| it.is_staff());
    let is_owner = visitor.is_some_and(|it| listing.belongs_to(&it.person.id));
    let caching = match row.state.as_str() {
        "ready" if listing.standing == Standing::Online && listing.shows_pictures => FOR_A_YEAR,
        "ready" if is_staff || is_owner => FOR_ONE,
        // Whoever decides on an appeal sees what was taken away.
        "withheld" if is_staff => FOR_ONE,
        _ => return Err(Failure::NotFound),
    };
    let bytes =
        app.files.get(&store::picture_key(&file)).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    let media_type = if extension == "webp" { "image/webp" } else { "image/jpeg" };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, caching),
        NOTHING_RUNS,
    ];
    Ok((headers, bytes).into_response())
}

/// `/documents/{token}`: a document, for whom the address was made, while they may read it.
pub(super) async fn document(
    State(app): State<App>,
    Member(who): Member,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let row = access::opened(&app, &token, &who).await?.ok_or(Failure::NotFound)?;
    let key = row.upload_key.as_deref().ok_or(Failure::NotFound)?;
    let sealed = app.files.get(key).await.map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
    let paper = prepare::open(&app, &row.id, &sealed).await?;
    let name = row.file_name.unwrap_or_default();
    let disposition = format!(
        "attachment; filename=\"document.pdf\"; filename*=UTF-8''{}",
        percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC)
    );
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).map_err(Failure::broken)?),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        NOTHING_RUNS,
    ];
    Ok((headers, paper.to_vec()).into_response())
}
