//! Links: what they show, to whom, until when, and what the owner learns.

use axum::{body::Body, http::Request};
use chrono::TimeDelta;

use super::{add, ids, path_of, share, upload};
use crate::{
    documents::paper,
    testing::{PASSWORD, World},
};

#[tokio::test]
async fn a_link_shows_the_chosen_documents_to_whoever_holds_it() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "2026-03-20", ("rcp.pdf", &paper(""))).await;
    add(&claire, "id", "", ("secret.pdf", &paper("/Lang (fr)"))).await;
    let rcp: String =
        sqlx::query_scalar("select id from pieces where kind = 'rcp'").fetch_one(world.db()).await.unwrap();
    let link = share(&claire, std::slice::from_ref(&rcp), "Dr Le Guen-O'Brien").await;
    assert!(link.strip_prefix("/pieces/partage/").is_some_and(|it| it.len() == 43));

    let reader = world.browser();
    let page = reader.get(&link).await;
    let main = page.main();
    assert!(main.contains("Pièces partagées par Claire") && main.contains("Dr Le Guen-O'Brien"), "{main}");
    assert!(main.contains("Expire dans 18 jours") && !main.contains("secret.pdf"), "{main}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-robots-tag", "noindex, nofollow, noarchive"),
    ] {
        assert_eq!(page.header(name), value);
    }
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(reader.cookie("__Host-doctonext_device").is_none(), "who reads is not marked");
    let hrefs = page.attributes("main a", "href");
    assert_eq!(hrefs.len(), 2);
    let seen = reader.get(&hrefs[0]).await;
    assert_eq!(seen.body, paper(""));
    assert!(seen.header("content-disposition").starts_with("inline"));
    assert_eq!((seen.header("cache-control"), seen.header("referrer-policy")), ("no-store", "no-referrer"));
    assert!(reader.get(&hrefs[1]).await.header("content-disposition").starts_with("attachment"));
    let other: Vec<String> = ids(&world, "claire").await.into_iter().filter(|it| *it != rcp).collect();
    assert_eq!(reader.get(&format!("{link}/{}", other[0])).await.status, 404, "not a document of this link");

    let secret = link.rsplit('/').next().unwrap();
    let rows: String = sqlx::query_scalar("select string_agg(s::text, ' ') from piece_shares s")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert!(!rows.contains(secret) && !rows.contains("Guen"), "{rows}");
}

#[tokio::test]
async fn what_is_over_taken_back_or_made_up_is_answered_the_same_way() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let ended = share(&claire, std::slice::from_ref(&id), "A").await;
    world.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    assert_eq!(world.get(&ended).await.status, 200, "a second before its end");
    world.clock.advance(TimeDelta::seconds(1));
    let claire = world.sign_up("claire").await;
    let revoked = share(&claire, std::slice::from_ref(&id), "B").await;
    assert_eq!(world.get(&revoked).await.status, 200);
    let list = claire.get("/espace/pieces").await;
    assert!(list.main().contains("Terminé depuis le 9 mars 2026"), "{}", list.main());
    let ends = list.attributes("form[action$='/fin']", "action");
    assert_eq!(ends.len(), 1, "what is over cannot be taken back");
    for _ in 0..2 {
        assert_eq!(claire.post(&ends[0], &[]).await.header("location"), "/espace/pieces?note=retrait");
    }
    assert!(claire.get("/espace/pieces").await.main().contains("Retiré le 9 mars 2026"));

    let made_up = format!("/pieces/partage/{}", "A".repeat(43));
    let answers = [&ended, &revoked, &made_up, "/pieces/partage/x", "/pieces/partage/x/y"]
        .map(|address| async { world.get(address).await });
    let mut texts = Vec::new();
    for answer in answers {
        let answer = answer.await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (404, "no-store"));
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        texts.push(answer.text());
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "nothing tells them apart");
    assert_eq!(world.get(&format!("{revoked}/{id}")).await.status, 404, "nor its documents");
}

#[tokio::test]
async fn a_button_pressed_twice_makes_one_link() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let form =
        claire.get("/espace/pieces/partage").await.attributes("input[name=demande]", "value").remove(0);
    let fields = [("piece", id.as_str()), ("lecteur", "Dr Martin"), ("duree", "30"), ("demande", &form)];

    let (one, two) = tokio::join!(
        claire.post("/espace/pieces/partage", &fields),
        claire.post("/espace/pieces/partage", &fields)
    );

    assert_eq!(path_of(&one), path_of(&two));
    assert_eq!(one.header("cache-control"), "no-store");
    let another = [("piece", id.as_str()), ("lecteur", "Dr Roche"), ("duree", "30"), ("demande", &form)];
    assert_ne!(path_of(&claire.post("/espace/pieces/partage", &another).await), path_of(&one));
    let count: i64 =
        sqlx::query_scalar("select count(*) from piece_shares").fetch_one(world.db()).await.unwrap();
    assert_eq!(count, 2);
}

