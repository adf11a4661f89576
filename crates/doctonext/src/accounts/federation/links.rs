//! Which identities open which account.

use chrono::{DateTime, Utc};
use platform::ids::{Ids, SystemIds};
use sqlx::PgConnection;

use super::{held::Held, kept, proof, provider::Provider, store};
use crate::{
    accounts::{Origin, SignedIn, second_factor, store as rows},
    app::App,
    failure::Failure,
    shell::Link,
};

/// What became of a wish to take a way in away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::accounts) enum Removal {
    /// It is gone.
    Done,
    /// It is the only way in that is left.
    Last,
    /// There is no such thing.
    Missing,
}

/// A way in of a person.
pub(super) struct Way {
    /// `accounts.id`.
    pub(super) id: String,
    /// `accounts.provider_id`.
    pub(super) provider: String,
    /// What people call it.
    pub(super) name: String,
    pub(super) since: DateTime<Utc>,
    /// Whether the provider is configured, so that the link opens the account.
    pub(super) works: bool,
}

/// The providers, as links: their names and the pages that lead to them.
pub(in crate::accounts) fn offered(app: &App, back: &str) -> Vec<Link> {
    let back = percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
    let link = |it: &Provider| Link::new(it.name(), format!("{}?retour={back}", it.door()));
    app.providers.all().iter().map(link).collect()
}

/// The way to prove one's number with Pro Santé Connect, and back to a page of ours; none where it is not configured.
#[must_use]
pub fn professional_identity(app: &App, back: &str) -> Option<Link> {
    let provider = app.providers.all().iter().find(|it| it.settings.kind.is_some())?;
    let back = percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
    Some(Link::new(provider.name(), format!("/espace/securite/comptes/{}?retour={back}", provider.id)))
}

/// The providers that can say that a session is still its owner's.
pub(in crate::accounts) async fn offered_to_confirm(
    app: &App,
    who: &SignedIn,
    back: &str,
) -> Result<Vec<Link>, Failure> {
    let back = percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
    let links = store::links_of(&app.db, &who.person.id).await?;
    let able = app.providers.all().iter().filter(|it| links.iter().any(|link| link.provider_id == it.id));
    let link =
        |it: &Provider| Link::new(it.name(), format!("/connexion/confirmation/avec/{}?retour={back}", it.id));
    Ok(able.map(link).collect())
}

/// Links an identity that is held to a person, and lets go of it; false when it is somebody's already, or was let go
/// before.
pub(in crate::accounts) async fn add(
    app: &App,
    db: &mut PgConnection,
    held: &Held,
    person: &str,
) -> Result<bool, Failure> {
    let id = SystemIds.fresh();
    let whose = (held.provider.as_str(), held.subject.as_str());
    let is_ours = super::held::release(app, db, held).await?;
    if !is_ours || !store::add(db, &id, whose, person, app.clock.now()).await? {
        return Ok(false);
    }
    kept::keep(app, db, (&id, person), &held.tokens).await?;
    if let Some(professional) = &held.professional {
        proof::leave(app, db, professional, person).await?;
    }
    Ok(true)
}

/// The same for somebody who has an account: they are told by letter.
pub(super) async fn add_to_account(
    app: &App,
    origin: &Origin,
    who: &SignedIn,
    held: &Held,
) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    if !add(app, &mut tx, held, &who.person.id).await? {
        return Ok(false);
    }
    let name = app.providers.named(&held.provider).map_or(held.provider.as_str(), Provider::name);
    let what = format!(
        "Votre compte {name} vient d’être relié à votre compte Doctonext\u{202f}: il permet maintenant de vous connecter."
    );
    second_factor::tell(app, &mut tx, origin, &who.person.id, ("account.identity_linked", &what)).await?;
    tx.commit().await?;
    Ok(true)
}

/// The identities of a person, and whether one of them may be taken away.
pub(super) async fn ways_of(app: &App, person: &str) -> Result<(Vec<Way>, bool), Failure> {
    let links = store::links_of(&app.db, person).await?;
    let mut db = app.db.acquire().await?;
    let elsewhere = has_another_way(&mut db, person).await?;
    let ways: Vec<Way> = links.into_iter().map(|it| way(app, it)).collect();
    let working = ways.iter().filter(|it| it.works).count();
    Ok((ways, elsewhere || working > 1))
}

fn way(app: &App, link: store::Link) -> Way {
    let provider = app.providers.named(&link.provider_id);
    Way {
        id: link.id,
        name: provider.map_or(link.provider_id.clone(), |it| it.name().to_owned()),
        works: provider.is_some(),
        provider: link.provider_id,
        since: link.created_at,
    }
}

/// Whether a person can come in without any provider.
async fn has_another_way(db: &mut PgConnection, person: &str) -> Result<bool, Failure> {
    Ok(rows::password_of(&mut *db, person).await?.is_some() || second_factor::has_passkey(db, person).await?)
}

/// Whether a person can come in, in any way.
pub(in crate::accounts) async fn can_come_in(
    app: &App,
    db: &mut PgConnection,
    person: &str,
) -> Result<bool, Failure> {
    let links = store::links_of(&mut *db, person).await?;
    let has_link = links.iter().any(|it| app.providers.named(&it.provider_id).is_some());
    Ok(has_link || has_another_way(db, person).await?)
}

/// Takes a link away, unless it is the last way in; the person is told by letter.
pub(super) async fn remove(app: &App, origin: &Origin, who: &SignedIn, id: &str) -> Result<Removal, Failure> {
    let person = who.person.id.as_str();
    let mut tx = app.db.begin().await?;
    store::lock_person(&mut tx, person).await?;
    let links = store::links_of(&mut *tx, person).await?;
    let Some(link) = links.iter().find(|it| it.id == id) else { return Ok(Removal::Missing) };
    let works = |it: &&store::Link| app.providers.named(&it.provider_id).is_some();
    let others = links.iter().filter(|it| it.id != id).filter(works).count();
    if works(&link) && others == 0 && !has_another_way(&mut tx, person).await? {
        return Ok(Removal::Last);
    }
    store::remove(&mut tx, id, person).await?;
    let name = app.providers.named(&link.provider_id).map_or(link.provider_id.as_str(), Provider::name);
    let what = format!(
        "Votre compte {name} n’est plus relié à votre compte Doctonext\u{202f}: il ne permet plus de vous connecter."
    );
    second_factor::tell(app, &mut tx, origin, person, ("account.identity_unlinked", &what)).await?;
    tx.commit().await?;
    Ok(Removal::Done)
}
