//! What visitors and programs read of it.

use crate::{
    testing::{World, august_in_aubusson, claires_practice, listing, nurses_in_paris},
    trades::DensityZone,
};

async fn market() -> World {
    let world = World::new().await;
    world.publish([claires_practice(), august_in_aubusson(), nurses_in_paris()]).await;
    world
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn what_was_understood_is_said_and_can_be_taken_back() {
    let world = market().await;

    let page = world.get("/annonces?q=remplacement+m%C3%A9decin+Creuse").await;

    let said = plain(&page.texts(".reading").join(" "));
    assert!(said.starts_with("Compris : Remplacements, Médecin, Creuse (23)."), "{said}");
    assert_eq!(page.texts(".card").len(), 1);
    assert_eq!(
        page.attributes("#quoi", "value"),
        ["remplacement médecin Creuse"],
        "the text box keeps what was typed"
    );
    let chips = page.attributes(".chip", "href");
    let literally = "/annonces?q=remplacement+m%C3%A9decin+Creuse&tel-quel=Creuse";
    assert!(chips.contains(&literally.to_owned()), "{chips:?}");

    let page = world.get(literally).await;
    let said = plain(&page.texts(".reading").join(" "));
    assert!(said.starts_with("Compris : Remplacements, Médecin."), "{said}");
    let feed = page.attributes(".results__feed a", "href").concat();
    assert!(feed.contains("tel-quel=Creuse"), "{feed}");
    assert!(page.attributes(".toolbar__map", "href").concat().contains("tel-quel=Creuse"));
    let tabs = page.attributes(".tabs a", "href");
    assert!(
        tabs.contains(&"/annonces?q=m%C3%A9decin+Creuse&tel-quel=Creuse&type=cession".to_owned()),
        "another type replaces the word: {tabs:?}"
    );

    let page = world.get("/annonces?q=remplacement+m%C3%A9decin+Creuse&tel-quel=1").await;
    assert!(page.texts(".reading").is_empty());
    assert!(plain(&page.texts(".chip").join(" ")).contains("Tous les mots tels quels"));
}

#[tokio::test]
async fn a_choice_in_the_form_replaces_the_words_that_it_contradicts() {
    let world = market().await;
    let page = world.get("/annonces?q=m%C3%A9decin&lu=m%C3%A9decin&prof=infirmier").await;
    assert_eq!(page.texts(".card").len(), 1);
    assert_eq!(page.attributes("#quoi", "value"), [""]);
    // Typed anew, the words are wanted.
    let page = world.get("/annonces?q=m%C3%A9decin&prof=infirmier").await;
    assert_eq!(page.attributes("#quoi", "value"), ["médecin"]);
    // Another text is not bound by what was said of the one before.
    let page = world.get("/annonces?q=Creuse&lu=Paris&tel-quel=Creuse").await;
    assert!(plain(&page.texts(".reading").concat()).contains("Creuse (23)"));
}

#[tokio::test]
async fn an_empty_page_lets_go_first_what_was_only_understood() {
    let world = market().await;
    let page = world.get("/annonces?q=infirmier+Gu%C3%A9ret&type=collaboration").await;
    let first = plain(&page.texts(".empty a").first().cloned().unwrap_or_default());
    assert_eq!(first, "Sans le critère « Guéret (23) et 30 km autour » : 1 annonce");
    let href = page.attributes(".empty a", "href").first().cloned().unwrap();
    assert_eq!(world.get(&href).await.texts(".card").len(), 1, "{href}");
}

#[tokio::test]
async fn programs_read_the_same_and_may_switch_it_off() {
    let world = market().await;
    let answer = world.get("/api/v1/listings?q=m%C3%A9decin+Creuse+ao%C3%BBt&limit=1").await.json();
    let understood = answer["understood"].as_array().unwrap();
    assert_eq!(understood.len(), 3);
    assert_eq!(understood[0]["profession"], "doctor");
    assert_eq!(understood[1]["department"], "23");
    assert_eq!(
        (&understood[2]["words"], &understood[2]["listing_type"]),
        (&"août".into(), &serde_json::Value::Null)
    );
    let off = world.get("/api/v1/listings?q=m%C3%A9decin+Creuse&as_typed=true").await.json();
    assert!(off["understood"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn pages_after_the_first_understand_the_same() {
    let world = World::new().await;
    let many = (0..5_u128).map(|n| {
        crate::testing::listing(n, &format!("Cabinet {n}"), "doctor", Some("medecine_generale"), "23096")
    });
    world.publish(many).await;
    let mut address = "/api/v1/listings?q=m%C3%A9decin+Gu%C3%A9ret&limit=2".to_owned();
    let mut seen = 0;
    loop {
        let page = world.get(&address).await.json();
        seen += page["items"].as_array().unwrap().len();
        assert_eq!(page["understood"].as_array().unwrap().len(), 2, "{address}");
        assert!(page["notes"].as_array().unwrap().is_empty(), "{}", page["notes"]);
        let Some(next) = page["next"].as_str() else { break };
        address = next.to_owned();
    }
    assert_eq!(seen, 5);
}

#[tokio::test]
async fn what_was_looked_for_is_marked_and_never_as_markup() {
    let world = World::new().await;
    let mut sharp = claires_practice();
    sharp.title = "Cabinet <b>lumineux</b> à Guéret".to_owned();
    world.publish([sharp]).await;

    let page = world.get("/annonces?q=lumineux+gu%C3%A9ret").await;
    assert_eq!(page.texts(".card__title mark"), ["lumineux", "Guéret"]);
    assert!(page.text().contains("&lt;b&gt;") || page.text().contains("&#60;b&#62;"));
    assert_eq!(page.texts(".card__title b").len(), 0);
    assert!(world.get("/annonces").await.texts("mark").is_empty());
}

#[tokio::test]
async fn what_the_beginning_does_not_show_is_shown_from_further_on() {
    let world = World::new().await;
    let mut far = claires_practice();
    let filler = "La patientèle est fidèle et les locaux sont clairs. ".repeat(8);
    far.description =
        Some(format!("{filler}Un échographe <i>récent</i> reste sur place, ainsi que le bureau.\n{filler}"));
    world.publish([far]).await;
    let shown = async |query: &str| world.get(&format!("/annonces?q={query}")).await.texts(".card__excerpt");

    let far_away = shown("%C3%A9chographe").await.concat();
    assert!(far_away.contains("Un échographe <i>récent</i> reste sur place"), "{far_away}");
    assert!(far_away.starts_with("… ") && far_away.ends_with(" …"), "{far_away}");
    let page = world.get("/annonces?q=%C3%A9chographe+cabinet").await;
    assert_eq!(page.texts(".card__title mark, .card__excerpt mark"), ["Cabinet", "échographe"]);
    let beginning = "La patientèle est fidèle";
    assert!(shown("fid%C3%A8le").await.concat().starts_with(beginning), "its beginning shows it");
    assert!(shown("m%C3%A9decin").await.concat().starts_with(beginning), "the trade alone says it");
}

#[tokio::test]
async fn cards_say_a_verified_author_and_the_density_where_somebody_would_set_up() {
    let world = World::new().await;
    let badge = |mut it: crate::listings::Listing| {
        it.author_badge = Some(crate::trades::Badge {
            label: "Médecin vérifié".to_owned(),
            explanation: "Par le répertoire.",
        });
        it.place.medical_density_zone = Some(DensityZone::UnderServed);
        it
    };
    let mut plain = listing(9, "Cabinet à Lyon", "doctor", None, "69383");
    plain.place.medical_density_zone = Some(DensityZone::Balanced);
    world.publish([badge(claires_practice()), badge(august_in_aubusson()), plain]).await;

    let page = world.get("/annonces").await;

    assert_eq!(page.texts(".card__verified"), ["Auteur vérifié", "Auteur vérifié"]);
    assert_eq!(
        page.texts(".card__zone"),
        ["Zone sous-dotée"],
        "not of a replacement, nor of a zone in between"
    );
}
