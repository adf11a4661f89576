//! Asking to see a room.

use chrono::{DateTime, Utc};
use platform::{
    french,
    ids::{Ids, SystemIds},
};
use sqlx::PgConnection;

use super::{
    entry::{self, ANSWER_WITHIN, Access, Actor, State},
    letters, notices,
    store::{self, NewEvent, NewRequest, Request},
};
use crate::{
    accounts::SignedIn,
    analytics,
    app::App,
    failure::Failure,
    listings::{self, Owned, Standing},
    people, pieces,
    sealing::{Place, Scope, SealingError},
};

/// Whom the house vouches for.
pub(super) const LEVEL: i16 = 2;
/// Characters of a project.
pub(super) const SHORTEST_PROJECT: usize = 30;
pub(super) const LONGEST_PROJECT: usize = 1000;
/// Documents that go with a request.
const MOST_PROOFS: usize = 3;

/// Why nobody can be asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hindrance {
    /// It is the reader's own.
    Own,
    /// A request of theirs is live: its identifier.
    Live(String),
    /// They were turned away a short while ago.
    Wait(DateTime<Utc>),
    /// They took their own request or access back a short while ago.
    ChangedMind(DateTime<Utc>),
    /// The house does not vouch for them.
    Unverified,
}

impl Hindrance {
    pub(super) fn in_french(&self) -> String {
        match self {
            Self::Own => "C’est votre annonce\u{202f}: vous voyez tout ce qu’elle contient.".to_owned(),
            Self::Live(_) => "Vous avez déjà demandé l’accès à ce dossier.".to_owned(),
            Self::Wait(until) => format!(
                "L’auteur n’a pas souhaité vous ouvrir ce dossier. Vous pourrez le lui demander de nouveau à partir du {}.",
                french::moment(*until)
            ),
            Self::ChangedMind(until) => format!(
                "Vous avez retiré votre demande ou rendu votre accès. Vous pourrez demander ce dossier de nouveau à partir du {}.",
                french::moment(*until)
            ),
            Self::Unverified => {
                "Seuls les praticiens dont l’inscription est vérifiée peuvent demander cet accès.".to_owned()
            }
        }
    }
}

/// A listing whose room can be asked for: online, and keeping something to itself. Others do not exist here.
pub(super) async fn askable(app: &App, db: &mut PgConnection, listing: &str) -> Result<Owned, Failure> {
    let owned = listings::owned(&mut *db, listing, app.clock.now()).await?.ok_or(Failure::NotFound)?;
    let keeps_something = owned.is_confidential || owned.has_papers;
    if owned.standing != Standing::Online || owned.owner.is_none() || !keeps_something {
        return Err(Failure::NotFound);
    }
    Ok(owned)
}

/// What hinders somebody from asking.
pub(super) async fn hindrance(
    app: &App,
    db: &mut PgConnection,
    who: &SignedIn,
    listing: &Owned,
) -> Result<Option<Hindrance>, Failure> {
    let now = app.clock.now();
    if listing.belongs_to(&who.person.id) {
        return Ok(Some(Hindrance::Own));
    }
    if let Some(before) = store::latest_request(&mut *db, &listing.id, &who.person.id).await? {
        let state = before.access().state_at(now);
        if state.is_live() {
            return Ok(Some(Hindrance::Live(before.id)));
        }
        let until = entry::may_ask_again(state, before.ended_at);
        if let Some(until) = until.filter(|it| *it > now) {
            return Ok(Some(match state {
                State::Withdrawn => Hindrance::ChangedMind(until),
                _ => Hindrance::Wait(until),
            }));
        }
    }
    Ok((who.person.trust_level < LEVEL).then_some(Hindrance::Unverified))
}

/// Reads a project as it is typed.
pub(super) fn read_project(typed: &str) -> Result<String, String> {
    let text = typed.replace("\r\n", "\n").trim().to_owned();
    match text.chars().count() {
        0 => Err("Présentez votre projet en quelques phrases.".to_owned()),
        length if length < SHORTEST_PROJECT => Err(format!(
            "Dites-en un peu plus\u{202f}: {SHORTEST_PROJECT}\u{a0}caractères au moins, vous en avez écrit {length}."
        )),
        length if length > LONGEST_PROJECT => Err(format!(
            "Raccourcissez à 1\u{202f}000\u{a0}caractères au plus\u{202f}: vous en avez écrit {}.",
            french::number(i64::try_from(length).unwrap_or(i64::MAX))
        )),
        _ => Ok(text),
    }
}

fn project_of(request: &str) -> Place<'_> {
    Place { table: "room_requests", column: "project", row: request }
}

