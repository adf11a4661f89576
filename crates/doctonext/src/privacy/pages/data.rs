//! `/espace/donnees`: what we hold about the reader, their copy, their way out.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use platform::french;
use serde::Deserialize;

use super::frame;
use crate::{
    accounts::SignedIn,
    app::App,
    failure::Failure,
    privacy::export::{self, Export},
    shell::{self, Frame},
};

#[derive(Template)]
#[template(path = "privacy/data.html")]
struct DataPage {
    frame: Frame,
    note: &'static str,
    held: &'static [(&'static str, &'static str)],
    copy: Copy,
    closes: Option<String>,
}

/// Where the copy stands.
enum Copy {
    None,
    Making { done: i16, all: i16 },
    Failed,
    Ready { id: String, size: String, until: String },
}

/// What we hold, in plain words.
const HELD: &[(&str, &str)] = &[
    (
        "Votre compte",
        "Nom, adresse e-mail, type de compte, date d’inscription. Votre mot de passe n’est gardé que sous une forme qui ne permet pas de le retrouver.",
    ),
    (
        "Vos connexions",
        "Appareils connectés, navigateurs reconnus, adresse réseau abrégée. Vos clés d’accès et votre double authentification, si vous en avez.",
    ),
    (
        "Votre profil",
        "Profession, département, présentation, photo\u{202f}; votre téléphone, chiffré, et à qui vous avez accepté de le montrer.",
    ),
    (
        "Votre coffre de pièces",
        "Vos pièces, chiffrées, que l’équipe ne peut pas ouvrir\u{202f}; vos liens de partage, et qui les a ouverts.",
    ),
    ("Vos annonces", "Textes, photos, lieu exact, statistiques."),
    (
        "Votre activité",
        "Favoris, recherches enregistrées, conversations, contrats et paiements, s’il y en a.",
    ),
    (
        "Nos lettres et le journal",
        "Sujet et date des lettres que nous vous écrivons\u{202f}; les actes sensibles faits sur votre compte.",
    ),
    (
        "Le registre légal",
        "Votre identité et l’origine de votre inscription, à part et chiffrées\u{202f}: la loi l’impose aux hébergeurs.",
    ),
];

#[derive(Debug, Default, Deserialize)]
pub(in crate::privacy) struct Notes {
    #[serde(default)]
    note: String,
}

pub(in crate::privacy) async fn show(
    State(app): State<App>,
    who: SignedIn,
    Query(notes): Query<Notes>,
) -> Result<Response, Failure> {
    let note = match notes.note.as_str() {
        "copie" => "Votre copie est demandée. Une lettre vous préviendra dès qu’elle sera prête.",
        "suppression" => "La suppression de votre compte est demandée. Une lettre vous le confirme.",
        "annulation" => "La suppression est annulée\u{202f}: votre compte est conservé.",
        "trop-tard" => "Aucune suppression n’est en cours.",
        _ => "",
    };
    let page = DataPage {
        frame: frame(&app, "/espace/donnees", "Mes données"),
        note,
        held: HELD,
        copy: export::latest(&app, &who.person.id).await?.map_or(Copy::None, |it| copy(&it)),
        closes: who.face().closes,
    };
    Ok(shell::page(&page)?)
}

fn copy(it: &Export) -> Copy {
    match (it.state.as_str(), it.expires_at) {
        ("ready", Some(until)) => Copy::Ready {
            id: it.id.clone(),
            size: weight(it.size_bytes.unwrap_or(0)),
            until: french::moment(until),
        },
        ("asked", _) => Copy::Making { done: it.steps_done, all: it.steps_all },
        _ => Copy::Failed,
    }
}

/// « 12 Ko », « 3 Mo », rounded up.
fn weight(bytes: i64) -> String {
    let kilobytes = bytes.max(1).div_euclid(1000) + 1;
    if kilobytes < 1000 {
        format!("{}\u{a0}Ko", french::number(kilobytes))
    } else {
        format!("{}\u{a0}Mo", french::number(kilobytes.div_euclid(1000) + 1))
    }
}

/// « 2026-03-02 », for the name of a file.
pub(super) fn file_day(at: DateTime<Utc>) -> String {
    platform::clock::today_in_paris(at).to_string()
}
