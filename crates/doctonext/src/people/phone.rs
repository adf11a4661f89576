//! Telephones: read as people write them, kept sealed, shown only to whom their owner agreed.

use sqlx::PgConnection;

use super::store;
use crate::{
    accounts::SignedIn,
    app::App,
    failure::Failure,
    sealing::{Place, Scope},
};

/// The sentence that people agree to; a new wording is a new version.
pub(super) const CONSENT_VERSION: &str = "2026-11";

/// Overseas numbers keep their own country code: what follows the 0 tells which (plan de numérotage, Arcep).
const OVERSEAS: [(&str, &str); 8] = [
    ("0262", "262"),
    ("0263", "262"),
    ("0269", "262"),
    ("0692", "262"),
    ("0590", "590"),
    ("0690", "590"),
    ("0594", "594"),
    ("0596", "596"),
];
const MOBILE_OVERSEAS: [(&str, &str); 5] =
    [("0693", "262"), ("0639", "262"), ("0691", "590"), ("0694", "594"), ("0696", "596")];

/// To whom a telephone is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShownTo {
    Nobody,
    Contacts,
    Members,
}

impl ShownTo {
    pub(super) const ALL: [Self; 3] = [Self::Contacts, Self::Members, Self::Nobody];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Contacts => "contacts",
            Self::Members => "members",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Nobody => "Personne pour l’instant",
            Self::Contacts => "Les personnes avec qui je suis en conversation",
            Self::Members => "Tous les membres connectés",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Reads a number as people write it and gives it in E.164: `06 12 34 56 78`, `+33 (0)6…`, `0033…`, `0692…` (Réunion), or
/// a foreign number with its `+`.
pub(super) fn read(typed: &str) -> Option<String> {
    let bare: String =
        typed.replace("(0)", "").chars().filter(|it| it.is_ascii_digit() || *it == '+').collect();
    let strange =
        typed.chars().any(|it| !it.is_ascii_digit() && !it.is_whitespace() && !"+().-/".contains(it));
    if strange {
        return None;
    }
    let international = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"));
    let number = if let Some(number) = international {
        number.to_owned()
    } else {
        let national = bare.strip_prefix('0').filter(|it| it.len() == 9)?;
        let overseas = OVERSEAS.iter().chain(&MOBILE_OVERSEAS).find(|(start, _)| bare.starts_with(start));
        format!("{}{national}", overseas.map_or("33", |(_, code)| code))
    };
    let digits = number.bytes().all(|it| it.is_ascii_digit());
    let french = number.strip_prefix("33").is_none_or(|it| it.len() == 9 && !it.starts_with('0'));
    (digits && french && (8..=15).contains(&number.len()) && !number.starts_with('0'))
        .then(|| format!("+{number}"))
}

/// A number as French readers part it: « 06 12 34 56 78 »; others as they are.
pub(super) fn written(number: &str) -> String {
    let Some(national) = number.strip_prefix("+33").filter(|it| it.len() == 9) else {
        return number.to_owned();
    };
    let digits = format!("0{national}");
    let pairs: Vec<&str> = (0..10).step_by(2).filter_map(|at| digits.get(at..at + 2)).collect();
    pairs.join("\u{a0}")
}

pub(super) fn place(person: &str) -> Place<'_> {
    Place { table: "users", column: "phone", row: person }
}

/// The telephone of `owner` for a reader: only when its owner agreed that such a reader sees it. The one way to read a
/// telephone.
pub async fn phone_for(app: &App, owner: &str, reader: Option<&SignedIn>) -> Result<Option<String>, Failure> {
    let mut db = app.db.acquire().await?;
    let Some(kept) = store::phone(&mut db, owner).await? else { return Ok(None) };
    let Some(sealed) = kept.phone else { return Ok(None) };
    let is_member = reader.is_some_and(|it| it.person.email_verified && !it.is_read_only());
    let allowed = match ShownTo::from_code(&kept.phone_shown_to) {
        // A member of the team who looks as the owner is not the owner.
        _ if reader.is_some_and(|it| it.person.id == owner && !it.is_read_only()) => true,
        Some(ShownTo::Members) => is_member,
        Some(ShownTo::Contacts) => match reader.filter(|_| is_member) {
            Some(reader) => store::are_in_conversation(&mut db, owner, &reader.person.id).await?,
            None => false,
        },
        _ => false,
    };
    if !allowed {
        return Ok(None);
    }
    Ok(Some(app.vault.open_text(&mut db, place(owner), &sealed).await?))
}

/// Keeps a number with the consent that goes with it.
pub(super) async fn keep(
    app: &App,
    db: &mut PgConnection,
    person: &str,
    number: &str,
    shown_to: ShownTo,
) -> Result<(), Failure> {
    let now = app.clock.now();
    let sealed = app.vault.seal(db, Scope::Person(person), place(person), number.as_bytes()).await?;
    store::close_consents(db, person, now).await?;
    store::set_phone(db, person, Some(&sealed), shown_to.code(), now).await?;
    if shown_to != ShownTo::Nobody {
        store::add_consent(db, person, CONSENT_VERSION, shown_to.code(), now).await?;
    }
    Ok(())
}

/// Takes the consent back and erases the number.
pub(super) async fn withdraw(app: &App, db: &mut PgConnection, person: &str) -> Result<(), Failure> {
    let now = app.clock.now();
    store::close_consents(db, person, now).await?;
    store::set_phone(db, person, None, ShownTo::Nobody.code(), now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{read, written};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for typed in
            ["06 12 34 56 78", "06.12.34.56.78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678"]
        {
            assert_eq!(read(typed).as_deref(), Some("+33612345678"), "{typed}");
        }
        assert_eq!(read("0692 12 34 56").as_deref(), Some("+262692123456"), "La Réunion");
        assert_eq!(read("0596 12 34 56").as_deref(), Some("+596596123456"), "Martinique");
        assert_eq!(read("+32 470 12 34 56").as_deref(), Some("+32470123456"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "12",
            "06 12 34 56 7",
            "06 12 34 56 78 9",
            "appelez-moi",
            "+0612345678",
            "06 12 34 56 78 poste 3",
        ] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_french_number_is_written_in_pairs() {
        assert_eq!(written("+33612345678"), "06\u{a0}12\u{a0}34\u{a0}56\u{a0}78");
        assert_eq!(written("+32470123456"), "+32470123456");
    }
}
