//! Files come in, become pictures, and are put in order.

use axum::{
    body::Body,
    http::{Request, header},
};
use futures::StreamExt;
use image::{GenericImageView, ImageFormat};
use tokio::sync::oneshot;

use super::*;
use crate::{documents::paper, testing::Someone};

#[tokio::test]
async fn a_photograph_becomes_three_sizes_on_the_page_and_on_the_card() {
    let world = World::new().await;
    let (claire, address) = claire(&world).await;

    let sent = send(&claire, &[("façade.jpg", &jpeg(2400, 1600))]).await;
    assert_eq!(sent.status, 303);
    assert_eq!(sent.header("location"), format!("{PAGE}?note=envoi"));
    assert_eq!(claire.get(PAGE).await.texts(".media-item .row__note").len(), 1);
    work(&world).await;

    let page = world.get(&address).await;
    let (webp, src) = (
        page.attributes(".gallery source", "srcset").remove(0),
        page.attributes(".gallery picture img", "src").remove(0),
    );
    assert_eq!(webp.split(", ").count(), 3);
    assert_eq!(page.attributes(".gallery picture img", "width"), ["1920"]);
    assert_eq!(page.attributes(".gallery picture img", "height"), ["1280"]);
    assert_eq!(
        page.attributes(".gallery picture img", "loading"),
        Vec::<String>::new(),
        "the first is not lazy"
    );
    assert!(page.attributes(".gallery__glimpse", "src")[0].starts_with("data:image/webp;base64,"));
    for (address, media_type, width) in webp
        .split(", ")
        .map(|it| it.split(' ').next().unwrap())
        .zip([320, 960, 1920])
        .map(|(it, width)| (it.to_owned(), "image/webp", width))
        .chain([(src, "image/jpeg", 960)])
    {
        let file = world.get(&address).await;
        assert_eq!(file.header("content-type"), media_type, "{address}");
        assert_eq!(file.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(image::load_from_memory(&file.body).unwrap().width(), width, "{address}");
    }
    let card = world.get("/annonces").await;
    assert_eq!(card.attributes(".card__picture source", "srcset"), [webp]);
    assert_eq!(keys(&world).await.len(), 7, "six sizes, and what came until it is removed");
    remove_doomed(&world).await;
    assert_eq!(keys(&world).await.len(), 6);
}

#[tokio::test]
async fn nothing_of_the_file_survives_but_what_is_seen() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let plain = jpeg(600, 300);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 46.1706N 1.8715E chez Claire");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let with_place =
        [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..], b"<script>alert(1)</script>PK\x03\x04"]
            .concat();

    send(&claire, &[("chez moi.jpg", &with_place)]).await;
    work(&world).await;
    remove_doomed(&world).await;

    for key in keys(&world).await {
        let bytes = world.app.files.get(&key).await.unwrap().unwrap();
        for trace in [&b"Exif"[..], b"GPS", b"Claire", b"<script>", b"PK\x03\x04"] {
            assert!(!bytes.windows(trace.len()).any(|it| it == trace), "{key}");
        }
        let seen = image::load_from_memory(&bytes).unwrap();
        assert!(seen.height() > seen.width(), "{key} stands upright");
    }
}

#[tokio::test]
async fn small_and_transparent_pictures_are_kept_as_large_as_they_came() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let mut see_through = picture(500, 200).into_rgba8();
    see_through.put_pixel(0, 0, image::Rgba([0, 0, 0, 0]));
    let png = encoded(&see_through.into(), ImageFormat::Png);
    let grey = encoded(&picture(90, 400).into_luma8().into(), ImageFormat::Png);
    let deep = encoded(&image::DynamicImage::ImageRgba16(picture(64, 48).into_rgba16()), ImageFormat::Png);

    send(&claire, &[("a.png", &png), ("b.png", &grey), ("c.png", &deep)]).await;
    work(&world).await;
    remove_doomed(&world).await;

    let widths: Vec<i32> = sqlx::query_scalar("select width from listing_media order by display_order")
        .fetch_all(world.db())
        .await
        .unwrap();
    assert_eq!(widths, [500, 90, 64]);
    let key: String = one(&world, "select upload_key from listing_media where width = 500").await;
    let kept = image::load_from_memory(&world.app.files.get(&key).await.unwrap().unwrap()).unwrap();
    assert!(kept.get_pixel(490, 4).0[..3].iter().all(|it| *it < 255));
    assert_eq!(keys(&world).await.len(), 4 + 2 + 2);
}

