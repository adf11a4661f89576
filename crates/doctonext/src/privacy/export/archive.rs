//! The archive: files of JSON, the person's own files, and a word of explanation in French.

use std::io::{Cursor, Write};

use chrono::{DateTime, Datelike, Timelike, Utc};
use platform::french;
use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::failure::Failure;

/// Name of the word of explanation.
const README: &str = "LISEZ-MOI.txt";

/// An archive in the making.
pub(super) struct Archive {
    made_at: DateTime<Utc>,
    files: Vec<(String, Vec<u8>)>,
}

impl Archive {
    pub(super) fn new(made_at: DateTime<Utc>) -> Self {
        Self { made_at, files: vec![(README.to_owned(), readme(made_at).into_bytes())] }
    }

    pub(super) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push((name.to_owned(), bytes));
    }

    /// The bytes of the ZIP file, compressed away from the threads that answer.
    pub(super) async fn finish(self) -> Result<Vec<u8>, Failure> {
        tokio::task::spawn_blocking(move || self.written())
            .await
            .map_err(Failure::broken)?
            .map_err(Failure::broken)
    }

    fn written(self) -> Result<Vec<u8>, ZipError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(on_the_wall(self.made_at))
            .unix_permissions(0o600);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in self.files {
            zip.start_file(name, options)?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

/// A moment as archives keep it: in UTC, to two seconds.
fn on_the_wall(at: DateTime<Utc>) -> zip::DateTime {
    let number = |it: u32| u8::try_from(it).unwrap_or(0);
    zip::DateTime::from_date_and_time(
        u16::try_from(at.year()).unwrap_or(1980),
        number(at.month()),
        number(at.day()),
        number(at.hour()),
        number(at.minute()),
        number(at.second()),
    )
    .unwrap_or_default()
}

fn readme(made_at: DateTime<Utc>) -> String {
    format!(
        "Vos données sur Doctonext\n\
         Copie faite le {}\n\n\
         Chaque fichier .json s’ouvre avec un navigateur ou un éditeur de texte. Les dates y sont en temps universel.\n\n\
         compte.json          votre compte, vos moyens de connexion, vos appareils\n\
         profil.json          ce que vous dites de vous, votre téléphone, vos accords\n\
         notifications.json   ce que la cloche vous a dit, et ce que vous voulez recevoir\n\
         annonces.json        vos annonces, avec leur lieu exact\n\
         fichiers-annonces.json ce que nous savons des photos et documents de vos annonces\n\
         imports.json         les fichiers d’annonces que vous avez importés\n\
         acces-par-programme.json  vos jetons d’accès, sans ce qui ouvrirait quoi que ce soit\n\
         verification-pro.json l’état et l’histoire de votre vérification\n\
         coffre.json          les pièces de votre coffre, vos liens de partage et qui les a ouverts\n\
         activite.json        favoris, recherches, conversations, contrats, paiements\n\
         lettres.json         les lettres que nous vous avons écrites (sujet et date)\n\
         journal.json         les actes sensibles faits sur votre compte\n\
         zonage.json          les fichiers et les règles que vous avez proposés, dans l’équipe\n\
         registre-legal.json  ce que la loi nous fait garder à part (LCEN, décret 2021-1362)\n\
         fichiers/            votre photo, les fichiers de vos annonces et les pièces de votre coffre\n\n\
         N’y figurent pas\u{a0}: l’empreinte de votre mot de passe, les secrets de vos connexions et de votre double\n\
         authentification. Ils ne disent rien de vous et donneraient accès à votre compte.\n\n\
         Combien de temps nous gardons chaque chose\u{a0}: voyez la page « Conservation des données » du site.\n",
        french::moment(made_at),
    )
}
