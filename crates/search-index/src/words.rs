//! Cutting folded text into words.

/// What an apostrophe swallows: "l'", "d'", "qu'" and their like carry no meaning and take no position.
const ELIDED: &[&str] =
    &["c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "presqu", "puisqu", "qu", "quoiqu", "s", "t"];

/// Whether an apostrophe swallows a folded word.
pub(crate) fn is_elided(word: &str) -> bool {
    ELIDED.contains(&word)
}

/// The words of a folded text in order, elisions dropped. Hyphens part words; letters and digits make them.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric() && c != '\'').flat_map(|chunk| {
        let mut parts = chunk.split('\'').filter(|part| !part.is_empty()).peekable();
        std::iter::from_fn(move || {
            loop {
                let part = parts.next()?;
                if parts.peek().is_none() || !ELIDED.contains(&part) {
                    return Some(part);
                }
            }
        })
    })
}