#[tokio::test]
async fn the_same_file_is_kept_once_however_often_it_comes() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let (front, back) = (jpeg(80, 60), jpeg(60, 80));

    send(&claire, &[("devant.jpg", &front), ("devant (1).jpg", &front)]).await;
    let again = send(&claire, &[("devant.jpg", &front)]).await;
    let mixed = send_by_script(&claire, &[("devant.jpg", &front), ("jardin.jpg", &back)]).await.json();

    assert_eq!(again.header("location"), format!("{PAGE}?note=deja"));
    assert_eq!(mixed["files"][0]["outcome"], "already");
    assert_eq!(mixed["files"][1]["outcome"], "added");
    assert_eq!(one::<i64>(&world, "select count(*) from listing_media").await, 2);
    let roof = jpeg(40, 40);
    let files = [("toit.jpg", &roof[..])];
    let twice = tokio::join!(send_by_script(&claire, &files), send_by_script(&claire, &files));
    assert_eq!((twice.0.status.as_u16(), twice.1.status.as_u16()), (200, 200));
    assert_eq!(one::<i64>(&world, "select count(*) from listing_media").await, 3);
    work(&world).await;
    remove_doomed(&world).await;
    assert_eq!(keys(&world).await.len(), 6, "one size of each, twice");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_the_name_and_the_others_go_in() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let heavy = [jpeg(20, 20), vec![7; (10 << 20) + 1]].concat();

    let answer = send(
        &claire,
        &[
            ("lourde.jpg", &heavy),
            ("programme.exe", b"MZ\x90\0 not a picture"),
            ("dessin.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            ("vide.jpg", b""),
            ("bonne.jpg", &jpeg(90, 60)),
        ],
    )
    .await;

    assert_eq!(answer.status, 422);
    insta::assert_snapshot!(answer.texts(".refusals li").join("\n"));
    assert_eq!(
        one::<String>(&world, "select string_agg(file_name, ',') from listing_media").await,
        "bonne.jpg"
    );
    assert_eq!(
        send(&claire, &[("", b"")]).await.texts("#fichiers-erreur"),
        ["Choisissez au moins un fichier."]
    );
}

#[tokio::test]
async fn a_batch_that_breaks_goes_on_with_what_is_missing() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let (first, second) = (jpeg(90, 60), jpeg(60, 90));
    let whole = form(&claire.form_token().await, &[("un.jpg", &first), ("deux.jpg", &second)]);
    let cut = whole[..whole.len() - second.len() / 2 - 12].to_vec();

    let broken = claire.send(posted(cut, "application/json")).await.json();
    let again = send_by_script(&claire, &[("un.jpg", &first), ("deux.jpg", &second)]).await.json();

    assert_eq!(broken["files"][0]["outcome"], "added");
    assert_ne!(broken["files"][1]["outcome"], "added");
    let outcomes: Vec<&str> =
        again["files"].as_array().unwrap().iter().map(|it| it["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["already", "added"]);
}

#[tokio::test]
async fn ten_photographs_and_five_documents_are_enough() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let photographs: Vec<Vec<u8>> = (0..11).map(|it| jpeg(20 + it, 20)).collect();
    let papers: Vec<Vec<u8>> = (0..6).map(|it| paper(&format!("/Lang (f{it})"))).collect();
    let files: Vec<(&str, &[u8])> = photographs
        .iter()
        .map(|it| ("p.jpg", &it[..]))
        .chain(papers.iter().map(|it| ("d.pdf", &it[..])))
        .collect();

    let answer = send(&claire, &files).await;

    assert_eq!(
        answer.texts(".refusals li"),
        [
            "p.jpg\u{a0}: Cette annonce a déjà 10\u{a0}photos. Supprimez-en une d’abord."
                .replace('\u{a0}', " "),
            "d.pdf\u{a0}: Cette annonce a déjà 5\u{a0}documents. Supprimez-en un d’abord."
                .replace('\u{a0}', " ")
        ]
    );
    assert_eq!(one::<i64>(&world, "select count(*) from listing_media").await, 15);
}

