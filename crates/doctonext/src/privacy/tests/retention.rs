//! Each rule at its boundary, one second before and on it; what the pages and the runs say.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::AssertSqlSafe;

use crate::{
    privacy::{
        retention::{Act, RULES, Rule, run, run_due},
        store,
    },
    testing::{World, claires_practice},
};

fn rule(code: &str) -> &'static Rule {
    RULES.iter().find(|it| it.code == code).unwrap()
}

/// Rows of `table` whose time began at `$1`, for each rule that removes rows by their age alone: the statement that puts
/// one there and the one that counts what is still due to be removed.
const BY_AGE: [(&str, &str, &str); 24] = [
    (
        "access_tokens",
        "insert into access_tokens (id, user_id, name, scopes, secret_mark, created_at, expires_at) values ('a' || $1, 'claire', 'L', '{}', sha256(('a' || $1)::bytea), $1, $1)",
        "access_tokens where id like 'a%'",
    ),
    (
        "api_answers",
        "with of as (insert into access_tokens (id, user_id, name, scopes, secret_mark, created_at, expires_at) values ('k' || $1, 'claire', 'L', '{}', sha256(('k' || $1)::bytea), $1, $1::timestamptz + interval '1 year') returning id) insert into idempotency_keys (token_id, key, request_hash, created_at) select id, 'k', sha256('k'), $1 from of",
        "idempotency_keys",
    ),
    (
        "imports",
        "insert into listing_imports (id, user_id, listing_type, file_name, columns, state, created_at, ended_at) values ('i' || $1, 'claire', 'transfer', 'f.csv', '[]', 'done', $1::timestamptz - interval '1 day', $1)",
        "listing_imports",
    ),
    (
        "sessions",
        "insert into sessions (id, expires_at, token, user_id) values ('s' || $1, $1, 's' || $1, 'claire')",
        "sessions where id like 's2%'",
    ),
    (
        "proofs",
        "insert into verifications (id, identifier, value, expires_at) values ('v' || $1, 'sign-up:x', '{}', $1)",
        "verifications",
    ),
    (
        "tries",
        "insert into attempts (subject, failures, began_at) values ('sign-in/' || $1, 1, $1)",
        "attempts",
    ),
    (
        "devices",
        "insert into known_devices (user_id, device, first_seen_at, last_seen_at) values ('claire', ('x' || $1)::bytea, $1, $1)",
        "known_devices where length(device) < 32",
    ),
    (
        "letters",
        "insert into letters (id, kind, state, next_attempt_at, created_at) values ('l' || $1, 'welcome', 'sent', $1, $1)",
        "letters where state = 'sent'",
    ),
    (
        "dead_letters",
        "insert into letters (id, kind, recipient, content, state, next_attempt_at, created_at) values ('d' || $1, 'no_account', 'x', 'x', 'dead', $1, $1)",
        "letters where id like 'd%' and recipient is not null",
    ),
    (
        "notifications",
        "insert into notifications (id, user_id, type, title, created_at) values ('n' || $1, 'claire', 't', 'T', $1)",
        "notifications",
    ),
    (
        "listings",
        "update listings set status = 'sold', updated_at = $1, forgotten_at = null, title = 'Cabinet'",
        "listings where title = 'Cabinet'",
    ),
    (
        "visit_addresses",
        "insert into listing_analytics (id, listing_id, event_type, ip_address, created_at) select 'v' || $1, id, 'view', '203.0.113.0', $1 from listings",
        "listing_analytics where ip_address is not null",
    ),
    (
        "visits",
        "insert into listing_analytics (id, listing_id, event_type, created_at) select 'w' || $1, id, 'view', $1 from listings",
        "listing_analytics where id like 'w%'",
    ),
    (
        "piece_openings",
        "with share as (insert into piece_shares (id, user_id, reader, token_mark, may_download, created_at, expires_at) values ('open', 'claire', 'v1.AAAA', '\\x0a', true, '2026-03-01T09:00:00Z', '2027-03-01T09:00:00Z') on conflict do nothing) insert into piece_openings (user_id, share_id, at, act, network, browser) values ('claire', 'open', $1, 'page', '203.0.113.0', 'Firefox')",
        "piece_openings",
    ),
    (
        "piece_shares",
        "insert into piece_shares (id, user_id, reader, token_mark, may_download, created_at, expires_at, revoked_at) values ('p' || $1, 'claire', 'v1.AAAA', ('x' || $1)::bytea, true, $1, '2027-03-01T09:00:00Z', $1)",
        "piece_shares where id <> 'open'",
    ),
    (
        "exact_readings",
        "insert into listing_exact_readings (listing_id, reader_id, at, what, reason) select id, 'claire', $1, 'all', 'dossier' from listings limit 1",
        "listing_exact_readings",
    ),
    (
        "rooms",
        "insert into room_requests (id, listing_id, reader_id, state, tier, asked_at, granted_at, ends_at, ended_at) select 'x' || $1, id, 'claire', 'revoked', 2, $1, $1, $1, $1 from listings limit 1",
        "room_requests where tier > 0",
    ),
    (
        "room_requests",
        "insert into room_requests (id, listing_id, reader_id, state, asked_at, ends_at, ended_at) select 'y' || $1, id, 'claire', 'refused', $1, $1, $1 from listings limit 1",
        "room_requests where tier = 0",
    ),
    (
        "room_codes",
        "insert into room_codes (id, user_id, subject, mark, sent_at, expires_at) values ('z' || $1, 'claire', 's' || $1, '\\x0a', $1::timestamptz - interval '10 minutes', $1)",
        "room_codes",
    ),
    (
        "exports",
        "insert into data_exports (id, user_id, state, steps_all, asked_at, ready_at, expires_at, file, size_bytes) values ('e' || $1, 'claire', 'ready', 1, $1, $1, $1::timestamptz + interval '7 days', 'f', 1)",
        "data_exports",
    ),
    (
        "notices",
        "insert into moderation_notices (id, subject_kind, subject_id, address, reason, explanation, status, received_at, status_since) values ('s' || $1, 'listing', 'x', 'x', 'scam', 'x', 'rejected', $1, $1)",
        "moderation_notices where explanation <> ''",
    ),
    (
        "decisions",
        "insert into moderation_decisions (id, subject_kind, subject_id, action, ground, facts, found_by, state, decided_by, decided_at) values ('d' || $1, 'listing', 'x', 'remove', 'r1', 'x', 'team', 'in_force', 'claire', $1)",
        "moderation_decisions where facts <> ''",
    ),
    (
        "closures",
        "insert into account_closures (id, user_id, cause, asked_at, due_at, ended_at, outcome) values ('c' || $1, 'claire', 'asked', $1, $1::timestamptz + interval '1 day', $1, 'undone')",
        "account_closures",
    ),
    (
        "runs",
        "insert into retention_runs (rule, started_at) values ('other', $1)",
        "retention_runs where rule = 'other'",
    ),
];

