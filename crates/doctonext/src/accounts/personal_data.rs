//! What accounts hold about a person: told to them, and erased.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{second_factor, store};
use crate::personal_data::{Holding, Told};

/// The file of the export that tells of it.
pub const FILE: &str = "compte.json";

/// Every column of ours that names a person.
pub const HOLDINGS: &[Holding] = &[
    Holding::gone("sessions.user_id", Told::At(FILE, "/appareils_connectes")),
    Holding::gone(
        "sessions.acting_staff_id",
        Told::Not("a look of the team is told to the person looked at, by letter"),
    ),
    Holding::gone("accounts.user_id", Told::At(FILE, "/moyens_de_connexion")),
    Holding::gone("known_devices.user_id", Told::At(FILE, "/navigateurs_connus")),
    Holding::gone("totp_secrets.user_id", Told::At(FILE, "/double_authentification/application_depuis")),
    Holding::gone("recovery_codes.user_id", Told::At(FILE, "/double_authentification/codes_de_recuperation")),
    Holding::gone("passkeys.user_id", Told::At(FILE, "/cles_d_acces")),
];

/// The account as its owner may read it: no hash, no token, no secret.
pub async fn export(db: &mut PgConnection, person: &str) -> sqlx::Result<Value> {
    store::export(db, person).await
}

/// Takes every way in away and makes the row say nothing of its owner; their address is free again.
pub async fn erase(db: &mut PgConnection, person: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    second_factor::forget_all(db, person).await?;
    store::forget_ways_in(db, person).await?;
    store::pseudonymise(db, person, now).await
}
