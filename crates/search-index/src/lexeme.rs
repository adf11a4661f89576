//! Writing a lexeme so that `PostgreSQL` reads it back to the letter.

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
