//! Verification, as its people and the team meet it.

mod declaring;
mod nights;
mod reviewing;
mod suspending;

use axum::{body::Body, http::Request};

use crate::testing::{Answer, Browser, World};

/// Real numbers have a right key; these do, and nobody's they are.
pub(super) const NUMBER: &str = "10001045367";
pub(super) const OTHER: &str = "10000001916";

impl World {
    /// A directory with nobody in it.
    async fn open_directory(&self) {
        sqlx::query(
            "insert into directory_editions (source, file_name, file_sha256, imported_at, lines, people, added, changed,
                                             disappeared)
             select 'extraction', 'f', 'f', now(), 1, 1, 1, 0, 0
             where not exists (select 1 from directory_editions)",
        )
        .execute(self.db())
        .await
        .unwrap();
    }

    /// The directory knows a nurse of this number and name.
    async fn know(&self, number: &str, family: &str, given: &str) {
        self.open_directory().await;
        sqlx::query(
            "insert into directory_people (national_id, names, professions, know_how, modes, communes, sectors)
             values ('8' || $1, array[$2 || '|' || $3], array['60|C'], '{}', '{L}', '{23096}', '{SA07}')",
        )
        .bind(number)
        .bind(family)
        .bind(given)
        .execute(self.db())
        .await
        .unwrap();
    }

    /// The directory knows this number no more.
    async fn forget(&self, number: &str) {
        sqlx::query("delete from directory_people where national_id = '8' || $1")
            .bind(number)
            .execute(self.db())
            .await
            .unwrap();
    }

    /// State, trust level and badge of a person.
    async fn standing(&self, id: &str) -> (String, i16, bool) {
        sqlx::query_as(
            "select verification_status, trust_level, is_verified_professional from users where id = $1",
        )
        .bind(id)
        .fetch_one(self.db())
        .await
        .unwrap()
    }

    /// Subjects of the letters to a person, the latest last.
    async fn subjects(&self, id: &str) -> Vec<String> {
        let to = format!("{id}@example.org");
        let letters = self.letters().await.into_iter().filter(|it| it.to == to).map(|it| it.subject);
        letters.filter(|it| !it.starts_with("Nouvelle connexion")).collect()
    }
}

/// Declares a number as a nurse and lets the queue's act run.
async fn declare(world: &World, browser: &Browser<'_>, given: &str, family: &str, number: &str) -> Answer {
    let fields = [("prenom", given), ("nom", family), ("metier", "nurse"), ("numero", number)];
    let answer = browser.post("/espace/verification", &fields).await;
    super::check_declared(&world.app).await.unwrap();
    answer
}

async fn send_piece(browser: &Browser<'_>, kind: &str, bytes: &[u8]) -> Answer {
    let token = browser.form_token().await;
    let mut body = format!("--b\r\ncontent-disposition: form-data; name=\"jeton\"\r\n\r\n{token}\r\n--b\r\ncontent-disposition: form-data; name=\"nature\"\r\n\r\n{kind}\r\n--b\r\ncontent-disposition: form-data; name=\"piece\"; filename=\"a.pdf\"\r\ncontent-type: application/pdf\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::post("/espace/verification/pieces")
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}
