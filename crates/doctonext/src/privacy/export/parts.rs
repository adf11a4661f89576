//! The parts of a copy, in the order of the archive.

use serde_json::Value;

use super::archive::Archive;
use crate::{
    access, accounts, app::App, audit, failure::Failure, legal_log, letters, listings, media, moderation,
    notifications, people, pieces, pricing, privacy::elsewhere, publishing, rooms, verification, zoning,
};

/// A part: one room's file, or the files that people sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::privacy) enum Part {
    Account,
    Profile,
    Notifications,
    Listings,
    Media,
    Imports,
    Access,
    Verification,
    Pieces,
    Moderation,
    Rooms,
    Activity,
    Letters,
    Log,
    LegalLog,
    Zoning,
    Pricing,
    Files,
}

impl Part {
    pub(in crate::privacy) const ALL: [Self; 18] = [
        Self::Account,
        Self::Profile,
        Self::Notifications,
        Self::Listings,
        Self::Media,
        Self::Imports,
        Self::Access,
        Self::Verification,
        Self::Pieces,
        Self::Moderation,
        Self::Rooms,
        Self::Activity,
        Self::Letters,
        Self::Log,
        Self::LegalLog,
        Self::Zoning,
        Self::Pricing,
        Self::Files,
    ];

    pub(super) fn count() -> i16 {
        i16::try_from(Self::ALL.len()).unwrap_or(i16::MAX)
    }

    pub(super) async fn add_to(self, archive: &mut Archive, app: &App, person: &str) -> Result<(), Failure> {
        if self == Self::Files {
            return add_files(archive, app, person).await;
        }
        let (file, told) = self.told(app, person).await?;
        archive.add(file, serde_json::to_vec_pretty(&told).map_err(Failure::broken)?);
        Ok(())
    }

    /// The file of a part, and what it says.
    pub(in crate::privacy) async fn told(
        self,
        app: &App,
        person: &str,
    ) -> Result<(&'static str, Value), Failure> {
        let (db, vault) = (&mut *app.db.acquire().await?, &app.vault);
        Ok(match self {
            Self::Account => {
                (accounts::personal_data::FILE, accounts::personal_data::export(db, person).await?)
            }
            Self::Profile => {
                (people::personal_data::FILE, people::personal_data::export(db, vault, person).await?)
            }
            Self::Notifications => {
                (notifications::personal_data::FILE, notifications::personal_data::export(db, person).await?)
            }
            Self::Listings => {
                (listings::personal_data::FILE, listings::personal_data::export(app, db, person).await?)
            }
            Self::Media => (media::personal_data::FILE, media::personal_data::export(db, person).await?),
            Self::Imports => {
                (publishing::personal_data::FILE, publishing::personal_data::export(app, db, person).await?)
            }
            Self::Access => (access::personal_data::FILE, access::personal_data::export(db, person).await?),
            Self::Verification => {
                (verification::personal_data::FILE, verification::personal_data::export(db, person).await?)
            }
            Self::Pieces => {
                (pieces::personal_data::FILE, pieces::personal_data::export(db, app, person).await?)
            }
            Self::Moderation => {
                (moderation::personal_data::FILE, moderation::personal_data::export(db, person).await?)
            }
            Self::Rooms => (rooms::personal_data::FILE, rooms::personal_data::export(db, app, person).await?),
            Self::Activity => (elsewhere::FILE, elsewhere::export(db, vault, person).await?),
            Self::Letters => {
                (letters::personal_data::FILE, letters::personal_data::export(db, person).await?)
            }
            Self::Log => (audit::personal_data::FILE, audit::personal_data::export(db, person).await?),
            Self::LegalLog => ("registre-legal.json", legal_log::export(db, vault, person).await?),
            Self::Zoning => (zoning::personal_data::FILE, zoning::personal_data::export(db, person).await?),
            Self::Pricing => {
                (pricing::personal_data::FILE, pricing::personal_data::export(db, person).await?)
            }
            Self::Files => ("fichiers", Value::Null),
        })
    }
}

/// The picture, the files of listings, and the documents of the vault. One that the storage has lost is left out.
async fn add_files(archive: &mut Archive, app: &App, person: &str) -> Result<(), Failure> {
    let mut db = app.db.acquire().await?;
    let mut wanted: Vec<(String, String)> = Vec::new();
    if let Some(key) = people::personal_data::picture_of(&mut db, person).await? {
        wanted.push((key, "fichiers/photo.jpg".to_owned()));
    }
    let of_listings = media::personal_data::files_of(&mut db, person).await?;
    drop(db);
    for (key, name) in wanted {
        if let Some(bytes) = app.files.get(&key).await.map_err(Failure::broken)? {
            archive.add(&name, bytes.to_vec());
        }
    }
    for (rank, file) in of_listings.iter().enumerate() {
        if let Some(bytes) = file.read(app).await? {
            archive.add(&format!("fichiers/annonces/{:03}-{}", rank + 1, plain(&file.name())), bytes);
        }
    }
    add_pieces(archive, app, person).await
}

/// The documents of the person's vault, opened one after the other.
async fn add_pieces(archive: &mut Archive, app: &App, person: &str) -> Result<(), Failure> {
    let mut db = app.db.acquire().await?;
    let documents = pieces::personal_data::documents_of(&mut db, app, person).await?;
    for (rank, (id, name)) in documents.into_iter().enumerate() {
        if let Some(bytes) = pieces::personal_data::content_of(&mut db, app, person, &id).await? {
            archive.add(&format!("fichiers/coffre/{:03}-{}", rank + 1, plain(&name)), bytes.to_vec());
        }
    }
    Ok(())
}

/// A name that cannot leave its folder when it is unpacked.
fn plain(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|it| if it.is_alphanumeric() || matches!(it, '.' | '-' | '_') { it } else { '_' })
        .take(80)
        .collect();
    kept.trim_start_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_file_name_stays_in_its_folder() {
        assert_eq!(plain("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(plain("Plan du cabinet (été).pdf"), "Plan_du_cabinet__été_.pdf");
    }
}
