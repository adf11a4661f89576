//! Small readers of `PostgreSQL`'s two input grammars, to prove that what we write is read back.

/// A lexeme with its positions and weights.
pub(super) type Entry = (String, Vec<(u32, char)>);

/// The lexemes with the text after them (positions), or none when the text is not a tsvector we may write.
pub(super) fn read_tsvector(text: &str) -> Option<Vec<Entry>> {
    let mut rest = text;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        if !entries.is_empty() {
            rest = rest.strip_prefix(' ')?;
        }
        let (lexeme, after) = read_quoted(rest)?;
        let end = after.find(' ').unwrap_or(after.len());
        let (places, next) = after.split_at(end);
        let places = match places.strip_prefix(':') {
            None if places.is_empty() => Vec::new(),
            None => return None,
            Some(list) => list.split(',').map(read_place).collect::<Option<_>>()?,
        };
        entries.push((lexeme, places));
        rest = next;
    }
    Some(entries)
}

fn read_place(place: &str) -> Option<(u32, char)> {
    let weight = place.chars().next_back().filter(char::is_ascii_uppercase);
    let digits = weight.map_or(place, |_| &place[..place.len() - 1]);
    let weight = weight.unwrap_or('D');
    ('A'..='D').contains(&weight).then_some(())?;
    Some((digits.parse().ok()?, weight))
}

fn read_quoted(text: &str) -> Option<(String, &str)> {
    let mut lexeme = String::new();
    let mut chars = text.strip_prefix('\'')?.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' if text[at + 2..].starts_with('\'') => lexeme.push(chars.next()?.1),
            '\'' => return (!lexeme.is_empty()).then_some((lexeme, &text[at + 2..])),
            '\\' => lexeme.push(chars.next()?.1),
            '\0' => return None,
            _ => lexeme.push(c),
        }
    }
    None
}

/// The lexemes of a tsquery, or none when the text is not one.
pub(super) fn read_tsquery(text: &str) -> Option<Vec<String>> {
    let mut lexemes = Vec::new();
    let rest = operand(text, &mut lexemes, true)?;
    rest.is_empty().then_some(lexemes)
}

/// `expression := unit (operator unit)*`; gives what follows.
fn operand<'t>(text: &'t str, lexemes: &mut Vec<String>, top: bool) -> Option<&'t str> {
    let mut rest = unit(text, lexemes)?;
    loop {
        if rest.is_empty() || (!top && rest.starts_with(')')) {
            return Some(rest);
        }
        let (operator, after) = rest.strip_prefix(' ')?.split_once(' ')?;
        let distance = operator.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        let known = matches!(operator, "&" | "|")
            || distance.is_some_and(|it| it.parse::<u16>().is_ok_and(|n| n > 0));
        known.then_some(())?;
        rest = unit(after, lexemes)?;
    }
}

fn unit<'t>(text: &'t str, lexemes: &mut Vec<String>) -> Option<&'t str> {
    let text = text.strip_prefix('!').unwrap_or(text);
    if let Some(inner) = text.strip_prefix('(') {
        return operand(inner, lexemes, false)?.strip_prefix(')');
    }
    let (lexeme, after) = read_quoted(text)?;
    lexemes.push(lexeme);
    Some(after.strip_prefix(":*").unwrap_or(after))
}

#[test]
fn the_readers_refuse_what_postgresql_refuses() {
    assert_eq!(read_tsvector("'a':1A,2 '#t1'").map(|it| it.len()), Some(2));
    for broken in ["a", "'a", "'a':x", "''", "'a':1E", "'a'  'b'"] {
        assert_eq!(read_tsvector(broken), None, "{broken}");
    }
    assert_eq!(read_tsquery("!('a' | ('b' & 'c':*)) & ('d' <2> 'e')").map(|it| it.len()), Some(5));
    for broken in ["", "'a' &", "('a'", "'a' 'b'", "()", "'a' <0> 'b'", "'a')"] {
        assert_eq!(read_tsquery(broken), None, "{broken}");
    }
}
