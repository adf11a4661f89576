//! The legal log: what the law has a host keep to identify who published (LCEN art. 6, décret 2021-1362), apart from
//! everything else.
//!
//! Owns `legal_log`. Lines are added in the transaction of their fact, sealed under the key of the house (a person's key
//! is destroyed with the account, these lines outlive it), and never changed but for the end of their keeping. Only the
//! operator reads them, by command; that is written in the log of sensitive acts.

mod store;
#[cfg(test)]
mod tests;

use std::net::IpAddr;

use chrono::{DateTime, Months, Utc};
use platform::ids::{Ids, SystemIds};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgPool};

use crate::{
    personal_data::Swept,
    sealing::{Place, Scope, SealingError, Vault},
};

/// What a line tells, which decides how long it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Civil identity: five years after the account is closed.
    Identity,
    /// What was declared with the account: one year after it is closed.
    Account,
    /// Where an act came from, and when: one year.
    Connection,
}

impl Kind {
    /// The word kept.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Account => "account",
            Self::Connection => "connection",
        }
    }

    /// How long it is kept (décret 2021-1362, art. 2, 3 and 5).
    #[must_use]
    pub const fn keeping(self) -> Months {
        match self {
            Self::Identity => Months::new(60),
            Self::Account | Self::Connection => Months::new(12),
        }
    }
}

/// Civil identity, as far as the person gave it.
#[derive(Clone, Copy)]
pub struct Identity<'a> {
    /// First and last name, or that of the structure.
    pub name: &'a str,
    /// E-mail address, in lower case.
    pub email: &'a str,
    /// E.164.
    pub phone: Option<&'a str>,
    /// Of a structure.
    pub siren: Option<&'a str>,
}

/// What was declared with an account.
#[derive(Clone, Copy)]
pub struct Account<'a> {
    /// Code of `AuthorKind`.
    pub kind: &'a str,
    /// Code of the profession.
    pub profession: Option<&'a str>,
    /// Version of the terms that were accepted.
    pub terms: Option<&'a str>,
}

/// A line, opened.
pub struct Line {
    /// When.
    pub at: DateTime<Utc>,
    /// `users.id`.
    pub person: String,
    /// Code of its kind.
    pub kind: String,
    /// What happened.
    pub fact: String,
    /// Until when it is kept; none while the account lives.
    pub kept_until: Option<DateTime<Utc>>,
    /// What it tells.
    pub content: Value,
}

/// Keeps who somebody is: at sign-up, when it changes, when the account is closed.
pub async fn note_identity(
    db: &mut PgConnection,
    vault: &Vault,
    (person, fact): (&str, &str),
    who: Identity<'_>,
    now: DateTime<Utc>,
) -> Result<(), SealingError> {
    let content = json!({ "name": who.name, "email": who.email, "phone": who.phone, "siren": who.siren });
    let mark = vault.blind_index("legal_log.email", who.email);
    add(db, vault, (person, Kind::Identity, fact), Some(mark), &content, now).await
}

/// Keeps what somebody declared with their account.
pub async fn note_account(
    db: &mut PgConnection,
    vault: &Vault,
    (person, fact): (&str, &str),
    what: Account<'_>,
    now: DateTime<Utc>,
) -> Result<(), SealingError> {
    let content = json!({ "kind": what.kind, "profession": what.profession, "terms": what.terms });
    add(db, vault, (person, Kind::Account, fact), None, &content, now).await
}

/// Keeps where an act came from: the whole address of the network.
pub async fn note_connection(
    db: &mut PgConnection,
    vault: &Vault,
    (person, fact): (&str, &str),
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<(), SealingError> {
    let content = json!({ "address": address.to_canonical().to_string() });
    add(db, vault, (person, Kind::Connection, fact), None, &content, now).await
}

async fn add(
    db: &mut PgConnection,
    vault: &Vault,
    (person, kind, fact): (&str, Kind, &str),
    mark: Option<Vec<u8>>,
    content: &Value,
    now: DateTime<Utc>,
) -> Result<(), SealingError> {
    let id = SystemIds.fresh();
    let sealed = vault.seal(db, Scope::House, place(&id), content.to_string().as_bytes()).await?;
    let until = if kind == Kind::Connection { now.checked_add_months(kind.keeping()) } else { None };
    let line = store::NewLine { id: &id, person, kind: kind.code(), fact, mark, content: &sealed, until };
    store::add(db, line, now).await?;
    Ok(())
}

/// Says until when the lines of a closed account are kept.
pub async fn close(db: &mut PgConnection, person: &str, now: DateTime<Utc>) -> sqlx::Result<()> {
    for kind in [Kind::Identity, Kind::Account] {
        if let Some(until) = now.checked_add_months(kind.keeping()) {
            store::close(db, person, kind.code(), until).await?;
        }
    }
    Ok(())
}

/// Removes lines of a kind whose keeping is over, so many at most.
pub async fn purge(db: &PgPool, kind: Kind, now: DateTime<Utc>, most: i64) -> sqlx::Result<Swept> {
    store::purge(db, kind.code(), now, most).await.map(Swept::of)
}

/// The lines of a person, by identifier or by any e-mail address that they had.
pub async fn read(db: &mut PgConnection, vault: &Vault, whom: &str) -> Result<Vec<Line>, SealingError> {
    let mark = vault.blind_index("legal_log.email", &whom.trim().to_lowercase());
    let mut lines = Vec::new();
    for row in store::of_anyone(db, whom.trim(), &mark).await? {
        let opened = vault.open_text(db, place(&row.id), &row.content).await?;
        lines.push(Line {
            at: row.at,
            person: row.person_id,
            kind: row.kind,
            fact: row.fact,
            kept_until: row.kept_until,
            content: serde_json::from_str(&opened).unwrap_or(Value::Null),
        });
    }
    Ok(lines)
}

/// The lines of a person, for them.
pub async fn export(db: &mut PgConnection, vault: &Vault, person: &str) -> Result<Value, SealingError> {
    let mut lines = Vec::new();
    for row in store::of_person(db, person).await? {
        let opened = vault.open_text(db, place(&row.id), &row.content).await?;
        lines.push(json!({
            "quand": row.at, "nature": row.kind, "fait": row.fact, "garde_jusqu_au": row.kept_until,
            "contenu": serde_json::from_str::<Value>(&opened).unwrap_or(Value::Null),
        }));
    }
    Ok(json!({ "lignes": lines }))
}

fn place(id: &str) -> Place<'_> {
    Place { table: "legal_log", column: "content", row: id }
}
