//! `/carte`: the departments of France, drawn and in a table, with what a search finds in each.
//!
//! Nothing here needs a script: the drawing is made of links, and the table says the same in words.

mod classes;
mod counts;
#[cfg(test)]
mod tests;
mod views;

use axum::{
    Extension,
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
};
use platform::french;

use self::{
    classes::Classes,
    counts::{ByDepartment, count},
    views::{Band, MapPage, Place},
};
use super::{
    Criteria, Seen, Sort, Vocabulary,
    address::with_query,
    asked::Asked,
    criteria::Area,
    empty, form,
    pages::sane,
    parse::parse,
    views::{Chip, EmptyState},
    wording,
};
use crate::{
    app::App,
    delivery::Makeshift,
    failure::Failure,
    shell::{self, Frame, Section},
    territory::{Department, Gazetteer},
};

/// Paris and its neighbours, too small to point at on the drawing of the whole country.
const AROUND_PARIS: [&str; 8] = ["75", "77", "78", "91", "92", "93", "94", "95"];

/// The map of a search.
pub(super) async fn show(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let viewer = viewer.as_ref();
    let now = app.clock.now();
    let asked = parse(&sane(query)?, Vocabulary::French, &app.gazetteer, now);
    // A department is what the map lets choose: it counts every one of them.
    let everywhere = Criteria { department: None, sort: Sort::default(), ..asked.criteria.clone() };
    let counts = count(&app, &everywhere, viewer, now).await?;
    let empty = if counts.total == 0 {
        Some(empty::suggestions(&app.db, &app.gazetteer, &everywhere, viewer, now).await?)
    } else {
        None
    };
    let is_makeshift = counts.is_makeshift;
    let frame = frame(&app, &everywhere);
    let page = drawn(frame, asked, &everywhere, &counts, empty, &app.gazetteer);
    Ok((is_makeshift.then_some(Extension(Makeshift)), shell::page(&page)?).into_response())
}

/// The address of the map of a search.
#[must_use]
pub(super) fn href(criteria: &Criteria) -> String {
    with_query("/carte", &criteria.query(Vocabulary::French))
}

/// « Carte des remplacements · Médecins ».
fn heading(criteria: &Criteria) -> String {
    let of_list = wording::heading(criteria);
    let mut letters = of_list.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("Carte des {first}{}", letters.as_str())
}

/// As for lists: searches by words or conditions are for people, not for search engines.
fn frame(app: &App, everywhere: &Criteria) -> Frame {
    let heading = heading(everywhere);
    let description = format!(
        "{heading}\u{202f}: combien d’annonces dans chaque département de France, en dessin et en tableau."
    );
    let kind = everywhere.listing_type;
    let section = kind.map_or(Section::Elsewhere, |kind| Section::of_listing_type(kind.code()));
    let frame =
        Frame::new(&app.settings.public_url, href(everywhere), heading, description).in_section(section);
    if everywhere.is_structured() { frame } else { frame.hidden_from_robots() }
}

fn drawn(
    frame: Frame,
    asked: Asked,
    everywhere: &Criteria,
    counts: &ByDepartment,
    empty: Option<EmptyState>,
    gazetteer: &Gazetteer,
) -> MapPage {
    let criteria = &asked.criteria;
    let classes = Classes::of(counts.of_departments());
    let mut places: Vec<Place> =
        gazetteer.departments().iter().map(|it| place(it, criteria, counts, &classes)).collect();
    // Collectivities, each a region of its own, are there when something is.
    places.retain(|it| it.n > 0 || it.is_chosen || is_department(it, gazetteer));
    let (mut rows, without): (Vec<Place>, Vec<Place>) = places.iter().cloned().partition(|it| it.n > 0);
    rows.sort_by_cached_key(|it| (std::cmp::Reverse(it.n), search_index::fold(&it.name)));
    let (mut shapes, overseas): (Vec<Place>, Vec<Place>) =
        places.into_iter().partition(|it| it.code.len() == 2);
    // Later shapes lie on the borders of earlier ones.
    shapes.sort_by_key(|it| (it.is_chosen, it.shade > 0));
    let noun = if overseas.iter().all(|it| is_department(it, gazetteer)) {
        ("département", "départements")
    } else {
        ("territoire", "territoires")
    };
    let form = form::form(&asked, gazetteer);
    MapPage {
        heading: heading(everywhere),
        chips: chips(criteria),
        clear_href: href(&Criteria::default().for_type(criteria.listing_type)),
        kept: kept(criteria),
        types: form.types,
        professions: form.professions,
        total: french::counted_or_none(counts.total, "Aucune", "annonce", "annonces"),
        chosen: criteria.department.as_ref().filter(|_| counts.total > 0).map(|it| chosen(it, counts)),
        nowhere: nowhere(counts),
        list_href: criteria.href(),
        around_paris: shapes.iter().filter(|it| AROUND_PARIS.contains(&it.code.as_str())).cloned().collect(),
        legend: legend(&classes, without.len(), noun),
        overseas,
        shapes,
        rows,
        without,
        notes: asked.notes,
        empty,
        frame,
    }
}