async fn count(world: &World, what: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {what}")))
        .fetch_one(world.db())
        .await
        .unwrap()
}

#[tokio::test]
async fn each_rule_keeps_to_the_second_and_removes_on_it() {
    let world = World::new().await;
    world.sign_up("claire").await;
    world.publish([claires_practice()]).await;
    let now = world.app.clock.now();
    for (code, put, left) in BY_AGE {
        let rule = rule(code);
        let edge = rule.keeping.cutoff(now);
        let put = put.replace("|| $1", "|| $1::text");
        sqlx::query(AssertSqlSafe(put.clone()))
            .bind(edge + TimeDelta::seconds(1))
            .execute(world.db())
            .await
            .unwrap();
        let young = run(&world.app, rule).await.unwrap();
        assert_eq!((young.removed, count(&world, left).await), (0, 1), "{code}: a second too early");

        sqlx::query(AssertSqlSafe(put)).bind(edge).execute(world.db()).await.unwrap();
        let old = run(&world.app, rule).await.unwrap();
        let others = i64::from(code != "listings");
        assert_eq!(
            (old.removed, old.left, count(&world, left).await),
            (1, 0, others),
            "{code}: on the second"
        );
    }
}

#[tokio::test]
async fn every_rule_is_tried_at_its_boundary() {
    // The others: closing.rs, inactivity.rs, export.rs (files), verification (documents), and the two logs below.
    let elsewhere = [
        "closures_due",
        "inactive",
        "files",
        "documents",
        "audit_log",
        "legal_identity",
        "legal_account",
        "legal_connections",
    ];
    let tried: BTreeSet<&str> = BY_AGE.iter().map(|(code, ..)| *code).chain(elsewhere).collect();
    let told: BTreeSet<&str> = RULES.iter().map(|it| it.code).collect();
    assert_eq!(tried, told);
    assert_eq!(told.len(), RULES.len(), "a code twice");
}

