//! Notes of changes go once every index in memory has read them.

use sqlx::PgPool;

use super::store;

/// Notes deleted in one transaction.
const AT_ONCE: u16 = 10_000;
/// Transactions of one run: the rest waits for the next.
const RUNS: usize = 50;

/// Forgets what was noted more than a day ago, whether anybody reads notes or not. How many.
pub async fn sweep_notes(db: &PgPool) -> sqlx::Result<u64> {
    let mut swept = 0;
    for _ in 0..RUNS {
        let some = store::sweep_changes(db, i64::from(AT_ONCE)).await?;
        swept += some;
        if some < u64::from(AT_ONCE) {
            break;
        }
    }
    Ok(swept)
}
