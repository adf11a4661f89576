//! Somebody as they are introduced to whoever they ask something of: more than a stranger learns, less than a profile.

use sqlx::PgExecutor;

use super::store::{self, IntroductionRow};
use crate::{
    app::App,
    trades::{AuthorKind, Badge, Profession, Specialty},
};

/// A person, introduced. No `Debug`: a name and an address.
#[derive(Clone)]
pub struct Introduction {
    /// `users.id`.
    pub id: String,
    /// « Claire Moreau ».
    pub name: String,
    /// For letters of the house; never shown.
    pub email: String,
    /// « Médecine générale », or the kind of a structure.
    pub trade: String,
    /// Department of exercise: « Creuse (23) »; empty when they did not say.
    pub place: String,
    /// How far we vouch for them.
    pub badge: Option<Badge>,
    /// 0 to 3.
    pub trust_level: i16,
    /// Whether the account will be erased, or was.
    pub is_leaving: bool,
}

impl Introduction {
    /// What a letter calls them: the first name of somebody, the whole name of a structure.
    #[must_use]
    pub fn called(&self) -> &str {
        self.name.split_whitespace().next().filter(|_| self.badge.is_some()).unwrap_or(&self.name)
    }

    fn of(app: &App, row: IntroductionRow) -> Self {
        let kind = AuthorKind::from_code(&row.account_kind);
        let profession = row.profession.as_deref().and_then(Profession::from_code);
        let specialty = profession
            .zip(row.specialty.as_deref())
            .and_then(|(profession, code)| Specialty::from_code(profession.code, code));
        let trade = specialty.map(|it| it.label).or(profession.map(|it| it.label));
        let is_somebody = matches!(kind, Some(AuthorKind::Practitioner | AuthorKind::Student));
        Self {
            trade: trade.filter(|_| is_somebody).or(kind.map(|it| it.label())).unwrap_or_default().to_owned(),
            place: row
                .department
                .as_deref()
                .and_then(|code| app.gazetteer.department_by_code(code))
                .map(|it| it.label())
                .unwrap_or_default(),
            badge: Badge::of(row.trust_level, row.is_verified_professional, row.verified_at),
            trust_level: row.trust_level,
            is_leaving: row.is_leaving,
            id: row.id,
            name: row.name,
            email: row.email,
        }
    }
}

/// These people, in no order; those who were erased are left out.
pub async fn introduce(
    app: &App,
    db: impl PgExecutor<'_>,
    people: &[String],
) -> sqlx::Result<Vec<Introduction>> {
    Ok(store::introductions(db, people).await?.into_iter().map(|it| Introduction::of(app, it)).collect())
}