#[tokio::test]
async fn files_are_moved_described_and_removed_by_plain_forms() {
    let world = World::new().await;
    let (claire, address) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(40, 30)), ("b.jpg", &jpeg(50, 30)), ("c.jpg", &jpeg(60, 30))]).await;
    send(&claire, &[("bail.pdf", &paper(""))]).await;
    work(&world).await;
    let [a, b, c, _] = <[String; 4]>::try_from(acts(&claire).await).unwrap();

    claire.post(&c, &[("acte", "monter")]).await;
    assert_eq!(order(&claire).await, ["a.jpg", "c.jpg", "b.jpg", "bail.pdf"]);
    claire.post(&b, &[("acte", "principale")]).await;
    claire.post(&b, &[("acte", "descendre")]).await;
    claire.post(&c, &[("acte", "placer"), ("place", "1")]).await;
    assert_eq!(order(&claire).await, ["c.jpg", "a.jpg", "b.jpg", "bail.pdf"]);
    assert!(claire.get(PAGE).await.texts(".media-item")[0].contains("Principale"));
    assert_eq!(world.get("/annonces").await.attributes(".card__picture img", "src").len(), 1);

    let told = claire.post(&c, &[("acte", "legende"), ("legende", "  La salle\n d’attente ")]).await;
    assert_eq!(told.header("location"), format!("{PAGE}?note=legende"));
    assert_eq!(world.get(&address).await.attributes(".gallery picture img", "alt")[0], "La salle d’attente");
    let long = claire.post(&c, &[("acte", "legende"), ("legende", &"é".repeat(141))]).await;
    assert_eq!(
        (long.status.as_u16(), long.texts(".field__error")),
        (422, vec!["140 caractères au plus.".to_owned()])
    );
    assert!(long.text().contains(&"é".repeat(141)), "what was typed stays");

    claire.post(&c, &[("acte", "supprimer")]).await;
    let again = claire.post(&c, &[("acte", "supprimer")]).await;
    assert_eq!(again.status, 303, "a double click is no error");
    assert_eq!(order(&claire).await, ["a.jpg", "b.jpg", "bail.pdf"]);
    remove_doomed(&world).await;
    assert_eq!(keys(&world).await.len(), 5, "two photographs of one size, one document");
    assert_eq!(claire.post(&a, &[("acte", "voler")]).await.status, 422);
}

#[tokio::test]
async fn only_the_owner_changes_a_listing_that_is_not_over() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(40, 30))]).await;
    let act = acts(&claire).await.remove(0);
    let paul = world.sign_up("paul").await;

    assert_eq!(paul.get(PAGE).await.status, 404);
    assert_eq!(send(&paul, &[("a.jpg", &jpeg(40, 31))]).await.status, 404);
    assert_eq!(paul.post(&act, &[("acte", "supprimer")]).await.status, 404);
    assert_eq!(claire.post_without_token(&act, &[("acte", "supprimer")]).await.status, 403);
    let forged = claire.send(posted(form("forged", &[("a.jpg", &jpeg(9, 9))]), "text/html")).await;
    assert_eq!(forged.status, 403);
    for status in ["archived", "removed"] {
        sqlx::query("update listings set status = $1").bind(status).execute(world.db()).await.unwrap();
        assert_eq!(claire.get(PAGE).await.status, 404, "{status}");
        assert_eq!(send(&claire, &[("b.jpg", &jpeg(41, 30))]).await.status, 404, "{status}");
    }
    sqlx::query("update listings set status = 'draft', published_at = null")
        .execute(world.db())
        .await
        .unwrap();
    assert_eq!(claire.get(PAGE).await.status, 200);
}

