//! Rights as types: a handler that takes a [`Member`] cannot be reached by anyone else.

use std::ops::Deref;

use axum::{
    extract::FromRequestParts,
    http::{Method, header, request::Parts},
};

use super::{SignedIn, own_path, recognise::Recognised};
use crate::{app::App, failure::Failure};

/// Anyone; perhaps somebody we know.
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<SignedIn>);

/// A signed-in person whose address is confirmed.
#[derive(Debug, Clone)]
pub struct Member(pub SignedIn);

/// A member who proved who they are less than a quarter of an hour ago: for acts that a borrowed computer must not do.
#[derive(Debug, Clone)]
pub struct Recent(pub SignedIn);

/// A member of at least this trust level (0 address, 1 number declared, 2 directory, 3 identity).
#[derive(Debug, Clone)]
pub struct Trusted<const LEVEL: i16>(pub SignedIn);

/// A member of the team (moderator or admin) who showed a second factor in this session.
#[derive(Debug, Clone)]
pub struct Moderator(pub SignedIn);

/// An administrator who showed a second factor in this session.
#[derive(Debug, Clone)]
pub struct Admin(pub SignedIn);

fn recognised(parts: &Parts) -> Option<SignedIn> {
    parts.extensions.get::<Recognised>().map(|it| it.0.clone())
}

/// The page to come back to: the one that was asked, or the one that the refused form stood on, as far as the browser
/// tells.
fn way_back(parts: &Parts, app: &App) -> String {
    if parts.method == Method::GET {
        return parts.uri.path_and_query().map_or_else(String::new, |it| it.as_str().to_owned());
    }
    let site = app.settings.public_url.trim_end_matches('/');
    let page = parts.headers.get(header::REFERER).and_then(|it| it.to_str().ok());
    own_path(page.and_then(|it| it.strip_prefix(site)).unwrap_or_default())
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        Ok(Self(recognised(parts)))
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        recognised(parts).ok_or_else(|| Failure::SignInFirst { back: way_back(parts, app) })
    }
}

impl FromRequestParts<App> for Member {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let signed_in = SignedIn::from_request_parts(parts, app).await?;
        if signed_in.person.email_verified { Ok(Self(signed_in)) } else { Err(Failure::ConfirmAddressFirst) }
    }
}

impl FromRequestParts<App> for Recent {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Member(signed_in) = Member::from_request_parts(parts, app).await?;
        if signed_in.is_read_only() {
            return Err(Failure::ReadOnly);
        }
        if signed_in.is_recent(app.clock.now()) {
            Ok(Self(signed_in))
        } else {
            Err(Failure::ConfirmFirst { back: way_back(parts, app) })
        }
    }
}

impl<const LEVEL: i16> FromRequestParts<App> for Trusted<LEVEL> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let Member(signed_in) = Member::from_request_parts(parts, app).await?;
        if signed_in.person.trust_level >= LEVEL {
            Ok(Self(signed_in))
        } else {
            Err(Failure::TrustFirst { level: LEVEL })
        }
    }
}

/// The team's pages do not exist for other people; for the team they ask for the second factor first.
async fn staff(parts: &mut Parts, app: &App, roles: &[&str]) -> Result<SignedIn, Failure> {
    let Member(signed_in) =
        Member::from_request_parts(parts, app).await.map_err(|failure| match failure {
            Failure::SignInFirst { .. } => failure,
            _ => Failure::NotFound,
        })?;
    if !roles.contains(&signed_in.person.role.as_str()) || signed_in.is_read_only() {
        return Err(Failure::NotFound);
    }
    if signed_in.session.second_factor_at.is_none() {
        return Err(Failure::SecondFactorFirst);
    }
    Ok(signed_in)
}

impl FromRequestParts<App> for Moderator {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        staff(parts, app, &["moderator", "admin"]).await.map(Self)
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        staff(parts, app, &["admin"]).await.map(Self)
    }
}

macro_rules! is_a_signed_in_person {
    ($($name:ident $(<const $level:ident>)?),+) => {$(
        impl $(<const $level: i16>)? Deref for $name $(<$level>)? {
            type Target = SignedIn;

            fn deref(&self) -> &SignedIn {
                &self.0
            }
        }
    )+};
}

is_a_signed_in_person!(Member, Recent, Trusted<const LEVEL>, Moderator, Admin);

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request};

    use crate::testing::World;

    #[tokio::test]
    async fn a_form_sent_after_the_session_ended_leads_back_to_its_page() {
        let world = World::new().await;
        let gone = world.browser();
        let token = gone.form_token().await;
        let way_back = async |page: &str| {
            let request = Request::post("/espace/profil")
                .header("content-type", "application/x-www-form-urlencoded")
                .header("referer", page)
                .body(Body::from(format!("jeton={token}")))
                .unwrap();
            gone.send(request).await.header("location").to_owned()
        };

        let own = way_back("https://doctonext.example/espace/profil?note=photo").await;
        assert_eq!(own, "/connexion?retour=%2Fespace%2Fprofil%3Fnote%3Dphoto");
        for foreign in ["https://elsewhere.example/a", "https://doctonext.example.evil/a", "nonsense"] {
            assert_eq!(way_back(foreign).await, "/connexion?retour=%2Fespace", "{foreign}");
        }
    }
}
