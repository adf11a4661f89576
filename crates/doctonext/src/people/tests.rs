//! People through their own pages.

use axum::{body::Body, http::Request};
use image::ImageFormat;

use crate::testing::{Answer, Browser, World};

async fn version(browser: &Browser<'_>) -> String {
    browser.get("/espace/profil").await.attributes("input[name=version]", "value").remove(0)
}

async fn save(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    let version = version(browser).await;
    let mut all = vec![("version", version.as_str()), ("nom", "Claire Moreau"), ("compte", "practitioner")];
    all.push(("metier", "doctor/medecine_generale"));
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend_from_slice(fields);
    browser.post("/espace/profil", &all).await
}

#[tokio::test]
async fn a_profile_is_kept_and_shown_again() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;

    let answer = save(
        &browser,
        &[("nom", "  Yann  Le Guen-O’Brien "), ("departement", "2A"), ("bio", "Bonjour <script>\r\nà tous")],
    )
    .await;

    assert_eq!(answer.header("location"), "/espace/profil?note=profil", "{}", answer.text());
    let page = browser.get("/espace/profil").await;
    assert_eq!(page.attributes("#nom", "value"), ["Yann Le Guen-O’Brien"]);
    assert_eq!(page.attributes("#departement option[selected]", "value"), ["2A"]);
    assert_eq!(page.attributes("#metier option[selected]", "value"), ["doctor/medecine_generale"]);
    assert!(page.text().contains("&lt;script&gt;") || page.text().contains("&#60;script&#62;"));
}

#[tokio::test]
async fn what_was_typed_stays_when_something_is_wrong() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;

    let long = "é".repeat(2001);
    let answer = save(
        &browser,
        &[("nom", "X"), ("compte", "agency"), ("siren", "123456789"), ("departement", "99Z"), ("bio", &long)],
    )
    .await;

    assert_eq!(answer.status, 422);
    assert_eq!(answer.texts(".field__error").len(), 4, "{:?}", answer.texts(".field__error"));
    assert_eq!(answer.attributes("#siren", "value"), ["123456789"]);
    assert_eq!(answer.texts("#bio"), [long]);
}

#[tokio::test]
async fn two_tabs_do_not_overwrite_each_other_silently() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let seen_in_both = version(&browser).await;
    assert_eq!(save(&browser, &[("bio", "La première")]).await.status, 303);

    let second = save(&browser, &[("bio", "La seconde"), ("version", &seen_in_both)]).await;

    assert_eq!(second.status, 409);
    assert!(second.main().contains("modifié ailleurs"));
    assert_eq!(second.texts("#bio"), ["La seconde"]);
    let fresh = second.attributes("input[name=version]", "value").remove(0);
    assert_eq!(save(&browser, &[("bio", "La seconde"), ("version", &fresh)]).await.status, 303);
}

#[tokio::test]
async fn a_page_exists_for_who_wants_one_and_shows_the_telephone_to_whom_they_agreed() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let paul = world.sign_up("paul").await;
    assert_eq!(world.get("/praticiens/claire-moreau-claire").await.status, 404);

    save(&claire, &[("page_publique", "1")]).await;
    let refused = claire
        .post("/espace/profil/telephone", &[("telephone", "06 12 34 56 78"), ("visible_par", "members")])
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.attributes("#telephone", "value").remove(0)),
        (422, "06 12 34 56 78".to_owned())
    );
    assert_eq!(refused.attributes("#visible_par option[selected]", "value"), ["members"]);
    assert_eq!(refused.attributes("[aria-invalid]", "name"), ["accord"], "the tick is wrong, not the number");
    let agreed = [("telephone", "06 12"), ("visible_par", "contacts"), ("accord", "1")];
    let refused = claire.post("/espace/profil/telephone", &agreed).await;
    assert_eq!(refused.attributes("#visible_par option[selected]", "value"), ["contacts"]);
    assert_eq!(refused.attributes("[name=accord][checked]", "name"), ["accord"]);
    assert_eq!(refused.attributes("[aria-invalid]", "name"), ["telephone"]);
    claire
        .post(
            "/espace/profil/telephone",
            &[("telephone", "06 12 34 56 78"), ("visible_par", "members"), ("accord", "1")],
        )
        .await;

    let path = "/praticiens/claire-moreau-claire";
    assert_eq!(world.get(path).await.status, 200);
    assert!(!world.get(path).await.text().contains("34"), "not for strangers");
    assert!(paul.get(path).await.main().contains("06 12 34 56 78"));
    assert_eq!(world.get("/praticiens/quelqu-un-d-autre-claire").await.status, 404);

    claire.post("/espace/profil/telephone/retrait", &[]).await;
    assert!(!paul.get(path).await.main().contains("06 12 34"));
    let (phone, closed): (Option<String>, bool) =
        sqlx::query_as("select u.phone, c.withdrawn_at is not null from users u join consents c on c.user_id = u.id where u.id = 'claire'")
            .fetch_one(world.db())
            .await
            .unwrap();
    assert_eq!((phone, closed), (None, true));
}

