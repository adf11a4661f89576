//! The letter of documents.

use chrono::NaiveDate;
use platform::french;

use super::kind::Kind as PieceKind;
use crate::{
    app::App,
    letters::{Kind, Letter},
};

/// 9.
pub(super) fn ends_soon(
    app: &App,
    piece: &str,
    (kind, title): (PieceKind, &str),
    day: NaiveDate,
    left: i64,
) -> Letter {
    let what = match kind {
        PieceKind::Insurance | PieceKind::Council | PieceKind::Urssaf => "attestation",
        PieceKind::Licence => "licence",
        _ => "pièce",
    };
    let when = match left {
        0 => "aujourd’hui".to_owned(),
        1 => "demain".to_owned(),
        days => format!("dans {days}\u{a0}jours"),
    };
    Letter::new(Kind::DocumentExpiring, format!("Votre {what} expire le {}", french::date(day)))
        .paragraph(format!("Une pièce de votre coffre arrive à échéance {when}."))
        .facts([("Pièce", title.to_owned()), ("Dernier jour", french::date(day))])
        .paragraph("Dès que vous avez la suivante, mettez-la à sa place\u{202f}: les liens que vous avez partagés montreront la nouvelle.")
        .button("Remplacer la pièce", format!("{}/espace/pieces/{piece}", app.settings.public_url))
        .small("Nous écrivons 30\u{a0}jours et 7\u{a0}jours avant la date que vous avez indiquée, une fois chaque.")
}
