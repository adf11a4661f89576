//! The page `/carte`.

use std::collections::HashMap;

use axum::{
    Extension,
    extract::{RawQuery, State},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use platform::{clock::today_in_paris, french};

use super::{
    classes::Classes,
    layer::{Layer, LayerKind},
    layers::{self, Market},
    live::LiveMap,
    views::{Band, LayerTab, MapPage, Place},
};
use crate::{
    accessibility, analytics,
    app::App,
    delivery::Makeshift,
    failure::Failure,
    search::{
        Asked, ByDepartment, ChosenArea, Criteria, Seen, Sort, Viewer, Vocabulary, count_by_department, form,
        locate, map_href, parse, sane, suggestions,
        views::{Chip, EmptyState},
        wording,
    },
    shell::{self, Frame, Section},
    territory::{Department, Gazetteer},
    trades::Profession,
    zoning,
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
    let query = sane(query)?;
    let mut asked = parse(&query, Vocabulary::French, &app.gazetteer, now);
    // As for the list, which must find the same.
    let is_located = locate(&app, &mut asked, now).await;
    let kind = LayerKind::asked(&query);
    // A department is what the map lets choose: it counts every one of them.
    let everywhere = Criteria { departments: Vec::new(), sort: Sort::default(), ..asked.for_addresses() };
    let counts = count_by_department(&app, &everywhere, viewer, now).await?;
    let layer = layer(&app, kind, &everywhere, &counts, viewer, now).await?;
    let empty = if counts.total == 0 && layer.is_none() {
        Some(suggestions(&app, &everywhere, viewer, now).await?)
    } else {
        None
    };
    let is_makeshift = counts.is_makeshift || !is_located;
    let frame = frame(&app, &everywhere, kind);
    let mut page = Drawing {
        asked: &asked,
        everywhere: &everywhere,
        counts: &counts,
        kind,
        layer,
        gazetteer: &app.gazetteer,
    }
    .page(frame, empty);
    let background = app.settings.map_background_url.as_ref();
    page.live.background =
        background.map(|it| (it.pattern().to_owned(), app.settings.map_background_credit.clone()));
    let policy = background.map(|it| [(header::CONTENT_SECURITY_POLICY, policy_with(it.origin()))]);
    Ok((is_makeshift.then_some(Extension(Makeshift)), policy, shell::page(&page)?).into_response())
}

/// The policy of every page, and pictures of one other server.
fn policy_with(origin: &str) -> String {
    let policy = shell::CONTENT_POLICY;
    policy
        .replace("img-src 'self'", &format!("img-src 'self' {origin}"))
        .replace("connect-src 'self'", &format!("connect-src 'self' {origin}"))
}

/// What colours the map; none for listings, which the search itself has counted.
async fn layer(
    app: &App,
    kind: LayerKind,
    criteria: &Criteria,
    counts: &ByDepartment,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> Result<Option<Layer>, Failure> {
    if kind == LayerKind::Listings {
        return Ok(None);
    }
    let Some(profession) = criteria.profession else {
        let why =
            "Choisissez une profession, puis «\u{a0}Voir la carte\u{a0}»\u{202f}: cette couche en dépend.";
        return Ok(Some(Layer::missing(why)));
    };
    Ok(Some(match kind {
        LayerKind::Listings => return Ok(None),
        LayerKind::Zoning => {
            let found = zoning::by_department(&app.db, profession).await?;
            layers::zoning(profession, found.as_ref(), &layers::people(&app.gazetteer))
        }
        LayerKind::Accessibility => {
            let trade = accessibility::Trade::of_search(profession, &criteria.specialties);
            let found = accessibility::by_department(&app.db, trade).await?;
            let whose = match criteria.specialties.as_slice() {
                [one] if trade.specialty == one.key => one.label,
                _ => profession.plural,
            };
            let has_directory = found.is_some() || accessibility::has_directory(&app.db).await?;
            layers::accessibility(profession, whose, found.as_ref(), has_directory)
        }
        LayerKind::Tension => tension(app, profession, criteria, counts, viewer, now).await?,
    }))
}

/// Searches of the last days beside the listings of today, of one profession and perhaps one type.
async fn tension(
    app: &App,
    profession: &'static Profession,
    criteria: &Criteria,
    counts: &ByDepartment,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> Result<Layer, Failure> {
    let market =
        Criteria { profession: Some(profession), listing_type: criteria.listing_type, ..Criteria::default() };
    let counted;
    let offered = if market == *criteria {
        counts
    } else {
        counted = count_by_department(app, &market, viewer, now).await?;
        &counted
    };
    let since = today_in_paris(now) - TimeDelta::days(layers::DAYS - 1);
    let kind = criteria.listing_type.map(|it| it.key());
    let searches = analytics::searches_by_department(&app.db, profession.key, kind, since).await?;
    let at = |it: &Department| Market {
        searches: searches.get(&it.key()).copied().unwrap_or_default(),
        listings: offered.of(it.key()),
    };
    let departments = app.gazetteer.departments().iter();
    let markets: HashMap<String, Market> = departments.map(|it| (it.code.clone(), at(it))).collect();
    let country = Market { searches: searches.values().sum(), listings: offered.total };
    Ok(layers::tension(profession.plural, &markets, country))
}

/// « Carte des remplacements · Médecins ».
fn heading(criteria: &Criteria, layer: LayerKind) -> String {
    let of_list = wording::heading(criteria);
    let mut letters = of_list.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    let of_layer =
        if layer == LayerKind::Listings { String::new() } else { format!(" · {}", layer.label()) };
    format!("Carte des {first}{}{of_layer}", letters.as_str())
}

/// As for lists: searches by words or conditions are for people, not for search engines.
fn frame(app: &App, everywhere: &Criteria, layer: LayerKind) -> Frame {
    let heading = heading(everywhere, layer);
    let what = match layer {
        LayerKind::Listings => "combien d’annonces",
        LayerKind::Zoning => "le zonage officiel",
        LayerKind::Accessibility => "combien de confrères accessibles",
        LayerKind::Tension => "combien de recherches pour une annonce",
    };
    let description =
        format!("{heading}\u{202f}: {what} dans chaque département de France, en dessin et en tableau.");
    let kind = everywhere.listing_type;
    let section = kind.map_or(Section::Elsewhere, |kind| Section::of_listing_type(kind.code()));
    let frame = Frame::new(&app.settings.public_url, layer.at(&map_href(everywhere)), heading, description)
        .in_section(section);
    if everywhere.is_structured() { frame } else { frame.hidden_from_robots() }
}

/// What the page is drawn from.
struct Drawing<'a> {
    asked: &'a Asked,
    everywhere: &'a Criteria,
    counts: &'a ByDepartment,
    kind: LayerKind,
    layer: Option<Layer>,
    gazetteer: &'a Gazetteer,
}

impl Drawing<'_> {
    fn page(mut self, frame: Frame, empty: Option<EmptyState>) -> MapPage {
        let (criteria, counts, gazetteer) = (&self.asked.for_addresses(), self.counts, self.gazetteer);
        let classes = Classes::of(counts.of_departments());
        let mut places: Vec<Place> =
            gazetteer.departments().iter().map(|it| self.place(it, &classes)).collect();
        // Collectivities, each a region of its own, are there when something is.
        places.retain(|it| it.n > 0 || it.is_chosen || is_department(it, gazetteer));
        let (rows, without) = rows(&places, self.layer.is_some());
        let (mut shapes, overseas): (Vec<Place>, Vec<Place>) =
            places.into_iter().partition(|it| it.code.len() == 2);
        // Later shapes lie on the borders of earlier ones.
        shapes.sort_by_key(|it| (it.is_chosen, it.shade > 0));
        let noun = if overseas.iter().all(|it| is_department(it, gazetteer)) {
            ("département", "départements")
        } else {
            ("territoire", "territoires")
        };
        let form = form(self.asked, gazetteer);
        let layer = self.layer.take();
        MapPage {
            heading: heading(self.everywhere, self.kind),
            chips: chips(criteria, self.kind),
            clear_href: map_href(&Criteria::default().for_type(criteria.listing_type)),
            kept: kept(criteria, self.kind),
            types: form.types,
            professions: form.professions,
            total: french::counted_or_none(counts.total, "Aucune", "annonce", "annonces"),
            chosen: (counts.total > 0).then(|| chosen(&criteria.departments, counts)).flatten(),
            nowhere: nowhere(counts),
            // With the text as it was typed, which the list understands as the map did.
            list_href: self.asked.typed.href(),
            tabs: tabs(criteria, self.kind),
            live: LiveMap::of(criteria, self.kind, gazetteer),
            column: layer.as_ref().map(|it| it.column),
            missing: layer.as_ref().and_then(|it| it.missing.clone()),
            layer_notes: layer.as_ref().map(|it| it.notes.clone()).unwrap_or_default(),
            around_paris: shapes
                .iter()
                .filter(|it| AROUND_PARIS.contains(&it.code.as_str()))
                .cloned()
                .collect(),
            legend: layer.map_or_else(|| legend(&classes, without.len(), noun), |it| it.legend),
            overseas,
            shapes,
            rows,
            without,
            notes: self.asked.notes.clone(),
            empty,
            frame,
        }
    }

    fn place(&self, it: &Department, classes: &Classes) -> Place {
        let criteria = self.asked.for_addresses();
        let n = self.counts.of(it.key());
        let there = Criteria { departments: vec![ChosenArea::from(it)], ..criteria.clone() };
        let counted = french::counted_or_none(n, "aucune", "annonce", "annonces");
        let (shade, told, rank) = match &self.layer {
            None => (classes.shade(n), counted, 0.0),
            Some(layer) => layer.departments.get(&it.code).map_or_else(
                || (0, layer.nothing.to_owned(), f64::NEG_INFINITY),
                |it| (it.shade, it.words.clone(), it.rank),
            ),
        };
        Place {
            code: it.code.clone(),
            name: it.name.clone(),
            href: there.href(),
            n,
            number: french::number(i64::try_from(n).unwrap_or(i64::MAX)),
            told,
            rank,
            shade,
            is_chosen: criteria.departments.iter().any(|chosen| chosen.key == it.key()),
        }
    }
}

/// The rows of the table, and the departments that are only named: of listings those with and those without any, of a layer
/// all of them, what it ranks highest first.
fn rows(places: &[Place], is_layer: bool) -> (Vec<Place>, Vec<Place>) {
    let (mut rows, without): (Vec<Place>, Vec<Place>) =
        places.iter().cloned().partition(|it| is_layer || it.n > 0);
    let name = |it: &Place| search_index::fold(&it.name);
    if is_layer {
        rows.sort_by(|a, b| b.rank.total_cmp(&a.rank).then_with(|| name(a).cmp(&name(b))));
    } else {
        rows.sort_by_cached_key(|it| (std::cmp::Reverse(it.n), name(it)));
    }
    (rows, without)
}

/// The layers, each at the same search.
fn tabs(criteria: &Criteria, chosen: LayerKind) -> Vec<LayerTab> {
    let tab = |kind: LayerKind| LayerTab {
        label: kind.label(),
        href: kind.at(&map_href(criteria)),
        is_chosen: kind == chosen,
    };
    LayerKind::ALL.into_iter().map(tab).collect()
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

/// « Creuse (23) : 2 annonces. », a sentence for each department that is chosen.
fn chosen(areas: &[ChosenArea], counts: &ByDepartment) -> Option<String> {
    let told = |area: &ChosenArea| {
        let counted = french::counted_or_none(counts.of(area.key), "aucune", "annonce", "annonces");
        format!("{} ({})\u{202f}: {counted}.", area.name, area.code)
    };
    (!areas.is_empty()).then(|| areas.iter().map(told).collect::<Vec<_>>().join(" "))
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
fn chips(criteria: &Criteria, layer: LayerKind) -> Vec<Chip> {
    let removable = wording::removable(criteria).into_iter();
    removable.map(|(label, rest)| Chip { label, remove_href: layer.at(&map_href(&rest)) }).collect()
}

/// What the short form does not ask, to be sent along.
fn kept(criteria: &Criteria, layer: LayerKind) -> Vec<(String, String)> {
    let rest = Criteria { listing_type: None, profession: None, ..criteria.clone() };
    let query = rest.query(Vocabulary::French);
    let mut kept: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    if layer != LayerKind::Listings {
        kept.push(("couche".to_owned(), layer.slug().to_owned()));
    }
    kept
}
