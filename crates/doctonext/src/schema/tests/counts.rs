//! `listing_counts` always equals a fresh group by of `listing_search`.

use sqlx::PgPool;
use sqlx::postgres::PgListener;

use super::{migrated_database, run};

const LISTINGS: &str = "insert into professions (code, key, label, plural, slug) values
        ('doctor', 1, 'Médecin', 'Médecins', 'medecin') on conflict do nothing;
    insert into users (id, name, email) values ('camille', 'C', 'camille@example.org');
    insert into listings (id, user_id, title, listing_type, profession, published_at)
    select 'listing-' || n, 'camille', 'Annonce ' || n, 'transfer', 'doctor', '2026-03-02T08:00:00Z'
    from generate_series(1, 10000) n;";

/// Every listing from the first bound to the second becomes visible, spread over the combinations by their number.
async fn show<'a>(to: impl sqlx::PgExecutor<'a>, first: i32, last: i32) -> sqlx::Result<()> {
    sqlx::query(
        "insert into listing_search
             (listing_id, published_at, listing_type, profession, specialty, region, department, card, tsv)
         select 'listing-' || n, '2026-03-02T08:00:00Z', 1 + n % 4, 1 + n % 3, nullif(n % 5, 0), n % 7, n % 7, '{}', ''
         from generate_series($1::integer, $2::integer) n
         on conflict do nothing",
    )
    .bind(first)
    .bind(last)
    .execute(to)
    .await
    .map(drop)
}

/// How many combinations are counted wrongly, those at zero left aside.
async fn wrong_counts(pool: &PgPool) -> i64 {
    sqlx::query_scalar(
        "select count(*) from (
             (select listing_type, profession, specialty, region, department, n from listing_counts where n <> 0)
             except
             (select listing_type, profession, coalesce(specialty, 0)::smallint, region, department, count(*)::integer
              from listing_search group by 1, 2, 3, 4, 5)
             union all
             ((select listing_type, profession, coalesce(specialty, 0)::smallint, region, department, count(*)::integer
               from listing_search group by 1, 2, 3, 4, 5)
             except
             (select listing_type, profession, specialty, region, department, n from listing_counts))
         ) differences",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}

async fn total(pool: &PgPool) -> i64 {
    sqlx::query_scalar("select coalesce(sum(n), 0) from listing_counts").fetch_one(pool).await.unwrap()
}

/// The next number of a fixed sequence, below the bound.
fn next(state: &mut u64, bound: i32) -> i32 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    i32::try_from((*state >> 33) % u64::from(bound.unsigned_abs())).unwrap()
}

#[tokio::test]
async fn counts_stay_exact_through_any_sequence_of_changes() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, LISTINGS).await.unwrap();
    let mut state = 7;

    for step in 0..120 {
        let first = 1 + next(&mut state, 400);
        let last = first + next(&mut state, 40);
        let change = match next(&mut state, 4) {
            0 | 1 => {
                show(pool, first, last).await.unwrap();
                continue;
            }
            2 => "delete from listing_search where substr(listing_id, 9)::integer between $1 and $2",
            _ => {
                "update listing_search set department = ($1 + lid) % 9, specialty = nullif(($2 + lid) % 3, 0), price = $1
                 where substr(listing_id, 9)::integer between $1 and $2"
            }
        };
        sqlx::query(change).bind(first).bind(last).execute(pool).await.unwrap();
        assert_eq!(wrong_counts(pool).await, 0, "after step {step}");
    }
    assert!(total(pool).await > 0);

    run(pool, "delete from listings where id in ('listing-1', 'listing-50', 'listing-200')").await.unwrap();
    assert_eq!(wrong_counts(pool).await, 0, "after the listings themselves went");
    run(pool, "truncate listing_search").await.unwrap();
    assert_eq!(total(pool).await, 0);
}

#[tokio::test]
async fn a_change_that_is_rolled_back_leaves_the_counts_alone() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, LISTINGS).await.unwrap();
    show(pool, 1, 10).await.unwrap();

    let mut transaction = pool.begin().await.unwrap();
    show(&mut *transaction, 11, 30).await.unwrap();
    transaction.rollback().await.unwrap();

    assert_eq!(total(pool).await, 10);
    assert_eq!(wrong_counts(pool).await, 0);
}

#[tokio::test]
async fn statements_that_meet_on_the_same_counts_wait_for_each_other() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, LISTINGS).await.unwrap();
    let ascending = async {
        for round in 0..25 {
            show(pool, 1 + round * 100, 50 + round * 100).await?;
        }
        Ok::<(), sqlx::Error>(())
    };
    let descending = async {
        for round in 0..25 {
            sqlx::query(
                "insert into listing_search
                     (listing_id, published_at, listing_type, profession, specialty, region, department, card, tsv)
                 select 'listing-' || n, '2026-03-02T08:00:00Z', 1 + n % 4, 1 + n % 3, nullif(n % 5, 0), n % 7, n % 7,
                        '{}', ''
                 from generate_series($2::integer, $1::integer, -1) n",
            )
            .bind(51 + round * 100)
            .bind(100 + round * 100)
            .execute(pool)
            .await?;
        }
        Ok::<(), sqlx::Error>(())
    };

    let (up, down) = tokio::join!(ascending, descending);

    up.unwrap();
    down.unwrap();
    assert_eq!(total(pool).await, 2_500);
    assert_eq!(wrong_counts(pool).await, 0);
}

#[tokio::test]
async fn ten_thousand_listings_are_shown_by_one_statement_within_seconds() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, LISTINGS).await.unwrap();
    let mut connection = pool.acquire().await.unwrap();
    // The database itself cuts the statement off: about a second on two idle cores.
    run_on(&mut connection, "set statement_timeout = '20s'").await;

    show(&mut *connection, 1, 10_000).await.unwrap();

    assert_eq!(total(pool).await, 10_000);
    assert_eq!(wrong_counts(pool).await, 0);
}

async fn run_on(connection: &mut sqlx::PgConnection, statement: &'static str) {
    sqlx::raw_sql(statement).execute(connection).await.unwrap();
}

#[tokio::test]
async fn a_committed_change_is_announced_once() {
    let database = migrated_database().await;
    let pool = database.pool();
    run(pool, LISTINGS).await.unwrap();
    let mut listener = PgListener::connect_with(pool).await.unwrap();
    listener.listen_all(["listing_search_changed", "end_of_test"]).await.unwrap();

    let mut transaction = pool.begin().await.unwrap();
    show(&mut *transaction, 1, 3).await.unwrap();
    show(&mut *transaction, 4, 6).await.unwrap();
    transaction.commit().await.unwrap();
    run(pool, "notify end_of_test").await.unwrap();

    assert_eq!(listener.recv().await.unwrap().channel(), "listing_search_changed");
    assert_eq!(listener.recv().await.unwrap().channel(), "end_of_test");
}
