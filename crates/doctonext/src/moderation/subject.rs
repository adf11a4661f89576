//! What is reported or decided on, as its room knows it.

use sqlx::PgConnection;

use super::words::SubjectKind;
use crate::{
    app::App,
    failure::Failure,
    listings::{self, Standing},
    media, people, rooms,
    search::{self, Viewer},
};

/// Something that is reported or decided on.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) kind: SubjectKind,
    /// Primary key of its row.
    pub(super) id: String,
    /// `users.id` of whose it is.
    pub(super) owner: Option<String>,
    /// For its owner and the team; never for whoever reports it.
    pub(super) title: String,
    /// Path of the page where it stands.
    pub(super) path: String,
}

/// Identifiers are short; anything longer is none.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 64 && !id.contains('\0')
}

/// What this visitor may see, and so report; none of what is hidden, from everybody or from them, or was never there.
pub(super) async fn shown(
    app: &App,
    kind: SubjectKind,
    id: &str,
    viewer: Option<&Viewer>,
) -> Result<Option<Subject>, Failure> {
    if !is_id(id) {
        return Ok(None);
    }
    match kind {
        SubjectKind::Listing => {
            if search::is_hidden(&app.db, viewer, id).await? {
                return Ok(None);
            }
            let found = listings::owned(&app.db, id, app.clock.now()).await?;
            Ok(found.filter(|it| it.standing != Standing::Hidden).map(|it| of_listing(kind, it)))
        }
        SubjectKind::Photo => {
            let Some(photo) = media::shown_photo(app, id).await? else { return Ok(None) };
            if search::is_hidden(&app.db, viewer, &photo.listing).await? {
                return Ok(None);
            }
            known(app, &mut *app.db.acquire().await?, kind, &photo.id).await
        }
        SubjectKind::Profile => {
            if let Some(page) = people::shown_page(app, id).await? {
                return Ok(Some(of_person(id, page.name, page.path)));
            }
            // Sellers read what somebody without a public page wrote to them.
            let Some(viewer) = viewer else { return Ok(None) };
            let asked = rooms::latest_between(&app.db, id, &viewer.person).await?;
            Ok(asked.map(|(listing, request)| {
                of_person(id, String::new(), format!("/espace/annonces/{listing}/dossier/{request}"))
            }))
        }
        // Of messages and articles no page is open yet; changes and accounts have none.
        SubjectKind::Message | SubjectKind::Article | SubjectKind::Revision | SubjectKind::Account => {
            Ok(None)
        }
    }
}

/// The same for the team, whatever visitors see.
pub(super) async fn known(
    app: &App,
    db: &mut PgConnection,
    kind: SubjectKind,
    id: &str,
) -> Result<Option<Subject>, Failure> {
    if !is_id(id) {
        return Ok(None);
    }
    let now = app.clock.now();
    match kind {
        SubjectKind::Listing | SubjectKind::Revision => {
            Ok(listings::owned(&mut *db, id, now).await?.map(|it| of_listing(kind, it)))
        }
        SubjectKind::Photo => {
            let Some(photo) = media::photo(&mut *db, id).await? else { return Ok(None) };
            let listing = listings::owned(&mut *db, &photo.listing, now).await?;
            Ok(listing.map(|it| Subject { id: photo.id, ..of_listing(kind, it) }))
        }
        SubjectKind::Profile | SubjectKind::Account => {
            Ok(super::store::someone(&mut *db, id).await?.map(|it| Subject {
                kind,
                path: format!("/equipe/personnes/{}", it.id),
                owner: Some(it.id.clone()),
                id: it.id,
                title: it.name,
            }))
        }
        SubjectKind::Message | SubjectKind::Article => Ok(None),
    }
}

fn of_person(id: &str, title: String, path: String) -> Subject {
    Subject { kind: SubjectKind::Profile, id: id.to_owned(), owner: Some(id.to_owned()), title, path }
}

fn of_listing(kind: SubjectKind, it: listings::Owned) -> Subject {
    // The address with its title would tell it to whom the page is hidden.
    Subject { kind, path: format!("/annonces/{}", it.id), owner: it.owner, title: it.title, id: it.id }
}