/// Asks; gives the identifier of the request. Sent twice, it asks once.
pub(super) async fn ask(
    app: &App,
    who: &SignedIn,
    listing: &str,
    project: &str,
    proofs: &[String],
) -> Result<Result<String, Hindrance>, Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let seller = listings::owned(&mut *tx, listing, now).await?.and_then(|it| it.owner);
    store::hold_people(&mut tx, &[Some(who.person.id.as_str()), seller.as_deref()]).await?;
    // Who closes the listing and who asks for it take turns.
    listings::lock_owned(&mut tx, listing, now).await?;
    let owned = askable(app, &mut tx, listing).await?;
    if let Some(hindrance) = hindrance(app, &mut tx, who, &owned).await? {
        return Ok(Err(hindrance));
    }
    let before = store::latest_request(&mut *tx, listing, &who.person.id).await?;
    let is_first = before.is_none();
    let is_again = before.is_some_and(|it| now < it.asked_at + ANSWER_WITHIN);
    end_due(app, &mut tx, listing, &who.person.id).await?;
    let (id, reader) = (SystemIds.fresh(), who.person.id.as_str());
    let sealed = app.vault.seal(&mut tx, Scope::Person(reader), project_of(&id), project.as_bytes()).await?;
    let asked = Access::asked(now);
    let new = NewRequest { id: &id, listing_id: listing, reader_id: reader, access: asked, project: &sealed };
    if !store::add_request(&mut tx, &new, now).await? {
        return Err(Failure::NotFound);
    }
    if is_first {
        analytics::contacted(app, &mut tx, listing).await?;
    }
    let own: Vec<String> = pieces::offered(&mut tx, app, reader).await?.into_iter().map(|it| it.id).collect();
    let proofs: Vec<String> =
        proofs.iter().filter(|it| own.contains(it)).take(MOST_PROOFS).cloned().collect();
    store::add_proofs(&mut tx, &id, &proofs).await?;
    let event = NewEvent {
        event: "ask",
        from: asked.state,
        to: asked,
        actor: Actor::Reader.code(),
        actor_id: Some(reader),
    };
    store::add_event(&mut tx, &id, &event, now).await?;
    let both = [reader.to_owned(), owned.owner.clone().unwrap_or_default()];
    let both = people::introduce(app, &mut *tx, &both).await?;
    if let (Some(reader), Some(seller)) =
        (both.iter().find(|it| it.id == reader), both.iter().find(|it| it.id != reader))
    {
        // Whoever asks, takes it back and asks again fills nobody's letter box.
        if !is_again {
            let letter = letters::requested(app, listing, &id, reader, &owned.title);
            letters::send(app, &mut tx, seller, &letter).await?;
        }
        let link = format!("/espace/annonces/{listing}/dossier/{id}");
        notices::requested(&mut tx, &seller.id, reader.called(), link, now).await?;
    }
    tx.commit().await?;
    Ok(Ok(id))
}

/// A request whose hour is over but which no job has noted yet must not stand in the way of the next.
async fn end_due(app: &App, db: &mut PgConnection, listing: &str, reader: &str) -> Result<(), Failure> {
    let before = store::latest_request(&mut *db, listing, reader).await?;
    if let Some(before) = before.filter(|it| it.access().state.is_live()) {
        let house = (Actor::House, None);
        // Refused means that it is not due: the insertion decides.
        let _ = super::act::happen(app, db, &before.id, entry::Event::Expire, house).await?;
    }
    Ok(())
}

/// What a reader plans; empty once they are gone or when it cannot be read.
pub(super) async fn project(app: &App, db: &mut PgConnection, request: &Request) -> Result<String, Failure> {
    let Some(sealed) = &request.project else { return Ok(String::new()) };
    match app.vault.open_text(db, project_of(&request.id), sealed).await {
        Err(SealingError::Altered | SealingError::Destroyed) => Ok(String::new()),
        opened => Ok(opened?),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_project_has_thirty_to_a_thousand_characters() {
        assert!(read_project("  ").unwrap_err().starts_with("Présentez"));
        assert!(read_project(&"é".repeat(29)).unwrap_err().contains("29"));
        assert_eq!(
            read_project(&format!(" {}\r\nFin ", "é".repeat(30))).unwrap(),
            format!("{}\nFin", "é".repeat(30))
        );
        assert!(read_project(&"é".repeat(1000)).is_ok());
        assert!(read_project(&"é".repeat(1001)).unwrap_err().contains("1\u{202f}001"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_judged(typed in ".{0,1200}") {
            if let Ok(text) = read_project(&typed) {
                prop_assert!((SHORTEST_PROJECT..=LONGEST_PROJECT).contains(&text.chars().count()));
            }
        }
    }
}
