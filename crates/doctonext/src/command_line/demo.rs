//! `doctonext demo`: made-up listings, people and directory.

use std::{path::PathBuf, sync::Arc};

use anyhow::Context;
use clap::{Args, Subcommand};
use platform::clock::SystemClock;

use super::Store;
use crate::{
    config::Settings,
    demonstration, listings, server,
    territory::{Gazetteer, Reference},
};

#[derive(Debug, Args)]
pub(super) struct Demo {
    #[command(subcommand)]
    file: Option<DemoFile>,
    /// How many listings.
    #[arg(long, default_value_t = 2000)]
    listings: u64,
    /// The same seed and day give the same listings.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Remove the demonstration made before, and only that.
    #[arg(long)]
    replace: bool,
}

#[derive(Debug, Subcommand)]
enum DemoFile {
    /// Write a made-up extraction of the national directory, in the form of the official one, to try its import with.
    DirectoryFile {
        /// How many lines, about.
        #[arg(long, default_value_t = 100_000)]
        lines: u64,
        /// The same seed gives the same people.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// A later edition of the same people: gone, moved and new in equal parts, so many thousandths of all together.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=1000))]
        drift: u32,
        /// The file to write; an existing one is not overwritten.
        out: PathBuf,
    },
}

pub(super) async fn run(settings: &Settings, what: Demo) -> anyhow::Result<()> {
    match what.file {
        Some(DemoFile::DirectoryFile { lines, seed, drift, out }) => write_file(lines, seed, drift, &out),
        None => make(settings, what.listings, what.seed, what.replace).await,
    }
}

async fn make(settings: &Settings, listings: u64, seed: u64, replace: bool) -> anyhow::Result<()> {
    let store = Store::open(settings).await?;
    let gazetteer = store.prepare().await?;
    let clock = Arc::new(SystemClock);
    let made = demonstration::make(&store.db, &gazetteer, &*clock, listings, seed, replace).await;
    // Confidential listings are shown once they are sealed.
    let sealed = async {
        let app = server::quiet_app(settings.clone(), &store).await?;
        anyhow::Ok(listings::confidential::seal_clear(&app).await?)
    }
    .await;
    store.close().await;
    println!("{}", made?);
    sealed.context(
        "The confidential listings of the demonstration are not sealed yet: `doctonext keys seal` does it",
    )?;
    Ok(())
}

fn write_file(lines: u64, seed: u64, drift: u32, out: &std::path::Path) -> anyhow::Result<()> {
    let gazetteer = Gazetteer::new(Reference::embedded()?);
    let it = demonstration::write_directory_file(out, &gazetteer, lines, seed, drift)
        .with_context(|| format!("{} cannot be written", out.display()))?;
    println!(
        "{} lines, {} people; {} added, {} changed, {} disappeared",
        it.lines, it.people, it.added, it.changed, it.gone
    );
    Ok(())
}
