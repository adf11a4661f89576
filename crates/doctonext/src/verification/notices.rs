//! What the bell tells of a verification.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::lifecycle;
use crate::{
    notifications::{self, Kind, Notice},
    trades::VerificationStatus as State,
};

/// Tells a person that the state of their verification is another, when that concerns them.
pub(super) async fn tell(
    db: &mut PgConnection,
    person: &str,
    (from, to): (State, State),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (kind, title) = match to {
        _ if lifecycle::is_verified(to) && !lifecycle::is_verified(from) => {
            (Kind::VerificationMatched, "Votre inscription est vérifiée")
        }
        State::Mismatch | State::NotFound if from != to => {
            (Kind::VerificationFailed, "Nous n’avons pas pu confirmer votre numéro")
        }
        State::Suspended if from != to => {
            (Kind::VerificationSuspended, "Votre vérification est suspendue\u{202f}: une action est requise")
        }
        _ => return Ok(()),
    };
    let notice = Notice {
        person,
        kind,
        subject: Some("verification"),
        title: title.to_owned(),
        message: None,
        link: Some("/espace/verification".to_owned()),
    };
    notifications::tell(db, &notice, now).await
}
