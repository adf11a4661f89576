//! Writing a lexeme so that `PostgreSQL` reads it back to the letter.

/// Longest lexeme that `PostgreSQL` accepts, in bytes.
pub(crate) const MAX_BYTES: usize = 2046;

/// What parts tags from words: no word of a text contains it, so typing "T2" never meets the tag "t2".
pub(crate) const TAG_MARK: char = '#';

/// The lexeme of a tag: marked, without null characters (which `PostgreSQL`'s text cannot hold), cut to fit.
pub(crate) fn tag(name: &str) -> String {
    let mut lexeme = String::from(TAG_MARK);
    for c in name.chars().filter(|c| *c != '\0') {
        if lexeme.len() + c.len_utf8() > MAX_BYTES {
            break;
        }
        lexeme.push(c);
    }
    lexeme
}

/// Appends the lexeme between quotes; quotes and backslashes inside are doubled.
pub(crate) fn push_quoted(out: &mut String, lexeme: &str) {
    out.push('\'');
    for c in lexeme.chars() {
        if matches!(c, '\'' | '\\') {
            out.push(c);
        }
        out.push(c);
    }
    out.push('\'');
}
