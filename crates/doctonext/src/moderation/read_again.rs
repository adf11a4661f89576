//! What is added to a listing that is online: photographs and their words, which nobody read before visitors did.
//!
//! Nothing is taken away here. What the rules find, what is somebody else's, and what an author adds whom nobody verified, waits
//! for the team as a notice of the house.

use platform::ids::{Ids, SystemIds};

use super::{
    store::{self, NewNotice},
    words::{Reason, SubjectKind},
};
use crate::{
    app::App,
    failure::Failure,
    listings,
    media::{self, Unread},
    screening::{self, Engine},
};

/// Photographs read in one run.
const BATCH: i64 = 200;

/// Reads what was added since the last run.
pub(super) async fn run(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let added = media::unread(&mut tx, BATCH).await?;
    if added.is_empty() {
        return Ok(());
    }
    let version = screening::active(&mut *tx).await?;
    let engine = Engine::of(version.as_ref().map_or(&[][..], |it| &it.rules.0));
    for it in &added {
        let Some((reason, why)) = found(it, &engine) else { continue };
        let notice = NewNotice {
            id: &SystemIds.fresh(),
            source: "rule",
            subject: (SubjectKind::Photo.code(), &it.id),
            owner: Some(&it.owner),
            address: &format!("{}/annonces/{}", app.settings.public_url, it.listing),
            reason: reason.code(),
            explanation: &why,
            notifier: None,
            notifier_id: None,
            follows: None,
        };
        store::add_notice(&mut tx, &notice, now).await?;
    }
    let ids: Vec<String> = added.into_iter().map(|it| it.id).collect();
    media::mark_read(&mut tx, &ids, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Why the team looks at a photograph; none when nobody has to.
fn found(it: &Unread, engine: &Engine) -> Option<(Reason, String)> {
    let caption = it.caption.as_deref().unwrap_or_default();
    if let Some(hit) = engine.read("", caption).into_iter().next() {
        let why = format!("Légende\u{202f}: « {} » ({}). {caption}", hit.words, hit.rule);
        return Some((Reason::Other, why));
    }
    if !it.is_later {
        return None;
    }
    if it.is_copy {
        return Some((Reason::Copyright, "La même photo est dans l’annonce d’un autre auteur.".to_owned()));
    }
    let why = "Photo ajoutée à une annonce en ligne par un auteur qui n’est pas vérifié.";
    (it.trust_level < listings::TRUSTED).then(|| (Reason::Other, why.to_owned()))
}
