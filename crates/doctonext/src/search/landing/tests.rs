//! Pages of a profession in a place, through their routes.

use crate::testing::{World, august_in_aubusson, claires_practice, nurses_in_paris, secret_of_ajaccio};

async fn a_small_market() -> World {
    let world = World::new().await;
    world.publish([claires_practice(), august_in_aubusson(), nurses_in_paris(), secret_of_ajaccio()]).await;
    world
}

#[tokio::test]
async fn a_profession_in_a_place_has_a_page_of_its_own_with_ways_to_its_neighbours() {
    let world = a_small_market().await;
    for (path, heading) in [
        ("/remplacements/medecin", "Remplacements · Médecins"),
        ("/remplacements/medecin/creuse", "Remplacements · Médecins · Creuse (23)"),
        ("/remplacements/medecin/nouvelle-aquitaine", "Remplacements · Médecins · Nouvelle-Aquitaine"),
    ] {
        let page = world.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.texts("h1"), [heading]);
        assert!(page.main().contains("1 annonce") && page.main().contains("Aubusson"), "{path}");
        assert!(page.attributes("link[rel=canonical]", "href")[0].ends_with(path));
        assert!(page.attributes("meta[name=robots]", "content").is_empty(), "{path}");
    }
    let creuse = world.get("/remplacements/medecin/creuse").await;
    assert!(creuse.attributes("main a", "href").contains(&"/cessions/medecin/creuse".to_owned()));
}

#[tokio::test]
async fn a_page_without_listings_helps_its_reader_and_stays_out_of_search_engines() {
    let world = a_small_market().await;
    let page = world.get("/cessions/sage-femme/cantal").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(page.main().contains("Aucune annonce"), "{}", page.main());
    for nowhere in ["/cessions/sorcier", "/cessions/medecin/atlantide", "/ventes/medecin"] {
        assert_eq!(world.get(nowhere).await.status, 404, "{nowhere}");
    }
}

#[tokio::test]
async fn the_list_of_the_same_search_names_the_page_as_its_address() {
    let world = a_small_market().await;
    let canonical =
        async |address: &str| world.get(address).await.attributes("link[rel=canonical]", "href").remove(0);
    assert!(
        canonical("/annonces?type=remplacement&prof=medecin&dep=23")
            .await
            .ends_with("/remplacements/medecin/creuse")
    );
    assert!(canonical("/annonces?type=remplacement&prof=medecin").await.ends_with("/remplacements/medecin"));
    assert!(canonical("/annonces?type=remplacement").await.ends_with("/annonces?type=remplacement"));
}

#[tokio::test]
async fn search_engines_are_told_of_pages_with_listings_and_of_no_others() {
    let world = a_small_market().await;
    let index = world.get("/sitemap.xml").await.text();
    assert!(index.contains("/sitemaps/professions.xml"), "{index}");
    let file = world.get("/sitemaps/professions.xml").await.text();
    for there in
        ["/remplacements/medecin/creuse<", "/cessions/medecin<", "/collaborations/infirmier/ile-de-france<"]
    {
        assert!(file.contains(there), "{there}: {file}");
    }
    assert!(!file.contains("cantal"), "{file}");
}
