//! The commune that was meant, and the place made of it. Pure.

use crate::{
    listings::Place,
    publishing::{answers::Answers, errors::Errors},
    territory::{Commune, Gazetteer},
    trades::Visibility,
};

/// The commune of the suggestions while the text still names it, else the one that the text names.
pub(in crate::publishing) fn commune<'a>(answers: &Answers, gazetteer: &'a Gazetteer) -> Option<&'a Commune> {
    let text = answers.text("lieu");
    let chosen = gazetteer.by_code(answers.text("commune"));
    match chosen {
        Some(it) if text.is_empty() || still_names(text, it) => Some(it),
        _ if text.is_empty() => None,
        _ => gazetteer.resolve_place(text),
    }
}

fn still_names(text: &str, commune: &Commune) -> bool {
    let text = search_index::fold(text);
    text.contains(&search_index::fold(commune.short_name()))
        || commune.postal_codes.iter().any(|code| text.contains(code.as_str()))
}

/// The place of a listing; errors are noted.
pub(super) fn read(
    answers: &Answers,
    gazetteer: &Gazetteer,
    somebody: bool,
    errors: &mut Errors,
) -> Option<Place> {
    let Some(commune) = commune(answers, gazetteer) else {
        errors.note(
            "commune",
            if answers.text("lieu").is_empty() {
                "Indiquez une commune."
            } else {
                "Nous ne trouvons pas cette commune. Essayez avec son code postal."
            },
        );
        return None;
    };
    let visibility = match Visibility::from_code(answers.text("visibilite")) {
        // Who offers to replace is somewhere around a commune, not in a practice.
        _ if somebody => Visibility::Commune,
        Some(it) => it,
        None => return None,
    };
    let address = Some(answers.text("adresse").to_owned()).filter(|it| !it.is_empty());
    if visibility == Visibility::Exact && address.is_none() {
        errors.note("adresse", "Indiquez l’adresse, ou montrez seulement la commune.");
    }
    let typed = answers.text("lieu");
    let postal_code = commune.postal_codes.iter().find(|code| typed.contains(code.as_str()));
    Some(Place {
        address: address.filter(|_| !somebody),
        postal_code: postal_code.or(commune.postal_codes.first()).cloned(),
        city: commune.name.clone(),
        region: commune.region().name.clone(),
        department: Some(commune.department.code.clone()),
        commune_code: Some(commune.code.clone()),
        visibility,
        latitude: None,
        longitude: None,
        medical_density_zone: None,
        density_score: None,
        area: None,
    })
}