#[tokio::test]
async fn a_link_without_reader_document_or_sensible_time_is_not_made() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);

    let empty = claire.post("/espace/pieces/partage", &[("duree", "3650")]).await;
    assert_eq!((empty.status.as_u16(), empty.texts(".field__error").len()), (422, 3), "{}", empty.main());
    let typed = [("piece", id.as_str()), ("lecteur", " "), ("duree", "1"), ("telechargement", "1")];
    let again = claire.post("/espace/pieces/partage", &typed).await;
    assert_eq!(again.texts("#lecteur-erreur").len(), 1);
    assert_eq!(again.attributes("input[name=piece][checked]", "value"), [id]);
    assert_eq!(again.attributes("input[name=duree][checked]", "value"), ["1"]);
}

#[tokio::test]
async fn every_opening_is_told_to_the_owner() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let link = share(&claire, std::slice::from_ref(&id), "Dr Martin").await;
    assert!(claire.get("/espace/pieces/journal").await.main().contains("Personne n’a ouvert"));

    let reader = world.browser();
    reader.get(&link).await;
    reader.get(&format!("{link}/{id}")).await;
    reader.get(&format!("{link}/{id}?telecharger=1")).await;
    reader.send(Request::head(&link).body(Body::empty()).unwrap()).await;
    reader.get(&format!("{link}x")).await;

    let journal = claire.get("/espace/pieces/journal").await;
    let lines = journal.texts(".row");
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(
        lines[0].contains("téléchargée") && lines[0].contains("Attestation de responsabilité"),
        "{lines:?}"
    );
    assert!(lines[1].contains("ouverte") && lines[1].contains("Lien pour Dr Martin"), "{lines:?}");
    assert!(
        lines[2].contains("Page du lien") && lines[2].contains("Firefox sur Linux · réseau"),
        "{lines:?}"
    );
    assert!(claire.get("/espace/pieces").await.main().contains("1 ouverture"));

    claire.post(&format!("/espace/pieces/{id}/suppression"), &[]).await;
    let after = claire.get("/espace/pieces/journal").await.texts(".row");
    assert!(after.len() == 3 && after[0].contains("Pièce supprimée depuis"), "{after:?}");
    assert_eq!(reader.get(&link).await.status, 404, "a link that shows nothing any more is closed");
}

#[tokio::test]
async fn without_downloading_a_document_can_be_looked_at() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let fields = [("piece", id.as_str()), ("lecteur", "Agence"), ("duree", "1"), ("demande", "x")];
    let link = path_of(&claire.post("/espace/pieces/partage", &fields).await);

    let hrefs = world.get(&link).await.attributes("main a", "href");
    assert_eq!(hrefs, [format!("{link}/{id}")]);
    let forced = world.get(&format!("{link}/{id}?telecharger=1")).await;
    assert!(forced.header("content-disposition").starts_with("inline"));
}

#[tokio::test]
async fn a_replaced_document_keeps_its_links_and_a_closing_account_shows_nothing() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("2025.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let link = share(&claire, std::slice::from_ref(&id), "Dr Martin").await;
    let file = ("2026.pdf", &paper("/Lang (fr)")[..]);
    upload(&claire, &format!("/espace/pieces/{id}/remplacement"), &[("expire", "")], file).await;
    assert_eq!(world.get(&format!("{link}/{id}")).await.body, paper("/Lang (fr)"));

    claire.post("/espace/donnees/suppression", &[("mot_de_passe", PASSWORD)]).await;
    assert_eq!(world.get(&link).await.status, 404);
    assert_eq!(world.get(&format!("{link}/{id}")).await.status, 404);
}

#[tokio::test]
async fn a_network_that_knocks_without_end_waits() {
    let world = World::new().await;
    let reader = world.browser();
    for _ in 0..150 {
        assert_eq!(reader.get("/pieces/partage/inconnu").await.status, 404);
    }
    assert_eq!(reader.get("/pieces/partage/inconnu").await.status, 429);
    world.clock.advance(TimeDelta::minutes(16));
    assert_eq!(reader.get("/pieces/partage/inconnu").await.status, 404);
}
