//! Rooms through their pages.

mod asking;
mod offering;
mod reading;
mod rights;
mod signing;
mod tending;

use bytes::Bytes;

use crate::{
    drawing,
    sealing::{Place, Scope},
    testing::{Answer, Browser, Someone, World, secret_of_ajaccio},
};

/// The listing of Claire, who sells in confidence.
const LISTING: &str = "0199c0de-0000-7000-8000-000000000004";
const ASK: &str = "/espace/dossiers/demande/0199c0de-0000-7000-8000-000000000004";
const SELLER: &str = "/espace/annonces/0199c0de-0000-7000-8000-000000000004/dossier";
const PROJECT: &str =
    "Omnipraticien depuis dix ans, je cherche un cabinet à reprendre en Corse pour la rentrée.";

/// Claire, who sells, and Paul, who would like to see more, both verified.
struct Story<'a> {
    world: &'a World,
    claire: Browser<'a>,
    paul: Browser<'a>,
    /// Of the listing.
    address: String,
}

async fn one<T>(world: &World, sql: &str) -> T
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(world.db()).await.unwrap()
}

async fn run(world: &World, sql: &str) {
    sqlx::query(sqlx::AssertSqlSafe(sql.to_owned())).execute(world.db()).await.unwrap();
}

fn verified() -> Someone {
    Someone { trust_level: 2, ..Someone::default() }
}

impl<'a> Story<'a> {
    async fn begin(world: &'a World) -> Self {
        let claire = world.sign_up_as("claire", verified()).await;
        let paul = world.sign_up_as("paul", verified()).await;
        let address = world.publish([secret_of_ajaccio()]).await.remove(0);
        // Whoever waits for weeks stays signed in.
        run(world, "update sessions set expires_at = '2027-03-01T09:00:00Z'").await;
        let mut tx = world.db().begin().await.unwrap();
        let place = Place { table: "users", column: "rpps_number", row: "paul" };
        let sealed =
            world.app.vault.seal(&mut tx, Scope::Person("paul"), place, b"10003462140").await.unwrap();
        sqlx::query(
            "update users set rpps_number = $1, is_verified_professional = true, profession = 'dentist', department = '2A'
             where id = 'paul'",
        )
        .bind(sealed)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        Self { world, claire, paul, address }
    }

    /// Puts a paper into Claire’s room, as media keeps it.
    async fn deposit(&self, id: &str, bytes: &[u8]) {
        let mut tx = self.world.db().begin().await.unwrap();
        let place = Place { table: "listing_media", column: "file", row: id };
        let sealed = self.world.app.vault.seal(&mut tx, Scope::Person("claire"), place, bytes).await.unwrap();
        let key = format!("media/documents/{id}");
        self.world.app.files.put(&key, Bytes::from(sealed.to_bytes().unwrap())).await.unwrap();
        sqlx::query(
            "insert into listing_media (id, listing_id, file_url, file_name, file_type, upload_key, state, display_order)
             values ($1, $2, '', $3, 'document', $4, 'ready', 1)",
        )
        .bind(id)
        .bind(LISTING)
        .bind(format!("{id}.pdf"))
        .bind(key)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// Paul asks; the page of his request.
    async fn ask(&self) -> String {
        let answer = self.paul.post(ASK, &[("projet", PROJECT)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        answer.header("location").trim_end_matches("?note=demande").to_owned()
    }

    /// Claire’s page of a request.
    fn at_claires(room: &str) -> String {
        format!("{SELLER}/{}", room.rsplit('/').next().unwrap())
    }

    async fn decides(&self, room: &str, act: &str) -> Answer {
        self.claire.post(&Self::at_claires(room), &[("acte", act)]).await
    }

    /// The code of the latest letter.
    async fn code(&self) -> String {
        let letters = self.world.letters().await;
        let letter = letters.iter().rev().find(|it| it.subject.contains("Votre code")).expect("a code");
        let digits: String = letter.text.chars().filter(|it| it.is_ascii_digit()).collect();
        let at = letter.text.find("Code").unwrap();
        let after: String = letter.text[at..].chars().filter(|it| it.is_ascii_digit()).take(6).collect();
        assert!(digits.contains(&after));
        after
    }

    /// Somebody accepts the undertaking at a page.
    async fn signs(&self, who: &Browser<'_>, room: &str) {
        let page = format!("{room}/engagement");
        who.post(&format!("{page}/code"), &[]).await;
        let code = self.code().await;
        let answer = who.post(&page, &[("accepte", "1"), ("version", "2026-11"), ("code", &code)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }

    /// Both sign and the first tier is open; the page of the room.
    async fn open(&self) -> String {
        let room = self.ask().await;
        self.signs(&self.claire, SELLER).await;
        assert_eq!(self.decides(&room, "grant").await.status, 303);
        self.signs(&self.paul, &room).await;
        room
    }

    /// The second tier too, with a paper of three pages.
    async fn open_with_paper(&self) -> String {
        self.deposit("bilan", &drawing::tests::paper(3)).await;
        let room = self.open().await;
        assert_eq!(self.decides(&room, "open_documents").await.status, 303);
        room
    }

    /// Subjects of the letters to an address, in order.
    async fn subjects(&self, to: &str) -> Vec<String> {
        let letters = self.world.letters().await;
        letters.into_iter().filter(|it| it.to.contains(to)).map(|it| it.subject).collect()
    }
}
