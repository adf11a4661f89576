//! What goes and what stays when a row that others point at is deleted.

use sqlx::PgPool;

use super::{migrated_database, run};

const WORLD: &str = "insert into professions (code, key, label, plural, slug) values
        ('doctor', 1, 'Médecin', 'Médecins', 'medecin') on conflict do nothing;
    insert into users (id, name, email) values ('camille', 'C', 'camille@example.org'),
        ('ines', 'I', 'ines@example.org'), ('reader', 'R', 'reader@example.org');
    insert into listings (id, user_id, title, listing_type, profession, published_at) values
        ('cession', 'camille', 'Cabinet à céder', 'transfer', 'doctor', '2026-03-02T08:00:00Z');
    insert into transfer_details (id, listing_id) values ('d', 'cession');
    insert into listing_media (id, listing_id, file_url) values ('m', 'cession', '/m');
    insert into favorites (id, user_id, listing_id) values ('f', 'reader', 'cession');
    insert into saved_searches (id, user_id, name, search_criteria) values ('s', 'reader', 'Creuse', '{}');
    insert into alert_notifications (id, saved_search_id, listing_id, user_id, sent_at)
        values ('n', 's', 'cession', 'reader', '2026-03-02T09:00:00Z');
    insert into blog_articles (id, title, slug, content, author_id) values ('b', 'T', 't', 'C', 'reader');
    insert into listing_analytics (id, listing_id, event_type, user_id) values ('v', 'cession', 'view', 'reader');
    insert into conversations (id, listing_id, participant_1_id, participant_2_id)
        values ('c', 'cession', 'ines', 'camille');
    insert into messages (id, conversation_id, sender_id, recipient_id, listing_id, content)
        values ('m', 'c', 'ines', 'camille', 'cession', 'Bonjour');";

async fn count(pool: &PgPool, statement: &'static str) -> i64 {
    sqlx::query_scalar(statement).fetch_one(pool).await.unwrap()
}

#[tokio::test]
async fn a_contract_keeps_its_listing_and_both_people() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, WORLD).await.unwrap();
    run(pool, "insert into contracts (id, listing_id, sender_id, recipient_id, contract_type) values ('k', 'cession', 'camille', 'ines', 'transfer')")
        .await
        .unwrap();

    for statement in [
        "delete from listings where id = 'cession'",
        "delete from users where id = 'camille'",
        "delete from users where id = 'ines'",
    ] {
        assert!(run(pool, statement).await.is_err(), "{statement}");
    }
    assert_eq!(count(pool, "select count(*) from contracts").await, 1);
}

#[tokio::test]
async fn a_person_takes_along_what_is_theirs_alone() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, WORLD).await.unwrap();

    run(pool, "delete from users where id = 'reader'").await.unwrap();

    assert_eq!(count(pool, "select count(*) from favorites").await, 0);
    assert_eq!(count(pool, "select count(*) from saved_searches").await, 0);
    assert_eq!(count(pool, "select count(*) from alert_notifications").await, 0);
    assert_eq!(count(pool, "select count(*) from blog_articles where author_id is null").await, 1);
    assert_eq!(count(pool, "select count(*) from listing_analytics where user_id is null").await, 1);
}

#[tokio::test]
async fn a_person_who_wrote_or_published_cannot_be_deleted() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, WORLD).await.unwrap();

    assert!(run(pool, "delete from users where id = 'camille'").await.is_err());
    assert!(run(pool, "delete from users where id = 'ines'").await.is_err());
}

#[tokio::test]
async fn conversations_outlive_their_listing_and_details_do_not() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, WORLD).await.unwrap();

    run(pool, "delete from listings where id = 'cession'").await.unwrap();

    assert_eq!(count(pool, "select count(*) from conversations where listing_id is null").await, 1);
    assert_eq!(count(pool, "select count(*) from messages where listing_id is null").await, 1);
    for statement in [
        "select count(*) from transfer_details",
        "select count(*) from listing_media",
        "select count(*) from favorites",
        "select count(*) from listing_analytics",
    ] {
        assert_eq!(count(pool, statement).await, 0, "{statement}");
    }
}
