//! What was looked for, marked in the title and the excerpt of a result: public texts, escaped by the template.

use search_index::Query;

use super::{
    analyzer,
    asked::Asked,
    views::{Card, Piece},
};

/// What is marked on the cards of a search; none when it has no words.
pub(super) fn query(asked: &Asked) -> Option<Query> {
    // With the words that became filters: whoever typed « dentiste » looks for it in the titles too.
    let text = asked.typed.text.as_deref()?;
    Some(Query::parse(analyzer(), text, true)).filter(|it| !it.is_empty())
}

/// Marks a card.
pub(super) fn marked(mut card: Card, query: Option<&Query>) -> Card {
    if let Some(query) = query {
        card.marked_title = pieces(&card.title, query);
        card.marked_excerpt = pieces(&card.excerpt, query);
    }
    card
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
