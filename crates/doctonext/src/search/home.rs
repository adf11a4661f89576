//! The front page: a search, the ways in with their real numbers, the latest listings.

use axum::{extract::State, response::Response};
use platform::french;

use super::{
    Criteria, Seen, Vocabulary, card_of, form,
    parse::parse,
    store,
    views::{Entry, HomePage},
    wording::plural_of,
};
use crate::{
    app::App,
    failure::Failure,
    shell::{self, Frame, Section},
    trades::{ListingType, Profession},
};

const LATEST: i64 = 6;
/// Professions shown as entries: the ones with most listings.
const PROFESSIONS: usize = 12;

pub(super) async fn home(State(app): State<App>, Seen(viewer): Seen) -> Result<Response, Failure> {
    let now = app.clock.now();
    let cube = store::cube_by_type_and_profession(&app.db, viewer.as_ref(), now).await?;
    let latest = store::latest(&app.db, viewer.as_ref(), LATEST, now).await?;

    let total: i64 = cube.iter().map(|(.., n)| n).sum();
    let page = HomePage {
        frame: Frame::new(
            &app.settings.public_url,
            "/",
            "Doctonext\u{202f}: cession, remplacement et collaboration entre professionnels de santé",
            "Reprendre un cabinet, trouver un remplaçant ou un remplacement, s’associer\u{202f}: les annonces des \
             professionnels de santé, partout en France.",
        )
        .in_section(Section::Home),
        form: form::form(&parse("", Vocabulary::French, &app.gazetteer, now), &app.gazetteer),
        types: ListingType::ALL.iter().map(|kind| type_entry(*kind, &cube)).collect(),
        professions: profession_entries(&cube),
        latest: latest.iter().map(|hit| card_of(hit, &app.gazetteer, now)).collect(),
        total: format!("{} en ligne", counted(total)),
    };
    Ok(shell::page(&page)?)
}

fn counted(n: i64) -> String {
    french::counted_or_none(n.unsigned_abs(), "aucune", "annonce", "annonces")
}

fn type_entry(kind: ListingType, cube: &[(i16, i16, i64)]) -> Entry {
    let n: i64 = cube.iter().filter(|(of, ..)| *of == kind.key()).map(|(.., n)| n).sum();
    let hint = match kind {
        ListingType::Transfer => "Reprendre ou transmettre un cabinet, une patientèle, une officine.",
        ListingType::Replacement => "Se faire remplacer, ou remplacer quelques jours ou plusieurs mois.",
        ListingType::Collaboration => "S’associer, partager des locaux, collaborer.",
        ListingType::Availability => "Les remplaçants qui se disent disponibles près de chez vous.",
    };
    Entry {
        label: plural_of(kind).to_owned(),
        hint: hint.to_owned(),
        href: Criteria::default().for_type(Some(kind)).href(),
        count: counted(n),
        picture: format!("/illustrations/{}-doctor.svg", kind.code()),
    }
}

fn profession_entries(cube: &[(i16, i16, i64)]) -> Vec<Entry> {
    let count =
        |it: &Profession| -> i64 { cube.iter().filter(|(_, of, _)| *of == it.key).map(|(.., n)| n).sum() };
    let mut entries: Vec<(i64, &'static Profession)> =
        Profession::all().iter().map(|it| (count(it), it)).collect();
    entries.sort_by_key(|(n, it)| (std::cmp::Reverse(*n), it.key));
    entries
        .into_iter()
        .take(PROFESSIONS)
        .map(|(n, it)| Entry {
            label: it.plural.to_owned(),
            hint: String::new(),
            href: Criteria { profession: Some(it), ..Criteria::default() }.href(),
            count: counted(n),
            ..Entry::default()
        })
        .collect()
}
