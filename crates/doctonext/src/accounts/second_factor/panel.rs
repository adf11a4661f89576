//! What the page « Connexion et sécurité » says of the second factor.

use super::store;
use crate::{app::App, failure::Failure};

/// What a person has set up, for the template `accounts/second_factor_panel.html`.
#[derive(Debug, Default)]
pub(in crate::accounts) struct Panel {
    /// Whether the application's codes are in force.
    pub(in crate::accounts) application: bool,
    /// How many passkeys.
    pub(in crate::accounts) passkeys: i64,
    /// How many recovery codes are unused.
    pub(in crate::accounts) codes_left: i64,
}

impl Panel {
    /// Looks at the factors of a person.
    pub(in crate::accounts) async fn of(app: &App, person: &str) -> Result<Self, Failure> {
        let factors = store::factors(&app.db, person).await?;
        Ok(Self {
            application: factors.application.is_some(),
            passkeys: factors.passkeys,
            codes_left: factors.codes_left,
        })
    }

    /// Whether a password alone is not enough.
    pub(in crate::accounts) fn is_on(&self) -> bool {
        self.application || self.passkeys > 0
    }
}
