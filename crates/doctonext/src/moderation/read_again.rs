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

/// Why the team looks at a photograph.
struct Finding {
    /// `rule` or `review`, as `moderation_notices.source`.
    source: &'static str,
    reason: Reason,
    words: String,
}

/// Reads what was added since the last run.
pub(super) async fn run(app: &App) -> Result<(), Failure> {
    let added = media::unread(&app.db, BATCH).await?;
    if added.is_empty() {
        return Ok(());
    }
    let version = screening::active(&app.db).await?;
    let engine = Engine::of(version.as_ref().map_or(&[][..], |it| &it.rules.0));
    let mut trouble = None;
    for id in &added {
        // One that cannot be read holds no other up.
        if let Err(failure) = read(app, id, &engine).await {
            tracing::error!(photo = id, "what was added could not be read");
            trouble = Some(failure);
        }
    }
    trouble.map_or(Ok(()), Err)
}

/// One photograph in a transaction of its own: its owner is held no longer than that.
async fn read(app: &App, id: &str, engine: &Engine) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let Some(it) = media::hold_unread(&mut tx, id).await? else { return Ok(()) };
    if let Some(found) = found(&it, engine) {
        let notice = NewNotice {
            id: &SystemIds.fresh(),
            source: found.source,
            subject: (SubjectKind::Photo.code(), &it.id),
            owner: Some(&it.owner),
            address: &format!("{}/annonces/{}", app.settings.public_url, it.listing),
            reason: found.reason.code(),
            explanation: &found.words,
            notifier: None,
            notifier_id: None,
            follows: None,
        };
        if !store::add_to_what_waits(&mut tx, notice.subject, notice.explanation).await? {
            store::add_notice(&mut tx, &notice, now).await?;
        }
    }
    media::mark_read(&mut tx, &it.id, now).await?;
    tx.commit().await?;
    Ok(())
}

fn found(it: &Unread, engine: &Engine) -> Option<Finding> {
    let caption = it.caption.as_deref().unwrap_or_default();
    let hit = if it.is_unread { engine.read("", caption).into_iter().next() } else { None };
    if let Some(hit) = hit {
        let words = format!(
            "Légende\u{202f}: «\u{a0}{caption}\u{a0}». Trouvé\u{202f}: «\u{a0}{}\u{a0}» ({}).",
            hit.words, hit.rule
        );
        return Some(Finding { source: "rule", reason: Reason::Other, words });
    }
    if it.is_unseen && it.is_copy {
        let words = "La même photo est dans l’annonce d’un autre auteur.".to_owned();
        return Some(Finding { source: "rule", reason: Reason::Copyright, words });
    }
    if it.trust_level >= listings::TRUSTED {
        return None;
    }
    let words = if it.is_unseen {
        "Photo ajoutée à une annonce en ligne par un auteur qui n’est pas vérifié.".to_owned()
    } else if caption.is_empty() {
        return None;
    } else {
        format!("Légende changée par un auteur qui n’est pas vérifié\u{202f}: «\u{a0}{caption}\u{a0}».")
    };
    Some(Finding { source: "review", reason: Reason::Other, words })
}
