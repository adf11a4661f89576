/// Longest name, in characters.
const LONGEST: usize = 100;

/// Reads a name as people type it: spaces folded, what nobody sees left out. None when nothing of a name is left, or too
/// much.
///
/// Unseen characters are no part of a name, and some do harm: letters cannot be made with those that XML forbids, and those
/// that turn the direction of writing make one name pass for another (Unicode TR 36 §2.1).
#[must_use]
pub fn read_name(typed: &str) -> Option<String> {
    let seen: String =
        typed.chars().map(|it| if it.is_control() { ' ' } else { it }).filter(|it| !is_unseen(*it)).collect();
    let name = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let alphabetic = name.chars().filter(|it| it.is_alphabetic()).count();
    (alphabetic >= 2 && name.chars().count() <= LONGEST).then_some(name)
}

fn is_unseen(it: char) -> bool {
    matches!(it, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::read_name;

    #[test]
    fn names_are_read_as_people_type_them() {
        assert_eq!(read_name("  Yann   Le Guen-O’Brien "), Some("Yann Le Guen-O’Brien".to_owned()));
        assert_eq!(read_name("Đặng Thị Ngọc"), Some("Đặng Thị Ngọc".to_owned()));
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_a_name() {
        assert_eq!(read_name("Claire\u{1}\u{202e} Mo\u{ffff}reau"), Some("Claire Moreau".to_owned()));
        assert_eq!(read_name("\u{1}\u{2}\u{feff}"), None);
        assert_eq!(read_name(&"é".repeat(101)), None);
    }
}
