//! What the page « Connexion et sécurité » says of other accounts.

use platform::{clock::today_in_paris, french};

use super::links;
use crate::{app::App, failure::Failure, shell::Link};

/// An identity that opens the account, for the template `accounts/other_accounts_panel.html`.
pub(in crate::accounts) struct Row {
    pub(in crate::accounts) id: String,
    pub(in crate::accounts) name: String,
    /// « le 2 mars 2026 ».
    pub(in crate::accounts) since: String,
    /// Whether the provider can still be used.
    pub(in crate::accounts) works: bool,
    /// Whether it may be taken away.
    pub(in crate::accounts) may_go: bool,
}

/// The whole panel; nothing is shown when it is empty.
#[derive(Default)]
pub(in crate::accounts) struct Panel {
    pub(in crate::accounts) rows: Vec<Row>,
    /// Providers without a link yet.
    pub(in crate::accounts) others: Vec<Link>,
}

impl Panel {
    /// Looks at the identities of a person.
    pub(in crate::accounts) async fn of(app: &App, person: &str) -> Result<Self, Failure> {
        let (ways, may_go) = links::ways_of(app, person).await?;
        let is_linked = |id: &str| ways.iter().any(|it| it.provider == id);
        let others = app.providers.all().iter().filter(|it| !is_linked(&it.id));
        let others =
            others.map(|it| Link::new(it.name(), format!("/espace/securite/comptes/{}", it.id))).collect();
        let rows = ways.into_iter().map(|it| Row {
            id: it.id,
            since: french::date(today_in_paris(it.since)),
            may_go: may_go || !it.works,
            name: it.name,
            works: it.works,
        });
        Ok(Self { rows: rows.collect(), others })
    }

    pub(in crate::accounts) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.others.is_empty()
    }
}
