//! A street address typed as a place: a point where the operator named a geocoder, else the commune that it names.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::time::timeout;

use super::asked::Asked;
use crate::{
    app::App,
    territory::{Commune, Gazetteer},
};

/// A visitor waits no longer for a street: the commune serves.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Words of an address.
const STREETS: &str = "
    rue avenue av bd boulevard place chemin impasse allee allees quai route cours square faubourg passage lotissement
    residence sentier villa esplanade promenade rond-point
";
/// Words of the longest name of a commune.
const LONGEST: usize = 8;

/// The commune of a text that is a street address: « 12 rue de la République, 23000 Guéret ».
pub(super) fn town_of<'a>(text: &str, gazetteer: &'a Gazetteer) -> Option<&'a Commune> {
    let folded = search_index::fold(text);
    let words: Vec<&str> =
        folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let street = words.iter().position(|word| STREETS.split_ascii_whitespace().any(|it| it == *word))?;
    // « Rue » is a commune, « Cours-la-Ville » was one: the word of a street stands alone.
    let stands_alone = folded.split([' ', ',']).any(|it| it == words[street]);
    if !gazetteer.called(text).is_empty() || words.len() < street + 3 || !stands_alone {
        return None;
    }
    let is_postal_code = |word: &&str| word.len() == 5 && word.bytes().all(|it| it.is_ascii_digit());
    let postal_code = words.iter().skip(street).copied().find(|word| is_postal_code(word));
    let lies_there =
        |it: &Commune| postal_code.is_none_or(|code| it.postal_codes.iter().any(|own| own == code));
    let named = (1..=LONGEST.min(words.len() - street - 2)).rev().find_map(|length| {
        let name = words.get(words.len() - length..)?.join(" ");
        gazetteer.called(&name).into_iter().map(|it| it.commune).find(|it| lies_there(it))
    });
    let by_code = || gazetteer.resolve_place(postal_code?);
    // « 75011 Paris » is the eleventh arrondissement: a city of several postal codes is told apart by the one that is written.
    match named {
        Some(city) if city.postal_codes.len() > 1 => by_code().or(Some(city)),
        Some(town) => Some(town),
        None => by_code(),
    }
}

/// Puts the circle around the street, if the geocoder knows it in time, and says what is searched around.
pub(crate) async fn locate(app: &App, asked: &mut Asked, now: DateTime<Utc>) {
    let Some((street, mut around)) = asked.typed.street.clone().zip(asked.typed.around.clone()) else {
        return;
    };
    if let Some((latitude, longitude)) = point(app, &street, &around.commune).await {
        (around.latitude, around.longitude) = (latitude, longitude);
        around.label = street;
        asked.typed.around = Some(around);
        asked.understand(&app.gazetteer, now);
    } else {
        asked.notes.push(format!(
            "Nous cherchons autour de {}\u{202f}: l’adresse exacte n’a pas pu être située.",
            around.label
        ));
    }
}

async fn point(app: &App, street: &str, commune: &str) -> Option<(f64, f64)> {
    let geocoder = app.geocoder.as_ref()?;
    match timeout(PATIENCE, geocoder.locate(street, commune)).await {
        Ok(Ok(point)) => point,
        Ok(Err(error)) => {
            tracing::warn!(%error, "a street that a visitor typed is not situated");
            None
        }
        Err(_) => {
            tracing::warn!("the geocoder takes too long for a visitor");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::town_of;
    use crate::testing::{World, claires_practice, gazetteer};

    #[test]
    fn an_address_names_its_commune() {
        let town = |text: &str| town_of(text, gazetteer()).map(crate::territory::Commune::label);
        for (text, expected) in [
            ("12 rue de la République, 23000 Guéret", Some("Guéret (23)")),
            ("avenue Foch Saint-Étienne", Some("Saint-Étienne (42)")),
            ("5 bis boulevard Voltaire 75011 Paris", Some("Paris 11e (75)")),
            ("3 rue des Lilas 69003", Some("Lyon 3e (69)")),
            ("Guéret", None),
            ("Rue", None),
            ("rue de nulle part", None),
            ("Cours-la-Ville", None),
        ] {
            assert_eq!(town(text).as_deref(), expected, "{text}");
        }
    }

    #[tokio::test]
    async fn without_a_geocoder_the_commune_of_an_address_is_searched_around_and_said() {
        let world = World::new().await;
        world.publish([claires_practice()]).await;

        let page = world.get("/annonces?lieu=12+rue+de+la+R%C3%A9publique+23000+Gu%C3%A9ret&rayon=10").await;

        assert_eq!(page.texts(".card").len(), 1);
        assert!(page.main().contains("Nous cherchons autour de Guéret (23)"), "{}", page.main());
        assert_eq!(page.attributes("#ou", "value"), ["12 rue de la République 23000 Guéret"]);
    }
}
