//! A title to start from, made of the facts that are known. Pure.

use platform::french;

use super::{answers::Answers, reading, typed};
use crate::{
    search::wording::months,
    territory::Gazetteer,
    trades::{ListingType, Visibility},
};

/// « Remplacement · Médecin généraliste · Guéret (23) · du 3 au 14 août 2026 »; none before trade and place are known. Of a
/// confidential listing « Remplacement · Médecin généraliste · août 2026 »: how large its area is may change, and days tell who
/// is away.
pub(super) fn proposed(
    listing_type: ListingType,
    answers: &Answers,
    gazetteer: &Gazetteer,
) -> Option<String> {
    let (profession, specialty) = reading::trade(answers.text("metier"))?;
    let commune = reading::commune(answers, gazetteer)?;
    let trade = specialty.map_or(profession.label, |it| it.label);
    let is_confidential = answers.text("visibilite") == Visibility::Area.code();
    let mut parts = vec![listing_type.label().to_owned(), trade.to_owned()];
    if !is_confidential {
        parts.push(commune.label());
    }
    let first = answers.texts("du").iter().find_map(|it| typed::day(it));
    let last = answers.texts("au").iter().rev().find_map(|it| typed::day(it)).or(first);
    if let (Some(from), Some(to)) = (first, last)
        && from <= to
    {
        parts.push(if is_confidential { months(from, Some(to)) } else { french::period(from, to) });
    }
    let mut title = parts.join(" · ");
    while title.chars().count() > 120 && parts.len() > 2 {
        parts.pop();
        title = parts.join(" · ");
    }
    Some(title)
}
