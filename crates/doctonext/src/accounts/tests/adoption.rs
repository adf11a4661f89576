//! A database that the first Doctonext filled.

use crate::{
    accounts::seal_clear_columns,
    sealing::{Place, Sealed},
    testing::World,
};

const PHONE: &str = "06 12 34 56 78";

async fn filled_by_the_first_doctonext(world: &World) {
    world.sign_up("claire").await;
    sqlx::query("update users set phone = $1, rpps_number = '10005173140'")
        .bind(PHONE)
        .execute(world.db())
        .await
        .unwrap();
    sqlx::query(
        "insert into accounts (id, account_id, provider_id, user_id, access_token, created_at, updated_at)
         values ('g', '118', 'google', 'claire', 'ya29.secret', now(), now())",
    )
    .execute(world.db())
    .await
    .unwrap();
}

#[tokio::test]
async fn what_lies_in_clear_is_sealed_once_and_can_be_read_again() {
    let world = World::new().await;
    filled_by_the_first_doctonext(&world).await;

    assert_eq!(seal_clear_columns(&world.app).await.unwrap(), 3);
    assert_eq!(seal_clear_columns(&world.app).await.unwrap(), 0, "nothing is left");

    let mut db = world.db().acquire().await.unwrap();
    let sealed: Sealed = sqlx::query_scalar("select phone from users").fetch_one(&mut *db).await.unwrap();
    let place = Place { table: "users", column: "phone", row: "claire" };
    assert_eq!(world.app.vault.open_text(&mut db, place, &sealed).await.unwrap(), PHONE);
    let clear: i64 = sqlx::query_scalar(
        "select count(*) from users u join accounts a on a.user_id = u.id
         where concat(u.phone, u.rpps_number, a.access_token) ~ '06 12|10005173140|ya29'",
    )
    .fetch_one(&mut *db)
    .await
    .unwrap();
    assert_eq!(clear, 0);
}

#[tokio::test]
async fn a_telephone_in_clear_breaks_no_page_and_shows_once_it_is_sealed() {
    let world = World::new().await;
    let claire = world.sign_up("claire").await;
    filled_by_the_first_doctonext(&world).await;
    let shown = async || claire.get("/espace/profil").await.attributes("#telephone", "value");

    assert_eq!(shown().await, [""]);
    seal_clear_columns(&world.app).await.unwrap();

    assert_eq!(shown().await, [PHONE]);
}

#[tokio::test]
async fn nothing_is_sealed_while_the_first_doctonext_reads_the_same_columns() {
    let world = World::with(|settings| {
        settings.shared_sessions_secret = Some(crate::config::Secret::new("shared"));
    })
    .await;
    filled_by_the_first_doctonext(&world).await;

    assert_eq!(seal_clear_columns(&world.app).await.unwrap(), 0);
}
