//! What the bell tells of rooms.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{entry::Event, store::Request};
use crate::notifications::{self, Kind, Notice};

/// To the owner of a listing: somebody asks.
pub(super) async fn requested(
    db: &mut PgConnection,
    seller: &str,
    who: &str,
    link: String,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let title = format!("{who} demande l’accès au dossier de votre annonce");
    to_seller(db, seller, (Kind::AccessRequested, title), link, now).await
}

/// To the owner of a listing: a reader gave their access back.
pub(super) async fn given_back(
    db: &mut PgConnection,
    seller: &str,
    who: &str,
    link: String,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let title = format!("{who} a rendu son accès au dossier de votre annonce");
    to_seller(db, seller, (Kind::AccessRevoked, title), link, now).await
}

async fn to_seller(
    db: &mut PgConnection,
    person: &str,
    (kind, title): (Kind, String),
    link: String,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let notice =
        Notice { person, kind, subject: Some(&link), title, message: None, link: Some(link.clone()) };
    notifications::tell(db, &notice, now).await
}

/// To the reader: how their request goes on.
pub(super) async fn decided(
    db: &mut PgConnection,
    request: &Request,
    event: Event,
    title: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (kind, what) = match event {
        Event::Grant => (Kind::AccessGranted, "Accès accordé au dossier confidentiel"),
        Event::OpenDocuments => (Kind::AccessGranted, "Accès accordé aux documents du dossier"),
        Event::Refuse => (Kind::AccessRefused, "Accès non accordé au dossier confidentiel"),
        Event::Revoke => (Kind::AccessRevoked, "Accès retiré au dossier confidentiel"),
        Event::Expire => (Kind::AccessRevoked, "Accès clos au dossier confidentiel"),
        Event::Close => (Kind::AccessRevoked, "Une annonce n’est plus disponible"),
        Event::Withdraw => return Ok(()),
    };
    about(db, request, (kind, what), title, now).await
}

/// To the reader, a week before the end.
pub(super) async fn ends_soon(
    db: &mut PgConnection,
    request: &Request,
    title: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    about(db, request, (Kind::AccessRevoked, "Accès bientôt clos au dossier confidentiel"), title, now).await
}

async fn about(
    db: &mut PgConnection,
    request: &Request,
    (kind, what): (Kind, &str),
    title: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let notice = Notice {
        person: &request.reader_id,
        kind,
        subject: Some(&request.id),
        title: what.to_owned(),
        message: Some(title.to_owned()).filter(|it| !it.is_empty()),
        link: Some(format!("/espace/dossiers/{}", request.id)),
    };
    notifications::tell(db, &notice, now).await
}

/// To the other side of a talk.
pub(super) async fn offered(
    db: &mut PgConnection,
    person: &str,
    (what, title): (&str, &str),
    link: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let notice = Notice {
        person,
        kind: Kind::OfferReceived,
        subject: Some(link),
        title: what.to_owned(),
        message: Some(title.to_owned()),
        link: Some(link.to_owned()),
    };
    notifications::tell(db, &notice, now).await
}
