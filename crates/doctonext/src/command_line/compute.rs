//! `doctonext compute …`: figures of our own, worked out from what was imported.

use clap::Subcommand;
use platform::clock::SystemClock;

use super::Store;
use crate::{accessibility, config::Settings};

#[derive(Debug, Subcommand)]
pub(super) enum Compute {
    /// How many colleagues of each profession are within reach of each commune, from the directory in force. The worker
    /// does the same in the night after an import; the figures of before are shown until the new ones are whole.
    Accessibility,
}

pub(super) async fn run(settings: &Settings, what: Compute) -> anyhow::Result<()> {
    let Compute::Accessibility = what;
    let store = Store::open(settings).await?;
    let outcome = async {
        let gazetteer = store.prepare().await?;
        anyhow::Ok(accessibility::compute(&store.db, &gazetteer, &SystemClock).await?)
    }
    .await;
    store.close().await;
    let done = outcome?;
    println!(
        "{} places, {} pairs within reach, {} professions and specialties, in {:.1} s",
        done.places,
        done.pairs,
        done.trades,
        done.took.as_secs_f64()
    );
    if done.is_overtaken {
        println!(
            "directory or positions changed meanwhile: run it again, or let the worker do so in the night"
        );
    }
    Ok(())
}
