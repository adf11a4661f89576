//! The order of a listing's files, what is said of them, and their end.

use super::{
    file::Kind,
    store::{self, Row},
};
use crate::{app::App, failure::Failure, file_removals, listings};

/// What an owner does with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// One place earlier.
    Up,
    /// One place later.
    Down,
    /// To this place among its kind, from 0; the first photograph is the one on the card.
    Place(usize),
    Caption(Option<String>),
    Remove,
}

/// Does it, in the transaction that tells search. Nothing to do is no error: two tabs may ask for the same.
pub(super) async fn arrange(
    app: &App,
    person: &str,
    listing: &str,
    media: &str,
    act: &Act,
) -> Result<(), Failure> {
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let owned = listings::lock_owned(&mut tx, listing, now).await?;
    if !owned.is_some_and(|it| it.belongs_to(person) && it.is_editable) {
        return Err(Failure::NotFound);
    }
    let rows = store::of_listing(&mut *tx, listing).await?;
    let Some(row) = rows.iter().find(|it| it.id == media) else {
        return if *act == Act::Remove { Ok(()) } else { Err(Failure::NotFound) };
    };
    match act {
        Act::Caption(caption) => store::set_caption(&mut tx, media, caption.as_deref()).await?,
        Act::Remove => {
            store::delete(&mut tx, media).await?;
            file_removals::doom(&mut tx, &row.keys(), now).await?;
        }
        Act::Up | Act::Down | Act::Place(_) => store::set_order(&mut tx, &reordered(&rows, row, act)).await?,
    }
    listings::refresh(&mut tx, &app.gazetteer, listing, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Every file of the listing in its new order: photographs first, then documents.
fn reordered(rows: &[Row], moved: &Row, act: &Act) -> Vec<String> {
    let kind_of = |it: &Row| Kind::from_code(it.file_type.as_deref().unwrap_or_default());
    let of = |kind: Kind| {
        rows.iter().filter(move |it| kind_of(it) == kind).map(|it| it.id.clone()).collect::<Vec<_>>()
    };
    let [photographs, documents] = [Kind::Photograph, Kind::Document].map(|kind| {
        let ids = of(kind);
        if kind == kind_of(moved) { moved_within(ids, &moved.id, act) } else { ids }
    });
    photographs.into_iter().chain(documents).collect()
}

fn moved_within(mut ids: Vec<String>, moved: &str, act: &Act) -> Vec<String> {
    let Some(from) = ids.iter().position(|it| it == moved) else { return ids };
    let last = ids.len() - 1;
    let to = match act {
        Act::Up => from.saturating_sub(1),
        Act::Down => (from + 1).min(last),
        Act::Place(place) => (*place).min(last),
        Act::Caption(_) | Act::Remove => from,
    };
    let id = ids.remove(from);
    ids.insert(to, id);
    ids
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn four() -> Vec<String> {
        ["a", "b", "c", "d"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_file_moves_and_the_others_close_up() {
        assert_eq!(moved_within(four(), "c", &Act::Up), ["a", "c", "b", "d"]);
        assert_eq!(moved_within(four(), "a", &Act::Up), ["a", "b", "c", "d"]);
        assert_eq!(moved_within(four(), "d", &Act::Down), ["a", "b", "c", "d"]);
        assert_eq!(moved_within(four(), "d", &Act::Place(0)), ["d", "a", "b", "c"]);
        assert_eq!(moved_within(four(), "a", &Act::Place(99)), ["b", "c", "d", "a"]);
        assert_eq!(moved_within(four(), "none", &Act::Up), ["a", "b", "c", "d"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_nor_doubled(which in 0_usize..4, place in 0_usize..9) {
            let moved = four()[which].clone();
            let mut after = moved_within(four(), &moved, &Act::Place(place));
            after.sort();
            prop_assert_eq!(after, four());
        }
    }
}
