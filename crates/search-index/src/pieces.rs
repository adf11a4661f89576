//! The grammar of what people type: words, "quoted phrases", -refusals.

/// A part of what was typed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Between quotes: the words must follow each other.
    pub(crate) phrase: bool,
    /// Behind a minus: must not be found.
    pub(crate) excluded: bool,
}

/// Cuts a query into pieces, in order. Words that stand together stay in one piece, so that phrases of the field
/// are recognised. French and English quotes count as quotes; a quote that is never closed counts as nothing. A
/// minus counts only before a word or a quote and after a space: "sage-femme" and "Paris - Lyon" refuse nothing.
pub(crate) fn pieces(typed: &str) -> Vec<Piece> {
    let straight = typed.replace(['«', '»', '“', '”', '„'], "\"");
    let parts: Vec<&str> = straight.split('"').collect();
    let mut pieces = Vec::new();
    let mut refuse_next = false;
    for (rank, part) in parts.iter().enumerate() {
        let closed = rank + 1 < parts.len();
        if rank % 2 == 1 && closed {
            pieces.push(Piece { text: (*part).to_owned(), phrase: true, excluded: refuse_next });
            refuse_next = false;
        } else {
            let plain = if closed { part.strip_suffix('-').filter(|it| ends_word(it)) } else { None };
            refuse_next = plain.is_some();
            plain_pieces(plain.unwrap_or(part), &mut pieces);
        }
    }
    pieces
}

fn ends_word(text: &str) -> bool {
    text.chars().next_back().is_none_or(char::is_whitespace)
}

fn plain_pieces(text: &str, pieces: &mut Vec<Piece>) {
    let mut run = String::new();
    for word in text.split_whitespace() {
        let refused = word.strip_prefix('-').filter(|it| it.starts_with(char::is_alphanumeric));
        if let Some(refused) = refused {
            flush(&mut run, pieces);
            pieces.push(Piece { text: refused.to_owned(), phrase: false, excluded: true });
        } else {
            if !run.is_empty() {
                run.push(' ');
            }
            run.push_str(word);
        }
    }
    flush(&mut run, pieces);
}

fn flush(run: &mut String, pieces: &mut Vec<Piece>) {
    if !run.is_empty() {
        pieces.push(Piece { text: std::mem::take(run), phrase: false, excluded: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> Vec<String> {
        let mark = |it: Piece| {
            let quote = if it.phrase { "\"" } else { "" };
            format!("{}{quote}{}{quote}", if it.excluded { "-" } else { "" }, it.text)
        };
        pieces(typed).into_iter().map(mark).collect()
    }

    #[test]
    fn words_that_stand_together_stay_together() {
        assert_eq!(shown("  sage   femme lyon "), ["sage femme lyon"]);
    }

    #[test]
    fn a_minus_before_a_word_refuses_it() {
        assert_eq!(shown("kiné -sport lyon"), ["kiné", "-sport", "lyon"]);
        assert_eq!(shown("-sport"), ["-sport"]);
    }

    #[test]
    fn a_minus_inside_or_between_words_refuses_nothing() {
        assert_eq!(shown("sage-femme Paris - Lyon"), ["sage-femme Paris - Lyon"]);
    }

    #[test]
    fn quotes_of_any_style_make_phrases() {
        assert_eq!(shown("a \"b c\" « d e » “f”"), ["a", "\"b c\"", "\" d e \"", "\"f\""]);
    }

    #[test]
    fn a_phrase_may_be_refused() {
        assert_eq!(shown("cabinet -\"zone rurale\" creuse"), ["cabinet", "-\"zone rurale\"", "creuse"]);
    }

    #[test]
    fn a_quote_that_is_never_closed_counts_as_nothing() {
        assert_eq!(shown("kiné \"à lyon"), ["kiné", "à lyon"]);
    }
}