#[tokio::test]
async fn the_queue_makes_the_pictures_and_a_second_try_changes_nothing() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    send(&claire, &[("a.jpg", &jpeg(400, 300)), ("b.jpg", &jpeg(300, 400))]).await;
    let ids = waiting(&world).await;
    let mut changes = sqlx::postgres::PgListener::connect_with(world.db()).await.unwrap();
    changes.listen("listing_search_changed").await.unwrap();

    let worker = crate::jobs::start(&world.app).await.unwrap();
    while !waiting(&world).await.is_empty() {
        changes.recv().await.unwrap();
    }
    worker.stop().await;
    let before: String = one(&world, "select string_agg(name, ',' order by id) from listing_media").await;
    for id in &ids {
        media::make_pictures(&world.app, id).await.unwrap();
    }

    assert_eq!(
        one::<String>(&world, "select string_agg(name, ',' order by id) from listing_media").await,
        before
    );
}

#[tokio::test]
async fn a_slow_line_is_not_cut_by_the_limit_of_pages() {
    let world = World::new().await;
    let (claire, _) = claire(&world).await;
    let body = form(&claire.form_token().await, &[("a.jpg", &jpeg(90, 60))]);
    let (go_on, wait) = oneshot::channel::<()>();
    let (start, rest) = (body[..400].to_vec(), body[400..].to_vec());
    let stream = futures::stream::once(async move { Ok::<_, std::io::Error>(start) }).chain(
        futures::stream::once(async move {
            wait.await.unwrap();
            Ok(rest)
        }),
    );
    let request = Request::post(PAGE)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=line")
        .body(Body::from_stream(stream))
        .unwrap();
    let sending = claire.send(request);
    tokio::pin!(sending);

    assert!(futures::poll!(&mut sending).is_pending());
    go_on.send(()).unwrap();

    assert_eq!(sending.await.status, 303);
}

#[tokio::test]
async fn a_program_of_the_owner_sends_lists_and_removes_files_and_no_other_does() {
    let world = World::new().await;
    let claire = world.sign_up_as("claire", Someone { trust_level: 2, ..Someone::default() }).await;
    world.publish([claires_practice()]).await;
    let program = world.program(&claire, &["listings:read", "listings:write"]).await;
    let address = "/api/v1/me/listings/0199c0de-0000-7000-8000-000000000001/media";
    let upload = async |token: &str, files: &[(&str, &[u8])]| {
        let request = Request::post(address)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "multipart/form-data; boundary=line")
            .body(Body::from(form("", files)))
            .unwrap();
        world.send(request).await
    };

    let photograph = jpeg(400, 300);
    let files: [(&str, &[u8]); 2] =
        [("salle.jpg", &photograph), ("virus.exe", b"MZ no picture at all, and long enough")];
    let sent = upload(&program.token, &files).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    let outcomes = |answer: &Answer| -> Vec<String> {
        let json = answer.json();
        json["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["outcome"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(outcomes(&sent), ["added", "refused"]);
    assert_eq!(
        outcomes(&upload(&program.token, &files).await),
        ["already", "refused"],
        "repeated without doubles"
    );

    let id = program.get(address).await.json()["photographs"][0]["id"].as_str().unwrap().to_owned();
    let paul = world.sign_up_as("paul", Someone { trust_level: 2, ..Someone::default() }).await;
    let other = world.program(&paul, &["listings:read", "listings:write"]).await;
    assert_eq!(other.get(address).await.status, 404);
    assert_eq!(upload(&other.token, &files).await.status, 404);
    let remove = format!("{address}/{id}");
    assert_eq!(other.send(axum::http::Method::DELETE, &remove, &[], None).await.status, 404);
    let reader = world.program(&claire, &["listings:read"]).await;
    assert_eq!(upload(&reader.token, &files).await.status, 403);
    assert_eq!(world.get(address).await.status, 401);

    assert_eq!(program.send(axum::http::Method::DELETE, &remove, &[], None).await.status, 204);
    assert_eq!(program.get(address).await.json()["photographs"].as_array().unwrap().len(), 0);
    assert_eq!(upload(&program.token, &[]).await.status, 422);
}
