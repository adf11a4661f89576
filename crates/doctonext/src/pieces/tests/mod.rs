//! Documents on a real database, by the pages that people use.

mod keeping;
mod reminding;
mod rights;
mod sharing;

use axum::{body::Body, http::Request};

use crate::testing::{Answer, Browser, World};

/// Sends a form with a file, as a browser writes it.
pub(super) async fn upload(
    browser: &Browser<'_>,
    address: &str,
    fields: &[(&str, &str)],
    (name, bytes): (&str, &[u8]),
) -> Answer {
    let token = browser.form_token().await;
    let mut body = Vec::new();
    for (field, value) in [("jeton", token.as_str())].iter().chain(fields) {
        body.extend_from_slice(
            format!("--b\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    let head = format!(
        "--b\r\ncontent-disposition: form-data; name=\"fichier\"; filename=\"{name}\"\r\ncontent-type: application/pdf\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post(address)
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// Adds a document; `expires` may be empty.
pub(super) async fn add(browser: &Browser<'_>, kind: &str, expires: &str, file: (&str, &[u8])) -> Answer {
    upload(browser, "/espace/pieces/ajout", &[("nature", kind), ("libelle", ""), ("expire", expires)], file)
        .await
}

/// The identifiers of a person's documents, the latest first.
pub(super) async fn ids(world: &World, person: &str) -> Vec<String> {
    sqlx::query_scalar("select id from pieces where user_id = $1 order by added_at desc, id desc")
        .bind(person)
        .fetch_all(world.db())
        .await
        .unwrap()
}

/// Makes a link for seven days and gives its path.
pub(super) async fn share(browser: &Browser<'_>, pieces: &[String], reader: &str) -> String {
    let mut fields = vec![("lecteur", reader), ("duree", "7"), ("telechargement", "1"), ("demande", reader)];
    fields.extend(pieces.iter().map(|it| ("piece", it.as_str())));
    let answer = browser.post("/espace/pieces/partage", &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    path_of(&answer)
}

/// The path of the link that a page shows.
pub(super) fn path_of(answer: &Answer) -> String {
    answer
        .attributes("#lien", "value")
        .remove(0)
        .strip_prefix("https://doctonext.example")
        .unwrap()
        .to_owned()
}