#[tokio::test]
async fn a_telephone_for_contacts_is_for_them_alone_and_lies_sealed() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    let paul = world.sign_up("paul").await;
    save(&claire, &[("page_publique", "1")]).await;
    claire
        .post(
            "/espace/profil/telephone",
            &[("telephone", "0612345678"), ("visible_par", "contacts"), ("accord", "1")],
        )
        .await;

    assert!(!paul.get("/praticiens/claire-moreau-claire").await.main().contains("06 12"));
    assert!(claire.get("/praticiens/claire-moreau-claire").await.main().contains("06 12"), "her own");
    let row: String = sqlx::query_scalar("select u::text from users u where id = 'claire'")
        .fetch_one(world.db())
        .await
        .unwrap();
    assert!(!row.contains("612345678") && row.contains("v1."), "{row}");
}

async fn send_picture(browser: &Browser<'_>, bytes: &[u8], token: &str) -> Answer {
    let mut body = format!("--b\r\ncontent-disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n--b\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post("/espace/profil/photo")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn a_picture_is_made_anew_and_its_file_goes_with_it() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(500, 300).write_to(&mut png, ImageFormat::Png).unwrap();
    let png = png.into_inner();
    let token = browser.form_token().await;

    assert_eq!(send_picture(&browser, &png, "AAAA").await.status, 403);
    assert_eq!(
        send_picture(&world.browser(), &png, "").await.header("location"),
        "/connexion?retour=%2Fespace"
    );
    assert_eq!(send_picture(&browser, b"<svg/>", &token).await.status, 422);
    assert_eq!(send_picture(&browser, &vec![0; 11 << 20], &token).await.status, 413);
    assert_eq!(send_picture(&browser, &png, &token).await.header("location"), "/espace/profil?note=photo");

    let address = browser.get("/espace").await.attributes(".account-menu .avatar img", "src").remove(0);
    let picture = world.get(&address).await;
    assert_eq!(picture.header("content-type"), "image/jpeg");
    assert_eq!(image::load_from_memory(&picture.body).unwrap().width(), 320);

    browser.post("/espace/profil/photo/retrait", &[]).await;
    crate::file_removals::remove(&world.app, 10).await.unwrap();
    assert_eq!(world.get(&address).await.status, 404);
    assert_eq!(world.get("/avatars/..%2F..%2Fkeys").await.status, 404);
}

#[tokio::test]
async fn the_overview_says_what_to_do_next() {
    let world = World::new().await;
    let browser = world.sign_up("claire").await;
    let page = browser.get("/espace").await.main();
    assert!(page.contains("Bonjour Claire") && page.contains("Complétez votre profil"), "{page}");

    sqlx::query("update users set name = 'Maison de santé du Lac', account_kind = 'organisation'")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(browser.get("/espace").await.texts("h1"), ["Bonjour Maison de santé du Lac"]);
}

#[tokio::test]
async fn an_address_of_many_hyphens_is_nobodys_page() {
    let world = World::new().await;
    let answer = world.get(&format!("/praticiens/{}", "-a".repeat(5000))).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_picture_that_is_replaced_leaves_no_file_behind() {
    let world = World::new().await;
    world.sign_up("claire").await;
    super::picture::keep(&world.app, "claire", b"first".to_vec()).await.unwrap();
    let first: String = sqlx::query_scalar("select avatar from users").fetch_one(world.db()).await.unwrap();

    super::picture::keep(&world.app, "claire", b"second".to_vec()).await.unwrap();
    crate::file_removals::remove(&world.app, 10).await.unwrap();

    assert!(world.app.files.get(&format!("avatars/{first}")).await.unwrap().is_none());
    let second: String = sqlx::query_scalar("select avatar from users").fetch_one(world.db()).await.unwrap();
    world.clock.advance(chrono::TimeDelta::days(1));
    crate::file_removals::remove(&world.app, 10).await.unwrap();
    assert!(world.app.files.get(&format!("avatars/{second}")).await.unwrap().is_some());
}

#[tokio::test]
async fn a_picture_whose_request_died_before_its_row_goes_within_the_hour() {
    let world = World::new().await;
    let key = "avatars/0123456789abcdef0123456789abcdef.jpg";
    crate::file_removals::expect(world.db(), key, world.app.clock.now()).await.unwrap();
    world.app.files.put(key, b"orphan".to_vec().into()).await.unwrap();

    crate::file_removals::remove(&world.app, 10).await.unwrap();
    assert!(world.app.files.get(key).await.unwrap().is_some(), "its request may still run");
    world.clock.advance(chrono::TimeDelta::hours(2));
    crate::file_removals::remove(&world.app, 10).await.unwrap();

    assert!(world.app.files.get(key).await.unwrap().is_none());
}
