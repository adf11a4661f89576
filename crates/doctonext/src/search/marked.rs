//! What was looked for, marked in the title and the text of a result: public texts, escaped by the template.

use chrono::{DateTime, Utc};
use search_index::Query;

use super::{
    analyzer,
    asked::Asked,
    card_of,
    store::{self, SearchHit},
    views::{Card, Piece},
};
use crate::app::App;

/// Characters of a text on a card.
const SHOWN: usize = 160;

/// The cards of a search, with what was looked for marked. Where neither title nor beginning shows all of it, the part of the
/// description that shows most stands instead of the beginning.
pub(super) async fn cards(
    app: &App,
    hits: &[SearchHit],
    asked: &Asked,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Card>> {
    let mut cards: Vec<Card> = hits.iter().map(|hit| card_of(hit, &app.gazetteer, now)).collect();
    let Some(query) = query(asked) else { return Ok(cards) };
    let wanted = query.wanted_terms();
    let lacks = |card: &Card| query.terms_in(&[&card.title, &card.excerpt]) < wanted;
    let lacking: Vec<i64> =
        hits.iter().zip(&cards).filter(|(_, card)| lacks(card)).map(|(hit, _)| hit.lid).collect();
    let texts = store::descriptions(&app.db, &lacking).await?;
    for (hit, card) in hits.iter().zip(&mut cards) {
        let better = texts.get(&hit.lid).and_then(|text| telling(card, text, &query));
        card.excerpt = better.unwrap_or_else(|| std::mem::take(&mut card.excerpt));
        card.marked_title = pieces(&card.title, &query);
        card.marked_excerpt = pieces(&card.excerpt, &query);
    }
    Ok(cards)
}

/// What is marked on the cards of a search; none when it has no words.
fn query(asked: &Asked) -> Option<Query> {
    // With the words that became filters: whoever typed « dentiste » looks for it in the titles too.
    let text = asked.typed.text.as_deref()?;
    Some(Query::parse(analyzer(), text, true)).filter(|it| !it.is_empty())
}

/// The part of a description that shows more of what was looked for than its beginning does.
fn telling(card: &Card, description: &str, query: &Query) -> Option<String> {
    let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = query.passage(&line, SHOWN)?.at;
    let shown = line.get(at.clone())?;
    let terms = |text: &str| query.terms_in(&[&card.title, text]);
    if terms(shown) <= terms(&card.excerpt) {
        return None;
    }
    let before = if at.start > 0 { "… " } else { "" };
    let after = if at.end < line.len() { " …" } else { "" };
    Some(format!("{before}{shown}{after}"))
}

/// The text in pieces; empty when nothing in it is marked.
fn pieces(text: &str, query: &Query) -> Vec<Piece> {
    let marks = query.marks(text);
    let mut all = Vec::with_capacity(marks.len() * 2 + 1);
    let mut from = 0;
    let mut push = |range: std::ops::Range<usize>, is_marked: bool| {
        if let Some(part) = text.get(range).filter(|it| !it.is_empty()) {
            all.push(Piece { text: part.to_owned(), is_marked });
        }
    };
    for mark in &marks {
        push(from..mark.start, false);
        push(mark.clone(), true);
        from = mark.end;
    }
    if !marks.is_empty() {
        push(from..text.len(), false);
    }
    all
}
