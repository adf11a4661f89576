//! Documents come in, change, go.

use super::{add, ids, upload};
use crate::{
    documents::paper,
    file_removals,
    testing::{PASSWORD, World},
};

async fn files(world: &World) -> Vec<String> {
    sqlx::query_scalar("select file from pieces order by file").fetch_all(world.db()).await.unwrap()
}

#[tokio::test]
async fn an_empty_vault_says_what_it_is_for() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let page = claire.get("/espace/pieces").await;
    assert!(page.main().contains("Votre coffre est vide") && page.main().contains("chiffrés"));
    assert!(page.attributes(".space__nav a[aria-current]", "href").contains(&"/espace/pieces".to_owned()));
    assert_eq!(page.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_document_lies_sealed_and_comes_back_to_its_owner() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let sent = add(&claire, "rcp", "2026-12-31", ("C:\\Mes pièces\\Le Guen-O'Brien.pdf", &paper(""))).await;
    assert_eq!(sent.header("location"), "/espace/pieces?note=ajout", "{}", sent.text());

    let page = claire.get("/espace/pieces?note=ajout").await;
    let main = page.main();
    assert!(main.contains("Votre pièce est ajoutée.") && main.contains("Le Guen-O'Brien.pdf"), "{main}");
    assert!(!main.contains("Mes pièces\\"), "a path is no name");
    assert!(main.contains("Attestation de responsabilité civile professionnelle"));
    assert!(
        main.contains("Valable")
            && main.contains("jusqu’au 31 décembre 2026")
            && main.contains("1 pièce sur 30"),
        "{main}"
    );

    let kept = world.app.files.get(&files(&world).await[0]).await.unwrap().unwrap();
    assert!(!kept.windows(4).any(|it| it == b"%PDF" || it == b"%%EO"));
    let rows: String =
        sqlx::query_scalar("select p::text from pieces p").fetch_one(world.db()).await.unwrap();
    assert!(!rows.contains("Guen"), "the name of a file tells of a person: {rows}");

    let id = ids(&world, "claire").await.remove(0);
    let file = claire.get(&format!("/espace/pieces/{id}/fichier")).await;
    assert_eq!(file.body, paper(""));
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"Le Guen-O_Brien.pdf\""));
    let seen = claire.get(&format!("/espace/pieces/{id}/fichier?voir=1")).await;
    assert!(seen.header("content-disposition").starts_with("inline"));
    assert!(seen.header("content-security-policy").starts_with("default-src 'none'"));
}

#[tokio::test]
async fn a_button_pressed_twice_keeps_one_document() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let paper = paper("");
    let press = || add(&claire, "rcp", "", ("rcp.pdf", &paper));
    let (one, two) = tokio::join!(press(), press());

    assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303), "{}{}", one.text(), two.text());
    assert_eq!(ids(&world, "claire").await.len(), 1);
    let again = press().await;
    assert_eq!(again.header("location"), "/espace/pieces?note=deja");
    assert!(claire.get("/espace/pieces?note=deja").await.main().contains("déjà dans votre coffre"));
    let paul = world.sign_up("paul").await;
    assert_eq!(
        add(&paul, "rcp", "", ("rcp.pdf", &paper)).await.header("location"),
        "/espace/pieces?note=ajout"
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let sent = add(&claire, "", "31 décembre", ("rcp.pdf", &paper(""))).await;
    assert_eq!(sent.status, 422);
    assert_eq!(sent.texts("#nature-erreur"), ["Choisissez ce que c’est."]);
    assert_eq!(sent.texts("#expire-erreur").len(), 1);
    assert_eq!(sent.texts("#fichier-erreur"), ["Choisissez de nouveau le fichier."]);
    assert_eq!(sent.attributes("#expire", "value"), ["31 décembre"]);

    let nameless = add(&claire, "other", "", ("x.pdf", &paper(""))).await;
    assert_eq!(nameless.texts("#libelle-erreur").len(), 1, "{}", nameless.main());
    for (hostile, why) in [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), "Seuls"),
        (paper("/OpenAction 3 0 R"), "programme"),
        (paper("/Names <</JavaScript 3 0 R>>"), "programme"),
        ([b"GIF89a<script>alert(1)</script>", &paper("")[..]].concat(), "Seuls"),
        ([b"PK\x03\x04", &paper("")[..]].concat(), "Seuls"),
        (Vec::new(), "Choisissez un fichier"),
        (vec![b'%'; (15 << 20) + 1], "15"),
    ] {
        let answer = add(&claire, "diploma", "", ("diplome.pdf", &hostile)).await;
        assert_eq!(answer.status, 422);
        assert!(answer.texts("#fichier-erreur")[0].contains(why), "{why}: {}", answer.main());
    }
    assert!(ids(&world, "claire").await.is_empty());
    let noted: i64 =
        sqlx::query_scalar("select count(*) from file_removals").fetch_one(world.db()).await.unwrap();
    assert_eq!(noted, 0, "nothing was written");
}

