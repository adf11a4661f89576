//! From whom a confidential listing is hidden, from what its owner typed. Pure.

use super::Context;
use crate::{
    accounts::read_email,
    listings::confidential::HiddenFrom,
    publishing::{answers::Answers, errors::Errors},
    trades::Visibility,
};

/// Most colleagues, and most communes: more is no list of colleagues.
const MOST: usize = 50;

/// The colleagues named; nobody unless the listing is confidential. What cannot be read is noted.
pub(super) fn read(answers: &Answers, context: &Context<'_>, errors: &mut Errors) -> HiddenFrom {
    if answers.text("visibilite") != Visibility::Area.code() {
        return HiddenFrom::default();
    }
    let mut from = HiddenFrom { associates: answers.is_ticked("masquer_associes"), ..HiddenFrom::default() };
    if from.associates && !context.knows_sites {
        errors.note(
            "masquer_associes",
            "Nous ne savons pas avec qui vous exercez\u{202f}: faites d’abord vérifier votre numéro, ou indiquez vos associés ci-dessus.",
        );
    }
    colleagues(answers.text("masquer_a"), &mut from, errors);
    communes(answers.text("masquer_communes"), context, &mut from, errors);
    from
}

fn parts(text: &str) -> Vec<&str> {
    text.split([',', ';', '\n']).map(str::trim).filter(|it| !it.is_empty()).collect()
}

fn colleagues(text: &str, from: &mut HiddenFrom, errors: &mut Errors) {
    let typed = parts(text);
    for part in &typed {
        let number: String = part.chars().filter(|it| it.is_ascii_alphanumeric()).collect();
        // The national number begins with the digit of its register: 8 and an RPPS number, 0 and an ADELI number.
        let number = match number.len() {
            12 => number.strip_prefix('8').unwrap_or(&number),
            10 => number.strip_prefix('0').unwrap_or(&number),
            _ => &number,
        };
        let is_number =
            matches!(number.len(), 9 | 11) && number.bytes().filter(u8::is_ascii_digit).count() >= 8;
        if part.contains('@') {
            match read_email(part) {
                Ok(email) => from.emails.push(email),
                Err(_) => {
                    errors.note("masquer_a", format!("«\u{a0}{part}\u{a0}» n’est pas une adresse e-mail."));
                }
            }
        } else if is_number {
            from.numbers.push(number.to_uppercase());
        } else {
            errors.note(
                "masquer_a",
                format!("«\u{a0}{part}\u{a0}» n’est ni une adresse e-mail, ni un numéro RPPS (11\u{a0}chiffres) ou ADELI (9)."),
            );
        }
    }
    if typed.len() > MOST {
        errors.note("masquer_a", "50\u{a0}confrères au plus.");
    }
}

fn communes(text: &str, context: &Context<'_>, from: &mut HiddenFrom, errors: &mut Errors) {
    let typed = parts(text);
    for part in &typed {
        match context
            .gazetteer
            .by_code(part)
            .filter(|_| part.len() != 5 || !part.bytes().all(|it| it.is_ascii_digit()))
        {
            Some(commune) => from.communes.push(commune.code.clone()),
            None => match context.gazetteer.resolve_place(part) {
                Some(commune) => from.communes.push(commune.code.clone()),
                None => errors.note(
                    "masquer_communes",
                    format!("Nous ne trouvons pas «\u{a0}{part}\u{a0}». Essayez avec son code postal."),
                ),
            },
        }
    }
    if typed.len() > MOST {
        errors.note("masquer_communes", "50\u{a0}communes au plus.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TODAY, gazetteer};

    fn read_from(pairs: &[(&str, &str)], knows_sites: bool) -> (HiddenFrom, Errors) {
        let mut answers = Answers::default();
        answers.set("visibilite", "area");
        for (field, value) in pairs {
            answers.set(field, *value);
        }
        let context =
            Context { gazetteer: gazetteer(), today: TODAY, published: &[], knows_sites, area: None };
        let mut errors = Errors::default();
        (read(&answers, &context, &mut errors), errors)
    }

    #[test]
    fn colleagues_are_named_by_address_or_number() {
        let typed = [
            ("masquer_a", "Paul@Example.org\n8 10003 456789, 231234567"),
            ("masquer_communes", "Aubusson, 23000"),
        ];
        let (from, errors) = read_from(&typed, false);

        assert!(errors.is_empty());
        assert_eq!(from.emails, ["paul@example.org"]);
        assert_eq!(from.numbers, ["10003456789", "231234567"]);
        assert_eq!(from.communes.first().map(String::as_str), Some("23008"));
        assert_eq!(from.communes.len(), 2);
    }

    #[test]
    fn what_names_nobody_is_said_beside_its_field() {
        let typed = [
            ("masquer_a", "le docteur Paul"),
            ("masquer_communes", "Xyzzy-sur-Rien"),
            ("masquer_associes", "1"),
        ];
        let (_, errors) = read_from(&typed, false);

        assert!(errors.of("masquer_a").contains("le docteur Paul"));
        assert!(errors.of("masquer_communes").contains("Xyzzy"));
        assert!(errors.of("masquer_associes").contains("vérifier votre numéro"));
        assert!(read_from(&[("masquer_associes", "1")], true).1.is_empty());
    }
}
