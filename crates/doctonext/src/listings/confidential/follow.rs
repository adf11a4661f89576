//! What comes later: listings that lie in clear are sealed, areas that hide too few grow, colleagues who moved are known again.

use sqlx::PgConnection;

use super::{Crowds, bands::price_rank, conceal_by, exact::Exact, hiding, unsealed};
use crate::{
    app::App,
    failure::Failure,
    listings::{Content, Written, content, density, lifecycle::follow_end, search_document, store},
    search,
};

/// Listings looked for at once; each is a transaction of its own.
const BATCH: i64 = 200;

/// Seals the confidential listings that still lie in clear: those of an earlier version, those that came by a bulk load. Each is
/// opened again before it counts as done; killed in between, the next run goes on. Gives how many.
pub async fn seal_clear(app: &App) -> Result<u64, Failure> {
    let (mut official, mut made_up) = (Crowds::official(), Crowds::made_up());
    let (mut sealed, mut last, mut failed) = (0, String::new(), None);
    loop {
        let batch = store::confidential_in_clear(&app.db, &last, BATCH).await?;
        let Some(end) = batch.last().map(|it| it.0.clone()) else { break };
        for (id, is_made_up) in batch {
            let crowds = if is_made_up { &mut made_up } else { &mut official };
            match seal_one(app, &id, crowds).await {
                Ok(done) => sealed += u64::from(done),
                // One that cannot be sealed is shown to nobody, and holds up no other.
                Err(failure) => {
                    tracing::error!(listing = %id, error = %failure, "a confidential listing could not be sealed");
                    failed = Some(failure);
                }
            }
        }
        last = end;
    }
    if sealed > 0 {
        tracing::info!(sealed, "confidential listings were sealed");
    }
    failed.map_or(Ok(sealed), Err)
}

async fn seal_one(app: &App, id: &str, crowds: &mut Crowds) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    store::lock_ownership(&mut tx, id).await?;
    if store::exact(&mut *tx, id).await?.is_some() {
        return Ok(false);
    }
    let Some((owner, clear)) = content::in_clear(&mut tx, id).await? else { return Ok(false) };
    rewrite(app, &mut tx, (id, &owner), &clear, crowds).await?;
    if let Some(price) = store::closing_price(&mut tx, id).await? {
        store::blur_closing(&mut tx, id, price_rank(price)).await?;
    }
    let again = unsealed(app, &mut tx, id).await?;
    if again != Some(Exact::of(&clear)) {
        // Nothing is lost: the transaction ends here, and the clear rows stay.
        return Err(Failure::broken(Unlike));
    }
    tx.commit().await?;
    Ok(true)
}

#[derive(Debug, thiserror::Error)]
#[error("a sealed listing does not open as what was sealed")]
struct Unlike;

/// After another edition of the directory: areas in which too few are left grow, those that were chosen without a directory are
/// chosen, associates are looked up again. Gives how many listings changed.
pub async fn follow_directory(app: &App) -> Result<u64, Failure> {
    let mut crowds = Crowds::official();
    let (mut changed, mut last, mut failed) = (0, String::new(), None);
    loop {
        let batch = store::confidential_after(&app.db, &last, BATCH).await?;
        let Some(end) = batch.last().cloned() else { break };
        for id in batch {
            match follow_one(app, &id, &mut crowds).await {
                Ok(has_changed) => changed += u64::from(has_changed),
                // One that cannot be opened keeps the area that it has, and holds up no other.
                Err(failure) => {
                    tracing::error!(listing = %id, error = %failure, "a confidential listing could not follow the directory");
                    failed = Some(failure);
                }
            }
        }
        last = end;
    }
    failed.map_or(Ok(changed), Err)
}

async fn follow_one(app: &App, id: &str, crowds: &mut Crowds) -> Result<bool, Failure> {
    let mut tx = app.db.begin().await?;
    store::lock_ownership(&mut tx, id).await?;
    let Some(written) = content::find(app, &mut tx, id).await? else { return Ok(false) };
    let Some(full) = content::contents_of(&written) else { return Ok(false) };
    let Written { owner, .. } = &written;
    let before = store::area_of(&mut *tx, id).await?;
    rewrite(app, &mut tx, (id, owner), &full, crowds).await?;
    let after = store::area_of(&mut *tx, id).await?;
    tx.commit().await?;
    Ok(before != after)
}

async fn rewrite(
    app: &App,
    db: &mut PgConnection,
    (id, owner): (&str, &str),
    full: &Content,
    crowds: &mut Crowds,
) -> Result<(), Failure> {
    let now = app.clock.now();
    let public = conceal_by(app, db, (id, owner), full, crowds).await?;
    store::write_facts(db, id, &public).await?;
    // What was worked out from the true place and days would tell them: once more, from what is left.
    density::place(db, &app.gazetteer, id).await?;
    follow_end(app, db, id).await?;
    hiding::hide(app, db, (id, owner), &full.hidden_from).await?;
    let listing = store::find(&mut *db, id).await?;
    if let Some(document) = listing.and_then(|it| search_document(&it, &app.gazetteer, now)) {
        search::put(db, &document).await?;
    }
    Ok(())
}
