//! What is held about a person in tables whose room is not built yet, and in our own. Each line moves to its room when
//! that opens.

use serde_json::{Value, json};
use sqlx::PgConnection;

use super::store;
use crate::{
    personal_data::{Holding, Told},
    sealing::{Place, SealingError, Vault},
};

/// The file of the export that tells of it.
pub(super) const FILE: &str = "activite.json";

const OF_BOTH: &str = "an exchange belongs to two people: neither takes it away from the other";
const LEGAL_PAPER: &str =
    "a contract is the legal document of both parties, kept for its term and five years";

/// Every such column that names a person.
pub(super) const HOLDINGS: &[Holding] = &[
    Holding::gone("favorites.user_id", Told::At(FILE, "/favoris")),
    Holding::gone("saved_searches.user_id", Told::At(FILE, "/recherches")),
    Holding::gone("alert_notifications.user_id", Told::At(FILE, "/alertes")),
    Holding::gone("listing_analytics.user_id", Told::At(FILE, "/visites")),
    Holding::gone("data_exports.user_id", Told::At(FILE, "/copies_demandees")),
    Holding::kept("conversations.participant_1_id", Told::At(FILE, "/conversations"), OF_BOTH),
    Holding::kept("conversations.participant_2_id", Told::At(FILE, "/conversations"), OF_BOTH),
    Holding::kept("messages.sender_id", Told::At(FILE, "/messages"), OF_BOTH),
    Holding::kept("messages.recipient_id", Told::At(FILE, "/messages"), OF_BOTH),
    Holding::kept("contracts.sender_id", Told::At(FILE, "/contrats"), LEGAL_PAPER),
    Holding::kept("contracts.recipient_id", Told::At(FILE, "/contrats"), LEGAL_PAPER),
    Holding::kept(
        "subscriptions.reference_id",
        Told::At(FILE, "/abonnements"),
        "accounting keeps what was paid for ten years",
    ),
    Holding::kept(
        "blog_articles.author_id",
        Told::At(FILE, "/articles"),
        "an article outlives its author's account, under the name of nobody",
    ),
    Holding::kept(
        "account_closures.user_id",
        Told::At(FILE, "/suppressions_demandees"),
        "says that the account was closed and when; a rule of retention removes it a year later",
    ),
];

/// Everything of these tables about a person, messages opened.
pub(super) async fn export(
    db: &mut PgConnection,
    vault: &Vault,
    person: &str,
) -> Result<Value, SealingError> {
    let mut told = store::export_elsewhere(db, person).await?;
    let mut messages = Vec::new();
    for it in store::messages_of(db, person).await? {
        let place = Place { table: "messages", column: "content", row: &it.id };
        let content = match vault.open_text(db, place, &it.content).await {
            Ok(content) => Some(content),
            // Sealed by somebody who left, or by another program: nobody can read it here.
            Err(SealingError::Destroyed | SealingError::Altered) => None,
            Err(other) => return Err(other),
        };
        messages.push(json!({
            "conversation": it.conversation_id, "ecrit_par_vous": it.is_own, "ecrit_le": it.created_at,
            "texte": content,
        }));
    }
    told["messages"] = json!(messages);
    Ok(told)
}

/// Erases what is the person's alone; gives the keys of their files.
pub(super) async fn erase(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<String>> {
    store::erase_elsewhere(db, person).await
}
