//! Forms with a file, and what is wrong with them.

use axum::extract::Multipart;
use chrono::NaiveDate;
use platform::french;
use serde::Deserialize;

use crate::{
    accounts::count_try_of,
    app::App,
    documents::{self, Document, DocumentError},
    failure::Failure,
    pieces::{
        keep::Words,
        kind::Kind,
        naming::{LONGEST_LABEL, Naming, file_name, tidy},
        standing::read_day,
    },
};

/// Files that a person may send within a quarter of an hour: a full vault twice.
const MOST_TRIES: i32 = 60;

/// What was typed of a document.
#[derive(Clone, Default, Deserialize)]
pub(in crate::pieces) struct Typed {
    #[serde(default)]
    pub(super) nature: String,
    #[serde(default)]
    pub(super) libelle: String,
    #[serde(default)]
    pub(super) expire: String,
    #[serde(default)]
    pub(super) version: String,
}

/// What is wrong, by field.
#[derive(Default)]
pub(super) struct Errors {
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
    pub(super) expires: &'static str,
    pub(super) file: String,
}

/// A form as it came in: words, and a file that may be too large.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) typed: Typed,
    pub(super) file_name: String,
    bytes: Vec<u8>,
    is_heavy: bool,
}

impl Sent {
    /// Reads a form; its file is the last field.
    pub(super) async fn read(mut form: Multipart) -> Self {
        let mut sent = Self::default();
        while let Ok(Some(field)) = form.next_field().await {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "fichier" {
                sent.file_name = file_name(field.file_name().unwrap_or_default());
                match field.bytes().await {
                    Ok(bytes) => sent.bytes = bytes.to_vec(),
                    Err(_) => sent.is_heavy = true,
                }
                continue;
            }
            let text = field.text().await.unwrap_or_default();
            match name.as_str() {
                "nature" => sent.typed.nature = text,
                "libelle" => sent.typed.libelle = text,
                "expire" => sent.typed.expire = text,
                _ => {}
            }
        }
        sent
    }

    /// The document of the file, or why there is none.
    pub(super) async fn document(
        &mut self,
        app: &App,
        person: &str,
    ) -> Result<Result<Document, String>, Failure> {
        if let Some(until) = count_try_of(app, "own-piece", person, MOST_TRIES).await? {
            return Ok(Err(format!("Trop d’envois. Réessayez après le {}.", french::moment(until))));
        }
        let prepared = if self.is_heavy {
            Err(DocumentError::Heavy)
        } else {
            documents::prepare(std::mem::take(&mut self.bytes)).await
        };
        Ok(prepared.map_err(|error| error.to_string()))
    }
}

/// What was typed, or what is wrong with it. `file` is the name of the file that goes with it; `usual_end` the last day of
/// a licence whose date was left out.
pub(super) fn read(typed: &Typed, file: &str, usual_end: Option<NaiveDate>) -> Result<Words, Errors> {
    let mut errors = Errors::default();
    let kind = Kind::from_code(&typed.nature);
    if kind.is_none() {
        errors.kind = "Choisissez ce que c’est.";
    }
    let label = tidy(&typed.libelle);
    if label.chars().count() > LONGEST_LABEL {
        errors.label = "Raccourcissez ce nom à 80\u{a0}caractères au plus.";
    } else if label.is_empty() && kind == Some(Kind::Other) {
        errors.label = "Donnez un nom à cette pièce\u{202f}: sa nature n’est pas dans la liste.";
    }
    let expires_on = match read_day(&typed.expire) {
        Ok(None) if kind == Some(Kind::Licence) => usual_end,
        Ok(day) => day,
        Err(error) => {
            errors.expires = error;
            None
        }
    };
    match kind {
        Some(kind) if errors.label.is_empty() && errors.expires.is_empty() => {
            Ok(Words { kind, naming: Naming { file: file.to_owned(), label }, expires_on })
        }
        _ => Err(errors),
    }
}
