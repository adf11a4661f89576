//! What the tables refuse, each refusal by the name of its constraint.

use sqlx::PgPool;

use super::{migrated_database, run};

const PEOPLE: &str = "insert into professions (code, key, label, plural, slug) values
        ('doctor', 1, 'Médecin', 'Médecins', 'medecin') on conflict do nothing;
    insert into users (id, name, email) values ('camille', 'C', 'camille@example.org'),
        ('ines', 'I', 'ines@example.org');
    insert into listings (id, user_id, title, listing_type, profession, published_at)
        values ('cession', 'camille', 'Cabinet à céder', 'transfer', 'doctor', '2026-03-02T08:00:00Z');";

/// The constraint that refused, or nothing when the statement went through.
async fn refused_by(pool: &PgPool, statement: &'static str) -> Option<String> {
    let error = run(pool, statement).await.err()?;
    let refusal = error.as_database_error().unwrap_or_else(|| panic!("{error}"));
    Some(refusal.constraint().unwrap_or(refusal.message()).to_owned())
}

#[tokio::test]
async fn impossible_facts_are_refused() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, PEOPLE).await.unwrap();
    let cases = [
        ("update listings set status = 'vendu'", "listings_status_known"),
        ("update listings set listing_type = 'swap'", "listings_listing_type_known"),
        ("update listings set title = '  a '", "listings_title_length"),
        ("update listings set published_at = null", "listings_online_is_dated"),
        ("update listings set profession = null", "listings_online_has_profession"),
        ("update listings set deleted_at = published_at", "listings_online_is_not_deleted"),
        ("update listings set specialty = 'alchimie'", "listings_specialty_fkey"),
        ("update users set email = 'Camille@example.org' where id = 'camille'", "users_email_lowercase"),
        ("update users set email = 'ines@example.org' where id = 'camille'", "users_email_key"),
        (
            "insert into listing_locations (id, listing_id, city, region, latitude) values ('a', 'cession', 'V', 'R', 46)",
            "listing_locations_point_whole",
        ),
        (
            "insert into transfer_details (id, listing_id, charges_percentage) values ('a', 'cession', 101)",
            "transfer_details_charges_percentage_range",
        ),
        (
            "insert into replacement_details (id, listing_id, start_date, end_date)
                values ('a', 'cession', '2026-07-02', '2026-07-01')",
            "replacement_details_dates_ordered",
        ),
        (
            "insert into replacement_details (id, listing_id, working_days) values ('a', 'cession', '{lundi}')",
            "replacement_details_working_days_known",
        ),
        (
            "insert into replacement_details (id, listing_id, working_days) values ('a', 'cession', '{monday,null}')",
            "replacement_details_working_days_known",
        ),
        (
            "insert into conversations (id, participant_1_id, participant_2_id) values ('a', 'ines', 'ines')",
            "conversations_two_people",
        ),
        (
            "insert into notifications (id, user_id, type, title, link) values ('a', 'ines', 't', 'T', '//e.org')",
            "notifications_link_is_local",
        ),
        (
            "insert into contracts (id, listing_id, sender_id, recipient_id, contract_type, status)
                values ('a', 'cession', 'camille', 'ines', 'transfer', 'signed')",
            "contracts_signed_is_dated",
        ),
    ];

    for (statement, constraint) in cases {
        assert_eq!(refused_by(pool, statement).await.as_deref(), Some(constraint), "{statement}");
    }
}

#[tokio::test]
async fn a_pair_has_one_conversation_about_a_listing_whoever_begins() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, PEOPLE).await.unwrap();
    run(pool, "insert into conversations (id, listing_id, participant_1_id, participant_2_id) values ('a', 'cession', 'ines', 'camille')")
        .await
        .unwrap();

    let again = "insert into conversations (id, listing_id, participant_1_id, participant_2_id)
        values ('b', 'cession', 'camille', 'ines')";

    assert_eq!(refused_by(pool, again).await.as_deref(), Some("conversations_listing_pair_unique"));
}

#[tokio::test]
async fn a_listing_is_a_favourite_of_a_person_once() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, PEOPLE).await.unwrap();
    run(pool, "insert into favorites (id, user_id, listing_id) values ('a', 'ines', 'cession')")
        .await
        .unwrap();

    let again = "insert into favorites (id, user_id, listing_id) values ('b', 'ines', 'cession')";

    assert_eq!(refused_by(pool, again).await.as_deref(), Some("favorites_user_listing_unique"));
}
