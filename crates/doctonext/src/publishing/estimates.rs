//! What the figures come to, told beside them. Pure; the same sums as the listing's page.

use platform::french;

use super::{answers::Answers, typed};
use crate::trades::ListingType;

/// A sentence or two about the figures typed so far.
pub(super) fn of(listing_type: ListingType, answers: &Answers) -> Vec<String> {
    match listing_type {
        ListingType::Replacement => pay(answers).into_iter().collect(),
        ListingType::Transfer => ratio(answers),
        ListingType::Collaboration | ListingType::Availability => Vec::new(),
    }
}

/// Acts × fee × share, a fifth more or less; never below the guaranteed minimum.
fn pay(answers: &Answers) -> Option<String> {
    let minimum = typed::number(answers.text("minimum_garanti")).unwrap_or(0.0);
    if let Some(fixed) = typed::number(answers.text("forfait")) {
        return Some(format!("Le remplaçant touche {} par jour.", euros(fixed)));
    }
    let share = typed::number(answers.text("retrocession"))?;
    let acts = typed::number(answers.text("actes_jour"))?;
    let fee = typed::number(answers.text("honoraires_acte"))?;
    let day = acts * fee * share / 100.0;
    Some(if minimum > day {
        format!(
            "Le minimum garanti ({}) dépasse l’estimation\u{202f}: c’est lui qui est affiché.",
            euros(minimum)
        )
    } else {
        format!(
            "Estimation affichée\u{202f}: environ {} par jour, de {} à {} (± 20\u{202f}%).",
            euros(day),
            euros(day * 0.8),
            euros(day * 1.2)
        )
    })
}

/// Price over turnover. Beyond twice the turnover a slip is likelier than a price. References: dentists, mean 2021–2022
/// 47 %, 60 % of transfers between 27 and 65 %.
fn ratio(answers: &Answers) -> Vec<String> {
    let price = typed::number(answers.text("prix"));
    let turnover = typed::number(answers.text("chiffre_affaires")).filter(|it| *it > 0.0);
    let Some((price, turnover)) = price.zip(turnover).filter(|(price, _)| *price > 0.0) else {
        return Vec::new();
    };
    let share = price * 100.0 / turnover;
    let mut said =
        vec![format!("Le prix représente {} du chiffre d’affaires.", french::percent(share.round()))];
    if share > 200.0 {
        said.push(
            "C’est plus de deux fois le chiffre d’affaires\u{202f}: vérifiez les deux montants.".to_owned(),
        );
    } else if answers.text("metier").starts_with("dentist") {
        said.push("À titre de repère, les cabinets dentaires se sont cédés à 47\u{202f}% en moyenne en 2021–2022 (60\u{202f}% des cessions entre 27\u{202f}% et 65\u{202f}%).".to_owned());
    }
    said
}

fn euros(amount: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    french::euros((amount.clamp(0.0, 1e9) / 10.0).round() as i64 * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(listing_type: ListingType, pairs: &[(&str, &str)]) -> String {
        let mut answers = Answers::default();
        for (field, value) in pairs {
            answers.set(field, *value);
        }
        of(listing_type, &answers).join(" ").replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn pay_is_told_with_its_margin() {
        let day = [("retrocession", "75 %"), ("actes_jour", "24"), ("honoraires_acte", "30")];
        assert!(said(ListingType::Replacement, &day).contains("environ 540 € par jour, de 430 € à 650 €"));
        let poor = [
            ("retrocession", "75"),
            ("actes_jour", "5"),
            ("honoraires_acte", "30"),
            ("minimum_garanti", "400"),
        ];
        assert!(said(ListingType::Replacement, &poor).contains("minimum garanti (400 €)"));
        assert_eq!(said(ListingType::Replacement, &[("retrocession", "75")]), "");
    }

    #[test]
    fn a_price_is_told_as_a_share_of_the_turnover() {
        assert!(
            said(ListingType::Transfer, &[("prix", "80 000"), ("chiffre_affaires", "160 000")])
                .contains("50 %")
        );
        assert!(
            said(ListingType::Transfer, &[("prix", "800000"), ("chiffre_affaires", "160000")])
                .contains("vérifiez")
        );
        assert_eq!(said(ListingType::Transfer, &[("prix", "0"), ("chiffre_affaires", "160000")]), "");
    }
}
