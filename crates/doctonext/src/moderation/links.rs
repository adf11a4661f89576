//! Links of letters: to the page of a notice for whoever made it, and of a decision for whom it strikes. Signed, and dead a
//! year after.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Days, Utc};
use subtle::ConstantTimeEq;

use super::words::Party;
use crate::{app::App, sealing::Vault};

/// How long after a decision, or after a notice without one, its page opens by link.
const LASTS: Days = Days::new(365);

/// The path of a notice or of a decision, for a party.
pub(super) fn path(app: &App, party: Party, id: &str) -> String {
    let page = match party {
        Party::Author => "decisions",
        Party::Notifier => "signalements",
    };
    format!("/{page}/{id}.{}", URL_SAFE_NO_PAD.encode(mark(&app.vault, party, id)))
}

/// The whole address of the same.
pub(super) fn address(app: &App, party: Party, id: &str) -> String {
    format!("{}{}", app.settings.public_url, path(app, party, id))
}

/// The identifier that a link opens; none when it is not one of ours.
pub(super) fn read<'a>(app: &App, party: Party, token: &'a str) -> Option<&'a str> {
    let (id, given) = token.rsplit_once('.')?;
    let given = URL_SAFE_NO_PAD.decode(given).ok()?;
    let is_ours: bool = mark(&app.vault, party, id).ct_eq(&given[..]).into();
    (is_ours && !id.contains('\0')).then_some(id)
}

/// Whether a link still opens what happened last at that moment.
pub(super) fn lasts(last: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    last.checked_add_days(LASTS).is_some_and(|end| now < end)
}

fn mark(vault: &Vault, party: Party, id: &str) -> [u8; 24] {
    let purpose = match party {
        Party::Author => "moderation-decision",
        Party::Notifier => "moderation-notice",
    };
    let whole = vault.mac(purpose, id.as_bytes());
    std::array::from_fn(|at| whole[at])
}

/// What people quote: the end of an identifier in capitals.
pub(super) fn reference(letter: char, id: &str) -> String {
    let end: Vec<char> = id.chars().rev().take(8).collect();
    format!("{letter}-{}", end.into_iter().rev().collect::<String>().to_uppercase())
}
