//! Accepting the undertaking: the box, the code, the evidence.

use platform::ids::{Ids, SystemIds};

use super::{
    codes::{self, Tried},
    store::{self, NewSigned},
    undertaking::Undertaking,
};
use crate::{
    accounts::{Origin, SignedIn},
    app::App,
    failure::Failure,
};

/// For what somebody signs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signature<'a> {
    pub(super) listing: &'a str,
    /// Of a reader; the owner signs for every reader of their listing.
    pub(super) request: Option<&'a str>,
}

impl Signature<'_> {
    /// What a code is sent for.
    pub(super) fn subject(self) -> String {
        match self.request {
            Some(request) => format!("reader/{request}"),
            None => format!("seller/{}", self.listing),
        }
    }
}

/// What is typed to sign. No `Debug`: a code.
#[derive(Clone, Default, serde::Deserialize)]
pub(super) struct Typed {
    pub(super) accepte: Option<String>,
    #[serde(default)]
    pub(super) code: String,
    /// Version of the text that was shown.
    #[serde(default)]
    pub(super) version: String,
}

/// Why nothing is signed, in French: at the box, at the code, or on top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SignErrors {
    pub(super) accepted: &'static str,
    pub(super) code: String,
    pub(super) on_top: &'static str,
}

/// Signs. The box is looked at first: a code is not used up for nothing.
pub(super) async fn sign(
    app: &App,
    who: &SignedIn,
    origin: &Origin,
    what: Signature<'_>,
    typed: &Typed,
) -> Result<Result<(), SignErrors>, Failure> {
    let text = Undertaking::current();
    if typed.version != text.version {
        let on_top = "Le texte a changé depuis l’ouverture de cette page. Relisez-le avant de l’accepter.";
        return Ok(Err(SignErrors { on_top, ..SignErrors::default() }));
    }
    if typed.accepte.is_none() {
        let accepted = "Cochez la case pour accepter l’engagement.";
        return Ok(Err(SignErrors { accepted, ..SignErrors::default() }));
    }
    let person = who.person.id.as_str();
    let code = match codes::attempt(app, person, &what.subject(), &typed.code).await? {
        Tried::Right(code) => code,
        Tried::Wrong(left) => {
            let code = match left {
                0 => "Ce code n’est pas le bon, et c’était le dernier essai. Demandez un nouveau code."
                    .to_owned(),
                1 => "Ce code n’est pas le bon. Il vous reste un essai.".to_owned(),
                left => format!("Ce code n’est pas le bon. Il vous reste {left}\u{a0}essais."),
            };
            return Ok(Err(SignErrors { code, ..SignErrors::default() }));
        }
        Tried::Over => {
            let code = "Aucun code n’est valable\u{202f}: demandez-en un nouveau.".to_owned();
            return Ok(Err(SignErrors { code, ..SignErrors::default() }));
        }
    };
    let mut tx = app.db.begin().await?;
    store::hold_people(&mut tx, &[Some(person)]).await?;
    if !store::use_code(&mut tx, &code).await? {
        // The same form, twice at once: the other one signs.
        return Ok(Ok(()));
    }
    let evidence = NewSigned {
        id: &SystemIds.fresh(),
        listing_id: what.listing,
        request_id: what.request,
        user_id: person,
        text_version: text.version,
        text_hash: &text.hash(),
        network: &origin.short_address(),
        browser: &origin.device_name(),
    };
    store::add_signed(&mut tx, &evidence, app.clock.now()).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
