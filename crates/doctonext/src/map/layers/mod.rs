//! From figures to layers: shades, words, legends, sources. Pure, each in its file.

mod accessibility;
mod tension;
#[cfg(test)]
mod tests;
mod zoning;

pub(super) use accessibility::{accessibility, palette as accessibility_palette};
pub(super) use tension::{DAYS, Market, tension};
pub(super) use zoning::{palette as zoning_palette, people, zoning};

use platform::french;

use super::{classes::Classes, views::Band};

/// A figure in tenths, so that classes can be made of whole numbers.
fn tenths(value: f64) -> u64 {
    // Figures are far below what a whole number holds, and never negative.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "said above")]
    let whole = (value.max(0.0) * 10.0).round() as u64;
    whole
}

/// « 61,3 ».
fn of_tenths(tenths: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a figure of some hundreds")]
    let value = tenths as f64 / 10.0;
    french::decimal(value, 1)
}

/// « 12 départements ».
fn departments(n: usize) -> String {
    french::counted(u64::try_from(n).unwrap_or(u64::MAX), "département", "départements")
}

/// The legend of classes of tenths, each followed by its unit, which agrees with the last figure before it.
fn bands(classes: &Classes, unit: impl Fn(u64) -> &'static str) -> Vec<Band> {
    classes
        .bands()
        .map(|it| Band {
            shade: it.shade,
            label: if it.least == it.most {
                format!("{} {}", of_tenths(it.least), unit(it.most))
            } else {
                format!("{} à {} {}", of_tenths(it.least), of_tenths(it.most), unit(it.most))
            },
            departments: departments(it.departments),
        })
        .collect()
}
