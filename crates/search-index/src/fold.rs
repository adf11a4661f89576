//! Folding: one spelling for every way of typing the same letters.
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents or ligatures, with plain apostrophes, hyphens and spaces.
///
/// "Œuvre d’Été" becomes "oeuvre d'ete". Folding twice changes nothing. Control characters become spaces,
/// invisible ones (soft hyphen, zero-width spaces) disappear.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text
            .chars()
            .map(|c| if is_blank(c) { ' ' } else { typography(c).to_ascii_lowercase() })
            .collect();
    }
    let mut folded = String::with_capacity(text.len());
    let plain = text.chars().filter(|c| !is_invisible(*c)).map(typography).nfkd();
    for c in plain.filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        // Lower-casing may itself bring a mark, as İ does.
        if !is_combining_mark(c) {
            push_letter(&mut folded, c);
        }
    }
    folded
}

/// ASCII words joined by hyphens, for URLs: at most `max` characters, cut at the end of a word when there is one.
#[must_use]
pub fn slugify(text: &str, max: usize) -> String {
    let folded = fold(text);
    let mut slug = String::with_capacity(folded.len().min(max));
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let room = max.saturating_sub(slug.len() + usize::from(!slug.is_empty()));
        if slug.is_empty() {
            // The first word is cut rather than lost: an empty slug names nothing.
            slug.push_str(word.get(..room.min(word.len())).unwrap_or_default());
        } else if word.len() <= room {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Before decomposition: the spacing accents used as apostrophes would become a space and a mark.
fn typography(c: char) -> char {
    match c {
        '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | '′' | '＇' | '`' | '´' => '\'',
        '‐'..='―' | '−' | '﹘' | '﹣' | '－' => '-',
        _ => c,
    }
}

/// After decomposition: the letters that Unicode does not take apart.
fn push_letter(folded: &mut String, c: char) {
    match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        _ if is_invisible(c) => {}
        _ if is_blank(c) => folded.push(' '),
        _ => folded.push(typography(c)),
    }
}
