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
    card_of, empty, facet_labels, form,
    found::{Wanted, find},
    home,
    parse::{Asked, parse},
    views::{ResultsPage, Tab},
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
        .route("/annonces.json", get(super::feeds::json))
        .route("/embed/annonces", get(super::embed::show))
        .route("/api/v1/listings", get(super::api::list))
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
    let asked = parse(&query, Vocabulary::French, &app.gazetteer, now);

    let wanted = Wanted {
        criteria: &asked.criteria,
        after: asked.after.as_ref(),
        limit: asked.limit,
        viewer,
        facets: true,
    };
    let found = find(&app, wanted, now).await?;

    let shown = &found.hits;
    let next =
        found.next.map(|next| asked.criteria.href_after("/annonces", Vocabulary::French, asked.limit, &next));
    let nothing = shown.is_empty() && asked.after.is_none();
    let empty = if nothing {
        let mut state = empty::suggestions(&app.db, &app.gazetteer, &asked.criteria, viewer, now).await?;
        let right = empty::spelt_right(&app.live, &asked.criteria, found.reading, now).await;
        state.loosen.splice(0..0, right);
        Some(state)
    } else {
        None
    };

    let mut form = form::form(&asked, &app.gazetteer);
    if let Some(facets) = &found.facets {
        facet_labels::write(&mut form, facets, &asked.criteria, &app.gazetteer);
    }

    let page = ResultsPage {
        frame: frame(&app, &asked),
        heading: wording::heading(&asked.criteria),
        form,
        tabs: tabs(&asked.criteria, &found.counts),
        chips: wording::chips(&asked.criteria),
        clear_href: Criteria::default().for_type(asked.criteria.listing_type).href(),
        total: wording::total(&found.counts, asked.criteria.listing_type),
        cards: shown.iter().map(|hit| card_of(hit, &app.gazetteer, now)).collect(),
        next,
        feed: with_query("/annonces.rss", &asked.criteria.query(Vocabulary::French)),
        map: map_href(&asked.criteria),
        first: asked.after.is_some().then(|| asked.criteria.href()),
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
    let frame =
        Frame::new(&app.settings.public_url, criteria.href(), heading, description).in_section(section);
    if asked.after.is_some() || !criteria.is_structured() { frame.hidden_from_robots() } else { frame }
}

fn tabs(criteria: &Criteria, counts: &Counts) -> Vec<Tab> {
    let tab = |label: &str, kind: Option<ListingType>| Tab {
        label: label.to_owned(),
        href: criteria.for_type(kind).href(),
        count: wording::tab_count(counts, kind),
        selected: criteria.listing_type == kind,
    };
    let each = ListingType::ALL.iter().map(|kind| tab(wording::plural_of(*kind), Some(*kind)));
    std::iter::once(tab("Toutes", None)).chain(each).collect()
}
