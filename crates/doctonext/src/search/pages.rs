//! `/annonces`, and the routes of search.

use axum::{
    Extension, Router,
    extract::{RawQuery, State},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{
    Counts, Criteria, Seen, Vocabulary,
    address::{map_href, with_query},
    asked::Asked,
    empty, facet_labels, form, home, landing, marked,
    parse::parse,
    right::find_or_set_right,
    views::{Correction, ResultsPage, Tab},
    wording,
};
use crate::{
    app::App,
    delivery::Makeshift,
    failure::Failure,
    shell::{self, Frame, Section},
    trades::ListingType,
};

/// The pages and the API of search.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::home))
        .route("/annonces", get(results))
        .route("/annonces.rss", get(super::feeds::rss))
        .route("/annonces.atom", get(super::feeds::atom))
        .route("/annonces.json", get(super::feeds::json))
        .route("/embed/annonces", get(super::embed::show))
        .route("/api/v1/listings", get(super::api::list))
        .route("/cessions/{profession}", get(landing::of_profession))
        .route("/cessions/{profession}/{place}", get(landing::of_place))
        .route("/remplacements/{profession}", get(landing::of_profession))
        .route("/remplacements/{profession}/{place}", get(landing::of_place))
        .route("/collaborations/{profession}", get(landing::of_profession))
        .route("/collaborations/{profession}/{place}", get(landing::of_place))
        .route("/disponibilites/{profession}", get(landing::of_profession))
        .route("/disponibilites/{profession}/{place}", get(landing::of_place))
}

/// Longest query string that a form of ours can send, with room to spare.
const QUERY_LIMIT: usize = 4096;

/// Refuses what no form of ours sends, before anything reads it.
pub(crate) fn sane(query: Option<String>) -> Result<String, Failure> {
    let query = query.unwrap_or_default();
    if query.len() > QUERY_LIMIT {
        let why =
            "Cette recherche est trop longue. Gardez l’essentiel\u{202f}: quelques mots, un lieu, une date.";
        return Err(Failure::BadRequest(why.to_owned()));
    }
    Ok(query)
}

async fn results(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let viewer = viewer.as_ref();
    let query = sane(query)?;
    let now = app.clock.now();
    let mut asked = parse(&query, Vocabulary::French, &app.gazetteer, now);
    let found = find_or_set_right(&app, &mut asked, viewer, true, now).await?;

    let shown = &found.hits;
    let next =
        found.next.map(|next| asked.typed.href_after("/annonces", Vocabulary::French, asked.limit, &next));
    let nothing = shown.is_empty() && asked.after.is_none();
    let empty = if nothing {
        Some(empty::suggestions_for(&app, &asked, found.reading.clone(), viewer, now).await?)
    } else {
        None
    };

    let mut form = form::form(&asked, &app.gazetteer);
    if let Some(facets) = &found.facets {
        facet_labels::write(&mut form, facets, &asked, &app.gazetteer);
    }

    let cards = marked::cards(&app, shown, &asked, now).await?;
    let page = ResultsPage {
        frame: frame(&app, &asked),
        heading: wording::heading(&asked.criteria),
        form,
        tabs: tabs(&asked, &found.counts),
        chips: asked.chips(),
        reading: asked.reading(),
        others: asked.others(),
        correction: correction(&asked),
        clear_href: Criteria::default().for_type(asked.criteria.listing_type).href(),
        total: wording::total(&found.counts, asked.criteria.listing_type),
        cards,
        next,
        feed: with_query("/annonces.rss", &asked.typed.query(Vocabulary::French)),
        map: map_href(&asked.typed),
        first: asked.after.is_some().then(|| asked.typed.href()),
        empty,
        notes: asked.notes,
    };
    Ok((found.is_makeshift.then_some(Extension(Makeshift)), shell::page(&page)?).into_response())
}

/// Later pages and searches by free words are for people, not for search engines.
fn frame(app: &App, asked: &Asked) -> Frame {
    let criteria = &asked.criteria;
    let heading = wording::heading(criteria);
    let description = format!(
        "{heading}\u{202f}: annonces entre professionnels de santé, avec dates, prix, rétrocession et conditions d’exercice."
    );
    let section =
        criteria.listing_type.map_or(Section::Elsewhere, |kind| Section::of_listing_type(kind.code()));
    // The same listings have one address for search engines: the page of the profession, where there is one.
    let path = landing::path(&asked.typed, &app.gazetteer).unwrap_or_else(|| asked.typed.href());
    let frame = Frame::new(&app.settings.public_url, path, heading, description)
        .in_section(section)
        .followed_by(super::feeds::links(&asked.typed));
    if asked.after.is_some() || !asked.typed.is_structured() { frame.hidden_from_robots() } else { frame }
}

/// « Résultats pour “remplacement” ».
fn correction(asked: &Asked) -> Option<Correction> {
    let typed = asked.mistyped.clone()?;
    let right = asked.typed.text.clone()?;
    let mut again = asked.typed.clone();
    again.as_typed.words.extend(changed(&typed, &right));
    again.text = Some(typed.clone());
    Some(Correction { right, typed, literal_href: again.href() })
}

/// The words of one text that do not stand in another.
fn changed(typed: &str, right: &str) -> Vec<String> {
    let kept: Vec<&str> = right.split(|it: char| !it.is_alphanumeric()).collect();
    let words = typed.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.filter(|it| !kept.contains(it)).map(str::to_owned).collect()
}

fn tabs(asked: &Asked, counts: &Counts) -> Vec<Tab> {
    let tab = |label: &str, kind: Option<ListingType>| Tab {
        label: label.to_owned(),
        href: asked.typed_for_type(kind).href(),
        count: wording::tab_count(counts, kind),
        selected: asked.criteria.listing_type == kind,
    };
    let each = ListingType::ALL.iter().map(|kind| tab(wording::plural_of(*kind), Some(*kind)));
    std::iter::once(tab("Toutes", None)).chain(each).collect()
}
