//! The public price list, and the pages where the team changes it.

pub(super) mod one;
pub(super) mod public;
pub(super) mod staff;

use platform::french;

use super::{Price, Product};

/// An option of a list.
struct Choice {
    value: &'static str,
    label: &'static str,
    selected: bool,
}

/// « 10 € TTC, dont 1,67 € de TVA à 20 % ».
fn told(it: Price) -> String {
    format!(
        "{} TTC, dont {} de TVA à {}",
        french::cents(i64::from(it.cents)),
        french::cents(i64::from(it.tax())),
        french::percent(f64::from(it.vat_rate) / 100.0)
    )
}

/// The product by its code, or the code of a newer program.
fn product(code: &str) -> String {
    Product::from_code(code).map_or(code, |it| it.label()).to_owned()
}
