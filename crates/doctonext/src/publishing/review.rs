//! What stands between a draft and visitors: answers that are missing, words that must not be read. Pure.

use super::{
    answers::Answers,
    errors::Errors,
    guard::{self, Finding, Identity, Weight},
    question::Kind,
    questions,
    reading::{self, Context},
};
use crate::{
    listings::{Content, confidential::AreaLevel},
    trades::{ListingType, Visibility},
};

/// The verdict on what is being written.
pub(super) struct Verdict {
    /// The content, or what is missing.
    pub(super) content: Result<Content, Errors>,
    /// Words found in each text field, in its order.
    pub(super) findings: Vec<(&'static str, Finding)>,
}

impl Verdict {
    /// Whether it can be published.
    pub(super) fn is_ready(&self) -> bool {
        self.content.is_ok() && self.weight() < Some(Weight::Refusal)
    }

    /// Whether a person has to read it first, whoever wrote it.
    pub(super) fn is_flagged(&self) -> bool {
        self.weight() >= Some(Weight::Review)
    }

    fn weight(&self) -> Option<Weight> {
        self.findings.iter().map(|(_, it)| it.cause.weight()).max()
    }
}

/// Reads everything that is being written. `name` is the owner's, which a confidential listing must not tell.
pub(super) fn verdict(
    listing_type: ListingType,
    answers: &Answers,
    context: &Context<'_>,
    name: &str,
) -> Verdict {
    let identity = identity(answers, context, name);
    let mut findings = Vec::new();
    // Whatever is typed in words is read by visitors; the address has its own rule of who sees it.
    let texts = questions::all(listing_type)
        .map(|(_, it)| it)
        .filter(|it| matches!(it.kind, Kind::Line { .. } | Kind::Text { .. }))
        .filter(|it| it.name != "adresse" && !questions::OWNERS_ALONE.contains(&it.name));
    for field in texts.map(|it| it.name) {
        findings
            .extend(guard::read(answers.text(field), identity.as_ref()).into_iter().map(|it| (field, it)));
    }
    Verdict { content: reading::read(listing_type, answers, context), findings }
}

/// What must not be read; none unless the listing is confidential.
pub(super) fn identity(answers: &Answers, context: &Context<'_>, name: &str) -> Option<Identity> {
    if answers.text("visibilite") != Visibility::Area.code() {
        return None;
    }
    // « Claire Le Guen » as a whole, and the family name alone.
    let mut names = vec![name, name.split_once(' ').map_or("", |(_, family)| family)];
    let commune = reading::commune(answers, context.gazetteer);
    if let Some(commune) = commune {
        names.push(commune.short_name());
        names.extend(commune.postal_codes.iter().map(String::as_str));
    }
    // « 12 bis, rue des Lilas »: the street without its number.
    let street =
        answers.text("adresse").trim_start_matches(|it: char| it.is_ascii_digit() || it == ' ' || it == ',');
    names.push(street);
    let identity = Identity::of(names);
    Some(match commune {
        Some(commune) => {
            // Until the area is known, it is the one that is chosen without a directory.
            let area = context.area.filter(|it| it.holds(commune));
            let told = area.map_or(AreaLevel::Region, |it| it.level);
            identity.with_inhabitants_of(commune.short_name()).with_areas_around(commune, told)
        }
        None => identity,
    })
}
