//! What is paid for, and a price. Pure.

use chrono::NaiveDate;

use crate::trades::coded;

/// What is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Product {
    /// A listing put forward for seven days.
    Boost,
    /// A contract made and signed.
    Contract,
}

coded!(Product {
    Boost => "boost", "Mise en avant d’une annonce";
    Contract => "contract", "Contrat signé en ligne";
});

impl Product {
    /// What one pays for, and who.
    #[must_use]
    pub const fn told(self) -> &'static str {
        match self {
            Self::Boost => {
                "Pendant sept jours, l’annonce peut paraître dans l’une des trois places «\u{a0}Sponsorisé\u{a0}» d’une page \
                 de résultats. Son rang parmi les autres ne change pas."
            }
            Self::Contract => {
                "Un contrat de remplacement, de collaboration ou de cession, rédigé à partir de l’annonce et signé \
                 électroniquement. Payé par la personne remplacée, le cédant ou le titulaire."
            }
        }
    }
}

/// A price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// Cents of a euro, all taxes included.
    pub cents: i32,
    /// Rate of the VAT, hundredths of a percent.
    pub vat_rate: i32,
    /// First day, in Paris.
    pub from: NaiveDate,
}

impl Price {
    /// Cents before tax, rounded to the nearest; the tax is the rest, so that both always add up.
    #[must_use]
    pub fn before_tax(self) -> i32 {
        let (cents, rate) = (i64::from(self.cents), i64::from(self.vat_rate));
        let whole = 10_000 + rate;
        i32::try_from((cents * 10_000 + whole / 2) / whole).unwrap_or(self.cents)
    }

    /// Cents of the VAT.
    #[must_use]
    pub fn tax(self) -> i32 {
        self.cents - self.before_tax()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn price(cents: i32, vat_rate: i32) -> Price {
        Price { cents, vat_rate, from: NaiveDate::MIN }
    }

    #[test]
    fn ten_euros_hold_1_67_of_tax_and_five_hold_0_83() {
        assert_eq!((price(1_000, 2_000).before_tax(), price(1_000, 2_000).tax()), (833, 167));
        assert_eq!((price(500, 2_000).before_tax(), price(500, 2_000).tax()), (417, 83));
        assert_eq!((price(500, 0).before_tax(), price(500, 0).tax()), (500, 0));
    }

    proptest! {
        #[test]
        fn tax_is_the_rate_of_what_it_is_taken_on_to_a_cent(cents in 0..=1_000_000, rate in 0..=10_000) {
            let it = price(cents, rate);
            let exact = f64::from(it.before_tax()) * f64::from(rate) / 10_000.0;
            prop_assert!((f64::from(it.tax()) - exact).abs() <= 1.0, "{it:?}: {exact}");
        }
    }
}
