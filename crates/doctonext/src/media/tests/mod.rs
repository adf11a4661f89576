//! Photographs and documents, from the form to the page.

mod antivirus;
mod comparing;
mod hostile;
mod reading;
mod sending;

use std::io::Cursor;

use axum::{body::Body, http::Request};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::{
    media,
    testing::{Answer, Browser, World, claires_practice},
};

/// Its page of photographs.
const PAGE: &str = "/espace/annonces/0199c0de-0000-7000-8000-000000000001/photos";

/// Claire, signed in, and her practice online.
async fn claire(world: &World) -> (Browser<'_>, String) {
    let claire = world.sign_up("claire").await;
    let address = world.publish([claires_practice()]).await.remove(0);
    (claire, address)
}

/// A picture in which no two columns are alike.
fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([x * 255 / width, y * 255 / height, (x ^ y) % 256].map(|it| u8::try_from(it).unwrap()))
    }))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&picture(width, height), ImageFormat::Jpeg)
}

/// A form with files, as a browser sends it.
fn form(token: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body =
        format!("--line\r\ncontent-disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n").into_bytes();
    for (name, bytes) in files {
        body.extend_from_slice(
            format!(
                "--line\r\ncontent-disposition: form-data; name=\"fichiers\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--line--\r\n");
    body
}

fn posted(body: Vec<u8>, accept: &str) -> Request<Body> {
    Request::post(PAGE)
        .header("content-type", "multipart/form-data; boundary=line")
        .header("accept", accept)
        .body(Body::from(body))
        .unwrap()
}

/// Sends files without a script.
async fn send(browser: &Browser<'_>, files: &[(&str, &[u8])]) -> Answer {
    let body = form(&browser.form_token().await, files);
    browser.send(posted(body, "text/html")).await
}

/// Sends files as the script does.
async fn send_by_script(browser: &Browser<'_>, files: &[(&str, &[u8])]) -> Answer {
    let body = form(&browser.form_token().await, files);
    browser.send(posted(body, "application/json")).await
}

/// Runs the jobs that wait.
async fn work(world: &World) {
    for id in waiting(world).await {
        media::make_pictures(&world.app, &id).await.unwrap();
    }
}

async fn waiting(world: &World) -> Vec<String> {
    sqlx::query_scalar("select id from listing_media where state = 'processing' order by display_order")
        .fetch_all(world.db())
        .await
        .unwrap()
}

async fn one<T>(world: &World, sql: &str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(world.db()).await.unwrap()
}

/// Every key of the storage under `media`.
async fn keys(world: &World) -> Vec<String> {
    use futures::TryStreamExt;
    let mut keys: Vec<String> =
        world.app.files.list("media").map_ok(|it| it.key).try_collect().await.unwrap();
    keys.sort();
    keys
}

/// Lets the job of removals do its work an hour from now.
async fn remove_doomed(world: &World) {
    world.clock.advance(chrono::TimeDelta::hours(2));
    crate::file_removals::remove(&world.app, 1000).await.unwrap();
}

/// The photographs of the page, by name, in their order.
async fn order(browser: &Browser<'_>) -> Vec<String> {
    browser.get(PAGE).await.texts(".media-item strong")
}

/// Addresses of the acts on each file, in their order.
async fn acts(browser: &Browser<'_>) -> Vec<String> {
    browser.get(PAGE).await.attributes("form[data-media-act]", "action")
}