#[tokio::test]
async fn a_picture_is_written_anew_and_named_for_what_it_is() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(40, 30).write_to(&mut png, image::ImageFormat::Png).unwrap();
    let polyglot = [&png.into_inner()[..], b"PK\x03\x04<script>alert(1)</script>"].concat();
    assert_eq!(add(&claire, "cps_card", "", ("carte.png", &polyglot)).await.status, 303);

    let id = ids(&world, "claire").await.remove(0);
    let file = claire.get(&format!("/espace/pieces/{id}/fichier")).await;
    assert_eq!(file.header("content-type"), "image/jpeg");
    assert!(file.header("content-disposition").contains("carte.jpg"));
    assert!(!file.body.windows(7).any(|it| it == b"<script"), "what was hidden behind the picture is gone");
}

#[tokio::test]
async fn a_licence_holds_until_the_next_15_november_unless_its_owner_says_otherwise() {
    let world = World::new().await;
    let lea = world.sign_up("lea").await;
    sqlx::query("update users set account_kind = 'student'").execute(world.db()).await.unwrap();
    let form = lea.get("/espace/pieces/ajout").await;
    assert_eq!(form.attributes("#nature option[selected]", "value"), ["replacement_licence"]);
    assert!(form.texts("#expire-aide")[0].contains("15 novembre 2026"));
    add(&lea, "replacement_licence", "", ("licence.pdf", &paper(""))).await;
    add(&lea, "replacement_licence", "2026-06-30", ("autre.pdf", &paper("/Lang (fr)"))).await;
    add(&lea, "cv", "", ("cv.pdf", &paper("/Lang (en)"))).await;

    let days: Vec<Option<chrono::NaiveDate>> =
        sqlx::query_scalar("select expires_on from pieces order by expires_on nulls first")
            .fetch_all(world.db())
            .await
            .unwrap();
    let told: Vec<String> = days.iter().map(|it| it.map_or("-".to_owned(), |day| day.to_string())).collect();
    assert_eq!(told, ["-", "2026-06-30", "2026-11-15"]);
}

#[tokio::test]
async fn words_and_date_change_and_a_stale_tab_overwrites_nothing() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let address = format!("/espace/pieces/{}", ids(&world, "claire").await[0]);
    let version = claire.get(&address).await.attributes("input[name=version]", "value").remove(0);
    let save = async |label: &str, day: &str, version: &str| {
        let fields = [("nature", "rcp"), ("libelle", label), ("expire", day), ("version", version)];
        claire.post(&address, &fields).await
    };

    let done = save("RCP de Solenn Le Guen-O'Brien", "2026-03-10", &version).await;
    assert_eq!(done.header("location"), format!("{address}?note=change"));
    let page = claire.get(&address).await;
    assert_eq!(page.texts("h1"), ["RCP de Solenn Le Guen-O'Brien"]);
    assert!(page.main().contains("Expire dans 8 jours"), "{}", page.main());

    let stale = save("Ancien nom", "", &version).await;
    assert_eq!(stale.status, 409);
    assert_eq!(stale.attributes("#libelle", "value"), ["Ancien nom"]);
    assert_eq!(claire.get(&address).await.texts("h1"), ["RCP de Solenn Le Guen-O'Brien"]);
    let fresh = stale.attributes("input[name=version]", "value").remove(0);
    assert_eq!(save("Ancien nom", "", &fresh).await.status, 303, "saving again is a decision");
    let wrong = save(&"x".repeat(81), "hier", &fresh).await;
    assert_eq!((wrong.status.as_u16(), wrong.texts(".field__error").len()), (422, 2));
}

#[tokio::test]
async fn a_file_is_replaced_and_the_old_one_goes() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "2026-03-01", ("2025.pdf", &paper(""))).await;
    add(&claire, "cv", "", ("cv.pdf", &paper("/Lang (en)"))).await;
    let id: String =
        sqlx::query_scalar("select id from pieces where kind = 'rcp'").fetch_one(world.db()).await.unwrap();
    assert!(claire.get("/espace/pieces").await.main().contains("depuis le 1er mars 2026"));
    let before = files(&world).await;
    let address = format!("/espace/pieces/{id}/remplacement");

    let twice = upload(&claire, &address, &[("expire", "")], ("x.pdf", &paper("/Lang (en)"))).await;
    assert!(twice.texts("#fichier-erreur")[0].contains("dans une autre pièce"), "{}", twice.main());
    let wrong = upload(&claire, &address, &[("expire", "demain")], ("x.pdf", b"MZ")).await;
    assert_eq!((wrong.texts("#nouvelle-date-erreur").len(), wrong.texts("#fichier-erreur").len()), (1, 1));
    let done =
        upload(&claire, &address, &[("expire", "2027-03-01")], ("2026.pdf", &paper("/Lang (fr)"))).await;
    assert_eq!(done.header("location"), format!("/espace/pieces/{id}?note=remplacement"), "{}", done.text());

    assert_eq!(claire.get(&format!("/espace/pieces/{id}/fichier")).await.body, paper("/Lang (fr)"));
    let page = claire.get(&format!("/espace/pieces/{id}")).await.main();
    assert!(page.contains("2026.pdf") && page.contains("1er mars 2027"), "{page}");
    file_removals::remove(&world.app, 10).await.unwrap();
    let after = files(&world).await;
    let gone: Vec<_> = before.iter().filter(|it| !after.contains(it)).collect();
    assert_eq!(gone.len(), 1);
    assert!(world.app.files.get(gone[0]).await.unwrap().is_none());
}