/// The hour of the database: the triggers of the logs ask it.
async fn hour_of_the_database(world: &World) -> DateTime<Utc> {
    sqlx::query_scalar("select date_trunc('second', now())").fetch_one(world.db()).await.unwrap()
}

#[tokio::test]
async fn the_logs_let_go_of_lines_at_their_end_and_not_before() {
    let world = World::new().await;
    world.sign_up("claire").await;
    let now = hour_of_the_database(&world).await;
    world.clock.set(now);
    let edge = rule("audit_log").keeping.cutoff(now);
    for at in [edge + TimeDelta::minutes(1), edge] {
        sqlx::query("insert into audit_log (at, action, subject_kind, subject_id) values ($1, 'old.act', 'user', 'x')")
            .bind(at)
            .execute(world.db())
            .await
            .unwrap();
    }
    for (rank, kind) in ["identity", "account", "connection"].into_iter().enumerate() {
        for (until, name) in [(now + TimeDelta::minutes(1), "young"), (now, "old")] {
            sqlx::query("insert into legal_log (id, at, person_id, kind, fact, content, kept_until) values ($1, $2, 'x', $3, 'closed', 'v1.AAAA', $4)")
                .bind(format!("{name}-{rank}"))
                .bind(edge)
                .bind(kind)
                .bind(until)
                .execute(world.db())
                .await
                .unwrap();
        }
    }
    sqlx::query("insert into legal_log (id, at, person_id, kind, fact, content) values ('open', $1, 'x', 'identity', 'signed_up', 'v1.AAAA')")
        .bind(edge)
        .execute(world.db())
        .await
        .unwrap();

    for code in ["audit_log", "legal_identity", "legal_account", "legal_connections"] {
        let did = run(&world.app, rule(code)).await.unwrap();
        assert_eq!((did.removed, did.left), (1, 0), "{code}");
    }

    assert_eq!(count(&world, "audit_log where action = 'old.act'").await, 1);
    let ids: Vec<String> = sqlx::query_scalar("select id from legal_log where person_id = 'x' order by id")
        .fetch_all(world.db())
        .await
        .unwrap();
    assert_eq!(ids, ["open", "young-0", "young-1", "young-2"]);
}

#[tokio::test]
async fn a_closed_listing_loses_its_words_and_keeps_its_figures() {
    let world = World::new().await;
    let address = world.publish([claires_practice()]).await.remove(0);
    sqlx::query("update listings set status = 'sold', views_count = 7").execute(world.db()).await.unwrap();
    sqlx::query("insert into listing_media (id, listing_id, file_url, upload_key) select 'm', id, '/m', 'listings/m' from listings")
        .execute(world.db())
        .await
        .unwrap();
    world.clock.advance(TimeDelta::days(800));

    run(&world.app, rule("listings")).await.unwrap();

    let row: String = sqlx::query_scalar(
        "select concat_ws(' ', l.title, l.description, l.listing_type, l.profession, l.views_count, p.department, p.city, p.address)
         from listings l join listing_locations p on p.listing_id = l.id",
    )
    .fetch_one(world.db())
    .await
    .unwrap();
    assert_eq!(row.trim_end(), "Annonce effacée transfer doctor 7 23");
    assert_eq!(count(&world, "transfer_details").await + count(&world, "listing_media").await, 0);
    assert_eq!(count(&world, "file_removals where key = 'listings/m'").await, 1);
    let page = world.get(&address).await;
    assert_eq!(page.status, 410);
}

