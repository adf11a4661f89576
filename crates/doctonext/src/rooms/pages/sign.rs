//! `…/engagement`: reading and accepting the undertaking, for readers and for owners.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use platform::french;

use super::{Notes, Nothing, private};
use crate::{
    accounts::{CheckedForm, Member, Origin, SignedIn},
    app::App,
    failure::Failure,
    rooms::{
        codes,
        door::{self, Visit},
        entry::State as Standing,
        signing::{self, SignErrors, Signature, Typed},
        store::{self, Signed},
        undertaking::{Undertaking, in_short},
    },
    shell::{self, Frame, account_frame},
};

#[derive(Template)]
#[template(path = "rooms/sign.html")]
struct SignPage {
    frame: Frame,
    title: String,
    back: String,
    action: String,
    heading: &'static str,
    paragraphs: Vec<&'static str>,
    version: &'static str,
    hash: String,
    /// Said instead of the form once it is signed.
    signed: String,
    note: &'static str,
    sent: String,
    accepted: bool,
    errors: SignErrors,
    by_seller: bool,
}

/// One side of an undertaking, found to be the visitor's to sign or to read.
struct Side {
    listing: String,
    request: Option<String>,
    title: String,
    signed: Option<Signed>,
    /// Where the form is.
    here: String,
    /// Where it leads.
    back: String,
}

impl Side {
    async fn of_reader(app: &App, who: &SignedIn, id: &str) -> Result<Self, Failure> {
        let mut db = app.db.acquire().await?;
        let visit = Visit::by_reader(app, &mut db, who, id).await?;
        if visit.signed.is_none() && visit.state != Standing::Granted {
            return Err(Failure::NotFound);
        }
        Ok(Self {
            here: format!("/espace/dossiers/{}/engagement", visit.request.id),
            back: format!("/espace/dossiers/{}", visit.request.id),
            listing: visit.listing.id,
            title: visit.listing.title,
            request: Some(visit.request.id),
            signed: visit.signed,
        })
    }

    async fn of_seller(app: &App, who: &SignedIn, id: &str) -> Result<Self, Failure> {
        let mut db = app.db.acquire().await?;
        let listing = door::own_listing(app, &mut db, who, id).await?;
        let signed = store::signed_by_seller(&mut *db, &listing.id, &who.person.id).await?;
        // A new text is signed anew before the next access is opened.
        let signed = signed
            .filter(|it| it.text_version == Undertaking::current().version || !door::is_there(&listing));
        Ok(Self {
            here: format!("/espace/annonces/{}/dossier/engagement", listing.id),
            back: format!("/espace/annonces/{}/dossier", listing.id),
            listing: listing.id,
            title: listing.title,
            request: None,
            signed,
        })
    }

    fn signature(&self) -> Signature<'_> {
        Signature { listing: &self.listing, request: self.request.as_deref() }
    }

    async fn page(&self, app: &App, who: &SignedIn) -> Result<SignPage, Failure> {
        let text = match &self.signed {
            Some(it) => Undertaking::of(&it.text_version).unwrap_or_else(Undertaking::current),
            None => Undertaking::current(),
        };
        let (heading, paragraphs) = text.read();
        let sent = codes::sent_at(app, &who.person.id, &self.signature().subject()).await?;
        Ok(SignPage {
            frame: account_frame(app, &self.here, "Engagement de confidentialité"),
            title: self.title.clone(),
            back: self.back.clone(),
            action: self.here.clone(),
            heading,
            paragraphs,
            version: text.version,
            hash: in_short(&text.hash()),
            signed: self.signed.as_ref().map_or_else(String::new, |it| {
                format!("Vous avez accepté ce texte le {}.", french::moment(it.accepted_at))
            }),
            note: "",
            sent: sent.map_or_else(String::new, french::hour),
            accepted: false,
            errors: SignErrors::default(),
            by_seller: self.request.is_none(),
        })
    }

    async fn show(&self, app: &App, who: &SignedIn, notes: &Notes) -> Result<Response, Failure> {
        let mut page = self.page(app, who).await?;
        page.note = match notes.note.as_str() {
            "code" => "Un code à six chiffres vient de partir par e-mail, à l’adresse de votre compte.",
            _ => "",
        };
        Ok(private(shell::page(&page)?))
    }

    async fn sign(
        &self,
        app: &App,
        who: &SignedIn,
        origin: &Origin,
        typed: Typed,
    ) -> Result<Response, Failure> {
        if self.signed.is_none()
            && let Err(errors) = signing::sign(app, who, origin, self.signature(), &typed).await?
        {
            let page = self.page(app, who).await?;
            let page = SignPage { errors, accepted: typed.accepte.is_some(), ..page };
            return Ok(private(shell::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)?));
        }
        Ok(Redirect::to(&format!("{}?note=engagement", self.back)).into_response())
    }

    async fn send_code(&self, app: &App, who: &SignedIn) -> Result<Response, Failure> {
        if self.signed.is_some() {
            return Ok(Redirect::to(&self.here).into_response());
        }
        match codes::send(app, who, &self.signature().subject(), &self.title).await? {
            None => Ok(Redirect::to(&format!("{}?note=code#code", self.here)).into_response()),
            Some(until) => {
                let mut page = self.page(app, who).await?;
                page.errors.code = format!(
                    "Vous avez demandé plusieurs codes de suite. Le prochain pourra partir après {}.",
                    french::hour(until)
                );
                Ok(private(shell::page_with_status(StatusCode::TOO_MANY_REQUESTS, &page)?))
            }
        }
    }
}

pub(in crate::rooms) async fn of_reader(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    Side::of_reader(&app, &who, &id).await?.show(&app, &who, &notes).await
}

pub(in crate::rooms) async fn by_reader(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    Side::of_reader(&app, &who, &id).await?.sign(&app, &who, &origin, typed).await
}

pub(in crate::rooms) async fn code_of_reader(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    Side::of_reader(&app, &who, &id).await?.send_code(&app, &who).await
}

pub(in crate::rooms) async fn of_seller(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    Side::of_seller(&app, &who, &id).await?.show(&app, &who, &notes).await
}

pub(in crate::rooms) async fn by_seller(
    State(app): State<App>,
    Member(who): Member,
    origin: Origin,
    Path(id): Path<String>,
    CheckedForm(typed): CheckedForm<Typed>,
) -> Result<Response, Failure> {
    Side::of_seller(&app, &who, &id).await?.sign(&app, &who, &origin, typed).await
}

pub(in crate::rooms) async fn code_of_seller(
    State(app): State<App>,
    Member(who): Member,
    Path(id): Path<String>,
    CheckedForm(_): CheckedForm<Nothing>,
) -> Result<Response, Failure> {
    Side::of_seller(&app, &who, &id).await?.send_code(&app, &who).await
}
