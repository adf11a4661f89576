//! A price as an administrator types it: read, or told what is wrong beside each field. Pure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use platform::french;
use serde::Deserialize;

use super::{Price, Product};

/// What was typed, kept as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) produit: String,
    pub(super) montant: String,
    pub(super) tva: String,
    pub(super) du: String,
    pub(super) motif: String,
}

/// Sentences by field.
pub(super) type Errors = BTreeMap<&'static str, String>;

/// A price that can wait for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposal {
    pub(super) product: Product,
    pub(super) price: Price,
    pub(super) reason: String,
}

impl Typed {
    /// The price, from tomorrow at the earliest: nobody is charged otherwise than they were told.
    pub(super) fn read(&self, today: NaiveDate) -> Result<Proposal, Errors> {
        let mut errors = Errors::new();
        let mut wrong = |field, why: String| {
            errors.insert(field, why);
        };
        let product = Product::from_code(&self.produit);
        if product.is_none() {
            wrong("produit", "Choisissez ce qui est payé.".to_owned());
        }
        let cents = hundredths(&self.montant).filter(|it| *it <= 1_000_000);
        if cents.is_none() {
            wrong("montant", "Indiquez un montant, comme 5 ou 9,90.".to_owned());
        }
        let vat_rate = hundredths(&self.tva).filter(|it| *it <= 10_000);
        if vat_rate.is_none() {
            wrong("tva", "Indiquez un taux, comme 20.".to_owned());
        }
        let from = self.du.trim().parse::<NaiveDate>().ok().filter(|it| *it > today);
        if from.is_none() {
            let why = format!("Choisissez un jour après le {}.", french::date(today));
            wrong("du", why);
        }
        let reason = self.motif.trim().to_owned();
        if !(5..=300).contains(&reason.chars().count()) {
            wrong("motif", "Dites pourquoi, en 5 à 300\u{a0}caractères.".to_owned());
        }
        match (product, cents, vat_rate, from) {
            (Some(product), Some(cents), Some(vat_rate), Some(from)) if errors.is_empty() => {
                Ok(Proposal { product, price: Price { cents, vat_rate, from }, reason })
            }
            _ => Err(errors),
        }
    }
}

/// « 9,90 € » is 990. At most two decimals, a comma or a point before them.
fn hundredths(typed: &str) -> Option<i32> {
    let kept: String = typed.chars().filter(|it| !it.is_whitespace() && !"€%".contains(*it)).collect();
    let (whole, rest) = kept.split_once([',', '.']).unwrap_or((&kept, ""));
    let digits = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let cents = format!("{rest:0<2}").parse::<i32>().ok()?;
    Some(whole.parse::<i32>().ok()? * 100 + cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |it: &str| hundredths(it);
        assert_eq!(read("9,90 €"), Some(990));
        assert_eq!(read("5"), Some(500));
        assert_eq!(read("1\u{202f}250.5"), Some(125_050));
        assert_eq!(read("20 %"), Some(2_000));
        for wrong in ["", "-3", "9,999", "dix", ",5", "1e3", "99999999"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_price_begins_tomorrow_at_the_earliest() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let typed = |du: &str| Typed {
            produit: "boost".to_owned(),
            montant: "12".to_owned(),
            tva: "20".to_owned(),
            du: du.to_owned(),
            motif: "Hausse des coûts".to_owned(),
        };
        assert!(typed("2026-11-30").read(today).is_ok());
        assert_eq!(typed("2026-11-29").read(today).unwrap_err().keys().collect::<Vec<_>>(), [&"du"]);
        assert_eq!(Typed::default().read(today).unwrap_err().len(), 5);
    }
}