#[tokio::test]
async fn what_runs_is_written_down_and_runs_again_only_when_its_hour_comes() {
    let world = World::new().await;
    run_due(&world.app).await.unwrap();
    assert_eq!(count(&world, "retention_runs").await, i64::try_from(RULES.len()).unwrap());

    run_due(&world.app).await.unwrap();
    assert_eq!(count(&world, "retention_runs").await, i64::try_from(RULES.len()).unwrap(), "nothing is due");
    world.clock.set("2026-03-02T09:07:00Z".parse().unwrap());
    run_due(&world.app).await.unwrap();
    let hourly = count(&world, "retention_runs where started_at > '2026-03-02T09:00:00Z'").await;
    world.clock.set("2026-03-03T02:07:00Z".parse().unwrap());
    run_due(&world.app).await.unwrap();
    let all = count(&world, "retention_runs where started_at > '2026-03-02T09:07:00Z'").await;
    assert!(hourly > 3 && hourly < all && all == i64::try_from(RULES.len()).unwrap(), "{hourly} of {all}");
}

#[tokio::test]
async fn a_run_that_was_killed_is_made_up_for() {
    let world = World::new().await;
    run_due(&world.app).await.unwrap();
    world.clock.set("2026-03-03T02:07:00Z".parse().unwrap());
    let letters = rule("letters");
    store::begin_run(world.db(), letters.code, world.app.clock.now()).await.unwrap();

    world.clock.advance(TimeDelta::minutes(5));
    run_due(&world.app).await.unwrap();

    assert_eq!(count(&world, "retention_runs where rule = 'letters' and ended_at is not null").await, 2);
}

#[tokio::test]
async fn a_rule_that_fails_says_so_and_does_not_hold_the_others_up() {
    let world = World::new().await;
    let team = world.moderator().await;
    sqlx::query("alter table known_devices rename to hidden").execute(world.db()).await.unwrap();

    assert!(run_due(&world.app).await.is_err());

    assert_eq!(
        count(&world, "retention_runs where error is null").await,
        i64::try_from(RULES.len() - 1).unwrap()
    );
    sqlx::query("alter table hidden rename to known_devices").execute(world.db()).await.unwrap();
    let page = team.get("/equipe/conservation").await;
    assert!(page.main().contains("known_devices"), "{}", page.main());
    let csv = team.get("/equipe/conservation.csv").await.text();
    assert_eq!(csv.matches("\r\n").count(), RULES.len() + 1, "{csv}");
    assert!(csv.contains("known_devices"), "{csv}");
}

#[tokio::test]
async fn the_public_page_says_every_rule_and_the_team_sees_what_was_done() {
    let world = World::new().await;
    let public = world.get("/confidentialite/conservation").await;
    for rule in RULES {
        let told = public.main();
        assert!(
            told.contains(rule.what) || public.texts("dt").iter().any(|it| *it == folded(rule.what)),
            "{}",
            rule.code
        );
        assert!(
            public.texts("dd").iter().any(|it| it.contains(&folded(&rule.how_long()))),
            "{}",
            rule.how_long()
        );
    }
    assert!(RULES.iter().any(|it| matches!(it.act, Act::EraseAccounts)));
    let team = world.moderator().await;
    assert!(team.get("/equipe/conservation").await.main().contains("Jamais exécutée"));
    sqlx::query("insert into verifications (id, identifier, value, expires_at) values ('v', 'sign-up:x', '{}', '2026-03-02T08:00:00Z')")
        .execute(world.db())
        .await
        .unwrap();
    run_due(&world.app).await.unwrap();
    let page = team.get("/equipe/conservation").await.main();
    assert!(page.contains("1 ligne traitée, 0 en attente, 1 depuis un an"), "{page}");
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
