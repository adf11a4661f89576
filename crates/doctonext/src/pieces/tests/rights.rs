//! Nobody but the owner.

use axum::{body::Body, http::Request};

use super::{add, ids, share, upload};
use crate::{documents::paper, testing::World};

#[tokio::test]
async fn nobody_else_reads_changes_or_shares_a_document() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    let link = share(&claire, std::slice::from_ref(&id), "Dr Martin").await;
    let share_id: String =
        sqlx::query_scalar("select id from piece_shares").fetch_one(world.db()).await.unwrap();
    let page = format!("/espace/pieces/{id}");

    for other in [world.sign_up("paul").await, world.moderator().await, world.admin().await] {
        for address in [page.clone(), format!("{page}/fichier"), format!("{page}/suppression")] {
            assert_eq!(other.get(&address).await.status, 404, "{address}");
        }
        let words = [("nature", "cv"), ("libelle", "à moi"), ("version", "0")];
        assert_eq!(other.post(&page, &words).await.status, 404);
        assert_eq!(other.post(&format!("{page}/verification"), &[]).await.status, 404);
        let file = ("x.pdf", &paper("/Lang (fr)")[..]);
        assert_eq!(upload(&other, &format!("{page}/remplacement"), &[], file).await.status, 404);
        other.post(&format!("{page}/suppression"), &[]).await;
        other.post(&format!("/espace/pieces/partages/{share_id}/fin"), &[]).await;
        let fields = [("piece", id.as_str()), ("lecteur", "moi"), ("duree", "7"), ("demande", "x")];
        let stolen = other.post("/espace/pieces/partage", &fields).await;
        assert_eq!(stolen.status, 422, "a document of somebody else is none");
        assert!(!other.get("/espace/pieces").await.main().contains("rcp.pdf"));
        assert!(!other.get("/espace/pieces/journal").await.main().contains("Dr Martin"));
    }

    assert_eq!(ids(&world, "claire").await, [id]);
    assert_eq!(world.get(&link).await.status, 200, "nobody else took it back");
    let visitor = world.browser();
    for address in ["/espace/pieces", "/espace/pieces/ajout", page.as_str(), &format!("{page}/fichier")] {
        assert!(visitor.get(address).await.header("location").starts_with("/connexion?retour="), "{address}");
    }
}

#[tokio::test]
async fn the_team_looking_as_somebody_sees_nothing_of_their_documents() {
    let world = World::new().await;
    world.admin().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("Le Guen-O'Brien.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    sqlx::query(
        "update sessions set acting_staff_id = 'ada', acting_reason = 'aide' where user_id = 'claire'",
    )
    .execute(world.db())
    .await
    .unwrap();

    for address in ["/espace/pieces", "/espace/pieces/partage", "/espace/pieces/journal"] {
        let page = claire.get(address).await;
        assert!(page.main().contains("masquées") && !page.text().contains("Guen"), "{address}");
    }
    for address in ["", "/fichier", "/suppression"] {
        assert_eq!(claire.get(&format!("/espace/pieces/{id}{address}")).await.status, 403, "{address}");
    }
}

#[tokio::test]
async fn a_form_that_no_page_of_ours_printed_changes_nothing() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let id = ids(&world, "claire").await.remove(0);
    share(&claire, std::slice::from_ref(&id), "Dr Martin").await;
    let share_id: String =
        sqlx::query_scalar("select id from piece_shares").fetch_one(world.db()).await.unwrap();

    for address in [
        "/espace/pieces/partage".to_owned(),
        format!("/espace/pieces/partages/{share_id}/fin"),
        format!("/espace/pieces/{id}"),
        format!("/espace/pieces/{id}/suppression"),
        format!("/espace/pieces/{id}/verification"),
    ] {
        assert_eq!(claire.post_without_token(&address, &[]).await.status, 403, "{address}");
    }
    for address in ["/espace/pieces/ajout".to_owned(), format!("/espace/pieces/{id}/remplacement")] {
        let bare = Request::post(&address)
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from("--b\r\ncontent-disposition: form-data; name=\"nature\"\r\n\r\ncv\r\n--b--\r\n"))
            .unwrap();
        assert_eq!(claire.send(bare).await.status, 403, "{address}");
    }
    assert_eq!(ids(&world, "claire").await.len(), 1);
}