#[tokio::test]
async fn a_document_is_deleted_once_asked_twice() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    let file = files(&world).await.remove(0);
    let address = format!("/espace/pieces/{}/suppression", ids(&world, "claire").await[0]);
    assert!(claire.get(&address).await.main().contains("Supprimer cette pièce"));
    assert_eq!(ids(&world, "claire").await.len(), 1, "a page deletes nothing");

    for _ in 0..2 {
        assert_eq!(claire.post(&address, &[]).await.header("location"), "/espace/pieces?note=suppression");
    }
    file_removals::remove(&world.app, 10).await.unwrap();
    assert!(ids(&world, "claire").await.is_empty());
    assert!(world.app.files.get(&file).await.unwrap().is_none());
    assert_eq!(claire.get(&address).await.status, 404);
}

#[tokio::test]
async fn a_vault_has_thirty_documents_and_a_hundred_megabytes() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    sqlx::query(
        "insert into pieces (id, user_id, kind, naming, media_type, bytes, content_mark, file, added_at, updated_at)
         select 'p' || n, 'claire', 'cv', 'v1.AAAA', 'application/pdf', 100, n::text::bytea, 'vault/' || n, now(), now()
         from generate_series(1, 30) n",
    )
    .execute(world.db())
    .await
    .unwrap();
    let many = add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    assert!(many.texts("#fichier-erreur")[0].contains("30 pièces"), "{}", many.main());

    sqlx::query("delete from pieces where id <> 'p1'").execute(world.db()).await.unwrap();
    sqlx::query("update pieces set bytes = 99999990").execute(world.db()).await.unwrap();
    let full = add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await;
    assert!(full.texts("#fichier-erreur")[0].contains("100 Mo"), "{}", full.main());
    sqlx::query("delete from pieces").execute(world.db()).await.unwrap();
    assert_eq!(add(&claire, "rcp", "", ("rcp.pdf", &paper(""))).await.status, 303);
}

#[tokio::test]
async fn a_piece_is_sent_to_the_team_when_it_awaits_one() {
    let world = World::new().await;
    let lea = world.sign_up("lea").await;
    add(&lea, "replacement_licence", "", ("licence.pdf", &paper(""))).await;
    let address = format!("/espace/pieces/{}", ids(&world, "lea").await[0]);
    let send = format!("{address}/verification");
    assert!(!lea.get(&address).await.main().contains("Envoyer cette pièce"), "a practitioner declares first");
    let refused = lea.post(&send, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.main().contains("Aucune pièce n’est attendue"), "{}", refused.main());

    sqlx::query("update users set account_kind = 'student'").execute(world.db()).await.unwrap();
    assert!(lea.get(&address).await.main().contains("Envoyer cette pièce"));
    assert_eq!(lea.post(&send, &[]).await.header("location"), format!("{address}?note=verification"));
    let (kind, status): (String, String) =
        sqlx::query_as("select kind, status from verification_pieces").fetch_one(world.db()).await.unwrap();
    assert_eq!((kind.as_str(), status.as_str()), ("replacement_licence", "uploaded"));
    assert_eq!(ids(&world, "lea").await.len(), 1, "the vault keeps its own");
}

#[tokio::test]
async fn a_copy_holds_the_documents_and_erasure_leaves_no_file() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    add(&claire, "rcp", "", ("Le Guen-O'Brien.pdf", &paper(""))).await;
    let file = files(&world).await.remove(0);
    claire.post("/espace/donnees/export", &[]).await;
    let export: String =
        sqlx::query_scalar("select id from data_exports").fetch_one(world.db()).await.unwrap();
    crate::privacy::build_export(&world.app, &export).await.unwrap();
    let archive = claire.get(&format!("/espace/donnees/export/{export}")).await.body;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let mut kept = Vec::new();
    let mut entry = archive.by_name("fichiers/coffre/001-Le_Guen-O_Brien.pdf").unwrap();
    std::io::Read::read_to_end(&mut entry, &mut kept).unwrap();
    assert_eq!(kept, paper(""));

    claire.post("/espace/donnees/suppression", &[("mot_de_passe", PASSWORD)]).await;
    world.clock.advance(chrono::TimeDelta::days(17));
    crate::privacy::apply_retention(&world.app).await.unwrap();
    file_removals::remove(&world.app, 100).await.unwrap();
    assert!(files(&world).await.is_empty());
    assert!(world.app.files.get(&file).await.unwrap().is_none());
}