fn place(it: &Department, criteria: &Criteria, counts: &ByDepartment, classes: &Classes) -> Place {
    let n = counts.of(it.key());
    let there = Criteria { department: Some(Area::from(it)), ..criteria.clone() };
    Place {
        code: it.code.clone(),
        name: it.name.clone(),
        href: there.href(),
        n,
        number: french::number(i64::try_from(n).unwrap_or(i64::MAX)),
        counted: french::counted_or_none(n, "aucune", "annonce", "annonces"),
        shade: classes.shade(n),
        is_chosen: criteria.department.as_ref().is_some_and(|chosen| chosen.key == it.key()),
    }
}

/// Whether it is a department, not a collectivity.
fn is_department(it: &Place, gazetteer: &Gazetteer) -> bool {
    gazetteer.department_by_code(&it.code).is_some_and(|it| it.region.code != it.code)
}

fn legend(classes: &Classes, without: usize, noun: (&str, &str)) -> Vec<Band> {
    let departments = |n: usize| french::counted(u64::try_from(n).unwrap_or(u64::MAX), noun.0, noun.1);
    let whole = |n: u64| french::number(i64::try_from(n).unwrap_or(i64::MAX));
    let mut bands: Vec<Band> = classes
        .bands()
        .map(|band| Band {
            shade: band.shade,
            label: if band.least == band.most {
                french::counted(band.least, "annonce", "annonces")
            } else {
                format!("{} à {}", whole(band.least), french::counted(band.most, "annonce", "annonces"))
            },
            departments: departments(band.departments),
        })
        .collect();
    if without > 0 {
        let none = Band { shade: 0, label: "Aucune annonce".to_owned(), departments: departments(without) };
        bands.insert(0, none);
    }
    bands
}

/// « Creuse (23) : 2 annonces ».
fn chosen(area: &Area, counts: &ByDepartment) -> String {
    let counted = french::counted_or_none(counts.of(area.key), "aucune", "annonce", "annonces");
    format!("{} ({})\u{202f}: {counted}.", area.name, area.code)
}

/// Only confidential listings may have an area larger than a department: a region, or the country.
fn nowhere(counts: &ByDepartment) -> Option<String> {
    let n = counts.of_no_department();
    let counted = french::counted(n, "annonce confidentielle", "annonces confidentielles");
    let zone = if n == 1 { "sa zone" } else { "leur zone" };
    (n > 0)
        .then(|| format!("{counted} sans département\u{202f}: {zone} est une région ou la France entière."))
}

/// Each filter in force, with the map without it.
fn chips(criteria: &Criteria) -> Vec<Chip> {
    let removable = wording::removable(criteria).into_iter();
    removable.map(|(label, rest)| Chip { label, remove_href: href(&rest) }).collect()
}

/// What the short form does not ask, to be sent along.
fn kept(criteria: &Criteria) -> Vec<(String, String)> {
    let rest = Criteria { listing_type: None, profession: None, ..criteria.clone() };
    form_urlencoded::parse(rest.query(Vocabulary::French).as_bytes()).into_owned().collect()
}
