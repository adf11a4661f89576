//! `doctonext keys`: what is there, and a change of key while the site runs.

use std::sync::Arc;

use clap::Subcommand;
use platform::clock::SystemClock;

use super::Store;
use crate::{
    accounts,
    config::Settings,
    listings, publishing,
    sealing::{self, KeySource, Vault},
    server,
};

/// Acts on the key-encryption keys.
#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// Count the data keys that each key-encryption key wraps. Prints no key.
    Show,
    /// Seal telephones, professional numbers and tokens that the first Doctonext wrote in clear, and confidential listings of
    /// earlier versions. Servers seal what they
    /// find each hour; this does it at once, and tells how many.
    Seal,
    /// Move every data key to a new key-encryption key. Servers may go on running; interrupted, run it again.
    Rotate {
        /// Take the highest key that the source already has, instead of adding one to our file.
        #[arg(long)]
        no_new_key: bool,
    },
}

pub(super) async fn run(settings: &Settings, what: Keys) -> anyhow::Result<()> {
    let store = Store::open(settings).await?;
    if let Keys::Seal = what {
        let sealed = async {
            let app = server::quiet_app(settings.clone(), &store).await?;
            let listings = listings::confidential::seal_clear(&app).await?;
            let answers = publishing::seal_clear_answers(&app).await?;
            anyhow::Ok(accounts::seal_clear_columns(&app).await? + listings + answers)
        }
        .await;
        store.close().await;
        println!("{} values sealed", sealed?);
        return Ok(());
    }
    let outcome = async {
        store.prepare().await?;
        let source = KeySource::chosen(settings)?;
        let name = source.name();
        let vault = Vault::open_house(source, &store.db, Arc::new(SystemClock)).await?;
        if let Keys::Rotate { no_new_key } = what {
            let moved = sealing::rotate(&vault, &store.db, !no_new_key, |so_far| {
                println!("{so_far} data keys moved");
            })
            .await?;
            println!("{moved} data keys moved in all");
        }
        println!("Source of keys: {name}");
        for it in sealing::key_counts(&store.db).await? {
            match (it.kek_id, it.retired, it.data_keys) {
                (0, _, destroyed) => println!("destroyed: {destroyed} data keys"),
                (id, true, 0) => {
                    println!("key {id}: retired, no row left: it may be removed from the source");
                }
                (id, retired, rows) => {
                    println!("key {id}: {rows} data keys{}", if retired { ", retired" } else { "" });
                }
            }
        }
        anyhow::Ok(())
    }
    .await;
    store.close().await;
    outcome
}
