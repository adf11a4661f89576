//! A street address typed as a place: a point where the operator named a geocoder, else the commune that it names.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::asked::Asked;
use crate::{
    app::App,
    territory::{Commune, Gazetteer, Soon},
};

/// A visitor waits no longer for a street: the commune serves.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Words of an address.
const STREETS: &str = "
    rue avenue av bd boulevard place chemin impasse allee allees quai route cours square faubourg passage lotissement
    residence sentier villa esplanade promenade rondpoint
";
/// Words of the longest name of a commune.
const LONGEST: usize = 8;

/// The commune of a text that is a street address: « 12 rue de la République, 23000 Guéret ».
pub(super) fn town_of<'a>(text: &str, gazetteer: &'a Gazetteer) -> Option<&'a Commune> {
    let folded =
        search_index::fold(text).replace("rond-point", "rondpoint").replace("rond point", "rondpoint");
    let mut words: Vec<&str> =
        folded.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let street = words.iter().position(|word| STREETS.split_ascii_whitespace().any(|it| it == *word))?;
    // « Rue » is a commune, « Cours-la-Ville » was one: the word of a street stands alone.
    let stands_alone = folded.split([' ', ',']).any(|it| it == words[street]);
    if !gazetteer.called(text).is_empty() || words.len() < street + 3 || !stands_alone {
        return None;
    }
    if words.last().is_some_and(|it| matches!(*it, "arrondissement" | "arr" | "ardt")) {
        words.pop();
    }
    // « Paris 13e » is called « paris 13 ».
    if let Some(last) = words.last_mut()
        && let Some(rank) = ["eme", "er", "e"].iter().find_map(|ending| last.strip_suffix(ending))
        && !rank.is_empty()
        && rank.bytes().all(|it| it.is_ascii_digit())
    {
        *last = rank;
    }
    let is_postal_code = |word: &&str| word.len() == 5 && word.bytes().all(|it| it.is_ascii_digit());
    let postal_code = words.iter().skip(street).copied().find(|word| is_postal_code(word));
    let lies_there =
        |it: &Commune| postal_code.is_none_or(|code| it.postal_codes.iter().any(|own| own == code));
    let longest = LONGEST.min(words.len().saturating_sub(street + 2));
    let named = (1..=longest).rev().find_map(|length| {
        let name = words.get(words.len() - length..)?.join(" ");
        gazetteer.called(&name).into_iter().map(|it| it.commune).find(|it| lies_there(it))
    });
    let by_code = || gazetteer.resolve_place(postal_code?);
    // « 75011 Paris » is the eleventh arrondissement; another town shares its postal code with its neighbours.
    match named {
        Some(city) => by_code().filter(|it| it.parent_code.as_deref() == Some(&city.code)).or(Some(city)),
        None => by_code(),
    }
}

/// Puts the circle around the street, if the geocoder knows it in time, and says what is searched around. Whether that is final:
/// a geocoder that could not be asked now may be asked later.
pub(crate) async fn locate(app: &App, asked: &mut Asked, now: DateTime<Utc>) -> bool {
    let Some((street, mut around)) = asked.typed.street.clone().zip(asked.typed.around.clone()) else {
        return true;
    };
    let answer = match &app.geocoder {
        Some(geocoder) => geocoder.locate_soon(&street, &around.commune, PATIENCE).await,
        None => Soon::Known(None),
    };
    if let Soon::Known(Some((latitude, longitude))) = answer {
        (around.latitude, around.longitude) = (latitude, longitude);
        around.label = street;
        asked.typed.around = Some(around);
        asked.understand(&app.gazetteer, now);
    } else {
        asked.notes.push(format!(
            "Recherche autour de la commune\u{202f}: {}. L’adresse exacte n’a pas pu être située.",
            around.label
        ));
    }
    matches!(answer, Soon::Known(_))
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
            ("5 rue de l'Hôtel-de-Ville 95000 Pontoise", Some("Pontoise (95)")),
            ("2 route de Millau 12000 Onet-le-Château", Some("Onet-le-Château (12)")),
            ("1 place de la Mairie 74370 Fillière", Some("Fillière (74)")),
            ("12 rue de la Paix Paris 13e", Some("Paris 13e (75)")),
            ("12 rue de la Paix Paris 13ème arrondissement", Some("Paris 13e (75)")),
            ("12 rue de Rivoli Paris", Some("Paris (75)")),
            ("3 rond-point de l’Europe Guéret", Some("Guéret (23)")),
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
        assert!(page.main().contains("Recherche autour de la commune : Guéret (23)"), "{}", page.main());
        assert_eq!(page.attributes("#ou", "value"), ["12 rue de la République 23000 Guéret"]);
    }

    #[tokio::test]
    async fn feeds_and_frames_of_a_street_list_what_is_around_the_street() {
        // It puts the street seventy kilometres to the north of the town.
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let house = serde_json::json!({ "features": [{
            "geometry": { "coordinates": [1.87, 46.8] },
            "properties": { "score": 0.97, "type": "housenumber", "citycode": "23096" },
        }] });
        let routes = axum::Router::new().fallback(axum::routing::get(async move || axum::Json(house)));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let geocoder = format!("http://{address}").parse().unwrap();

        for (world, expected) in
            [(World::new().await, 1), (World::with(|it| it.geocoder_url = Some(geocoder)).await, 0)]
        {
            world.publish([claires_practice()]).await;
            let query = "lieu=12+rue+de+la+R%C3%A9publique+23000+Gu%C3%A9ret&rayon=10";
            let feed = world.get(&format!("/annonces.rss?{query}")).await;
            let channel = rss::Channel::read_from(feed.text().as_bytes()).unwrap();
            assert_eq!(channel.items().len(), expected);
            let frame = world.get(&format!("/embed/annonces?{query}")).await;
            assert_eq!(frame.attributes(".row a[target=_blank]", "href").len(), expected);
        }
    }
}
